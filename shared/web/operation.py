"""What a route declares, and where to find it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema

from shared.web import request
from shared.web.access import Access

JSON = "application/json"


@dataclass(frozen=True)
class Operation:
    """All that a route declares. The contract and the role matrix are generated from these."""

    summary: str
    access: Access
    body: Schema | None = None
    query: Schema | None = None
    answer: Schema | None = None
    status: int = 200
    refusals: tuple[str, ...] = ()
    also: Mapping[int, str] = field(default_factory=dict)
    if_match: bool = False
    idempotent: bool = False
    media: tuple[str, ...] = (JSON,)
    body_limit: int = request.BODY_LIMIT
    tag: str = ""
    description: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers of the answer beyond the usual ones, each with its meaning."""

    @property
    def versioned(self) -> bool:
        """Whether the answer carries a version, and so an ETag."""
        return self.answer is not None and "version" in self.answer.fields


def is_binary(media_type: str) -> bool:
    """Whether answers of this type are bytes; everything else here is UTF-8."""
    kind = media_type.split(";", maxsplit=1)[0]
    return not (kind.startswith("text/") or kind.endswith(("json", "+xml")))


def operation_of(view: Any) -> Operation:
    """The declaration of a registered route."""
    declared: Operation = view.operation
    return declared
