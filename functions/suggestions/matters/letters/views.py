"""Concerns as they are answered: to the office and whoever raised them, and to the unit."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.clocks import citing
from functions.suggestions.handovers import handover
from functions.suggestions.handovers.handover import URGED, HandOver
from functions.suggestions.matters.letters import ruling
from functions.suggestions.matters.letters.concern import Concern, Happened
from shared.regulations.matters import Way
from shared.regulations.rulebook import Rulebook
from shared.regulations.stating import written
from shared.web.citing import cited

_NAMES = (
    "id", "division", "way", "deputy", "name", "title", "text", "day", "opened_at", "member", "member_name",
    "contact", "state", "unit", "unit_name", "body", "body_name", "in_name_of", "reported_on", "answer",
    "answered_by", "fed_back", "round", "version",
)  # fmt: skip


def whole(concern: Concern, chinese: bool) -> dict[str, Any]:
    """The fields of ``ConcernAnswer``."""
    book = ruling.book_of(concern)
    return {
        **{name: getattr(concern, name) for name in _NAMES},
        "facts": written(concern.facts),
        "in_name_of": book.word(concern.in_name_of)[0 if chinese else 1] if concern.in_name_of else None,
        "ways": [_way(book, concern, way, chinese) for way in ruling.ways(concern)],
    }


def listed(concern: Concern) -> dict[str, Any]:
    """The fields of ``ConcernListed``."""
    names = ("id", "division", "way", "title", "deputy", "name", "opened_at", "state", "round")
    return {
        **{name: getattr(concern, name) for name in names},
        "with_": concern.unit_name or concern.body_name,
    }


def to_unit(concern: Concern) -> dict[str, Any]:
    """The fields of ``ConcernForUnit``: with who raised it, for the deputy is to be answered."""
    names = ("id", "division", "way", "deputy", "name", "title", "text", "day", "state", "round", "version")
    return {**{name: getattr(concern, name) for name in names}, "answer": concern.answer}


def parties(found: Iterable[HandOver], now: datetime, chinese: bool) -> list[dict[str, Any]]:
    """The fields of ``ConcernParty`` for each who has or had it in hand."""
    return [
        {
            "party": one.party,
            "name": one.name,
            "share": one.share,
            "state": one.state,
            "urged": [step.at for step in one.steps if step.what == URGED],
            "clocks": [citing.clock(timed, chinese) for timed in handover.clocks(one, now)],
        }
        for one in found
    ]


def entry(found: Entry, book: Rulebook, chinese: bool, *, named: bool) -> dict[str, Any]:
    """The fields of ``ConcernEntry``; who acted is told to the office alone."""
    data = found.data
    part = book.part(data["rule"]) if "rule" in data else None
    return {
        "number": found.number,
        "what": Happened(found.what),
        "by": found.by if named else None,
        "at": found.at,
        "reason": found.reason,
        "text": data.get("text"),
        "with_": data.get("with"),
        "signer": data.get("signer"),
        "facts": data.get("facts"),
        "day": data.get("day"),
        "rule": None if part is None else cited(book, part, chinese),
    }


def _way(book: Rulebook, concern: Concern, way: Way, chinese: bool) -> dict[str, Any]:
    language, branch = 0 if chinese else 1, way.branch
    return {
        **cited(book, way.part, chinese),
        "act": [book.word(word)[language] for word in branch.act],
        "by": book.word(way.by)[language] if way.by else None,
        "to": [book.word(word)[language] for word in branch.to],
        "in_name_of": book.word(branch.in_name_of)[language] if branch.in_name_of else None,
        "done": ruling.is_done(concern, way),
    }
