"""Opinions as they are answered: to those who handle them, to the unit, to the resident."""

from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.opinions import routing, store
from functions.suggestions.opinions.following import Seen
from functions.suggestions.opinions.opinion import Happened, Opinion
from functions.suggestions.opinions.store import Resident
from shared.domain.roles import Caller
from shared.regulations.matters import Way
from shared.regulations.rulebook import Rulebook
from shared.regulations.stating import written
from shared.web.citing import cited


def case(opinion: Opinion, chinese: bool) -> dict[str, Any]:
    """The fields of ``OpinionCase``."""
    names = (
        "text",
        "suggestions",
        "anonymous",
        "recorded_by",
        "answer",
        "merged_into",
        "merged",
        "photos",
        "ratings",
        "erased_at",
    )
    book = routing.book_of(opinion)
    return {
        **store.fields_of(opinion),
        **{name: getattr(opinion, name) for name in names},
        "facts": written(opinion.facts),
        "ways": [_way(book, way, chinese) for way in routing.ways(opinion)],
    }


def resident(found: Resident | None, opinion: Opinion, caller: Caller) -> dict[str, Any] | None:
    """Who brought it, to those who received it alone, and to nobody where anonymity was wished."""
    if found is None or opinion.anonymous or not caller.reaches(routing.HANDLERS, opinion.scope):
        return None
    return None if found.person is found.name is None else {"person": found.person, "name": found.name}


def to_unit(opinion: Opinion) -> dict[str, Any]:
    """The fields of ``OpinionForUnit``."""
    names = (
        "id",
        "scope",
        "opened_at",
        "text",
        "category",
        "place",
        "state",
        "round",
        "photos",
        "note",
        "answer",
        "erased_at",
        "version",
    )
    return {**{name: getattr(opinion, name) for name in names}, "voices": 1 + len(opinion.merged)}


def followed(seen: Seen, chinese: bool) -> dict[str, Any]:
    """The fields of ``OpinionFollowed``."""
    opinion = seen.opinion
    names = (
        "text",
        "category",
        "place",
        "scope",
        "opened_at",
        "state",
        "answer",
        "round",
        "waiting",
        "photos",
        "erased_at",
    )
    book = routing.book_of(opinion)
    return {
        **{name: getattr(opinion, name) for name in names},
        "receipt": opinion.id,
        "unit": opinion.unit_name,
        "joined": opinion.merged_into is not None,
        "rating": seen.rating,
        "became": _became(opinion),
        "steps": [_step(book, entry, chinese) for entry in seen.entries],
    }


def _became(opinion: Opinion) -> list[dict[str, Any]]:
    if not opinion.suggestions:
        return []
    # Most opinions grew into no suggestion: their routes start the sooner for reading nothing of those.
    from functions.suggestions.chain.reading import grown
    from functions.suggestions.chain.showing import became

    return became(grown(opinion.suggestions))


def _step(book: Rulebook, entry: Entry, chinese: bool) -> dict[str, Any]:
    data = entry.data
    part = book.part(data["rule"]) if "rule" in data else None
    return {
        "what": Happened(entry.what),
        "at": entry.at,
        "text": data.get("text"),
        "unit": data.get("unit_name"),
        "channel": data.get("channel"),
        "reason": entry.reason,
        "rating": Verdict(data["rating"]) if "rating" in data else None,
        "rule": None if part is None else cited(book, part, chinese),
    }


def _way(book: Rulebook, way: Way, chinese: bool) -> dict[str, Any]:
    language, branch = 0 if chinese else 1, way.branch
    return {
        **cited(book, way.part, chinese),
        "act": [book.word(word)[language] for word in branch.act],
        "by": book.word(way.by)[language] if way.by else None,
        "to": [book.word(word)[language] for word in branch.to],
        "via": [book.word(word)[language] for word in branch.via],
    }
