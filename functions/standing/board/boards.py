"""The board of a division: what its committee, staff, meetings and the division itself owe in the periods of
a day, each with what was stated of it and who states it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from functions.standing import committees
from functions.standing.board import parties, store
from functions.standing.board.statements import Statement, parse_id, shown, stated_by
from functions.standing.committees import Judged
from functions.standing.views import shown as verdict_shown
from shared.domain.errors import Refusal
from shared.domain.roles import Caller
from shared.regulations.rulebook import Rulebook
from shared.store import pages
from shared.store.pages import Page
from shared.store.records import committee_key

LATEST = 3
"""Statements that an entry tells in full; ``evidence`` names all of them."""


def page(
    division: str,
    day: date,
    today: date,
    caller: Caller,
    chinese: bool,
    *,
    state: str | None,
    rule: str | None,
    limit: int,
    cursor: str | None,
) -> Page[dict[str, Any]]:
    """A page of the board in the order of the rulebook, only of a state or a rule (or part) if one is
    named. One query of records, one more call for each hundred statements told.

    Raises ``division_not_found``, ``invalid_cursor``.
    """
    after = -1 if cursor is None else pages.decode(cursor, int)[0]
    judge, found = committees.judged(division, day, today)
    rows = [
        (place, entry)
        for place, entry in enumerate(found)
        if place > after
        and state in (None, entry.verdict.state)
        and rule in (None, entry.verdict.rule, _rule_of(judge.book, entry))
    ]
    chosen = rows[:limit]
    wanted = {id_ for _, entry in chosen for id_ in _latest(entry)}
    keys = [(on, ref) for _, on, ref in map(parse_id, sorted(wanted))]
    told = store.named(committee_key(division), keys)
    items = [_shown(division, entry, judge.book, told, caller, chinese) for _, entry in chosen]
    return Page(items, pages.encode(chosen[-1][0]) if len(rows) > limit else None)


def _rule_of(book: Rulebook, entry: Judged) -> str | None:
    part = book.part(entry.verdict.rule)
    return None if part is None else part.rule


def _latest(entry: Judged) -> Iterable[str]:
    """The latest statements that make up the verdict. Their ids are of one subject, so in order of days."""
    return sorted(entry.verdict.evidence)[-LATEST:] if entry.verdict.kind == "attest" else ()


def _shown(
    division: str,
    entry: Judged,
    book: Rulebook,
    told: dict[str, Statement],
    caller: Caller,
    chinese: bool,
) -> dict[str, Any]:
    part = book.part(entry.verdict.rule)
    statable = None
    if part is not None and part.kind == "attest":
        by = stated_by(part)
        who = by or str(entry.kind)
        statable = {
            "who": who,
            "name": book.word(who)[0 if chinese else 1],
            "you": _may(division, entry, by, caller),
            "evidence": [
                {"word": word, "name": book.word(word)[0 if chinese else 1]} for word in part.fields.evidence
            ],
        }
    return {
        **verdict_shown(entry.verdict, book, chinese),
        "subject": {"kind": entry.kind, "id": division},
        "may_state": statable,
        "statements": [shown(told[id_]) for id_ in _latest(entry) if id_ in told],
    }


def _may(division: str, entry: Judged, by: str, caller: Caller) -> bool:
    try:
        parties.of_division(entry.kind, division).require_speaker(caller, by)
    except Refusal:
        return False
    return True
