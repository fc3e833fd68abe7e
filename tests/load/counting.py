"""After a load: every promise of the ledger counted against the tables and the messages that came."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from functions.suggestions.suggestions.suggestion import State, Suggestion
from functions.suggestions.tables import CASE, RESIDENT, case_key, event_sort
from infra.audit import Snapshot
from infra.local.receiver import Inbox
from shared.domain.notices import NoticeKind
from shared.store.records import deputy_key
from tests.load.ledger import Ledger
from tests.load.town import Person
from tests.load.work import CHECK_IN, CODE, OPINION, SESSION, SUBMITTED, SUGGESTION


class Place(Protocol):
    """What is counted of a town."""

    deputies: Sequence[Person]
    residents: Sequence[Person]
    stations: Sequence[str]


def differences(ledger: Ledger, snapshot: Snapshot, inbox: Inbox, town: Place) -> list[str]:
    """A line for each promise that was not kept and for each thing that nobody was promised."""
    return [
        *(f"answered in two ways: {one}" for one in ledger.differing),
        *_check_ins(ledger, snapshot, town),
        *_sign_ins(ledger, snapshot, inbox, town),
        *_cases(ledger, snapshot, town),
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


def _sign_ins(ledger: Ledger, snapshot: Snapshot, inbox: Inbox, town: Place) -> Iterator[str]:
    codes = Counter(one.by for one in ledger.of(CODE))
    for person in town.residents:
        came = len(inbox.messages(person.phone))
        if came != codes[person.phone]:
            word = "lost" if came < codes[person.phone] else "doubled"
            yield f"{word}: {came} codes of {codes[person.phone]}"
    for one in ledger.of(SESSION):
        session = snapshot.get("Identities", f"SESSION#{one.id}", "SESSION")
        if session is None or session.fields["person"] != one.by:
            yield f"lost: session {one.id}"


def _cases(ledger: Ledger, snapshot: Snapshot, town: Place) -> Iterator[str]:
    told = Counter((item.fields["about"], item.fields["kind"]) for item in snapshot.kind("Inbox", "INBOX"))
    opinions = {one.id for one in ledger.of(OPINION)}
    for one in sorted(opinions):
        partition = snapshot.partition("Suggestions", case_key(one))
        if not {CASE, RESIDENT, event_sort(1)} <= partition.keys():
            yield f"lost: opinion {one}"
        yield from _told_once(told, f"opinion:{one}", NoticeKind.OPINION_RECEIVED)
    stored = {
        item.pk.removeprefix(case_key(""))
        for item in snapshot.kind("Suggestions", "CASE", CASE)
        if item.body.get("scope") in town.stations
    }
    yield from _unpromised("opinion", stored - opinions, ledger.given_up[OPINION])
    yield from _suggestions(ledger, snapshot, told, town)


def _suggestions(
    ledger: Ledger, snapshot: Snapshot, told: Counter[tuple[str, str]], town: Place
) -> Iterator[str]:
    drafted, submitted = {one.id for one in ledger.of(SUGGESTION)}, {one.id for one in ledger.of(SUBMITTED)}
    for one in sorted(drafted):
        found = snapshot.read("Suggestions", case_key(one), CASE, Suggestion)
        if found is None:
            yield f"lost: suggestion {one}"
        elif one in submitted and found.state is not State.SUBMITTED:
            yield f"lost: the submission of suggestion {one}"
    for one in sorted(submitted):
        yield from _told_once(told, f"suggestion:{one}", NoticeKind.SUGGESTION_RECEIVED)
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


def _told_once(told: Counter[tuple[str, str]], about: str, kind: NoticeKind) -> Iterator[str]:
    times = told[about, kind.value]
    if times != 1:
        yield f"{'lost' if not times else 'doubled'}: {times} notices {kind.value} about {about}"


def _unpromised(kind: str, more: set[str], given_up: int) -> Iterator[str]:
    """What a client gave up may have been done all the same; anything else was done and never promised."""
    if len(more) > given_up:
        yield f"doubled: {len(more)} {kind}s that nobody was promised, {given_up} were given up"
