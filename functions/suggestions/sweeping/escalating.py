"""What stays overdue however often it is urged is brought before the office of the division above, once in
the time that runs: it stands in the hand-over, and in the history of a suggestion."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.clocks.clock import URGED_EVERY, Timed
from functions.suggestions.handovers import handover
from functions.suggestions.handovers.handover import HandOver, Share, Step
from functions.suggestions.handovers.telling import office, tell
from functions.suggestions.suggestions import store as suggestions
from functions.suggestions.suggestions.suggestion import KIND, Happened
from functions.suggestions.sweeping import moving
from shared.domain import divisions
from shared.domain.notices import NoticeKind
from shared.domain.places import division_of
from shared.store.writing import Write

ESCALATED_AFTER: timedelta = 4 * URGED_EVERY
"""How long after the last day: it was urged three times by then. No regulation says so."""
_BY = "schedule"
_KINDS = (KIND, "OPINIONS")
"""What those above may hear of; other cases have readers of their own."""


class Escalated(NamedTuple):
    """The hand-over afterwards, who is told, and what the case's own items are to say of it."""

    after: HandOver
    notices: list[Write]
    history: list[Write]


def escalated(found: HandOver, running: Iterable[Timed], now: datetime) -> Escalated:
    """The same hand-over where there is nothing to bring before anybody. One call for a suggestion where
    there is."""
    late = _late(found, running, now)
    if late is None:
        return Escalated(found, [], [])
    step = Step(handover.ESCALATED, now, _BY, rule=late.run.part.id)
    after = replace(found, steps=(*found.steps, step))
    own = division_of(found.about.scope)
    path = divisions.path(own)
    above = path[-2] if len(path) > 1 else None
    to = [moving.party(found), office(own), *found.about.concerned, *([office(above.code)] if above else [])]
    cause, kind = f"escalated {found.version}", NoticeKind.CASE_ESCALATED
    name = above.name if above else None
    notices = [tell(one, kind, found, now, cause=cause, timed=late, to=name) for one in dict.fromkeys(to)]
    history = _history(found, above.code if above else own, now) if found.about.kind == KIND else []
    return Escalated(after, notices, history)


def _late(found: HandOver, running: Iterable[Timed], now: datetime) -> Timed | None:
    if found.about.kind not in _KINDS or found.share is Share.AUTHOR or handover.is_escalated(found):
        return None
    for timed in running:
        due = timed.run.clock.due
        overdue = timed.run.clock.state == "overdue"
        if timed.binds and overdue and due is not None and now > due.at + ESCALATED_AFTER:
            return timed
    return None


def _history(found: HandOver, to: str, now: datetime) -> list[Write]:
    held = suggestions.load(found.about.case)
    told = {"to": to, "unit": found.party, "round": held.suggestion.round}
    entry = Entry(Happened.ESCALATED, _BY, now, data=told)
    return cases.changing(KIND, held.item, held.suggestion, [entry], suggestions.shown)
