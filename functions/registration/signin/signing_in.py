"""Sign-in: a code is asked for, answered, refreshed, ended. What each does, in order.

Anybody with a mainland phone signs in; who is on no roster is a resident. Whether a phone is on a
roster cannot be learnt by asking for a code.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.registration.people import Holdings, holdings
from functions.registration.signin import store
from functions.registration.signin.refreshing import RefreshToken
from functions.registration.signin.refreshing import read as read_refresh
from functions.registration.signin.refreshing import write as write_refresh
from shared.domain import tokens
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.ids import derived_id, new_id
from shared.domain.one_time_codes import matches
from shared.domain.roles import Grant
from shared.store import keys
from shared.store.limits import Limit
from shared.store.settings import Setting, secret, setting

RESEND_AFTER = timedelta(minutes=1)
_PHONE_LIMITS = ((RESEND_AFTER, 1), (timedelta(hours=1), 5), (timedelta(days=1), 10))
"""Codes one phone may be sent per window."""

MOST_GRANTS = 64
"""Roles that a token speaks for: many more would make it longer than is signed and read, and whoever may
give roles could keep somebody from signing in by giving them a hundred."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A challenge that was sent to the phone: its id and until when it may be answered (UTC)."""

    challenge: str
    expires: datetime
    resend_after: int = int(RESEND_AFTER.total_seconds())


@dataclass(frozen=True, slots=True)
class Signed:
    """A pair of tokens and whom they speak for. ``expires_in`` is in seconds."""

    access_token: str
    refresh_token: str
    person: str
    grants: tuple[Grant, ...]
    registered: bool = False
    token_type: str = "Bearer"  # noqa: S105 - RFC 6750's name
    expires_in: int = int(tokens.ACCESS_LIFETIME.total_seconds())


def request_code(phone: str, language: str, address: str, key: str | None, now: datetime) -> Opened:
    """Opens a challenge; the stream sends its code. The same ``Idempotency-Key`` opens no second
    one that day. One transaction."""
    challenge = derived_id("c", phone, key, str(now.date())) if key else new_id("c")
    subject = store.phone_subject(phone)
    limits = [Limit(subject, window, count) for window, count in _PHONE_LIMITS]
    per_address = int(setting(Setting.CODES_PER_ADDRESS_HOUR))
    limits.append(Limit(f"address#{_address(address)}", timedelta(hours=1), per_address))
    return Opened(challenge, store.open_challenge(challenge, phone, language, limits, now))


def _address(address: str) -> str:
    network = ":".join(address.split(":")[:4]) if ":" in address else address
    key = secret(Setting.SIGN_IN_SECRET)
    return hashlib.blake2b(network.encode(), key=key[:64], digest_size=16).hexdigest()


def sign_in(challenge: str, code: str, name: str | None, now: datetime) -> Signed:
    """Answers a challenge. Five calls and one signature; raises ``Refusal("code_wrong")``."""
    found = store.try_challenge(challenge, now)
    if not matches(secret(Setting.SIGN_IN_SECRET), challenge, code):
        raise Refusal("code_wrong")
    owner = store.find_owner(found.phone)
    person = owner or new_id("p")
    session = new_id("s")
    store.begin_session(found, session, person, new=owner is None, name=name, now=now)
    held = holdings(person)
    return _signed(RefreshToken(session, 1), person, held, now, registered=owner is None)


def refresh(token: str, key: str | None, now: datetime) -> Signed:
    """The next pair of tokens, with the roles as they are now; the old refresh token is spent.

    Two calls. A session begun before the person's phone was moved or released ends here:
    ``Refusal("refresh_token_invalid")``.
    """
    given = read_refresh(secret(Setting.SIGN_IN_SECRET), token)
    refreshed_by = hashlib.sha256(key.encode()).hexdigest()[:32] if key else None
    session = store.advance_session(given.session, given.generation, refreshed_by, now)
    held = holdings(session.person)
    if held.signed_out is not None and session.begun <= held.signed_out.timestamp() * 1000:
        store.revoke_session(given.session)
        raise Refusal("refresh_token_invalid")
    return _signed(RefreshToken(given.session, given.generation + 1), session.person, held, now)


def sign_out(session: str) -> None:
    """Ends the session; its access token holds at most fifteen minutes more."""
    store.revoke_session(session)


def _signed(
    refresh_token: RefreshToken, person: str, held: Holdings, now: datetime, *, registered: bool = False
) -> Signed:
    grants = _widest(held.grants(legal_day(now)))
    claims = tokens.Claims(
        issuer=setting(Setting.ISSUER),
        person=person,
        grants=grants,
        session=refresh_token.session,
        issued=now,
        expires=now + tokens.ACCESS_LIFETIME,
    )
    return Signed(
        access_token=tokens.sign(claims, keys.key_id(), keys.sign),
        refresh_token=write_refresh(secret(Setting.SIGN_IN_SECRET), refresh_token),
        person=person,
        grants=grants,
        registered=registered,
    )


def _widest(grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """All of them, as far as a token has room; the widest scopes go before."""
    if len(grants) <= MOST_GRANTS:
        return grants
    return tuple(sorted(grants, key=lambda grant: len(grant.scope))[:MOST_GRANTS])
