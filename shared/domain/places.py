"""Where a station is: its id, which carries its division, and its place on the globe.

All that a scan needs to know of stations; the rest of a station is in ``shared.domain.stations``.
"""

import math
import re
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Place:
    """Latitude and longitude in degrees, WGS-84; radius in metres within which a visit is inside."""

    lat: float
    lng: float
    radius: int = 200


_EARTH_RADIUS = 6_371_000


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres between two (latitude, longitude) pairs in degrees, on a sphere (haversine)."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    half_lat = (lat_b - lat_a) / 2
    half_lng = math.radians(b[1] - a[1]) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lng) ** 2
    return 2 * _EARTH_RADIUS * math.asin(min(1.0, math.sqrt(chord)))
