"""Reports as they are answered. Who reported is told to the handler alone, and to the reporter."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.matters.obstruction import ruling
from functions.suggestions.matters.obstruction.report import Happened, Report, State, Wrong
from shared.domain.clock import from_text
from shared.domain.roles import Caller
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part
from shared.web.citing import cited

_NAMES = (
    "id", "congress", "receiver", "wrong", "text", "happened_on", "opened_at", "unit", "unit_name", "against",
    "state", "round", "version",
)  # fmt: skip


def whole(report: Report, caller: Caller, chinese: bool) -> dict[str, Any]:
    """The fields of ``ReportAnswer``."""
    own, handler = caller.person == report.deputy, caller.person == report.handler
    finding, book = report.finding, ruling.book_of(report)
    wrong, marks = report.wrong, None
    if finding is not None and finding.wrong is not None:
        wrong, marks = finding.wrong, finding.marks
    follows = [] if finding is not None and not finding.true else ruling.consequences(book, wrong, marks)
    return {
        **{name: getattr(report, name) for name in _NAMES},
        "reporter": {"id": report.deputy, "name": report.name} if own or handler else None,
        "handler": None if own else report.handler,
        "finding": None if finding is None else _finding(finding),
        "marks": [] if own else sorted(ruling.marks(book, wrong)),
        "forbidden_by": [cited(book, part, chinese) for part in ruling.forbidding(book, wrong)],
        "consequences": [_consequence(book, part, chinese) for part in follows],
    }


def of_list(plain: dict[str, Any]) -> dict[str, Any]:
    """The fields of ``ReportListed`` of what lists keep."""
    return {
        "unit": None,
        "unit_name": None,
        "handler": None,
        "true": None,
        **plain,
        "wrong": Wrong(plain["wrong"]),
        "state": State(plain["state"]),
        "happened_on": date.fromisoformat(plain["happened_on"]),
        "opened_at": from_text(plain["opened_at"]),
    }


def own(report: Report) -> dict[str, Any]:
    """The same of a report itself, to who made it: who looks into it is not told."""
    names = ("id", "receiver", "wrong", "unit", "unit_name", "happened_on", "opened_at", "state")
    true = None if report.finding is None else report.finding.true
    return {**{name: getattr(report, name) for name in names}, "handler": None, "true": true}


def entries(found: Iterable[Entry], *, named: bool) -> list[dict[str, Any]]:
    """The fields of ``ReportEntry``; ``named``: also who of the committee acted."""
    return [
        {
            "number": one.number,
            "what": Happened(one.what),
            "by": one.by if named else None,
            "at": one.at,
            "reason": one.reason,
            "text": one.data.get("text"),
        }
        for one in found
    ]


def _finding(finding: Any) -> dict[str, Any]:
    names = ("true", "text", "on", "wrong", "marks")
    return {**{name: getattr(finding, name) for name in names}, "recorded": finding.reference is not None}


def _consequence(book: Rulebook, part: Part, chinese: bool) -> dict[str, Any]:
    language = 0 if chinese else 1
    return {
        **cited(book, part, chinese),
        "then": [book.word(word)[language] for word in part.fields.then],
        "by": [book.word(word)[language] for word in part.fields.by],
    }
