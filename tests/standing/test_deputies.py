"""A deputy asks what is still asked of them, by which article, and what proves the rest."""

from datetime import date, datetime

import pytest

from shared.domain.clock import SHANGHAI
from shared.domain.divisions import Level
from shared.domain.mandates import MandateAction, MandateEvent
from shared.domain.proof.assurance import Proof
from shared.store.corrections import Action
from tests.gateway import someone
from tests.standing.hall import COUNTY, DEPUTY_ID, OFFICER, OWN, STATION, Hall, mandate

OTHER = f"/v1/deputies/{DEPUTY_ID}/standing"
MINE = "/v1/me/standing"


def test_sq_13b_a_city_deputy_who_has_not_come_owes_two_visits(hall: Hall) -> None:
    hall.deputy()
    found = hall.verdicts()["sq-13b"]
    assert (found["required"], found["counted"], found["remaining"]) == (2, 0, 2)
    assert found["instrument"]["id"] == "shangqiu"
    assert found["article"].startswith("13")
    assert found["period"] == {"label": "2026", "from": "2026-01-01", "to": "2026-12-31"}
    assert (found["state"], found["due"], found["evidence"]) == ("at_risk", "2026-12-31", [])
    assert found["recorded"] is True


def test_sq_13b_each_visit_counts_and_is_named_as_evidence(hall: Hall) -> None:
    hall.deputy()
    first = hall.visit("2026-03-05")
    found = hall.verdicts()["sq-13b"]
    assert (found["counted"], found["remaining"], found["evidence"]) == (1, 1, [first.id])
    second = hall.visit("2026-11-20")
    found = hall.verdicts()["sq-13b"]
    assert (found["state"], found["remaining"], found["evidence"]) == ("met", 0, [first.id, second.id])


def test_sq_13c_a_county_deputy_owes_three(hall: Hall) -> None:
    hall.deputy(mandate(Level.COUNTY, "411402", "411402001"))
    found = hall.verdicts()
    assert found["sq-13c"]["required"] == 3
    assert "sq-13b" not in found


def test_who_holds_two_mandates_stands_under_each_by_itself(hall: Hall) -> None:
    hall.deputy(mandate(), mandate(Level.COUNTY, "411402", "411402001", number=2))
    visit = hall.visit("2026-03-05")
    city, county = hall.get(MINE).json["mandates"]
    assert (city["division"], county["division"]) == ("4114", "411402")
    owed = [
        {verdict["rule"]: verdict for verdict in held["verdicts"]}[rule]
        for held, rule in ((city, "sq-13b"), (county, "sq-13c"))
    ]
    assert [verdict["remaining"] for verdict in owed] == [1, 2]
    assert [verdict["evidence"] for verdict in owed] == [[visit.id], [visit.id]]


def test_sq_11a_every_deputy_is_placed_save_those_of_the_armed_forces(hall: Hall) -> None:
    hall.deputy()
    assert hall.verdicts()["sq-11a"]["evidence"] == [STATION]
    hall.deputy(station=None)
    assert hall.verdicts()["sq-11a"]["state"] == "short"
    hall.deputy(station=None, armed_forces_unit="某部队")
    assert "sq-11a" not in hall.verdicts()


def test_what_the_province_does_not_count_does_not_count(hall: Hall) -> None:
    hall.deputy()
    hall.visit("2026-03-05", proof=Proof.STAFF)
    assert hall.verdicts()["sq-13b"]["counted"] == 0


def test_a_voided_visit_counts_no_more_and_again_once_restored(hall: Hall) -> None:
    hall.deputy()
    visit = hall.visit("2026-03-05")
    hall.correct(visit, Action.VOID)
    assert hall.verdicts()["sq-13b"]["counted"] == 0
    hall.correct(visit, Action.RESTORE)
    assert hall.verdicts()["sq-13b"]["counted"] == 1


def test_another_year_is_judged_by_its_own_visits(hall: Hall) -> None:
    hall.deputy()
    hall.visit("2025-03-05")
    found = hall.verdicts(on="2025-06-01")["sq-13b"]
    assert (found["counted"], found["state"], found["due"]) == (1, "short", "2025-12-31")
    assert hall.verdicts()["sq-13b"]["counted"] == 0


