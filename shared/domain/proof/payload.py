"""The binary form of a code, and its one spelling as text.

Big-endian; a station's is 24 bytes long (32 characters), an activity's 32 (43); each 8 bytes more with a
location (43, 54 characters):

| bytes | field |
|---|---|
| 1 | version (4 bits, now 1), a zero bit, activity (1 bit), located (1 bit), poster (1 bit) |
| 5 | station: division's length less 4 (3 bits), division (30 bits), serial (7 bits) |
| 13 | or activity: the number that its id writes (100 bits) |
| 2 | rotation of the key, 1..65535 |
| 4 | rotating: number of the window; poster: day of issue, last day (16 bits each, from 1 January 1970) |
| 8 | if located: latitude + 90 (25 bits), longitude + 180 (26 bits), radius (13 bits) |
| 12 | truncated HMAC-SHA256 of all the bytes before it |

Degrees are counted in 1e-5 (about a metre), the radius in metres.

As text: base64url (RFC 4648 section 5) without padding. Text is accepted only if it is exactly what
its own bytes are written as, and bytes only if they are exactly what their own fields are packed as.
"""

import base64
import struct
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from shared.domain.errors import Refusal
from shared.domain.ids import is_id, number_of, numbered_id
from shared.domain.places import Place, is_station_id
from shared.domain.proof.reasons import Reason

VERSION = 1
MAC_BYTES = 12
MAX_ROTATION = 0xFFFF
MAX_RADIUS = 8191
"""Metres; the largest radius that a code can carry."""
ACTIVITY_PREFIX = "a"
"""Of the ids of activities (`shared.domain.ids`)."""

_HEAD = {False: struct.Struct(">B5sHI"), True: struct.Struct(">B13sHI")}
"""Of a station's code, of an activity's."""
_PLACE_BYTES = 8
_ACTIVITY_BYTES = 13
_POSTER = 0b01
_LOCATED = 0b10
_ACTIVITY = 0b100
_DEGREE = 100_000
_DAY_ZERO = date(1970, 1, 1).toordinal()
_SHORTEST_TEXT = 32
_LONGEST_TEXT = 64


class Form(StrEnum):
    """How a code is shown: on a screen, new in every window, or on paper for long."""

    ROTATING = "rotating"
    POSTER = "poster"


class Purpose(StrEnum):
    """What a scan of a code tells: a visit to a station, or that somebody attends an activity. A code of one
    is never good for the other."""

    STATION = "station"
    ACTIVITY = "activity"


class Rotating(NamedTuple):
    """A code for a screen: proves its subject (a station, an activity) and its window (counted from 1970 in
    ``codes.WINDOW``)."""

    subject: str
    rotation: int
    window: int
    place: Place | None = None

    @property
    def form(self) -> Form:
        """On a screen."""
        return Form.ROTATING


class Poster(NamedTuple):
    """A code for paper: proves its subject on the legal days from ``issued`` to ``expires``, both counted."""

    subject: str
    rotation: int
    issued: date
    expires: date
    place: Place | None = None

    @property
    def form(self) -> Form:
        """On paper."""
        return Form.POSTER


Code = Rotating | Poster


def purpose_of(subject: str) -> Purpose:
    """What codes of this subject are for."""
    return Purpose.ACTIVITY if is_id(ACTIVITY_PREFIX, subject) else Purpose.STATION


def read(text: str) -> Code:
    """What a code says of itself, nothing of it proven.

    Raises ``Refusal`` with ``code_malformed`` or ``code_unknown_version``.
    """
    return split(text)[0]


def split(text: str) -> tuple[Code, bytes, bytes]:
    """A code's fields, the bytes that its MAC covers, and the MAC. Raises as :func:`read`."""
    if not _SHORTEST_TEXT <= len(text) <= _LONGEST_TEXT:
        raise Refusal(Reason.CODE_MALFORMED)
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise Refusal(Reason.CODE_MALFORMED) from error
    if join(raw) != text:
        raise Refusal(Reason.CODE_MALFORMED)
    if raw[0] >> 4 != VERSION:
        raise Refusal(Reason.CODE_UNKNOWN_VERSION)
    signed, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    try:
        code = _unpack(signed)
        canonical = pack(code) == signed
    except (ValueError, struct.error) as error:
        raise Refusal(Reason.CODE_MALFORMED) from error
    if not canonical:
        raise Refusal(Reason.CODE_MALFORMED)
    return code, signed, mac


