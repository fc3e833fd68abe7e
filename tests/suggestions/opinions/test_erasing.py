"""Erasure: a resident's name, words and photos go from everywhere, the case and its numbers stay."""

import json
from dataclasses import replace
from typing import Any

import pytest

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.sweeping.sweeping import sweep
from shared.domain.roles import Caller
from tests.gateway import Response, someone
from tests.suggestions.opinions.street import (
    AUDITOR,
    COUNTY,
    COUNTY_STAFF,
    LIAISON,
    NEIGHBOUR,
    RESIDENT,
    STATION,
    TOWNSHIP,
    Street,
    code,
    staff_of,
)
from tests.suggestions.opinions.test_photos import arrive, ask, bucket, jpeg, sent, store

SECRET_WORDS = "我是人民路的王秀英"
MORE_WORDS = "我家电话一三八"
RATING_WORDS = "王秀英不满意"


def erase(street: Street, receipt: Any, **fields: Any) -> Response:
    body = {"receipt": receipt["receipt"], "secret": receipt["secret"], **fields}
    return street.send("POST", "/v1/opinions/follow/erasure", body)


def everything(street: Street) -> str:
    """All that stands in any table, as one text."""
    tables = ("Suggestions", "Inbox", "Records")
    return json.dumps([street.world.items(table) for table in tables], ensure_ascii=False, default=str)


def files(street: Street) -> list[Any]:
    """Every version of every file that the bucket holds."""
    found = store(street).list_object_versions(Bucket=bucket(street))
    return [*found.get("Versions", []), *found.get("DeleteMarkers", [])]


def whole_course(street: Street, by: Caller | None = RESIDENT) -> Any:
    """An opinion with words everywhere: brought, handed over, asked, answered, rated, a second round."""
    receipt, unit = street.bring(f"{SECRET_WORDS}，路灯不亮", by=by, place="人民路东段"), street.unit()
    arrive(street, receipt, sent(street, receipt, jpeg()))
    street.sorted(receipt, matter_remit="township")
    street.took(receipt, "handover", {"unit": unit.id})
    assert street.words(receipt, MORE_WORDS).status == 201
    street.later(days=40)
    sweep(street.now)
    urging = f"/v1/units/{unit.id}/handovers/{receipt['receipt']}/urging"
    street.done("POST", urging, {}, by=LIAISON)
    assert street.by_unit(unit, receipt, "result", {"text": "已装两盏"}).status == 200
    street.took(receipt, "feedback", {"text": "已装两盏路灯"})
    body = {"receipt": receipt["receipt"], "secret": receipt["secret"]}
    rated = {**body, "result": "dissatisfied", "reason": RATING_WORDS}
    assert street.send("POST", "/v1/opinions/follow/rating", rated).status == 201
    street.sorted(receipt, matter_remit="township")
    street.took(receipt, "handover", {"unit": unit.id})
    return receipt


def test_words_account_and_photos_go_and_the_case_stays(street: Street) -> None:
    receipt = whole_course(street)
    before, unit = street.opinion(receipt), street.unit()
    assert SECRET_WORDS in everything(street)
    assert len(files(street)) > 0
    street.later(hours=1)
    answer = erase(street, receipt)
    assert answer.status == 200, answer.text
    left = everything(street)
    for words in (SECRET_WORDS, "王秀英", MORE_WORDS, RATING_WORDS, RESIDENT.person):
        assert words not in left
    assert files(street) == []

    seen = answer.json
    assert (seen["text"], seen["photos"], seen["state"], seen["round"]) == ("", [], "handed_over", 2)
    assert seen["erased_at"] == "2026-12-30T11:00:00+08:00"
    assert seen["answer"] == "已装两盏路灯"
    after = street.opinion(receipt)
    kept = ("state", "category", "place", "unit", "round", "facts", "answer", "opened_at", "ratings")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert (after["resident"], after["version"]) == (None, before["version"] + 1)
    history = street.history(receipt)
    assert (history[-1]["what"], history[-1]["by"]) == ("erased", "resident")
    assert [entry["number"] for entry in history] == list(range(1, len(history) + 1))
    assert len(history) == after["version"]
    assert "已装两盏" in json.dumps(history, ensure_ascii=False)
    asked = next(entry for entry in history if entry["what"] == "asked")
    assert (asked["by"], asked["data"]) == ("resident", {"erased": True})
    assert street.listed(COUNTY, "handed_over") == [receipt["receipt"]]
    due = street.done("GET", f"/v1/units/{unit.id}/due", by=staff_of(unit))["items"]
    assert [one["title"] for one in due] == ["（内容已按本人要求删除）"]
    for post in (f"liaison_officer:{STATION}", f"unit_staff:{unit.id}"):
        assert street.told(post)[-1][0] == "opinion_erased"
    assert street.done("GET", "/v1/me/opinions", by=RESIDENT)["items"] == []


