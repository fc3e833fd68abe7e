"""The yearly report on how the suggestions of a congress were handled (Deputies Law art. 51-3): what the
committee is told, what the next session is given, what is made public; and that it was."""

from datetime import date, datetime
from typing import Any

from functions.suggestions.numbers import giving, statistics
from functions.suggestions.numbers.giving import Given, Report
from functions.suggestions.suggestions.suggestion import KIND
from shared.domain import divisions
from shared.domain.errors import invalid
from shared.regulations.kinds.publish import Publish
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part
from shared.regulations.sentences import citation
from shared.store.packs import packs
from shared.web.citing import cited

_REPORTS = {"handling_report", "handling_report_to_session", "public_handling_report"}
"""Words by which packs call this report."""


def of_year(
    congress: str, year: int, report: Report, today: date, now: datetime, chinese: bool
) -> dict[str, Any]:
    """The fields of ``HandlingReport``: of the suggestions made to this very congress in the year, as
    they stand today, with the rules that say to whom it is owed, and since when they have it. Two calls."""
    book = _book(congress, year, today)
    language = 0 if chinese else 1
    owed = _rules(book, congress)
    stand = giving.states(book, [part for part, _ in owed], congress, year, report, now)
    return {
        "congress": f"{divisions.get(congress).name}人民代表大会",
        **statistics.of_scope(KIND, congress, year, today, chinese, own=True),
        "owed": [
            {
                **cited(book, part, chinese),
                "citation": citation(book, part.instrument, part.article)[language],
                "items": list(rule.what),
                "what": [book.word(item)[language] for item in rule.what],
                "to": [book.word(body)[language] for body in rule.to],
                "state": stand[part.id],
                **_given(rule, report),
            }
            for part, rule in owed
        ],
    }


def require_item(congress: str, year: int, what: str, today: date) -> None:
    """Raises ``invalid_request`` for a word by which no rule there calls this report."""
    known = {item for _, rule in _rules(_book(congress, year, today), congress) for item in rule.what}
    if what not in known:
        raise invalid("body.what", f"当地法规没有要求“{what}”", f"no rule there wants {what}")


def _book(congress: str, year: int, today: date) -> Rulebook:
    return packs().rulebook(congress, min(today, date(year, 12, 31)))


def _given(rule: Publish, report: Report) -> dict[str, Any]:
    """The day on which the last of the items was given, once all were, and how."""
    found: list[Given] = [one for one in map(report.last, rule.what) if one is not None]
    last = max(found, key=lambda one: one.on) if len(found) == len(rule.what) else None
    return {"given_on": last.on if last else None, "note": last.note if last else None}


def _rules(book: Rulebook, congress: str) -> list[tuple[Part, Publish]]:
    facts = {"level": str(level_of(congress))}
    return [
        (part, part.fields)
        for part in book.parts
        if isinstance(part.fields, Publish)
        and not _REPORTS.isdisjoint(part.fields.what)
        and part.condition.holds(facts)
    ]
