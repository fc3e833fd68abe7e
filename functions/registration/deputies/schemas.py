"""What the routes of deputies take and answer."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from functions.registration.deputies.history import What
from shared.domain import divisions
from shared.domain.deputies import Card
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.mandates import MandateAction, MandateStatus, check_electing_unit
from shared.web.schemas import (
    Body,
    Day,
    DivisionCode,
    Listing,
    Moment,
    PersonalName,
    Phone,
    ScopeListing,
    StationId,
    Text,
    Whole,
    YesNo,
    page_of,
)

_EXPERTISE = {"example": ["教育", "法律"], "description": "Fields of expertise"}
_UNIT = {
    "example": "411402",
    "description": "Code of the division that elected, or the name of the unit or constituency",
}
_REASON = {"example": "录入错误", "description": "Kept in the change history"}


class NewMandate(Body):
    """A mandate: one congress, one term."""

    level = fields.Enum(Level, by_value=True, required=True, metadata={"example": "city"})
    division = DivisionCode(
        required=True, metadata={"example": "4114", "description": "The congress's; 00 for the national one"}
    )
    electing_unit = Text(100, required=True, metadata=_UNIT)
    term = Whole(1, 99, required=True, metadata={"example": 6})
    begins = Day(required=True, metadata={"example": "2022-04-01", "description": "At most a year ahead"})
    ends = Day(metadata={"example": "2027-03-31", "description": "The last day, once it is known"})

    @validates_schema
    def consistent(self, data: dict[str, Any], **_: Any) -> None:
        if divisions.get(data["division"]).level is not data["level"]:
            raise ValidationError("区划与人大层级不符|the division is not of this level", "division")
        try:
            check_electing_unit(data["level"], data["division"], data["electing_unit"])
        except Refusal as refusal:
            found = refusal.errors[0]
            raise ValidationError(f"{found.zh}|{found.en}", found.field) from refusal
        if "ends" in data and data["ends"] < data["begins"]:
            raise ValidationError("结束日期不得早于开始日期|must not lie before it begins", "ends")


class MandateCorrection(Body):
    """What was entered wrongly in a mandate, as it is right, and why it was wrong."""

    electing_unit = Text(100, metadata=_UNIT)
    term = Whole(1, 99, metadata={"example": 6})
    begins = Day(metadata={"example": "2022-04-01", "description": "At most a year ahead"})
    ends = Day(
        allow_none=True,
        metadata={"example": "2027-03-31", "description": "The last day; null while it is not known"},
    )
    reason = Text(200, required=True, metadata=_REASON)


class Withdrawal(Body):
    """Why something that had been entered is taken back."""

    reason = Text(200, required=True, metadata=_REASON)


class CardFields(Body):
    """The deputy card (Deputies Law art. 49)."""

    number = Text(40, required=True, metadata={"example": "商人代字0601"})
    issued_on = Day(required=True, metadata={"example": "2022-04-08"})


class DeputyFields(Body):
    """What may be said of a deputy at any time."""

    name = PersonalName()
    gender = fields.String(
        allow_none=True, validate=validate.OneOf(["male", "female"]), metadata={"example": "female"}
    )
    grassroots = fields.Boolean(metadata={"description": "A deputy from the grass roots (Tianjin art. 10)"})
    fields_ = fields.List(
        Text(30), data_key="fields", attribute="fields", validate=validate.Length(0, 20), metadata=_EXPERTISE
    )
    armed_forces_unit = Text(
        100,
        allow_none=True,
        metadata={
            "example": None,
            "description": "The unit that organises a deputy of the armed forces (Shangqiu art. 11)",
        },
    )

    @post_load
    def freeze(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        if "fields" in data:
            data["fields"] = tuple(dict.fromkeys(data["fields"]))
        return data


class NewDeputy(DeputyFields):
    """A deputy to register, with the first mandates."""

    phone = Phone(required=True)
    name = PersonalName(required=True)
    mandates = fields.List(fields.Nested(NewMandate), required=True, validate=validate.Length(1, 5))
    card = fields.Nested(CardFields)

    @post_load
    def make_card(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {**data, "card": Card(**data["card"])} if "card" in data else data


class NewMandateEvent(Body):
    """What happened to a mandate, on which day and why (Deputies Law art. 61 and 62)."""

    action = fields.Enum(MandateAction, by_value=True, required=True, metadata={"example": "end"})
    on = Day(required=True, metadata={"example": "2026-11-20", "description": "Not after today"})
    reason = fields.String(
        validate=validate.Length(1, 40),
        metadata={
            "example": "moved_away",
            "description": "suspend: detained, sentenced. resume: cause_gone. end: moved_away, resigned, "
            "absent_unapproved, recalled, nationality_lost, political_rights_lost, capacity_lost, "
            "deceased, term_ended",
        },
    )


class PlacementFields(Body):
    """The station in which the deputy is placed (Shangqiu art. 11)."""

    station_id = StationId(required=True)


class MandateEventAnswer(Schema):
    """One change of a mandate's status."""

    action = fields.Enum(MandateAction, by_value=True)
    on = fields.Date(metadata={"example": "2026-11-20"})
    reason = fields.String(metadata={"example": "moved_away"})


