"""What the rules owe a deputy who asks for an appointment, and until when (Shenzhen art. 9, Datong art. 7).

The clock starts with the request, and anew when the deputy wishes for other times than those proposed; only
an arrangement stops it. A rule that gives a time knows no refusal: a request that is declined stays owed.
Where no rule gives a time, there is none.
"""

from datetime import date, datetime
from typing import Any

from functions.invitations.appointments import citing
from functions.invitations.appointments.appointment import OPEN, Act, Appointment, State, Whom
from shared.domain.clock import legal_day
from shared.regulations.matters import Matter, Running, routes, running
from shared.regulations.reckoning import Event
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.values import Fact
from shared.store.packs import packs
from shared.web.citing import clock

REQUESTED, ARRANGED = "requested", "arranged"
_EVENTS = {Act.REQUESTED: REQUESTED, Act.COUNTERED: REQUESTED, Act.ARRANGED: ARRANGED}
_OVER = frozenset({State.WITHDRAWN, State.HELD, State.NOT_HELD})


def book_of(found: Appointment) -> Rulebook:
    """The rules of the day on which it was asked for."""
    return packs().rulebook(found.division, legal_day(found.requested_at))


def clocks(found: Appointment, now: datetime) -> tuple[Running, ...]:
    """Every time that a rule gives; of what is over, as it stood at the end."""
    events = tuple(
        Event(_EVENTS[step.act], step.at, f"{found.id}.{number}")
        for number, step in enumerate(found.history)
        if step.act in _EVENTS
    )
    seen = found.history[-1].at if found.state in _OVER else now
    return running(book_of(found), Matter(found.id, facts(found), events), seen)


def facts(found: Appointment) -> dict[str, Fact]:
    """What conditions can look at: ``appointment_with`` a member or the head of a body of the committee; of
    another state organ's head ``request_for`` an appointment."""
    told: dict[str, Fact] = {"level": str(level_of(found.division))}
    match found.whom.kind:
        case Whom.MEMBER:
            told["appointment_with"] = "member"
        case Whom.COMMITTEE_BODY:
            told["appointment_with"] = "head_of_body"
        case Whom.ORGAN:
            told["request_for"] = "appointment"
    return told


def owed(found: Appointment, now: datetime) -> Running | None:
    """The clock that is due first of those still running or overdue; ``None`` where nothing is owed."""
    if found.state not in OPEN:
        return None
    dues = [
        (run.clock.due.at, number, run)
        for number, run in enumerate(clocks(found, now))
        if run.clock.due is not None and run.clock.state in ("running", "overdue")
    ]
    return min(dues)[2] if dues else None


def due_day(run: Running | None) -> date | None:
    """The last day of a clock."""
    return None if run is None or run.clock.due is None else run.clock.due.day


def shown(found: Appointment, now: datetime, chinese: bool) -> dict[str, Any]:
    """Clocks and ways, as they are answered."""
    book = book_of(found)
    return {
        "clocks": [clock(book, run, chinese) for run in clocks(found, now)],
        "ways": citing.ways(book, routes(book, facts(found), REQUESTED), chinese),
    }
