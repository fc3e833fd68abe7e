"""How opinions come in, and who learns what of who brought them."""

import json
from datetime import datetime

import pytest

from shared.domain.clock import SHANGHAI
from shared.domain.stations import StationStatus
from shared.store import receipts
from tests.gateway import someone
from tests.suggestions.opinions.street import (
    AUDITOR,
    COUNTY,
    COUNTY_STAFF,
    DEPUTY,
    LAMPS,
    LIAISON,
    RESIDENT,
    STATION,
    STREET,
    TOWNSHIP,
    Street,
    code,
    staff_of,
)

OPINION = {"text": LAMPS, "station": STATION}


def test_an_opinion_reaches_those_who_received_it(street: Street) -> None:
    receipt = street.bring(place="人民路东段", category="utilities")
    for scope in ("41", "4114", COUNTY, STREET, STATION):
        listed = street.done(
            "GET", "/v1/opinions", query={"scope": scope, "state": "received"}, by=someone("auditor:41")
        )["items"]
        assert [(one["id"], one["category"], one["voices"]) for one in listed] == [
            (receipt["receipt"], "utilities", 1)
        ]
    month = {"scope": STREET, "month": "2026-11"}
    assert len(street.done("GET", "/v1/opinions", query=month, by=TOWNSHIP)["items"]) == 1
    assert street.told(f"liaison_officer:{STATION}")[0][1]["opinion"] == receipt["receipt"]


def test_a_list_is_of_a_state_or_of_a_month(street: Street) -> None:
    for more in ({}, {"state": "received", "month": "2026-11"}):
        query = {"scope": STREET, **more}
        assert code(street.send("GET", "/v1/opinions", query=query, by=TOWNSHIP))[0] == 400


def test_months_are_those_of_china(street: Street) -> None:
    """The last second of the year in Shanghai."""
    street.now = datetime(2027, 12, 31, 23, 59, 59, tzinfo=SHANGHAI)
    old = street.bring()
    street.later(seconds=1)
    new = street.bring()
    for month, receipt in (("2027-12", old), ("2028-01", new)):
        found = street.done("GET", "/v1/opinions", query={"scope": STREET, "month": month}, by=TOWNSHIP)
        assert [one["id"] for one in found["items"]] == [receipt["receipt"]]


def test_lists_are_paged_without_gap_or_repetition(street: Street) -> None:
    brought = []
    for _ in range(5):
        street.later(minutes=1)
        brought.append(street.bring()["receipt"])
    for of in ({"state": "received"}, {"month": "2026-11"}):
        query: dict[str, str | int] = {"scope": STREET, "limit": 2, **of}
        found: list[str] = []
        while True:
            page = street.done("GET", "/v1/opinions", query=query, by=TOWNSHIP)
            found += [one["id"] for one in page["items"]]
            if page["next"] is None:
                break
            query["cursor"] = page["next"]
        assert found == brought


def test_the_secret_is_stored_nowhere(street: Street) -> None:
    receipt = street.bring(by=RESIDENT)
    assert receipt["secret"] not in json.dumps(street.world.items("Suggestions"))
    assert receipt["secret"] not in json.dumps(street.world.items("Inbox"))


def test_a_wrong_secret_and_an_unknown_number_are_answered_alike(street: Street) -> None:
    receipt, other = street.bring(), street.bring()
    wrong = {"receipt": receipt["receipt"], "secret": other["secret"]}
    unknown = {"receipt": "e" + "0" * 20, "secret": receipt["secret"]}
    answers = [street.send("POST", "/v1/opinions/follow", body) for body in (wrong, unknown)]
    assert [code(answer) for answer in answers] == [(404, "receipt_wrong")] * 2
    assert answers[0].json == answers[1].json
    assert code(street.words({**receipt, "secret": other["secret"]}, "？"))[1] == "receipt_wrong"


