"""What the rules say of a case, as it is answered: a rule with its article, a clock and its reckoning."""

from typing import Any

from marshmallow import Schema, fields

from functions.suggestions.clocks.clock import Timed
from shared.regulations import sentences
from shared.regulations.kinds.deadline import Deadline
from shared.regulations.matters import BINDING
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part
from shared.web.schemas import Moment

_PROMPTLY = ("没有写明期限，应当及时完成。", "No length is given: to be done in time.")


class CaseRule(Schema):
    """A rule, and the article that it is."""

    rule = fields.String(metadata={"example": "nat-51b.usual"})
    instrument = fields.String(metadata={"example": "national"})
    title = fields.String(metadata={"example": "中华人民共和国全国人民代表大会和地方各级人民代表大会代表法"})
    article = fields.String(metadata={"example": "51-2"})
    says = fields.String(metadata={"example": "承办单位自交办起三个月内答复代表。"})
    binding = fields.Boolean(metadata={"description": "Whether the rule says must"})


class CaseClock(CaseRule):
    """A time that a rule gives. ``due`` is null where it gives no number, then in time, or while it is
    halted."""

    item = fields.String(
        allow_none=True, metadata={"example": None, "description": "What is to be told, for a notice"}
    )
    round = fields.Integer(metadata={"example": 1, "description": "How often the clock has started"})
    started_by = fields.String(allow_none=True, metadata={"example": "交办", "description": "The event"})
    started_at = Moment(allow_none=True)
    due = fields.Date(allow_none=True, metadata={"example": "2027-02-20", "description": "The last day"})
    due_at = Moment(allow_none=True, metadata={"description": "The last instant"})
    provisional = fields.Boolean(metadata={"description": "The holidays on the way are not announced yet"})
    extended = fields.Integer(metadata={"example": 0, "description": "How often it was made longer"})
    state = fields.String(
        metadata={"example": "running", "enum": ["running", "halted", "met", "late", "overdue", "stopped"]}
    )
    fulfilled_at = Moment(allow_none=True)
    how = fields.String(metadata={"example": "自交办起3个月，2027年2月20日为最后一日。"})


def cited(book: Rulebook, part: Part, chinese: bool) -> dict[str, Any]:
    """The fields of :class:`CaseRule`."""
    instrument = book.instruments[part.instrument]
    return {
        "rule": part.id,
        "instrument": part.instrument,
        "title": instrument.title if chinese else instrument.title_en,
        "article": part.article,
        "says": part.says if chinese else part.says_en,
        "binding": part.modality in BINDING,
    }


def clock(timed: Timed, chinese: bool) -> dict[str, Any]:
    """The fields of :class:`CaseClock`."""
    book, run = timed.book, timed.run
    found, language = run.clock, 0 if chinese else 1
    how = _PROMPTLY
    if isinstance(run.part.fields, Deadline):
        how = sentences.of_clock(book, run.part, found)
    return {
        **cited(book, run.part, chinese),
        "item": book.word(run.item)[language] if run.item else None,
        "round": found.round,
        "started_by": book.word(found.started.name)[language] if found.started else None,
        "started_at": found.started.at if found.started else None,
        "due": found.due.day if found.due else None,
        "due_at": found.due.at if found.due else None,
        "provisional": found.due is not None and found.due.provisional,
        "extended": len(found.extended),
        "state": found.state,
        "fulfilled_at": found.fulfilled.at if found.fulfilled else None,
        "how": how[language],
    }
