"""The yearly report on how the suggestions of a congress were handled (Deputies Law art. 51-3): what the
committee is told, what the next session is given, what is made public. That it was, the board states."""

from datetime import date
from typing import Any

from functions.suggestions.numbers import statistics
from functions.suggestions.suggestions.suggestion import KIND
from shared.domain import divisions
from shared.regulations.kinds.publish import Publish
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part
from shared.regulations.sentences import citation
from shared.store.packs import packs
from shared.web.citing import cited

_REPORTS = {"handling_report", "handling_report_to_session", "public_handling_report"}
"""Words by which packs call this report."""


def of_year(congress: str, year: int, today: date, chinese: bool) -> dict[str, Any]:
    """The fields of ``HandlingReport``: of the suggestions made to this very congress in the year, as
    they stand today, with the rules that say to whom it is owed. One call."""
    book = packs().rulebook(congress, min(today, date(year, 12, 31)))
    language = 0 if chinese else 1
    return {
        "congress": f"{divisions.get(congress).name}人民代表大会",
        **statistics.of_scope(KIND, congress, year, today, chinese, own=True),
        "owed": [
            {
                **cited(book, part, chinese),
                "citation": citation(book, part.instrument, part.article)[language],
                "what": [book.word(item)[language] for item in rule.what],
                "to": [book.word(body)[language] for body in rule.to],
            }
            for part, rule in _rules(book, congress)
        ],
    }


def _rules(book: Rulebook, congress: str) -> list[tuple[Part, Publish]]:
    facts = {"level": str(level_of(congress))}
    return [
        (part, part.fields)
        for part in book.parts
        if isinstance(part.fields, Publish)
        and not _REPORTS.isdisjoint(part.fields.what)
        and part.condition.holds(facts)
    ]
