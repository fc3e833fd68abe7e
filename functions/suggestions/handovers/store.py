"""Hand-overs in the Suggestions table, and the lists of what is due.

| item | pk | sk | in the index ``by_list`` |
|---|---|---|---|
| hand-over | ``CASE#{case}`` | ``HANDOVER#{party}`` | ``WATCH#{0..7}``, ``{moment}#{case}#{party}`` |
| due entry | ``DUE#{unit}``, ``DUE#{scope}``, ``DUE#{deputy}`` | ``{due}#{case}#{party}`` | |

A hand-over stands in the index while there is something to tell of its clocks, under the next moment, and
last while a clock has a day of which nobody is told. Due
entries are derived: written anew with every change, of the clock that is owed first; what a rule wants
promptly stands first, what no rule gives a time for last.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zlib import crc32

from functions.suggestions.clocks.clock import Timed, first_owed, next_moment
from functions.suggestions.handovers import handover
from functions.suggestions.handovers.handover import About, HandOver, Share, State
from functions.suggestions.tables import (
    WATCHES,
    SuggestionItem,
    case_key,
    due_key,
    handover_sort,
    watch_key,
)
from shared.domain.clock import from_text, legal_day, utc_text
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.regulations.reckoning import last_instant
from shared.store import engine
from shared.store.engine import BY_LIST
from shared.store.envelopes import body_of, unchanged, value_of
from shared.store.pages import Page, partition_page
from shared.store.writing import Write, put, remove

PROMPTLY, NO_TIME = "0000", "9999"
"""Stand for the due moment of what a rule wants promptly, and of what no rule gives a time for."""
UNWATCHED = "9999"
"""Stands for the moment at which there is something to tell where there is none: of what has a due day all
the same, which follows the calendar."""
LOOKED_AT_EVERY = timedelta(days=7)
"""How often a due day is reckoned anew that is not final, because holidays are not announced."""


@dataclass(frozen=True, slots=True)
class Due:
    """What a party owes first in a case, as lists show it. Without ``due_at``: promptly where there is a
    ``rule``; where there is none, no rule gives a time. ``promised``: it is what the party promised
    itself, or what was promised to it. ``extension_asked``: it asked for more time, and nobody has answered
    yet."""

    case: str
    kind: str
    scope: str
    title: str
    party: str
    share: Share
    state: State
    since: datetime
    name: str | None = None
    due: date | None = None
    due_at: datetime | None = None
    provisional: bool = False
    halted: bool = False
    rule: str | None = None
    instrument: str | None = None
    article: str | None = None
    binding: bool = False
    promised: bool = False
    extension_asked: bool = False


def load(case: str, party: str, *, consistent: bool = False) -> HandOver:
    """The hand-over; raises ``Refusal("handover_not_found")``. One call; ``consistent`` before a change."""
    found = find(case, party, consistent=consistent)
    if found is None:
        raise Refusal("handover_not_found")
    return found


def find(case: str, party: str, *, consistent: bool = True) -> HandOver | None:
    """The hand-over, if there is one. One call."""
    item = engine.get(SuggestionItem, case_key(case), handover_sort(party), consistent=consistent)
    return None if item is None else value_of(item, HandOver)


def of_case(case: str, *, consistent: bool = False) -> list[HandOver]:
    """All hand-overs of a case, also those that are over, by party. One call."""
    part = engine.query(SuggestionItem, case_key(case), prefix=handover_sort(), consistent=consistent)
    return [value_of(item, HandOver) for item in part.items]


def give(
    about: About,
    party: str,
    share: Share,
    at: datetime,
    by: str,
    *,
    name: str | None = None,
    reason: str | None = None,
    before: HandOver | None = None,
    redo: bool = False,
) -> list[Write]:
    """The writes by which a case comes to a party: the hand-over, its entries in the lists of what is due,
    its first moment. ``before`` is the party's hand-over where it had the case before, as it was read; it
    then goes on in that, and ``handover_state`` is raised while it has it in hand. Refused with
    ``already_handed_over`` where it had it and ``before`` was not given. ``redo``: another round was
    ordered, which a rule may listen to."""
    if before is None:
        made = handover.given(about, party, share, at, by, name=name, reason=reason)
    else:
        made = handover.again(handover.restated(before, about), share, at, by, reason)
    if redo:
        made = handover.happened(made, handover.REDO_ORDERED, at, by, reason)
    return writes(before, made, at)


def writes(before: HandOver | None, after: HandOver, now: datetime) -> list[Write]:
    """Everything that is written when a hand-over changes; put it into the case's own transaction. ``before``
    is as it was read, ``None`` for a new one. Refused with ``conflict`` where it has changed meanwhile,
    ``already_handed_over`` where a new one exists. Up to 8 operations, twice as many where a due day moves.
    """
    timed = handover.clocks(after, now)
    owed = handover.is_owed(after, timed)
    listed = _listed(after, timed) if owed else None
    after = replace(after, listed=listed)
    version = 1 if before is None else before.version + 1
    item = _item(after, timed if owed else (), version, now)
    if before is None:
        made = [put(item, SuggestionItem.pk.does_not_exist(), Refusal("already_handed_over"))]
    else:
        made = [put(item, unchanged(before.version), Refusal("conflict", retry_after=1))]
    if before is not None and before.listed is not None:
        kept = set(places(after))
        made += [remove(SuggestionItem(*place)) for place in places(before) if place not in kept]
    if owed:
        body = body_of(_due(after, timed))
        made += [put(SuggestionItem(pk, sk, version=1, body=body)) for pk, sk in places(after)]
    return made


def due(of: str, *, until: date | None, limit: int, cursor: str | None) -> Page[Due]:
    """A page of what is owed by a unit, or in what a scope reaches, by the time it is due: all of it, or what
    is due by the end of the day ``until``. One call."""
    between = None if until is None else ("0", f"{utc_text(last_instant(until))}#~")
    found = partition_page(SuggestionItem, due_key(of), limit=limit, cursor=cursor, between=between)
    return found.map(lambda item: value_of(item, Due))


def watched(now: datetime) -> Iterator[HandOver]:
    """The hand-overs of whose clocks there is something to tell by ``now``, as the index has them. One call
    for each of the partitions, and one per megabyte more."""
    for number in range(WATCHES):
        yield from (value_of(item, HandOver) for item in come(watch_key(number), now))


def come(partition: str, now: datetime) -> Iterator[SuggestionItem]:
    """What stands in a partition of the index under a moment that has come. One call per megabyte."""
    after: dict[str, Any] | None = None
    while True:
        until = ("0", f"{utc_text(now)}#~")
        part = engine.query(SuggestionItem, partition, index=BY_LIST, between=until, after=after)
        yield from part.items
        after = part.last_key
        if after is None:
            break


def dated(number: int) -> Iterator[HandOver]:
    """Every hand-over of one of the :data:`WATCHES` partitions of whose open clocks one has a day. One
    call per megabyte."""
    after: dict[str, Any] | None = None
    while True:
        part = engine.query(SuggestionItem, watch_key(number), index=BY_LIST, after=after)
        yield from (value_of(item, HandOver) for item in part.items)
        after = part.last_key
        if after is None:
            break


def due_day(found: HandOver) -> date | None:
    """The last day under which it stands in the lists; ``None`` where it stands under none."""
    sort = (found.listed or NO_TIME).split("#")[0]
    return None if sort in (PROMPTLY, NO_TIME) else legal_day(from_text(sort))


def _item(found: HandOver, running: tuple[Timed, ...], version: int, now: datetime) -> SuggestionItem:
    case = found.about.case
    item = SuggestionItem(case_key(case), handover_sort(found.party), version=version, body=body_of(found))
    at = _looked_at(found, running, now)
    if at is not None or any(timed.is_open and timed.run.clock.due is not None for timed in running):
        item.gsi1pk = watch_key(crc32(case.encode()) % WATCHES)
        item.gsi1sk = f"{UNWATCHED if at is None else utc_text(at)}#{case}#{found.party}"
    return item


def _looked_at(found: HandOver, running: tuple[Timed, ...], now: datetime) -> datetime | None:
    """When its clocks are looked at next: at the first moment not told, when a unit without a last day is
    urged, and now and then while a due day is not final."""
    moments = [*(next_moment(timed, found.told_until) for timed in running), handover.urged_next(found)]
    provisional = (t.run.clock.due is not None and t.run.clock.due.provisional for t in running if t.is_open)
    again = [now + LOOKED_AT_EVERY] if any(provisional) else []
    return min([*filter(None, moments), *again], default=None)


def _listed(found: HandOver, running: tuple[Timed, ...]) -> str:
    owed = first_owed(running)
    if owed is None:
        sort = NO_TIME
    elif owed.run.clock.due is None:
        sort = NO_TIME if owed.run.clock.state == "halted" else PROMPTLY
    else:
        sort = utc_text(owed.run.clock.due.at)
    return f"{sort}#{found.about.case}#{found.party}"


def places(found: HandOver) -> list[tuple[str, str]]:
    """Where its due entries stand: once for each scope that reaches the case, and once for a unit. What a
    deputy owes stands in the deputy's own list alone, also where a rule gives a time for it: six deputies can
    owe their word on one reply, and so many entries are not written in one transaction."""
    if found.listed is None:
        return []
    mine = found.share is Share.AUTHOR
    lists = [found.party] if mine else dict.fromkeys([*reaching(found.about.scope), found.party])
    return [(due_key(of), found.listed) for of in lists]


def _due(found: HandOver, running: tuple[Timed, ...]) -> Due:
    about, owed = found.about, first_owed(running)
    told = Due(
        about.case,
        about.what,
        about.scope,
        about.title,
        found.party,
        found.share,
        found.state,
        found.since,
        found.name,
        extension_asked=handover.waits_for_extension(found),
    )
    if owed is None:
        return told
    part, ends = owed.run.part, owed.run.clock.due
    return replace(
        told,
        due=ends.day if ends else None,
        due_at=ends.at if ends else None,
        provisional=ends is not None and ends.provisional,
        halted=owed.run.clock.state == "halted",
        rule=part.id,
        instrument=part.instrument,
        article=part.article,
        binding=owed.binds,
    )