def join(signed: bytes, mac: bytes = b"") -> str:
    """The text of a code of these bytes."""
    return base64.urlsafe_b64encode(signed + mac).rstrip(b"=").decode("ascii")


def pack(code: Code) -> bytes:
    """The bytes that a MAC is made over. Raises ``ValueError`` for a field that does not fit."""
    activity = purpose_of(code.subject) is Purpose.ACTIVITY
    flags = (
        (_POSTER if isinstance(code, Poster) else 0)
        | (_LOCATED if code.place else 0)
        | (_ACTIVITY if activity else 0)
    )
    if not 1 <= code.rotation <= MAX_ROTATION:
        raise ValueError(f"rotation {code.rotation} is not 1..{MAX_ROTATION}")
    if isinstance(code, Poster):
        issued, expires = code.issued.toordinal() - _DAY_ZERO, code.expires.toordinal() - _DAY_ZERO
        if not 0 <= issued <= expires <= 0xFFFF:
            raise ValueError(f"a poster cannot be valid from {code.issued} to {code.expires}")
        when = issued << 16 | expires
    else:
        when = code.window
    if not 0 <= when <= 0xFFFF_FFFF:
        raise ValueError(f"window {when} is out of range")
    subject = _pack_activity(code.subject) if activity else _pack_station(code.subject)
    head = _HEAD[activity].pack(VERSION << 4 | flags, subject, code.rotation, when)
    return head + (_pack_place(code.place) if code.place else b"")


def _unpack(signed: bytes) -> Code:
    activity = bool(signed[0] & _ACTIVITY)
    layout = _HEAD[activity]
    header, packed, rotation, when = layout.unpack(signed[: layout.size])
    rest = signed[layout.size :]
    if len(rest) != (_PLACE_BYTES if header & _LOCATED else 0):
        raise ValueError("wrong length")
    subject = _unpack_activity(packed) if activity else _unpack_station(packed)
    place = _unpack_place(rest) if rest else None
    if header & _POSTER:
        issued, expires = (date.fromordinal(_DAY_ZERO + day) for day in (when >> 16, when & 0xFFFF))
        return Poster(subject, rotation, issued, expires, place)
    return Rotating(subject, rotation, when, place)


def _pack_station(station: str) -> bytes:
    if not is_station_id(station):
        raise ValueError(f"{station!r} is not a station's id")
    division, _, serial = station.partition("-")
    return ((len(division) - 4) << 37 | int(division) << 7 | int(serial)).to_bytes(5, "big")


def _unpack_station(packed: bytes) -> str:
    number = int.from_bytes(packed, "big")
    length, division, serial = (number >> 37) + 4, number >> 7 & (1 << 30) - 1, number & 0x7F
    return f"{division:0{length}d}-{serial:02d}"


def _pack_activity(activity: str) -> bytes:
    return number_of(activity).to_bytes(_ACTIVITY_BYTES, "big")


def _unpack_activity(packed: bytes) -> str:
    return numbered_id(ACTIVITY_PREFIX, int.from_bytes(packed, "big"))


def _pack_place(place: Place) -> bytes:
    if not (abs(place.lat) <= 90 and abs(place.lng) <= 180 and 1 <= place.radius <= MAX_RADIUS):
        raise ValueError(f"{place} is off the globe, or its radius is not 1..{MAX_RADIUS} m")
    lat, lng = round((place.lat + 90) * _DEGREE), round((place.lng + 180) * _DEGREE)
    return (lat << 39 | lng << 13 | place.radius).to_bytes(_PLACE_BYTES, "big")


def _unpack_place(packed: bytes) -> Place:
    number = int.from_bytes(packed, "big")
    lat, lng, radius = number >> 39, number >> 13 & (1 << 26) - 1, number & MAX_RADIUS
    return Place((lat - 90 * _DEGREE) / _DEGREE, (lng - 180 * _DEGREE) / _DEGREE, radius)
