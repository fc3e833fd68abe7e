"""What the rules say of one matter: an opinion, a suggestion, an appointment, a meeting, an application.

A matter is what is known of it (facts) and what happened to it (events). Deadlines and notices become
clocks and verdicts; routes, permits, bars and checklists of an occasion are answered when asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Literal

from shared.domain.clock import legal_day
from shared.regulations.calendars.working_days import WorkingDays, china
from shared.regulations.clocks import Clock, ClockState, Grant, clocks
from shared.regulations.kinds.bar import Bar
from shared.regulations.kinds.checklist import Checklist
from shared.regulations.kinds.deadline import Deadline
from shared.regulations.kinds.permit import Permit
from shared.regulations.kinds.publish import Publish
from shared.regulations.kinds.route import Branch, Route
from shared.regulations.periods import OPEN, Period
from shared.regulations.reckoning import Event, last_instant, reached
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Modality, Part, SubjectKind
from shared.regulations.value import Value
from shared.regulations.values import Facts
from shared.regulations.verdicts import State, Verdict

BINDING = (Modality.MUST, Modality.MUST_NOT)
SOON = timedelta(days=3)
"""How near a due day makes a clock at risk. No regulation says so."""


class Matter(Value):
    """``subjects`` narrows to rules that bind these kinds of subject: the same event (a hand-over) may start
    clocks of a resident's opinion (station) and of a suggestion (handling unit). ``term_ends`` is the last
    day of the term in which it began."""

    id: str
    facts: Facts
    events: tuple[Event, ...] = ()
    grants: tuple[Grant, ...] = ()
    subjects: tuple[SubjectKind, ...] = tuple(SubjectKind)
    term_ends: date | None = None


class Running(Value):
    """A clock and the part that it runs under; ``item`` is what a notice tells, empty for a deadline."""

    part: Part
    clock: Clock
    item: str = ""


def running(
    book: Rulebook, matter: Matter, now: datetime, working: WorkingDays | None = None
) -> tuple[Running, ...]:
    """Every clock of the matter, in the order of the rulebook, then of its starts. A notice is given by an
    event that bears the name of the item."""
    calendar = working or china()
    found = []
    for part in _parts(book, matter):
        for item, rule in _deadlines(part):
            for clock in clocks(rule, matter.events, now, calendar, matter.grants, matter.term_ends):
                found.append(Running(part, clock, item))
    return tuple(found)


def _parts(book: Rulebook, matter: Matter) -> Iterable[Part]:
    for part in book.parts:
        if (
            part.kind in ("deadline", "publish")
            and part.subject in matter.subjects
            and part.condition.holds(matter.facts)
        ):
            yield part


def _deadlines(part: Part) -> Iterable[tuple[str, Deadline]]:
    fields = part.fields
    if isinstance(fields, Deadline):
        yield "", fields
    elif isinstance(fields, Publish) and (fields.after or fields.before):
        for item in fields.what:
            yield (
                item,
                Deadline(
                    (item,),
                    after=fields.after,
                    within=fields.within,
                    before=fields.before,
                    lead=fields.lead,
                    promptly=fields.within is None and not fields.before,
                ),
            )


_STATES: dict[ClockState, State] = {
    "running": State.OPEN,
    "halted": State.OPEN,
    "met": State.MET,
    "late": State.SHORT,
    "overdue": State.SHORT,
    "stopped": State.EXCUSED,
}


def verdicts(
    book: Rulebook, matter: Matter, now: datetime, working: WorkingDays | None = None
) -> tuple[Verdict, ...]:
    """Every clock of the matter as a verdict: one thing required, proven by the event that fulfils it. The
    period runs from the start to the due day."""
    return tuple(_verdict(run, matter, now) for run in running(book, matter, now, working))


def _verdict(run: Running, matter: Matter, now: datetime) -> Verdict:
    part, clock = run.part, run.clock
    state = _STATES[clock.state]
    because = (clock.state,) if clock.state in ("halted", "late", "stopped") else ()
    if state is State.OPEN and clock.due is not None and clock.due.at - now <= SOON:
        state = State.AT_RISK
    if part.modality not in BINDING and state in (State.SHORT, State.AT_RISK):
        state, because = State.OPEN, (*because, "not_binding")
    if clock.extended:
        because = (*because, "extended")
    if run.item:
        because = (*because, f"item:{run.item}")
    start = clock.started or clock.precedes
    first = legal_day(start.at) if start else legal_day(now)
    last = clock.due.day if clock.due else OPEN
    met = int(clock.fulfilled is not None)
    return Verdict(
        part.id,
        part.article,
        part.instrument,
        matter.id,
        part.kind,
        part.modality,
        Period(min(first, last), last, f"{start.name if start else ''} {first} ({clock.round})"),
        1,
        met,
        1 - met,
        state,
        clock.due.day if clock.due else None,
        (clock.fulfilled.id,) if clock.fulfilled else (),
        because,
        provisional=clock.due is not None and clock.due.provisional,
    )


# -- routes, checklists, bars ------------------------------------------------------------------------------


class Way(Value):
    """A branch to take, and the part that says so; ``by`` is who takes it."""

    part: Part
    branch: Branch
    by: str


def routes(
    book: Rulebook, facts: Facts, on: str = "", subjects: Collection[SubjectKind] = tuple(SubjectKind)
) -> tuple[Way, ...]:
    """What is to be done with a matter when the event ``on`` happens to it; without one, who does what at
    any time, by the rules that name no event."""
    found: list[Way] = []
    for part in book.parts:
        rule = part.fields
        if (
            isinstance(rule, Route)
            and (on in rule.on if rule.on else not on)
            and part.subject in subjects
            and part.condition.holds(facts)
        ):
            found.extend(Way(part, branch, branch.by or rule.by) for branch in rule.ways(facts))
    return tuple(found)


class Lack(Value):
    """A checklist that is not satisfied: what is missing (any of them, where not all are needed), what must
    not be there. ``refuses`` says whether the rule binds."""

    part: Part
    missing: tuple[str, ...]
    not_allowed: tuple[str, ...]
    refuses: bool


def lacking(book: Rulebook, on: str, facts: Facts, present: Collection[str]) -> tuple[Lack, ...]:
    """The checklists of the occasion ``on`` that what is ``present`` does not satisfy."""
    found = []
    for part in book.parts:
        rule = part.fields
        if isinstance(rule, Checklist) and on in rule.on and part.condition.holds(facts):
            missing, extra = rule.missing(present), rule.not_allowed(present)
            enough = len(rule.items) - len(missing) >= rule.needed
            if not enough or extra:
                binds = part.modality in BINDING
                found.append(Lack(part, () if enough else missing, extra, binds))
    return tuple(found)


def barred(book: Rulebook, act: str, facts: Facts, on: Collection[str] = ()) -> tuple[Part, ...]:
    """The parts that refuse ``act`` (or ask to stand back from it) on the occasions ``on``."""
    return tuple(
        part
        for part in book.parts
        if isinstance(part.fields, Bar)
        and act in part.fields.act
        and (not part.fields.on or any(occasion in part.fields.on for occasion in on))
        and part.condition.holds(facts)
    )


# -- permits -----------------------------------------------------------------------------------------------


class Answer(Value):
    """What one body said to an application."""

    by: str
    granted: bool
    at: datetime


class Permission(Value):
    """Where an application stands under one part: ``of`` are the bodies still to be asked, in order."""

    part: Part
    what: tuple[str, ...]
    state: Literal["granted", "refused", "pending"]
    of: tuple[str, ...]
    form: tuple[str, ...]
    due: date | None = None


def permissions(
    book: Rulebook,
    act: str,
    facts: Facts,
    asked: datetime,
    answers: Iterable[Answer] = (),
    now: datetime | None = None,
    working: WorkingDays | None = None,
) -> tuple[Permission, ...]:
    """Where an application for ``act`` stands under every part that asks for one; none: it needs none.

    A report needs no answer. One refusal refuses. After the time that a rule gives, silence means what the
    rule says; each approver has that time, from the asking or the answer before.
    """
    given = {answer.by: answer for answer in answers}
    found = []
    for part in book.parts:
        rule = part.fields
        if isinstance(rule, Permit) and act in rule.act and part.condition.holds(facts):
            found.append(_permission(part, rule, facts, asked, given, now or asked, working or china()))
    return tuple(found)


def _permission(
    part: Part,
    rule: Permit,
    facts: Facts,
    asked: datetime,
    given: dict[str, Answer],
    now: datetime,
    working: WorkingDays,
) -> Permission:
    approvers, what = rule.asked_of(facts)
    if what == ("report",):
        return Permission(part, what, "granted", (), rule.form)
    since = asked
    for number, body in enumerate(approvers):
        answer = given.get(body)
        due = reached(legal_day(since), rule.within, working).day if rule.within else None
        if answer is None and due is not None and now > last_instant(due) and rule.silence != "pending":
            answer = Answer(body, rule.silence == "granted", last_instant(due))
        if answer is None:
            return Permission(part, what, "pending", approvers[number:], rule.form, due)
        if not answer.granted:
            return Permission(part, what, "refused", (), rule.form)
        since = answer.at
    return Permission(part, what, "granted", (), rule.form)


# -- veto --------------------------------------------------------------------------------------------------


def may_publish(
    part: Part,
    item: str,
    asked: datetime | None,
    objected: bool,
    now: datetime,
    working: WorkingDays | None = None,
) -> Literal["free", "waiting", "objected"]:
    """Whether an item of a publish rule may go out, given that whoever may object was ``asked`` and has
    ``objected`` or not. Where the rule gives no time, publication waits for nobody who said nothing."""
    rule: Publish = part.fields
    veto = rule.veto
    if veto is None or (veto.of and item not in veto.of):
        return "free"
    if objected:
        return "objected"
    if asked is None:
        return "waiting"
    if veto.within is None:
        return "free"
    due = reached(legal_day(asked), veto.within, working or china()).day
    return "free" if now > last_instant(due) else "waiting"
