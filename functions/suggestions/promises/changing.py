"""The steps of a promise with all that is written for them: each is one transaction with its suggestion, and
whoever is concerned is told."""

from datetime import date, datetime

from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.handovers import store as handovers
from functions.suggestions.promises import keeping
from functions.suggestions.suggestions import owing, persons, store, telling
from functions.suggestions.suggestions.suggestion import Suggestion
from functions.suggestions.suggestions.units import Work
from shared.domain.notices import NoticeKind
from shared.domain.roles import Caller
from shared.store.writing import Write

_BEGINS = 60
"""Characters of a report that notices tell."""


def require_consenter(caller: Caller, suggestion: Suggestion, now: datetime) -> None:
    """Whoever may consent to another day: the deputy to whom it was promised, and the office. Raises
    ``deputy_suspended``, ``case_not_found`` of a draft, ``role_missing``, ``out_of_scope``. None, or one call
    for the deputy."""
    if caller.person == suggestion.deputy:
        persons.require_not_suspended(caller.person, suggestion.congress, now)
    else:
        persons.require_office(caller, suggestion)


def ask(work: Work, until: date, reason: str) -> Suggestion:
    """The unit asks for another day; the deputy and the office are told. Raises what :func:`keeping.ask`
    raises, ``stale_version``. One call."""
    suggestion = work.suggestion
    moved = keeping.ask(suggestion, work.unit, until, reason, work.by, work.now)
    said = {"with": _name(suggestion, work.unit), "due": str(until), "reason": reason}
    kind = NoticeKind.POSTPONEMENT_ASKED
    told = [
        telling.office(suggestion, kind, work.now, **said),
        telling.person(suggestion, suggestion.deputy, kind, work.now, **said),
    ]
    return store.save(work.found, work.version, moved, told)


def answer(work: Work, granted: bool, reason: str | None) -> Suggestion:
    """The office or the deputy consents to it or not; the unit, the deputies who signed and the office are
    told. Raises what :func:`keeping.answer` raises, ``stale_version``. One call."""
    suggestion = work.suggestion
    moved = keeping.answer(suggestion, work.unit, granted, reason, work.by, work.now)
    after = moved.after.promise(work.unit)
    due = None if after is None else str(after.until)
    outcome = "同意" if granted else "不同意"
    kind = NoticeKind.POSTPONEMENT_ANSWERED
    told = [
        *telling.units(suggestion, [work.unit], kind, work.now, outcome=outcome, due=due, reason=reason),
        *telling.deputies(suggestion, kind, work.now, outcome=outcome, due=due, reason=reason),
        telling.office(suggestion, kind, work.now, outcome=outcome, due=due, reason=reason),
    ]
    return store.save(work.found, work.version, moved, told)


def fulfil(work: Work, report: str) -> Suggestion:
    """The unit says what it has done; the deputies who signed and the office are told. Raises what
    :func:`keeping.fulfil` raises, ``stale_version``. One call."""
    suggestion = work.suggestion
    moved = keeping.fulfil(suggestion, work.unit, report, work.by, work.now)
    said = {"with": _name(suggestion, work.unit), "answer": report[:_BEGINS]}
    kind = NoticeKind.PROMISE_FULFILLED
    told = [
        *telling.deputies(suggestion, kind, work.now, **said),
        telling.office(suggestion, kind, work.now, **said),
    ]
    return store.save(work.found, work.version, moved, told)


def rate(work: Work, result: Verdict, attitude: Verdict, reason: str | None) -> Suggestion:
    """The deputy says what came of it; the unit and the office are told. Dissatisfied with it, another round
    is owed, and rules that listen to it run from here. Raises what :func:`keeping.rate` raises,
    ``stale_version``. One call, two where a round is owed by it."""
    suggestion = work.suggestion
    moved = keeping.rate(suggestion, work.unit, result, attitude, reason, work.by, work.now)
    outcome = f"结果{result.chinese}，态度{attitude.chinese}"
    kind = NoticeKind.SUGGESTION_RATED
    others: list[Write] = [
        telling.office(suggestion, kind, work.now, outcome=outcome, reason=reason),
        *telling.units(suggestion, [work.unit], kind, work.now, outcome=outcome, reason=reason),
    ]
    if moved.after.dissatisfied and not suggestion.dissatisfied:
        standing = handovers.of_case(suggestion.id, consistent=True)
        others += owing.rated(moved.after, standing, work.by, work.now, reason)
        others += owing.another_round(suggestion, standing, work.by, work.now, reason)
    return store.save(work.found, work.version, moved, others)


def _name(suggestion: Suggestion, unit: str) -> str | None:
    found = suggestion.promise(unit)
    return None if found is None else found.name
