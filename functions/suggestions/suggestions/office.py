"""What the office of a congress does with a suggestion: it checks it, hands it over, closes it."""

from collections.abc import Mapping
from datetime import datetime

from functions.suggestions.suggestions import ruling, states, store, telling
from functions.suggestions.suggestions.store import Found
from functions.suggestions.suggestions.suggestion import Suggestion
from shared.domain.notices import NoticeKind


def check(
    found: Found,
    accepted: bool,
    reason: str | None,
    stated: Mapping[str, str],
    version: int,
    by: str,
    now: datetime,
) -> Suggestion:
    """Takes it in, with what the office states of the matter (``wide_or_difficult``), or sends it back. Those
    who signed are told. Raises ``case_state``, ``stale_version``, ``invalid_request``. One call."""
    suggestion = found.suggestion
    facts = ruling.told(stated, ruling.book(suggestion, now))
    moved = states.check(suggestion, accepted, reason, facts, by, now)
    kind = NoticeKind.SUGGESTION_CHECKED if accepted else NoticeKind.SUGGESTION_SENT_BACK
    return store.save(found, version, moved, telling.deputies(suggestion, kind, now, reason=reason))
