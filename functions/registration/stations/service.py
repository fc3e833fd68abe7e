"""What is decided about stations (Shangqiu art. 6-8)."""

from dataclasses import replace
from datetime import date
from typing import Any

from functions.registration.stations import store
from shared.domain.errors import Refusal
from shared.domain.places import station_id
from shared.domain.roles import OVERSEERS, Caller
from shared.domain.stations import Station, StationStatus
from shared.store.envelopes import value_of
from shared.store.writing import is_repeated

_MARKS = ("legislative_contact_point", "demonstration")


def register(fields: dict[str, Any], caller: Caller, mark: str | None) -> Station:
    """A new station under its division's code and serial. Repeated with the same key: the first one.

    Raises ``Refusal("station_exists")``; ``idempotency_key_reused`` for another station of this id under
    the same key. One call, two for an existing id.
    """
    serial = fields.pop("serial")
    station = Station(id=station_id(fields["division"], serial), **fields)
    _check_marks(Station(station.id, station.division, station.name, station.type), station, caller)
    standing = store.add(station, mark)
    if standing is None:
        return station
    first, made_by = standing
    if not is_repeated(made_by, mark):
        raise Refusal("station_exists", station=station.id)
    return first


def change(station: str, fields: dict[str, Any], version: int, caller: Caller) -> Station:
    """The station with these fields changed; raises ``stale_version``. Two calls."""
    item = store.load(station, consistent=True)
    found = value_of(item, Station)
    changed = replace(found, **fields)
    _check_marks(found, changed, caller)
    return store.save(item, changed, version)


def _check_marks(before: Station, after: Station, caller: Caller) -> None:
    """Standing committees set up contact points and choose demonstrations (Shangqiu art. 14 and 15): no
    station marks itself. Raises ``role_missing`` or ``out_of_scope`` for anybody else."""
    if any(getattr(before, name) != getattr(after, name) for name in _MARKS):
        caller.require_reach(OVERSEERS, after.id)


def close(station: str, today: date) -> Station:
    """Closes the station today: its codes are refused at once. Raises ``station_closed``."""
    item = store.load(station, consistent=True)
    found = value_of(item, Station)
    if found.status is StationStatus.CLOSED:
        raise Refusal("station_closed")
    return store.save_fenced(item, replace(found, status=StationStatus.CLOSED, closed_on=today))


def reopen(station: str) -> Station:
    """Opens a closed station again, with new codes. Raises ``station_open``."""
    item = store.load(station, consistent=True)
    found = value_of(item, Station)
    if found.status is StationStatus.OPEN:
        raise Refusal("station_open")
    opened = replace(found, status=StationStatus.OPEN, closed_on=None, rotation=found.rotation + 1)
    return store.save_fenced(item, opened)


def rotate(station: str) -> Station:
    """Replaces the station's codes: every poster printed and every code fetched before is refused."""
    item = store.load(station, consistent=True)
    found = value_of(item, Station)
    if found.status is StationStatus.CLOSED:
        raise Refusal("station_closed")
    return store.save_fenced(item, replace(found, rotation=found.rotation + 1))
