"""Liaison stations: their kinds, opening hours, staff and what is still vacant.

Shangqiu art. 6-8, 14, 15, 25 and Shenzhen art. 22 name the kinds, the equipment and the posts.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from shared.domain.places import Place


class StationType(StrEnum):
    """What a place is called in the regulations."""

    LIAISON_STATION = "liaison_station"
    DEPUTY_HOME = "deputy_home"
    CENTRAL_STATION = "central_station"
    COMMUNITY_POINT = "community_point"
    INDUSTRY_POINT = "industry_point"
    ONLINE_STATION = "online_station"
    DEVELOPMENT_ZONE = "development_zone"


class Post(StrEnum):
    """A post at a station (Shangqiu art. 8). Head and liaison officer are required."""

    HEAD = "head"
    LIAISON_OFFICER = "liaison_officer"
    SPECIALIST = "specialist"


REQUIRED_POSTS = (Post.HEAD, Post.LIAISON_OFFICER)


class StationStatus(StrEnum):
    """A closed station keeps its records; its codes are refused."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """One weekday (ISO: 1 Monday .. 7 Sunday) and the local times between which the doors are open."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Posting:
    """Who holds a post since when."""

    post: Post
    person: str
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class Station:
    """A station as registered. ``version`` grows with every change; ``rotation`` revokes codes."""

    id: str
    division: str
    name: str
    type: StationType
    address: str = ""
    place: Place | None = None
    opening_hours: tuple[OpeningHours, ...] = ()
    facilities: tuple[str, ...] = ()
    mailbox: bool = False
    legislative_contact_point: bool = False
    demonstration: bool = False
    staff: tuple[Posting, ...] = ()
    status: StationStatus = StationStatus.OPEN
    closed_on: date | None = None
    rotation: int = 1
    version: int = 1

    @property
    def vacancies(self) -> tuple[Post, ...]:
        """The required posts that nobody holds."""
        held = {posting.post for posting in self.staff}
        return tuple(post for post in REQUIRED_POSTS if post not in held)
