"""Stations in the order of their points, kept ready by the stream and the night's walk."""

import random
from datetime import date, datetime

import pytest

from shared.domain.clock import SHANGHAI
from shared.domain.stations import Post
from shared.store import pages
from tests.gateway import someone
from tests.standing.assessment.sample import CITY, FOUR, ONE, THREE, TWO, Sample
from tests.standing.hall import COUNTY, OFFICER, OWN

pytestmark = pytest.mark.usefixtures("scheme")
ORDER = [(1, TWO, 7500), (2, ONE, 5000), (2, THREE, 5000), (None, FOUR, None)]


@pytest.fixture
def stations(sample: Sample, scheme: None) -> None:
    """One and three are equal, two is before them, and at four nothing can be measured."""
    for station in (ONE, TWO, THREE):
        sample.station(station)
    sample.station(FOUR, Post.SPECIALIST)
    days = ("2026-02-03", "2026-05-06", "2026-08-07")
    for station, times in ((ONE, 2), (TWO, 3), (THREE, 2)):
        sample.did(station, "activity", *days[:times])
    sample.lists.project()
    sample.lists.work(subject=f"STATION#{FOUR}")


@pytest.mark.usefixtures("stations")
def test_equals_share_a_rank_whatever_the_page_and_who_was_not_measured_comes_last(sample: Sample) -> None:
    for limit in range(1, 5):
        assert sample.ranking(limit=str(limit)) == ORDER


@pytest.mark.usefixtures("stations")
def test_after_equals_a_rank_is_passed_over(sample: Sample) -> None:
    fifth = "411402001-05"
    sample.station(fifth)
    sample.did(fifth, "activity", "2026-02-03")
    sample.lists.project()
    for limit in range(1, 6):
        assert sample.ranking(limit=str(limit)) == [*ORDER[:3], (4, fifth, 2500), ORDER[3]]


@pytest.mark.usefixtures("stations")
def test_a_replay_in_any_order_changes_nothing(sample: Sample) -> None:
    before = sample.lists.stored()
    assert any("#~scheme#" in item["sk"]["S"] for item in before)
    events = sample.lists.records() * 2
    random.Random(7).shuffle(events)
    for event in events:
        assert sample.lists.project([event]) == []
    assert sample.lists.stored() == before


@pytest.mark.usefixtures("stations")
def test_a_record_moves_a_station_up_and_the_walk_tells_the_same(sample: Sample) -> None:
    sample.did(THREE, "activity", "2026-11-19", "2026-11-20")
    sample.lists.project()
    expected = [(1, THREE, 10_000), (2, TWO, 7500), (3, ONE, 5000), ORDER[3]]
    assert sample.ranking() == expected
    sample.lists.night()
    assert sample.ranking() == expected


@pytest.mark.usefixtures("stations")
def test_each_scope_and_each_period_has_its_own_order(sample: Sample) -> None:
    other = "411403001-01"
    sample.station(other)
    sample.did(other, "activity", "2026-02-03")
    sample.lists.project()
    assert sample.ranking(scope="411402") == sample.ranking(scope="411402001") == ORDER
    assert sample.ranking(scope="411403") == [(1, other, 2500)]
    assert sample.ranking(scope=TWO) == [(1, TWO, 7500)]
    assert sample.ranking(period="2026-Q3")[0] == (1, TWO, 5000)
    assert sample.ranking(period="2024") == []


@pytest.mark.usefixtures("stations")
def test_at_the_turn_of_the_year_the_old_order_stays_and_a_new_one_begins(sample: Sample) -> None:
    sample.hall.now = datetime(2027, 1, 1, 0, 5, tzinfo=SHANGHAI)
    sample.lists.night()
    assert sample.ranking(period="2026") == ORDER
    assert sample.ranking() == [(1, ONE, 0), (1, TWO, 0), (1, THREE, 0), (None, FOUR, None)]


@pytest.mark.usefixtures("stations")
def test_a_closed_station_leaves_the_running_order(sample: Sample) -> None:
    sample.station(TWO, closed_on=date(2026, 11, 19))
    sample.lists.night()
    assert sample.ranking() == [(1, ONE, 5000), (1, THREE, 5000), ORDER[3]]


@pytest.mark.usefixtures("stations")
def test_a_row_tells_what_it_rests_on(sample: Sample) -> None:
    answer = sample.hall.get("/v1/rankings", CITY, scheme="scheme", scope="4114", limit="1")
    (row,) = answer.json["items"]
    assert (row["rounded"], row["measured"], row["weight"]) == (75, 40, 100)
    assert row["name"] == f"{TWO}联络站"


@pytest.mark.usefixtures("stations")
def test_cursors_of_other_lists_and_altered_ones_are_refused(sample: Sample) -> None:
    asked = {"scheme": "scheme", "scope": "4114"}
    for cursor in (
        "x",
        pages.encode("a"),
        pages.encode("short#1", ONE, ONE, 1, 1),
        pages.encode("02500#411402001-01", "a", "b", 1, 2),
    ):
        answer = sample.hall.get("/v1/rankings", CITY, cursor=cursor, **asked)
        assert (answer.status, answer.json["code"]) == (400, "invalid_cursor"), cursor


def test_no_scheme_no_order(sample: Sample) -> None:
    for scheme in ("shangqiu", "nothing", "shenzhen"):
        answer = sample.hall.get("/v1/rankings", CITY, scheme=scheme, scope="4114")
        assert (answer.status, answer.json["code"]) == (404, "scheme_not_found")
    assert sample.hall.get("/v1/rankings", CITY, scheme="scheme", scope="4114", period="x").status == 400
    assert (
        sample.hall.get("/v1/shortfalls", CITY, rule="sch-1", scope="4114").json["code"] == "rule_not_listed"
    )


def test_readers_ask_within_their_scope(sample: Sample) -> None:
    for caller, scope in ((CITY, "4114"), (COUNTY, "411402"), (OFFICER, ONE), (someone("auditor:41"), "41")):
        assert sample.ranking(caller, scope=scope) == []
    for caller, code in ((OWN, "role_missing"), (COUNTY, "out_of_scope"), (OFFICER, "out_of_scope")):
        answer = sample.hall.get("/v1/rankings", caller, scheme="scheme", scope="4114")
        assert answer.json["code"] == code
