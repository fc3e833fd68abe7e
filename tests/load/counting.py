"""After a load: every promise of the ledger counted against the tables and, with who is told of it, against
the messages that came."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from functions.suggestions.suggestions.suggestion import State, Suggestion
from functions.suggestions.tables import CASE, RESIDENT, case_key, event_sort
from infra.audit import Snapshot
from infra.local.receiver import Inbox
from shared.store.records import deputy_key
from tests.load import messages
from tests.load.kinds import (
    ASKED,
    CHECK_IN,
    CHECKED,
    HANDED_OVER,
    OPINION,
    REPLY,
    SESSION,
    SIGNED,
    SUBMITTED,
    SUGGESTION,
)
from tests.load.ledger import Ledger, Promise

_COURSE = (State.DRAFT, State.SUBMITTED, State.ACCEPTED, State.HANDED_OVER)
_AT_LEAST = {SUBMITTED: State.SUBMITTED, CHECKED: State.ACCEPTED, HANDED_OVER: State.HANDED_OVER}
"""The state in which a suggestion stands after what was accepted, or a later one."""


class Place(messages.Place, Protocol):
    """What is counted of a town."""

    @property
    def stations(self) -> Sequence[str]: ...


def differences(ledger: Ledger, snapshot: Snapshot, inbox: Inbox, town: Place) -> list[str]:
    """A line for each promise that was not kept and for each thing that nobody was promised."""
    return [
        *(f"answered in two ways: {one}" for one in ledger.differing),
        *_check_ins(ledger, snapshot, town),
        *_sessions(ledger, snapshot),
        *_opinions(ledger, snapshot, town),
        *_suggestions(ledger, snapshot, town),
        *messages.differences_told(ledger, snapshot, inbox, town),
    ]


def _check_ins(ledger: Ledger, snapshot: Snapshot, town: Place) -> Iterator[str]:
    promised = {one.id for one in ledger.of(CHECK_IN)}
    stored = {
        f"{person.id}.{item.fields['day'].replace('-', '')}.{item.fields['reference']}"
        for person in town.deputies
        for item in snapshot.begins("Records", deputy_key(person.id), "RECORD#")
        if item.fields["kind"] == "check_in"
    }
    yield from (f"lost: check-in {one}" for one in sorted(promised - stored))
    yield from _unpromised("check-in", stored - promised, ledger.given_up[CHECK_IN])


def _sessions(ledger: Ledger, snapshot: Snapshot) -> Iterator[str]:
    for one in ledger.of(SESSION):
        session = snapshot.get("Identities", f"SESSION#{one.id}", "SESSION")
        if session is None or session.fields["person"] != one.by:
            yield f"lost: session {one.id}"


def _opinions(ledger: Ledger, snapshot: Snapshot, town: Place) -> Iterator[str]:
    opinions, replies = {one.id for one in ledger.of(OPINION)}, Counter(one.id for one in ledger.of(REPLY))
    for one in sorted(opinions):
        partition = snapshot.partition("Suggestions", case_key(one))
        if not {CASE, RESIDENT, event_sort(1)} <= partition.keys():
            yield f"lost: opinion {one}"
        elif event_sort(1 + replies[one]) not in partition:
            yield f"lost: the reply to opinion {one}"
        elif event_sort(2 + replies[one]) in partition and not ledger.given_up[REPLY]:
            yield f"doubled: a reply to opinion {one}, {replies[one]} were accepted"
    stored = {
        item.pk.removeprefix(case_key(""))
        for item in snapshot.kind("Suggestions", "CASE", CASE)
        if item.body.get("scope") in town.stations
    }
    yield from _unpromised("opinion", stored - opinions, ledger.given_up[OPINION])


def _suggestions(ledger: Ledger, snapshot: Snapshot, town: Place) -> Iterator[str]:
    drafted, submitted = {one.id for one in ledger.of(SUGGESTION)}, {one.id for one in ledger.of(SUBMITTED)}
    found = {one: snapshot.read("Suggestions", case_key(one), CASE, Suggestion) for one in sorted(drafted)}
    yield from (f"lost: suggestion {one}" for one, suggestion in found.items() if suggestion is None)
    for one in ledger.promises:
        suggestion = found.get(one.id)
        if suggestion is not None and not _is_kept(one, suggestion):
            yield f"lost: the {one.kind} of suggestion {one.id}"
    people = {person.id for person in town.deputies}
    stored = {
        item.pk.removeprefix(case_key(""))
        for item in snapshot.kind("Suggestions", "CASE", CASE)
        if item.body.get("deputy") in people
    }
    yield from _unpromised("suggestion", stored - drafted, ledger.given_up[SUGGESTION])
    recorded = Counter(
        str(item.fields["reference"])
        for person in people
        for item in snapshot.begins("Records", deputy_key(person), "RECORD#")
        if item.fields["reference"] in submitted
    )
    yield from (
        f"{recorded[one]} records of suggestion {one}" for one in sorted(submitted) if recorded[one] != 1
    )


def _is_kept(promise: Promise, suggestion: Suggestion) -> bool:
    if promise.kind == ASKED:
        return bool(suggestion.signers)
    if promise.kind == SIGNED:
        return promise.by in suggestion.signed_by
    least = _AT_LEAST.get(promise.kind, State.DRAFT)
    return suggestion.state in _COURSE[_COURSE.index(least) :]


def _unpromised(kind: str, more: set[str], given_up: int) -> Iterator[str]:
    """What a client gave up may have been done all the same; anything else was done and never promised."""
    if len(more) > given_up:
        yield f"doubled: {len(more)} {kind}s that nobody was promised, {given_up} were given up"
