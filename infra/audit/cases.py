"""Cases: a history without holes, and everything that stands beside a head as it follows from the head.

What a list, an index or a deputy's own partition shows of a case is derived from it, so here it is derived
anew and compared: what is missing, what nobody explains, what says something else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Case, Entry
from functions.suggestions.matters.acting import raised_by
from functions.suggestions.matters.appeals import appeal as appeals
from functions.suggestions.matters.appeals.appeal import Appeal
from functions.suggestions.matters.appeals.handling import shown as appeal_shown
from functions.suggestions.matters.letters import store as concerns
from functions.suggestions.matters.letters.concern import Concern
from functions.suggestions.matters.obstruction import report as reports
from functions.suggestions.matters.obstruction.handling import shown as report_shown
from functions.suggestions.matters.obstruction.report import Report
from functions.suggestions.opinions import opinion as opinions
from functions.suggestions.opinions import store as opinion_store
from functions.suggestions.opinions.opinion import Opinion
from functions.suggestions.opinions.similar import entries as likeness
from functions.suggestions.opinions.similar.likeness import Signature
from functions.suggestions.opinions.store import Resident
from functions.suggestions.publishing.store import Copy
from functions.suggestions.publishing.store import shown as published
from functions.suggestions.suggestions import store as suggestion_store
from functions.suggestions.suggestions import suggestion as suggestions
from functions.suggestions.suggestions.suggestion import Suggestion
from functions.suggestions.supervision import store as supervision
from functions.suggestions.tables import (
    CASE,
    PUBLISHED,
    RESIDENT,
    SuggestionItem,
    case_key,
    event_sort,
    shown_key,
    time_sort,
)
from infra.audit.finding import Code, Finding, Snapshot, differing, differs, found, missing
from infra.audit.snapshot import Stored, expected
from shared.store.writing import Write

TABLE = "Suggestions"
_CLASSES: dict[str, type[Any]] = {"e": Opinion, "s": Suggestion, "h": Concern, "t": Appeal, "x": Report}
"""What a case is, by what its id begins with."""
_NAMING = {"SIGNER", "SHOWN", "CONCERNS_OF", "APPEALS_OF", "OBSTRUCTIONS_OF"}
_LISTS = (
    opinions.KIND,
    suggestions.KIND,
    "LETTERS",
    "HEARD",
    appeals.KIND,
    reports.KIND,
    "LIKE",
    PUBLISHED,
    *sorted(_NAMING),
)
_INDEX = ("gsi1pk", "gsi1sk")
_KEYED = {"signature"}


_UNSIGNED = cases.Standing(
    opinion_store.shown.listed,
    lambda opinion: [
        *likeness.of(opinion, lambda text: Signature("", 0)),
        *opinion_store.waiting_entries(opinion),
    ],
)
"""What stands of an opinion, but for the signature of its words: only the functions have the key."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a head: an item as a store would write it, and of which case."""

    case: str
    item: Stored

    @property
    def place(self) -> tuple[str, str]:
        """Its key."""
        return self.item.pk, self.item.sk


def heads(snapshot: Snapshot) -> Iterator[tuple[Stored, Any]]:
    """Every case with its head's item."""
    for item in snapshot.kind(TABLE, CASE, CASE):
        cls = _CLASSES.get(item.pk.removeprefix(case_key(""))[:1])
        value = None if cls is None else snapshot.value(item, cls)
        if value is not None:
            yield item, value


def histories(snapshot: Snapshot) -> Iterator[Finding]:
    """One entry for each version, from the first on, under its own number; of a case that is there."""
    for pk in snapshot.partitions(TABLE, CASE):
        head = snapshot.get(TABLE, pk, CASE)
        events = snapshot.begins(TABLE, pk, event_sort())
        if head is None:
            for item in snapshot.partition(TABLE, pk).values():
                yield found(Code.CASE_ORPHAN, item, "there is no such case")
            continue
        wanted = [event_sort(number) for number in range(1, head.version + 1)]
        standing = [item.sk for item in events]
        if standing != wanted:
            holes = sorted(set(wanted) - set(standing)) + sorted(set(standing) - set(wanted))
            yield found(
                Code.CASE_HISTORY, head, f"version {head.version}, and its history differs in {holes}"
            )
        for item in events:
            entry = snapshot.value(item, Entry)
            if entry is not None and event_sort(entry.number) != item.sk:
                yield found(Code.CASE_HISTORY, item, f"says it is number {entry.number}")


def lists(snapshot: Snapshot) -> Iterator[Finding]:
    """Each list has what the heads say, and nothing else."""
    due = {one.place: one for _, case in heads(snapshot) for one in _beside(snapshot, case)}
    for place, one in due.items():
        standing = snapshot.get(TABLE, *place)
        if standing is None:
            yield missing(_absent(place[0]), TABLE, *place, f"by {one.case} it would stand there")
            continue
        names = [name for name in differing(standing.body, one.item.body) if name not in _KEYED]
        if names:
            yield found(Code.CASE_LIST_STALE, standing, f"by {one.case} it would say otherwise: {names}")
        yield from differs(Code.CASE_INDEX, standing, _INDEX, one.item)
    for kind in _LISTS:
        for item in snapshot.kind(TABLE, kind):
            if (item.pk, item.sk) in due or _may_stay(snapshot, kind, item):
                continue
            yield found(_extra(kind, item), item, "by no case it would stand there")


def _absent(pk: str) -> Code:
    kind = pk.partition("#")[0]
    if kind in _NAMING:
        return Code.CASE_NAMED
    if kind == PUBLISHED or pk.startswith(case_key("")):
        return Code.CASE_PUBLIC
    return Code.CASE_KEY if pk.endswith("#KEY") else Code.CASE_LIST_MISSING


