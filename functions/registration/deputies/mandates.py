"""What is decided about a deputy's mandates (Deputies Law art. 2, 61, 62)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from functions.registration.deputies import history, store
from functions.registration.deputies.history import What
from shared.domain.clock import legal_day, year_after
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal, invalid
from shared.domain.mandates import Mandate, MandateAction, MandateEvent, apply, reason_of
from shared.domain.roles import OVERSEERS, Caller
from shared.store.registry import RegistryItem, require_version, value_of

MOST_MANDATES = 30
MOST_EVENTS = 30
"""Of one mandate. Both keep an entry far below what one item may hold."""

FIRST_DAY = date(1953, 3, 1)
"""No congress was elected before the Electoral Law of 1 March 1953."""

_TOLD = {
    MandateAction.SUSPEND: What.MANDATE_SUSPENDED,
    MandateAction.RESUME: What.MANDATE_RESUMED,
    MandateAction.END: What.MANDATE_ENDED,
}


def make(fields: dict[str, Any], mandate: str, today: date, where: str = "body") -> Mandate:
    """A mandate from the fields that stand at ``where`` in the request; raises ``invalid_request`` for one
    that begins over a year ahead."""
    if not FIRST_DAY <= fields["begins"] <= year_after(today):
        raise invalid(
            f"{where}.begins",
            f"应在 {FIRST_DAY} 与 {year_after(today)} 之间",
            f"must lie between {FIRST_DAY} and {year_after(today)}",
        )
    return Mandate(id=mandate, **fields)


def require_reach(caller: Caller, mandate: Mandate) -> None:
    """A mandate is registered by the staff of the congress or of the division that elected."""
    if not caller.reaches(OVERSEERS, mandate.division):
        unit = mandate.electing_unit
        caller.require_reach(OVERSEERS, unit if unit.isdigit() else mandate.division)


def add(deputy: str, fields: dict[str, Any], mandate: str, caller: Caller, now: datetime) -> Deputy:
    """Adds a mandate under the id ``mandate``; one that stands there already is the same request again.

    Raises ``mandate_exists`` for a second one in the same congress and term. Two calls.
    """
    added = make(fields, mandate, legal_day(now))
    require_reach(caller, added)
    item = store.load(deputy, consistent=True)
    found = value_of(item, Deputy)
    for standing in found.mandates:
        if standing.id == mandate:
            if replace(standing, ends=added.ends, events=()) != added:
                raise Refusal("idempotency_key_reused")
            return found
        if standing.congress == added.congress:
            raise Refusal("mandate_exists")
    if len(found.mandates) >= MOST_MANDATES:
        raise Refusal("limit_reached", limit=MOST_MANDATES)
    after = replace(found, mandates=(*found.mandates, added))
    told = history.of_deputy(What.MANDATE_ADDED, caller.person, now, found, after)
    return store.save(item, after, Refusal("conflict", retry_after=1), told)


def happen(
    deputy: str, mandate: str, fields: dict[str, Any], version: int, caller: Caller, now: datetime
) -> Deputy:
    """Suspends, resumes or ends a mandate. Raises ``mandate_not_found``, ``mandate_transition``,
    ``mandate_event_order``, ``mandate_reason``. Two calls."""
    action: MandateAction = fields["action"]
    if fields["on"] > legal_day(now):
        raise invalid("body.on", "不得晚于今天", "must not lie after today")
    item, found, standing = _load(deputy, mandate)
    caller.require_reach(OVERSEERS, standing.keeper)
    require_version(item, version)
    event = MandateEvent(action, fields["on"], reason_of(action, fields.get("reason")))
    if len(standing.events) >= MOST_EVENTS:
        raise Refusal("limit_reached", limit=MOST_EVENTS)
    changed = apply(standing, event)
    others = tuple(changed if held.id == mandate else held for held in found.mandates)
    after = replace(found, mandates=others)
    told = history.of_deputy(_TOLD[action], caller.person, now, found, after)
    return store.save(item, after, Refusal("stale_version"), told)


def _load(deputy: str, mandate: str) -> tuple[RegistryItem, Deputy, Mandate]:
    item = store.load(deputy, consistent=True)
    found = value_of(item, Deputy)
    for standing in found.mandates:
        if standing.id == mandate:
            return item, found, standing
    raise Refusal("mandate_not_found")
