"""Lists with a filter: a rare match is found by looking ahead, and no page costs without bound."""

import pytest

from shared.store import pages
from tests import costs
from tests.gateway import someone
from tests.registration.office import COUNTY_MANDATE, Office

ADMIN = someone("admin:41")


@pytest.fixture(autouse=True)
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "READ_AHEAD", 3)


def test_every_match_is_found_once_whatever_stands_between(office: Office) -> None:
    wanted = set()
    for number in range(40):
        made = office.deputy(grassroots=number % 9 == 0)
        wanted |= {made["id"]} if made["grassroots"] else set()
    for limit in ("1", "2", "100"):
        found = office.whole("/v1/deputies", scope="4114", grassroots="true", limit=limit)
        assert len(found) == len(wanted)
        assert {deputy["id"] for deputy in found} == wanted


def test_a_page_that_finds_nothing_ends_after_a_few_calls_and_goes_on(office: Office) -> None:
    for _ in range(20):
        office.deputy()
    query = {"scope": "4114", "grassroots": "true"}
    with costs.counted() as operations:
        page = office.done("GET", "/v1/deputies", query=query)
    assert (page["items"], operations) == ([], ["Query"] * pages.CALLS_PER_PAGE)
    assert page["next"] is not None
    assert office.whole("/v1/deputies", **query) == []


def test_a_province_is_walked_city_by_city_with_a_filter_too(office: Office) -> None:
    places = ("410102", "411402", "411403", "411602")
    for place in places:
        mandate = {**COUNTY_MANDATE, "division": place}
        office.deputy(by=ADMIN, mandates=[mandate], fields=["法律"])
        office.deputy(by=ADMIN, mandates=[mandate])
    found = office.whole("/v1/deputies", scope="41", field="法律", limit="2", by=ADMIN)
    assert [deputy["mandates"][0]["division"] for deputy in found] == list(places)
