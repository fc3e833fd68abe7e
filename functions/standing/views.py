"""A verdict as it is answered."""

from datetime import date
from typing import Any

from functions.standing.words import in_language
from shared.regulations import sentences
from shared.regulations.periods import OPEN
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part, SubjectKind
from shared.regulations.verdicts import Verdict

_ACTIVE = frozenset(
    {
        SubjectKind.DEPUTY,
        SubjectKind.MEMBER,
        SubjectKind.STATION,
        SubjectKind.GROUP,
        SubjectKind.COMMITTEE,
    }
)
"""Whom visits, activities, contact and appointments are recorded of."""
_NOT_YET = frozenset({"problem_solved"})
"""Kinds of record that nothing here makes yet. Whatever else a rule counts is recorded by holding or
attending an activity of that kind."""
_TELLING = {
    SubjectKind.COMMITTEE: frozenset({"deputy"}),
    SubjectKind.HANDLING_UNIT: frozenset({"deputy"}),
    SubjectKind.STATION: frozenset({"public"}),
    SubjectKind.STAFF: frozenset({"county_body", "city_body"}),
}
"""Whose telling is recorded, and to whom: documents for deputies, what a station makes public, placements
reported upward. What is to be told to others is not yet."""


def shown(verdict: Verdict, book: Rulebook, chinese: bool) -> dict[str, Any]:
    """The verdict with the words of its rule and regulation in the caller's language."""
    part = next(part for part in book.parts if part.id == verdict.rule)
    first, last, label = verdict.period
    return {
        **verdict._asdict(),
        "instrument": in_language(book.instruments[verdict.instrument], chinese),
        "says": in_language(part, chinese)["says"],
        "period": {
            "label": label,
            "first": None if first == date.min else first,
            "last": None if last == OPEN else last,
        },
        "with_": verdict.with_ or None,
        "recorded": is_recorded(part),
        "sentence": sentences.of_verdict(book, verdict)[0 if chinese else 1],
    }


def is_recorded(part: Part) -> bool:
    """Whether anything that would prove this duty is recorded, or stands in the Registry."""
    fields = part.fields
    match part.kind:
        case "quota":
            wanted = fields.tally.of
        case "calendar":
            wanted = (fields.of,)
        case "attest":
            return True  # by statements, of every kind of subject
        case "publish":
            return not _TELLING.get(part.subject, frozenset()).isdisjoint(fields.to)
        case "checklist" if fields.per is not None:
            wanted = fields.items
        case _:
            return True
    return part.subject in _ACTIVE and not _NOT_YET.issuperset(wanted)
