"""What the routes of the inbox take and answer."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from shared.domain.ids import PATTERN
from shared.domain.roles import Role
from shared.web.parameters import PARAMETERS
from shared.web.schemas import Body, Listing, Moment, YesNo, page_of

_NOTICE = PARAMETERS["notice_id"]
_POST = rf"^({'|'.join(Role)}):([0-9]{{2,12}}(-[0-9]{{2}})?|u{PATTERN})$"


class InboxListing(Listing):
    """Which of my notices."""

    unread = YesNo(load_default=False, metadata={"description": "Only what is not read", "example": False})
    archived = YesNo(load_default=False, metadata={"description": "Only what is archived", "example": False})

    @validates_schema
    def _one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("unread") and data.get("archived"):
            raise ValidationError("已归档的即为已读|what is archived is read", "unread")


class PostListing(Listing):
    """Whose notices: a post's."""

    post = fields.String(
        required=True,
        validate=validate.Regexp(rf"{_POST}(?!\n)"),
        metadata={
            "description": "A role and the scope of what concerns it",
            "example": "committee_staff:4114",
            "pattern": _POST,
        },
    )


class BasisAnswer(Schema):
    """The article on which a notice rests."""

    instrument = fields.String(metadata={"example": "shangqiu"})
    article = fields.String(metadata={"example": "13"})
    words = fields.String(metadata={"example": "《商丘市人大代表联络站工作条例》第十三条"})


class NoticeAnswer(Schema):
    """One notice, in the language of the request."""

    id = fields.String(metadata={"example": _NOTICE.example})
    kind = fields.String(metadata={"example": "invitation_received"})
    title = fields.String(metadata={"example": "活动邀请"})
    text = fields.String(
        metadata={"example": "邀请您参加“优化营商环境座谈会”。时间：11月23日（周一）09:00-11:30。"}
    )
    basis = fields.Nested(BasisAnswer, allow_none=True)
    about = fields.String(
        metadata={"example": "activity:a01j9zq3v7k2m8n4p6r5t", "description": "What it is about, and its id"}
    )
    link = fields.String(
        allow_none=True,
        metadata={
            "example": "/v1/activities/a01j9zq3v7k2m8n4p6r5t",
            "description": "The route of what it is about",
        },
    )
    at = Moment(metadata={"description": "When what it tells of happened"})
    read_at = Moment(allow_none=True)
    archived_at = Moment(allow_none=True)


NOTICE_PAGE = page_of(NoticeAnswer(), "NoticePage")


class UnreadAnswer(Schema):
    """How much is unread."""

    count = fields.Integer(metadata={"example": 7, "description": "99 at most"})
    more = fields.Boolean(metadata={"example": False, "description": "Whether there are more than that"})
    shown = fields.String(metadata={"example": "7", "description": "For a badge: `99+` for more than 99"})


class UpTo(Body):
    """Up to where one has read."""

    up_to = fields.String(
        required=True,
        validate=validate.Regexp(rf"^{_NOTICE.pattern}$(?!\n)"),
        metadata={"example": _NOTICE.example, "description": "The newest notice that is read"},
    )


class ReadAnswer(Schema):
    """What was marked as read."""

    read = fields.Integer(metadata={"example": 7})
    next = fields.String(
        allow_none=True,
        metadata={"example": None, "description": "Send it as `up_to` to go on; null when all is read"},
    )
