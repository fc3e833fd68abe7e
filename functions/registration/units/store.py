"""Handling units in the Registry table."""

from dataclasses import replace

from shared.domain.errors import Refusal
from shared.domain.units import Unit
from shared.store import engine
from shared.store.envelopes import changed, create, require_version, unchanged, value_of
from shared.store.pages import Page, scope_page
from shared.store.registry import RegistryItem, envelope

KIND = "UNITS"


def new_item(unit: Unit) -> RegistryItem:
    """The item of a unit that is not yet stored."""
    return envelope(unit_key(unit.id), "UNIT", unit, (KIND, unit.division))


def add(unit: Unit, mark: str | None) -> RegistryItem | None:
    """Inserts the unit, or returns the item under its id. One call, two where one stands."""
    return create(new_item(unit), mark)


def load(unit: str, *, consistent: bool = False) -> RegistryItem:
    """The unit's item; raises ``Refusal("unit_not_found")``. One call."""
    item = engine.get(RegistryItem, unit_key(unit), "UNIT", consistent=consistent)
    if item is None:
        raise Refusal("unit_not_found")
    return item


def save(item: RegistryItem, unit: Unit, version: int) -> Unit:
    """Writes the changed unit if its version is still ``version``; raises ``stale_version``. One call."""
    require_version(item, version)
    engine.put(changed(item, unit), unchanged(version))
    return replace(unit, version=int(item.version))


def page(scope: str, *, limit: int, cursor: str | None, active: bool | None) -> Page[Unit]:
    """Units of a scope in the order of their divisions' codes."""
    condition = None if active is None else RegistryItem.body["active"] == active
    found = scope_page(KIND, scope, limit=limit, cursor=cursor, condition=condition)
    return found.map(lambda item: value_of(item, Unit))


def unit_key(unit: str) -> str:
    """The partition of a unit."""
    return f"UNIT#{unit}"
