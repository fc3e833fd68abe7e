"""What was entered wrongly about a mandate is put right, and the history keeps what stood before."""

from typing import Any

import pytest

from functions.registration.people import holdings
from shared.domain.clock import legal_day
from tests.aws import World
from tests.gateway import Response, someone
from tests.registration.office import (
    CITY,
    CITY_MANDATE,
    COUNTY,
    COUNTY_MANDATE,
    ELSEWHERE,
    TOWNSHIP,
    Office,
    bad_fields,
    code,
)

PROVINCE = someone("committee_staff:41", person="pr0v1nce000000000000")
NATIONAL = {"level": "national", "division": "00", "electing_unit": "41", "term": 14, "begins": "2023-03-05"}


def path(deputy: Any) -> str:
    return f"/v1/deputies/{deputy['id']}/mandates/{first(deputy)['id']}"


def first(deputy: Any) -> Any:
    return deputy["mandates"][0]


def correct(office: Office, deputy: Any, reason: str = "录入错误", **fields: Any) -> Response:
    options = {name: fields.pop(name) for name in ("by", "version") if name in fields}
    options = {"version": deputy["version"], **options}
    return office.send("PATCH", path(deputy), {**fields, "reason": reason}, **options)


def happen(office: Office, deputy: Any, action: str, on: str, reason: str) -> Any:
    body = {"action": action, "on": on, "reason": reason}
    return office.done("POST", f"{path(deputy)}/events", body, version=deputy["version"])


def withdraw(office: Office, deputy: Any, reason: str = "误录", **options: Any) -> Response:
    options = {"version": deputy["version"], **options}
    return office.send("POST", f"{path(deputy)}/events/last/withdrawal", {"reason": reason}, **options)


def changes(office: Office, deputy: Any) -> list[Any]:
    found: list[Any] = office.done("GET", f"/v1/deputies/{deputy['id']}/changes")["items"]
    return found


def test_what_was_entered_wrongly_is_put_right_and_the_history_says_why(office: Office) -> None:
    made = office.deputy()
    office.now = office.now.replace(hour=2)
    right = {"electing_unit": "411403", "term": 5, "begins": "2022-04-02", "ends": "2027-04-01"}
    done = correct(office, made, "选举单位和届次录入错误", **right).json
    assert {name: first(done)[name] for name in right} == right
    assert (first(done)["id"], first(done)["level"], done["version"]) == (first(made)["id"], "city", 2)
    told, registered = changes(office, made)
    assert (told["what"], told["by"], told["reason"]) == (
        "mandate_corrected",
        CITY.person,
        "选举单位和届次录入错误",
    )
    assert told["before"]["mandates"][0]["term"] == 6
    assert told["after"]["mandates"][0]["term"] == 5
    assert registered["reason"] is None


def test_a_last_day_entered_wrongly_is_taken_back(office: Office) -> None:
    made = office.deputy(mandates=[{**CITY_MANDATE, "ends": "2026-10-31"}])
    assert (made["serving"], first(made)["status"]) == (False, "ended")
    done = correct(office, made, ends=None).json
    assert (done["serving"], first(done)["status"], first(done)["ends"]) == (True, "active", None)


def test_who_was_unplaced_is_listed_where_the_right_unit_is(office: Office) -> None:
    made = office.deputy()
    correct(office, made, electing_unit="411403")
    there = someone("committee_staff:411403")
    assert [found["id"] for found in office.whole("/v1/deputies", scope="411403", by=there)] == [made["id"]]
    assert office.whole("/v1/deputies", scope="411402") == []


