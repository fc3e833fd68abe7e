"""The Identities table: phones, residents' names, challenges and sessions, apart from all else.

Only registration (which owns it) and notifications (which reads a recipient's phone) may touch it.
A phone is found by a keyed hash; the number itself stands only in the challenge and the contact.
"""

import hashlib
import hmac

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from shared.store import engine, limits
from shared.store.settings import Setting, secret


class _IdentityItem(engine.Item):
    table = Setting.IDENTITIES_TABLE


class Challenge(_IdentityItem):
    """A request for a one-time code. ``expires`` (Unix seconds) ends it and is the table's TTL."""

    phone = UnicodeAttribute()
    language = UnicodeAttribute()
    tries = NumberAttribute(default=0)
    used = BooleanAttribute(default=False)
    expires = NumberAttribute()


class PhoneOwner(_IdentityItem):
    """Whose phone it is: pk ``PHONE#{keyed hash}``."""

    person = UnicodeAttribute()


class Contact(_IdentityItem):
    """How to reach a person, and the name a resident gave."""

    phone = UnicodeAttribute()
    name = UnicodeAttribute(null=True)


class Session(_IdentityItem):
    """A refresh family: each refresh raises ``generation``; ``begun`` is when its sign-in was, in Unix
    milliseconds; ``expires`` is the table's TTL."""

    person = UnicodeAttribute()
    generation = NumberAttribute()
    begun = NumberAttribute()
    refreshed_by = UnicodeAttribute(null=True)
    revoked = BooleanAttribute(default=False)
    expires = NumberAttribute()


class Counter(limits.Counter):
    """How often codes were asked for in a window of time."""

    table = Setting.IDENTITIES_TABLE


def challenge_key(challenge: str) -> str:
    """The partition of a challenge; the template's stream filter knows this prefix."""
    return f"CHALLENGE#{challenge}"


def phone_hash(phone: str) -> str:
    """The keyed hash under which a phone is looked up (HMAC-SHA256, 128 bits, hex)."""
    key = secret(Setting.SIGN_IN_SECRET)
    return hmac.new(key, b"phone\x1f" + phone.encode(), hashlib.sha256).hexdigest()[:32]


def phone_key(phone: str) -> str:
    """The partition of a phone's owner."""
    return f"PHONE#{phone_hash(phone)}"


def contact_key(person: str) -> str:
    """The partition of a person's contact."""
    return f"PERSON#{person}"
