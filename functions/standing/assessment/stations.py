"""Stations assessed at the moment of asking: one with all that proves its scores, or a page of a scope."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from functions.standing import recorded
from functions.standing.assessment.assessing import Assessment, assess, metrics_of
from functions.standing.drafts import Draft, guarded
from functions.standing.judging import evaluator, since
from functions.standing.subjects import of_station
from functions.standing.words import in_language
from shared.domain.errors import Refusal
from shared.domain.places import is_station_id
from shared.domain.stations import Station
from shared.regulations.periods import OPEN
from shared.regulations.rulebook import Rulebook
from shared.store import pages
from shared.store.envelopes import value_of
from shared.store.pages import Page
from shared.store.records import station_key

LISTED = "STATIONS"
"""Kind under which registration lists stations by scope."""
MOST_METRICS = 60
"""Of a scheme that is tried: what a page of stations is multiplied by."""


@dataclass(frozen=True)
class Question:
    """What is asked: on which day, as known ``today``, by the schemes in force or by a ``draft``."""

    day: date
    today: date
    chinese: bool
    draft: Draft | None = None

    def book(self, division: str) -> Rulebook:
        """The rules of a division on the day."""
        judge_on = evaluator if self.draft is None else self.draft.evaluator
        return judge_on(division, self.day).book

    def asks_of(self, instrument: str) -> bool:
        """Whether it is about this scheme: of a draft, about no other."""
        return self.draft is None or instrument == self.draft.instrument.id


def of_a_station(station: Station, question: Question) -> dict[str, Any]:
    """One query; none where no scheme binds the station, or after it was closed."""
    return _station(station, question, evidence=True)


def page(scope: str, question: Question, *, limit: int, cursor: str | None) -> Page[dict[str, Any]]:
    """The stations of a page that were not closed before the day. Up to four calls for the page, one for
    each station that a scheme binds. Raises ``scheme_without_metrics``, ``scheme_too_large``,
    ``pack_invalid``, ``invalid_cursor``."""
    if question.draft is not None:
        _check(question.draft, question.day)
    listed = pages.scope_page(LISTED, scope, limit=limit, cursor=cursor)
    stations = (value_of(item, Station) for item in listed.items)
    one = is_station_id(scope)
    found = [_station(station, question, evidence=one) for station in stations if _stands(station, question)]
    return Page(found, listed.next)


def _check(draft: Draft, day: date) -> None:
    book = guarded(lambda: draft.evaluator(draft.instrument.division, day).book)
    number = sum(part.instrument == draft.instrument.id for part in metrics_of(book.parts))
    if not number:
        raise Refusal("scheme_without_metrics")
    if number > MOST_METRICS:
        raise Refusal("scheme_too_large", most=MOST_METRICS)


def _stands(station: Station, question: Question) -> bool:
    return station.closed_on is None or question.day <= station.closed_on


def _station(station: Station, question: Question, *, evidence: bool) -> dict[str, Any]:
    told: list[dict[str, Any]] = []
    if _stands(station, question):
        work = partial(_assessments, station, question)
        book, found = work() if question.draft is None else guarded(work)
        told = [_shown(one, book, question.chinese, evidence) for one in found]
    return {"station": station.id, "name": station.name, "on": question.day, "assessments": told}


def _assessments(station: Station, question: Question) -> tuple[Rulebook, list[Assessment]]:
    book, subject = question.book(station.division), of_station(station)
    parts = list(metrics_of(book.parts))
    if not parts:
        return book, []
    first = since(parts, subject, question.day)
    records = recorded.of_subject(station_key(station.id), first, question.today)
    found = assess(book, subject, records, question.day, question.today)
    return book, [one for one in found if question.asks_of(one.instrument)]


def _shown(assessment: Assessment, book: Rulebook, chinese: bool, evidence: bool) -> dict[str, Any]:
    return {
        "instrument": in_language(book.instruments[assessment.instrument], chinese),
        "period": assessment.period,
        "hundredths": assessment.hundredths,
        "rounded": assessment.rounded,
        "points": assessment.points,
        "measured": assessment.measured,
        "weight": assessment.weight,
        "scores": [
            {
                "rule": score.part.id,
                "article": score.part.article,
                "says": in_language(score.part, chinese)["says"],
                "period": {
                    "label": score.period.label,
                    "first": None if score.period.first == date.min else score.period.first,
                    "last": None if score.period.last == OPEN else score.period.last,
                },
                "numerator": score.above,
                "denominator": score.below,
                "points": score.points if score.below else None,
                "weight": score.weight,
                "meets": score.meets,
                "evidence": list(score.evidence) if evidence else None,
            }
            for score in assessment.scores
        ],
    }
