"""What the routes of groups' plans and wishes take and answer."""

from marshmallow import RAISE, Schema, fields, validate

from functions.invitations.appointments.citations import WayAnswer
from functions.invitations.groups.group import WishState
from shared.web.citations import RuleCited
from shared.web.schemas import Body, Day, Digits, Moment, Text, Whole, page_of

MOST_ITEMS = 60
_WORD = {"example": "inspection", "description": "A word of the rules"}


def _kind() -> fields.String:
    form = validate.Regexp(r"^[a-z][a-z0-9_]{0,40}$(?!\n)")
    return fields.String(load_default=None, allow_none=True, validate=form, metadata=_WORD)


class PlanQuery(Schema):
    """The year; this year if none is said."""

    class Meta:
        unknown = RAISE

    year = Digits(load_default=None, validate=validate.Range(2000, 2098), metadata={"example": 2026})


class PlanItemFields(Body):
    """One activity that is planned."""

    title = Text(100, required=True, metadata={"example": "视察养老服务设施"})
    kind = _kind()
    month = Whole(1, 12, load_default=None, allow_none=True, metadata={"example": 5})


class PlanFields(Body):
    """The plan of a year."""

    text = Text(4000, required=True, lines=True, metadata={"example": "围绕养老服务开展活动"})
    items = fields.List(
        fields.Nested(PlanItemFields), load_default=list, validate=validate.Length(max=MOST_ITEMS)
    )


class WishFields(Body):
    """An activity that somebody in the group proposes, and until when the others are asked."""

    title = Text(100, required=True, metadata={"example": "视察老旧小区改造"})
    text = Text(2000, load_default=None, allow_none=True, lines=True, metadata={"example": None})
    kind = _kind()
    planned_for = Day(load_default=None, allow_none=True)
    closes = Moment(required=True, metadata={"description": "Within sixty days"})


class VoteFields(Body):
    """For or against."""

    yes = fields.Boolean(required=True)


class PlanItemAnswer(Schema):
    """One activity that is planned."""

    title = fields.String(metadata={"example": "视察养老服务设施"})
    kind = fields.String(allow_none=True, metadata={"example": "inspection"})
    month = fields.Integer(allow_none=True, metadata={"example": 5})


class PlanAnswer(Schema):
    """A group's plan of a year; `version` is 0 until there is one. `duties` is what the rules ask of such a
    group."""

    group = fields.String(metadata={"example": "g01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "平城区代表大组"})
    year = fields.Integer(metadata={"example": 2026})
    text = fields.String(allow_none=True, metadata={"example": "围绕养老服务开展活动"})
    items = fields.List(fields.Nested(PlanItemAnswer))
    by = fields.String(allow_none=True, metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    at = Moment(allow_none=True)
    duties = fields.List(fields.Nested(RuleCited))
    version = fields.Integer(metadata={"example": 1})


class WishListed(Schema):
    """A wish and its votes. `size` is the number of deputies in the group; more than half carry it."""

    id = fields.String(metadata={"example": "w01j9zq3v7k2m8n4p6r5t"})
    group = fields.String(metadata={"example": "g01j9zq3v7k2m8n4p6r5t"})
    group_name = fields.String(metadata={"example": "平城区代表大组"})
    title = fields.String(metadata={"example": "视察老旧小区改造"})
    text = fields.String(allow_none=True, metadata={"example": None})
    kind = fields.String(allow_none=True, metadata={"example": "inspection"})
    planned_for = fields.Date(allow_none=True, metadata={"example": "2026-12-10"})
    closes = Moment()
    proposed_by = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    proposed_at = Moment()
    state = fields.Enum(WishState, by_value=True, metadata={"example": "open"})
    yes = fields.Integer(metadata={"example": 3})
    no = fields.Integer(metadata={"example": 1})
    size = fields.Integer(metadata={"example": 9})
    carried_at = Moment(allow_none=True)


class WishAnswer(WishListed):
    """A wish, one's own vote, and by which rules the group may act upon it once it is carried."""

    own_vote = fields.Boolean(allow_none=True)
    ways = fields.List(fields.Nested(WayAnswer))


WISH_PAGE = page_of(WishListed(), "WishPage")
