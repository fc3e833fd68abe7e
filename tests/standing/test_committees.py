"""Where standing committees, their staff, a congress's meetings and divisions stand."""

from shared.store import engine, records
from shared.store.records import committee_key
from tests.gateway import someone
from tests.standing.hall import DAY, Hall

PATH = "/v1/committees/4114/standing"
SHANGQIU = someone("committee_staff:4114", person="p7k2m8n4p6r5t01j9zq3v")


def test_sq_23_a_county_s_committee_owes_the_stations_staff_a_training_each_year(hall: Hall) -> None:
    path = "/v1/committees/411402/standing"
    found = hall.verdicts(path, SHANGQIU)["sq-23.training"]
    assert (found["subject"], found["counted"]) == ({"kind": "committee", "id": "411402"}, 0)
    assert (found["article"], found["instrument"]["id"]) == ("23-2", "shangqiu")
    engine.put(records.item(committee_key("411402"), DAY, "staff_training", "a1", body={}))
    met = hall.verdicts(path, SHANGQIU)["sq-23.training"]
    assert (met["state"], met["evidence"]) == ("met", ["411402.20261120.a1"])
    assert "sq-23.training" not in hall.verdicts(PATH, SHANGQIU)


def test_a_committee_is_bound_by_its_level_and_its_own_place(hall: Hall) -> None:
    city = hall.verdicts(PATH, SHANGQIU)
    county = hall.verdicts("/v1/committees/411402/standing", SHANGQIU)
    assert "sq-24" in city
    assert "nat-44.contact" in city
    assert "nat-44.township" not in city
    assert not {rule for rule in city if rule.startswith(("tj-", "dt-", "gx-", "sz-"))}
    assert "sq-14.setup" not in county  # of the city's committee only
    town = hall.verdicts("/v1/committees/411402100/standing", SHANGQIU)
    assert {"nat-44.township", "sq-17a.service"} <= set(town)
    assert {verdict["subject"]["kind"] for verdict in town.values()} == {"committee", "staff"}


def test_dt_07_while_the_congress_is_in_session_nothing_counts(hall: Hall) -> None:
    datong = someone("auditor:1402", person="p7k2m8n4p6r5t01j9zq3v")
    key = committee_key("1402")
    engine.put(records.item(key, DAY, "suggestion_campaign", "a1", body={}))
    path = "/v1/committees/1402/standing"
    assert hall.verdicts(path, datong)["dt-07j"]["counted"] == 1
    engine.put(records.item(key, DAY, records.SESSION, "s1", body={}, first=DAY.replace(day=16)))
    assert hall.verdicts(path, datong)["dt-07j"]["counted"] == 0


def test_a_street_has_no_committee(hall: Hall) -> None:
    street = hall.verdicts("/v1/committees/411402001/standing", SHANGQIU)
    assert {verdict["subject"]["kind"] for verdict in street.values()} == {"staff"}


def test_who_reads_it(hall: Hall) -> None:
    for grant, expected in (
        ("township_staff:411402001", "out_of_scope"),
        ("committee_staff:12", "out_of_scope"),
        ("deputy:4114", "role_missing"),
        ("unit_staff:u01j9zq3v7k2m8n4p6r5t", "role_missing"),
    ):
        assert hall.get(PATH, someone(grant)).json["code"] == expected
    for grant in ("auditor:41", "admin:41", "committee_staff:4114"):
        assert hall.get(PATH, someone(grant)).status == 200


def test_a_division_that_is_none_and_a_day_without_a_calendar(hall: Hall) -> None:
    henan = someone("auditor:41")
    answer = hall.get("/v1/committees/419999/standing", henan)
    assert (answer.status, answer.json["code"]) == (404, "division_not_found")
    answer = hall.get(PATH, henan, on="1999-12-31")
    assert (answer.status, answer.json["code"]) == (422, "day_out_of_range")
