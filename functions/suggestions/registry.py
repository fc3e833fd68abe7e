"""Stations and handling units, read from the Registry, which registration owns."""

from collections.abc import Iterable

from shared.domain.errors import Refusal
from shared.domain.stations import Station, StationStatus
from shared.domain.units import Unit
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.registry import RegistryItem, station_key


def require_open(station_id: str) -> Station:
    """The station; raises ``station_not_found``, ``station_closed``. One call."""
    item = engine.get(RegistryItem, station_key(station_id), "STATION")
    if item is None:
        raise Refusal("station_not_found", station=station_id)
    station = value_of(item, Station)
    if station.status is StationStatus.CLOSED:
        raise Refusal("station_closed")
    return station


def registered_unit(unit_id: str) -> Unit:
    """The unit, active or not; raises ``unit_not_found``. One call."""
    item = engine.get(RegistryItem, f"UNIT#{unit_id}", "UNIT")
    if item is None:
        raise Refusal("unit_not_found")
    return value_of(item, Unit)


def registered_units(ids: Iterable[str]) -> dict[str, Unit]:
    """Those of these units that exist, active or not, by id. One call."""
    items = engine.get_many(RegistryItem, [(f"UNIT#{id_}", "UNIT") for id_ in ids])
    return {unit.id: unit for unit in (value_of(item, Unit) for item in items)}


def unit(unit_id: str) -> Unit:
    """The unit; raises ``unit_not_found``, and ``unit_inactive`` for one that takes nothing new. One call."""
    found = registered_unit(unit_id)
    if not found.active:
        raise Refusal("unit_inactive")
    return found
