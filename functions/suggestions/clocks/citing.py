"""A clock of a case as it is answered: the rule, how often it started, its reckoning."""

from typing import Any

from marshmallow import fields

from functions.suggestions.clocks.clock import Timed
from shared.web import citing
from shared.web.citations import ClockAnswer, RuleCited
from shared.web.schemas import Moment


class CaseRule(RuleCited):
    """A rule, and the article that it is."""

    rule = fields.String(metadata={"example": "nat-51b.usual"})
    instrument = fields.String(metadata={"example": "national"})
    title = fields.String(metadata={"example": "中华人民共和国全国人民代表大会和地方各级人民代表大会代表法"})
    article = fields.String(metadata={"example": "51-2"})
    says = fields.String(metadata={"example": "承办单位自交办起三个月内答复代表。"})


class CaseClock(CaseRule, ClockAnswer):
    """A time that a rule gives. ``due`` is null where it gives no number, then in time, or while it is
    halted."""

    round = fields.Integer(metadata={"example": 1, "description": "How often the clock has started"})
    started_by = fields.String(allow_none=True, metadata={"example": "交办", "description": "The event"})
    due = fields.Date(allow_none=True, metadata={"example": "2027-02-20", "description": "The last day"})
    extended = fields.Integer(metadata={"example": 0, "description": "How often it was made longer"})
    state = fields.String(
        metadata={"example": "running", "enum": ["running", "halted", "met", "late", "overdue", "stopped"]}
    )
    fulfilled_at = Moment(allow_none=True)
    how = fields.String(metadata={"example": "自交办起3个月，2027年2月20日为最后一日。"})


def clock(timed: Timed, chinese: bool) -> dict[str, Any]:
    """The fields of :class:`CaseClock`."""
    book, run = timed.book, timed.run
    found = run.clock
    return {
        **citing.clock(book, run, chinese),
        "round": found.round,
        "started_by": book.word(found.started.name)[0 if chinese else 1] if found.started else None,
        "extended": len(found.extended),
        "fulfilled_at": found.fulfilled.at if found.fulfilled else None,
    }
