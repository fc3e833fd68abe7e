"""What the rules owe the speaker, and until when: the clocks of an opinion.

Packs call the same things by different names: what happened goes into the matter under every name that a
rule may listen to.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.invitations.activities.activity import Activity
from functions.invitations.activities.words import book_in_force
from functions.invitations.resting import rests_on
from functions.invitations.voiced.opinion import Happened, Opinion
from shared.domain.clock import legal_day
from shared.regulations.matters import Matter, Running, running
from shared.regulations.reckoning import Event
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import SubjectKind
from shared.regulations.values import Fact

ON_DEPUTY_WORK = "view_on_deputy_work"
"""The category of what is said of the committee's own work for deputies (Tianjin art. 8)."""
_NAMES = {
    Happened.VOICED: ("voiced", "opinion_voiced"),
    Happened.HANDED_OVER: ("handed_over",),
    Happened.EXPLAINED: ("explained",),
    Happened.RESULT_KNOWN: ("result_known",),
    Happened.ANSWERED: ("fed_back", "use_of_opinions", "result"),
    Happened.FED_BACK: ("fed_back", "use_of_opinions", "result"),
}
_OURS = frozenset({"voiced", "opinion_voiced", ON_DEPUTY_WORK, "result_known", "meeting_closed"})
_ENDS = frozenset({"explained", "fed_back", "use_of_opinions", "result"})
_SUBJECTS = (
    SubjectKind.COMMITTEE,
    SubjectKind.HANDLING_UNIT,
    SubjectKind.MEETING,
    SubjectKind.STATION,
    SubjectKind.STAFF,
)


def clocks(opinion: Opinion, activity: Activity, now: datetime) -> tuple[tuple[Rulebook, Running], ...]:
    """Every clock that runs, ran or will run for the speaker, with the rulebook of the day it was voiced."""
    book = book_in_force(opinion.congress, legal_day(opinion.voiced_at))
    matter = Matter(opinion.id, _facts(opinion), tuple(_events(opinion, activity)), subjects=_SUBJECTS)
    return tuple((book, run) for run in running(book, matter, now) if _concerns(run))


def shown(opinion: Opinion, activity: Activity, now: datetime, chinese: bool) -> list[dict[str, Any]]:
    """The clocks as they are answered: rule, start, due."""
    lines = []
    for book, run in clocks(opinion, activity, now):
        instrument = book.instruments[run.part.instrument]
        clock = run.clock
        started = clock.started.at if clock.started else opinion.voiced_at
        lines.append(
            {
                "rule": run.part.id,
                "article": run.part.article,
                "instrument": run.part.instrument,
                "title": instrument.title if chinese else instrument.title_en,
                "says": run.part.says if chinese else run.part.says_en,
                "item": run.item or None,
                "started_at": started,
                "due": clock.due.day if clock.due else None,
                "due_at": clock.due.at if clock.due else None,
                "state": clock.state,
                "fulfilled_at": clock.fulfilled.at if clock.fulfilled else None,
            }
        )
    return lines


def timed(opinion: Opinion, activity: Activity, now: datetime) -> Opinion:
    """The opinion with the first day that the rules give for what is owed; none where they give no number,
    as for what is owed promptly."""
    open_ = ("running", "overdue", "halted")
    runs = (run.clock for _, run in clocks(opinion, activity, now))
    found = [clock.due.day for clock in runs if clock.due is not None and clock.state in open_]
    return replace(opinion, due=min(found, default=None))


def basis(opinion: Opinion, activity: Activity, now: datetime) -> dict[str, str]:
    """The article on which what the speaker is told now rests: of the first clock that it fulfils, else of
    the first that is still open."""
    runs = [run for _, run in clocks(opinion, activity, now)]
    done = (run for run in runs if run.clock.fulfilled is not None and run.clock.fulfilled.at == now)
    open_ = (run for run in runs if run.clock.fulfilled is None)
    found = next(done, None) or next(open_, None)
    return rests_on(found.part if found else None)


def _events(opinion: Opinion, activity: Activity) -> list[Event]:
    closes = activity.closed_at or activity.ends
    events = [
        Event("meeting_opens", activity.opened_at or activity.starts),
        Event("meeting_closed", closes, activity.id),
    ]
    for number, step in enumerate(opinion.steps):
        names = _NAMES.get(step.what, ())
        events += [Event(name, step.at, f"{opinion.id}.{number}") for name in names]
    if opinion.category == ON_DEPUTY_WORK:
        events.append(Event(ON_DEPUTY_WORK, opinion.voiced_at, opinion.id))
    return events


def _facts(opinion: Opinion) -> dict[str, Fact]:
    facts: dict[str, Fact] = {"level": str(level_of(opinion.congress))}
    if opinion.answerable is not None:
        facts["answerable_in_meeting"] = opinion.answerable
    if opinion.kind == "forum":
        facts["heard_through"] = "forum"
    return facts


def _concerns(run: Running) -> bool:
    """Whether a clock is about an opinion: it starts with one and ends with what its speaker is told. Others
    that start with the end of a meeting are the meeting's own."""
    starts = run.clock.started.name if run.clock.started else ""
    ends = {run.item} if run.item else set(run.part.fields.until)
    return starts in _OURS and not _ENDS.isdisjoint(ends)
