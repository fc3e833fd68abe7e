"""What the resident sees of an opinion and may add to it, by the receipt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.opinions import limits, store, telling
from functions.suggestions.opinions.opinion import (
    KIND,
    MOST_ROUNDS,
    MOST_WORDS,
    RESIDENT,
    Happened,
    Opinion,
    then,
)
from functions.suggestions.opinions.store import Found
from shared.domain.errors import Refusal
from shared.domain.ids import shares_key
from shared.store.writing import Write

_TOLD = frozenset(Happened) - {Happened.SORTED, Happened.JOINED, Happened.LEFT}
"""What the resident sees of the history: all but how the staff sorted it and which others joined it."""
_OWN_WORDS = frozenset({Happened.ASKED, Happened.RATED, Happened.UNSOLVED, Happened.REPLIED, Happened.ERASED})
"""What was said between the staff and one resident, which others that were merged do not read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An opinion as its bringer sees it: with what happened to it, and how its round was rated."""

    opinion: Opinion
    entries: list[Entry]
    rating: Verdict | None


def see(receipt: str, secret: str) -> Seen:
    """The opinion to its bringer: of one that was merged, the course of the one that stands for it, without
    the words of others. Raises ``receipt_wrong``. Two calls, four where it was merged."""
    opinion = store.follow(receipt, secret).opinion
    entries = _told(cases.whole_history(opinion.id))
    if opinion.merged_into is None:
        return Seen(opinion, entries, opinion.rating_of(opinion))
    main = store.load(opinion.merged_into).opinion
    since = max(entry.at for entry in entries if entry.what == Happened.MERGED)
    later = (
        entry for entry in cases.whole_history(main.id) if entry.at > since and entry.what not in _OWN_WORDS
    )
    steps = sorted([*entries, *_told(later)], key=lambda entry: entry.at)
    return Seen(_as_one(opinion, main), steps, opinion.rating_of(main))


def _as_one(opinion: Opinion, main: Opinion) -> Opinion:
    grown = (*opinion.suggestions, *main.suggestions)
    return replace(
        opinion,
        state=main.state,
        unit_name=main.unit_name,
        answer=main.answer,
        round=main.round,
        suggestions=grown,
    )


def _told(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.what in _TOLD]


def add(receipt: str, secret: str, text: str, *, unsolved: bool, mark: str | None, now: datetime) -> Opinion:
    """The resident asks, adds, or says that the answer solves nothing: then the next round begins.

    One that was merged goes its own way again. The same request repeated adds nothing. Raises
    ``receipt_wrong``, ``case_state`` (unsolved before there is an answer), ``limit_reached``,
    ``too_many_requests``, ``conflict``, ``idempotency_key_reused``. Two calls, three where it was merged and
    is not solved; one where it was done before.
    """
    found = store.follow(receipt, secret)
    opinion = found.opinion
    if is_repeated(opinion, mark):
        return opinion
    if opinion.added >= MOST_WORDS:
        raise Refusal("limit_reached", limit=MOST_WORDS)
    if unsolved and opinion.round >= MOST_ROUNDS:
        raise Refusal("limit_reached", limit=MOST_ROUNDS)
    what = Happened.UNSOLVED if unsolved else Happened.ASKED
    data: dict[str, Any] = {"text": text}
    entry = Entry(what, RESIDENT, now, data=data)
    after, entry = then(opinion, entry, added=opinion.added + 1, added_by=mark)
    others = [limits.counted(limits.FOLLOWING, opinion.id, now), telling.added(opinion, now)]
    if unsolved and opinion.merged_into is not None:
        others += left(store.load(opinion.merged_into), opinion.id, now)
    return written(found, after, [entry], others)


def is_repeated(opinion: Opinion, mark: str | None) -> bool:
    """Whether the request of this mark was the last by which the resident added something or rated; raises
    ``idempotency_key_reused`` where its key came with another."""
    if not shares_key(mark, opinion.added_by):
        return False
    if mark != opinion.added_by:
        raise Refusal("idempotency_key_reused")
    return True


def written(found: Found, after: Opinion, entries: Sequence[Entry], others: Iterable[Write]) -> Opinion:
    """What a resident did, who knows no versions: where somebody else changed the opinion meanwhile the
    resident tries again (``conflict``). One call."""
    try:
        return cases.change(KIND, found.item, after, entries, store.shown, *others)
    except Refusal as refusal:
        if refusal.code == "stale_version":
            raise Refusal("conflict", retry_after=1) from refusal
        raise


def left(main: Found, opinion: str, now: datetime) -> list[Write]:
    """The opinion that stood for this one stands for it no longer; raises ``case_state`` before that one was
    answered."""
    merged = tuple(id_ for id_ in main.opinion.merged if id_ != opinion)
    entry = Entry(Happened.LEFT, RESIDENT, now, data={"opinion": opinion})
    after, entry = then(main.opinion, entry, merged=merged)
    return cases.changing(KIND, main.item, after, [entry], store.shown)
