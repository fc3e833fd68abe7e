"""What follows by the rules when somebody refused to assist a deputy, obstructed the duty or retaliated."""

from collections.abc import Collection

from functions.suggestions.matters.obstruction.report import Report, Wrong
from shared.domain.errors import invalid
from shared.regulations.kinds.consequence import Consequence
from shared.regulations.matters import barred
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part
from shared.store.packs import packs

_ACTS = {
    Wrong.REFUSAL: "refuse_to_assist",
    Wrong.OBSTRUCTION: "obstruct",
    Wrong.RETALIATION: "retaliate",
}
"""What each wrong is called by the rules that forbid it."""


def book_of(report: Report) -> Rulebook:
    """The rules where the accused unit belongs, else where the committee sits, on the day it happened."""
    return packs().rulebook(report.unit_division or report.receiver, report.happened_on)


def forbidding(book: Rulebook, wrong: Wrong) -> tuple[Part, ...]:
    """The rules that forbid it (Deputies Law art. 55)."""
    return barred(book, _ACTS[wrong], {"level": str(level_of(book.division))})


def marks(book: Rulebook, wrong: Wrong) -> set[str]:
    """Words by which rules tell one such wrong from another (by violence, a crime)."""
    found: set[str] = set()
    for part in _of(book, wrong):
        found |= {*part.fields.marked, *part.fields.unmarked}
    return found


def require_marks(book: Rulebook, wrong: Wrong, given: Collection[str]) -> None:
    """Raises ``invalid_request`` for a mark that no rule there knows of such a wrong."""
    known = marks(book, wrong)
    for mark in given:
        if mark not in known:
            choices = ", ".join(sorted(known)) or "-"
            raise invalid("body.marks", f"应为：{choices}", f"must be one of: {choices}")


def consequences(book: Rulebook, wrong: Wrong, marked: Collection[str] | None) -> list[Part]:
    """The rules by which something follows: of what was found, or (``None``) whatever may be found."""
    return [
        part
        for part in _of(book, wrong)
        if marked is None
        or (set(part.fields.marked) <= set(marked) and not set(part.fields.unmarked) & set(marked))
    ]


def _of(book: Rulebook, wrong: Wrong) -> list[Part]:
    return [part for part in book.parts if isinstance(part.fields, Consequence) and wrong in part.fields.of]