def test_erased_again_nothing_changes(street: Street) -> None:
    receipt = whole_course(street)
    first, stood = erase(street, receipt), everything(street)
    again = erase(street, receipt)
    assert (first.status, again.status, again.json) == (200, 200, first.json)
    assert everything(street) == stood


def test_the_course_goes_on_and_what_is_added_later_can_be_erased_too(street: Street) -> None:
    receipt, unit = whole_course(street), street.unit()
    assert erase(street, receipt).status == 200
    assert street.by_unit(unit, receipt, "result", {"text": "全部装好"}).status == 200
    street.took(receipt, "feedback", {"text": "全部装好"})
    assert street.follow(receipt)["answer"] == "全部装好"
    assert [kind for kind, _ in street.told(RESIDENT.person)] == []
    assert street.words(receipt, MORE_WORDS, unsolved=True).status == 201
    assert MORE_WORDS in everything(street)
    assert erase(street, receipt).status == 200
    assert MORE_WORDS not in everything(street)
    assert [entry["what"] for entry in street.history(receipt)].count("erased") == 2


def test_no_notice_holds_words_of_a_resident(street: Street) -> None:
    """What has left by message cannot be taken back."""
    whole_course(street)
    told = json.dumps(street.world.items("Inbox"), ensure_ascii=False, default=str)
    for words in (SECRET_WORDS, MORE_WORDS, RATING_WORDS, "人民路东段"):
        assert words not in told


def test_an_unnamed_resident_erases_by_the_receipt_and_a_wrong_secret_erases_nothing(street: Street) -> None:
    receipt = street.bring(f"{SECRET_WORDS}", anonymous=True)
    other = street.bring("别人的")
    wrong = {"receipt": receipt["receipt"], "secret": other["secret"]}
    assert code(erase(street, wrong)) == (404, "receipt_wrong")
    assert SECRET_WORDS in everything(street)
    assert erase(street, receipt).status == 200
    assert SECRET_WORDS not in everything(street)
    assert street.follow(other)["text"] == "别人的"


def test_the_place_goes_where_that_is_wished(street: Street) -> None:
    receipt = street.bring(place="人民路八号三楼")
    assert erase(street, receipt).json["place"] == "人民路八号三楼"
    assert erase(street, receipt, place=True).json["place"] is None


def test_the_place_goes_from_answers_that_a_template_filled_with_it(street: Street) -> None:
    place = "人民路八号三楼"
    receipt, unit = street.bring(place=place, by=RESIDENT), street.unit()
    street.sorted(receipt, matter_remit="township")
    street.took(receipt, "handover", {"unit": unit.id, "text": f"请到{place}看看"})
    assert street.by_unit(unit, receipt, "result", {"text": "已装两盏"}).status == 200
    street.took(receipt, "feedback", {"text": f"您反映的{place}的路灯已装"})
    assert place in everything(street)
    followed = erase(street, receipt, place=True).json
    assert followed["answer"] == "您反映的（地点已按本人要求删除）的路灯已装"
    assert place not in everything(street)
    assert "人民路八号三楼" not in everything(street)


def test_what_was_sent_and_never_arrived_goes_too(street: Street) -> None:
    receipt, other = street.bring(), street.bring()
    sent(street, receipt, b"not yet said")
    kept = sent(street, other, jpeg())
    assert arrive(street, other, kept).status == 200
    assert erase(street, receipt).status == 200
    assert {one["Key"] for one in files(street)} == {f"opinions/kept/{other['receipt']}/{kept}"}
    assert ask(street, receipt).status == 201


