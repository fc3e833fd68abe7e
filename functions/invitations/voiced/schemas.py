"""What the routes of opinions voiced take and answer."""

from marshmallow import Schema, fields, validate

from functions.invitations.voiced.opinion import Happened, Standing
from shared.domain.ids import PATTERN
from shared.web.schemas import Body, Moment, PersonId, Text, Whole, page_of

_ACTIVITY = {"example": "a01j9zq3v7k2m8n4p6r5t"}
_PERSON = {"example": "p01j9zq3v7k2m8n4p6r5t"}
_OPINION = {"example": "v01j9zq3v7k2m8n4p6r5t"}
_TEXT = "建议把社区养老用房纳入新建小区的规划条件。"


class NewOpinion(Body):
    """What was said. The organiser's staff name the deputy; who records for themselves leave that out."""

    text = Text(2000, required=True, lines=True, metadata={"example": _TEXT})
    deputy = PersonId()
    agenda = Whole(0, 49, metadata={"example": 0, "description": "The agenda item, counted from 0"})
    topic = Text(60, metadata={"example": "养老服务"})


class Sorting(Body):
    """How it is sorted and handled; what is left out stays. `merged_with` stands alone."""

    category = Text(60, metadata={"example": "社会建设"})
    topic = Text(60, metadata={"example": "养老服务"})
    answerable = fields.Boolean(
        metadata={"example": True, "description": "Whether it can be answered during the activity"}
    )
    handed_to = Text(100, metadata={"example": "自治区民政厅", "description": "The unit concerned"})
    result = Text(2000, lines=True, metadata={"example": "已列入明年立法计划调研项目。"})
    explanation = Text(
        500,
        metadata={
            "example": "需会同住建部门研究",
            "description": "Why it cannot be answered during the activity: the speaker is told, and it is "
            "marked for feedback after it",
        },
    )
    suggestion = fields.String(
        validate=validate.Length(1, 64),
        metadata={"example": "s01j9zq3v7k2m8n4p6r5t", "description": "The suggestion or case it became"},
    )
    merged_with = fields.String(
        validate=validate.Regexp(f"^v{PATTERN}$(?!\n)"),
        metadata={**_OPINION, "description": "The opinion of the same activity that stands for it now"},
    )


class Reply(Body):
    """What the speaker is told, and by whom."""

    text = Text(2000, required=True, lines=True, metadata={"example": "条例草案第十二条已采纳。"})
    by = Text(100, required=True, metadata={"example": "自治区人大社会建设委员会"})


class StepAnswer(Schema):
    """One thing that happened to it."""

    what = fields.Enum(Happened, by_value=True, metadata={"example": "voiced"})
    at = Moment()
    by = fields.String(metadata=_PERSON)
    text = fields.String(allow_none=True, metadata={"example": None})


class VoicedClockAnswer(Schema):
    """A clock that runs for the speaker: the rule, its start, until when."""

    rule = fields.String(metadata={"example": "gx-10.c"})
    article = fields.String(metadata={"example": "10"})
    instrument = fields.String(metadata={"example": "guangxi"})
    title = fields.String(metadata={"example": "广西壮族自治区人民代表大会常务委员会联系代表办法"})
    says = fields.String(metadata={"example": "会后研究并及时反馈。"})
    item = fields.String(
        allow_none=True, metadata={"example": None, "description": "What is to be told, in the rule's word"}
    )
    started_at = Moment()
    due = fields.Date(
        allow_none=True, metadata={"example": None, "description": "Null where the rule gives no number"}
    )
    due_at = Moment(allow_none=True, metadata={"example": None})
    state = fields.String(
        validate=validate.OneOf(["running", "halted", "met", "late", "overdue", "stopped"]),
        metadata={"example": "running"},
    )
    fulfilled_at = Moment(allow_none=True, metadata={"example": None})


class OpinionListed(Schema):
    """An opinion voiced, and what became of it."""

    id = fields.String(metadata=_OPINION)
    activity = fields.String(metadata=_ACTIVITY)
    title = fields.String(metadata={"example": "常委会第二十次会议"})
    kind = fields.String(metadata={"example": "standing_committee_meeting"})
    deputy = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "韦春兰"})
    text = fields.String(metadata={"example": _TEXT})
    voiced_at = Moment()
    recorded_by = fields.String(metadata=_PERSON)
    standing = fields.Enum(Standing, by_value=True, metadata={"example": "voiced"})
    agenda = fields.Integer(allow_none=True, metadata={"example": 0})
    topic = fields.String(allow_none=True, metadata={"example": "养老服务"})
    category = fields.String(allow_none=True, metadata={"example": None})
    answerable = fields.Boolean(allow_none=True, metadata={"example": None})
    handed_to = fields.String(allow_none=True, metadata={"example": None})
    result = fields.String(allow_none=True, metadata={"example": None})
    explanation = fields.String(allow_none=True, metadata={"example": None})
    answer = fields.String(allow_none=True, metadata={"example": None})
    answered_by = fields.String(allow_none=True, metadata={"example": None})
    merged_with = fields.String(allow_none=True, metadata={"example": None})
    merged = fields.List(fields.String(), metadata={"example": []})
    suggestion = fields.String(allow_none=True, metadata={"example": None})
    due = fields.Date(
        allow_none=True,
        metadata={"example": None, "description": "The last day for what is owed, where a rule gives one"},
    )
    steps = fields.List(fields.Nested(StepAnswer))
    version = fields.Integer(metadata={"example": 1})


class OpinionAnswer(OpinionListed):
    """An opinion voiced, with the clocks that run for its speaker."""

    clocks = fields.List(fields.Nested(VoicedClockAnswer))


class OwedAnswer(Schema):
    """Feedback that is owed to a speaker."""

    id = fields.String(metadata=_OPINION)
    activity = fields.String(metadata=_ACTIVITY)
    title = fields.String(metadata={"example": "常委会第二十次会议"})
    scope = fields.String(metadata={"example": "45"})
    deputy = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "韦春兰"})
    text = fields.String(metadata={"example": _TEXT, "description": "Its beginning"})
    standing = fields.String(metadata={"example": "deferred"})
    voiced_at = Moment()
    due = fields.Date(
        allow_none=True, metadata={"example": None, "description": "Null: promptly, without a number"}
    )


OPINION_PAGE = page_of(OpinionAnswer(), "VoicedPage")
OWN_PAGE = page_of(OpinionListed(), "MyVoicedPage")
OWED_PAGE = page_of(OwedAnswer(), "FeedbackOwedPage")
