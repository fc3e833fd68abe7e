"""Liaison stations: their kinds, places, opening hours, staff and what is still vacant.

Shangqiu art. 6-8, 14, 15, 25 and Shenzhen art. 22 name the kinds, the equipment and the posts.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


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
class Place:
    """Latitude and longitude in degrees, WGS-84; radius in metres within which a visit is inside."""

    lat: float
    lng: float
    radius: int = 200


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


ID_PATTERN = r"(?:[0-9]{4}|[0-9]{6}|[0-9]{9})-(?:0[1-9]|[1-9][0-9])"
"""The code of a city, county or township, and a serial from 01 to 99."""


def station_id(division: str, serial: int) -> str:
    """``411402001-01``: the division can be read from the id, so reach needs no look-up."""
    return f"{division}-{serial:02d}"


def division_of(station: str) -> str:
    """The division in a station's id."""
    return station.split("-", 1)[0]


def is_station_id(text: str) -> bool:
    """Whether ``text`` has the form of a station's id."""
    return re.fullmatch(ID_PATTERN, text, re.ASCII) is not None


_EARTH_RADIUS = 6_371_000


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres between two (latitude, longitude) pairs in degrees, on a sphere (haversine)."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    half_lat = (lat_b - lat_a) / 2
    half_lng = math.radians(b[1] - a[1]) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lng) ** 2
    return 2 * _EARTH_RADIUS * math.asin(min(1.0, math.sqrt(chord)))
