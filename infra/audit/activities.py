"""Activities: lists, seats, the waiting list, leave, attendance and its records, coverage, reminders."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby

from functions.invitations.activities.activity import Activity, OrganiserKind, State
from functions.invitations.activities.materials import Material
from functions.invitations.activities.store import list_entries
from functions.invitations.attendance.entry import Entry, summary
from functions.invitations.inviting import invitation as invitations
from functions.invitations.inviting import store as inviting
from functions.invitations.inviting.invitation import Invitation, following
from functions.invitations.reminding.reminders import Reminder
from functions.invitations.tables import (
    ACTIVITY,
    REMINDER,
    SEATS,
    WAITING,
    activity_key,
    attendance_sort,
    coverage_key,
    invitation_sort,
    material_sort,
    voiced_sort,
    waiting_sort,
)
from functions.invitations.voiced import store as voiced
from functions.invitations.voiced.opinion import Opinion
from infra.audit.finding import Code, Finding, Snapshot, differs, found, missing
from infra.audit.snapshot import Stored, expected
from shared.domain.roles import Role
from shared.store import records

TABLE, RECORDS = "Activities", "Records"
_INDEX = ("gsi1pk", "gsi1sk")
_ORGANISERS = {
    OrganiserKind.COMMITTEE: records.committee_key,
    OrganiserKind.STATION: records.station_key,
    OrganiserKind.GROUP: records.group_key,
    OrganiserKind.DEPUTY: records.deputy_key,
}


def _activities(snapshot: Snapshot) -> Iterator[tuple[Stored, Activity]]:
    return snapshot.values(TABLE, ACTIVITY, ACTIVITY, Activity)


def _invitations(snapshot: Snapshot) -> Iterator[tuple[Stored, Invitation]]:
    return snapshot.values(TABLE, ACTIVITY, invitation_sort(), Invitation)


def _entries(snapshot: Snapshot) -> Iterator[tuple[Stored, Entry]]:
    return snapshot.values(TABLE, ACTIVITY, attendance_sort(), Entry)


def _activity(snapshot: Snapshot, id_: str) -> Activity | None:
    return snapshot.read(TABLE, activity_key(id_), ACTIVITY, Activity)


def lists(snapshot: Snapshot) -> Iterator[Finding]:
    """An activity stands in the list of each scope that reaches it, as it is, and in no other; so does the
    feedback that is owed."""
    due = [expected(TABLE, entry) for _, one in _activities(snapshot) for entry in list_entries(one)]
    yield from _listed(snapshot, Code.ACTIVITY_LIST, "ACTIVITIES", due)
    opinions = list(snapshot.values(TABLE, ACTIVITY, voiced_sort(), Opinion))
    owed = [expected(TABLE, entry) for _, one in opinions for entry in voiced.list_entries(one)]
    yield from _listed(snapshot, Code.VOICED, "FEEDBACK", owed)


def _listed(snapshot: Snapshot, code: Code, kind: str, due: list[Stored]) -> Iterator[Finding]:
    by_place = {(item.pk, item.sk): item for item in due}
    for place, item in by_place.items():
        standing = snapshot.get(TABLE, *place)
        if standing is None:
            yield missing(code, TABLE, *place, "is not in the list")
        else:
            yield from differs(code, standing, (*_INDEX, "body"), item)
    for item in snapshot.kind(TABLE, kind):
        if (item.pk, item.sk) not in by_place:
            yield found(code, item, "nothing stands behind this entry")


def orphans(snapshot: Snapshot) -> Iterator[Finding]:
    """What belongs to an activity belongs to one that exists."""
    for pk in snapshot.partitions(TABLE, ACTIVITY):
        if snapshot.get(TABLE, pk, ACTIVITY) is None:
            for item in snapshot.partition(TABLE, pk).values():
                yield found(Code.ACTIVITY_ORPHAN, item, "there is no such activity")


def seats(snapshot: Snapshot) -> Iterator[Finding]:
    """The counts are those of the invitations, and no more accept than there are seats for."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for item, invitation in _invitations(snapshot):
        counted[item.pk][invitation.state] += 1
    for item, activity in _activities(snapshot):
        standing = snapshot.get(TABLE, item.pk, SEATS)
        for state in invitations.State:
            counts = 0 if standing is None else standing.of(state)
            there = counted[item.pk][state]
            if counts != there:
                yield found(Code.SEATS, item, f"counts {counts} who are {state}, and {there} are")
        accepted = counted[item.pk][invitations.State.ACCEPTED]
        if activity.capacity is not None and accepted > activity.capacity:
            yield found(Code.SEATS, item, f"has {activity.capacity} seats, and {accepted} have accepted")


