"""Handling units: the organs that handle suggestions and opinions (Deputies Law art. 51)."""

from dataclasses import dataclass

from shared.domain.ids import derived_id


@dataclass(frozen=True, slots=True)
class Unit:
    """``number`` is the office's own for the unit, ``contact`` the name of who answers there,
    ``telephone`` a landline. An inactive unit takes nothing new."""

    id: str
    division: str
    name: str
    number: str | None = None
    category: str | None = None
    contact: str | None = None
    telephone: str | None = None
    active: bool = True
    version: int = 1


def unit_id(division: str, name: str, number: str | None) -> str:
    """A unit is the same unit wherever its division and number, or name where it has none, are the same:
    registering it twice arrives at one id."""
    return derived_id("u", division, "number", number) if number else derived_id("u", division, "name", name)
