"""Stations and their fences in the Registry table."""

from dataclasses import replace

from pynamodb.transactions import TransactWrite

from shared.domain.errors import Refusal
from shared.domain.stations import Station, StationStatus, StationType
from shared.store import engine
from shared.store.engine import Cancelled
from shared.store.envelopes import changed, create, require_version, unchanged, value_of
from shared.store.pages import Page, scope_page
from shared.store.registry import CLOSED, FENCES, Fence, RegistryItem, envelope, fence_key, station_key

KIND = "STATIONS"


def new_item(station: Station) -> RegistryItem:
    """The item of a station that is not yet stored."""
    return envelope(station_key(station.id), "STATION", station, (KIND, station.id))


def add(station: Station, mark: str | None) -> tuple[Station, str | None] | None:
    """Inserts the station; or what stands under its id, with the mark of the request that made it."""
    standing = create(new_item(station), mark)
    return None if standing is None else (value_of(standing, Station), standing.request)


def load(station: str, *, consistent: bool = False) -> RegistryItem:
    """The station's item; raises ``Refusal("station_not_found")``. One call; ``consistent`` before a
    change."""
    item = engine.get(RegistryItem, station_key(station), "STATION", consistent=consistent)
    if item is None:
        raise Refusal("station_not_found", station=station)
    return item


def save(item: RegistryItem, station: Station, version: int) -> Station:
    """Writes the changed station if its version is still ``version``; raises ``stale_version``."""
    require_version(item, version)
    engine.put(changed(item, station), unchanged(version))
    return replace(station, version=int(item.version or 0))


def save_fenced(item: RegistryItem, station: Station) -> Station:
    """Writes the station and raises its fences to its rotation (all the way when closed), in one
    transaction: from then on no older code is taken. Raises ``conflict`` where another change came first."""
    version = int(item.version or 0)
    rotation = CLOSED if station.status is StationStatus.CLOSED else station.rotation

    def fill(transaction: TransactWrite) -> None:
        transaction.save(item, condition=unchanged(version))
        for number in range(FENCES):
            transaction.save(Fence(fence_key(station.id, number), "FENCE", rotation=rotation))

    changed(item, station)
    try:
        engine.transact(fill)
    except Cancelled as cancelled:
        raise Refusal("conflict", retry_after=1) from cancelled
    return replace(station, version=version + 1)


def page(
    scope: str,
    *,
    limit: int,
    cursor: str | None,
    type_: StationType | None = None,
    status: StationStatus | None = None,
) -> Page[Station]:
    """Stations of a scope in the order of their ids."""
    wanted = [(RegistryItem.body["type"], type_), (RegistryItem.body["status"], status)]
    conditions = [path == str(value) for path, value in wanted if value is not None]
    condition = None
    for part in conditions:
        condition = part if condition is None else condition & part
    found = scope_page(KIND, scope, limit=limit, cursor=cursor, condition=condition)
    return found.map(lambda item: value_of(item, Station))
