"""What residents speak of most: categories, places, and opinions that stand for many, against the time
before."""

from collections.abc import Iterable
from typing import Any

from functions.suggestions.numbers import months as months_of
from functions.suggestions.numbers import store
from functions.suggestions.numbers.tally import NONE, Counts, Tally, by_weight, total
from functions.suggestions.opinions.opinion import KIND
from shared.domain.clock import from_text

MOST = 30
"""Categories, places and groups that are answered."""


def hottest(scope: str, first: str, last: str) -> dict[str, Any]:
    """The fields of ``TopicsAnswer``. One call. Raises ``invalid_request``, ``span_too_long``."""
    wanted = months_of.span(first, last)
    earlier = months_of.before(wanted)
    found = store.read(KIND, scope, [*earlier, *wanted], own=False)
    now, then = _sum(found, wanted), _sum(found, earlier)
    return {
        "scope": scope,
        "first": first,
        "last": last,
        "before_first": earlier[0],
        "before_last": earlier[-1],
        "cases": now.counts.get("cases", 0),
        "voices": now.counts.get("voices", 0),
        "before": then.counts.get("voices", 0),
        "months": [_month(month, found.get(month, Tally()).counts) for month in wanted],
        "categories": [
            {
                "category": None if category == NONE else category,
                **_compared(now.categories[category], then.categories.get(category, {})),
                "months": [
                    _month(month, found.get(month, Tally()).categories.get(category, {})) for month in wanted
                ],
            }
            for category in by_weight(now.categories)[:MOST]
        ],
        "places": [
            {
                "scope": place.partition("|")[0],
                "place": place.partition("|")[2],
                **_compared(now.places[place], then.places.get(place, {})),
            }
            for place in by_weight(now.places)[:MOST]
        ],
        "groups": [
            {
                **{name: getattr(group, name) for name in group.__slots__},
                "opened_at": from_text(group.opened_at),
            }
            for group in now.groups[:MOST]
        ],
    }


def _sum(found: dict[str, Tally], wanted: Iterable[str]) -> Tally:
    return total(found[month] for month in wanted if month in found)


def _month(month: str, counts: Counts) -> dict[str, Any]:
    return {"month": month, "cases": counts.get("cases", 0), "voices": counts.get("voices", 0)}


def _compared(now: Counts, then: Counts) -> dict[str, Any]:
    voices, before = now.get("voices", 0), then.get("voices", 0)
    trend = "new" if not before else "steady"
    if before and voices != before:
        trend = "rising" if voices > before else "falling"
    return {"cases": now.get("cases", 0), "voices": voices, "before": before, "trend": trend}