def waiting(snapshot: Snapshot) -> Iterator[Finding]:
    """Who waits has a place in the waiting list, and who has one waits."""
    due = {
        (item.pk, waiting_sort(invitation.waiting_since, invitation.person))
        for item, invitation in _invitations(snapshot)
        if invitation.state is invitations.State.WAITING and invitation.waiting_since is not None
    }
    standing = {(item.pk, item.sk) for item in snapshot.kind(TABLE, ACTIVITY, WAITING)}
    for pk, sk in sorted(due ^ standing):
        words = "waits without a place" if (pk, sk) in due else "has a place and does not wait"
        yield missing(Code.WAITING, TABLE, pk, sk, words)


def invited(snapshot: Snapshot) -> Iterator[Finding]:
    """Who is told finds the invitation among their own, as the activity is by now."""
    for item, invitation in _invitations(snapshot):
        follows = expected(TABLE, inviting.new_item(invitation))
        if (item.pk, item.sk) != (follows.pk, follows.sk):
            yield found(Code.INVITATION_LISTING, item, f"says it is {follows.pk} {follows.sk}")
        yield from differs(Code.INVITATION_LISTING, item, _INDEX, follows)
        activity = _activity(snapshot, invitation.activity)
        if activity is None or invitation.invited_at is None:
            continue
        cancelled = activity.state is State.CANCELLED
        now = following(invitation, activity, cancelled=cancelled)
        if _copies(now) != _copies(invitation):
            yield found(Code.INVITATION_SEEN, item, "is not as the activity is by now", settles=True)


def _copies(one: Invitation) -> tuple[object, ...]:
    return (
        one.kind, one.title, one.scope, one.starts, one.ends, one.place, one.station, one.reply_by,
        one.cancelled,
    )  # fmt: skip


def substitutes(snapshot: Snapshot) -> Iterator[Finding]:
    """Who stands in for somebody is named there, and whoever is named was invited."""
    for item, one in _invitations(snapshot):
        for_ = one.stands_in_for
        other = for_ and snapshot.read(TABLE, item.pk, invitation_sort(for_), Invitation)
        if for_ is not None and (not other or other.substitute is None):
            yield found(Code.SUBSTITUTE, item, f"stands in for {for_}, who names nobody")
        if one.substitute and snapshot.get(TABLE, item.pk, invitation_sort(one.substitute)) is None:
            yield found(Code.SUBSTITUTE, item, f"names {one.substitute}, who is not invited")


def leaves(snapshot: Snapshot) -> Iterator[Finding]:
    """Approved leave is a record as long as it holds, and only then."""
    due = {
        (_partition(one.invited_as, one.person), one.activity): item
        for item, one in _invitations(snapshot)
        if one.state is invitations.State.ON_LEAVE and not one.cancelled
    }
    standing: dict[tuple[str, str], Stored] = {}
    for kind in ("DEPUTY", "MEMBER"):
        for item in snapshot.kind(RECORDS, kind, "RECORD#"):
            if item.fields.get("kind") == records.LEAVE and not item.is_void:
                standing[item.pk, str(item.fields.get("reference"))] = item
    for place in due.keys() - standing.keys():
        yield found(Code.LEAVE, due[place], "is on leave, of which no record stands")
    for place in standing.keys() - due.keys():
        yield found(Code.LEAVE, standing[place], "nobody is on this leave")


def attendances(snapshot: Snapshot) -> Iterator[Finding]:
    """An invitation says what the attendance list says of its person."""
    listed: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for item, entry in _entries(snapshot):
        listed[item.pk, entry.person].append(entry)
        if item.sk != attendance_sort(entry.person, entry.day):
            yield found(Code.ATTENDANCE, item, f"says it is {entry.person} on {entry.day}")
    for item, one in _invitations(snapshot):
        if one.attendance != summary(listed[item.pk, one.person]):
            yield found(Code.ATTENDANCE, item, "does not say what the list says")


def attendance_records(snapshot: Snapshot) -> Iterator[Finding]:
    """Each entry's record stands, those it had before are void, and no record of an activity is without its
    entry. What was held is recorded of who held it."""
    explained: set[tuple[str, str]] = set()
    for item, entry in _entries(snapshot):
        partition = _partition(entry.role, entry.person)
        for kind in entry.records:
            sort = records.record_sort(entry.day, kind, entry.activity)
            explained.add((partition, sort))
            record = snapshot.get(RECORDS, partition, sort)
            if record is None or record.is_void == (kind == entry.record):
                words = "not there" if record is None else "void" if record.is_void else "not void"
                yield found(Code.ATTENDANCE_RECORD, item, f"its record of {kind} is {words}")
        if entry.record is not None and entry.record not in entry.records:
            yield found(Code.ATTENDANCE_RECORD, item, f"names {entry.record}, which it never had")
    for _, activity in _activities(snapshot):
        partition = _ORGANISERS[activity.organiser.kind](activity.organiser.id)
        made = [one for one in snapshot.begins(RECORDS, partition, "RECORD#") if _is_of(one, activity)]
        explained.update((one.pk, one.sk) for one in made)
        sits = activity.organiser.kind is OrganiserKind.COMMITTEE and activity.kind == records.SESSION
        if activity.state is State.CLOSED and not made and not sits:
            words = f"is closed, and {partition} has no record of it"
            yield missing(
                Code.ATTENDANCE_RECORD, TABLE, activity_key(activity.id), ACTIVITY, words, settles=True
            )
    for kind in ("DEPUTY", "MEMBER"):
        for item in snapshot.kind(RECORDS, kind, "RECORD#"):
            of_activity = _activity(snapshot, str(item.fields.get("reference")))
            other = item.fields.get("kind") == records.LEAVE or (item.pk, item.sk) in explained
            if of_activity is not None and not other:
                yield found(Code.ATTENDANCE_RECORD, item, "no entry of the list has made it")