class MandateAnswer(Schema):
    """A mandate. All but level, division and term is null to those who may not see it."""

    level = fields.Enum(Level, by_value=True, metadata={"example": "city"})
    division = fields.String(metadata={"example": "4114"})
    term = fields.Integer(metadata={"example": 6})
    id = fields.String(allow_none=True, metadata={"example": "m01j9zq3v7k2m8n4p6r5t"})
    electing_unit = fields.String(allow_none=True, metadata={"example": "411402"})
    begins = fields.Date(allow_none=True, metadata={"example": "2022-04-01"})
    ends = fields.Date(allow_none=True, metadata={"example": None})
    status = fields.Enum(
        MandateStatus,
        by_value=True,
        allow_none=True,
        metadata={"example": "active", "description": "As of today"},
    )
    events = fields.List(fields.Nested(MandateEventAnswer), allow_none=True)


class CardAnswer(Schema):
    """The deputy card."""

    number = fields.String(metadata={"example": "商人代字0601"})
    issued_on = fields.Date(metadata={"example": "2022-04-08"})


class DeputyAnswer(Schema):
    """A deputy. All but id, name, mandates, serving, station and version is null to those who may not see
    it."""

    id = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "王晓梅"})
    mandates = fields.List(fields.Nested(MandateAnswer))
    serving = fields.Boolean(
        metadata={
            "description": "False once all mandates are over; placement, groups and links stay until ended"
        }
    )
    station = fields.String(allow_none=True, metadata={"example": "411402001-01"})
    placed_on = fields.Date(allow_none=True, metadata={"example": "2024-05-01"})
    phone_mask = fields.String(allow_none=True, metadata={"example": "138****1234"})
    gender = fields.String(allow_none=True, metadata={"example": "female"})
    grassroots = fields.Boolean(allow_none=True)
    fields_ = fields.List(
        fields.String(), data_key="fields", attribute="fields", allow_none=True, metadata=_EXPERTISE
    )
    card = fields.Nested(CardAnswer, allow_none=True)
    armed_forces_unit = fields.String(allow_none=True, metadata={"example": None})
    version = fields.Integer(metadata={"example": 1})


class DeputyListing(ScopeListing):
    """Deputies of a scope. ``placed`` leaves out those of the armed forces, whom no station takes."""

    serving = YesNo(
        load_default=True,
        metadata={
            "example": True,
            "description": "Those with a mandate that is not over today; false: those whose mandates are all "
            "over, who may still be placed",
        },
    )
    level = fields.Enum(
        Level,
        by_value=True,
        load_default=None,
        metadata={
            "example": "city",
            "description": "Those with a mandate of this level that is not over today; with serving=false "
            "those who had one",
        },
    )
    grassroots = YesNo(load_default=False, metadata={"example": True, "description": "Only those, if true"})
    field = Text(30, load_default=None, metadata={"example": "教育", "description": "A field of expertise"})
    placed = YesNo(load_default=None, metadata={"example": False})


class ChangeAnswer(Schema):
    """One change of a deputy's entry: who, when, what, and the fields that differ. ``reason`` is why
    something entered before was corrected or withdrawn."""

    at = Moment()
    by = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    what = fields.Enum(What, by_value=True, metadata={"example": "placed"})
    before = fields.Dict(keys=fields.String(), metadata={"example": {}})
    after = fields.Dict(keys=fields.String(), metadata={"example": {"station": "411402001-01"}})
    reason = fields.String(allow_none=True, metadata={"example": None})


class ChangeListing(Listing):
    """Changes, newest first, of one kind if said."""

    what = fields.Enum(What, by_value=True, load_default=None, metadata={"example": "placed"})


DEPUTY_PAGE = page_of(DeputyAnswer(), "DeputyPage")
CHANGE_PAGE = page_of(ChangeAnswer(), "ChangePage")
