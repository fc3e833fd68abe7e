"""The ways of what deputies and committees arrange, as they are answered, each with its article."""

from collections.abc import Iterable
from typing import Any

from marshmallow import fields

from shared.regulations.matters import Way
from shared.regulations.rulebook import Rulebook
from shared.web.citing import RuleCited, cited


class WayAnswer(RuleCited):
    """What is to be done by a rule: the acts in order, by whom, to whom and through whom."""

    act = fields.List(fields.String(), metadata={"example": ["联系安排约见"]})
    by = fields.String(allow_none=True, metadata={"example": "常务委员会"})
    to = fields.List(fields.String(), metadata={"example": ["国家机关负责人"]})
    via = fields.List(fields.String(), metadata={"example": []})
    in_name_of = fields.String(allow_none=True, metadata={"example": None})


def ways(book: Rulebook, found: Iterable[Way], chinese: bool) -> list[dict[str, Any]]:
    """The fields of :class:`WayAnswer`, for each."""
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
