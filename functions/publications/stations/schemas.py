"""What the routes of what stations make public take and answer."""

from marshmallow import Schema, fields, validate

from shared.domain.divisions import Level
from shared.domain.stations import Post
from shared.web.citations import RuleCited
from shared.web.schemas import Body, Moment, Text, page_of

_WORD = validate.Regexp(r"^[a-z][a-z0-9_]{0,63}$(?!\n)")


class PublicItemFields(Body):
    """An item in the station's own words; of its deputies the list itself is enough."""

    text = Text(
        5_000,
        lines=True,
        load_default=None,
        allow_none=True,
        metadata={"example": "一、受理：……二、交办：……三、反馈：……"},
    )


class PublicItemWithdrawal(Body):
    """Why an item is no longer public."""

    reason = Text(200, required=True, metadata={"example": "内容有误，更正后重新公示"})


class ContactPointFields(Body):
    """What the station has of what a legislative contact point in it must have."""

    has = fields.List(
        fields.String(validate=_WORD),
        required=True,
        validate=validate.Length(max=10),
        metadata={"example": ["two_signs", "shared_place"]},
    )


class PublicItem(Schema):
    """An item that a rule wants public, and what the station says there."""

    item = fields.String(metadata={"example": "handling_flow"})
    name = fields.String(metadata={"example": "意见办理流程"})
    public = fields.Boolean(metadata={"example": True})
    text = fields.String(allow_none=True, metadata={"example": "一、受理：……"})
    since = fields.Date(allow_none=True, metadata={"example": "2026-11-20"})
    changed_at = Moment(allow_none=True)


class PublicPosting(Schema):
    """Who works at the station."""

    post = fields.Enum(Post, by_value=True, metadata={"example": "head"})
    name = fields.String(metadata={"example": "李建国"})


class ContactPointItem(Schema):
    """What a legislative contact point in a station must have, and whether it is there."""

    item = fields.String(metadata={"example": "two_signs"})
    name = fields.String(metadata={"example": "两块牌子"})
    there = fields.Boolean(metadata={"example": True})


class ContactPointAnswer(Schema):
    """A station that is a legislative contact point as well."""

    rule = fields.Nested(RuleCited)
    items = fields.List(fields.Nested(ContactPointItem))
    missing = fields.List(fields.String(), metadata={"example": ["two_functions"]})


class PublicInformation(Schema):
    """What a station makes public. ``rule`` is null and ``items`` empty where no rule names any; ``staff`` is
    empty until that item is public; ``contact_point`` is null for a station that is none."""

    station = fields.String(metadata={"example": "411402001-01"})
    name = fields.String(metadata={"example": "平原街道人大代表联络站"})
    rule = fields.Nested(RuleCited, allow_none=True)
    items = fields.List(fields.Nested(PublicItem))
    missing = fields.List(fields.String(), metadata={"example": ["rules_and_plan"]})
    staff = fields.List(fields.Nested(PublicPosting))
    contact_point = fields.Nested(ContactPointAnswer, allow_none=True)


class PublicMandate(Schema):
    """Of which congress somebody is a deputy."""

    level = fields.Enum(Level, by_value=True, metadata={"example": "city"})
    division = fields.String(metadata={"example": "4114"})


class PublicDeputy(Schema):
    """A deputy placed in the station, as everybody may know."""

    name = fields.String(metadata={"example": "王晓梅"})
    fields_ = fields.List(
        fields.String(), data_key="fields", attribute="fields", metadata={"example": ["民政"]}
    )
    mandates = fields.List(fields.Nested(PublicMandate))


DEPUTY_PAGE = page_of(PublicDeputy(), "PublicDeputyPage")
