"""Deputies whose suggestion another stands for have their own time to rate its replies."""

from typing import Any

from tests.suggestions.promises.replies import CONTENT, DONE, given, replied, waits
from tests.suggestions.promises.test_time_to_rate import RATING, measures
from tests.suggestions.suggestions.congress import CIVIL, OFFICE, Congress, code, of

__all__ = ["measures"]


def test_each_deputy_rates_in_a_time_of_their_own(congress: Congress, measures: Any) -> None:
    measures(RATING)
    leads, other = congress.deputy(), congress.deputy(name="王晓梅")
    found, merged = congress.accepted(leads), congress.accepted(other)
    congress.step(merged, "merging", {"into": found["id"]}, by=OFFICE)
    found = congress.done("GET", f"/v1/suggestions/{found['id']}")
    found = replied(congress, given(congress, found, CIVIL), reply=DONE)
    for deputy in (leads, other):
        assert [owed["rule"] for owed in waits(congress, deputy)] == ["x-rate"]
    found = congress.step(found, "rating", CONTENT, by=of(leads))
    assert (waits(congress, leads), len(waits(congress, other))) == ([], 1)
    assert code(congress.attempt(found, "closing", {}, by=OFFICE)) == (409, "rating_awaited")
    found = congress.step(found, "voices/rating", CONTENT, by=of(other))
    assert waits(congress, other) == []
    assert congress.step(found, "closing", {}, by=OFFICE)["state"] == "closed"
