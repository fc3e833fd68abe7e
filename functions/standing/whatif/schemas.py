"""What a trial of a draft takes and answers."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from functions.standing.draft_fields import draft_field, pack_field
from functions.standing.schemas import InstrumentName, PeriodAnswer
from shared.regulations.rules import Modality
from shared.web.schemas import Body, Day, ScopeCode, Whole

MOST_DEPUTIES = 25
"""A page's deputies: each costs a query."""
_DEPUTY = "p01j9zq3v7k2m8n4p6r5t"
_RULE = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]{1,12})?$"


class WhatIf(Body):
    """A draft, whose records, of which days. Exactly one of ``pack`` and ``draft``."""

    class Meta(Body.Meta):
        not_in_example = ("pack",)

    pack = pack_field()
    draft = draft_field()
    scope = ScopeCode(required=True, metadata={"example": "411402"})
    first = Day(required=True, data_key="from", metadata={"example": "2025-01-01"})
    last = Day(required=True, data_key="to", metadata={"example": "2025-12-31", "description": "Past"})
    rule = fields.String(
        load_default=None,
        validate=[validate.Length(1, 60), validate.Regexp(_RULE)],
        metadata={"example": "sz-29b", "description": "Only this rule or part"},
    )
    limit = Whole(1, MOST_DEPUTIES, load_default=MOST_DEPUTIES, metadata={"example": 25})
    cursor = fields.String(
        load_default=None,
        validate=validate.Length(1, 1024),
        metadata={"description": "`next` of the page before", "example": None},
    )

    @validates_schema
    def _one_draft(self, data: dict[str, Any], **_: Any) -> None:
        if (data["pack"] is None) == (data["draft"] is None):
            raise ValidationError({"draft": ["pack 与 draft 应恰好给出一个|exactly one of pack and draft"]})


class MandateShort(Schema):
    """A mandate that falls short of the rule in the period."""

    deputy = fields.String(metadata={"example": _DEPUTY})
    name = fields.String(metadata={"example": "王晓梅"})
    mandate = fields.String(metadata={"example": "m01j9zq3v7k2m8n4p6r5t"})
    required = fields.Integer(metadata={"example": 4})
    counted = fields.Integer(metadata={"example": 1})
    remaining = fields.Integer(metadata={"example": 3})


class MandateShortOfDraft(MandateShort):
    """The same under the draft."""

    new = fields.Boolean(
        metadata={"description": "Under the rules then in force the mandate was not short of this rule"}
    )


class RuleTried(Schema):
    """One rule in one period over the mandates of the page: those of the draft, and others under which
    somebody stands differently because of it."""

    rule = fields.String(metadata={"example": "sz-29b"})
    article = fields.String(metadata={"example": "29"})
    instrument = fields.Nested(InstrumentName)
    modality = fields.Enum(Modality, by_value=True, metadata={"example": "must"})
    says = fields.String(metadata={"example": "代表每年到联络站等基层站点履职四次以上，有特殊情况的除外。"})
    of_draft = fields.Boolean(metadata={"description": "Whether the draft says it"})
    recorded = fields.Boolean(metadata={"description": "Whether this system records what would prove it"})
    period = fields.Nested(PeriodAnswer)
    bound = fields.Integer(
        metadata={"example": 25, "description": "Mandates that it binds; the sum of the next"}
    )
    met = fields.Integer(metadata={"example": 20})
    short = fields.Integer(metadata={"example": 3})
    excused = fields.Integer(metadata={"example": 1})
    open = fields.Integer(
        metadata={
            "example": 1,
            "description": "The period went on after `to`, or the rule binds nobody to it",
        }
    )
    falls_short = fields.List(fields.Nested(MandateShortOfDraft))
    no_longer_short = fields.List(
        fields.Nested(MandateShort),
        metadata={
            "description": "Short under the rules then in force, and not with the draft: their numbers then"
        },
    )


class WhatIfAnswer(Schema):
    """What a page of deputies comes to. Add up pages by rule and period."""

    instrument = fields.Nested(InstrumentName)
    first = fields.Date(data_key="from", metadata={"example": "2025-01-01"})
    last = fields.Date(data_key="to", metadata={"example": "2025-12-31"})
    judged = fields.Integer(metadata={"example": 25, "description": "Mandates of that time on the page"})
    items = fields.List(fields.Nested(RuleTried))
    next = fields.String(
        allow_none=True,
        metadata={"description": "Cursor of the next deputies, null at the end", "example": None},
    )
