"""A case in the hands of one party: a unit to which it was handed over, who received it and keeps it, or the
deputy who owes it a rating.

It holds what happened to that party in this case, in the words of the rules, and so its clocks follow from it
alone. What happened is appended and never changed. It holds nothing of who a resident is.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from functions.suggestions.clocks import clock
from functions.suggestions.clocks.clock import Timed
from shared.domain.clock import iso
from shared.domain.errors import Refusal
from shared.domain.places import division_of
from shared.regulations import sentences
from shared.regulations.clocks import Grant
from shared.regulations.kinds.deadline import Deadline
from shared.regulations.reckoning import Event
from shared.regulations.rules import SubjectKind
from shared.regulations.values import Fact

HANDED_OVER, ACCEPTED, RETURNED, REPLIED = "handed_over", "accepted", "returned", "replied"
DISSATISFIED, REDO_ORDERED, RATED = "dissatisfied", "redo_ordered", "rated"
CONTACTED, HEARD = "deputy_contacted", "deputy_heard"
FORWARDED = "forwarded"
RELEASED, URGED = "released", "urged"
EXTENSION_ASKED, EXTENSION_DECLINED = "extension_asked", "extension_declined"
ESCALATED, SUCCEEDED = "escalated", "unit_succeeded"
"""These are the only words here that no rule listens to."""
URGED_AGAIN_AFTER = timedelta(days=3)
"""How soon a unit may be urged again for the same case. No regulation says so."""
URGED_REGULARLY = timedelta(days=30)
"""How often a unit is urged that is to answer what a deputy raised, where no rule gives it a last day. No
regulation says so."""
MOST_ASKED = 10
"""How often a unit may ask for more time, or explain why it needs it, since the case was last handed to it:
each stays in the hand-over. No regulation says so."""
MOST_UNITS = 8
"""Units that can have one case in hand: so many changes fit one transaction (100 operations, AWS)."""


class Share(StrEnum):
    """What a party has to do with a case: a unit leads or helps; ``own``, who received it has it;
    ``author``, the deputy who made it says what the replies are worth."""

    LEAD = "lead"
    CO = "co"
    OWN = "own"
    AUTHOR = "author"


UNITS = (Share.LEAD, Share.CO)
"""The shares of units."""


class State(StrEnum):
    """Where a hand-over stands; only the first two are open."""

    GIVEN = "given"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REPLIED = "replied"
    RELEASED = "released"


_NONE_ALLOWED: list[tuple[Literal["explain", "consent"], str]] = [("consent", "")]
OPEN = (State.GIVEN, State.ACCEPTED)
_ENDED = (State.RETURNED, State.RELEASED)


@dataclass(frozen=True, slots=True)
class About:
    """What lists and clocks need of a case. ``kind`` is that of the case's lists, ``scope`` the division or
    station whose roles reach it. ``title`` is shown to units: of a resident it must tell nothing.
    ``facts`` are what conditions look at; the level is known without. ``concerned``: the persons who are told
    when the time is made longer. ``named``: what notices call it, where the title quotes somebody."""

    case: str
    kind: str
    scope: str
    title: str
    facts: dict[str, Fact]
    concerned: tuple[str, ...] = ()
    named: str | None = None

    @property
    def what(self) -> str:
        """What one case of its kind is called: ``opinion``, ``suggestion``."""
        return self.kind.lower().removesuffix("s")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened: ``what`` in a word of the rules, ``by`` a person's id or ``schedule``. That
    the party was told of its time is a step too: ``rule`` is then the rule that gives the time."""

    what: str
    at: datetime
    by: str
    reason: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Longer:
    """The time was made longer: explained (to ``body``), or consented to by it (a word of the rules).
    ``by`` is the person who recorded it."""

    at: datetime
    form: Literal["explain", "consent"]
    body: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """``party`` is a unit's id, or the case's scope where ``share`` is ``own``; ``name`` the unit's.
    ``told_until``: everything that had to be told of its clocks up to then was. ``listed``: the key in the
    lists of what is due under which it stands."""

    about: About
    party: str
    share: Share
    state: State
    since: datetime
    steps: tuple[Step, ...]
    told_until: datetime
    name: str | None = None
    longer: tuple[Longer, ...] = ()
    listed: str | None = None
    version: int = 1

    @property
    def subjects(self) -> tuple[SubjectKind, ...]:
        """Whom the rules bind that give its clocks. What is owed to a resident is owed by who received the
        opinion: that a unit answers within three months is said of deputies' suggestions (art. 51)."""
        if self.share is Share.OWN:
            return clock.HEARER if self.about.kind == "HEARD" else clock.RECEIVER
        if self.share is Share.AUTHOR:
            return clock.DEPUTY
        return () if self.about.kind == "OPINIONS" else clock.UNIT


