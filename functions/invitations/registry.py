"""Deputies, members, groups and stations, read from the Registry, which registration owns."""

from collections.abc import Iterable

from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.domain.groups import Group
from shared.domain.members import Member
from shared.domain.stations import Station
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.registry import DEPUTY, MEMBER, RegistryItem, get_deputies, person_key, station_key


def deputy(deputy_id: str) -> Deputy:
    """The deputy; raises ``Refusal("deputy_not_found")``. One call."""
    item = engine.get(RegistryItem, person_key(deputy_id), DEPUTY)
    if item is None:
        raise Refusal("deputy_not_found")
    return value_of(item, Deputy)


def deputies(ids: Iterable[str]) -> dict[str, Deputy]:
    """Those of these deputies who exist, by id. One call per 100."""
    found = (value_of(item, Deputy) for item in get_deputies(ids))
    return {deputy.id: deputy for deputy in found}


def member(member_id: str) -> Member:
    """The member; raises ``Refusal("member_not_found")``. One call."""
    item = engine.get(RegistryItem, person_key(member_id), MEMBER)
    if item is None:
        raise Refusal("member_not_found")
    return value_of(item, Member)


def group(group_id: str) -> Group:
    """The group; raises ``group_not_found``, ``group_dissolved``. One call."""
    item = engine.get(RegistryItem, f"GROUP#{group_id}", "GROUP")
    if item is None:
        raise Refusal("group_not_found")
    found = value_of(item, Group)
    if found.dissolved_on is not None:
        raise Refusal("group_dissolved")
    return found


def station(station_id: str) -> Station:
    """The station; raises ``Refusal("station_not_found")``. One call."""
    item = engine.get(RegistryItem, station_key(station_id), "STATION")
    if item is None:
        raise Refusal("station_not_found", station=station_id)
    return value_of(item, Station)
