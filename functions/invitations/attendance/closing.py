"""What the closing of an activity records, as a job in steps: who was expected and did not come, what the
organiser held, whom members met; then `voiced.closing` tells the speakers.

Each step writes under the condition that it was not written before, so a step done twice changes nothing.
"""

from dataclasses import replace
from datetime import date

from functions.invitations.activities import store as activities
from functions.invitations.activities.activity import Activity, OrganiserKind
from functions.invitations.attendance import store, times
from functions.invitations.attendance.entry import Entry, Outcome, summary
from functions.invitations.attendance.listing import deputies_present
from functions.invitations.attendance.recording import AT_STATION, MOST_OTHERS, settled
from functions.invitations.inviting import leaving, telling
from functions.invitations.inviting import store as invitations
from functions.invitations.inviting.invitation import Invitation, State
from functions.invitations.jobs import Job
from functions.invitations.tables import ActivityItem, activity_key, attendance_sort
from functions.invitations.voiced import outcomes
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store import engine, records
from shared.store.envelopes import value_of
from shared.store.records import SESSION, RecordItem
from shared.store.writing import commit

CLOSER = "closing"
"""Who stands on what the closing itself enters."""
_ABSENT, _HELD, _MET, _TOLD = "absent", "held", "met", "told"
_BATCH = 25
_SUMMONED = frozenset({State.INVITED, State.ACCEPTED, State.DECLINED})
"""Of a session: a deputy of the congress attends it unless leave was granted (Deputies Law art. 13)."""


def step(job: Job) -> Job:
    """Does the next part."""
    phase, _, after = (job.cursor or f"{_ABSENT}#").partition("#")
    activity = value_of(activities.load(job.about, consistent=True), Activity)
    match phase:
        case "absent":
            last, seen = _enter_absences(activity, job, after or None)
            following = f"{_ABSENT}#{last}" if last else f"{_HELD}#"
            return replace(job, cursor=following, done=job.done + seen)
        case "held":
            _record_held(activity)
            return replace(job, cursor=f"{_MET}#")
        case "met":
            _record_met(activity, job)
            return replace(job, cursor=f"{_TOLD}#")
        case _:
            last = outcomes.tell(activity, job.at, after or None)
            if last is None:
                return replace(job, cursor=None, finished=True)
            return replace(job, cursor=f"{_TOLD}#{last}")


def is_expected(invitation: Invitation, activity: Activity) -> bool:
    """Whether staying away is absence: of those who accepted; from a session, of every deputy of
    the congress without approved leave. From what was closed before it began nobody stayed away."""
    if activity.closed_at is not None and activity.closed_at < activity.starts:
        return False
    if activity.kind == SESSION and invitation.term is not None:
        return invitation.invited_at is not None and invitation.state in _SUMMONED
    return invitation.state is State.ACCEPTED


def _enter_absences(activity: Activity, job: Job, after: str | None) -> tuple[str | None, int]:
    items, last = invitations.some_of(activity.id, after, _BATCH)
    for item in items:
        invitation = value_of(item, Invitation)
        if invitation.attendance is None and is_expected(invitation, activity):
            _enter_absence(activity, item, invitation, job)
    return last, len(items)


def _enter_absence(activity: Activity, item: ActivityItem, invitation: Invitation, job: Job) -> None:
    """Nothing where the person's attendance was entered meanwhile."""
    day = times.days(activity)[0]
    entry = Entry(
        activity.id, invitation.person, invitation.name, invitation.invited_as, day, Outcome.ABSENT, job.at
    )
    entry, recorded = settled(activity, entry, by=CLOSER, now=job.at)
    after = replace(invitation, attendance=summary([entry]))
    notice = []
    if entry.record:
        basis = leaving.absence_basis(activity)
        notice.append(telling.tell(after, NoticeKind.ABSENCE_RECORDED, job.at, **basis))
    try:
        commit(store.add(entry), *recorded, invitations.save(item, after), *notice)
    except Refusal as refusal:
        if refusal.code != "attended_already":
            raise


def _record_held(activity: Activity) -> None:
    """One record of the organiser, on the last day: how many deputies were there, and who. The sessions of a
    congress are recorded when they are called. Of a deputy's own inspection one, on the day on which it
    began, unless the list has made it."""
    organiser = activity.organiser
    if organiser.kind is OrganiserKind.COMMITTEE and activity.kind == SESSION:
        return
    present = _present(store.all_of(activity.id))
    first, last = times.days(activity)
    if activity.closed_at is not None:
        last = max(first, min(last, legal_day(activity.closed_at)))
    keys = {
        OrganiserKind.COMMITTEE: records.committee_key,
        OrganiserKind.STATION: records.station_key,
        OrganiserKind.GROUP: records.group_key,
        OrganiserKind.DEPUTY: records.deputy_key,
    }
    partition = keys[organiser.kind](organiser.id)
    if organiser.kind is OrganiserKind.DEPUTY:
        engine.insert(_held(activity, partition, first, None, ()))
        return
    engine.insert(_held(activity, partition, last, first if first != last else None, present))


def _held(
    activity: Activity, partition: str, day: date, first: date | None, present: tuple[str, ...]
) -> RecordItem:
    return records.item(
        partition,
        day,
        activity.kind,
        activity.id,
        body={"title": activity.title},
        amount=max(1, len(present)),
        marks=[AT_STATION] if activity.station is not None else [],
        others=present[:MOST_OTHERS],
        first=first,
    )


def _present(entries: list[Entry]) -> tuple[str, ...]:
    here = {entry.person for entry in entries if entry.present and entry.role is Role.DEPUTY}
    return tuple(sorted(here))


def _record_met(activity: Activity, job: Job) -> None:
    """The records of members who were there, with the deputies of the same day."""
    entries = store.all_of(activity.id)
    for entry in entries:
        if entry.role is not Role.MEMBER or not entry.present or entry.record is not None:
            continue
        met = deputies_present(entries, entry.day)
        after, recorded = settled(activity, entry, by=CLOSER, now=job.at, met=met)
        item = engine.get(
            ActivityItem,
            activity_key(activity.id),
            attendance_sort(entry.person, entry.day),
            consistent=True,
        )
        if item is not None and value_of(item, Entry) == entry:
            commit(store.save(item, after), *recorded)
