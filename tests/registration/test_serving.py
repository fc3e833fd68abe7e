"""Who serves no more is seen as such: mandates end with their day, what hangs on them stays until ended."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.registration.people import holdings
from shared.domain.clock import legal_day
from shared.store import engine, pages
from tests import costs
from tests.gateway import someone
from tests.registration.office import CITY_MANDATE, COUNTY_MANDATE, RESIDENT, STATION, Office

HEAD = someone(f"station_head:{STATION}")
LAST_SECOND = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
ENDING = {**CITY_MANDATE, "ends": "2026-12-31"}


def listed(office: Office, **query: str) -> set[str]:
    return {deputy["name"] for deputy in office.whole("/v1/deputies", scope="4114", **query)}


def end(office: Office, deputy: Any, on: str = "2026-11-19") -> Any:
    path = f"/v1/deputies/{deputy['id']}/mandates/{deputy['mandates'][0]['id']}/events"
    body = {"action": "end", "on": on, "reason": "resigned"}
    return office.done("POST", path, body, version=deputy["version"])


def test_the_list_the_answer_and_the_role_change_with_the_day_in_shanghai(office: Office) -> None:
    made = office.deputy(mandates=[ENDING])

    def seen() -> tuple[bool, bool, bool, bool]:
        return (
            office.read(made["id"])["serving"],
            bool(listed(office)),
            bool(listed(office, level="city")),
            bool(holdings(made["id"]).grants(legal_day(office.now))),
        )

    office.now = LAST_SECOND
    assert seen() == (True, True, True, True)
    office.now += timedelta(seconds=1)
    assert seen() == (False, False, False, False)
    assert listed(office, serving="false") == listed(office, serving="false", level="city") == {"王晓梅"}
    assert listed(office, serving="false", level="county") == set()


def test_a_level_is_that_of_a_mandate_that_is_not_over(office: Office) -> None:
    office.deputy(name="甲", mandates=[ENDING, COUNTY_MANDATE])
    office.deputy(name="乙", mandates=[ENDING, {**CITY_MANDATE, "term": 7, "begins": "2027-01-01"}])
    office.deputy(name="丙", mandates=[{**COUNTY_MANDATE, "ends": "2026-12-31"}])
    office.now = LAST_SECOND + timedelta(seconds=1)
    assert listed(office, level="city") == {"乙"}
    assert listed(office, level="county") == {"甲"}
    assert listed(office) == {"甲", "乙"}
    assert listed(office, serving="false") == {"丙"}


def test_who_is_suspended_or_yet_to_begin_is_no_former_deputy(office: Office) -> None:
    suspended = office.deputy(name="甲")
    path = f"/v1/deputies/{suspended['id']}/mandates/{suspended['mandates'][0]['id']}/events"
    office.done("POST", path, {"action": "suspend", "on": "2026-11-01", "reason": "detained"}, version=1)
    coming = office.deputy(name="乙", mandates=[{**CITY_MANDATE, "begins": "2027-01-01"}])
    assert [office.read(deputy["id"])["serving"] for deputy in (suspended, coming)] == [True, True]
    assert listed(office, level="city") == {"甲", "乙"}


def test_a_former_deputy_is_not_among_the_placed_and_can_be_found(office: Office) -> None:
    office.station()
    former, current = office.deputy(name="甲"), office.deputy(name="乙")
    placed = office.place(former, STATION).json
    office.place(current, STATION)
    ended = end(office, placed)
    assert (ended["serving"], ended["station"]) == (False, STATION)
    for query in ({}, {"placed": "true"}):
        found = office.whole("/v1/deputies", scope=STATION, by=HEAD, **query)
        assert [(deputy["name"], deputy["serving"]) for deputy in found] == [("乙", True)]
    left = office.whole("/v1/deputies", scope=STATION, placed="true", serving="false", by=HEAD)
    assert [(deputy["name"], deputy["serving"]) for deputy in left] == [("甲", False)]
    gone = office.done("DELETE", f"/v1/deputies/{former['id']}/placement", version=ended["version"])
    assert gone["station"] is None


def test_national_62_everybody_sees_that_a_deputy_serves_no_more(office: Office) -> None:
    made = office.deputy()
    assert office.read(made["id"], by=RESIDENT)["serving"] is True
    end(office, made)
    assert office.read(made["id"], by=RESIDENT)["serving"] is False


def test_groups_and_members_show_who_serves_no_more(office: Office) -> None:
    group, member = office.group(), office.member()
    former, current = office.deputy(grassroots=True), office.deputy(grassroots=True)
    for deputy in (former, current):
        office.done("PUT", f"/v1/groups/{group['id']}/members/{deputy['id']}")
        office.done("PUT", f"/v1/members/{member['id']}/links/{deputy['id']}")
    end(office, former)
    in_group = office.done("GET", f"/v1/groups/{group['id']}")["members"]
    linked = office.done("GET", f"/v1/members/{member['id']}")["deputies"]
    for found in (in_group, linked):
        serving = {deputy["deputy"]: deputy["serving"] for deputy in found}
        assert serving == {former["id"]: False, current["id"]: True}


def test_an_end_withdrawn_brings_the_deputy_back_into_the_lists(office: Office) -> None:
    made = office.deputy()
    ended = end(office, made)
    assert listed(office) == listed(office, level="city") == set()
    path = f"/v1/deputies/{made['id']}/mandates/{made['mandates'][0]['id']}/events/last/withdrawal"
    office.done("POST", path, {"reason": "误录"}, version=ended["version"])
    assert listed(office) == listed(office, level="city") == {"王晓梅"}


def test_the_usual_list_looks_at_no_more_than_a_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    query = engine.query

    def counting(*args: Any, **options: Any) -> Any:
        looked.append(options["limit"])
        return query(*args, **options)

    monkeypatch.setattr(engine, "query", counting)
    for number in range(6):
        office.deputy(name="甲" if number % 2 else "乙", mandates=[CITY_MANDATE if number % 2 else ENDING])
    office.now = LAST_SECOND + timedelta(seconds=1)
    with costs.counted() as operations:
        office.done("GET", "/v1/deputies", query={"scope": "4114", "limit": "3"})
    assert max(looked) <= 3
    assert len(operations) <= pages.CALLS_PER_PAGE
    found = office.whole("/v1/deputies", scope="4114", limit="2")
    assert [deputy["name"] for deputy in found] == ["甲"] * 3
