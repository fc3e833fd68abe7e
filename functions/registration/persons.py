"""A person behind a phone: the one who has it, or a new one who is written together with what needs them."""

from collections.abc import Callable
from dataclasses import dataclass

from functions.registration.signin.store import find_owner
from shared.domain import phones
from shared.domain.errors import Refusal
from shared.store.identities import Contact, PhoneOwner, contact_key, phone_key
from shared.store.writing import Write, check, put


@dataclass(frozen=True, slots=True)
class Person:
    """``writes`` belong into the transaction that makes use of the person: they register a new one's
    phone, or hold while the phone is still this person's."""

    id: str
    phone_mask: str
    writes: tuple[Write, ...]


def behind(phone: str, name: str, new_id: Callable[[str], str]) -> Person:
    """The person whose phone this is (E.164), else a new one called ``name``. One call.

    ``new_id`` makes an id from its prefix. A request that lost a race for the phone is refused with
    ``conflict``: sent again, it finds the owner.
    """
    return known(phone, find_owner(phone), name, new_id)


def known(phone: str, owner: str | None, name: str, new_id: Callable[[str], str]) -> Person:
    """The same where it has been read whose phone it is."""
    mask = phones.mask(phone)
    if owner is not None:
        still = PhoneOwner(phone_key(phone), "PHONE")
        return Person(owner, mask, (check(still, PhoneOwner.person == owner, _raced()),))
    person = new_id("p")
    contact = Contact(contact_key(person), "CONTACT", phone=phone, name=name)
    # An id derived from an Idempotency-Key is taken only if the key came with another phone before.
    first_use = put(contact, Contact.pk.does_not_exist(), Refusal("idempotency_key_reused"))
    owned = PhoneOwner(phone_key(phone), "PHONE", person=person)
    return Person(person, mask, (first_use, put(owned, PhoneOwner.pk.does_not_exist(), _raced())))


def _raced() -> Refusal:
    return Refusal("conflict", retry_after=1)
