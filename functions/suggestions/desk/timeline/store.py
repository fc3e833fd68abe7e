"""A page of the line of time of a case: so many entries of the history, and what happened between them."""

from collections.abc import Callable, Iterable
from datetime import datetime

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.desk.timeline.line import Line, Span, merged
from functions.suggestions.handovers.handover import HandOver
from shared.domain.clock import from_text
from shared.domain.errors import Refusal
from shared.store.pages import Page, decode, encode


def page(
    case: str,
    held: Iterable[HandOver],
    who: Callable[[Entry], str | None],
    *,
    limit: int,
    cursor: str | None,
    now: datetime,
) -> Page[Line]:
    """A page of ``limit`` entries of the history, with what happened to the hand-overs up to the last of
    them. ``who`` says as what somebody acted, ``None`` for what is not shown. One call."""
    after: datetime | None = None
    inner: str | None = None
    if cursor is not None:
        inner, text = decode(cursor, str, str)
        after = _instant(text)
    found = cases.history(case, limit=limit, cursor=inner)
    last = found.items[-1].at if found.items and found.next is not None else None
    shown = [(entry, acting) for entry in found.items if (acting := who(entry)) is not None]
    lines = merged(shown, held, Span(after, last), now)
    more = None if found.next is None or last is None else encode(found.next, last.isoformat())
    return Page(lines, more)


def _instant(text: str) -> datetime:
    """The instant in a cursor; raises ``Refusal("invalid_cursor")`` for what none holds."""
    try:
        found = from_text(text)
    except ValueError as error:
        raise Refusal("invalid_cursor") from error
    if found.tzinfo is None:
        raise Refusal("invalid_cursor")
    return found
