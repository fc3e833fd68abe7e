"""What the routes of appeals take and answer."""

from marshmallow import Schema, fields, validate

from functions.suggestions.clocks.citing import CaseClock, CaseRule
from functions.suggestions.matters.appeals.appeal import Happened, State
from shared.domain.ids import PATTERN
from shared.web.schemas import (
    Body,
    DivisionCode,
    Listing,
    Moment,
    PersonalName,
    PersonId,
    Text,
    page_of,
)

_ID = {"example": "t01j9zq3v7k2m8n4p6r5t"}
_UNIT = {"example": "u01j9zq3v7k2m8n4p6r5t"}
_PERSON = {"example": "p01j9zq3v7k2m8n4p6r5t"}
_TEXT = {"example": "本人对限制人身自由的措施不服，请求常务委员会审查。"}


class NewAppeal(Body):
    """An appeal that the organ received. `deputy` is the person, where known; the name is then theirs."""

    congress = DivisionCode(
        required=True, metadata={"example": "4403", "description": "The division of the deputy's congress"}
    )
    name = PersonalName(required=True)
    deputy = PersonId(load_default=None, allow_none=True, metadata={"example": None})
    received_at = Moment(required=True, metadata={"description": "When the organ received it"})
    text = Text(10_000, lines=True, load_default=None, allow_none=True, metadata=_TEXT)


class AppealHeardOf(NewAppeal):
    """An appeal that the committee knows an organ to have."""

    organ = fields.String(required=True, validate=validate.Regexp(f"^u{PATTERN}$(?!\n)"), metadata=_UNIT)


class AppealListing(Listing):
    """The appeals of deputies of a congress, in a state."""

    scope = DivisionCode(required=True, metadata={"example": "4403"})
    state = fields.Enum(State, by_value=True, required=True)


class AppealForwarding(Body):
    """What the appeal says, where it was not entered yet."""

    text = Text(10_000, lines=True, load_default=None, allow_none=True, metadata=_TEXT)


class AppealArrival(Body):
    """That the committee has it, since when, and what it says."""

    arrived_at = Moment(required=True)
    text = Text(10_000, required=True, lines=True, metadata=_TEXT)


class AppealSettlement(Body):
    """What the committee did about it; `deputy` where the organ knew a name only."""

    text = Text(3000, required=True, lines=True, metadata={"example": "主任会议已听取情况并函告有关机关。"})
    deputy = PersonId(load_default=None, allow_none=True, metadata={"example": None})


class AppealReason(Body):
    """Why it is withdrawn."""

    reason = Text(500, required=True, lines=True, metadata={"example": "登记有误"})


class AppealListed(Schema):
    """An appeal in the committee's list."""

    id = fields.String(metadata=_ID)
    congress = fields.String(metadata={"example": "4403"})
    organ = fields.String(metadata=_UNIT)
    organ_name = fields.String(metadata={"example": "市公安局"})
    name = fields.String(metadata={"example": "王晓梅"})
    received_at = Moment()
    forwarded_at = Moment(allow_none=True)
    state = fields.Enum(State, by_value=True)


class AppealAnswer(AppealListed):
    """An appeal. What it says is told to the organ, the deputy, and, once it was passed on, the committee."""

    deputy = fields.String(allow_none=True, metadata=_PERSON)
    text = fields.String(allow_none=True, metadata=_TEXT)
    result = fields.String(allow_none=True, metadata={"example": None})
    settled_on = fields.Date(allow_none=True, metadata={"example": None})
    rules = fields.List(fields.Nested(CaseRule), metadata={"description": "By which it was submitted"})
    version = fields.Integer(metadata={"example": 1})


class AppealDetail(AppealAnswer):
    """The same, with the organ's time."""

    clocks = fields.List(fields.Nested(CaseClock))


class AppealEntry(Schema):
    """Something that happened."""

    number = fields.Integer(metadata={"example": 1})
    what = fields.Enum(Happened, by_value=True)
    by = fields.String(metadata=_PERSON)
    at = Moment()
    reason = fields.String(allow_none=True, metadata={"example": None})
    text = fields.String(allow_none=True, metadata={"example": None})


APPEAL_PAGE = page_of(AppealListed(), "AppealPage")
APPEAL_HISTORY = page_of(AppealEntry(), "AppealHistory")