def test_a_correction_that_changes_nothing_writes_nothing(office: Office) -> None:
    made = office.deputy()
    assert correct(office, made, term=6, begins="2022-04-01").json == made
    assert len(changes(office, made)) == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"electing_unit": "140213"}, "electing_unit"),
        ({"electing_unit": "411499"}, "electing_unit"),
        ({"begins": "1953-02-28"}, "begins"),
        ({"begins": "2027-11-21", "ends": "2028-01-01"}, "begins"),
        ({"begins": "2022-02-30"}, "begins"),
        ({"ends": "2022-03-31"}, "ends"),
        ({"begins": "2023-01-01", "ends": "2022-12-31"}, "ends"),
        ({"term": 0}, "term"),
        ({"term": None}, "term"),
        ({"begins": None}, "begins"),
        ({"reason": ""}, "reason"),
        ({"reason": "原因" * 101}, "reason"),
        ({"level": "county"}, "level"),
        ({"division": "4113"}, "division"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_at_its_field(
    office: Office, fields: dict[str, Any], field: str
) -> None:
    made = office.deputy()
    assert bad_fields(correct(office, made, **fields)) == [f"body.{field}"]


def test_a_correction_has_a_reason(office: Office) -> None:
    made = office.deputy()
    refused = office.send("PATCH", path(made), {"term": 5}, version=1)
    assert bad_fields(refused) == ["body.reason"]


def test_a_first_day_after_the_last_is_refused_at_the_first(office: Office) -> None:
    made = office.deputy(mandates=[{**CITY_MANDATE, "ends": "2026-10-31"}])
    assert bad_fields(correct(office, made, begins="2026-11-01")) == ["body.begins"]


def test_national_61_what_has_happened_stays_inside_the_mandate(office: Office) -> None:
    made = office.deputy()
    suspended = happen(office, made, "suspend", "2026-10-01", "detained")
    resumed = happen(office, suspended, "resume", "2026-11-01", "cause_gone")
    for fields in ({"begins": "2026-10-02"}, {"ends": "2026-10-31"}):
        assert code(correct(office, resumed, **fields)) == (422, "mandate_events_outside")
    done = correct(office, resumed, begins="2026-10-01", ends="2026-11-01")
    assert [event["on"] for event in first(done.json)["events"]] == ["2026-10-01", "2026-11-01"]


def test_national_62_the_last_day_of_an_ended_mandate_is_that_of_its_end(office: Office) -> None:
    ended = happen(office, office.deputy(), "end", "2026-11-01", "moved_away")
    for ends in ("2026-11-02", "2026-10-31", None):
        assert code(correct(office, ended, ends=ends)) == (409, "mandate_end_entered")
    assert code(correct(office, ended, begins="2026-11-02")) == (422, "mandate_events_outside")
    assert first(correct(office, ended, term=5).json)["ends"] == "2026-11-01"


def test_a_congress_and_term_stand_once_after_a_correction_too(office: Office) -> None:
    made = office.deputy(mandates=[{**CITY_MANDATE, "term": 5}, CITY_MANDATE, {**COUNTY_MANDATE, "term": 4}])
    assert code(correct(office, made, term=6)) == (409, "mandate_exists")
    assert correct(office, made, term=4).status == 200


def test_who_keeps_the_mandate_corrects_it_and_nobody_else(office: Office) -> None:
    made = office.deputy()
    for who in (COUNTY, ELSEWHERE):
        assert code(correct(office, made, term=5, by=who)) == (403, "out_of_scope")
        assert code(withdraw(office, made, by=who)) == (403, "out_of_scope")
    for who in (TOWNSHIP, someone("deputy:4114", person=made["id"])):
        assert code(correct(office, made, term=5, by=who)) == (403, "role_missing")
    assert correct(office, made, term=5, by=PROVINCE).status == 200


def test_no_province_gives_its_national_deputies_to_another(office: Office) -> None:
    made = office.deputy(by=PROVINCE, mandates=[NATIONAL])
    assert code(correct(office, made, electing_unit="14", by=PROVINCE)) == (403, "out_of_scope")
    assert bad_fields(correct(office, made, electing_unit="4114", by=PROVINCE)) == ["body.electing_unit"]
    assert code(correct(office, made, term=13, by=CITY)) == (403, "out_of_scope")
    assert correct(office, made, term=13, by=PROVINCE).status == 200


def test_corrections_are_made_under_the_version_that_was_read(office: Office, tables: World) -> None:
    made = office.deputy()
    assert correct(office, made, term=5).status == 200
    before = len(tables.items("Registry"))
    assert code(correct(office, made, term=4)) == (412, "stale_version")
    assert code(withdraw(office, made)) == (412, "stale_version")
    assert code(correct(office, made, term=4, version=None)) == (428, "precondition_required")
    assert len(tables.items("Registry")) == before


def test_an_unknown_mandate_is_not_found(office: Office) -> None:
    made = office.deputy()
    ghost = {**made, "mandates": [{"id": "m01j9zq3v7k2m8n4p6r5t"}]}
    assert code(correct(office, ghost, term=5)) == (404, "mandate_not_found")
    assert code(withdraw(office, ghost)) == (404, "mandate_not_found")


def test_national_62_an_end_that_did_not_happen_is_withdrawn(office: Office) -> None:
    made = office.deputy(mandates=[{**CITY_MANDATE, "ends": "2027-03-31"}])
    office.now = office.now.replace(hour=2)
    ended = happen(office, made, "end", "2026-11-01", "resigned")
    assert holdings(made["id"]).grants(legal_day(office.now)) == ()
    office.now = office.now.replace(hour=3)
    back = withdraw(office, ended, "辞职未被接受").json
    assert (first(back)["status"], first(back)["ends"], first(back)["events"]) == ("active", "2027-03-31", [])
    assert [str(grant) for grant in holdings(made["id"]).grants(legal_day(office.now))] == ["deputy:4114"]
    told, end, _ = changes(office, made)
    assert (told["what"], told["reason"]) == ("mandate_event_withdrawn", "辞职未被接受")
    assert told["before"] == end["after"]
    assert told["after"] == end["before"]
    assert end["what"] == "mandate_ended"


def test_an_end_entered_on_a_wrong_day_is_withdrawn_and_entered_again(office: Office) -> None:
    ended = happen(office, office.deputy(), "end", "2026-11-01", "resigned")
    back = withdraw(office, ended).json
    assert first(back)["ends"] is None
    assert first(happen(office, back, "end", "2026-11-10", "resigned"))["ends"] == "2026-11-10"


def test_events_are_withdrawn_from_the_last_backwards(office: Office) -> None:
    suspended = happen(office, office.deputy(), "suspend", "2026-10-01", "detained")
    ended = happen(office, suspended, "end", "2026-11-01", "recalled")
    again = withdraw(office, ended).json
    assert (first(again)["status"], first(again)["ends"]) == ("suspended", None)
    clean = withdraw(office, again).json
    assert (first(clean)["status"], first(clean)["events"]) == ("active", [])
    assert code(withdraw(office, clean)) == (409, "mandate_no_event")
    assert bad_fields(withdraw(office, clean, "")) == ["body.reason"]


def test_a_mandate_added_again_with_its_key_is_the_one_added_whatever_was_corrected(office: Office) -> None:
    made = office.deputy()
    add = f"/v1/deputies/{made['id']}/mandates"
    both = office.done("POST", add, COUNTY_MANDATE, key="mandate-1")
    place = f"{add}/{both['mandates'][1]['id']}"
    fixed = office.done("PATCH", place, {"term": 15, "reason": "届次错误"}, version=both["version"])
    assert office.done("POST", add, COUNTY_MANDATE, key="mandate-1") == fixed
    other = office.send("POST", add, {**COUNTY_MANDATE, "ends": "2027-02-28"}, key="mandate-1")
    assert code(other) == (422, "idempotency_key_reused")
