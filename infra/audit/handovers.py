"""Who has a case in hand: the hand-overs, the lists of what is due and the promises agree with the case."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import HandOver
from functions.suggestions.matters.appeals import appeal as appeals
from functions.suggestions.matters.appeals.appeal import Appeal
from functions.suggestions.matters.letters import concern as concerns
from functions.suggestions.matters.letters.concern import Concern
from functions.suggestions.opinions import opinion as opinions
from functions.suggestions.opinions.opinion import Opinion
from functions.suggestions.promises import watching
from functions.suggestions.suggestions.handling import UNDER_WAY
from functions.suggestions.suggestions.suggestion import Progress, Suggestion
from functions.suggestions.tables import CASE, case_key, handover_sort, promise_sort
from infra.audit.cases import TABLE, heads
from infra.audit.finding import Code, Finding, Snapshot, found, missing
from shared.store.writing import Write

_PROMISED = "#PROMISE"
_IN_HAND = (Progress.PENDING, Progress.ACCEPTED)


def listed(snapshot: Snapshot) -> Iterator[Finding]:
    """What is due stands in the list of who owes it and of each scope that reaches it, once, and no longer
    than it is owed. A day that is due is watched."""
    due: set[tuple[str, str]] = set()
    for item, held in snapshot.values(TABLE, CASE, handover_sort(), HandOver):
        if (item.pk, item.sk) != (case_key(held.about.case), handover_sort(held.party)):
            yield found(Code.HANDOVER_LISTED, item, f"says it is {held.about.case} with {held.party}")
        due.update(store.places(held))
        if (held.listed is None) and item.fields.get("gsi1pk"):
            yield found(Code.HANDOVER_LISTED, item, "is owed no more and still watched")
        if store.due_day(held) is not None and not item.fields.get("gsi1pk"):
            yield found(Code.HANDOVER_LISTED, item, "has a due day that nobody watches")
    promised = {
        (write.item.pk, write.item.sk) for case in _suggestions(snapshot) for write in _promises(case)
    }
    due |= {place for place in promised if place[0].startswith("DUE#")}
    standing = {(item.pk, item.sk) for item in snapshot.kind(TABLE, "DUE")}
    for pk, sk in sorted(due - standing):
        yield missing(_code(sk), TABLE, pk, sk, "is owed and does not stand there")
    for pk, sk in sorted(standing - due):
        yield missing(_code(sk), TABLE, pk, sk, "stands there and nobody owes it")
    watched = {(item.pk, item.sk) for item in snapshot.kind(TABLE, CASE, promise_sort(""))}
    for pk, sk in sorted(watched ^ (promised - due)):
        words = "watches nothing" if (pk, sk) in watched else "is promised and not watched"
        yield missing(Code.PROMISE, TABLE, pk, sk, words)


def _code(sk: str) -> Code:
    return Code.PROMISE if sk.endswith(_PROMISED) else Code.HANDOVER_LISTED


def _suggestions(snapshot: Snapshot) -> Iterator[Suggestion]:
    return (case for _, case in heads(snapshot) if isinstance(case, Suggestion))


def _promises(case: Suggestion) -> list[Write]:
    """What stands of its promises; only the keys hold whenever they were told."""
    return watching.writes(replace(case, promises=()), case, case.version, case.opened_at)


def states(snapshot: Snapshot) -> Iterator[Finding]:
    """A unit has a case in hand when the case says so, and only then: no hand-over without its case."""
    for item, case in heads(snapshot):
        held = [snapshot.value(one, HandOver) for one in snapshot.begins(TABLE, item.pk, handover_sort())]
        open_ = {
            one.party
            for one in held
            if one is not None and one.share in handover.UNITS and one.state in handover.OPEN
        }
        must, may = _in_hand(case)
        for party in sorted(must - open_):
            yield found(Code.HANDOVER_STATE, item, f"says {party} has it in hand, which has not")
        for party in sorted(open_ - may):
            yield found(Code.HANDOVER_STATE, item, f"{party} has it in hand, and it does not say so")


def _in_hand(case: Any) -> tuple[set[str], set[str]]:
    """The units that must have a case in hand, and those that may."""
    if isinstance(case, Opinion):
        own = {case.unit} if case.unit is not None and case.state is opinions.State.HANDED_OVER else set()
        return own, own
    if isinstance(case, Suggestion):
        # Once it is replied to or withdrawn its units stay as they stood then, and have nothing in hand.
        units = {one.unit for one in case.units if one.progress in _IN_HAND and case.state in UNDER_WAY}
        return units, units
    if isinstance(case, Concern) and case.unit is not None:
        may = {case.unit} if case.state is concerns.State.HANDED_OVER else set()
        return (set() if case.result_known else may), may
    if isinstance(case, Appeal):
        organ = {case.organ} if case.state is appeals.State.RECEIVED else set()
        return organ, organ
    return set(), set()


CHECKS = (listed, states)
