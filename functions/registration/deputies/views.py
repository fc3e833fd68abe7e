"""A deputy's entry as somebody may see it."""

from datetime import date
from typing import Any

from shared.domain.deputies import Deputy
from shared.domain.mandates import Mandate
from shared.domain.roles import READERS, Caller

_FIELDS = (
    "id",
    "name",
    "station",
    "placed_on",
    "phone_mask",
    "gender",
    "grassroots",
    "fields",
    "card",
    "armed_forces_unit",
    "version",
)
_MANDATE_FIELDS = ("id", "level", "division", "term", "electing_unit", "begins", "ends", "events")


def may_see_all(caller: Caller, deputy: Deputy) -> bool:
    """The deputy themself, and those who read what their home's stations and deputies record."""
    return caller.person == deputy.id or caller.reaches(READERS, deputy.home)


def require_sight(caller: Caller, deputy: Deputy) -> None:
    """Raises ``Refusal("role_missing")`` or ``Refusal("out_of_scope")`` unless the caller may see all."""
    if caller.person != deputy.id:
        caller.require_reach(READERS, deputy.home)


def whole(deputy: Deputy, today: date) -> dict[str, Any]:
    """Everything but the phone; the status of each mandate, and whether one goes on, as of ``today``."""
    shown = {name: getattr(deputy, name) for name in _FIELDS}
    mandates = [_mandate(mandate, today) for mandate in deputy.mandates]
    return {**shown, "mandates": mandates, "serving": deputy.serves_from(today)}


def public(deputy: Deputy, today: date) -> dict[str, Any]:
    """What everybody signed in may know of a deputy; the rest is null. That a mandate is over is announced
    to the public (Deputies Law art. 62)."""
    mandates = [
        {
            **dict.fromkeys((*_MANDATE_FIELDS, "status")),
            "level": mandate.level,
            "division": mandate.division,
            "term": mandate.term,
        }
        for mandate in deputy.mandates
    ]
    shown = {name: getattr(deputy, name) for name in ("id", "name", "station", "version")}
    serving = deputy.serves_from(today)
    return {**dict.fromkeys(_FIELDS), **shown, "mandates": mandates, "serving": serving}


def _mandate(mandate: Mandate, today: date) -> dict[str, Any]:
    shown = {name: getattr(mandate, name) for name in _MANDATE_FIELDS}
    return {**shown, "status": mandate.status_on(today)}
