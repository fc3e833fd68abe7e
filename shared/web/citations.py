"""The schemas of what :mod:`shared.web.citing` says: a rule with its article, a clock and its reckoning."""

from marshmallow import Schema, fields

from shared.web.schemas import Moment


class RuleCited(Schema):
    """A rule, and the article that it is."""

    rule = fields.String(metadata={"example": "sz-09a"})
    instrument = fields.String(metadata={"example": "shenzhen"})
    title = fields.String(metadata={"example": "深圳市人大常委会联系代表的规定（修订草案征求意见稿）"})
    article = fields.String(metadata={"example": "9-2"})
    says = fields.String(metadata={"example": "约见常委会组成人员的，代表工委三个工作日内安排好。"})
    binding = fields.Boolean(metadata={"description": "Whether the rule says must"})


class ClockAnswer(RuleCited):
    """A time that a rule gives. ``due`` is null where it gives no number: then in time."""

    item = fields.String(
        allow_none=True, metadata={"example": None, "description": "What is to be told, for a notice"}
    )
    started_at = Moment(allow_none=True)
    due = fields.Date(allow_none=True, metadata={"example": "2026-11-25", "description": "The last day"})
    due_at = Moment(allow_none=True, metadata={"description": "The last instant"})
    provisional = fields.Boolean(metadata={"description": "The holidays on the way are not announced yet"})
    state = fields.String(metadata={"example": "running"})
    how = fields.String(
        metadata={"example": "自提出要求起3个工作日，法定休假日不计，2026年11月25日为最后一日。"}
    )
