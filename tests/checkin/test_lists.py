"""A station's register by month and a deputy's records by period: complete, in order, without repeats."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.checkin.lists import period
from shared.domain.errors import Refusal
from shared.store import engine, records
from tests.checkin.desk import DEPUTY_CALLER, DEPUTY_ID, OVERSEER, STAFF, Desk, at
from tests.costs import counted
from tests.domain.proof.strategies import STATION
from tests.gateway import Response, someone

REGISTER = f"/v1/stations/{STATION}/records"
OWN = "/v1/me/records"
OF_DEPUTY = f"/v1/deputies/{DEPUTY_ID}/records"
PEOPLE = [f"p{number:020d}" for number in range(3)]


def get(desk: Desk, path: str, caller: Any = STAFF, **query: Any) -> Response:
    return desk.call("GET", path, caller, query=query)


def all_pages(desk: Desk, path: str, caller: Any, limit: int, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: dict[str, Any] = {}
    while True:
        with counted() as calls:
            answer = get(desk, path, caller, limit=limit, **query, **cursor).json
        assert calls == ["Query"]
        assert len(answer["items"]) <= limit
        found += answer["items"]
        if answer["next"] is None:
            return found
        cursor = {"cursor": answer["next"]}


def voided(desk: Desk, record: dict[str, Any]) -> None:
    body = {"action": "void", "reason": "误扫"}
    answer = desk.call("POST", f"/v1/records/{record['id']}/corrections", OVERSEER, body=body)
    assert answer.status == 201


@pytest.fixture
def visits(desk: Desk) -> list[dict[str, Any]]:
    """Nine days of three deputies around the turn of October, at three stations; every fourth is void."""
    made = []
    for day in range(9):
        for number, person in enumerate(PEOPLE):
            desk.now = at("2026-10-28T09:30:10") + timedelta(days=day, minutes=7 * number)
            station = (STATION, "411402001-02", "411402002-01")[(day + number) % 3 if day % 2 else 0]
            made.append(desk.scan(desk.code(station=station), someone("deputy:4114", person=person)).json)
    for record in made[::4]:
        voided(desk, record)
    desk.now = at("2026-11-20T09:30:10")
    return made


read_only = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=12
)


@read_only
@given(limit=st.integers(1, 30))
def test_a_station_s_register_of_a_month_is_complete_in_the_order_of_time(
    desk: Desk, visits: list[dict[str, Any]], limit: int
) -> None:
    for month in ("2026-10", "2026-11"):
        mine = [one for one in visits if one["station"] == STATION and one["day"].startswith(month)]
        found = all_pages(desk, REGISTER, STAFF, limit, month=month)
        assert [one["id"] for one in found] == [one["id"] for one in mine]
        assert [one["moment"] for one in found] == sorted(one["moment"] for one in found)
    assert all_pages(desk, REGISTER, STAFF, limit, month="2026-12") == []


@read_only
@given(limit=st.integers(1, 12), first=st.integers(-2, 10), length=st.integers(0, 12))
def test_a_deputy_s_records_of_a_period_are_complete_in_the_order_of_days(
    desk: Desk, visits: list[dict[str, Any]], limit: int, first: int, length: int
) -> None:
    begins = date(2026, 10, 28) + timedelta(days=first)
    days = {str(begins + timedelta(days=number)) for number in range(length + 1)}
    mine = [one["id"] for one in visits if one["deputy"] == PEOPLE[1] and one["day"] in days]
    caller = someone("deputy:4114", person=PEOPLE[1])
    query = {"from": begins, "to": begins + timedelta(days=length)}
    found = all_pages(desk, OWN, caller, limit, **{name: str(day) for name, day in query.items()})
    assert [one["id"] for one in found] == mine


@read_only
@given(limit=st.integers(1, 30))
def test_no_page_shows_a_voided_record_as_counted(
    desk: Desk, visits: list[dict[str, Any]], limit: int
) -> None:
    void = {one["id"] for one in visits[::4]}
    for path, caller, query in (
        (REGISTER, STAFF, {"month": "2026-10"}),
        (REGISTER, STAFF, {"month": "2026-11"}),
        (OWN, someone("deputy:4114", person=PEOPLE[0]), {"from": "2026-10-01"}),
    ):
        for one in all_pages(desk, path, caller, limit, **query):
            assert one["counted"] == (one["id"] not in void)
            assert (one["correction"] is None) == one["counted"]


def test_a_visit_without_a_time_stands_at_the_beginning_of_its_day(desk: Desk) -> None:
    desk.add_station()
    desk.add_deputy()
    other = someone("deputy:4114", person=PEOPLE[0])
    early = desk.scan(caller=other).json
    body = {"deputy": DEPUTY_ID, "day": "2026-11-20", "reason": "补登"}
    entered = desk.call("POST", f"/v1/stations/{STATION}/entries", STAFF, body=body).json
    found = get(desk, REGISTER, month="2026-11").json["items"]
    assert [one["id"] for one in found] == [entered["id"], early["id"]]


def test_the_year_s_end_parts_the_months(desk: Desk) -> None:
    desk.now = at("2026-12-31T23:59:59")
    old = desk.scan().json
    desk.pass_time(seconds=1)
    new = desk.scan().json
    assert get(desk, REGISTER, month="2026-12").json["items"] == [old]
    assert get(desk, REGISTER, month="2027-01").json["items"] == [new]
    whole = get(desk, OWN, DEPUTY_CALLER, **{"from": "2026-12-31", "to": "2027-01-01"}).json["items"]
    assert whole == [old, new]
    assert get(desk, OWN, DEPUTY_CALLER, **{"from": "2027-01-01"}).json["items"] == [new]


def test_everybody_sees_only_their_own_records(desk: Desk) -> None:
    desk.scan()
    assert get(desk, OWN, someone(person=PEOPLE[0])).json == {"items": [], "next": None}
    assert len(get(desk, OWN, someone(person=DEPUTY_ID)).json["items"]) == 1
    assert get(desk, OWN, None).status == 401


@pytest.mark.parametrize(
    ("caller", "status"),
    [
        (STAFF, 200),
        (OVERSEER, 200),
        (someone("auditor:41"), 200),
        (someone("township_staff:411402001"), 200),
        (DEPUTY_CALLER, 403),
        (someone("member:4114"), 403),
        (someone("station_head:411402001-02"), 403),
        (someone("auditor:4115"), 403),
    ],
)
def test_readers_see_what_their_scope_reaches(desk: Desk, caller: Any, status: int) -> None:
    desk.add_deputy()
    record = desk.scan().json
    assert get(desk, REGISTER, caller, month="2026-11").status == status
    answer = get(desk, OF_DEPUTY, caller)
    assert answer.status == status
    assert status == 403 or answer.json["items"] == [record]


def test_a_deputy_s_records_are_reached_through_the_home_station_wherever_they_were_made(desk: Desk) -> None:
    desk.add_deputy()
    desk.scan(desk.code(station="410102001-01"))
    with counted() as calls:
        assert len(get(desk, OF_DEPUTY).json["items"]) == 1
    assert calls == ["GetItem", "Query"]
    abroad = someone("auditor:4101")
    assert get(desk, OF_DEPUTY, abroad).json["code"] == "out_of_scope"
    assert len(get(desk, "/v1/stations/410102001-01/records", abroad, month="2026-11").json["items"]) == 1
    assert get(desk, f"/v1/deputies/{PEOPLE[0]}/records").json["code"] == "deputy_not_found"


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ("2025-11-20", "2026-11-20")),
        ("2026-01-01", None, ("2026-01-01", "2026-11-20")),
        (None, "2028-12-31", ("2028-01-01", "2028-12-31")),
        ("2027-12-31", "2028-12-30", ("2027-12-31", "2028-12-30")),
        ("2026-11-20", "2026-11-20", ("2026-11-20", "2026-11-20")),
        (None, "0001-01-01", ("0001-01-01", "0001-01-01")),
        ("2027-12-31", "2028-12-31", "day_out_of_range"),
        ("2020-01-01", None, "day_out_of_range"),
        ("2026-11-21", None, "invalid_request"),
        ("2026-02-02", "2026-02-01", "invalid_request"),
    ],
)
def test_a_period_is_a_year_at_most(
    since: str | None, until: str | None, expected: tuple[str, str] | str
) -> None:
    first, last = (None if text is None else date.fromisoformat(text) for text in (since, until))
    today = date(2026, 11, 20)
    if isinstance(expected, str):
        with pytest.raises(Refusal, match=expected):
            period(first, last, today)
    else:
        assert period(first, last, today) == tuple(map(date.fromisoformat, expected))


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        (REGISTER, {}, 400),
        (REGISTER, {"month": "2026-13"}, 400),
        (REGISTER, {"month": "2026-1"}, 400),
        (REGISTER, {"month": "2026-11\n"}, 400),
        (REGISTER, {"month": "２０２６-11"}, 400),
        (REGISTER, {"month": "2026-11", "limit": 0}, 400),
        (REGISTER, {"month": "2026-11", "limit": 101}, 400),
        (REGISTER, {"month": "2026-11", "cursor": "x"}, 400),
        (REGISTER, {"month": "2026-11", "cursor": "WyJhIiwiYiIsImMiXQ"}, 200),
        (OWN, {"from": "yesterday"}, 400),
        (OWN, {"from": "2026-02-30"}, 400),
        (OWN, {"from": "20260101"}, 400),
        (OWN, {"from": "2020-01-01"}, 422),
        (OWN, {"from": "2026-11-21", "to": "2026-11-20"}, 400),
        (OWN, {"month": "2026-11"}, 400),
        (OWN, {"cursor": "签到"}, 400),
    ],
)
def test_a_query_of_another_form_is_refused(
    desk: Desk, path: str, query: dict[str, Any], status: int
) -> None:
    assert get(desk, path, **query).status == status


def test_what_else_was_recorded_of_a_deputy_stands_in_no_list_of_visits(desk: Desk) -> None:
    desk.add_deputy()
    record = desk.scan().json
    other = records.item(
        records.deputy_key(DEPUTY_ID), date(2026, 11, 19), "lecture", "a" + 20 * "0", body={"grade": "A"}
    )
    engine.put(other)
    assert get(desk, OWN, DEPUTY_CALLER).json["items"] == [record]
