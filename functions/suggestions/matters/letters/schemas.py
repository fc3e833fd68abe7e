"""What the routes of concerns take and answer."""

from typing import Any

from marshmallow import Schema, fields, validate

from functions.suggestions.clocks.citing import CaseClock, CaseRule
from functions.suggestions.handovers.handover import Share
from functions.suggestions.handovers.handover import State as HandOverState
from functions.suggestions.matters.letters import ruling
from functions.suggestions.matters.letters.concern import Happened, State, Way
from shared.domain.ids import PATTERN
from shared.web.schemas import (
    Body,
    Day,
    DivisionCode,
    Moment,
    PersonId,
    ScopeListing,
    Text,
    page_of,
)

_ID = {"example": "h01j9zq3v7k2m8n4p6r5t"}
_PERSON = {"example": "p01j9zq3v7k2m8n4p6r5t"}
_TITLE = {"example": "关于小区用电增容的问题"}
_TEXT = {"example": "走访的三个小区夏季频繁跳闸，居民多次反映没有结果。"}
_DIVISION = {"example": "4114", "description": "The division of the committee"}
_MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$(?!\n)"


def _unit(**options: Any) -> fields.String:
    check = validate.Regexp(f"^u{PATTERN}$(?!\n)")
    return fields.String(validate=check, metadata={"example": "u01j9zq3v7k2m8n4p6r5t"}, **options)


class LetterFields(Body):
    """A letter of a deputy to the committee of the own congress, or to a member of it."""

    class Meta(Body.Meta):
        not_in_example = ("member",)

    division = DivisionCode(required=True, metadata=_DIVISION)
    title = Text(100, required=True, metadata=_TITLE)
    text = Text(5000, required=True, lines=True, metadata=_TEXT)
    member = PersonId(
        load_default=None,
        allow_none=True,
        metadata={"description": "To whom it was addressed, or who heard it: for a contact required"},
    )


class ConcernFields(LetterFields):
    """What a deputy raised by letter or on a visit, or what a member heard in contact."""

    way = fields.Enum(Way, by_value=True, required=True)
    deputy = PersonId(required=True)
    day = Day(required=True, metadata={"description": "On which the letter came or the talk was"})
    contact = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(f"^k{PATTERN}$(?!\n)"),
        metadata={"example": None, "description": "The entry in the member's log of contacts"},
    )


class ConcernListing(ScopeListing):
    """Concerns of a scope: of one kind, in a state or of a month."""

    kind = fields.String(
        load_default="letters",
        validate=validate.OneOf(["letters", "heard"]),
        metadata={"example": "letters", "description": "Letters and visits, or what members heard"},
    )
    state = fields.Enum(State, by_value=True, load_default=None)
    month = fields.String(
        load_default=None, validate=validate.Regexp(_MONTH), metadata={"example": "2026-11"}
    )


class ConcernSorting(Body):
    """What the office states of it, in the words of the rules."""

    facts = fields.Dict(
        keys=fields.String(validate=validate.Length(2, 60)),
        values=fields.String(),
        required=True,
        validate=validate.Length(0, 10),
        metadata={"example": {"important": "true"}, "description": "Yes and no are `true` and `false`"},
    )


class ConcernReport(Body):
    """That the chairpersons' meeting was told, on which day."""

    day = Day(required=True)
    text = Text(1000, load_default=None, lines=True, metadata={"example": "主任会议听取了报告。"})


class ConcernForwarding(Body):
    """To which part of the committee; `name` is what it is called there."""

    body = fields.String(
        required=True, validate=validate.OneOf(ruling.BODIES), metadata={"example": "special_committee"}
    )
    name = Text(60, load_default=None, metadata={"example": "城市建设和环境资源保护委员会"})
    text = Text(1000, load_default=None, lines=True, metadata={"example": "请研究处理。"})


class ConcernHandOver(Body):
    """To which unit."""

    unit = _unit(required=True)
    text = Text(1000, load_default=None, lines=True, metadata={"example": "请处理并书面答复代表。"})


class ConcernWords(Body):
    """What is told, and who signed it."""

    text = Text(3000, required=True, lines=True, metadata={"example": "已列入今年增容计划，七月底前完工。"})
    signer = Text(40, load_default=None, metadata={"example": "张建国"})


class ConcernReply(Body):
    """The unit's written answer, and who signed it."""

    text = Text(3000, required=True, lines=True, metadata={"example": "已列入今年增容计划，七月底前完工。"})
    signer = Text(40, required=True, metadata={"example": "张建国"})


class ConcernReason(Body):
    """Why."""

    reason = Text(500, required=True, lines=True, metadata={"example": "不属于本单位职责"})


