"""What one good row of each kind of roster says. Fields bear the names of their columns."""

from dataclasses import dataclass
from datetime import date

from shared.domain.deputies import Card
from shared.domain.divisions import Level
from shared.domain.places import Place, station_id
from shared.domain.roles import Role
from shared.domain.stations import OpeningHours, Post, StationType


@dataclass(frozen=True, slots=True)
class StationRow:
    """A station (Shangqiu art. 6-8, 14, 15). ``lat`` and ``lng`` in degrees, ``radius`` in metres."""

    division: str
    serial: int
    name: str
    type: StationType
    address: str
    lat: float | None
    lng: float | None
    radius: int | None
    opening_hours: tuple[OpeningHours, ...]
    facilities: tuple[str, ...]
    mailbox: bool
    legislative_contact_point: bool
    demonstration: bool

    @property
    def id(self) -> str:
        """The station's id, from division and serial."""
        return station_id(self.division, self.serial)

    @property
    def place(self) -> Place | None:
        """Where it is, with the usual radius if none is given; ``None`` without coordinates."""
        if self.lat is None or self.lng is None:
            return None
        return Place(self.lat, self.lng) if self.radius is None else Place(self.lat, self.lng, self.radius)

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two rows the same station."""
        return (self.id,)


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """A deputy and one mandate; who holds several mandates has a row for each.

    ``phone`` in E.164; ``division`` is the congress's; ``electing_unit`` a division code or a name;
    ``ends`` is the mandate's last day. A deputy of the armed forces has ``armed_forces_unit`` and no
    ``station`` (Shangqiu art. 11).
    """

    phone: str
    name: str
    gender: str | None
    grassroots: bool
    fields: tuple[str, ...]
    level: Level
    division: str
    electing_unit: str
    term: int
    begins: date
    ends: date | None
    card_number: str
    card_issued_on: date | None
    station: str | None
    armed_forces: bool
    armed_forces_unit: str | None

    @property
    def card(self) -> Card | None:
        """The deputy card, if the row names one."""
        if not self.card_number or self.card_issued_on is None:
            return None
        return Card(self.card_number, self.card_issued_on)

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two rows the same mandate: person, congress and term."""
        return self.phone, self.level, self.division, str(self.term)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody's work at a station, for a congress or for a standing committee.

    ``position`` is a role, or the post of specialist, which gives no rights (Shangqiu art. 8).
    ``division`` is always set; for the staff of a station it is the station's.
    """

    phone: str
    name: str
    position: Role | Post
    division: str
    station: str | None
    title: str

    @property
    def role(self) -> Role | None:
        """The role that the position gives, if any."""
        return self.position if isinstance(self.position, Role) else None

    @property
    def post(self) -> Post | None:
        """The post at the station, if it is one."""
        if isinstance(self.position, Post):
            return self.position
        return _POSTS.get(self.position)

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two rows the same work: person, position and where."""
        return self.phone, self.position, self.station or self.division


_POSTS = {Role.STATION_HEAD: Post.HEAD, Role.LIAISON_OFFICER: Post.LIAISON_OFFICER}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A handling unit; ``number`` is the office's own, ``telephone`` a landline."""

    number: str
    name: str
    division: str
    contact: str
    telephone: str
    category: str

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two rows the same unit: its number, or its name where it has none."""
        return ("number", self.division, self.number) if self.number else ("name", self.division, self.name)


RosterRow = StationRow | DeputyRow | StaffRow | UnitRow
