"""Whom the Registry knows, as evaluation asks for them: facts, the time in which rules bind, sets."""

from collections.abc import Iterable, Mapping

from shared.domain.deputies import Deputy
from shared.domain.divisions import Division
from shared.domain.groups import Group
from shared.domain.mandates import Mandate
from shared.domain.members import Link, Member
from shared.domain.stations import Post, Station, StationStatus
from shared.regulations import inputs
from shared.regulations.inputs import Entry, Subject
from shared.regulations.rulebook import level_of
from shared.regulations.rules import SubjectKind

_POSTS = {Post.HEAD: "heads", Post.LIAISON_OFFICER: "liaison_officers", Post.SPECIALIST: "specialists"}
"""What rules call those who hold a post."""
MEASURED: Mapping[SubjectKind, frozenset[str]] = {
    SubjectKind.DEPUTY: frozenset({"placements"}),
    SubjectKind.STATION: frozenset(_POSTS.values()),
    SubjectKind.GROUP: frozenset({"leaders", "deputy_leaders", "deputies", "small_groups"}),
    SubjectKind.MEMBER: frozenset({"linked_deputies"}),
    SubjectKind.DIVISION: frozenset({"stations"}),
}
"""The sets that the Registry tells, by whom they are of."""


def of_mandate(deputy: Deputy, mandate: Mandate) -> Subject:
    """One mandate of a deputy; each counts on its own."""
    return inputs.deputy(
        deputy.id,
        mandate,
        {"grassroots": deputy.grassroots, "armed_forces": deputy.armed_forces_unit is not None},
        sets={"placements": () if deputy.station is None else (Entry(deputy.station),)},
    )


def of_station(station: Station) -> Subject:
    """A station, until it was closed. Nobody has looked through it: of what must be there (functional areas,
    signs) the Registry knows too little to judge."""
    return Subject(
        SubjectKind.STATION,
        station.id,
        {"station_type": str(station.type), "level": str(level_of(station.division))},
        ends=station.closed_on,
        sets={
            name: tuple(Entry(posting.person) for posting in station.staff if posting.post is post)
            for post, name in _POSTS.items()
        },
    )


def of_group(group: Group) -> Subject:
    """A group, until it was dissolved, with its leaders and the number of its deputies and small groups."""
    return Subject(
        SubjectKind.GROUP,
        group.id,
        {"group_kind": str(group.kind), "level": str(level_of(group.congress))},
        ends=group.dissolved_on,
        sets={
            "leaders": _one(group.leader),
            "deputy_leaders": _one(group.deputy_leader),
            "deputies": group.size,
            "small_groups": group.parts,
        },
    )


def of_member(member: Member, links: Iterable[Link]) -> Subject:
    """A member while in office, with the deputies linked; only grassroots deputies are."""
    return Subject(
        SubjectKind.MEMBER,
        member.id,
        {"office": str(member.office), "level": str(level_of(member.division))},
        member.since,
        member.until,
        sets={"linked_deputies": tuple(Entry(link.deputy, {"grassroots": True}) for link in links)},
    )


def _one(person: str | None) -> tuple[Entry, ...]:
    return () if person is None else (Entry(person),)


def of_committee(division: Division) -> Subject:
    """The standing committee of a division, of a township the presidium of its congress."""
    return Subject(SubjectKind.COMMITTEE, division.code, {"level": str(division.level)})


def of_division(division: Division, stations: tuple[Station, ...]) -> Subject:
    """A division with the open stations that stand in it."""
    found = (station for station in stations if station.status is StationStatus.OPEN)
    return Subject(
        SubjectKind.DIVISION,
        division.code,
        {"level": str(division.level)},
        sets={"stations": tuple(Entry(station.id, {"station_type": str(station.type)}) for station in found)},
    )