def _is_of(record: Stored, activity: Activity) -> bool:
    return record.fields.get("reference") == activity.id


def coverage(snapshot: Snapshot) -> Iterator[Finding]:
    """How often a deputy was invited to a kind of activity in a term, and how often they came."""
    times: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for item, one in _invitations(snapshot):
        activity = _activity(snapshot, one.activity)
        if activity is None or one.term is None:
            continue
        place = coverage_key(activity.congress, one.term, one.kind), one.person
        told = one.invited_at is not None and not one.cancelled
        times[place]["invited"] += told and one.state is not invitations.State.WITHDRAWN
        came = any(
            entry is not None and entry.present and entry.invited and entry.role is Role.DEPUTY
            for entry in (
                snapshot.value(day, Entry)
                for day in snapshot.begins(TABLE, item.pk, attendance_sort(one.person))
            )
        )
        times[coverage_key(activity.congress, one.term, activity.kind), one.person]["attended"] += came
    for item in snapshot.kind(TABLE, "COVERAGE"):
        times.setdefault((item.pk, item.sk), Counter())
    for place, due in times.items():
        counts = snapshot.get(TABLE, *place)
        for what in ("invited", "attended"):
            counted = 0 if counts is None else counts.of(what)
            if counted != due[what]:
                words = f"counts {counted} times {what}, and it was {due[what]}"
                yield missing(Code.COVERAGE, TABLE, *place, words)


def reminders(snapshot: Snapshot) -> Iterator[Finding]:
    """A reminder is one that the activity asks for, before its start; until it is sent it stands under its
    day."""
    for item, one in snapshot.values(TABLE, ACTIVITY, REMINDER, Reminder):
        activity = _activity(snapshot, one.activity)
        if one.sent == bool(item.fields.get("gsi1pk")):
            yield found(Code.REMINDER, item, "is sent and still to be sent" if one.sent else "is never sent")
        if activity is None:
            continue
        off = activity.state is State.CANCELLED or one.minutes not in activity.reminders
        if not one.sent and (off or one.starts != activity.starts):
            yield found(Code.REMINDER, item, "is not one of the activity as it is", settles=True)


def materials(snapshot: Snapshot) -> Iterator[Finding]:
    """The versions of a material are numbered from one on."""
    stored = [(item, one) for item, one in snapshot.values(TABLE, ACTIVITY, material_sort(), Material)]
    stored.sort(key=lambda pair: (pair[0].pk, pair[1].id, pair[1].number))
    for _, group in groupby(stored, key=lambda pair: (pair[0].pk, pair[1].id)):
        versions = list(group)
        numbers = [one.number for _, one in versions]
        if numbers != list(range(1, len(numbers) + 1)):
            yield found(Code.MATERIAL, versions[0][0], f"has the versions {numbers}")


def opinions(snapshot: Snapshot) -> Iterator[Finding]:
    """An opinion voiced is found by its deputy; one that stands for others names them, and they name it."""
    by_id = {one.id: (item, one) for item, one in snapshot.values(TABLE, ACTIVITY, voiced_sort(), Opinion)}
    for id_, (item, one) in by_id.items():
        if item.fields.get("gsi1pk") != voiced.deputy_key(one.deputy) or item.sk != voiced_sort(one.id):
            yield found(Code.VOICED, item, f"is not found by {one.deputy}, who voiced it")
        into = None if one.merged_with is None else by_id.get(one.merged_with)
        if one.merged_with is not None and (into is None or id_ not in into[1].merged):
            yield found(Code.VOICED, item, f"is one with {one.merged_with}, which does not name it")
        for other in one.merged:
            if other not in by_id or by_id[other][1].merged_with != id_:
                yield found(Code.VOICED, item, f"stands for {other}, which does not name it")


def _partition(role: Role, person: str) -> str:
    return records.member_key(person) if role is Role.MEMBER else records.deputy_key(person)


CHECKS = (
    lists,
    orphans,
    seats,
    waiting,
    invited,
    substitutes,
    leaves,
    attendances,
    attendance_records,
    coverage,
    reminders,
    materials,
    opinions,
)
