"""Whom a statement is about, and who speaks for them."""

from typing import NamedTuple

from functions.standing import committees, registry, units
from functions.standing.jurisdiction import binding
from functions.standing.subjects import of_group, of_mandate, of_member, of_station
from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.roles import OVERSEERS, READERS, STATION_STAFF, Caller, Role
from shared.regulations.inputs import Subject
from shared.regulations.rules import SubjectKind
from shared.store import records as keys


class Reach(NamedTuple):
    """Those who hold one of these roles where it reaches the code."""

    roles: frozenset[Role]
    code: str


ITSELF = {
    SubjectKind.GROUP: frozenset({"leaders"}),
    SubjectKind.HANDLING_UNIT: frozenset(
        {"employer", "state_organ", "unit_concerned", "government", "court", "procuratorate"}
    ),
}
"""What rules call a subject where they name who states something of it (``by``)."""


class Party(NamedTuple):
    """``overseen`` are those who guide it, ``run`` the staff who run it, ``persons`` those who are it or
    lead it. ``bound`` is how rules see it, each time with the division whose rulebook it is judged by."""

    kind: SubjectKind
    id: str
    partition: str
    overseen: Reach
    bound: tuple[tuple[str, Subject], ...]
    run: Reach | None = None
    persons: frozenset[str] = frozenset()

    def require_speaker(self, caller: Caller, by: str) -> None:
        """Whoever speaks for it, unless the rule names somebody else who states this (``by``): then those
        who guide it. Raises ``role_missing``, ``out_of_scope``."""
        itself = by in {"", self.kind, *ITSELF.get(self.kind, ())}
        self._require(caller, self.overseen, itself=itself)

    def require_reader(self, caller: Caller) -> None:
        """Whoever speaks for it, and the readers of where it belongs."""
        self._require(caller, Reach(READERS, self.overseen.code), itself=True)

    def require_overseer(self, caller: Caller) -> None:
        """Those who guide it."""
        self._require(caller, self.overseen, itself=False)

    def _require(self, caller: Caller, above: Reach, *, itself: bool) -> None:
        if itself and caller.person in self.persons:
            return
        allowed = [above, *([self.run] if itself and self.run is not None else [])]
        if any(caller.reaches(*reach) for reach in allowed):
            return
        caller.require(frozenset().union(*(reach.roles for reach in allowed)))
        raise Refusal("out_of_scope", scope=above.code)


def load(kind: SubjectKind, id_: str) -> Party:
    """The party with this id. One call, none for what a division has of its own.

    Raises ``division_not_found``, ``station_not_found``, ``group_not_found``, ``member_not_found``,
    ``deputy_not_found``, ``unit_not_found``.
    """
    match kind:
        case SubjectKind.STATION:
            return _station(id_)
        case SubjectKind.GROUP:
            return _group(id_)
        case SubjectKind.MEMBER:
            return _member(id_)
        case SubjectKind.DEPUTY:
            return _deputy(id_)
        case SubjectKind.HANDLING_UNIT:
            return _unit(id_)
        case _:
            return of_division(kind, id_)


def of_division(kind: SubjectKind, code: str) -> Party:
    """What a division has of its own: the committee's staff speak for it, in a township its own too."""
    division = divisions.get(code)
    roles = OVERSEERS | {Role.TOWNSHIP_STAFF} if division.level is Level.TOWNSHIP else OVERSEERS
    bound = tuple((code, subject) for subject in committees.subjects(division) if subject.kind is kind)
    return Party(kind, code, keys.committee_key(code), Reach(roles, code), bound)


def _station(id_: str) -> Party:
    station = registry.station(id_)
    return Party(
        SubjectKind.STATION,
        id_,
        keys.station_key(id_),
        Reach(OVERSEERS, id_),
        ((station.division, of_station(station)),),
        run=Reach(STATION_STAFF, id_),
    )


def _group(id_: str) -> Party:
    group = registry.group(id_)
    return Party(
        SubjectKind.GROUP,
        id_,
        keys.group_key(id_),
        Reach(OVERSEERS | {Role.TOWNSHIP_STAFF}, group.division),
        ((group.congress, of_group(group)),),
        persons=frozenset(leader for leader in (group.leader, group.deputy_leader) if leader is not None),
    )


def _member(id_: str) -> Party:
    member = registry.member(id_)
    return Party(
        SubjectKind.MEMBER,
        id_,
        keys.member_key(id_),
        Reach(OVERSEERS, member.division),
        ((member.division, of_member(member, ())),),
        persons=frozenset({id_}),
    )


def _deputy(id_: str) -> Party:
    deputy = registry.deputy(id_)
    return Party(
        SubjectKind.DEPUTY,
        id_,
        keys.deputy_key(id_),
        Reach(OVERSEERS, deputy.home),
        tuple((binding(deputy, mandate), of_mandate(deputy, mandate)) for mandate in deputy.mandates),
        persons=frozenset({id_}),
    )


def _unit(id_: str) -> Party:
    unit = units.registered(id_)
    return Party(
        SubjectKind.HANDLING_UNIT,
        id_,
        keys.unit_key(id_),
        Reach(OVERSEERS, unit.division),
        ((unit.division, units.of_unit(unit)),),
        run=Reach(frozenset({Role.UNIT_STAFF}), id_),
    )
