"""Clocks: a deadline rule run over what happened to a matter.

A clock opens with an event, is due at an instant, and is fulfilled by an event or not. It belongs to the
matter and not to a mandate, so it survives a change of term unless its rule says otherwise. Nothing is
stored: whenever the events or the calendar of working days change, clocks are reckoned anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal

from shared.domain.clock import legal_day
from shared.regulations.calendars.working_days import WorkingDays
from shared.regulations.kinds.deadline import Deadline
from shared.regulations.reckoning import Due, Event, Halt, Reckoning, Run
from shared.regulations.value import Value

ClockState = Literal["running", "halted", "met", "late", "overdue", "stopped"]


class Grant(Value):
    """Somebody made a deadline longer: explained why, or consented (``by``). Of the round that runs."""

    at: datetime
    form: Literal["explain", "consent"]
    by: str = ""
    id: str = ""


class Refused(Value):
    """A grant that has no effect, and why: ``not_allowed``, ``wrong_form``, ``wrong_body``, ``too_late``,
    ``too_often``."""

    grant: Grant
    why: str


class Clock(Value):
    """One run of a deadline. ``due`` is ``None`` where the rule gives no number, or while it is halted."""

    round: int
    started: Event | None
    due: Due | None
    state: ClockState
    fulfilled: Event | None = None
    extended: tuple[Grant, ...] = ()
    refused: tuple[Refused, ...] = ()
    precedes: Event | None = None


def clocks(
    rule: Deadline,
    events: Iterable[Event],
    now: datetime,
    working: WorkingDays,
    grants: Sequence[Grant] = (),
    term_ends: date | None = None,
) -> tuple[Clock, ...]:
    """Every run of the deadline, in the order of its starts. Events later than ``now`` are only plans:
    they fix what a deadline must precede and nothing else. ``term_ends`` is the last day of the congress's
    term, for rules whose clocks stop with it."""
    ordered = sorted(events, key=lambda event: (event.at, event.name, event.id))
    past = [event for event in ordered if event.at <= now]
    runs = _runs_after(rule, past, ordered) if rule.after else _runs_before(rule, ordered)
    return tuple(
        _clock(rule, number, run, past, now, working, grants, term_ends)
        for number, run in enumerate(runs, 1)
        if rule.round_from <= number and (rule.round_to is None or number <= rule.round_to)
    )


def _runs_after(rule: Deadline, past: Sequence[Event], ordered: Sequence[Event]) -> list[Run]:
    starts: list[Event] = []
    seen: set[str] = set()
    running = False
    for event in past:
        if running and event.name in rule.until:
            running, seen = False, set()
        elif event.name in rule.after:
            again = event.name in seen
            seen.add(event.name)
            complete = rule.starting == "first" or len(seen) == len(rule.after)
            if not running and complete:
                starts.append(event)
                running = True
            elif running and rule.repeated == "restart" and again:
                starts[-1] = event
    following = [*(event.at for event in starts[1:]), None]
    return [
        Run(
            start,
            start.at,
            limit,
            next((e for e in ordered if e.name == rule.before and e.at > start.at), None),
        )
        for start, limit in zip(starts, following, strict=False)
    ]


def _runs_before(rule: Deadline, ordered: Sequence[Event]) -> list[Run]:
    targets = [event for event in ordered if event.name == rule.before]
    previous = [None, *(event.at for event in targets)]
    return [Run(None, since, target.at, target) for since, target in zip(previous, targets, strict=False)]


def _clock(
    rule: Deadline,
    number: int,
    run: Run,
    past: Sequence[Event],
    now: datetime,
    working: WorkingDays,
    grants: Sequence[Grant],
    term_ends: date | None,
) -> Clock:
    fulfilled = next((event for event in past if event.name in rule.until and run.takes(event.at)), None)
    halts, halted_now = _halts(rule, run, past, fulfilled.at if fulfilled else now)
    reckoning = Reckoning(rule, run, halts, working)
    taken: list[Grant] = []
    refused: list[Refused] = []
    for grant in sorted(grants, key=lambda grant: (grant.at, grant.id)):
        if run.takes(grant.at):
            why = _refusal(rule, grant, len(taken), reckoning.due(len(taken)))
            taken.extend([] if why else [grant])
            refused.extend([Refused(grant, why)] if why else [])
    due = None if halted_now and fulfilled is None else reckoning.due(len(taken))
    ended_on = legal_day(fulfilled.at if fulfilled else now)
    if rule.ends_with_term and term_ends is not None and ended_on > term_ends:
        state: ClockState = "stopped"
    elif fulfilled is not None:
        state = "late" if due is not None and fulfilled.at > due.at else "met"
    elif halted_now:
        state = "halted"
    else:
        state = "overdue" if due is not None and now > due.at else "running"
    return Clock(number, run.started, due, state, fulfilled, tuple(taken), tuple(refused), run.target)


def _refusal(rule: Deadline, grant: Grant, before: int, due: Due | None) -> str:
    extension = rule.extension
    if extension is None or extension.form == "none":
        return "not_allowed"
    if grant.form != extension.form:
        return "wrong_form"
    if extension.form == "consent" and extension.by and grant.by != extension.by:
        return "wrong_body"
    if before >= extension.times:
        return "too_often"
    return "too_late" if due is not None and grant.at > due.at else ""


def _halts(rule: Deadline, run: Run, past: Sequence[Event], until: datetime) -> tuple[tuple[Halt, ...], bool]:
    """The closed halts of a run up to ``until``, and whether it is halted then."""
    halts: list[Halt] = []
    begun: datetime | None = None
    for event in past:
        if not run.takes(event.at) or event.at > until:
            continue
        if begun is None and event.name in rule.pause_from:
            begun = event.at
        elif begun is not None and event.name in rule.pause_to:
            halts.append(Halt(begun, event.at))
            begun = None
    return tuple(halts), begun is not None
