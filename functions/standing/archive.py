"""A deputy's duty archive (Shangqiu art. 21), of a year or a term: what was recorded, and what it came to
under each rule. Every line names its evidence."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from functions.standing import recorded
from functions.standing.deputies import first_day, told
from functions.standing.judging import evaluator
from functions.standing.jurisdiction import binding
from functions.standing.recorded import Known
from functions.standing.sittings import Sittings
from functions.standing.spans import over
from functions.standing.subjects import of_mandate
from functions.standing.views import shown
from shared.domain.deputies import Deputy
from shared.domain.divisions import NATION
from shared.domain.errors import Refusal
from shared.domain.mandates import Mandate
from shared.regulations.counting import valid
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Leave, Record
from shared.regulations.rulebook import Rulebook
from shared.regulations.verdicts import Verdict
from shared.store.records import deputy_key


def of_year(deputy: Deputy, year: int, today: date, chinese: bool) -> dict[str, Any]:
    """Every mandate that covers a day of the year; a year that goes on is told up to ``today``. One query,
    and one for each congress whose sessions matter.

    Raises ``Refusal("day_out_of_range")`` for a year to come.
    """
    archive = _told(deputy, deputy.mandates, date(year, 1, 1), date(year, 12, 31), today, chinese)
    return {**archive, "year": year, "term": None}


def of_term(deputy: Deputy, term: int, today: date, chinese: bool) -> dict[str, Any]:
    """The mandates of a term (at each level the term of that number), from their first day to their last or
    to ``today``. Queries as for a year.

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
    held = [m for m in mandates if m.begins <= last and (m.ends is None or m.ends >= first)]
    since = min((first_day(deputy, mandate, max(first, mandate.begins)) for mandate in held), default=first)
    known = recorded.known(deputy_key(deputy.id), since, last)
    sittings = Sittings()
    lines = [record for record in known.records if first <= record.day]
    words = evaluator(NATION, last).book
    return {
        "deputy": deputy.id,
        "name": deputy.name,
        "first": first,
        "until": last,
        "mandates": [
            {
                **told(deputy, mandate, min(last, mandate.ends or last)),
                "verdicts": [
                    shown(verdict, book, chinese)
                    for verdict, book in _verdicts(deputy, mandate, known, sittings, first, last, today)
                ],
            }
            for mandate in held
        ],
        "totals": list(_totals(lines, words, chinese)),
        "records": [_line(record, known.grades.get(record.id), words, chinese) for record in lines],
        "leaves": [_leave(leave, words, chinese) for leave in known.leaves if _touches(leave, first, last)],
    }


def _verdicts(
    deputy: Deputy,
    mandate: Mandate,
    known: Known,
    sittings: Sittings,
    first: date,
    last: date,
    today: date,
) -> Iterable[tuple[Verdict, Rulebook]]:
    """The verdict on each rule in each period, in the order of the rules that last were in force."""
    begin, end = max(first, mandate.begins), min(last, mandate.ends or last)

    def judge_on(day: date) -> Evaluator:
        return evaluator(binding(deputy, mandate), day)

    subject = sittings.during(
        of_mandate(deputy, mandate), mandate.division, known.leaves, map(judge_on, (begin, end)), begin, end
    )
    found = over(judge_on, subject, known.records, begin, end, today)
    order = {part.id: number for number, part in enumerate(judge_on(end).book.parts)}
    return sorted(
        found.values(),
        key=lambda at: (order.get(at[0].rule, len(order)), at[0].rule, at[0].period.first, at[0].with_),
    )


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


def _touches(leave: Leave, first: date, last: date) -> bool:
    return leave.first <= last and leave.last >= first


def _leave(leave: Leave, words: Rulebook, chinese: bool) -> dict[str, Any]:
    return {
        "first": leave.first,
        "last": leave.last,
        "of": [words.word(kind)[0 if chinese else 1] for kind in leave.what],
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
