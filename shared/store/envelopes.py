"""Items as envelopes around one domain value: keys, the key in a list, version, the mark of the request.

The Registry and the Activities table are made of them. ``version`` is the ETag of the value.
"""

from typing import Any, TypeVar

from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.codec import from_plain, to_plain

T = TypeVar("T")
E = TypeVar("E", bound="Envelope")


class Envelope(engine.Item):
    """``request`` is the mark of the request that made it (``shared.web.call.Call.mark``)."""

    gsi1pk = UnicodeAttribute(null=True)
    gsi1sk = UnicodeAttribute(null=True)
    version = NumberAttribute()
    request = UnicodeAttribute(null=True)
    body: MapAttribute[str, Any] = MapAttribute()  # type: ignore[no-untyped-call]


def value_of(item: Envelope, cls: type[T]) -> T:
    """The domain value in an item's body, with the envelope's version where the value has one."""
    plain: dict[str, Any] = item.body.as_dict()  # type: ignore[no-untyped-call]
    if "version" in getattr(cls, "__dataclass_fields__", {}):
        plain["version"] = int(item.version)
    return from_plain(cls, plain)


def body_of(value: Any) -> dict[str, Any]:
    """The body that stores a domain value."""
    plain: dict[str, Any] = to_plain(value)
    plain.pop("version", None)
    return plain


def create(item: E, mark: str | None) -> E | None:
    """Inserts the item, or returns the one that stands there. One call, two where one stands."""
    item.request = mark
    if engine.insert(item):
        return None
    return engine.get(type(item), item.pk, item.sk, consistent=True)


def unchanged(version: int) -> Condition:
    """Holds while the stored value is still of this version."""
    return Envelope.version == version


def require_version(item: Envelope, version: int) -> None:
    """Raises ``Refusal("stale_version")`` unless the item that was read is of this version: otherwise a
    late copy could be written back under the version that the caller read elsewhere."""
    if int(item.version) != version:
        raise Refusal("stale_version")


def changed(item: E, value: Any) -> E:
    """The envelope with a new value, one version on. Write it under :func:`unchanged`."""
    item.body = MapAttribute(**body_of(value))  # type: ignore[no-untyped-call]
    item.version = int(item.version) + 1
    return item
