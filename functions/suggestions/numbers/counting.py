"""From the stream of Suggestions to the tallies: whatever case has changed is counted anew, whole.

Nothing is counted up, so a change that comes twice, late or out of order makes no difference: a case is
counted from how it stands, its scope's own tally from all its cases of the month, and a tally of all that a
scope reaches from those of the scopes below it. So the cost of a change grows with one scope's month and
not with the province.
"""

import json
import logging
from collections.abc import Callable, Iterable
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.handovers import store as handovers
from functions.suggestions.numbers import figure, store
from functions.suggestions.numbers.figure import Figure
from functions.suggestions.numbers.store import Place
from functions.suggestions.opinions.opinion import KIND as OPINIONS
from functions.suggestions.opinions.opinion import Opinion
from functions.suggestions.suggestions.suggestion import KIND as SUGGESTIONS
from functions.suggestions.suggestions.suggestion import Suggestion
from functions.suggestions.tables import CASE, SuggestionItem, case_key
from shared.domain import clock
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.settings import Setting, setting

logger = logging.getLogger("lianluo")
_OPINION, _SUGGESTION = "e", "s"
"""What the ids of cases begin with that are counted."""


KINDS = (OPINIONS, SUGGESTIONS)
PAGE = 100
"""Cases that one call of :func:`walk` counts: some seconds."""


def work(event: dict[str, Any]) -> dict[str, Any]:
    """Takes a stream batch; answers from which record on to try again, if any. Cases and tallies that failed
    keep no other from being written."""
    numbers: dict[str, list[str]] = {}
    for record in event["Records"]:
        case = record["dynamodb"]["Keys"]["pk"]["S"].removeprefix(case_key(""))
        numbers.setdefault(case, []).append(record["dynamodb"]["SequenceNumber"])
    failed = {case for case, error in count(numbers).items() if error}
    again = {number for case in failed for number in numbers[case]}
    order = [record["dynamodb"]["SequenceNumber"] for record in event["Records"]]
    first = next((number for number in order if number in again), None)
    return {"batchItemFailures": [] if first is None else [{"itemIdentifier": first}]}


def walk(kind: str, month: str, after: str | None) -> dict[str, Any]:
    """Counts anew a page of the province's cases of a kind that came in a month, as an operator asks: how
    many, those that failed, and where the next page begins (``after``)."""
    scope = setting(Setting.PROVINCE)
    page = cases.page(kind, scope, state=None, month=month, limit=PAGE, cursor=after)
    failed = count(one["id"] for one in page.items)
    return {
        "counted": len(failed),
        "failed": sorted(case for case, error in failed.items() if error),
        "after": page.next,
    }


def count(ids: Iterable[str]) -> dict[str, bool]:
    """Counts these cases anew and every tally that they belong to; says of each case whether that failed."""
    failed: dict[str, bool] = {}
    belongs: dict[Place, set[str]] = {}
    for case in ids:
        if case[:1] not in (_OPINION, _SUGGESTION):
            continue
        places: list[Place] = []
        failed[case] = not _attempt(lambda case=case, places=places: places.extend(_counted(case)))  # type: ignore[misc]
        for place in places:
            belongs.setdefault(place, set()).add(case)
    above: dict[tuple[int, Place], set[str]] = {}
    for place, members in belongs.items():
        if not _attempt(lambda place=place: store.recount_own(place)):  # type: ignore[misc]
            failed.update(dict.fromkeys(members, True))
        for depth, scope in enumerate(() if place.of.startswith("u") else reaching(place.of)):
            above.setdefault((depth, Place(place.kind, scope, place.month)), set()).update(members)
    for (_, place), members in sorted(above.items(), key=lambda entry: -entry[0][0]):
        if not _attempt(lambda place=place: store.recount(place)):  # type: ignore[misc]
            failed.update(dict.fromkeys(members, True))
    return failed


def _counted(case: str) -> list[Place]:
    return store.write(case, lambda: _figure(case))


def _figure(case: str) -> Figure | None:
    """The case as it stands. Two calls, one for what is gone."""
    item = engine.get(SuggestionItem, case_key(case), CASE, consistent=True)
    if item is None:
        return None
    held = handovers.of_case(case, consistent=True)
    now = clock.now()
    if case.startswith(_OPINION):
        return figure.of_opinion(value_of(item, Opinion), held, now)
    return figure.of_suggestion(value_of(item, Suggestion), held, now)


def _attempt(work: Callable[[], object]) -> bool:
    try:
        work()
    except Exception as error:
        code = error.code if isinstance(error, Refusal) else type(error).__name__
        logger.exception(json.dumps({"counting": code}))
        return False
    return True
