"""Rows of the roster of handling units (Deputies Law art. 51)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from functions.registration.rosters.importing.known import Known
from functions.registration.rosters.importing.plan import GoodRow, Step
from functions.registration.rosters.importing.refusing import blamed
from functions.registration.rosters.importing.uploader import Uploader
from functions.registration.rosters.problems import FileProblem
from functions.registration.rosters.rows import UnitRow
from functions.registration.units.store import new_item, unit_key
from shared.domain.roles import OVERSEERS
from shared.domain.units import Unit, unit_id

_FIELDS = ("name", "number", "category", "contact", "telephone")


class Units:
    """Registers handling units and changes those that are registered."""

    def __init__(self, uploader: Uploader) -> None:
        self._caller = uploader.caller

    def look_up(self, rows: Sequence[GoodRow[UnitRow]], known: Known) -> None:
        known.read((unit_key(_id(row.value)), "UNIT") for row in rows)

    def decide(self, row: GoodRow[UnitRow], known: Known) -> Step | None:
        said = row.value
        with blamed("division"):
            self._caller.require_reach(OVERSEERS, said.division)
        fields = {name: getattr(said, name) for name in _FIELDS if name in row.given}
        found = known.value(unit_key(_id(said)), "UNIT", Unit)
        if found is None:
            return Step((new_item(Unit(id=_id(said), division=said.division, **fields)),), created=True)
        changed = replace(found, **fields)
        return None if changed == found else Step((new_item(changed),))

    def notices(self) -> Iterable[FileProblem]:
        return ()


def _id(said: UnitRow) -> str:
    return unit_id(said.division, said.name, said.number or None)