def given(
    about: About,
    party: str,
    share: Share,
    at: datetime,
    by: str,
    *,
    name: str | None = None,
    what: str = HANDED_OVER,
    reason: str | None = None,
) -> HandOver:
    """A party has the case in hand from ``at`` on. ``what`` is the event that this is to the rules: for
    whoever received a case ``received``, ``appeal_received``."""
    step = Step(what, at, by, reason)
    return HandOver(about, party, share, State.GIVEN, at, (step,), told_until=at, name=name)


def again(
    found: HandOver, share: Share, at: datetime, by: str, reason: str | None = None, what: str = HANDED_OVER
) -> HandOver:
    """The case comes to the same party once more: to be handled anew after a reply, or after it was returned
    or taken away. Raises ``handover_state`` while it is in hand."""
    if found.state in OPEN:
        raise _wrong(found)
    moved = _moved(found, State.GIVEN, what, at, by, reason)
    return replace(moved, share=share)


def accepted(found: HandOver, at: datetime, by: str) -> HandOver:
    """The unit accepts; its time goes on from the hand-over. Raises ``handover_state``."""
    if found.state is not State.GIVEN or found.share not in UNITS:
        raise _wrong(found)
    return _moved(found, State.ACCEPTED, ACCEPTED, at, by)


def returned(found: HandOver, at: datetime, by: str, reason: str) -> HandOver:
    """The unit gives it back, and why; it then owes nothing. Raises ``handover_state``."""
    if found.state is not State.GIVEN or found.share not in UNITS:
        raise _wrong(found)
    return _moved(found, State.RETURNED, RETURNED, at, by, reason)


def replied(found: HandOver, at: datetime, by: str) -> HandOver:
    """The unit has replied: to the deputy, as a helping one to the unit that leads. Raises
    ``handover_state``."""
    if found.state not in OPEN or found.share not in UNITS:
        raise _wrong(found)
    return _moved(found, State.REPLIED, REPLIED, at, by)


def released(found: HandOver, at: datetime, by: str, reason: str | None = None) -> HandOver:
    """The party has nothing more to do with it: the case was withdrawn, merged, closed, given to another.
    Raises ``handover_state`` where that is so already."""
    if found.state in _ENDED:
        raise _wrong(found)
    return _moved(found, State.RELEASED, RELEASED, at, by, reason)


def happened(found: HandOver, what: str, at: datetime, by: str, reason: str | None = None) -> HandOver:
    """Something else that a rule may listen to (``forwarded``, ``result_known``, ``dissatisfied``, the item
    of a notice): the state stays as it is."""
    return _moved(found, found.state, what, at, by, reason)


def asked(found: HandOver, what: str, at: datetime, by: str, reason: str | None = None) -> HandOver:
    """Something is owed anew by a party that is no unit, from the event ``what`` on."""
    return _moved(found, State.GIVEN, what, at, by, reason)


def answered(found: HandOver, what: str, at: datetime, by: str, reason: str | None = None) -> HandOver:
    """A party that is no unit has done what it owed. Raises ``handover_state``."""
    if found.state not in OPEN or found.share in UNITS:
        raise _wrong(found)
    return _moved(found, State.REPLIED, what, at, by, reason)


def urged(found: HandOver, at: datetime, by: str, reason: str | None) -> HandOver:
    """The unit is urged to handle it. Raises ``handover_state`` where it has nothing in hand, and
    ``urged_lately`` within :data:`URGED_AGAIN_AFTER` of the last time, whoever urged."""
    if found.state not in OPEN or found.share not in UNITS:
        raise _wrong(found)
    last = max((step.at for step in found.steps if step.what == URGED), default=None)
    if last is not None and at < last + URGED_AGAIN_AFTER:
        raise Refusal("urged_lately", until=iso(last + URGED_AGAIN_AFTER))
    return happened(found, URGED, at, by, reason)


def urged_next(found: HandOver) -> datetime | None:
    """When a unit is urged by itself that is to answer what a deputy raised by letter, on a visit or in
    contact; ``None`` for all else."""
    if found.about.kind not in ("LETTERS", "HEARD") or found.state not in OPEN or found.share not in UNITS:
        return None
    return max(step.at for step in found.steps) + URGED_REGULARLY


def is_escalated(found: HandOver) -> bool:
    """Whether those above were told in the time that runs, however often it is urged."""
    last = max((n for n, step in enumerate(found.steps) if step.what == HANDED_OVER), default=0)
    return any(step.what == ESCALATED for step in found.steps[last:])


