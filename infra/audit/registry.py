"""Who and what exists: both sides of every pair, counts of what they count, lists as the heads say."""

from collections import Counter
from collections.abc import Iterator

from functions.registration.deputies import store as deputies
from functions.registration.groups import store as groups
from functions.registration.members import store as members
from functions.registration.rosters.store import Status
from functions.registration.staff import appointments
from functions.registration.staff.appointments import Appointment
from functions.registration.stations import store as stations
from functions.registration.units import store as units
from infra.audit.finding import Code, Finding, Snapshot, differs, found, missing
from infra.audit.snapshot import Stored, expected
from shared.domain.deputies import Deputy
from shared.domain.groups import Group, Membership
from shared.domain.members import Link, Member
from shared.domain.roles import Role
from shared.domain.stations import Post, Station, StationStatus
from shared.domain.units import Unit
from shared.store.registry import (
    CLOSED,
    DEPUTY,
    FENCES,
    LINK,
    MEMBER,
    ROLE,
    RegistryItem,
    envelope,
    fence_key,
    person_key,
    station_key,
)

TABLE = "Registry"
LINKED, IN_GROUP, SLOT = "LINKED#", "MEMBER#", "GROUP#"
_LISTED = ("gsi1pk", "gsi1sk", "tags", "until")
_ROLES = {Post.HEAD: Role.STATION_HEAD, Post.LIAISON_OFFICER: Role.LIAISON_OFFICER}


def listings(snapshot: Snapshot) -> Iterator[Finding]:
    """What lists find an entry by follows from the entry, and its key from its id."""
    for item, made in _heads(snapshot):
        follows = expected(TABLE, made)
        if (item.pk, item.sk) != (follows.pk, follows.sk):
            yield found(Code.LISTING, item, f"says it is {follows.pk} {follows.sk}")
        yield from differs(Code.LISTING, item, _LISTED, follows)


def _heads(snapshot: Snapshot) -> Iterator[tuple[Stored, RegistryItem]]:
    for item, deputy in snapshot.values(TABLE, "PERSON", DEPUTY, Deputy):
        yield item, deputies.new_item(deputy)
    for item, member in snapshot.values(TABLE, "PERSON", MEMBER, Member):
        yield item, members.new_item(member)
    for item, appointment in snapshot.values(TABLE, "PERSON", ROLE, Appointment):
        yield item, appointments.item_of(appointment)
    for item, station in snapshot.values(TABLE, "STATION", "STATION", Station):
        yield item, stations.new_item(station)
    for item, unit in snapshot.values(TABLE, "UNIT", "UNIT", Unit):
        yield item, units.new_item(unit)
    for item, group in snapshot.values(TABLE, "GROUP", "GROUP", Group):
        kind = groups.KIND if group.dissolved_on is None else groups.DISSOLVED
        yield item, envelope(f"GROUP#{group.id}", "GROUP", group, (kind, group.division))


def links(snapshot: Snapshot) -> Iterator[Finding]:
    """A member and a deputy are linked on both sides, both exist, and the member counts the links."""
    counted: Counter[str] = Counter()
    for item, link in snapshot.values(TABLE, "PERSON", LINK, Link):
        counted[link.member] += 1
        yield from _mirrored(snapshot, item, person_key(link.deputy), LINKED + link.member)
        if snapshot.get(TABLE, person_key(link.deputy), DEPUTY) is None:
            yield found(Code.LINK, item, "there is no such deputy")
    for item, link in snapshot.values(TABLE, "PERSON", LINKED, Link):
        yield from _mirrored(snapshot, item, person_key(link.member), LINK + link.deputy)
        if snapshot.get(TABLE, person_key(link.member), MEMBER) is None:
            yield found(Code.LINK, item, "there is no such member")
    for item, member in snapshot.values(TABLE, "PERSON", MEMBER, Member):
        if member.links != counted[member.id]:
            words = f"counts {member.links} links and has {counted[member.id]}"
            yield found(Code.LINK_COUNT, item, words)


def _mirrored(snapshot: Snapshot, item: Stored, pk: str, sk: str) -> Iterator[Finding]:
    other = snapshot.get(TABLE, pk, sk)
    if other is None:
        yield found(Code.LINK, item, f"the other side, {pk} {sk}, is not there")
    elif other.body != item.body:
        yield found(Code.LINK, item, f"the other side, {pk} {sk}, says something else")


