"""A reception day as arranged: who receives, where, how many; who has booked; what was said."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shared.domain.members import Office


class Opening(StrEnum):
    """For whom a reception day is open."""

    DEPUTIES = "deputies"
    RESIDENTS = "residents"


@dataclass(frozen=True, slots=True)
class Slot:
    """``at`` is the local time (``09:00``); ``places`` how many can come then."""

    at: str
    places: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether it was held; ``received`` counts everybody, ``deputies`` are those of them who are deputies."""

    held: bool
    at: datetime
    by: str
    received: int = 0
    deputies: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Reception:
    """``id`` is that of its records. ``rule`` names the day."""

    id: str
    division: str
    day: date
    rule: str
    leader: str
    leader_name: str
    office: Office
    place: str
    slots: tuple[Slot, ...]
    open_to: tuple[Opening, ...]
    note: str | None = None
    outcome: Outcome | None = None
    version: int = 1

    @property
    def capacity(self) -> int:
        """How many can come in all."""
        return sum(slot.places for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Places:
    """What is left of each slot's places, by its time without the colon."""

    left: dict[str, int]
    version: int = 1


@dataclass(frozen=True, slots=True)
class Booking:
    """One person comes once a day. ``topic`` is what it is about, in the person's words."""

    id: str
    division: str
    day: date
    person: str
    slot: str
    topic: str
    deputy: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said at a reception. ``opinion`` refers to what was made of it, once something is."""

    id: str
    division: str
    day: date
    topic: str
    text: str
    by: str
    at: datetime
    booking: str | None = None
    deputy: str | None = None
    answer: str | None = None
    opinion: str | None = None
    version: int = 1