class ConcernWay(CaseRule):
    """What a rule wants done with it, and whether it was."""

    act = fields.List(fields.String(metadata={"example": "转办"}))
    by = fields.String(allow_none=True, metadata={"example": "代表工作委员会"})
    to = fields.List(fields.String(metadata={"example": "有关单位"}))
    in_name_of = fields.String(allow_none=True, metadata={"example": "常务委员会办公厅"})
    done = fields.Boolean()


class ConcernListed(Schema):
    """A concern in a list."""

    id = fields.String(metadata=_ID)
    division = fields.String(metadata=_DIVISION)
    way = fields.Enum(Way, by_value=True)
    title = fields.String(metadata=_TITLE)
    deputy = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "王晓梅"})
    opened_at = Moment()
    state = fields.Enum(State, by_value=True)
    with_ = fields.String(
        data_key="with",
        attribute="with_",
        allow_none=True,
        metadata={"example": "市供电局", "description": "Who has it in hand"},
    )
    round = fields.Integer(metadata={"example": 1})


class ConcernParty(Schema):
    """Who has or had it in hand, how often they were urged, and what they owe until when."""

    party = fields.String(metadata={"example": "4114", "description": "The office's division, or a unit"})
    name = fields.String(allow_none=True, metadata={"example": None})
    share = fields.Enum(Share, by_value=True)
    state = fields.Enum(HandOverState, by_value=True)
    urged = fields.List(Moment())
    clocks = fields.List(fields.Nested(CaseClock))


class ConcernAnswer(Schema):
    """A concern, and what the rules say is to be done with it."""

    id = fields.String(metadata=_ID)
    division = fields.String(metadata=_DIVISION)
    way = fields.Enum(Way, by_value=True)
    deputy = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "王晓梅"})
    title = fields.String(metadata=_TITLE)
    text = fields.String(metadata=_TEXT)
    day = fields.Date(metadata={"example": "2026-11-20"})
    opened_at = Moment()
    member = fields.String(allow_none=True, metadata=_PERSON)
    member_name = fields.String(allow_none=True, metadata={"example": None})
    contact = fields.String(allow_none=True, metadata={"example": None})
    state = fields.Enum(State, by_value=True)
    facts = fields.Dict(keys=fields.String(), values=fields.String(), metadata={"example": {}})
    unit = fields.String(allow_none=True, metadata={"example": None})
    unit_name = fields.String(allow_none=True, metadata={"example": None})
    body = fields.String(allow_none=True, metadata={"example": None})
    body_name = fields.String(allow_none=True, metadata={"example": None})
    in_name_of = fields.String(allow_none=True, metadata={"example": "常务委员会办公厅"})
    reported_on = fields.Date(
        allow_none=True,
        metadata={"example": None, "description": "The chairpersons' meeting was told"},
    )
    answer = fields.String(allow_none=True, metadata={"example": None})
    answered_by = fields.String(allow_none=True, metadata={"example": None})
    fed_back = fields.Boolean(metadata={"description": "The member, or the office for them, told the deputy"})
    round = fields.Integer(metadata={"example": 1})
    ways = fields.List(fields.Nested(ConcernWay))
    version = fields.Integer(metadata={"example": 1})


class ConcernDetail(ConcernAnswer):
    """The same, with who has it in hand and what they owe."""

    parties = fields.List(fields.Nested(ConcernParty))


class ConcernForUnit(Schema):
    """A concern as the unit reads it that is to answer the deputy."""

    id = fields.String(metadata=_ID)
    division = fields.String(metadata=_DIVISION)
    way = fields.Enum(Way, by_value=True)
    deputy = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "王晓梅"})
    title = fields.String(metadata=_TITLE)
    text = fields.String(metadata=_TEXT)
    day = fields.Date(metadata={"example": "2026-11-20"})
    state = fields.Enum(State, by_value=True)
    answer = fields.String(allow_none=True, metadata={"example": None})
    round = fields.Integer(metadata={"example": 1})
    version = fields.Integer(metadata={"example": 1})


class ConcernEntry(Schema):
    """Something that happened, and the rule under which it was done."""

    number = fields.Integer(metadata={"example": 1})
    what = fields.Enum(Happened, by_value=True)
    by = fields.String(
        allow_none=True, metadata={**_PERSON, "description": "Who acted: told to the office alone"}
    )
    at = Moment()
    reason = fields.String(allow_none=True, metadata={"example": None})
    text = fields.String(allow_none=True, metadata={"example": None})
    with_ = fields.String(data_key="with", attribute="with_", allow_none=True, metadata={"example": None})
    signer = fields.String(allow_none=True, metadata={"example": None})
    facts = fields.Dict(
        keys=fields.String(), values=fields.String(), allow_none=True, metadata={"example": None}
    )
    day = fields.String(allow_none=True, metadata={"example": None})
    rule = fields.Nested(CaseRule, allow_none=True)


CONCERN_PAGE = page_of(ConcernListed(), "ConcernPage")
CONCERN_HISTORY = page_of(ConcernEntry(), "ConcernHistory")
