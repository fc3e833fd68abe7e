"""An uploaded roster as answered: numbers, and what is wrong in the caller's language."""

import re
from typing import Any

from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.problems import CellProblem, FileProblem
from functions.registration.rosters.report import Report
from functions.registration.rosters.store import RosterItem, Status, report_of
from shared.domain import clock
from shared.web.problems import ENGLISH

_LETTERS = re.compile(r"[A-Z]+")


def shown(item: RosterItem, language: str) -> dict[str, Any]:
    """The roster with its report, as far as there is one."""
    report = report_of(item)
    return {
        "id": item.id,
        "kind": RosterKind(item.kind),
        "filename": item.filename,
        "asked_at": clock.from_text(item.asked),
        "status": Status(item.status),
        "counts": _counts(item, report),
        "problems": [_problem(one, language) for one in report.problems] if report else [],
        "more": report.more if report else 0,
        "notices": [_remark(one, language) for one in report.notices] if report else [],
        "stopped": [_remark(one, language) for one in report.stopped] if report else [],
    }


def _counts(item: RosterItem, report: Report | None) -> dict[str, int | None]:
    created, updated = int(item.created), int(item.updated)
    return {
        "rows": report.rows if report else None,
        "created": created,
        "updated": updated,
        "unchanged": max(0, report.good - created - updated) if report else None,
        "bad": report.bad if report else None,
    }


def _problem(problem: CellProblem, language: str) -> dict[str, Any]:
    return {
        "row": int(_LETTERS.sub("", problem.cell)),
        "cell": problem.cell,
        "column": problem.column,
        "code": problem.code,
        "message": _words(problem, language),
        "shown": problem.shown,
    }


def _remark(problem: FileProblem, language: str) -> dict[str, str]:
    return {"code": problem.code, "cell": problem.cell, "message": _words(problem, language)}


def _words(problem: CellProblem | FileProblem, language: str) -> str:
    return problem.en if language == ENGLISH else problem.zh