def restated(found: HandOver, about: About) -> HandOver:
    """The same with other facts, title or scope of the case; its clocks follow."""
    return replace(found, about=about)


def made_longer(found: HandOver, longer: Longer) -> HandOver:
    """More time, if the rule of a clock that runs allows it in this form, by this body, so often and still
    at this moment. Raises ``handover_state``, or ``extension_refused`` with the article and why: of a rule
    that knows extensions before one that knows none."""
    if found.state not in OPEN:
        raise _wrong(found)
    after = replace(found, longer=(*found.longer, longer))
    grant = _grant(longer, len(found.longer))
    open_ = [timed for timed in clocks(after, longer.at) if timed.is_open]
    if any(grant in timed.run.clock.extended for timed in open_):
        return after
    why = [(timed, no.why) for timed in open_ for no in timed.run.clock.refused if no.grant == grant]
    if not why:
        raise Refusal("extension_refused", why="no_clock")
    nearest, reason = next((one for one in why if one[1] != "not_allowed"), why[0])
    raise Refusal("extension_refused", basis=sentences.basis(nearest.run.part), why=reason)


def extension_of(
    found: HandOver, at: datetime, by: str, reason: str
) -> tuple[Literal["explain", "consent"], str]:
    """In what form, and by which body (or to which), a clock of this unit can be made longer at this moment.
    Raises what :func:`made_longer` raises where none can."""
    allowed = [
        (rule.extension.form, rule.extension.by)
        for rule in (timed.run.part.fields for timed in clocks(found, at) if timed.is_open)
        if isinstance(rule, Deadline) and rule.extension is not None and rule.extension.form != "none"
    ]
    refusal: Refusal | None = None
    for form, body in allowed or _NONE_ALLOWED:
        try:
            made_longer(found, Longer(at, form, body, by, reason))
        except Refusal as no:
            refusal = refusal or no
        else:
            return form, body
    raise refusal or Refusal("extension_refused", why="no_clock")


def extension_declined(found: HandOver, at: datetime, by: str, reason: str) -> HandOver:
    """What the unit asked for last is declined. Raises ``handover_state``, and ``extension_not_asked`` where
    nothing waits for an answer."""
    if found.state not in OPEN:
        raise _wrong(found)
    if not waits_for_extension(found):
        raise Refusal("extension_not_asked")
    return happened(found, EXTENSION_DECLINED, at, by, reason)


def waits_for_extension(found: HandOver) -> bool:
    """Whether the unit asked for more time and was neither given nor declined it since."""
    words = [s for s in found.steps if s.what in (HANDED_OVER, EXTENSION_ASKED, EXTENSION_DECLINED)]
    if not words or words[-1].what != EXTENSION_ASKED:
        return False
    return all(longer.at < words[-1].at for longer in found.longer)


def times_asked(found: HandOver) -> int:
    """How often the unit asked for more time, or explained, since the case was last handed to it."""
    given = max((step.at for step in found.steps if step.what == HANDED_OVER), default=found.since)
    asked = sum(step.what == EXTENSION_ASKED and step.at >= given for step in found.steps)
    return asked + sum(longer.form == "explain" and longer.at >= given for longer in found.longer)


def clocks(found: HandOver, now: datetime) -> tuple[Timed, ...]:
    """Every clock of the party; of what it has given back or was taken from it, as it stood then."""
    if not found.subjects:
        return ()
    events = (Event(step.what, step.at, f"{number}") for number, step in enumerate(found.steps))
    return clock.of(
        found.about.case,
        events,
        found.about.facts,
        division_of(found.about.scope),
        found.since if found.state in _ENDED else now,
        subjects=found.subjects,
        grants=[_grant(longer, number) for number, longer in enumerate(found.longer)],
    )


def is_owed(found: HandOver, running: tuple[Timed, ...]) -> bool:
    """Whether it stands in the lists of what is due: while a unit has it in hand, with a clock or
    without, and while a clock is open of what it does not."""
    if found.state in _ENDED:
        return False
    in_hand = found.state in OPEN and found.share is not Share.OWN
    return in_hand or any(timed.is_open for timed in running)


def _moved(
    found: HandOver, state: State, what: str, at: datetime, by: str, reason: str | None = None
) -> HandOver:
    step = Step(what, at, by, reason)
    since = found.since if state is found.state else at
    return replace(found, state=state, since=since, steps=(*found.steps, step))


def _grant(longer: Longer, number: int) -> Grant:
    return Grant(longer.at, longer.form, longer.body, f"{number}")


def _wrong(found: HandOver) -> Refusal:
    return Refusal("handover_state", state=found.state.value)
