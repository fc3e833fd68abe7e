"""The rules in force in a division: for everybody, without the database."""

import hashlib
import json
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from marshmallow import Schema, fields

from functions.standing.days import OnDay, day_of
from functions.standing.words import in_language
from shared.web.access import public
from shared.web.call import Answer, Call
from shared.web.operation import JSON
from shared.web.problems import CHINESE
from shared.web.service import Routes

if TYPE_CHECKING:
    from shared.regulations.library import Library

_KEPT = 64
"""Rulebooks a process keeps as text, some 50 KB each."""

routes = Routes(__name__)


class InstrumentAnswer(Schema):
    """A regulation in force."""

    id = fields.String(metadata={"example": "shangqiu"})
    title = fields.String(metadata={"example": "商丘市人大代表联络站工作条例"})
    division = fields.String(metadata={"example": "4114", "description": "Where it holds; 00 is the nation"})
    version = fields.String(metadata={"example": "2024", "description": "Empty where there is only one"})
    in_force_from = fields.Date(allow_none=True, metadata={"example": "2024-05-01"})
    in_force_to = fields.Date(
        allow_none=True, metadata={"example": None, "description": "The last day, if one is known"}
    )
    links = fields.List(fields.String(), metadata={"example": []})


class PartAnswer(Schema):
    """What of a rule is judged by itself: verdicts name it."""

    id = fields.String(metadata={"example": "sq-13b"})
    article = fields.String(metadata={"example": "13"})
    modality = fields.String(metadata={"example": "must"})
    kind = fields.String(metadata={"example": "quota"})
    subject = fields.String(metadata={"example": "deputy"})
    says = fields.String(metadata={"example": "市人大代表每年进站活动不少于二次。"})


class RuleAnswer(PartAnswer):
    """One obligation, permission or bar. A rule that asks one thing is its own only part."""

    instrument = fields.String(metadata={"example": "shangqiu"})
    parts = fields.List(fields.Nested(PartAnswer))


class RulebookAnswer(Schema):
    """All that binds a division on a day, the nation's instruments first."""

    division = fields.String(metadata={"example": "4114"})
    on = fields.Date(metadata={"example": "2026-11-20"})
    instruments = fields.List(fields.Nested(InstrumentAnswer))
    rules = fields.List(fields.Nested(RuleAnswer))


@routes.route(
    "/v1/rulebooks/{division}",
    summary="The rules in force in a division",
    description="Of the nation and of every division on the path down to it, with what refers to other rules "
    "resolved and what is replaced left out. In the language of `Accept-Language`.",
    access=public(),
    query=OnDay(),
    answer=RulebookAnswer(),
    headers={
        "ETag": "Of these rules on this day in this language",
        "Cache-Control": "Five minutes for everybody",
        "Vary": "The language",
    },
    refusals=("division_not_found", "day_out_of_range"),
    tag="Rules",
)
def get_rulebook(call: Call, division: str) -> Answer:
    from shared.store.packs import packs  # reading the packs is left to the first who asks

    text, etag = _rulebook(packs(), division, day_of(call), call.language == CHINESE)
    headers = {"ETag": etag, "Cache-Control": "public, max-age=300", "Vary": "Accept-Language"}
    return Answer(text, headers=headers, media_type=JSON)


@lru_cache(maxsize=_KEPT)
def _rulebook(library: "Library", division: str, day: date, chinese: bool) -> tuple[str, str]:
    """The answer's text and its ETag; raises ``Refusal("division_not_found")``."""
    book = library.rulebook(division, day)
    body = {
        "division": division,
        "on": day,
        "instruments": [in_language(instrument, chinese) for instrument in book.instruments.values()],
        "rules": [
            {**in_language(rule, chinese), "parts": [in_language(part, chinese) for part in rule.parts]}
            for rule in book.rules
        ],
    }
    text = json.dumps(RulebookAnswer().dump(body), ensure_ascii=False, separators=(",", ":"))
    return text, f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
