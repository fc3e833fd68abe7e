"""How cases of a year were handled: in total, by month, by category, by unit."""

from datetime import date
from typing import Any

from functions.suggestions.numbers import measuring, months, store, told
from functions.suggestions.numbers.tally import NONE, Counts, total


def of_scope(kind: str, scope: str, year: int, today: date, chinese: bool, *, own: bool) -> dict[str, Any]:
    """The fields of ``StatisticsAnswer``: of all that it reaches, or of its ``own`` cases. One call."""
    return _statistics(kind, scope, scope, year, today, chinese, own=own)


def of_unit(kind: str, unit: str, division: str, year: int, today: date, chinese: bool) -> dict[str, Any]:
    """The same of what one unit had to do. One call."""
    return _statistics(kind, unit, division, year, today, chinese, own=True)


def _statistics(
    kind: str, of: str, division: str, year: int, today: date, chinese: bool, *, own: bool
) -> dict[str, Any]:
    wanted = months.of_year(year)
    found = store.read(kind, of, wanted, own=own)
    whole = total(found.values())
    asked = min(today, date(year, 12, 31))
    return {
        "of": of,
        "kind": kind.lower().removesuffix("s"),
        "year": year,
        "own": own,
        "on": today,
        "total": told.numbers(whole.counts, today),
        "months": [
            {"month": month, **told.numbers(found[month].counts if month in found else {}, today)}
            for month in wanted
            if month <= str(today)[:7]
        ],
        "categories": [
            {"category": None if name == NONE else name, **told.numbers(whole.categories[name], today)}
            for name in _most_cases(whole.categories)
        ],
        "units": [
            {"unit": unit, "name": whole.names.get(unit, unit), **told.numbers(whole.units[unit], today)}
            for unit in _most_cases(whole.units)
        ],
        "metrics": measuring.scores(of, division, found, asked, chinese),
    }


def _most_cases(counts: dict[str, Counts]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name].get("cases", 0), name))
