"""Numbers as they are answered: what was done in time and what was not, as of a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from functions.suggestions.numbers.tally import Counts, under

_PROMISES = ("reported", "kept", "broken")


def numbers(counts: Counts, today: date) -> dict[str, Any]:
    """The fields of ``Numbers``. What is owed is overdue once its last day is past; a day that the holidays
    still move is as the case last told it."""
    owed, promised = under(counts, "owed"), under(counts, "promised")
    answered = counts.get("answered", 0)
    days = counts.get("days", 0)
    plain = {word: counts.get(word, 0) for word in ("cases", "voices", "in_session", "key", "returned")}
    return {
        **plain,
        "escalated": counts.get("escalation", 0),
        "answered": answered,
        "average_days": (2 * days + answered) // (2 * answered) if answered else None,
        "on_time": counts.get("on_time", 0),
        "late": counts.get("late", 0),
        "pending": sum(owed.values()) + counts.get("untimed", 0),
        "overdue": _past(owed, today),
        "states": under(counts, "state"),
        "rounds": under(counts, "round"),
        "result": under(counts, "result"),
        "attitude": under(counts, "attitude"),
        "outcomes": under(counts, "outcome"),
        "promises": _promises(counts, promised, today),
    }


def _promises(counts: Counts, promised: Counts, today: date) -> dict[str, int]:
    """What became of what units said they would do."""
    found = under(counts, "promise")
    kept = {word: found.get(word, 0) for word in _PROMISES}
    return {"open": sum(promised.values()), "overdue": _past(promised, today), **kept}


def _past(by_day: Mapping[str, int], today: date) -> int:
    return sum(number for day, number in by_day.items() if day < str(today))
