"""The clocks of a case for one party: reckoned from what happened, never stored.

The rules are those in force on the day of the first event; a rule that comes later binds what comes later.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count

from shared.domain.clock import legal_day
from shared.domain.notices import NoticeKind
from shared.regulations.clocks import Grant
from shared.regulations.matters import BINDING, SOON, Matter, Running, running
from shared.regulations.reckoning import Event
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import SubjectKind
from shared.regulations.value import Value
from shared.regulations.values import Fact
from shared.store.packs import packs

UNIT = (SubjectKind.HANDLING_UNIT,)
"""Whom the clocks of a unit bind."""
RECEIVER = (SubjectKind.STATION, SubjectKind.STAFF, SubjectKind.COMMITTEE)
"""Whom the clocks of those bind who received a case."""
HEARER = (*RECEIVER, SubjectKind.MEMBER)
"""The same, where a member of the committee heard it from a deputy."""
DEPUTY = (SubjectKind.DEPUTY,)
"""Whom the clocks of the deputy bind who made a suggestion."""
URGED_EVERY = timedelta(days=7)
"""How often who is overdue is urged, at most. No regulation says so."""
_SHARE = 6
"""The first warning comes when so much of the time is left: of three months half a month, of twelve hours
two. No regulation says so."""
_TWICE = _SHARE * SOON
"""Where the time is at least so long, a second warning comes :data:`SOON` before the end."""


class Timed(Value):
    """A clock, and the rulebook that it follows from."""

    book: Rulebook
    run: Running

    @property
    def is_open(self) -> bool:
        """Whether something is still owed."""
        return self.run.clock.state in ("running", "halted", "overdue")

    @property
    def binds(self) -> bool:
        """Whether the rule says must."""
        return self.run.part.modality in BINDING


class Moment(Value):
    """When somebody is to be told what of a clock."""

    kind: NoticeKind
    at: datetime


def of(
    case: str,
    events: Iterable[Event],
    facts: Mapping[str, Fact],
    division: str,
    now: datetime,
    *,
    subjects: tuple[SubjectKind, ...] = UNIT,
    grants: Iterable[Grant] = (),
) -> tuple[Timed, ...]:
    """Every clock that ran or runs for the party to which these events happened, in the order of the
    rulebook. ``facts`` are those of the matter; the level is the division's. None where nothing happened."""
    ordered = tuple(sorted(events, key=lambda event: event.at))
    if not ordered:
        return ()
    book = packs().rulebook(division, legal_day(ordered[0].at))
    known: dict[str, Fact] = {"level": str(level_of(division)), **facts}
    matter = Matter(case, known, ordered, tuple(grants), subjects)
    return tuple(Timed(book, run) for run in running(book, matter, now))


def first_owed(clocks: Iterable[Timed]) -> Timed | None:
    """What is owed first: by a rule that binds before what others ask for, promptly before what has a
    day, then by the last instant; ``None`` where nothing is owed."""
    return min(filter(lambda timed: timed.is_open, clocks), key=_order, default=None)


def _order(timed: Timed) -> tuple[bool, bool, float]:
    due = timed.run.clock.due
    halted = timed.run.clock.state == "halted"
    return not timed.binds, halted, 0.0 if due is None else due.at.timestamp()


def told(timed: Timed, after: datetime, now: datetime) -> Moment | None:
    """What is to be told of a clock ``now``, if everything up to ``after`` was: the last that has come.
    What a late run has missed is not made up for."""
    return last(_moments(timed), after, now)


def next_moment(timed: Timed, after: datetime) -> datetime | None:
    """When there is something to tell of a clock next; ``None`` where nothing is: it is over or halted,
    names no day, or does not bind."""
    return following(_moments(timed), after)


def last(moments: Iterable[Moment], after: datetime, now: datetime) -> Moment | None:
    """The last of these moments that is later than ``after`` and has come."""
    found = None
    for moment in moments:
        if moment.at > now:
            break
        found = moment if moment.at > after else None
    return found


def following(moments: Iterable[Moment], after: datetime) -> datetime | None:
    """The first of these moments that is later than ``after``."""
    return next((moment.at for moment in moments if moment.at > after), None)


def _moments(timed: Timed) -> Iterator[Moment]:
    clock = timed.run.clock
    if timed.binds and clock.state in ("running", "overdue") and clock.due is not None:
        yield from moments(clock.started.at if clock.started else None, clock.due.at)


def moments(started: datetime | None, due: datetime) -> Iterator[Moment]:
    """When somebody is told of a time that began with ``started`` and ends with ``due``: in the order of
    time, without end, as urging goes on until it is done."""
    length = due - started if started else SOON
    if started:
        yield Moment(NoticeKind.CASE_DUE_SOON, due - length / _SHARE)
    if length >= _TWICE or not started:
        yield Moment(NoticeKind.CASE_DUE_SOON, due - SOON)
    over = due + timedelta(microseconds=1)
    yield Moment(NoticeKind.CASE_OVERDUE, over)
    for number in count(1):
        yield Moment(NoticeKind.CASE_URGED, over + number * URGED_EVERY)
