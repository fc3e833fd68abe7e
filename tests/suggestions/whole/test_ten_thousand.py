"""Ten thousand open cases cost what a few hundred do: calls and items read, lists, steps and schedule."""

from collections import Counter
from typing import Any

import pytest

from functions.suggestions.tables import WATCHES
from functions.suggestions.workers.sweep import sweep
from tests.regulations.moments import at
from tests.suggestions.opinions.street import COUNTY, COUNTY_STAFF, LAMPS, STATION, TOWNSHIP, Street
from tests.suggestions.suggestions.congress import AT_CIVIL, AUDITOR, CITY, CIVIL, OFFICE, Congress
from tests.suggestions.whole.course import stored
from tests.suggestions.whole.many import Copies, Cost, cost, narrow

FEW, MANY = 300, 10_000
SUGGESTIONS: tuple[tuple[str, dict[str, Any], Any], ...] = (
    ("/v1/suggestions", {"scope": CITY, "state": "handed_over"}, OFFICE),
    ("/v1/suggestions", {"scope": "41", "month": "2026-11"}, AUDITOR),
    ("/v1/due", {"scope": CITY}, OFFICE),
    ("/v1/due", {"scope": "41", "until": "2027-02-28", "limit": 100}, AUDITOR),
    (f"/v1/units/{CIVIL}/due", {}, AT_CIVIL),
)
OPINIONS: tuple[tuple[str, dict[str, Any], Any], ...] = (
    ("/v1/opinions", {"scope": COUNTY, "state": "received"}, COUNTY_STAFF),
    ("/v1/opinions", {"scope": STATION, "month": "2026-11", "limit": 100}, TOWNSHIP),
)

pytestmark = pytest.mark.moto_itself


def spent_on(service: Any, lists: Any, monkeypatch: pytest.MonkeyPatch) -> list[Cost]:
    """On two pages of each list."""
    costs: list[Cost] = []
    for path, query, by in lists:
        with cost(monkeypatch) as spent:
            page = service.done("GET", path, query=query, by=by)
            assert page["next"] is not None
            service.done("GET", path, query={**query, "cursor": page["next"]}, by=by)
        costs.append(spent)
    return costs


def handed_over(congress: Congress, deputy: Any) -> Any:
    found = congress.accepted(deputy)
    return congress.step(found, "handover", {"units": [{"unit": CIVIL, "share": "lead"}]}, by=OFFICE)


def test_nat_51b_lists_steps_and_schedule_of_suggestions_cost_the_same(
    congress: Congress, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow(monkeypatch)
    deputy = congress.deputy()
    congress.now = at("2026-11-02 09:00")
    early = [handed_over(congress, deputy)["id"] for _ in range(3)]
    congress.now = at("2026-11-30 09:00")
    found = handed_over(congress, deputy)
    copies = Copies(congress.world, stored(congress.world), found["id"])
    costs = []
    for number in (FEW, MANY):
        copies.until(number)
        lists = spent_on(congress, SUGGESTIONS, monkeypatch)
        with cost(monkeypatch) as steps:
            congress.done("GET", f"/v1/suggestions/{copies.id(7)}/clocks")
            handed_over(congress, deputy)
        costs.append((lists, steps))
    assert costs[0] == costs[1]
    congress._act_as("SweepFunction")
    for moment, told in (("2027-01-25", early), ("2027-01-26", [])):
        congress.now = at(moment)
        with cost(monkeypatch) as spent:
            assert sweep({}, None)["told"] == len(told)
        calls = Counter(operation for operation, _ in spent)
        assert calls["TransactWriteItems"] == len(told)
        assert calls.total() <= 2 * WATCHES + len(told) + 2
        assert sum(items for _, items in spent) == len(told), "it reads what has come due, not what is open"


def test_lists_and_steps_of_opinions_cost_the_same(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow(monkeypatch)
    receipt = street.bring()
    copies = Copies(street.world, stored(street.world), receipt["receipt"])
    costs = []
    for number in (FEW, MANY):
        copies.until(number)
        lists = spent_on(street, OPINIONS, monkeypatch)
        with cost(monkeypatch) as steps:
            street.bring()
            street.sorted({"receipt": copies.id(number - 1)}, answerable="true")
            near = street.done("POST", "/v1/opinions/similar", {"text": LAMPS, "station": STATION})
            street.done("GET", f"/v1/opinions/{copies.id(3)}/similar", by=TOWNSHIP)
        assert len(near["items"]) == 5, "whatever stands there"
        costs.append((lists, steps))
    assert costs[0] == costs[1]
