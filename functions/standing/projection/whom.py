"""Whoever a partition of Records belongs to, as registered: who it is, where, and under whose rules."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from functions.standing.congresses import has_congress, in_charge
from functions.standing.jurisdiction import binding
from functions.standing.subjects import of_committee, of_group, of_mandate, of_member, of_station
from shared.domain import divisions
from shared.domain.deputies import Deputy
from shared.domain.groups import Group
from shared.domain.members import Link, Member
from shared.domain.stations import Station
from shared.regulations.inputs import Subject
from shared.regulations.rules import SubjectKind
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.registry import DEPUTY, LINK, MEMBER, RegistryItem, person_key, station_key

T = TypeVar("T")


class Self(NamedTuple):
    """One of the subjects that somebody is (each mandate is one), the division whose rules bind it and that
    whose congress's sessions matter to it."""

    subject: Subject
    division: str
    congress: str
    mandate: str = ""

    def is_bound_on(self, day: date) -> bool:
        """Whether anything is asked of it on this day: a mandate has begun, nobody closed the station."""
        begins, ends = self.subject.begins, self.subject.ends
        return (begins is None or begins <= day) and (ends is None or day <= ends)


class Whom(NamedTuple):
    """``home`` is the station or division in whose lists they are."""

    name: str
    home: str
    selves: tuple[Self, ...]


def find(partition: str) -> Whom | None:
    """Who it is; ``None`` if nobody. One consistent call; none for a committee, which the table of divisions
    tells."""
    kind, _, id_ = partition.partition("#")
    return _FINDERS[kind](id_)


def _deputy(id_: str) -> Whom | None:
    deputy = _registered(person_key(id_), DEPUTY, Deputy)
    if deputy is None:
        return None
    held = (Self(of_mandate(deputy, m), binding(deputy, m), m.division, m.id) for m in deputy.mandates)
    return Whom(deputy.name, deputy.home, tuple(held))


def _station(id_: str) -> Whom | None:
    station = _registered(station_key(id_), "STATION", Station)
    if station is None:
        return None
    self = Self(of_station(station), station.division, in_charge(station.division))
    return Whom(station.name, station.id, (self,))


def _group(id_: str) -> Whom | None:
    group = _registered(f"GROUP#{id_}", "GROUP", Group)
    if group is None:
        return None
    return Whom(group.name, group.division, (Self(of_group(group), group.congress, group.congress),))


def _member(id_: str) -> Whom | None:
    known = engine.query(RegistryItem, person_key(id_), between=(MEMBER, f"{LINK}~"), consistent=True).items
    held = [value_of(item, Member) for item in known if item.sk == MEMBER]
    if not held:
        return None
    member, links = held[0], [value_of(item, Link) for item in known if item.sk.startswith(LINK)]
    return Whom(
        member.name, member.division, (Self(of_member(member, links), member.division, member.division),)
    )


def _committee(code: str) -> Whom | None:
    division = divisions.find(code)
    if division is None or not has_congress(division):
        return None
    return Whom(division.name, code, (Self(of_committee(division), code, code),))


def _registered(pk: str, sk: str, cls: type[T]) -> T | None:
    item = engine.get(RegistryItem, pk, sk, consistent=True)
    return None if item is None else value_of(item, cls)


_FINDERS: Mapping[str, Callable[[str], Whom | None]] = {
    "DEPUTY": _deputy,
    "STATION": _station,
    "GROUP": _group,
    "MEMBER": _member,
    "COMMITTEE": _committee,
}
KINDS = frozenset(
    {
        SubjectKind.DEPUTY,
        SubjectKind.STATION,
        SubjectKind.GROUP,
        SubjectKind.MEMBER,
        SubjectKind.COMMITTEE,
    }
)
"""Whom the lists are about."""
