"""Calendar files (RFC 5545): content lines folded at 75 octets, text escaped, instants in UTC.

Written here, not by a library: what an event needs is a dozen lines, and every cold start would pay for
more. Times are instants, so no time zone has to be described; the phone shows them in its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

_OCTETS = 75
"""Of a content line, the line break excluded (RFC 5545 section 3.1)."""
_PRODUCT = "-//Lianluo//Invitations//ZH"
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


class Status(StrEnum):
    """Of an event (RFC 5545 section 3.8.1.11)."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Event:
    """``uid`` is the same through all changes; ``sequence`` rises with each of them."""

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    title: str
    status: Status
    place: str | None = None
    note: str | None = None


def calendar(events: Iterable[Event], stamp: datetime, name: str | None = None) -> str:
    """The file, made at ``stamp``. With a ``name`` it is one to subscribe to, looked at every hour."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN"]
    if name is not None:
        lines += [
            f"NAME:{_text(name)}",
            f"X-WR-CALNAME:{_text(name)}",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
            "X-PUBLISHED-TTL:PT1H",
        ]
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTAMP:{_instant(stamp)}"
    yield f"DTSTART:{_instant(event.starts)}"
    yield f"DTEND:{_instant(event.ends)}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"STATUS:{event.status}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    if event.note:
        yield f"DESCRIPTION:{_text(event.note)}"
    if event.status is not Status.CONFIRMED:
        yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each after the first begun by a space; no character is cut."""
    piece, length = "", 0
    for character in line:
        octets = len(character.encode())
        if length + octets > _OCTETS:
            yield piece
            piece, length = " ", 1
        piece += character
        length += octets
    yield piece
