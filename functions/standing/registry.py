"""Deputies, members, groups and stations, read from the Registry, which registration owns."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from shared.domain.deputies import Deputy
from shared.domain.divisions import shard
from shared.domain.errors import Refusal
from shared.domain.groups import Group
from shared.domain.members import Link, Member
from shared.domain.stations import Station
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.registry import DEPUTY, LINK, MEMBER, RegistryItem, person_key, station_key


def deputy(deputy_id: str) -> Deputy:
    """The deputy; raises ``Refusal("deputy_not_found")``. One call."""
    item = engine.get(RegistryItem, person_key(deputy_id), DEPUTY)
    if item is None:
        raise Refusal("deputy_not_found")
    return value_of(item, Deputy)


def group(group_id: str) -> Group:
    """The group, dissolved or not; raises ``Refusal("group_not_found")``. One call."""
    item = engine.get(RegistryItem, f"GROUP#{group_id}", "GROUP")
    if item is None:
        raise Refusal("group_not_found")
    return value_of(item, Group)


def member(member_id: str) -> Member:
    """The member; raises ``Refusal("member_not_found")``. One call."""
    item = engine.get(RegistryItem, person_key(member_id), MEMBER)
    if item is None:
        raise Refusal("member_not_found")
    return value_of(item, Member)


def member_with_links(member_id: str) -> tuple[Member, tuple[Link, ...]]:
    """The member and the links; raises ``Refusal("member_not_found")``. One call."""
    items = engine.query(RegistryItem, person_key(member_id), between=(MEMBER, f"{LINK}~")).items
    found = [value_of(item, Member) for item in items if item.sk == MEMBER]
    if not found:
        raise Refusal("member_not_found")
    return found[0], tuple(value_of(item, Link) for item in items if item.sk.startswith(LINK))


def holder(person: str) -> tuple[Deputy | None, Member | None, tuple[Link, ...]]:
    """What somebody is registered as: the deputy, the member with the links. One call."""
    items = engine.query(RegistryItem, person_key(person), between=(DEPUTY, f"{LINK}~")).items
    held = {item.sk: item for item in items}
    return (
        value_of(held[DEPUTY], Deputy) if DEPUTY in held else None,
        value_of(held[MEMBER], Member) if MEMBER in held else None,
        tuple(value_of(item, Link) for item in items if item.sk.startswith(LINK)),
    )


def station(station_id: str) -> Station:
    """The station; raises ``Refusal("station_not_found")``. One call."""
    item = engine.get(RegistryItem, station_key(station_id), "STATION")
    if item is None:
        raise Refusal("station_not_found", station=station_id)
    return value_of(item, Station)


def stations_of(codes: Sequence[str]) -> dict[str, tuple[Station, ...]]:
    """The stations that stand directly in these divisions, which are given in order without gaps. One call
    for each city, more where a city has over a megabyte of them."""
    found: dict[str, list[Station]] = {}
    for city, inside in groupby(codes, shard):
        bounds = list(inside)
        after: dict[str, Any] | None = None
        while True:
            part = engine.query(
                RegistryItem,
                f"STATIONS#{city}",
                between=(bounds[0], f"{bounds[-1]}-~"),
                index=engine.BY_SCOPE,
                after=after,
            )
            for item in part.items:
                station = value_of(item, Station)
                found.setdefault(station.division, []).append(station)
            after = part.last_key
            if after is None:
                break
    return {code: tuple(stations) for code, stations in found.items()}
