"""Signed links: what lets somebody answer an invitation, or read their calendar, without signing in.

A token names what it is for and carries an HMAC (SHA-256, the first 128 bits) under a key of its purpose:
one made for a calendar opens no invitation. It is not stored and cannot be listed.
"""

import base64
import hashlib
import hmac

from shared.domain.errors import Refusal
from shared.store.settings import Setting, secret, setting

_MAC_BYTES = 16
_SUFFIX = ".ics"
_ANSWER = "lianluo/invitation/1"
_CALENDAR = "lianluo/calendar/1"


def token(activity: str, person: str) -> str:
    """What lets ``person`` answer the invitation to ``activity``."""
    return f"{activity}.{person}.{_mac(_ANSWER, activity, person)}"


def url(activity: str, person: str) -> str:
    """The page that the token opens: in the fragment, so that no server on the way logs it."""
    return f"{setting(Setting.PUBLIC_URL)}/i#{token(activity, person)}"


def read(given: str) -> tuple[str, str]:
    """The activity and the person of a token; raises ``Refusal("not_found")`` for one not made here."""
    activity, person, mac = given.split(".")
    _require(mac, _ANSWER, activity, person)
    return activity, person


def calendar_token(person: str, rotation: str) -> str:
    """What lets anybody who has it read the calendar of ``person``, until the calendar's next rotation."""
    return f"{person}.{_mac(_CALENDAR, person, rotation)}{_SUFFIX}"


def calendar_url(person: str, rotation: str) -> str:
    """The address to subscribe to."""
    return f"{setting(Setting.PUBLIC_URL)}/v1/calendars/{calendar_token(person, rotation)}"


def calendar_person(given: str) -> str:
    """Whose calendar a token names; nothing is verified yet."""
    return given.partition(".")[0]


def require_calendar(given: str, person: str, rotation: str) -> None:
    """Raises ``Refusal("not_found")`` for a token that is not this calendar's present one."""
    _require(given.removesuffix(_SUFFIX).rpartition(".")[2], _CALENDAR, person, rotation)


def _mac(purpose: str, *parts: str) -> str:
    message = "\x1f".join((purpose, *parts)).encode()
    digest = hmac.new(secret(Setting.INVITATION_SECRET), message, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:_MAC_BYTES]).decode().rstrip("=")


def _require(given: str, purpose: str, *parts: str) -> None:
    if not hmac.compare_digest(given.encode(), _mac(purpose, *parts).encode()):
        raise Refusal("not_found")
