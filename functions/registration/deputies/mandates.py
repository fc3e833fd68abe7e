"""What is decided about a deputy's mandates (Deputies Law art. 2, 61, 62)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from functions.registration.deputies import history, store
from functions.registration.deputies.history import What
from shared.domain import mandates as domain
from shared.domain.clock import legal_day, year_after
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal, invalid
from shared.domain.ids import same_half
from shared.domain.mandates import Mandate, MandateAction, MandateEvent
from shared.domain.roles import OVERSEERS, Caller, Role
from shared.store.envelopes import require_version, value_of
from shared.store.registry import RegistryItem

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
    _check_begins(fields["begins"], today, where)
    return Mandate(id=mandate, **fields)


def require_reach(caller: Caller, mandate: Mandate, allowed: frozenset[Role] = OVERSEERS) -> None:
    """A mandate is registered by the staff of the congress or of the division that elected."""
    if not caller.reaches(allowed, mandate.division):
        unit = mandate.electing_unit
        caller.require_reach(allowed, unit if unit.isdigit() else mandate.division)


def add(deputy: str, fields: dict[str, Any], mandate: str, caller: Caller, now: datetime) -> Deputy:
    """Adds a mandate under the id ``mandate``, made from the request: one that stands there already is the
    same request again, whatever has happened to it since.

    Raises ``mandate_exists`` for a second one in the same congress and term. Two calls.
    """
    added = make(fields, mandate, legal_day(now))
    require_reach(caller, added)
    item = store.load(deputy, consistent=True)
    found = value_of(item, Deputy)
    for standing in found.mandates:
        if standing.id == mandate:
            return found
        if same_half(standing.id, mandate):
            raise Refusal("idempotency_key_reused")
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
    event = MandateEvent(action, fields["on"], domain.reason_of(action, fields.get("reason")))
    if len(standing.events) >= MOST_EVENTS:
        raise Refusal("limit_reached", limit=MOST_EVENTS)
    after = _with(found, domain.apply(standing, event))
    told = history.of_deputy(_TOLD[action], caller.person, now, found, after)
    return store.save(item, after, Refusal("stale_version"), told)


def correct(
    deputy: str, mandate: str, fields: dict[str, Any], version: int, caller: Caller, now: datetime
) -> Deputy:
    """Puts right what was entered wrongly, for a reason that the history keeps. The caller keeps the mandate
    before and after. Raises ``mandate_not_found``, ``mandate_exists``, ``mandate_events_outside``,
    ``mandate_end_entered``. Two calls, one where nothing differs.
    """
    reason = fields.pop("reason")
    item, found, standing = _load(deputy, mandate)
    caller.require_reach(OVERSEERS, standing.keeper)
    require_version(item, version)
    if "begins" in fields:
        _check_begins(fields["begins"], legal_day(now), "body")
    if "electing_unit" in fields:
        unit = fields["electing_unit"]
        domain.check_electing_unit(standing.level, standing.division, unit, "body.electing_unit")
    corrected = domain.correct(standing, fields)
    caller.require_reach(OVERSEERS, corrected.keeper)
    if corrected.ends is not None and corrected.ends < corrected.begins:
        field = "ends" if "ends" in fields else "begins"
        raise invalid(f"body.{field}", "结束日期不得早于开始日期", "must not end before it begins")
    if any(held.congress == corrected.congress for held in found.mandates if held is not standing):
        raise Refusal("mandate_exists")
    if corrected == standing:
        return found
    after = _with(found, corrected)
    told = history.of_deputy(What.MANDATE_CORRECTED, caller.person, now, found, after, reason)
    return store.save(item, after, Refusal("stale_version"), told)


def withdraw(deputy: str, mandate: str, reason: str, version: int, caller: Caller, now: datetime) -> Deputy:
    """Takes back the mandate's last event, entered by mistake; the history keeps both. Raises
    ``mandate_not_found``, ``mandate_no_event``. Two calls."""
    item, found, standing = _load(deputy, mandate)
    caller.require_reach(OVERSEERS, standing.keeper)
    require_version(item, version)
    after = _with(found, domain.withdraw(standing))
    told = history.of_deputy(What.MANDATE_EVENT_WITHDRAWN, caller.person, now, found, after, reason)
    return store.save(item, after, Refusal("stale_version"), told)


def _check_begins(begins: date, today: date, where: str) -> None:
    if not FIRST_DAY <= begins <= year_after(today):
        raise invalid(
            f"{where}.begins",
            f"应在 {FIRST_DAY} 与 {year_after(today)} 之间",
            f"must lie between {FIRST_DAY} and {year_after(today)}",
        )


def _with(deputy: Deputy, mandate: Mandate) -> Deputy:
    held = tuple(mandate if held.id == mandate.id else held for held in deputy.mandates)
    return replace(deputy, mandates=held)


def _load(deputy: str, mandate: str) -> tuple[RegistryItem, Deputy, Mandate]:
    item = store.load(deputy, consistent=True)
    found = value_of(item, Deputy)
    for standing in found.mandates:
        if standing.id == mandate:
            return item, found, standing
    raise Refusal("mandate_not_found")