def test_before_the_regulation_was_in_force_it_asked_nothing(hall: Hall) -> None:
    hall.deputy()
    assert "sq-13b" not in hall.verdicts(on="2024-04-30")


def test_what_is_to_come_is_judged_by_what_is_known_today(hall: Hall) -> None:
    hall.deputy()
    found = hall.verdicts(on="2027-05-01")["sq-13b"]
    assert (found["state"], found["period"]["label"], found["counted"]) == ("open", "2027", 0)


def test_nat_61_who_was_suspended_all_year_owes_nothing(hall: Hall) -> None:
    suspended = MandateEvent(MandateAction.SUSPEND, date(2025, 12, 1), "detained")
    hall.deputy(mandate(events=(suspended,)))
    held = hall.get(OTHER, COUNTY).json["mandates"][0]
    assert held["status"] == "suspended"
    found = {verdict["rule"]: verdict for verdict in held["verdicts"]}["sq-13b"]
    assert found["state"] == "excused"


def test_only_the_mandates_of_the_day_are_judged(hall: Hall) -> None:
    hall.deputy(mandate(begins="2017-03-01", ends="2022-02-28", number=2), mandate())
    assert [held["id"] for held in hall.get(MINE).json["mandates"]] == [mandate().id]
    before = hall.get(MINE, on="2020-06-01").json
    assert [held["id"] for held in before["mandates"]] == [mandate(number=2).id]
    assert hall.get(MINE, on="2016-06-01").json["mandates"] == []


def test_each_verdict_is_a_sentence_with_its_article_in_the_caller_s_language(hall: Hall) -> None:
    hall.deputy()
    chinese = hall.verdicts()["sq-13b"]
    assert "商丘市人大代表联络站工作条例" in chinese["sentence"]
    held = hall.get(MINE, language="en").json["mandates"][0]
    english = {verdict["rule"]: verdict for verdict in held["verdicts"]}["sq-13b"]
    assert "Shangqiu" in english["sentence"]
    assert english["sentence"].isascii()
    assert "twice a year" in english["says"]


def test_a_duty_that_nothing_here_records_says_so(hall: Hall) -> None:
    hall.deputy()
    hall.station()
    found = hall.verdicts() | hall.verdicts(f"/v1/stations/{STATION}/standing", OFFICER)
    unrecorded = {rule for rule, verdict in found.items() if not verdict["recorded"]}
    assert "sq-21.archive" in unrecorded  # kept by being read, never told
    assert not unrecorded & {"sq-09", "sq-13b", "sq-11a", "sq-16b", "sq-06b.place"}


def test_the_year_turns_at_midnight_in_china(hall: Hall) -> None:
    hall.deputy()
    hall.now = datetime(2027, 1, 1, 0, 0, 1, tzinfo=SHANGHAI)
    assert hall.verdicts()["sq-13b"]["period"]["label"] == "2027"


def test_the_deputy_and_those_above_read_it_and_nobody_else(hall: Hall) -> None:
    hall.deputy()
    own = {name: value for name, value in hall.get(MINE).json.items() if name != "member"}
    for caller in (OWN, OFFICER, COUNTY, someone("auditor:41", person="p0000000000000000000z")):
        assert hall.get(OTHER, caller).json == own
    refused = {
        "role_missing": someone("deputy:4114", person="p0000000000000000000z"),
        "out_of_scope": someone("committee_staff:411403", person="p0000000000000000000z"),
    }
    for code, caller in refused.items():
        answer = hall.get(OTHER, caller)
        assert (answer.status, answer.json["code"]) == (403, code)


@pytest.mark.parametrize("path", [MINE, OTHER])
def test_who_is_registered_nowhere_is_not_found(hall: Hall, path: str) -> None:
    answer = hall.get(path)
    assert (answer.status, answer.json["code"]) == (404, "deputy_not_found")
    answer = hall.get(path, on="1999-12-31")
    assert (answer.status, answer.json["code"]) == (422, "day_out_of_range")
