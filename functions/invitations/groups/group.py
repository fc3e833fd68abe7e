"""What a deputy group plans for a year, and what its members wish (Datong art. 6, Shenzhen art. 7)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shared.domain.groups import GroupKind


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One activity that is planned; ``kind`` is a word of the rules, ``month`` from 1 to 12."""

    title: str
    kind: str | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A group's plan of a year."""

    group: str
    year: int
    text: str
    items: tuple[PlanItem, ...]
    by: str
    at: datetime
    version: int = 1


class WishState(StrEnum):
    """Put to the vote; wished by the greater number; not wished when the vote closed."""

    OPEN = "open"
    CARRIED = "carried"
    NOT_CARRIED = "not_carried"


@dataclass(frozen=True, slots=True)
class Wish:
    """An activity that a member of the group proposes. ``yes`` and ``no`` count the votes of those who are in
    the group, ``size`` its deputies, all as of the last vote. Once carried, it stays so."""

    id: str
    group: str
    group_name: str
    group_kind: GroupKind
    congress: str
    division: str
    title: str
    closes: datetime
    proposed_by: str
    proposed_at: datetime
    text: str | None = None
    kind: str | None = None
    planned_for: date | None = None
    yes: int = 0
    no: int = 0
    size: int = 0
    carried_at: datetime | None = None
    version: int = 1

    @property
    def is_wished(self) -> bool:
        """Whether the greater number of the group is for it: more than half of all, not of those who
        voted."""
        return 2 * self.yes > self.size

    def state(self, now: datetime) -> WishState:
        """Where it stands."""
        if self.carried_at is not None:
            return WishState.CARRIED
        return WishState.OPEN if now < self.closes else WishState.NOT_CARRIED


@dataclass(frozen=True, slots=True)
class Vote:
    """What one member of the group says; the last word counts."""

    person: str
    yes: bool
    at: datetime
