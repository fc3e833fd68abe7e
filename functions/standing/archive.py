"""A deputy's duty archive (Shangqiu art. 21), of a year or a term: what was recorded, and what it came to
under each rule. Every line names its evidence."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from functions.standing import recorded
from functions.standing.deputies import first_day, told
from functions.standing.judging import evaluator
from functions.standing.jurisdiction import binding
from functions.standing.subjects import of_mandate
from functions.standing.views import shown
from shared.domain.deputies import Deputy
from shared.domain.divisions import NATION
from shared.domain.errors import Refusal
from shared.domain.mandates import Mandate
from shared.regulations.counting import valid
from shared.regulations.inputs import Record
from shared.regulations.rulebook import Rulebook
from shared.regulations.verdicts import Verdict
from shared.store.records import deputy_key

_DAY = timedelta(days=1)


def of_year(deputy: Deputy, year: int, today: date, chinese: bool) -> dict[str, Any]:
    """Every mandate that covers a day of the year; a year that goes on is told up to ``today``. One query.

    Raises ``Refusal("day_out_of_range")`` for a year to come.
    """
    archive = _told(deputy, deputy.mandates, date(year, 1, 1), date(year, 12, 31), today, chinese)
    return {**archive, "year": year, "term": None}


def of_term(deputy: Deputy, term: int, today: date, chinese: bool) -> dict[str, Any]:
    """The mandates of a term (at each level the term of that number), from their first day to their last or
    to ``today``. One query.

    Raises ``Refusal("mandate_not_found")``, and ``Refusal("day_out_of_range")`` for a term to come.
    """
    mandates = [mandate for mandate in deputy.mandates if mandate.term == term]
    if not mandates:
        raise Refusal("mandate_not_found")
    last = max(mandate.ends or today for mandate in mandates)
    archive = _told(deputy, mandates, min(mandate.begins for mandate in mandates), last, today, chinese)
    return {**archive, "year": None, "term": term}


def _told(
    deputy: Deputy, mandates: Iterable[Mandate], first: date, last: date, today: date, chinese: bool
) -> dict[str, Any]:
    last = min(last, today)
    if first > last:
        raise Refusal("day_out_of_range")
    held = [
        (mandate, days)
        for mandate in mandates
        if (days := list(_ends(max(first, mandate.begins), min(last, mandate.ends or last))))
    ]
    since = min((first_day(deputy, mandate, days[0]) for mandate, days in held), default=first)
    graded = recorded.graded(deputy_key(deputy.id), since, today)
    records = [record for record, _ in graded]
    lines = [(record, grade) for record, grade in graded if first <= record.day <= last]
    own = [record for record, _ in lines]
    words = evaluator(NATION, last).book
    return {
        "deputy": deputy.id,
        "name": deputy.name,
        "first": first,
        "until": last,
        "mandates": [
            {
                **told(deputy, mandate, days[-1]),
                "verdicts": list(_verdicts(deputy, mandate, records, days, today, chinese)),
            }
            for mandate, days in held
        ],
        "totals": list(_totals(own, words, chinese)),
        "records": [_line(record, grade, words, chinese) for record, grade in lines],
    }


def _ends(first: date, last: date) -> Iterator[date]:
    """The last days of the weeks and months from ``first`` to ``last``, and ``last``: every period of the
    year ends on one of them."""
    day = first
    while day <= last:
        if day == last or day.weekday() == 6 or (day + _DAY).day == 1:
            yield day
        day += _DAY


def _verdicts(
    deputy: Deputy, mandate: Mandate, records: list[Record], days: list[date], today: date, chinese: bool
) -> Iterator[dict[str, Any]]:
    """The verdict on each rule in each period, in the order of the rules. Of what is so at any time, or
    counts in a time that moves with the day, the last."""
    subject = of_mandate(deputy, mandate)
    found: dict[tuple[str, ...], tuple[Verdict, Rulebook]] = {}
    for day in days:
        judge = evaluator(binding(deputy, mandate), day)
        for verdict in judge.evaluate(subject, records, day, today):
            label = "" if _moves(verdict, judge.book) else verdict.period.label
            found[verdict.instrument, verdict.rule, verdict.with_, label] = verdict, judge.book
    for verdict, book in found.values():
        yield shown(verdict, book, chinese)


def _moves(verdict: Verdict, book: Rulebook) -> bool:
    part = book.part(verdict.rule)
    per = getattr(part.fields, "per", None) if part is not None else None
    return verdict.period.label == "standing" or (per is not None and per.name == "rolling")


def _totals(records: list[Record], words: Rulebook, chinese: bool) -> Iterator[dict[str, Any]]:
    counted = sorted(valid(records), key=lambda record: (record.kind, record.day, record.id))
    for kind, of_kind in groupby(counted, key=lambda record: record.kind):
        evidence = [record.id for record in of_kind]
        yield {
            "kind": kind,
            "name": words.word(kind)[0 if chinese else 1],
            "times": len(evidence),
            "evidence": evidence,
        }


def _line(record: Record, grade: str | None, words: Rulebook, chinese: bool) -> dict[str, Any]:
    why = "voided" if record.voided else None if record.counted else "grade"
    return {
        "id": record.id,
        "day": record.day,
        "kind": record.kind,
        "name": words.word(record.kind)[0 if chinese else 1],
        "reference": record.reference,
        "grade": grade,
        "counted": why is None,
        "why": why,
    }
