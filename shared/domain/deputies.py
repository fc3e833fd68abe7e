"""A deputy as registered: name, fields, card, mandates and the station of placement."""

from dataclasses import dataclass
from datetime import date

from shared.domain.mandates import Mandate, MandateStatus
from shared.domain.roles import Grant, Role


@dataclass(frozen=True, slots=True)
class Card:
    """The deputy card that a congress issues to its deputies (Deputies Law art. 49)."""

    number: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class Deputy:
    """``id`` is the person's. ``armed_forces_unit`` organises deputies of the armed forces itself
    (Shangqiu art. 11), so they are placed in no station. ``placed_on`` is the day of the placement in
    ``station``. ``phone_mask`` is all that others see.
    """

    id: str
    name: str
    phone_mask: str
    mandates: tuple[Mandate, ...]
    grassroots: bool = False
    gender: str | None = None
    fields: tuple[str, ...] = ()
    card: Card | None = None
    station: str | None = None
    placed_on: date | None = None
    armed_forces_unit: str | None = None
    version: int = 1

    @property
    def home(self) -> str:
        """The code under which the deputy is listed and reached: the station's, else the electing
        unit's if that is a division, else the congress's division, of the first mandate not ended."""
        if self.station is not None:
            return self.station
        held = (mandate for mandate in self.mandates if mandate.status is not MandateStatus.ENDED)
        first = next(held, self.mandates[0])
        return first.electing_unit if first.electing_unit.isdigit() else first.division

    def serves_from(self, day: date) -> bool:
        """Whether a mandate goes on or begins on ``day`` or later; a suspended one goes on."""
        return any(mandate.ends is None or day <= mandate.ends for mandate in self.mandates)

    def grants(self, day: date) -> tuple[Grant, ...]:
        """The roles that the mandates active on ``day`` give."""
        return tuple(
            Grant(Role.DEPUTY, mandate.division) for mandate in self.mandates if mandate.active_on(day)
        )
