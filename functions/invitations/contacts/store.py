"""Contacts in the Activities table. A contact and the record of it are written in one transaction."""

from dataclasses import replace
from datetime import datetime

from functions.invitations.appointments.lists import person_page
from functions.invitations.contacts.contact import Contact, Voided
from functions.invitations.tables import CONTACT, ActivityItem, contact_key, contacts_key, person_key
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.domain.members import Member
from shared.store import engine, records
from shared.store.codec import to_plain
from shared.store.corrections import Action, Correction
from shared.store.envelopes import body_of, changed, require_version, unchanged, value_of
from shared.store.pages import Page, index_page
from shared.store.records import CorrectionItem, RecordItem
from shared.store.registry import DEPUTY, MEMBER, RegistryItem
from shared.store.registry import person_key as registry_key
from shared.store.writing import Write, commit, put, update

_PREFIX = f"{CONTACT}#"
_RACED = Refusal("conflict", retry_after=1)


def people(member: str, deputy: str) -> tuple[Member, Deputy | None]:
    """Both sides, the deputy if there is one; raises ``member_not_found``. One call."""
    keys = [(registry_key(member), MEMBER), (registry_key(deputy), DEPUTY)]
    items = {(item.pk, item.sk): item for item in engine.get_many(RegistryItem, keys)}
    if keys[0] not in items:
        raise Refusal("member_not_found")
    found = items.get(keys[1])
    return value_of(items[keys[0]], Member), None if found is None else value_of(found, Deputy)


def load(contact: str, *, consistent: bool = False) -> ActivityItem:
    """The contact's item; raises ``Refusal("contact_not_found")``. One call."""
    item = engine.get(ActivityItem, contact_key(contact), CONTACT, consistent=consistent)
    if item is None:
        raise Refusal("contact_not_found")
    return item


def create(made: Contact) -> tuple[Contact, bool]:
    """Writes a contact, its record and its entry with the deputy; the contact that stands there, and whether
    this call made it. One call, two where one stands."""
    item = ActivityItem(contact_key(made.id), CONTACT, version=1, body=body_of(made))
    item.gsi1pk, item.gsi1sk = contacts_key(made.member), f"{made.day}#{made.id}"
    entry = ActivityItem(person_key(made.deputy), f"{_PREFIX}{made.day}#{made.id}", version=1, body={})
    try:
        commit(
            put(item, ActivityItem.pk.does_not_exist(), Refusal("contact_exists")),
            put(entry),
            put(_record(made), RecordItem.pk.does_not_exist(), _RACED),
        )
    except Refusal as refusal:
        if refusal.code != "contact_exists":
            raise
        return value_of(load(made.id, consistent=True), Contact), False
    return made, True


def change(item: ActivityItem, after: Contact, version: int, *others: Write) -> Contact:
    """Writes the changed contact and ``others`` if its version is still ``version``. One call."""
    require_version(item, version)
    commit(put(changed(item, after), unchanged(version), Refusal("stale_version")), *others)
    return replace(after, version=version + 1)


def voiding(contact: Contact, voided: Voided) -> list[Write]:
    """The correction of the record, and its name on it."""
    name = f"c{contact.id[1:]}"
    record = records.record_id(contact.member, contact.day, contact.id)
    body = to_plain(Correction(f"{record}.{name}", record, Action.VOID, voided.reason, voided.by, voided.at))
    partition = records.member_key(contact.member)
    sort = records.correction_sort(contact.day, contact.way, contact.id, name)
    target = RecordItem(partition, records.record_sort(contact.day, contact.way, contact.id))
    return [
        put(CorrectionItem(partition, sort, body=body), CorrectionItem.pk.does_not_exist(), _RACED),
        update(
            target,
            RecordItem.correction.set(body),
            condition=RecordItem.pk.exists(),
            otherwise=Refusal("record_not_found"),
        ),
    ]


def of_member(member: str, *, limit: int, cursor: str | None) -> Page[Contact]:
    """Newest first. One call."""
    page = index_page(ActivityItem, contacts_key(member), limit=limit, cursor=cursor, descending=True)
    return page.map(lambda item: value_of(item, Contact))


def of_deputy(deputy: str, *, limit: int, cursor: str | None) -> Page[Contact]:
    """Newest first. Two calls, one for none."""
    page = person_page(deputy, _PREFIX, lambda id_: (contact_key(id_), CONTACT), limit=limit, cursor=cursor)
    return page.map(lambda item: value_of(item, Contact))


def _record(made: Contact) -> RecordItem:
    at: datetime = made.entered_at
    return records.item(
        records.member_key(made.member),
        made.day,
        made.way,
        made.id,
        body={"by": made.entered_by, "at": at.isoformat(), "topics": list(made.topics)},
        marks=["face_to_face"] if made.face_to_face else [],
        others=[made.deputy],
    )