def memberships(snapshot: Snapshot) -> Iterator[Finding]:
    """A deputy is in a group on both sides; the group counts its members and leaders are among them."""
    inside: dict[str, set[str]] = {}
    for item, one in snapshot.values(TABLE, "GROUP", IN_GROUP, Membership):
        inside.setdefault(one.group, set()).add(one.deputy)
        group = snapshot.read(TABLE, f"GROUP#{one.group}", "GROUP", Group)
        if group is None:
            yield found(Code.MEMBERSHIP, item, "there is no such group")
            continue
        other = snapshot.get(TABLE, person_key(one.deputy), SLOT + group.slot)
        if other is None or other.body != item.body:
            yield found(Code.MEMBERSHIP, item, f"is not in the deputy's slot {SLOT}{group.slot}")
    for item, one in snapshot.values(TABLE, "PERSON", SLOT, Membership):
        other = snapshot.get(TABLE, f"GROUP#{one.group}", IN_GROUP + one.deputy)
        if other is None or other.body != item.body:
            yield found(Code.MEMBERSHIP, item, "the group does not have the deputy")
    for item, group in snapshot.values(TABLE, "GROUP", "GROUP", Group):
        there = inside.get(group.id, set())
        if group.size != len(there):
            yield found(Code.GROUP_SIZE, item, f"counts {group.size} members and has {len(there)}")
        for leader in filter(None, (group.leader, group.deputy_leader)):
            if leader not in there:
                yield found(Code.GROUP_LEADER, item, f"is led by {leader}, who is not in it")


def parts(snapshot: Snapshot) -> Iterator[Finding]:
    """A large group counts the small groups that are part of it and stand."""
    heads = list(snapshot.values(TABLE, "GROUP", "GROUP", Group))
    counted = Counter(group.parent for _, group in heads if group.dissolved_on is None and group.parent)
    for item, group in heads:
        if group.parts != counted[group.id]:
            yield found(Code.GROUP_PARTS, item, f"counts {group.parts} parts and has {counted[group.id]}")


def posts(snapshot: Snapshot) -> Iterator[Finding]:
    """Who heads a station or is its liaison officer holds the role in it, and nobody else does."""
    owed = {
        (person_key(posting.person), f"{ROLE}{_ROLES[posting.post]}#{station.id}")
        for _, station in snapshot.values(TABLE, "STATION", "STATION", Station)
        for posting in station.staff
        if posting.post in _ROLES
    }
    held = {
        (item.pk, item.sk)
        for item, appointment in snapshot.values(TABLE, "PERSON", ROLE, Appointment)
        if appointment.role in _ROLES.values()
    }
    for pk, sk in sorted(owed - held):
        yield missing(Code.POST, TABLE, pk, sk, "the station names the person, the role is not there")
    for pk, sk in sorted(held - owed):
        yield missing(Code.POST, TABLE, pk, sk, "the role is there, the station does not name the person")


def fences(snapshot: Snapshot) -> Iterator[Finding]:
    """All fences of a station stand at its rotation, at the highest once it is closed; before the first
    change there are none."""
    for item, station in snapshot.values(TABLE, "STATION", "STATION", Station):
        closed = station.status is StationStatus.CLOSED
        wanted = CLOSED if closed else station.rotation
        standing = [snapshot.get(TABLE, fence_key(station.id, n), "FENCE") for n in range(FENCES)]
        there = [fence.of("rotation") for fence in standing if fence is not None]
        untouched = not there and station.rotation == 1 and not closed
        if not untouched and there != [wanted] * FENCES:
            words = f"{len(there)} of {FENCES} fences, at {sorted(set(there))}, where {wanted} is due"
            yield found(Code.FENCE, item, words)
    for item in snapshot.kind(TABLE, "FENCE"):
        of = item.pk.removeprefix("FENCE#").partition("#")[0]
        if snapshot.get(TABLE, station_key(of), "STATION") is None:
            yield found(Code.FENCE, item, "there is no such station")


def placements(snapshot: Snapshot) -> Iterator[Finding]:
    """Who is placed is placed in a station that exists."""
    for item, deputy in snapshot.values(TABLE, "PERSON", DEPUTY, Deputy):
        if deputy.station and snapshot.get(TABLE, station_key(deputy.station), "STATION") is None:
            yield found(Code.PLACEMENT, item, f"is placed in {deputy.station}, which does not exist")


def rosters(snapshot: Snapshot) -> Iterator[Finding]:
    """An import that began comes to its end, and then has its report."""
    ended = (Status.DONE, Status.FAILED)
    for item in snapshot.kind(TABLE, "ROSTER"):
        status, report = item.fields.get("status"), item.fields.get("report")
        if status == Status.IMPORTING:
            yield found(Code.ROSTER, item, "its import has not come to its end", settles=True)
        elif (status in ended) != bool(report):
            yield found(Code.ROSTER, item, f"is {status} and has {'a' if report else 'no'} report")


CHECKS = (listings, links, memberships, parts, posts, fences, placements, rosters)
