"""The two datums in which phones in China say where they are.

The API takes WGS-84, what satellites and the phone's own location service speak. Chinese maps and
WeChat's ``getLocation({type: "gcj02"})`` speak GCJ-02, which lies 100 to 700 m away: enough to put a
visitor outside the station. An app that has only GCJ-02 says so in the field ``datum``, and the point
is converted here; the published approximation of the offset is undone to within about a metre of
itself and some metres of the official one, which has never been published.
"""

from enum import StrEnum
from math import cos, pi, radians, sin, sqrt

_AXIS = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
"""Both of the Krasovsky 1940 ellipsoid, on which the approximation was fitted."""


class Datum(StrEnum):
    """The datum of a point: ``wgs84`` unless the app says ``gcj02``."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"


def to_wgs84(lat: float, lng: float, datum: Datum) -> tuple[float, float]:
    """Latitude and longitude (degrees) of this point in WGS-84.

    A point outside mainland China, where GCJ-02 is not used, is moved all the same: it is far from
    every station either way.
    """
    if datum is Datum.WGS84:
        return lat, lng
    guess = (lat, lng)
    for _ in range(3):
        north, east = gcj02_offset(*guess)
        guess = (lat - north, lng - east)
    return guess


def gcj02_offset(lat: float, lng: float) -> tuple[float, float]:
    """Degrees north and east by which GCJ-02 moves this WGS-84 point."""
    x, y = lng - 105, lat - 35
    common = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    waves_north = common + _waves(y, (20, 1), (40, 3), (160, 12), (320, 30))
    waves_east = common + _waves(x, (20, 1), (40, 3), (150, 12), (300, 30))
    metres_north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves_north * 2 / 3
    metres_east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves_east * 2 / 3
    curve = 1 - _ECCENTRICITY_SQUARED * sin(radians(lat)) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY_SQUARED) / (curve * sqrt(curve))
    parallel = _AXIS / sqrt(curve) * cos(radians(lat))
    return metres_north / radians(meridian), metres_east / radians(parallel)


def _waves(position: float, *terms: tuple[int, int]) -> float:
    return sum(height * sin(pi * position / length) for height, length in terms)
