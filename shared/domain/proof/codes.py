"""The code that a station or an activity shows: making it, and verifying it without reading anything.

A code carries all that is needed to judge it: its subject (the station, the activity), the rotation of its
key, the time for which it was made, the subject's location, and a MAC under a key derived from a secret for
that purpose, subject and rotation. What a code cannot know is that its station's keys were changed since:
the store refuses it then, in the same call that writes the visit (``code_superseded``).

A window is 30 s and midnight in Shanghai begins one, so a rotating code belongs to exactly one legal
day; whatever a phone claims, one code never counts on two days.
"""

import hmac
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.places import Place
from shared.domain.proof.payload import (
    MAC_BYTES,
    Code,
    Form,
    Poster,
    Purpose,
    Rotating,
    join,
    pack,
    purpose_of,
    read,
    split,
)
from shared.domain.proof.reasons import Reason

WINDOW = timedelta(seconds=30)
"""How long a screen shows one rotating code."""
AHEAD = WINDOW
"""A code is accepted so long before its window begins: the screen's clock may be fast."""
GRACE = timedelta(seconds=60)
"""A scan sent so long after its window ended is still live: people walk up, networks are slow."""
LATE = timedelta(days=7)
"""How late a scan made without network may arrive."""
CLOCK_SKEW = timedelta(minutes=2)
"""How far a phone's clock may differ from ours and still be believed to say the present."""
PREFETCH = timedelta(hours=2)
"""How far ahead a screen may fetch its codes. Longer outlives a longer network loss, but a code that
exists ahead of its time can be passed on ahead of its time."""
POSTER_DAYS = 366
"""Days for which a poster is valid unless said otherwise, the day of issue included."""
MAX_POSTER_DAYS = 1830
"""The longest validity of a poster: about five years, one term of a people's congress."""
MIN_SECRET_BYTES = 32

__all__ = [
    "Code",
    "Form",
    "Poster",
    "Purpose",
    "Rotating",
    "Verified",
    "make_poster",
    "make_rotating",
    "read",
    "verify",
    "window_at",
    "window_start",
    "windows",
]

_LABELS = {Purpose.STATION: "lianluo/check-in/1", Purpose.ACTIVITY: "lianluo/attendance/1"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Verified(NamedTuple):
    """What a genuine code proves. ``subject`` is the station or activity that showed it, ``place`` the
    subject's own location, not the phone's.

    ``moment`` is proven by the window of a rotating code; of a poster it is the time of arrival, or
    if ``late`` only what the phone says. ``late``: not sent when it was scanned.
    """

    subject: str
    form: Form
    rotation: int
    moment: datetime
    late: bool
    place: Place | None

    @property
    def day(self) -> date:
        """The legal day on which the visit counts: the date of ``moment`` in Shanghai."""
        return legal_day(self.moment)


def make_rotating(
    master: bytes, subject: str, *, rotation: int, window: int, place: Place | None = None
) -> str:
    """The code for a screen to show in this window. Raises ``ValueError`` for a field that does not fit."""
    return _sign(master, Rotating(subject, rotation, window, place))


def make_poster(
    master: bytes,
    subject: str,
    *,
    rotation: int,
    issued: date,
    days: int = POSTER_DAYS,
    place: Place | None = None,
) -> str:
    """A code to print, valid for ``days`` legal days from ``issued`` on. Raises as :func:`make_rotating`."""
    if not 1 <= days <= MAX_POSTER_DAYS:
        raise ValueError(f"a poster is valid for 1..{MAX_POSTER_DAYS} days, not {days}")
    return _sign(master, Poster(subject, rotation, issued, issued + timedelta(days=days - 1), place))


def verify(
    master: bytes,
    text: str,
    now: datetime,
    captured_at: datetime | None = None,
    purpose: Purpose = Purpose.STATION,
) -> Verified:
    """What this code proves when it arrives at ``now``; ``captured_at`` is the phone's time of the scan,
    ``purpose`` what the code must be for.

    An app that is online leaves ``captured_at`` out, so that a wrong clock costs nobody a visit.
    Raises ``Refusal`` with any :class:`Reason` but ``code_superseded``. Both times must be aware.
    """
    code, signed, mac = split(text)
    if purpose_of(code.subject) is not purpose:
        raise Refusal(Reason.CODE_FOR_OTHER)
    if not hmac.compare_digest(mac, _mac(master, code, signed)):
        raise Refusal(Reason.CODE_FORGED)
    if captured_at is not None and captured_at > now + CLOCK_SKEW:
        raise Refusal(Reason.CAPTURED_IN_FUTURE)
    if isinstance(code, Rotating):
        moment, late = _judge_rotating(code, now, captured_at)
    else:
        moment, late = _judge_poster(code, now, captured_at)
    return Verified(code.subject, code.form, code.rotation, moment, late, code.place)


def window_at(moment: datetime) -> int:
    """The number of the window in which ``moment`` lies."""
    return (moment - _EPOCH) // WINDOW


def window_start(window: int) -> datetime:
    """The first moment of a window, UTC. It ends ``WINDOW`` later, when the next begins."""
    return _EPOCH + window * WINDOW


def windows(first: int, count: int, now: datetime) -> range:
    """Which of the windows from ``first`` on a screen may have codes for: from now to ``PREFETCH`` ahead.

    Past windows are left out, or whoever can read a screen could make visits of last week.
    """
    current = window_at(now)
    return range(max(first, current), min(first + count, current + PREFETCH // WINDOW + 1))


def _judge_rotating(code: Rotating, now: datetime, captured_at: datetime | None) -> tuple[datetime, bool]:
    start = window_start(code.window)
    end = start + WINDOW
    if now < start - AHEAD:
        raise Refusal(Reason.CODE_NOT_YET_VALID)
    if now >= end + LATE:
        raise Refusal(Reason.CODE_EXPIRED)
    if captured_at is None:
        moment = start
    elif start - AHEAD <= captured_at < end + GRACE:
        moment = captured_at if start <= captured_at < end else start
    else:
        raise Refusal(Reason.CODE_WINDOW_MISMATCH)
    return moment.astimezone(UTC), now >= end + GRACE


def _judge_poster(code: Poster, now: datetime, captured_at: datetime | None) -> tuple[datetime, bool]:
    if captured_at is not None and captured_at < now - LATE:
        raise Refusal(Reason.CAPTURED_TOO_OLD)
    moment = now if captured_at is None else min(captured_at, now)
    if legal_day(moment) < code.issued:
        raise Refusal(Reason.CODE_NOT_YET_VALID)
    if legal_day(moment) > code.expires:
        raise Refusal(Reason.CODE_EXPIRED)
    return moment.astimezone(UTC), now - moment > CLOCK_SKEW


def _sign(master: bytes, code: Code) -> str:
    signed = pack(code)
    return join(signed, _mac(master, code, signed))


def _mac(master: bytes, code: Code, signed: bytes) -> bytes:
    if len(master) < MIN_SECRET_BYTES:
        raise ValueError(f"the secret of codes has fewer than {MIN_SECRET_BYTES} bytes")
    label = f"{_LABELS[purpose_of(code.subject)]}|{code.subject}|{code.rotation}"
    key = hmac.digest(master, label.encode(), "sha256")
    return hmac.digest(key, signed, "sha256")[:MAC_BYTES]