def test_a_request_sent_again_makes_nothing_new(street: Street) -> None:
    first = street.done("POST", "/v1/opinions", OPINION, key="a-long-random-key")
    street.later(minutes=1)
    assert street.done("POST", "/v1/opinions", OPINION, key="a-long-random-key") == first
    assert street.listed(STREET, "received") == [first["receipt"]]
    assert len(street.told(f"liaison_officer:{STATION}")) == 1
    reused = street.send("POST", "/v1/opinions", {**OPINION, "text": "别的"}, key="a-long-random-key")
    assert code(reused) == (422, "idempotency_key_reused")
    own = street.done("POST", "/v1/me/opinions", OPINION, key="a-long-random-key", by=RESIDENT)
    assert own["receipt"] != first["receipt"]
    again = street.done("POST", "/v1/me/opinions", OPINION, key="a-long-random-key", by=RESIDENT)
    assert again == own


@pytest.mark.parametrize(
    "text",
    ["", "   ", "字" * 2001, "灯\u202e坏了", "灯\u0000坏了", "灯\u200b坏了", "\ufeff灯", 7, None, ["灯"]],
    ids=repr,
)
def test_what_is_no_text_of_people_is_refused(street: Street, text: object) -> None:
    answer = street.send("POST", "/v1/opinions", {**OPINION, "text": text})
    assert code(answer) == (400, "invalid_request")
    assert answer.json["errors"][0]["field"] == "body.text"


def test_scripts_stay_words(street: Street) -> None:
    words = "<script>alert(1)</script>\n' OR 1=1 --"
    receipt = street.bring(words)
    assert street.follow(receipt)["text"] == words
    assert street.opinion(receipt)["text"] == words


def test_a_hundred_kilobytes_are_not_read(street: Street) -> None:
    assert code(street.send("POST", "/v1/opinions", {**OPINION, "text": "灯" * 40_000})) == (
        413,
        "body_too_large",
    )


@pytest.mark.parametrize(
    "where",
    [
        {},
        {"station": STATION, "division": STREET},
        {"division": "41"},
        {"division": "999999"},
        {"station": "41-01"},
    ],
    ids=str,
)
def test_an_opinion_is_brought_to_one_place(street: Street, where: dict[str, str]) -> None:
    assert code(street.send("POST", "/v1/opinions", {"text": LAMPS, **where})) == (400, "invalid_request")


def test_a_closed_station_takes_none(street: Street) -> None:
    street.station("411402001-02", status=StationStatus.CLOSED)
    body = {**OPINION, "station": "411402001-02"}
    assert code(street.send("POST", "/v1/opinions", body)) == (409, "station_closed")
    assert code(street.send("POST", "/v1/opinions", {**OPINION, "station": "411402001-03"})) == (
        404,
        "station_not_found",
    )


def test_an_address_and_a_person_bring_so_many_and_no_more(street: Street) -> None:
    for _ in range(30):
        street.bring()
    refused = street.send("POST", "/v1/opinions", OPINION)
    assert code(refused) == (429, "too_many_requests")
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert street.send("POST", "/v1/opinions", OPINION, address="203.0.113.8").status == 201
    assert street.send("POST", "/v1/me/opinions", OPINION, by=RESIDENT).status == 201
    taken_down = {"text": LAMPS}
    path = f"/v1/stations/{STATION}/opinions"
    assert street.send("POST", path, taken_down, by=LIAISON).status == 201
    street.later(hours=1)
    assert street.send("POST", "/v1/opinions", OPINION).status == 201
    assert "203.0.113" not in json.dumps(street.world.items("Suggestions"))


def test_who_wishes_to_stay_unnamed_is_not_stored(street: Street) -> None:
    receipt, unit = street.bring(by=RESIDENT, anonymous=True), street.unit()
    assert RESIDENT.person not in json.dumps(street.world.items("Suggestions"))
    assert street.opinion(receipt, COUNTY_STAFF)["resident"] is None
    street.sorted(receipt, matter_remit="township")
    street.took(receipt, "handover", {"unit": unit.id})
    assert street.told(RESIDENT.person) == []
    assert street.follow(receipt)["unit"] == unit.name
    assert street.done("GET", "/v1/me/opinions", by=RESIDENT)["items"] == []


