"""The ways of what deputies and committees arrange, as they are answered, each with its article."""

from collections.abc import Iterable
from typing import Any

from shared.regulations.matters import Way
from shared.regulations.rulebook import Rulebook
from shared.web.citing import cited


def ways(book: Rulebook, found: Iterable[Way], chinese: bool) -> list[dict[str, Any]]:
    """The fields of :class:`functions.invitations.appointments.citations.WayAnswer`, for each."""
    language = 0 if chinese else 1
    return [
        {
            **cited(book, way.part, chinese),
            "act": [book.word(word)[language] for word in way.branch.act],
            "by": book.word(way.by)[language] if way.by else None,
            "to": [book.word(word)[language] for word in way.branch.to],
            "via": [book.word(word)[language] for word in way.branch.via],
            "in_name_of": book.word(way.branch.in_name_of)[language] if way.branch.in_name_of else None,
        }
        for way in found
    ]
