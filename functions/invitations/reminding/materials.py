"""Materials that a rule wants with the invitees before a meeting (Tianjin art. 5; Guangxi art. 6), and that
are not there: who prepares the meeting is reminded, of a draft too.

The rule and the last moment are the pack's; how many days ahead somebody is reminded no regulation says.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from functions.invitations.activities import checks, preparing, store
from functions.invitations.activities.activity import Activity, OrganiserKind, State
from functions.invitations.activities.checks import Check
from functions.invitations.activities.store import Listed
from functions.invitations.activities.words import book_in_force
from functions.invitations.appointments.telling import office
from functions.invitations.jobs import Job
from functions.invitations.reminding import mornings
from functions.invitations.resting import rests_on
from shared.domain import clock
from shared.domain.clock import iso, legal_day
from shared.domain.notices import NoticeKind
from shared.regulations.kinds.deadline import Deadline
from shared.regulations.values import Span
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.inbox import notice
from shared.store.packs import packs

KIND, ONE = "materials_missing", "materials_missing_of_one"
DAYS_AHEAD = (3, 1)
"""Days before the last day on which who prepares the meeting is reminded. No regulation says so."""
_AWAITED = frozenset({State.DRAFT, State.ANNOUNCED})
_AT_MOST = {"hours": 1, "days": 1, "working_days": 10, "weeks": 7, "months": 31, "years": 366}
"""Days that one of a unit can come to: of working days ten at most lie between two (the spring festival)."""


def step(job: Job) -> Job:
    """Looks at the next meetings and sessions that begin before long. A call a page, and for each three,
    another for a session."""
    today = legal_day(job.at)
    last = today + timedelta(days=max(DAYS_AHEAD) + _lead(today))
    along = mornings.stretches(today, last, tuple(checks.OPENS))
    return mornings.walk(job, along, lambda found: _look_apart(found, job.at))


def of_one(job: Job) -> Job:
    """Looks at one meeting that failed among the others."""
    _look(job.about, job.at)
    return replace(job, done=1, finished=True)


def _lead(today: date) -> int:
    """How many days before a beginning any rule may want materials sent."""
    rules = (part.fields for pack in packs().in_force(today) for part in pack.parts())
    return max((_days(rule.lead) for rule in rules if _is_about_sending(rule)), default=0)


def _is_about_sending(rule: object) -> bool:
    return isinstance(rule, Deadline) and not checks.SENDING.isdisjoint(rule.until)


def _days(lead: Span | None) -> int:
    return 0 if lead is None else lead.n * _AT_MOST[lead.unit]


def _look_apart(found: Listed, at: datetime) -> None:
    if found.state in _AWAITED:
        mornings.apart(ONE, found.id, at, lambda: _look(found.id, at))


def _look(id_: str, at: datetime) -> None:
    activity = value_of(store.load(id_, consistent=True), Activity)
    now = clock.now()
    if activity.state not in _AWAITED or activity.starts <= now:
        return
    book = book_in_force(activity.congress, legal_day(activity.announced_at or now))
    known, _ = preparing.situation(activity)
    unsent = [one for one in checks.unsent(book, known, now) if one.due is not None and one.due > now]
    if unsent:
        _tell(activity, min(unsent, key=lambda one: (one.due, one.part.id)), at)


def _tell(activity: Activity, what: Check, at: datetime) -> None:
    last = what.due or activity.starts
    ahead = (mornings.morning(legal_day(last) - timedelta(days=days)) for days in DAYS_AHEAD)
    passed = [moment for moment in ahead if activity.created_at <= moment <= at]
    if not passed:
        return
    moment = max(passed)
    data = {
        "title": activity.title,
        "starts": iso(activity.starts),
        "due": iso(last),
        **rests_on(what.part),
    }
    kind, cause = NoticeKind.MATERIALS_MISSING, f"{legal_day(last)} {legal_day(moment)}"
    for person in _preparers(activity):
        engine.insert(notice(person, kind, f"activity:{activity.id}", moment, data, cause=cause))


def _preparers(activity: Activity) -> Iterable[str]:
    """Who made the draft, and of a committee its staff."""
    committee = activity.organiser.kind is OrganiserKind.COMMITTEE
    return (activity.created_by, *((office(activity.organiser.id),) if committee else ()))
