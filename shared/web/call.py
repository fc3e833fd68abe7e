"""One request as a view sees it, and what a view answers."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.domain.errors import Refusal
from shared.domain.ids import derived_id, new_id, request_mark
from shared.domain.roles import Caller


@dataclass(frozen=True)
class Call:
    """``body`` and ``query`` have passed their schemas; ``now`` is the instant the request came."""

    now: datetime
    language: str
    source_ip: str
    request_id: str
    fingerprint: str
    accept: str = ""
    signed_in: Caller | None = None
    body: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    if_match: int | None = None
    idempotency_key: str | None = None

    @property
    def caller(self) -> Caller:
        """Who calls; raises ``Refusal("sign_in_required")`` for nobody."""
        if self.signed_in is None:
            raise Refusal("sign_in_required")
        return self.signed_in

    @property
    def version(self) -> int:
        """The version that the caller read, from ``If-Match``; routes that need it say ``if_match``."""
        if self.if_match is None:
            raise Refusal("precondition_required")
        return self.if_match

    @property
    def mark(self) -> str | None:
        """What a stored item remembers of the request that made it, so that the same request repeated
        is known again; ``None`` without an ``Idempotency-Key``."""
        return None if self.idempotency_key is None else self.mark_as(self.caller.person)

    def mark_as(self, who: str) -> str | None:
        """The mark of a request of ``who``: of people who need not be signed in, a word for all of them."""
        if self.idempotency_key is None:
            return None
        return request_mark(who, self.idempotency_key, self.fingerprint)

    def new_id(self, prefix: str) -> str:
        """A new id; with an ``Idempotency-Key`` always the same one for this caller and key."""
        return new_id(prefix) if self.idempotency_key is None else self.new_id_as(self.caller.person, prefix)

    def new_id_as(self, who: str, prefix: str, *of: str) -> str:
        """A new id of what ``who`` brings; ``of``: what it belongs to, where one key may serve several."""
        if self.idempotency_key is None:
            return new_id(prefix)
        return derived_id(prefix, who, *of, self.idempotency_key)


@dataclass(frozen=True)
class Answer:
    """What a view answers when a status, version or header is not the default.

    ``version`` becomes the ETag. ``body`` is dumped by the route's answer schema unless it is text
    or bytes of ``media_type``. ``dated`` says that the body depends on the day too, so that who has this
    version may still have another body: it is answered whole.
    """

    body: Any
    status: int | None = None
    version: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    media_type: str | None = None
    dated: bool = False


def fingerprint(method: str, path: str, body: bytes) -> str:
    """What tells whether two requests with one ``Idempotency-Key`` are the same (SHA-256, hex)."""
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).hexdigest()