def _extra(kind: str, item: Stored) -> Code:
    code = _absent(item.pk)
    return Code.CASE_LIST_EXTRA if code is Code.CASE_LIST_MISSING else code


def _may_stay(snapshot: Snapshot, kind: str, item: Stored) -> bool:
    """A deputy who had a part in a suggestion once keeps the entry that leads to it."""
    case = item.sk.rpartition("#")[2]
    return kind == "SIGNER" and snapshot.get(TABLE, case_key(case), CASE) is not None


def _beside(snapshot: Snapshot, case: Any) -> Iterator[Beside]:
    kind, shown = _shown(case)
    for entry in cases.list_entries(kind, case, shown):
        yield Beside(case.id, expected(TABLE, entry))
    if isinstance(case, Suggestion):
        yield from _of(case, supervision.listed(case) if case.key is not None else ())
        for deputy in case.concerned:
            yield Beside(case.id, expected(TABLE, suggestion_store.signer_item(case, deputy)))
        for talk in case.talks:
            if talk.open:
                shown_to = SuggestionItem(shown_key(talk.unit), time_sort(talk.since, case.id), version=1)
                shown_to.body = {}
                yield Beside(case.id, expected(TABLE, shown_to))
        copy = snapshot.read(TABLE, case_key(case.id), PUBLISHED, Copy)
        if copy is not None and case.publication is not None and case.publication.listed is not None:
            yield from _of(case, published(copy))
    elif isinstance(case, Concern):
        yield from _of(case, [raised_by(concerns.OWN, case.deputy, case)])
    elif isinstance(case, Appeal) and case.deputy is not None:
        yield from _of(case, [raised_by(appeals.KIND, case.deputy, case)])
    elif isinstance(case, Report):
        yield from _of(case, [raised_by(reports.KIND, case.deputy, case)])


def _shown(case: Case) -> tuple[str, cases.Shown]:
    if isinstance(case, Opinion):
        return opinions.KIND, _UNSIGNED
    if isinstance(case, Suggestion):
        return suggestions.KIND, suggestion_store.shown
    if isinstance(case, Concern):
        return case.kind, concerns.shown
    if isinstance(case, Appeal):
        return appeals.KIND, appeal_shown
    return reports.KIND, report_shown


def _of(case: Case, writes: Iterable[Write]) -> Iterator[Beside]:
    for write in writes:
        yield Beside(case.id, expected(TABLE, write.item))


def publications(snapshot: Snapshot) -> Iterator[Finding]:
    """What is public of a suggestion is there while it is published, and no longer."""
    for item, case in heads(snapshot):
        if not isinstance(case, Suggestion):
            continue
        listed = None if case.publication is None else case.publication.listed
        copy = snapshot.get(TABLE, item.pk, PUBLISHED)
        if (listed is None) != (copy is None):
            words = "a copy is public" if copy is not None else "no copy is public"
            yield found(Code.CASE_PUBLIC, item, f"{words}, and it says it is listed since {listed}")


def bringers(snapshot: Snapshot) -> Iterator[Finding]:
    """Who brought an opinion is kept beside it, and finds it as long as they are not erased."""
    for item, case in heads(snapshot):
        if not isinstance(case, Opinion):
            continue
        kept = snapshot.get(TABLE, item.pk, RESIDENT)
        if kept is None:
            yield found(Code.CASE_BRINGER, item, "who brought it is not kept")
            continue
        resident = snapshot.value(kept, Resident)
        if resident is None:
            continue
        if resident.opinion != case.id:
            yield found(Code.CASE_BRINGER, kept, f"is of {resident.opinion}")
        follows = expected(TABLE, opinion_store.kept(case, resident).item)
        yield from differs(Code.CASE_BRINGER, kept, _INDEX, follows)


def mergers(snapshot: Snapshot) -> Iterator[Finding]:
    """One that stands for others names them, and each of them names it."""
    by_id = {case.id: (item, case) for item, case in heads(snapshot)}
    for id_, (item, case) in by_id.items():
        if not isinstance(case, (Opinion, Suggestion)):
            continue
        if case.merged_into is not None and id_ not in _stands_for(by_id, case.merged_into):
            yield found(Code.CASE_MERGED, item, f"is merged into {case.merged_into}, which names it not")
        for other in _stands_for(by_id, id_):
            if other not in by_id or by_id[other][1].merged_into != id_:
                yield found(Code.CASE_MERGED, item, f"stands for {other}, which names it not")


def _stands_for(by_id: dict[str, tuple[Stored, Any]], id_: str) -> tuple[str, ...]:
    _, case = by_id.get(id_, (None, None))
    if isinstance(case, Opinion):
        return case.merged
    return tuple(voice.suggestion for voice in case.voices) if isinstance(case, Suggestion) else ()


def origins(snapshot: Snapshot) -> Iterator[Finding]:
    """A suggestion names the opinions that it grew from, and each of them names it."""
    by_id = {case.id: (item, case) for item, case in heads(snapshot)}
    pairs = {
        (case.id, origin.opinion)
        for _, case in by_id.values()
        if isinstance(case, Suggestion)
        for origin in case.origins
    }
    named = {
        (suggestion, case.id)
        for _, case in by_id.values()
        if isinstance(case, Opinion)
        for suggestion in case.suggestions
    }
    for suggestion, opinion in sorted(pairs ^ named):
        side = "the opinion" if (suggestion, opinion) in pairs else "the suggestion"
        words = f"{suggestion} grew from {opinion}, which {side} does not say"
        yield missing(Code.CASE_ORIGIN, TABLE, case_key(suggestion), CASE, words)


CHECKS = (histories, lists, publications, bringers, mergers, origins)
