"""Before a suggestion is submitted, the deputy shows the draft to units, and they say whether the matter is
theirs, what is being done about it and what they would advise (Shenzhen art. 28-1; anywhere else without a
rule). Submission, withdrawal and the deputy's word end it: the draft is then shown to nobody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.suggestions import persons, ruling, store, telling
from functions.suggestions.suggestions.matching.talk import Advice, Remit, Talk
from functions.suggestions.suggestions.states import OPEN, Moved, require_state
from functions.suggestions.suggestions.store import Found
from functions.suggestions.suggestions.suggestion import MOST_UNITS, Happened, Suggestion
from functions.suggestions.tables import SuggestionItem, shown_key, time_sort
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store.pages import Page
from shared.store.writing import Write, put, remove

_REMITS = {Remit.OURS: "属于职责范围", Remit.PARTLY: "部分属于职责范围", Remit.NOT_OURS: "不属于职责范围"}


def shown(
    suggestion: Suggestion,
    units: Sequence[tuple[str, str]],
    note: str | None,
    rule: str | None,
    by: str,
    at: datetime,
) -> Moved:
    """These units (id and name) see the draft from now on; one that has answered is asked anew. Raises
    ``case_state``, ``shown_already`` while a unit has yet to answer, ``limit_reached``."""
    require_state(suggestion, *OPEN)
    ids = {unit for unit, _ in units}
    standing = {talk.unit: talk for talk in suggestion.talks if talk.open}
    if len(ids) < len(units) or any(one.unit in ids and one.advice is None for one in standing.values()):
        raise Refusal("shown_already")
    kept = [one for one in suggestion.talks if one.unit not in ids and (one.open or one.advice is not None)]
    since = {unit: standing[unit].since if unit in standing else at for unit in ids}
    talks = (*kept, *(Talk(unit, name, since[unit], note, rule) for unit, name in units))
    if len(talks) > MOST_UNITS:
        raise Refusal("limit_reached", limit=MOST_UNITS)
    entries = tuple(
        Entry(Happened.SHOWN, by, at, note, _data(rule, unit=unit, name=name)) for unit, name in units
    )
    return Moved(replace(suggestion, talks=talks), entries)


def advised(suggestion: Suggestion, unit: str, advice: Advice, by: str) -> Moved:
    """The unit says what it has to say of the version that it read, also more than once. Raises
    ``talk_not_found``."""
    talk = open_talk(suggestion, unit)
    said = _data(talk.rule, unit=unit, name=talk.name, remit=advice.remit.value)
    said |= {key: value for key, value in (("doing", advice.doing), ("advice", advice.advice)) if value}
    entry = Entry(Happened.ADVISED, by, advice.at, data=said)
    return Moved(_with(suggestion, replace(talk, advice=advice)), (entry,))


def ended(suggestion: Suggestion, unit: str, reason: str | None, by: str, at: datetime) -> Moved:
    """The unit sees the draft no longer. Raises ``case_state``, ``talk_not_found``."""
    require_state(suggestion, *OPEN)
    talk = open_talk(suggestion, unit)
    entry = Entry(Happened.TALK_ENDED, by, at, reason, _data(talk.rule, unit=unit, name=talk.name))
    return Moved(_with(suggestion, replace(talk, ended_at=at)), (entry,))


def open_talk(suggestion: Suggestion, unit: str) -> Talk:
    """The talk with a unit that is shown the draft; raises ``talk_not_found``."""
    for talk in suggestion.talks:
        if talk.unit == unit and talk.open:
            return talk
    raise Refusal("talk_not_found")


def show(
    found: Found, units: Sequence[str], note: str | None, version: int, by: str, now: datetime
) -> Suggestion:
    """Shows the draft to units of the congress's division, in it or above it; they are told. Raises as
    :func:`shown`, and ``unit_not_found``, ``unit_inactive``, ``unit_elsewhere``, ``stale_version``. Two
    calls."""
    suggestion = found.suggestion
    names = persons.names_of_units(units, suggestion.congress)
    way = ruling.matching(suggestion, ruling.book(suggestion, now))
    rule = None if way is None else way.part.id
    moved = shown(suggestion, [(unit, names[unit]) for unit in units], note, rule, by, now)
    others = [
        *(put(_item(moved.after, talk)) for talk in moved.after.talks if talk.unit in names),
        *telling.units(
            suggestion, units, NoticeKind.SUGGESTION_SHOWN, now, name=suggestion.name, reason=note
        ),
    ]
    return store.save(found, version, moved, others)


def advise(found: Found, unit: str, advice: Advice, version: int, by: str) -> Suggestion:
    """What the unit says; the deputy is told. Raises ``talk_not_found``, ``stale_version``. One call."""
    suggestion = found.suggestion
    moved = advised(suggestion, unit, advice, by)
    data = {"with": open_talk(suggestion, unit).name, "outcome": _REMITS[advice.remit]}
    kind = NoticeKind.SUGGESTION_ADVISED
    told = telling.person(suggestion, suggestion.deputy, kind, advice.at, **data)
    return store.save(found, version, moved, [told])


def end(found: Found, unit: str, reason: str | None, version: int, by: str, now: datetime) -> Suggestion:
    """The deputy shows the draft to the unit no longer; it is told. Raises as :func:`ended`, and
    ``stale_version``. One call."""
    moved = ended(found.suggestion, unit, reason, by, now)
    gone = _gone(found.suggestion, [open_talk(found.suggestion, unit)], now, reason)
    return store.save(found, version, moved, gone)


def closing(suggestion: Suggestion, now: datetime, reason: str | None) -> list[Write]:
    """The writes by which no unit is shown the draft any more, and each is told why."""
    return _gone(suggestion, [talk for talk in suggestion.talks if talk.open], now, reason)


def of_unit(unit: str, *, limit: int, cursor: str | None) -> Page[Suggestion]:
    """A page of the drafts that a unit is shown, the newest first. Two calls, one for none."""
    return store.named(
        shown_key(unit),
        lambda one: any(talk.unit == unit and talk.open for talk in one.talks),
        limit=limit,
        cursor=cursor,
    )


def _gone(suggestion: Suggestion, talks: Sequence[Talk], now: datetime, reason: str | None) -> list[Write]:
    kind, units = NoticeKind.SUGGESTION_TALK_ENDED, [talk.unit for talk in talks]
    return [
        *(remove(_item(suggestion, talk)) for talk in talks),
        *telling.units(suggestion, units, kind, now, reason=reason),
    ]


def _item(suggestion: Suggestion, talk: Talk) -> SuggestionItem:
    """By which a unit finds a draft that it is shown; it names it only."""
    return SuggestionItem(shown_key(talk.unit), time_sort(talk.since, suggestion.id), version=1, body={})


def _with(suggestion: Suggestion, talk: Talk) -> Suggestion:
    talks = tuple(talk if one.unit == talk.unit else one for one in suggestion.talks)
    return replace(suggestion, talks=talks)


def _data(rule: str | None, **values: str) -> dict[str, Any]:
    """The particulars of a step, with the rule under which it is taken."""
    return values if rule is None else {**values, "rule": rule}
