"""Which batch came under an ``Idempotency-Key``.

| item | pk | sk |
|---|---|---|
| batch | ``BATCH#{id from person and key}`` | ``BATCH`` (TTL) |
"""

from datetime import timedelta

from functions.suggestions.tables import SuggestionItem
from shared.domain.errors import Refusal
from shared.store.writing import commit, create
from shared.web.call import Call

_KEPT = timedelta(days=8)
"""How long it is known that a key was used. No regulation says so."""


def note(call: Call) -> None:
    """Remembers the request under its key; raises ``idempotency_key_reused`` where another came under it.
    One call, none without a key."""
    if call.mark is None:
        return
    item = SuggestionItem(f"BATCH#{call.new_id('b')}", "BATCH", version=1, body={})
    item.expires = int((call.now + _KEPT).timestamp())
    commit(create(item, call.mark, Refusal("conflict", retry_after=1)))
