"""An activity: what is held, by whom, where and when, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shared.domain.places import division_of

Told = str | bool | int
"""What a fact of the rules can be."""


class State(StrEnum):
    """Draft, then announced, under way and closed; cancelled before it is closed. What was held without being
    announced goes from draft to under way."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    UNDER_WAY = "under_way"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class OrganiserKind(StrEnum):
    """Who can hold an activity; what is held is recorded under it. A deputy holds only inspections with the
    own deputy card (Deputies Law art. 29)."""

    COMMITTEE = "committee"
    STATION = "station"
    GROUP = "group"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class Organiser:
    """``id`` is the division of the standing committee (a township's congress has its own), a station's id,
    a group's or a deputy's. ``body`` is the committee's body that prepares the activity, in words, if not it
    itself."""

    kind: OrganiserKind
    id: str
    body: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item of the agenda and the field (of a deputy's fields) that it belongs to. ``act`` is what will be
    done, in a word of the rules, where they bar it or ask for somebody's consent."""

    title: str
    field: str | None = None
    speakers: int | None = None
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """Why a rule that binds generally was not followed at the announcement: the rule and the reason."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Consent:
    """Consent to an act, or a recommendation for it, by a body that the rules name."""

    act: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Activity:
    """``kind`` is a word of the rules. ``scope`` is the division or station whose roles reach the activity;
    ``congress`` the division whose rulebook binds it. ``starts`` and ``ends`` carry an offset. ``capacity``
    and ``speaking_slots`` are numbers of deputies; without a capacity everybody finds a seat. Invitees
    answer until ``reply_by``, else until the start; ``reminders`` are minutes before it.

    What the rules ask of it is told in their words: ``occasions`` are what else it is (a plenary meeting),
    ``facts`` what their conditions look at, ``provided`` the items of checklists that the organiser states
    to be there. ``report`` is what an inspection with the card found. ``session_record`` is the reference of
    the record that tells the days of a congress session.
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
    occasions: tuple[str, ...] = ()
    facts: Mapping[str, Told] = field(default_factory=dict)
    provided: tuple[str, ...] = ()
    consents: tuple[Consent, ...] = ()
    departures: tuple[Departure, ...] = ()
    announced_at: datetime | None = None
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    cancelled_at: datetime | None = None
    reason: str | None = None
    report: str | None = None
    session_record: str | None = None
    version: int = 1

    @property
    def division(self) -> str:
        """The division of the scope."""
        return division_of(self.scope)

    @property
    def about_fields(self) -> frozenset[str]:
        """The fields (of deputies' fields) that the activity and its agenda belong to."""
        return frozenset((*self.fields, *(item.field for item in self.agenda if item.field is not None)))

    @property
    def words(self) -> tuple[str, ...]:
        """What the activity is, in the rules' words: its kind first."""
        return tuple(dict.fromkeys((self.kind, *self.occasions)))

    @property
    def announced(self) -> bool:
        """Whether invitees were ever told of it."""
        return self.announced_at is not None

    @property
    def hidden(self) -> bool:
        """Whether only those who prepare it see it: a draft, also one that was given up."""
        given_up = self.state is State.CANCELLED and not self.announced
        return self.state is State.DRAFT or given_up

    @property
    def answer_until(self) -> datetime:
        """The last moment at which an invitee can answer."""
        return self.reply_by or self.starts