def test_who_gave_a_name_is_known_to_those_who_received_it_alone(street: Street) -> None:
    receipt, unit = street.bring(by=RESIDENT), street.unit()
    assert street.opinion(receipt, LIAISON)["resident"] == {"person": RESIDENT.person, "name": None}
    assert street.opinion(receipt, AUDITOR)["resident"] is None
    street.sorted(receipt, matter_remit="township")
    street.took(receipt, "handover", {"unit": unit.id})
    path = f"/v1/units/{unit.id}/opinions/{receipt['receipt']}"
    assert RESIDENT.person not in street.send("GET", path, by=staff_of(unit)).text
    assert code(street.send("GET", f"/v1/opinions/{receipt['receipt']}", by=staff_of(unit)))[0] == 403
    assert RESIDENT.person not in json.dumps([street.history(receipt), street.told(f"unit_staff:{unit.id}")])
    mine = street.done("GET", "/v1/me/opinions", by=RESIDENT)["items"]
    assert [(one["id"], one["state"]) for one in mine] == [(receipt["receipt"], "handed_over")]


def test_who_brought_it_by_name_gets_the_receipt_once_more(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another device the course is open again; without a name only the receipt leads back."""
    receipt, nameless = street.bring(by=RESIDENT), street.bring(by=RESIDENT, anonymous=True)
    path = f"/v1/me/opinions/{receipt['receipt']}/receipt"
    again = street.done("POST", path, by=RESIDENT)
    assert again == receipt
    other = someone(person="p0ther000000000000000")
    assert code(street.send("POST", path, by=other)) == (404, "case_not_found")
    assert code(street.send("POST", path)) == (401, "sign_in_required")
    lost = f"/v1/me/opinions/{nameless['receipt']}/receipt"
    assert code(street.send("POST", lost, by=RESIDENT)) == (404, "case_not_found")

    monkeypatch.setattr(receipts, "secret", lambda _: b"another key of the secrets")
    assert street.follow(receipt)["state"] == "received"
    anew = street.done("POST", path, by=RESIDENT)
    assert anew["secret"] != receipt["secret"]
    assert street.follow(anew)["state"] == "received"
    assert code(street.words(receipt, "还在吗？")) == (404, "receipt_wrong")
    street.done("POST", "/v1/me/opinions/erasure", {}, by=RESIDENT)
    assert code(street.send("POST", path, by=RESIDENT)) == (404, "case_not_found")
    assert street.follow(anew)["text"] == ""


def test_mine_are_the_newest_first_and_nobody_elses(street: Street) -> None:
    brought = []
    for _ in range(3):
        street.later(minutes=1)
        brought.append(street.bring(by=RESIDENT)["receipt"])
    street.bring(by=someone(person="p0ther000000000000000"))
    first = street.done("GET", "/v1/me/opinions", query={"limit": 2}, by=RESIDENT)
    rest = street.done("GET", "/v1/me/opinions", query={"cursor": first["next"]}, by=RESIDENT)
    found = [one["id"] for one in [*first["items"], *rest["items"]]]
    assert (found, rest["next"]) == (brought[::-1], None)


def test_a_deputy_at_a_station_takes_down_what_residents_say(street: Street) -> None:
    """dt-10: a deputy hears opinions and passes them on; what becomes of them is told to the resident."""
    path = f"/v1/stations/{STATION}/opinions"
    body = {"text": LAMPS, "name": "王秀英", "category": "utilities"}
    receipt = street.done("POST", path, body, by=DEPUTY)
    found = street.opinion(receipt, LIAISON)
    assert (found["recorded_by"], found["resident"]["name"]) == (DEPUTY.person, "王秀英")
    assert street.history(receipt)[0]["by"] == DEPUTY.person
    assert code(street.send("GET", f"/v1/opinions/{receipt['receipt']}", by=DEPUTY)) == (403, "role_missing")
    street.sorted(receipt, answerable="true")
    street.took(receipt, "answer", {"text": "已报修"}, LIAISON)
    assert street.follow(receipt)["answer"] == "已报修"
    elsewhere = someone("deputy:4101", person="pelsewhere00000000000")
    assert code(street.send("POST", path, body, by=elsewhere)) == (403, "out_of_scope")
    unnamed = {**body, "anonymous": True}
    assert code(street.send("POST", path, unnamed, by=DEPUTY)) == (400, "invalid_request")
