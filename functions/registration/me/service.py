"""The caller's own entry."""

from datetime import date
from typing import Any

from functions.registration.deputies import views
from functions.registration.members.service import view as view_of_member
from functions.registration.people import Holdings, holdings
from functions.registration.signin.store import contact_of
from shared.domain import phones
from shared.domain.errors import Refusal
from shared.store.identities import Contact
from shared.store.writing import commit, update


def show(person: str, today: date) -> dict[str, Any]:
    """The person, what they hold and a mask of the phone. Two calls."""
    return _view(person, holdings(person), contact_of(person), today)


def rename(person: str, name: str, today: date) -> dict[str, Any]:
    """A resident gives a name. Raises ``name_registered`` for those whom an office has registered, and
    ``person_not_found`` for who has no phone any more. Three calls."""
    held = holdings(person)
    if not held.nothing:
        raise Refusal("name_registered")
    contact = contact_of(person)
    if contact is None:
        raise Refusal("person_not_found")
    still = Contact.phone == contact.phone
    commit(update(contact, Contact.name.set(name), condition=still, otherwise=Refusal("person_not_found")))
    contact.name = name
    return _view(person, held, contact, today)


def _view(person: str, held: Holdings, contact: Contact | None, today: date) -> dict[str, Any]:
    registered = held.deputy or held.member
    given = contact.name if contact is not None else None
    return {
        "person": person,
        "name": registered.name if registered is not None else given,
        "phone_mask": None if contact is None else phones.mask(contact.phone),
        "grants": held.grants(today),
        "deputy": None if held.deputy is None else views.whole(held.deputy, today),
        "member": None if held.member is None else view_of_member(held.member),
    }
