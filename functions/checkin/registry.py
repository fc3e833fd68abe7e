"""Stations and deputies, read from the Registry, which registration owns. No scan needs any of this."""

from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.domain.stations import Station
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.registry import DEPUTY, RegistryItem, person_key, station_key


def station(station_id: str) -> Station:
    """The station; raises ``Refusal("station_not_found")``. One consistent read: codes made from an old
    copy would be refused for as long as a screen keeps them."""
    item = engine.get(RegistryItem, station_key(station_id), "STATION", consistent=True)
    if item is None:
        raise Refusal("station_not_found", station=station_id)
    return value_of(item, Station)


def deputy(deputy_id: str) -> Deputy:
    """The deputy; raises ``Refusal("deputy_not_found")``. One call."""
    item = engine.get(RegistryItem, person_key(deputy_id), DEPUTY)
    if item is None:
        raise Refusal("deputy_not_found")
    return value_of(item, Deputy)


def station_and_deputy(station_id: str, deputy_id: str) -> tuple[Station, Deputy]:
    """Both, in one call; raises as :func:`station` and :func:`deputy`."""
    wanted = [(station_key(station_id), "STATION"), (person_key(deputy_id), DEPUTY)]
    found = {item.pk: item for item in engine.get_many(RegistryItem, wanted)}
    place, person = (found.get(pk) for pk, _ in wanted)
    if place is None:
        raise Refusal("station_not_found", station=station_id)
    if person is None:
        raise Refusal("deputy_not_found")
    return value_of(place, Station), value_of(person, Deputy)
