"""What the rules say of a matter, as it is answered: a rule with its article, a clock and its reckoning."""

from typing import Any

from marshmallow import Schema, fields

from shared.regulations import sentences
from shared.regulations.kinds.deadline import Deadline
from shared.regulations.matters import BINDING, Running
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part
from shared.web.schemas import Moment

_PROMPTLY = ("没有写明期限，应当及时完成。", "No length is given: to be done in time.")


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


def cited(book: Rulebook, part: Part, chinese: bool) -> dict[str, Any]:
    """The fields of :class:`RuleCited`."""
    instrument = book.instruments[part.instrument]
    return {
        "rule": part.id,
        "instrument": part.instrument,
        "title": instrument.title if chinese else instrument.title_en,
        "article": part.article,
        "says": part.says if chinese else part.says_en,
        "binding": part.modality in BINDING,
    }


def clock(book: Rulebook, run: Running, chinese: bool) -> dict[str, Any]:
    """The fields of :class:`ClockAnswer`."""
    found = run.clock
    how = _PROMPTLY
    if isinstance(run.part.fields, Deadline):
        how = sentences.of_clock(book, run.part, found)
    return {
        **cited(book, run.part, chinese),
        "item": book.word(run.item)[0 if chinese else 1] if run.item else None,
        "started_at": found.started.at if found.started else None,
        "due": found.due.day if found.due else None,
        "due_at": found.due.at if found.due else None,
        "provisional": found.due is not None and found.due.provisional,
        "state": found.state,
        "how": how[0 if chinese else 1],
    }
