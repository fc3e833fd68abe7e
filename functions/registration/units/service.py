"""What is decided about handling units."""

from dataclasses import replace
from typing import Any

from functions.registration.units import store
from shared.domain.errors import Refusal
from shared.domain.roles import OVERSEERS, Caller
from shared.domain.units import Unit, unit_id
from shared.store.envelopes import value_of
from shared.store.writing import is_repeated


def register(fields: dict[str, Any], mark: str | None) -> Unit:
    """A new unit. Repeated with the same key: the first one. Raises ``Refusal("unit_exists")`` for a
    division's second unit of one number, or of one name where it has no number; ``idempotency_key_reused``
    where the same key came with another request for it. One call, two for an existing one.
    """
    unit = Unit(id=unit_id(fields["division"], fields["name"], fields.get("number")), **fields)
    standing = store.add(unit, mark)
    if standing is None:
        return unit
    if not is_repeated(standing.request, mark):
        raise Refusal("unit_exists")
    return value_of(standing, Unit)


def change(unit: str, fields: dict[str, Any], version: int, caller: Caller) -> Unit:
    """The unit with these fields changed; raises ``stale_version``. Two calls."""
    item = store.load(unit, consistent=True)
    found = value_of(item, Unit)
    caller.require_reach(OVERSEERS, found.division)
    return store.save(item, replace(found, **fields), version)
