"""What is decided about whose phone is whose.

Who has the phone signs in as the person: when the operator gives a number to somebody else, the person
must be moved to a new number, or lose this one. Every session begun by the old number ends.
"""

from collections.abc import Iterable
from datetime import datetime

from functions.registration import people
from functions.registration.deputies import history
from functions.registration.deputies.history import What
from functions.registration.deputies.mandates import require_reach as require_mandate
from functions.registration.people import Holdings
from functions.registration.signin.store import contact_of, find_owner
from functions.registration.staff.appointments import Appointment
from shared.domain import phones
from shared.domain.errors import Refusal
from shared.domain.mandates import MandateStatus
from shared.domain.roles import Caller, Role
from shared.store.envelopes import unchanged, value_of
from shared.store.identities import Contact, PhoneOwner, contact_key, phone_key
from shared.store.registry import ROLE, RegistryItem
from shared.store.writing import Write, commit, put, remove, update

_ADMINS = frozenset({Role.ADMIN})
_PROVINCE = 2
"""Digits of a province's code."""


def move(person: str, phone: str, caller: Caller, now: datetime) -> str:
    """Moves the person to another number (E.164) and answers its mask.

    A resident who has signed in with that number, and holds nothing, gives it up: it is the same human
    being. Anybody else's is refused with ``phone_taken``. Three to five calls.
    """
    contact, items = _load(person, caller)
    owner = find_owner(phone)
    mask = phones.mask(phone)
    if owner == person:
        return mask
    if owner is not None and not people.holdings(owner).nothing:
        raise Refusal("phone_taken")
    free = PhoneOwner.pk.does_not_exist() if owner is None else PhoneOwner.person == owner
    commit(
        put(PhoneOwner(phone_key(phone), "PHONE", person=person), free, _raced()),
        put(Contact(contact_key(person), "CONTACT", phone=phone, name=contact and contact.name)),
        *_give_up(person, contact),
        *_masked(items, mask),
        *_signed_out(person, now),
        *([] if owner is None else _replaced(owner, now)),
        *_told(people.of_items(items), What.PHONE_MOVED, caller, now),
    )
    return mask


def release(person: str, caller: Caller, now: datetime) -> None:
    """Takes the number from the person, who cannot sign in until moved to another. Raises
    ``person_not_found`` for somebody without a number. Three calls."""
    contact, items = _load(person, caller)
    if contact is None:
        raise Refusal("person_not_found")
    commit(
        *_give_up(person, contact),
        remove(contact, Contact.phone == contact.phone, _raced()),
        *_masked(items, ""),
        *_signed_out(person, now),
        *_told(people.of_items(items), What.PHONE_RELEASED, caller, now),
    )


def _load(person: str, caller: Caller) -> tuple[Contact | None, list[RegistryItem]]:
    """An administrator reaches all that the person holds; a resident belongs to no division, and to the
    province's administrators."""
    items = people.items(person)
    contact = contact_of(person)
    if contact is None and not items:
        raise Refusal("person_not_found")
    held = people.of_items(items)
    codes = list(_codes(held, items))
    for code in codes:
        caller.require_reach(_ADMINS, code)
    for mandate in held.deputy.mandates if held.deputy is not None else ():
        if mandate.status is not MandateStatus.ENDED:  # a station's county does not speak for a congress
            require_mandate(caller, mandate, _ADMINS)
    if not codes and not any(
        grant.role is Role.ADMIN and len(grant.scope) == _PROVINCE for grant in caller.grants
    ):
        raise Refusal("out_of_scope", scope="全省")
    return contact, items


def _codes(held: Holdings, items: Iterable[RegistryItem]) -> Iterable[str]:
    if held.deputy is not None:
        yield held.deputy.home
    if held.member is not None:
        yield held.member.division
    for item in items:
        if item.sk.startswith(ROLE):
            yield value_of(item, Appointment).division


def _give_up(person: str, contact: Contact | None) -> list[Write]:
    if contact is None:
        return []
    owned = PhoneOwner(phone_key(contact.phone), "PHONE")
    return [remove(owned, PhoneOwner.person == person, _raced())]


def _replaced(resident: str, now: datetime) -> list[Write]:
    contact = Contact(contact_key(resident), "CONTACT")
    return [remove(contact), *_signed_out(resident, now)]


def _masked(items: Iterable[RegistryItem], mask: str) -> list[Write]:
    return [
        update(
            RegistryItem(item.pk, item.sk),
            RegistryItem.body["phone_mask"].set(mask),
            RegistryItem.version.add(1),
            condition=unchanged(int(item.version)),
            otherwise=_raced(),
        )
        for item in items
        if "phone_mask" in item.body
    ]


def _signed_out(person: str, now: datetime) -> list[Write]:
    return [put(people.signed_out(person, now))]


def _told(held: Holdings, what: What, caller: Caller, now: datetime) -> list[Write]:
    if held.deputy is None:
        return []
    return [history.of_fields(held.deputy.id, what, caller.person, now, {}, {})]


def _raced() -> Refusal:
    return Refusal("conflict", retry_after=1)
