"""Rows of the roster of stations (Shangqiu art. 6-8, 14, 15)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from functions.registration.rosters.importing.known import Known
from functions.registration.rosters.importing.plan import GoodRow, Step
from functions.registration.rosters.importing.refusing import blamed
from functions.registration.rosters.importing.uploader import Uploader
from functions.registration.rosters.problems import FileProblem
from functions.registration.rosters.rows import StationRow
from functions.registration.stations.store import new_item
from shared.domain.places import Place
from shared.domain.roles import OVERSEERS
from shared.domain.stations import Station
from shared.store.registry import station_key

_FIELDS = (
    "name",
    "type",
    "address",
    "opening_hours",
    "facilities",
    "mailbox",
    "legislative_contact_point",
    "demonstration",
)


class Stations:
    """Registers stations and changes those that are registered; staff, status and codes stay."""

    def __init__(self, uploader: Uploader) -> None:
        self._caller = uploader.caller

    def look_up(self, rows: Sequence[GoodRow[StationRow]], known: Known) -> None:
        known.read((station_key(row.value.id), "STATION") for row in rows)

    def decide(self, row: GoodRow[StationRow], known: Known) -> Step | None:
        said = row.value
        with blamed("division"):
            self._caller.require_reach(OVERSEERS, said.id)
        found = known.value(station_key(said.id), "STATION", Station)
        fields: dict[str, Any] = {name: getattr(said, name) for name in _FIELDS if name in row.given}
        place = _place(said, None if found is None else found.place)
        if found is None:
            station = Station(id=said.id, division=said.division, place=place, **fields)
            return Step((new_item(station),), created=True)
        changed = replace(found, place=place, **fields)
        return None if changed == found else Step((new_item(changed),))

    def notices(self) -> Iterable[FileProblem]:
        return ()


def _place(said: StationRow, known: Place | None) -> Place | None:
    """Coordinates and radius can be given without one another; a radius alone has no place to be around."""
    place = said.place
    if place is None:
        return known if known is None or said.radius is None else replace(known, radius=said.radius)
    return place if said.radius is not None or known is None else replace(place, radius=known.radius)
