"""What the routes of reception days take and answer."""

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from functions.invitations.receptions.reception import Opening
from shared.domain.members import Office
from shared.web.citations import RuleCited
from shared.web.schemas import Body, Digits, Moment, PersonId, Text, Whole, page_of

MOST_SLOTS, MOST_PLACES, MOST_DEPUTIES = 24, 200, 200
_TIME = {"example": "09:00", "description": "Local time"}


class YearQuery(Schema):
    """The year; this year if none is said."""

    class Meta:
        unknown = RAISE

    year = Digits(load_default=None, validate=validate.Range(2000, 2098), metadata={"example": 2026})


class SlotFields(Body):
    """A time of the day, and how many can come then."""

    at = fields.String(
        required=True, validate=validate.Regexp(r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)"), metadata=_TIME
    )
    places = Whole(1, MOST_PLACES, required=True, metadata={"example": 2})


class ReceptionFields(Body):
    """Who receives, where, when how many, and for whom it is open."""

    leader = PersonId(required=True, metadata={"description": "A member of the standing committee"})
    place = Text(200, required=True, metadata={"example": "市人大常委会信访接待室"})
    slots = fields.List(fields.Nested(SlotFields), required=True, validate=validate.Length(1, MOST_SLOTS))
    open_to = fields.List(
        fields.Enum(Opening, by_value=True),
        required=True,
        validate=validate.Length(1, 2),
        metadata={"example": ["deputies"]},
    )
    note = Text(500, load_default=None, allow_none=True, lines=True, metadata={"example": None})

    @validates_schema
    def once_each(self, data: dict[str, Any], **_: Any) -> None:
        slots = data["slots"]
        if len({slot["at"] for slot in slots}) < len(slots):
            raise ValidationError("时段不能重复|a slot stands there twice", "slots")
        if sum(slot["places"] for slot in slots) > MOST_PLACES:
            raise ValidationError(f"合计不超过{MOST_PLACES}|{MOST_PLACES} places in all at most", "slots")


class BookingFields(Body):
    """When one comes, and what about."""

    slot = fields.String(required=True, metadata=_TIME)
    topic = Text(500, required=True, lines=True, metadata={"example": "反映小区停车问题"})


class ConversationFields(Body):
    """What was said, and what was answered."""

    topic = Text(100, required=True, metadata={"example": "小区停车"})
    text = Text(4000, required=True, lines=True, metadata={"example": "小区停车位不足，建议利用周边空地"})
    answer = Text(2000, load_default=None, allow_none=True, lines=True, metadata={"example": None})
    booking = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(21, 21),
        metadata={"example": "b01j9zq3v7k2m8n4p6r5t"},
    )
    deputy = PersonId(
        load_default=None, allow_none=True, metadata={"description": "The deputy who spoke, if it was one"}
    )


class OpinionFields(Body):
    """What the opinion is called that was made of a conversation."""

    opinion = Text(60, required=True, metadata={"example": "v01j9zq3v7k2m8n4p6r5t"})


class ReceptionOutcome(Body):
    """Whether it was held, how many came, and which deputies."""

    held = fields.Boolean(required=True)
    received = Whole(0, 1000, load_default=0, metadata={"example": 3})
    deputies = fields.List(PersonId(), load_default=list, validate=validate.Length(max=MOST_DEPUTIES))
    note = Text(2000, load_default=None, allow_none=True, lines=True, metadata={"example": None})


class SlotAnswer(Schema):
    """A time of the day, how many can come then, and how many places are free."""

    at = fields.String(metadata=_TIME)
    places = fields.Integer(metadata={"example": 2})
    left = fields.Integer(metadata={"example": 1})


class LeaderAnswer(Schema):
    """Who receives."""

    name = fields.String(metadata={"example": "王晓梅"})
    office = fields.Enum(Office, by_value=True, metadata={"example": "vice_chair"})


class ReceptionAnswer(Schema):
    """A reception day: by which rule, on which day before a shift, and what is arranged of it. A day that is
    `provisional` may still move, as the holidays of its year are not announced; one that was arranged and is
    no longer a reception day is `moved`. `version` is 0 until something is arranged."""

    day = fields.Date(metadata={"example": "2026-12-07"})
    nominal = fields.Date(allow_none=True, metadata={"example": "2026-12-05"})
    provisional = fields.Boolean()
    state = fields.String(
        validate=validate.OneOf(("named", "arranged", "moved", "held", "not_held")),
        metadata={"example": "arranged"},
    )
    rule = fields.Nested(RuleCited, allow_none=True)
    receives = fields.List(fields.String(), metadata={"example": ["常务委员会主任", "常务委员会副主任"]})
    hours = fields.List(fields.String(), metadata={"example": []})
    leader = fields.Nested(LeaderAnswer, allow_none=True)
    place = fields.String(allow_none=True, metadata={"example": None})
    open_to = fields.List(fields.Enum(Opening, by_value=True), metadata={"example": ["deputies"]})
    slots = fields.List(fields.Nested(SlotAnswer))
    note = fields.String(allow_none=True, metadata={"example": None})
    version = fields.Integer(metadata={"example": 1})


class ReceptionYear(Schema):
    """The reception days of a division's committee in a year, in order."""

    division = fields.String(metadata={"example": "1402"})
    year = fields.Integer(metadata={"example": 2026})
    items = fields.List(fields.Nested(ReceptionAnswer))


class BookingAnswer(Schema):
    """A booking. Who comes shows the id at the door; nobody's name or phone stands here."""

    id = fields.String(metadata={"example": "b01j9zq3v7k2m8n4p6r5t"})
    division = fields.String(metadata={"example": "1402"})
    day = fields.Date(metadata={"example": "2026-12-07"})
    slot = fields.String(metadata=_TIME)
    topic = fields.String(metadata={"example": "反映小区停车问题"})
    person = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    deputy = fields.Boolean(metadata={"description": "Whether who comes is a deputy there"})
    at = Moment(metadata={"description": "When it was booked"})


class ConversationAnswer(Schema):
    """What was said at a reception; `opinion` is what was made of it."""

    id = fields.String(metadata={"example": "w01j9zq3v7k2m8n4p6r5t"})
    division = fields.String(metadata={"example": "1402"})
    day = fields.Date(metadata={"example": "2026-12-07"})
    topic = fields.String(metadata={"example": "小区停车"})
    text = fields.String(metadata={"example": "小区停车位不足，建议利用周边空地"})
    answer = fields.String(allow_none=True, metadata={"example": None})
    booking = fields.String(allow_none=True, metadata={"example": "b01j9zq3v7k2m8n4p6r5t"})
    deputy = fields.String(allow_none=True, metadata={"example": None})
    opinion = fields.String(allow_none=True, metadata={"example": None})
    by = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    at = Moment()
    version = fields.Integer(metadata={"example": 1})


BOOKING_PAGE = page_of(BookingAnswer(), "BookingPage")
CONVERSATION_PAGE = page_of(ConversationAnswer(), "ConversationPage")
