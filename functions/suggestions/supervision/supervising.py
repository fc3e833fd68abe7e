"""What those who supervise do, each step in one transaction with all who are told of it."""

from collections.abc import Sequence
from datetime import date, datetime

from functions.suggestions.suggestions import ruling, telling, units
from functions.suggestions.suggestions import store as suggestions
from functions.suggestions.suggestions.store import Found
from functions.suggestions.suggestions.suggestion import Escalation, Key, Suggestion
from functions.suggestions.supervision import bodies, states, store
from functions.suggestions.supervision.states import Means
from shared.domain.clock import legal_day
from shared.domain.notices import NoticeKind
from shared.store.writing import Write


def choose(
    found: Found, on: date, lead: str, name: str, reason: str | None, version: int, by: str, now: datetime
) -> Suggestion:
    """The meeting of the congress's committee chose it for key supervision, which ``lead`` has (Deputies Law
    art. 52-2). The deputies who signed and the units are told. Raises ``case_state``, ``stale_version``,
    ``key_already``, ``key_not_foreseen`` and ``not_supervisor`` with the article, ``invalid_request``. One
    call."""
    suggestion = found.suggestion
    rules = ruling.book(suggestion, now)
    way = bodies.meeting(suggestion, rules)
    bodies.supervisor(suggestion, rules, lead)
    moved = states.choose(suggestion, Key(way.by, on, lead, name, now), way.part.id, reason, by)
    cited = {"instrument": way.part.instrument, "article": way.part.article, "with": name}
    told = _concerned(suggestion, NoticeKind.SUGGESTION_KEY, now, reason=reason, **cited)
    return suggestions.save(found, version, moved, [*told, *store.listed(suggestion)])


def end(found: Found, reason: str, version: int, by: str, now: datetime) -> Suggestion:
    """It is under key supervision no longer; the same are told. Raises ``stale_version``, ``not_key``. One
    call."""
    suggestion = found.suggestion
    moved = states.end(suggestion, reason, by, now)
    told = _concerned(suggestion, NoticeKind.SUGGESTION_KEY_ENDED, now, reason=reason)
    return suggestions.save(found, version, moved, [*told, *store.unlisted(suggestion)])


def supervise(
    found: Found,
    body: tuple[str, str],
    to: Sequence[str],
    means: Means,
    on: date | None,
    text: str,
    version: int,
    by: str,
    now: datetime,
) -> Suggestion:
    """``body`` (a word of the rules, and its name) supervises the handling (Deputies Law art. 52-1): the
    units are told, the deputy too. Raises ``case_state``, ``stale_version``, ``not_supervisor`` with the
    article, ``handover_not_found``, ``invalid_request``. One call."""
    suggestion = found.suggestion
    word, name = body
    part = bodies.supervisor(suggestion, ruling.book(suggestion, now), word)
    told = {"rule": part.id, "by": word, "name": name, "text": text}
    moved = states.supervise(suggestion, to, means, on or legal_day(now), told, by, now)
    kind = NoticeKind.PROGRESS_DEMANDED if means is Means.DEMAND else NoticeKind.SUGGESTION_SUPERVISED
    asked: list[str] = moved.entries[0].data["units"]
    said = {"with": name, "outcome": text, "instrument": part.instrument, "article": part.article}
    notices = [
        *telling.units(suggestion, asked, kind, now, **said),
        telling.person(suggestion, suggestion.deputy, NoticeKind.SUGGESTION_SUPERVISED, now, **said),
    ]
    return suggestions.save(found, version, moved, notices)


def report(found: Found, unit: str, text: str, version: int, by: str, now: datetime) -> Suggestion:
    """A unit says how it goes on; the office and the deputy are told. Raises ``case_state``,
    ``stale_version``, ``handover_not_found``, ``handover_state``. One call."""
    suggestion = found.suggestion
    moved = states.report(suggestion, unit, text, by, now)
    part = suggestion.handling(unit)
    said = {"with": None if part is None else part.name, "answer": text[:60]}
    kind = NoticeKind.PROGRESS_REPORTED
    notices = [
        telling.office(suggestion, kind, now, **said),
        telling.person(suggestion, suggestion.deputy, kind, now, **said),
    ]
    return suggestions.save(found, version, moved, notices)


def escalate(found: Found, reason: str, version: int, by: str, now: datetime) -> Suggestion:
    """The office brings it before the body that the rules name (Guangxi art. 13); the units, the deputies who
    signed and the office are told. Raises ``case_state``, ``stale_version``, ``escalated_already``. One
    call."""
    suggestion = found.suggestion
    rules = ruling.book(suggestion, now)
    to, part = bodies.above(suggestion, rules)
    escalation = Escalation(to, now, reason, None if part is None else part.id)
    moved = states.escalate(suggestion, escalation, by)
    said = {"title": suggestion.title, "with": rules.word(to)[0], "reason": reason}
    if part is not None:
        said |= {"instrument": part.instrument, "article": part.article}
    kind = NoticeKind.CASE_ESCALATED
    told = [
        *_concerned(suggestion, kind, now, **said),
        telling.office(suggestion, kind, now, **said),
    ]
    return suggestions.save(found, version, moved, told)


def _concerned(suggestion: Suggestion, kind: NoticeKind, now: datetime, **data: str | None) -> list[Write]:
    return [
        *telling.deputies(suggestion, kind, now, **data),
        *telling.units(suggestion, units.in_hand(suggestion), kind, now, **data),
    ]
