"""What residents speak of most, over HTTP."""

from typing import Any

import pytest

from shared.domain.clock import SHANGHAI
from shared.domain.roles import Caller
from tests import costs
from tests.suggestions.numbers.stream import brought
from tests.suggestions.opinions.street import (
    AUDITOR,
    COUNTY_STAFF,
    DEPUTY,
    LIAISON,
    NEIGHBOUR,
    RESIDENT,
    STATION,
    STREET,
    TOWNSHIP,
    Street,
    code,
)

PATH = "/v1/opinions/topics"


def hot(street: Street, *months: str, by: Caller = COUNTY_STAFF, scope: str = "411402") -> Any:
    query = {"scope": scope, **dict(zip(("from", "to"), months, strict=False))}
    return street.done("GET", PATH, query=query, by=by)


def bring(street: Street, month: int, category: str, place: str | None = None, times: int = 1) -> list[Any]:
    """Opinions that came in on the tenth of a month of 2026."""
    street.now = street.now.replace(month=month, day=10)
    asked: dict[str, Any] = {"category": category, **({} if place is None else {"place": place})}
    return [street.bring(f"{category}{number}", **asked) for number in range(times)]


def test_categories_and_places_are_told_against_the_time_before(street: Street) -> None:
    bring(street, 8, "utilities", "人民路东段")
    bring(street, 8, "education", "实验小学", times=2)
    bring(street, 10, "utilities", "人民路东段", times=2)
    bring(street, 11, "utilities", "人民路东段")
    bring(street, 11, "health")
    bring(street, 11, "education", "实验小学")
    brought(street.world)
    found = hot(street, "2026-10", "2026-11")
    assert (found["before_from"], found["before_to"]) == ("2026-08", "2026-09")
    assert (found["cases"], found["voices"], found["before"]) == (5, 5, 3)
    assert [(one["category"], one["voices"], one["before"], one["trend"]) for one in found["categories"]] == [
        ("utilities", 3, 1, "rising"),
        ("education", 1, 2, "falling"),
        ("health", 1, 0, "new"),
    ]
    assert found["categories"][0]["months"] == [
        {"month": "2026-10", "cases": 2, "voices": 2},
        {"month": "2026-11", "cases": 1, "voices": 1},
    ]
    assert [(one["scope"], one["place"], one["voices"], one["trend"]) for one in found["places"]] == [
        (STATION, "人民路东段", 3, "rising"),
        (STATION, "实验小学", 1, "falling"),
    ]
    assert hot(street, "2026-11", "2026-11")["voices"] == 3
    assert hot(street)["from"] == hot(street)["to"] == "2026-11"


def test_merged_groups_stand_with_their_voices_the_newest_first(street: Street) -> None:
    """No voice is lost, and none is counted twice: it counts where it went."""
    first, second, alone = (bring(street, 9, "safety")[0] for _ in range(3))
    street.took(second, "merging", {"into": first["receipt"]})
    old, newer = bring(street, 11, "work", "工业园", times=2)
    more = bring(street, 11, "work")[0]
    for one in (old, more):
        street.took(one, "merging", {"into": newer["receipt"]})
    assert alone
    brought(street.world)
    found = hot(street, "2026-09", "2026-11")
    assert (found["cases"], found["voices"]) == (6, 6)
    assert [(one["id"], one["voices"], one["category"], one["place"]) for one in found["groups"]] == [
        (newer["receipt"], 3, "work", "工业园"),
        (first["receipt"], 2, "safety", None),
    ]
    assert [(one["category"], one["cases"], one["voices"]) for one in found["categories"]] == [
        ("safety", 3, 3),
        ("work", 3, 3),
    ]
    assert "safety0" not in str(found)  # not a word of a resident


def test_a_new_category_moves_an_opinion_from_one_topic_to_another(street: Street) -> None:
    receipt = bring(street, 11, "other")[0]
    brought(street.world)
    street.sorted(receipt, category="law")
    brought(street.world)
    assert [one["category"] for one in hot(street)["categories"]] == ["law"]


def test_the_cost_does_not_depend_on_the_number_of_cases(street: Street) -> None:
    bring(street, 11, "law")
    brought(street.world)
    with costs.counted() as few:
        hot(street, "2026-01", "2026-11")
    bring(street, 11, "law", "县城", times=15)
    brought(street.world)
    with costs.counted() as many:
        assert hot(street, "2026-01", "2026-11")["cases"] == 16
    assert few == many == ["BatchGetItem"]


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ({"from": "2026-11", "to": "2026-10"}, (400, "invalid_request")),
        ({"from": "2025-11", "to": "2026-11"}, (422, "span_too_long")),
        ({"from": "2026-13"}, (400, "invalid_request")),
        ({"to": "2026-11\n"}, (400, "invalid_request")),
        ({"from": "２０２６-11"}, (400, "invalid_request")),
        ({"scope": "999999"}, (400, "invalid_request")),
        ({"category": "law"}, (400, "invalid_request")),
    ],
)
def test_what_cannot_be_asked(street: Street, query: dict[str, str], refused: tuple[int, str]) -> None:
    asked = {"scope": "411402", **query}
    assert code(street.send("GET", PATH, query=asked, by=COUNTY_STAFF)) == refused


@pytest.mark.parametrize("by", [RESIDENT, DEPUTY, NEIGHBOUR])
def test_only_who_reads_what_the_place_has_recorded_is_answered(street: Street, by: Caller) -> None:
    refused = street.send("GET", PATH, query={"scope": STREET}, by=by)
    assert refused.status == 403
    for allowed in (TOWNSHIP, COUNTY_STAFF, AUDITOR):
        hot(street, by=allowed, scope=STREET)
    hot(street, by=LIAISON, scope=STATION)
    assert street.send("GET", PATH, query={"scope": STREET}).status == 401


def test_a_whole_year_back_over_the_turn_of_the_year(street: Street) -> None:
    street.now = street.now.replace(year=2028, month=2, day=29).astimezone(SHANGHAI)
    street.bring("闰日", category="culture")
    brought(street.world)
    found = hot(street, "2027-03", "2028-02")
    assert (found["before_from"], found["before_to"]) == ("2026-03", "2027-02")
    assert found["months"][-1] == {"month": "2028-02", "cases": 1, "voices": 1}
