"""Units, groups, stations and people, read from the Registry, which registration owns."""

from collections.abc import Iterable

from shared.domain.deputies import Deputy
from shared.domain.divisions import shard
from shared.domain.errors import Refusal
from shared.domain.groups import Group
from shared.domain.stations import Station
from shared.domain.units import Unit
from shared.store import engine
from shared.store.engine import BY_SCOPE
from shared.store.envelopes import value_of
from shared.store.pages import Page, index_page, partition_page
from shared.store.registry import DEPUTY, RegistryItem, get_deputies, person_key, station_key

_MEMBER = "MEMBER#"


def unit(unit_id: str) -> Unit:
    """The unit, active or not; raises ``unit_not_found``. One call."""
    item = engine.get(RegistryItem, f"UNIT#{unit_id}", "UNIT")
    if item is None:
        raise Refusal("unit_not_found")
    return value_of(item, Unit)


def groups(ids: Iterable[str]) -> list[Group]:
    """These groups; raises ``group_not_found``, ``group_dissolved``. One call, none for none."""
    wanted = tuple(ids)
    items = engine.get_many(RegistryItem, [(f"GROUP#{id_}", "GROUP") for id_ in wanted])
    if len(items) < len(set(wanted)):
        raise Refusal("group_not_found")
    found = [value_of(item, Group) for item in items]
    if any(group.dissolved_on is not None for group in found):
        raise Refusal("group_dissolved")
    return found


def deputy(person: str) -> Deputy | None:
    """The deputy, or ``None``. One call."""
    item = engine.get(RegistryItem, person_key(person), DEPUTY)
    return None if item is None else value_of(item, Deputy)


def in_groups(person: str, ids: Iterable[str]) -> bool:
    """Whether a deputy is in one of these groups. One call."""
    return bool(engine.get_many(RegistryItem, [(f"GROUP#{id_}", f"{_MEMBER}{person}") for id_ in ids]))


def listed(kind: str, shard: str, scope: str, *, limit: int, cursor: str | None) -> Page[RegistryItem]:
    """Entries of a kind in one city whose code begins with ``scope``, in the order of codes. One call."""
    between = (scope, f"{scope}~")
    return index_page(
        RegistryItem, f"{kind}#{shard}", limit=limit, cursor=cursor, index=BY_SCOPE, between=between
    )


def members_of(group: str, *, limit: int, cursor: str | None) -> Page[Deputy]:
    """The deputies of a group. Two calls."""
    found = partition_page(RegistryItem, f"GROUP#{group}", prefix=_MEMBER, limit=limit, cursor=cursor)
    items = get_deputies(item.sk.removeprefix(_MEMBER) for item in found.items)
    return Page([value_of(item, Deputy) for item in items], found.next)


def station(station_id: str) -> Station:
    """The station, open or closed; raises ``station_not_found``. One call."""
    item = engine.get(RegistryItem, station_key(station_id), "STATION")
    if item is None:
        raise Refusal("station_not_found", station=station_id)
    return value_of(item, Station)


def placed(station_id: str, *, limit: int, cursor: str | None) -> Page[Deputy]:
    """The deputies placed in a station, also those whose mandates are over. One call."""
    found = listed("DEPUTIES", shard(station_id), station_id, limit=limit, cursor=cursor)
    return found.map(lambda item: value_of(item, Deputy))


def directly_in(kind: str, division: str) -> list[RegistryItem]:
    """Entries of a kind that stand directly in a division or in a station of its own, not in one below, in
    the order of their codes. One call for each megabyte, some thousand of them."""
    found: list[RegistryItem] = []
    after = None
    while True:
        part = engine.query(
            RegistryItem,
            f"{kind}#{shard(division)}",
            between=(division, f"{division}-~"),
            index=BY_SCOPE,
            after=after,
        )
        found += part.items
        after = part.last_key
        if after is None:
            return found


def stations(ids: Iterable[str]) -> list[Station]:
    """These stations; raises ``station_not_found``. One call, none for none."""
    wanted = tuple(dict.fromkeys(ids))
    found = engine.get_many(RegistryItem, [(station_key(id_), "STATION") for id_ in wanted])
    there = {one.id: one for one in (value_of(item, Station) for item in found)}
    missing = next((id_ for id_ in wanted if id_ not in there), None)
    if missing is not None:
        raise Refusal("station_not_found", station=missing)
    return [there[id_] for id_ in wanted]
