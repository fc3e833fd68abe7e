"""Deputies in the Registry table."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from pynamodb.attributes import MapAttribute

from shared.domain.deputies import Deputy
from shared.domain.divisions import Level, shard
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.envelopes import changed, unchanged, value_of
from shared.store.pages import Page, scope_page
from shared.store.registry import DEPUTY, RegistryItem, envelope, person_key
from shared.store.writing import Write, commit, put

KIND = "DEPUTIES"


def new_item(deputy: Deputy) -> RegistryItem:
    """The item of a deputy who is not yet stored."""
    return _listed(envelope(person_key(deputy.id), DEPUTY, deputy), deputy)


def load(deputy: str, *, consistent: bool = False) -> RegistryItem:
    """The deputy's item; raises ``Refusal("deputy_not_found")``. One call."""
    item = engine.get(RegistryItem, person_key(deputy), DEPUTY, consistent=consistent)
    if item is None:
        raise Refusal("deputy_not_found")
    return item


def read(deputy: str) -> Deputy:
    """The deputy; raises ``Refusal("deputy_not_found")``. One call."""
    return value_of(load(deputy), Deputy)


def save(item: RegistryItem, deputy: Deputy, stale: Refusal, *others: Write) -> Deputy:
    """Writes the changed deputy and what belongs to the change, unless the entry was changed since it was
    read: then ``stale`` is raised. One call."""
    version = int(item.version)
    commit(put(_listed(changed(item, deputy), deputy), unchanged(version), stale), *others)
    return replace(deputy, version=version + 1)


def page(
    scope: str,
    *,
    limit: int,
    cursor: str | None,
    today: date,
    serving: bool,
    level: Level | None,
    tags: Collection[str],
) -> Page[Deputy]:
    """Deputies whose home lies in ``scope``, in the order of their homes: those with a mandate, of this level
    if said, that is not over ``today``, or those without; and of them those who have all ``tags``."""
    until, day = RegistryItem.until, today.isoformat()
    condition = until[_SERVING] >= day if serving else until[_SERVING] < day
    if level is not None:
        condition &= until[level.value] >= day if serving else until[level.value].exists()
    for tag in tags:
        condition &= RegistryItem.tags.contains(tag)
    rare = not serving or level is not None or bool(tags)
    found = scope_page(KIND, scope, limit=limit, cursor=cursor, condition=condition, rare=rare)
    return found.map(lambda item: value_of(item, Deputy))


def field_tag(field: str) -> str:
    """Deputies expert in this field."""
    return f"field:{field}"


_SERVING = "serving"
GRASSROOTS = "grassroots"
PLACED, UNPLACED, ARMED_FORCES = "placed", "unplaced", "armed_forces"


def _listed(item: RegistryItem, deputy: Deputy) -> RegistryItem:
    item.gsi1pk, item.gsi1sk = f"{KIND}#{shard(deputy.home)}", deputy.home
    item.tags = _tags(deputy)
    item.until = MapAttribute(**_until(deputy))  # type: ignore[no-untyped-call]
    return item


def _until(deputy: Deputy) -> dict[str, str]:
    """The last day of a mandate of each level, and of any: an open one has none, so the latest there is."""
    days: dict[str, str] = {}
    for mandate in deputy.mandates:
        last = (mandate.ends or date.max).isoformat()
        for name in (mandate.level.value, _SERVING):
            days[name] = max(last, days.get(name, ""))
    return days


def _tags(deputy: Deputy) -> set[str]:
    tags = {field_tag(field) for field in deputy.fields}
    if deputy.grassroots:
        tags.add(GRASSROOTS)
    if deputy.armed_forces_unit is not None:
        tags.add(ARMED_FORCES)
    else:
        tags.add(UNPLACED if deputy.station is None else PLACED)
    return tags