def test_the_staff_erase_on_request_under_the_version_and_say_why(street: Street) -> None:
    body = {"text": SECRET_WORDS, "name": "王秀英"}
    receipt = street.done("POST", f"/v1/stations/{STATION}/opinions", body, by=LIAISON)
    path = f"/v1/opinions/{receipt['receipt']}/erasure"
    reason = {"reason": "本人到站书面申请"}
    for by, refusal in ((AUDITOR, "role_missing"), (RESIDENT, "role_missing"), (NEIGHBOUR, "out_of_scope")):
        assert code(street.send("POST", path, reason, by=by, version=1)) == (403, refusal)
    assert code(street.send("POST", path, reason, by=LIAISON, version=2)) == (412, "stale_version")
    assert code(street.send("POST", path, reason, by=LIAISON)) == (428, "precondition_required")
    assert code(street.send("POST", path, {}, by=LIAISON, version=1)) == (400, "invalid_request")
    assert "王秀英" in everything(street)
    done = street.done("POST", path, reason, by=LIAISON, version=1)
    assert (done["text"], done["version"]) == ("", 2)
    assert "王秀英" not in everything(street)
    last = street.history(receipt)[-1]
    assert (last["what"], last["by"], last["reason"]) == ("erased", LIAISON.person, "本人到站书面申请")
    again = street.done("POST", path, reason, by=LIAISON, version=2)
    assert again["version"] == 2


def test_all_that_one_brought_is_erased_and_nothing_of_others(street: Street) -> None:
    mine = [street.bring(f"{SECRET_WORDS}{number}", by=RESIDENT) for number in range(12)]
    neighbour = someone(person="pne1ghb0vr0000000000p")
    theirs = street.bring("邻居的话", by=neighbour)
    unnamed = street.bring("不留名的话", by=RESIDENT, anonymous=True)
    first = street.done("POST", "/v1/me/opinions/erasure", {}, by=RESIDENT)
    assert (len(first["erased"]), first["more"]) == (10, True)
    second = street.done("POST", "/v1/me/opinions/erasure", {}, by=RESIDENT)
    assert (len(second["erased"]), second["more"]) == (2, False)
    assert {*first["erased"], *second["erased"]} == {one["receipt"] for one in mine}
    assert street.done("POST", "/v1/me/opinions/erasure", {}, by=RESIDENT) == {"erased": [], "more": False}
    left = everything(street)
    assert SECRET_WORDS not in left
    assert RESIDENT.person not in left
    assert street.follow(theirs)["text"] == "邻居的话"
    assert street.follow(unnamed)["text"] == "不留名的话"
    assert code(street.send("POST", "/v1/me/opinions/erasure", {})) == (401, "sign_in_required")


@pytest.mark.parametrize("erases", ["main", "joined"])
def test_of_opinions_joined_each_goes_by_itself(street: Street, erases: str) -> None:
    neighbour = someone(person="pne1ghb0vr0000000000p")
    main, joined = street.bring("主件原话", by=RESIDENT), street.bring("并件原话", by=neighbour)
    street.took(joined, "merging", {"into": main["receipt"]})
    street.later(hours=1)
    gone, stays = (main, joined) if erases == "main" else (joined, main)
    assert erase(street, gone).status == 200
    assert street.follow(gone)["text"] == ""
    assert street.follow(stays)["text"] in ("主件原话", "并件原话")
    assert "erased" not in [step["what"] for step in street.follow(stays)["steps"]]
    assert street.opinion(main, COUNTY_STAFF)["voices"] == 2
    street.sorted(main, answerable="true")
    street.took(main, "answer", {"text": "已解决"}, TOWNSHIP)
    assert street.follow(joined)["answer"] == street.follow(main)["answer"] == "已解决"
    told = neighbour if erases == "main" else RESIDENT
    assert [kind for kind, _ in street.told(told.person)][-1] == "opinion_result"
    other = RESIDENT if erases == "main" else neighbour
    assert street.told(other.person) == []


@pytest.mark.parametrize(
    "body",
    [
        {"place": "yes"},
        {"place": None},
        {"secret": "x" * 100_000},
        {"receipt": "e" + "0" * 19 + "\u202e"},
        {"reason": "<script>"},
    ],
)
def test_what_is_no_request_for_erasure_erases_nothing(street: Street, body: dict[str, Any]) -> None:
    receipt = street.bring(SECRET_WORDS)
    sent_ = {"receipt": receipt["receipt"], "secret": receipt["secret"], **body}
    assert street.send("POST", "/v1/opinions/follow/erasure", sent_).status in (400, 413)
    assert street.follow(receipt)["text"] == SECRET_WORDS


def test_a_history_of_more_words_than_a_transaction_takes_is_written_anew(street: Street) -> None:
    said = [
        Entry("asked", RESIDENT.person, street.now, data={"text": MORE_WORDS}, number=n)
        for n in range(1, 121)
    ]
    cases.without("e" + "0" * 20, said)
    assert everything(street).count(MORE_WORDS) == 120
    cases.without("e" + "0" * 20, [replace(one, data={"erased": True}) for one in said])
    assert MORE_WORDS not in everything(street)
