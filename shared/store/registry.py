"""The Registry table: who and what exists. An item is an envelope around one domain value.

``functions.registration`` owns it and writes it; ``functions.checkin`` reads stations and checks fences.
Keys: see ``docs/access.md``. ``version`` is the ETag of the value.
"""

from collections.abc import Iterable
from typing import Any, TypeVar
from zlib import crc32

from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeSetAttribute
from pynamodb.expressions.condition import Condition

from shared.domain.divisions import shard
from shared.store import engine
from shared.store.envelopes import Envelope, body_of
from shared.store.settings import Setting

T = TypeVar("T")


class RegistryItem(Envelope):
    """Besides the envelope what lists filter by that no single field of the body says: tags, and until
    which day each of some things is so (``until``)."""

    table = Setting.REGISTRY_TABLE
    tags = UnicodeSetAttribute(null=True)
    until: MapAttribute[str, Any] = MapAttribute(null=True)  # type: ignore[no-untyped-call]


class Fence(engine.Item):
    """Refuses a station's codes below ``rotation``. One of :data:`FENCES` per station: a check-in
    tests the one of its deputy, so that simultaneous check-ins do not clash in their transactions."""

    table = Setting.REGISTRY_TABLE
    rotation = NumberAttribute()


HOLDS = "HOLDS#"
"""Sort keys of what a person holds begin with this: one query tells every role at sign-in."""
DEPUTY = "HOLDS#DEPUTY"
MEMBER = "HOLDS#MEMBER"
ROLE = "HOLDS#ROLE#"
"""Followed by ``{role}#{scope}``."""
LINK = "LINK#"
"""Followed by the deputy with whom the member is linked whose partition it is."""

FENCES = 64
"""With the station itself 65 operations, inside TransactWriteItems' limit of 100 (AWS)."""

CLOSED = 2**31
"""The rotation at which a closed station's fences stand: no code reaches it."""


def fence_key(station: str, shard: int) -> str:
    """The partition of one fence of a station."""
    return f"FENCE#{station}#{shard:02d}"


def fence_shard(deputy: str) -> int:
    """Which fence a deputy's check-ins test."""
    return crc32(deputy.encode()) % FENCES


def fence_condition(rotation: int) -> Condition:
    """Holds while no fence forbids codes of this rotation."""
    condition: Condition = Fence.pk.does_not_exist() | (Fence.rotation <= rotation)
    return condition


def envelope(pk: str, sk: str, value: Any, listed: tuple[str, str] | None = None) -> RegistryItem:
    """An item of version 1 around ``value``; ``listed`` is the kind and the code it is listed under."""
    item = RegistryItem(pk, sk, version=1, body=body_of(value))
    if listed is not None:
        kind, code = listed
        item.gsi1pk, item.gsi1sk = f"{kind}#{shard(code)}", code
    return item


def station_key(station: str) -> str:
    """The partition of a station."""
    return f"STATION#{station}"


def get_deputies(ids: Iterable[str]) -> list[RegistryItem]:
    """The items of these deputies that exist. One call per 100."""
    return engine.get_many(RegistryItem, [(person_key(person), DEPUTY) for person in ids])


def person_key(person: str) -> str:
    """The partition of everything that belongs to one person."""
    return f"PERSON#{person}"
