"""A case's history as a course: each step could be taken where the one before it led, and the last led to
where the case stands."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.matters.appeals import appeal
from functions.suggestions.matters.letters import concern
from functions.suggestions.matters.obstruction import report
from functions.suggestions.opinions import opinion
from functions.suggestions.tables import event_sort
from infra.audit.cases import TABLE, heads
from infra.audit.finding import Code, Finding, Snapshot, found
from shared.domain.errors import Refusal

_Then = Callable[[Any, Entry], tuple[Any, Entry]]


def courses(snapshot: Snapshot) -> Iterator[Finding]:
    """Of opinions, concerns, appeals and reports: their steps tell which state follows. What a suggestion's
    steps lead to depends on its units too; the hand-overs are compared with these."""
    for item, case in heads(snapshot):
        begun = _begun(case)
        if begun is None:
            continue
        value, then = begun
        for event in snapshot.begins(TABLE, item.pk, event_sort())[1:]:
            entry = snapshot.value(event, Entry)
            if entry is None:
                continue
            try:
                value, _ = then(value, entry)
            except (Refusal, ValueError):
                yield found(Code.CASE_COURSE, event, f"{entry.what} cannot happen to what is {value.state}")
                break
        else:
            if (value.state, _round(value)) != (case.state, _round(case)):
                led = f"leads to {value.state} in round {_round(value)}"
                words = f"its history {led}, and it is {case.state} in round {_round(case)}"
                yield found(Code.CASE_COURSE, item, words)


def _begun(case: Any) -> tuple[Any, _Then] | None:
    """The case as it came, and what makes its steps."""
    if isinstance(case, opinion.Opinion):
        return replace(case, state=opinion.State.RECEIVED, forwarded=False, round=1), opinion.then
    if isinstance(case, concern.Concern):
        return replace(case, state=concern.State.RECEIVED, round=1), concern.then
    if isinstance(case, appeal.Appeal):
        return replace(case, state=appeal.State.RECEIVED), appeal.then
    if isinstance(case, report.Report):
        return replace(case, state=report.State.REPORTED, round=1, added=0, finding=None), report.then
    return None


def _round(case: Any) -> int:
    return getattr(case, "round", 1)


CHECKS = (courses,)
