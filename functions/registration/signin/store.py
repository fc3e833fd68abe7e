"""Challenges, sessions and phone owners in the Identities table."""

from datetime import UTC, datetime, timedelta

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from shared.domain.errors import Refusal
from shared.domain.one_time_codes import LIFETIME, TRIES
from shared.store import engine
from shared.store.engine import Cancelled
from shared.store.identities import (
    Challenge,
    Contact,
    Counter,
    PhoneOwner,
    Session,
    challenge_key,
    contact_key,
    phone_hash,
    phone_key,
)
from shared.store.limits import Limit

SESSION_LIFETIME = timedelta(days=30)
_CONDITION_FAILED = "ConditionalCheckFailedException"


def open_challenge(challenge: str, phone: str, language: str, limits: list[Limit], now: datetime) -> datetime:
    """Stores a challenge unless a limit is reached (its kind: a phone's hash or an address), and counts it,
    in one transaction; until when it may be answered. One that is open already (a request repeated) is
    left as it is.

    Raises ``Refusal("too_many_codes")`` with the seconds until the fullest window ends.
    """
    moment = int(now.timestamp())
    expires = now + LIFETIME
    ends = [limit.end(now) for limit in limits]

    def fill(transaction: TransactWrite) -> None:
        transaction.save(
            Challenge(
                challenge_key(challenge),
                "CHALLENGE",
                phone=phone,
                language=language,
                expires=int(expires.timestamp()),
            ),
            condition=Challenge.pk.does_not_exist(),
            return_values="ALL_OLD",
        )
        for limit, end in zip(limits, ends, strict=True):
            transaction.update(
                Counter(f"LIMIT#{limit.kind}#{limit.seconds}#{end}", "LIMIT"),
                actions=[Counter.used.add(1), Counter.expires.set(end)],
                condition=Counter.used.does_not_exist() | (Counter.used < limit.count),
            )

    try:
        engine.transact(fill)
    except Cancelled as cancelled:
        opened = cancelled.existing(0, Challenge)
        if opened is not None:
            return datetime.fromtimestamp(int(opened.expires), UTC)
        full = [end - moment for position, end in enumerate(ends) if cancelled.failed(position + 1)]
        raise Refusal("too_many_codes", retry_after=max(full)) from cancelled
    return expires


def try_challenge(challenge: str, now: datetime) -> Challenge:
    """Counts a try and returns the challenge; raises ``Refusal("code_wrong")`` when it is unknown,
    over, used or tried too often. One call."""
    item = Challenge(challenge_key(challenge), "CHALLENGE")
    try:
        item.update(
            actions=[Challenge.tries.add(1)],
            condition=(Challenge.tries < TRIES)
            & (Challenge.used == False)  # noqa: E712 - an expression for the engine
            & (Challenge.expires > int(now.timestamp())),
        )
    except UpdateError as error:
        raise _refused(error, "code_wrong") from error
    return item


def _refused(error: UpdateError, code: str) -> Refusal:
    return Refusal(code) if engine.code_of(error) == _CONDITION_FAILED else Refusal("busy", retry_after=1)


def find_owner(phone: str) -> str | None:
    """The person whose phone it is, or ``None``. One call."""
    owner = engine.get(PhoneOwner, phone_key(phone), "PHONE", consistent=True)
    return None if owner is None else owner.person


def begin_session(
    challenge: Challenge, session: str, person: str, *, new: bool, name: str | None, now: datetime
) -> None:
    """Uses up the challenge and opens the session; registers a new resident's phone in the same
    transaction. Raises ``Refusal("code_wrong")`` when the challenge was used or the phone changed hands
    meanwhile: a session that began by it then would outlive the move."""

    def fill(transaction: TransactWrite) -> None:
        if not new:
            owned = PhoneOwner.person == person
            transaction.condition_check(PhoneOwner, phone_key(challenge.phone), "PHONE", condition=owned)
        transaction.save(
            Session(
                f"SESSION#{session}",
                "SESSION",
                person=person,
                generation=1,
                begun=int(now.timestamp() * 1000),
                expires=_session_end(now),
            )
        )
        if new:
            transaction.save(
                PhoneOwner(phone_key(challenge.phone), "PHONE", person=person),
                condition=PhoneOwner.pk.does_not_exist(),
            )
            transaction.save(Contact(contact_key(person), "CONTACT", phone=challenge.phone, name=name))
        transaction.update(
            challenge,
            actions=[Challenge.used.set(True)],
            condition=Challenge.used == False,  # noqa: E712
        )

    try:
        engine.transact(fill)
    except Cancelled as cancelled:
        raise Refusal("code_wrong") from cancelled


def _session_end(now: datetime) -> int:
    return int((now + SESSION_LIFETIME).timestamp())


def advance_session(session: str, generation: int, refreshed_by: str | None, now: datetime) -> Session:
    """Moves a session from ``generation`` to the next and returns it; one call.

    The same request repeated (same ``refreshed_by``) gets the same answer again. Any other use of an
    old generation revokes the session: ``Refusal("refresh_token_reused")``.
    """
    item = Session(f"SESSION#{session}", "SESSION")
    renewed: list[Action] = [Session.generation.set(generation + 1), Session.expires.set(_session_end(now))]
    renewed.append(Session.refreshed_by.set(refreshed_by) if refreshed_by else Session.refreshed_by.remove())
    try:
        item.update(
            actions=renewed,
            condition=(Session.generation == generation)
            & (Session.revoked == False)  # noqa: E712
            & (Session.expires > int(now.timestamp())),
        )
    except UpdateError as error:
        refusal = _refused(error, "refresh_token_invalid")
        if refusal.code == "busy":
            raise refusal from error
        return _repeated(session, generation, refreshed_by)
    return item


def _repeated(session: str, generation: int, refreshed_by: str | None) -> Session:
    found = engine.get(Session, f"SESSION#{session}", "SESSION", consistent=True)
    if found is None or found.revoked or found.generation == generation:
        raise Refusal("refresh_token_invalid")
    if refreshed_by and found.refreshed_by == refreshed_by and found.generation == generation + 1:
        return found
    revoke_session(session)
    raise Refusal("refresh_token_reused")


def revoke_session(session: str) -> None:
    """Ends a session for good: none of its refresh tokens works again. One call."""
    try:
        Session(f"SESSION#{session}", "SESSION").update(
            actions=[Session.revoked.set(True)], condition=Session.pk.exists()
        )
    except UpdateError as error:
        refusal = _refused(error, "gone")
        if refusal.code == "busy":
            raise refusal from error


def contact_of(person: str) -> Contact | None:
    """A person's contact. One call."""
    return engine.get(Contact, contact_key(person), "CONTACT")


def phone_subject(phone: str) -> str:
    """A phone as the subject of a limit."""
    return f"phone#{phone_hash(phone)}"
