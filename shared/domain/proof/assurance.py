"""How well a visit is proven. A genuine code is never refused for weak proof: it is graded and flagged.

| proof | timing | inside | unknown | outside |
|---|---|---|---|---|
| rotating code | live | A | B | D |
| rotating code | late | B | C | E |
| poster | live | B | D | E |
| poster | late | C | D | E |
| staff entry | live | C | C | C |
| staff entry | late | D | D | D |

A: a screen, at the station, now. E: nothing but paper or an old code, and the phone says elsewhere.
A poster can be photographed and used from anywhere, so without a location it proves little; behind
a staff entry stands a person who answers for it, wherever the phone is. The province says which
grades count; the others are kept, shown and open to audit.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from shared.domain.places import Place, distance
from shared.domain.proof.codes import Verified
from shared.domain.proof.datum import Datum, to_wgs84
from shared.domain.proof.payload import Form

ACCURACY_LIMIT = 150
"""Metres. A phone less sure than this of where it is cannot prove that it is inside."""


class Proof(StrEnum):
    """What proves that somebody was there."""

    ROTATING = "rotating"
    POSTER = "poster"
    STAFF = "staff"


class Whereabouts(StrEnum):
    """Where the phone was, measured from the location and radius of the station or the activity."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Timing(StrEnum):
    """Whether the visit arrived when it happened. A staff entry is live on the legal day of the visit."""

    LIVE = "live"
    LATE = "late"


class Flag(StrEnum):
    """What an auditor should look at."""

    OUTSIDE_RADIUS = "outside_radius"
    NO_LOCATION = "no_location"
    """The phone sent none."""
    STATION_UNLOCATED = "station_unlocated"
    """The code carries none, so there is nothing to measure from."""
    POOR_ACCURACY = "poor_accuracy"
    LATE_UPLOAD = "late_upload"
    TIME_CLAIMED = "time_claimed"
    """The time is what the phone or the staff say; nothing else proves it."""
    STAFF_ENTRY = "staff_entry"


class Grade(StrEnum):
    """A is best. What each means is the table at the head of this module."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


_COLUMNS = (Whereabouts.INSIDE, Whereabouts.UNKNOWN, Whereabouts.OUTSIDE)
_ROWS = {
    (Proof.ROTATING, Timing.LIVE): "ABD",
    (Proof.ROTATING, Timing.LATE): "BCE",
    (Proof.POSTER, Timing.LIVE): "BDE",
    (Proof.POSTER, Timing.LATE): "CDE",
    (Proof.STAFF, Timing.LIVE): "CCC",
    (Proof.STAFF, Timing.LATE): "DDD",
}
GRADES = {
    (proof, timing, place): Grade(letter)
    for (proof, timing), letters in _ROWS.items()
    for place, letter in zip(_COLUMNS, letters, strict=True)
}
"""The table at the head of this module."""


class Fix(NamedTuple):
    """Where a phone says it is: degrees in ``datum``; ``accuracy`` is the radius it is sure of, metres."""

    lat: float
    lng: float
    accuracy: float | None = None
    datum: Datum = Datum.WGS84


class Assurance(NamedTuple):
    """How a visit was proven. ``distance`` is metres from the station, if both locations are known."""

    proof: Proof
    place: Whereabouts
    timing: Timing
    flags: tuple[Flag, ...]
    distance: int | None = None

    @property
    def grade(self) -> Grade:
        """The grade that the table gives."""
        return GRADES[self.proof, self.timing, self.place]


def of_scan(verified: Verified, fix: Fix | None) -> Assurance:
    """The assurance of a scan whose code was verified; ``fix`` is the phone's location at the scan."""
    place, metres, flags = _locate(verified.place, fix)
    if verified.late:
        flags.append(Flag.LATE_UPLOAD)
        if verified.form is Form.POSTER:
            flags.append(Flag.TIME_CLAIMED)
    timing = Timing.LATE if verified.late else Timing.LIVE
    return Assurance(Proof(verified.form), place, timing, tuple(flags), metres)


def of_staff_entry(day: date, today: date) -> Assurance:
    """The assurance of a visit on ``day`` that staff of the station enter ``today`` (legal days)."""
    flags = [Flag.STAFF_ENTRY, Flag.TIME_CLAIMED]
    if day == today:
        timing = Timing.LIVE
    else:
        timing = Timing.LATE
        flags.append(Flag.LATE_UPLOAD)
    return Assurance(Proof.STAFF, Whereabouts.UNKNOWN, timing, tuple(flags))


def counts(grade: Grade, counted_grades: Collection[str]) -> bool:
    """Whether visits of this grade count in a province that counts these, e.g. ``"ABC"``."""
    return grade.value in counted_grades


def _locate(station: Place | None, fix: Fix | None) -> tuple[Whereabouts, int | None, list[Flag]]:
    """A doubt of up to ``ACCURACY_LIMIT`` is the visitor's gain; a larger one only ever proves absence."""
    flags = []
    if fix is None:
        flags.append(Flag.NO_LOCATION)
    elif fix.accuracy is not None and fix.accuracy > ACCURACY_LIMIT:
        flags.append(Flag.POOR_ACCURACY)
    if station is None:
        flags.append(Flag.STATION_UNLOCATED)
    if fix is None or station is None:
        return Whereabouts.UNKNOWN, None, flags
    metres = distance((station.lat, station.lng), to_wgs84(fix.lat, fix.lng, fix.datum))
    if metres > station.radius + (fix.accuracy or 0):
        return Whereabouts.OUTSIDE, round(metres), [Flag.OUTSIDE_RADIUS, *flags]
    inside = Flag.POOR_ACCURACY not in flags
    return Whereabouts.INSIDE if inside else Whereabouts.UNKNOWN, round(metres), flags
