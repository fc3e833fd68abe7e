"""Who has which phone: each number one person, each person one number, masks as the numbers are."""

from collections import defaultdict
from collections.abc import Iterator

from infra.audit.finding import Code, Finding, Snapshot, found, missing
from shared.domain import phones
from shared.store.registry import HOLDS

TABLE, REGISTRY = "Identities", "Registry"
SIGNED_OUT = f"{HOLDS}SIGNED_OUT"


def owners(snapshot: Snapshot) -> Iterator[Finding]:
    """Who has a phone has one contact, and the other way about. Whether the keyed hash is that of the number
    only the functions can tell."""
    owned: dict[str, list[str]] = defaultdict(list)
    for item in snapshot.kind(TABLE, "PHONE", "PHONE"):
        person = str(item.fields.get("person"))
        owned[person].append(item.pk)
        if snapshot.get(TABLE, f"PERSON#{person}", "CONTACT") is None:
            yield found(Code.PHONE, item, f"belongs to {person}, who has no contact")
    numbers: dict[str, str] = {}
    for item in snapshot.kind(TABLE, "PERSON", "CONTACT"):
        person, phone = item.pk.partition("#")[2], str(item.fields.get("phone"))
        if len(owned[person]) != 1:
            yield found(Code.PHONE, item, f"{len(owned[person])} phones lead to this person")
        if numbers.setdefault(phone, person) != person:
            yield found(Code.PHONE, item, f"{numbers[phone]} has the same number")


def masks(snapshot: Snapshot) -> Iterator[Finding]:
    """What others see of a number is that of the number; who gave it up shows none."""
    for item in snapshot.kind(REGISTRY, "PERSON", HOLDS):
        shown = item.body.get("phone_mask")
        if shown is None:
            continue
        contact = snapshot.get(TABLE, item.pk, "CONTACT")
        due = "" if contact is None else phones.mask(str(contact.fields.get("phone")))
        if shown != due:
            yield found(Code.PHONE_MASK, item, f"shows {shown or 'no number'}, and it is {due or 'none'}")


def sessions(snapshot: Snapshot) -> Iterator[Finding]:
    """A session is somebody's who has a phone, or it was ended with the phone."""
    for item in snapshot.kind(TABLE, "SESSION"):
        person = f"PERSON#{item.fields.get('person')}"
        ended = item.fields.get("revoked") or snapshot.get(REGISTRY, person, SIGNED_OUT)
        if snapshot.get(TABLE, person, "CONTACT") is None and not ended:
            yield missing(Code.SESSION, TABLE, item.pk, item.sk, f"is of {person}, who has no phone")


CHECKS = (owners, masks, sessions)
