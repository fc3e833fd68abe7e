"""That the yearly report was given: to the committee, to the session, to the public (Deputies Law art. 51-3).

What is stated is kept for good; where one thing is stated twice the later holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from functions.suggestions.suggestions import sessions
from functions.suggestions.tables import REPORT, SuggestionItem, report_key
from shared.domain.clock import SHANGHAI, legal_day
from shared.domain.errors import Refusal, invalid
from shared.regulations.matters import Matter, verdicts
from shared.regulations.reckoning import Event, last_instant
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part, SubjectKind
from shared.regulations.verdicts import State
from shared.store import engine
from shared.store.envelopes import body_of, changed, unchanged, value_of
from shared.store.writing import commit, put

MOST = 30
"""Statements on one report. No regulation says so."""
_ITEM = "item:"


@dataclass(frozen=True, slots=True)
class Given:
    """``what`` (a word of the rules) was given on a day, as ``by`` states; ``note`` says how: the meeting,
    the number, the address."""

    what: str
    on: date
    by: str
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All that was stated of one report, in its order."""

    given: tuple[Given, ...] = ()
    version: int = 1

    def last(self, what: str) -> Given | None:
        """What holds of one thing."""
        return next((one for one in reversed(self.given) if one.what == what), None)


def load(congress: str, year: int) -> Report:
    """What was stated of the report of a year. One call."""
    item = _item(congress, year)
    return Report() if item is None else value_of(item, Report)


def state(congress: str, year: int, given: Given) -> Report:
    """Keeps a statement; the same one again changes nothing. Raises ``invalid_request`` for a day that is to
    come or before the year, ``limit_reached``, ``conflict``. Two calls."""
    if not date(year, 1, 1) <= given.on <= legal_day(given.at):
        raise invalid("body.on", "日期应在该年年初以后、今天以前", "not before the year, and not to come")
    item = _item(congress, year)
    before = Report() if item is None else value_of(item, Report)
    last = before.last(given.what)
    if last is not None and (last.on, last.note) == (given.on, given.note):
        return before
    if len(before.given) >= MOST:
        raise Refusal("limit_reached", limit=MOST)
    after, busy = replace(before, given=(*before.given, given)), Refusal("conflict", retry_after=1)
    if item is None:
        made = SuggestionItem(report_key(congress, year), REPORT, version=1, body=body_of(after))
        commit(put(made, SuggestionItem.pk.does_not_exist(), busy))
    else:
        commit(put(changed(item, after), unchanged(before.version), busy))
    return after


def states(
    book: Rulebook, parts: Iterable[Part], congress: str, year: int, report: Report, now: datetime
) -> dict[str, State]:
    """Where each of these rules stands, by its id: before there is a session on record nothing is late. One
    call."""
    events = [Event(one.what, _begins(one.on), str(number)) for number, one in enumerate(report.given)]
    events += _next_session(congress, year)
    facts = {"level": str(level_of(congress))}
    matter = Matter(f"{congress}-{year}", facts, tuple(events), subjects=(SubjectKind.STAFF,))
    told = {(one.rule, one.because[-1]): one.state for one in verdicts(book, matter, now) if one.because}
    found = {}
    for part in parts:
        each = []
        for word in part.fields.what:
            given = State.OPEN if report.last(word) is None else State.MET
            each.append(told.get((part.id, f"{_ITEM}{word}"), given))
        found[part.id] = next((one for one in each if one is not State.MET), State.MET)
    return found


def _item(congress: str, year: int) -> SuggestionItem | None:
    return engine.get(SuggestionItem, report_key(congress, year), REPORT, consistent=True)


def _next_session(congress: str, year: int) -> list[Event]:
    """The first session that begins after the year, as its committee recorded it."""
    first = date(year + 1, 1, 1)
    sat = sorted(sessions.ended(congress, first, date(year + 1, 12, 31) + sessions.LONGEST))
    after = next(((begun, ended) for begun, ended in sat if begun >= first), None)
    if after is None:
        return []
    begun, ended = after
    return [Event("session_opens", _begins(begun), "s"), Event("session_closed", last_instant(ended), "s")]


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
