"""An activity: what is held, by whom, where and when, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.domain.places import division_of


class State(StrEnum):
    """Draft, then announced, under way and closed; cancelled from any state but the last."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    UNDER_WAY = "under_way"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class OrganiserKind(StrEnum):
    """Who can hold an activity; what is held is recorded under it."""

    COMMITTEE = "committee"
    STATION = "station"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Organiser:
    """``id`` is the division of the standing committee (a township's congress has its own), a station's id
    or a group's. ``body`` is the committee's body that prepares the activity, in words, if not it itself."""

    kind: OrganiserKind
    id: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item of the agenda and the field (of a deputy's fields) that it belongs to."""

    title: str
    field: str | None = None
    speakers: int | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """Why a rule that binds generally was not followed at the announcement: the rule and the reason."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Activity:
    """``kind`` is a word of the rules. ``scope`` is the division or station whose roles reach the activity;
    ``congress`` the division whose rulebook binds it. ``starts`` and ``ends`` carry an offset. ``capacity``
    and ``speaking_slots`` are numbers of deputies; without a capacity everybody finds a seat. Invitees
    answer until ``reply_by``, else until the start.
    """

    id: str
    kind: str
    title: str
    organiser: Organiser
    scope: str
    congress: str
    starts: datetime
    ends: datetime
    created_by: str
    created_at: datetime
    state: State = State.DRAFT
    station: str | None = None
    place: str | None = None
    reply_by: datetime | None = None
    capacity: int | None = None
    speaking_slots: int | None = None
    agenda: tuple[AgendaItem, ...] = ()
    fields: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    about: str | None = None
    reminders: tuple[int, ...] = ()
    departures: tuple[Departure, ...] = ()
    announced_at: datetime | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    cancelled_at: datetime | None = None
    reason: str | None = None
    version: int = 1

    @property
    def division(self) -> str:
        """The division of the scope."""
        return division_of(self.scope)

    @property
    def answer_until(self) -> datetime:
        """The last moment at which an invitee can answer."""
        return self.reply_by or self.starts
