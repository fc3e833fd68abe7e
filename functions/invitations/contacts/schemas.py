"""What the routes of contacts take and answer."""

from marshmallow import Schema, fields, validate

from functions.invitations.appointments.citations import WayAnswer
from functions.invitations.contacts.contact import Happened
from shared.web.citations import ClockAnswer, RuleCited
from shared.web.schemas import Body, Day, Moment, PersonId, Text, Whole, page_of

MOST_VIEWS, MOST_TOPICS = 20, 20
_WORD = {"example": "visit", "description": "A word of the rules, see `contact-words`"}


class NewContact(Body):
    """A contact that was had. `by` is the way, `topics` are of the rule that lists them, where there is one,
    else free words."""

    deputy = PersonId(required=True)
    way = fields.String(
        required=True,
        data_key="by",
        validate=validate.Regexp(r"^[a-z][a-z0-9_]{0,40}$(?!\n)"),
        metadata=_WORD,
    )
    day = Day(required=True, metadata={"description": "Not after today"})
    face_to_face = fields.Boolean(required=True)
    topics = fields.List(
        Text(40), load_default=list, validate=validate.Length(max=MOST_TOPICS),
        metadata={"example": ["hot_issues"]},
    )  # fmt: skip
    views = fields.List(
        Text(2000, lines=True), load_default=list, validate=validate.Length(max=MOST_VIEWS),
        metadata={"description": "The views heard, in words", "example": ["建议加快老旧小区加装电梯"]},
    )  # fmt: skip


class ViewFields(Body):
    """Which of the views, counted from 1."""

    view = Whole(1, MOST_VIEWS, required=True, metadata={"example": 1})


class HandoverFields(ViewFields):
    """To whom a view is handed over."""

    to = Text(100, required=True, metadata={"example": "市住房和城乡建设局"})
    reference = Text(60, load_default=None, allow_none=True, metadata={"example": "交办〔2026〕18号"})
    text = Text(1000, load_default=None, allow_none=True, lines=True, metadata={"example": None})


class ViewOutcome(ViewFields):
    """What became of a view, in words; of feedback what the deputy is told."""

    text = Text(1000, required=True, lines=True, metadata={"example": "已列入明年改造计划"})


class VoidFields(Body):
    """Why it was entered in error."""

    reason = Text(200, required=True, metadata={"example": "日期填写错误"})


class ViewStepAnswer(Schema):
    """One thing that happened to a view."""

    what = fields.Enum(Happened, by_value=True, metadata={"example": "handed_over"})
    at = Moment()
    by = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    text = fields.String(allow_none=True, metadata={"example": None})
    to = fields.String(allow_none=True, metadata={"example": "市住房和城乡建设局"})
    reference = fields.String(allow_none=True, metadata={"example": "交办〔2026〕18号"})


class ViewAnswer(Schema):
    """A view heard, its course, and what the deputy is owed."""

    number = fields.Integer(metadata={"example": 1})
    text = fields.String(metadata={"example": "建议加快老旧小区加装电梯"})
    fed_back = fields.Boolean()
    steps = fields.List(fields.Nested(ViewStepAnswer))
    clocks = fields.List(fields.Nested(ClockAnswer))


class ContactListed(Schema):
    """A contact in a log; the views are told by the contact itself."""

    id = fields.String(metadata={"example": "k01j9zq3v7k2m8n4p6r5t"})
    member = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    member_name = fields.String(metadata={"example": "王晓梅"})
    deputy = fields.String(metadata={"example": "p7k2m8n4p6r5t01j9zq3v"})
    deputy_name = fields.String(metadata={"example": "李国庆"})
    division = fields.String(metadata={"example": "45"})
    way = fields.String(data_key="by", metadata={"example": "visit"})
    day = fields.Date(metadata={"example": "2026-11-20"})
    face_to_face = fields.Boolean()
    topics = fields.List(fields.String(), metadata={"example": ["hot_issues"]})
    heard = fields.Integer(metadata={"example": 2, "description": "Views heard"})
    fed_back = fields.Integer(metadata={"example": 1, "description": "Views of which the deputy was told"})
    void = fields.Boolean(metadata={"description": "Entered in error; counts no longer"})
    version = fields.Integer(metadata={"example": 1})


class ContactAnswer(ContactListed):
    """A contact with the views heard, and what the rules say is done with them."""

    views = fields.List(fields.Nested(ViewAnswer))
    ways = fields.List(fields.Nested(WayAnswer))


class WordAnswer(Schema):
    """A word of the rules and its name in the caller's language."""

    word = fields.String(metadata={"example": "visit"})
    name = fields.String(metadata={"example": "走访"})


class ContactWords(Schema):
    """The ways in which members of the committee keep contact, the topics that a rule lists, if any, and who
    keeps contact with whom, and through whom, by the rules of the place."""

    division = fields.String(metadata={"example": "45"})
    ways = fields.List(fields.Nested(WordAnswer))
    topics = fields.List(fields.Nested(WordAnswer))
    rule = fields.Nested(RuleCited, allow_none=True, metadata={"description": "The rule that lists topics"})
    kept_by = fields.List(fields.Nested(WayAnswer))


CONTACT_PAGE = page_of(ContactListed(), "ContactPage")
