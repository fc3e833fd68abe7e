"""What the routes of preferences take and answer."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from functions.notifications.channels.names import Channel
from functions.notifications.preferences.deciding import LONGEST_QUIET, Quiet
from functions.notifications.preferences.groups import Group
from shared.web.schemas import Body

_LANGUAGES = ["zh-CN", "en"]


def _time(name: str, example: str, words: str) -> fields.Time:
    metadata = {"example": example, "description": f"{words}, in Asia/Shanghai"}
    return fields.Time(required=True, format="%H:%M", data_key=name, metadata=metadata)


def _channel(words: str) -> fields.Boolean:
    return fields.Boolean(load_default=True, metadata={"example": True, "description": words})


class GroupWishes(Body):
    """What I want of one group of notices."""

    sms = _channel("By SMS; of a mandatory group always")
    wechat = _channel("By WeChat, one message for each that I have consented to")
    wecom = _channel("By WeCom")
    email = _channel("By e-mail, once I have shown that an address is mine")
    digest = fields.Boolean(
        load_default=False,
        metadata={
            "example": False,
            "description": "With the digest of the day instead of at once; never of a mandatory group",
        },
    )


WISHES = Body.from_dict(
    {
        group.value: fields.Nested(GroupWishes(), load_default=lambda: GroupWishes().load({}))
        for group in Group
    },
    name="WishesByGroup",
)


class QuietHours(Body):
    """Hours of each day, twelve at most, in which only what is urgent is sent."""

    start = _time("from", "22:00", "When they begin")
    end = _time("until", "07:00", "When they end, on the next day if that is before they begin")

    @validates_schema
    def _differ(self, data: dict[str, Any], **_: Any) -> None:
        if data["start"] == data["end"]:
            raise ValidationError("起止时间不能相同|must not end when they begin", "until")
        if Quiet(data["start"], data["end"]).length > LONGEST_QUIET:
            raise ValidationError("免打扰时段最长 12 小时|must not last longer than 12 hours", "until")

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Quiet:
        return Quiet(**data)


class DigestWishes(Body):
    """When and how the digest of the day comes: what was left to it, in one message. None comes empty."""

    at = _time("at", "08:00", "When")
    channel = fields.Enum(
        Channel,
        by_value=True,
        required=True,
        metadata={"example": "sms", "description": "By SMS where this one cannot reach me"},
    )


class PreferencesFields(Body):
    """All that I want. What is left out is as if I had said nothing."""

    language = fields.String(
        load_default=_LANGUAGES[0],
        validate=validate.OneOf(_LANGUAGES),
        metadata={"example": "zh-CN", "description": "Of messages; the inbox speaks the request's language"},
    )
    groups = fields.Nested(WISHES, load_default=lambda: WISHES().load({}))
    quiet_hours = fields.Nested(QuietHours, allow_none=True, load_default=None)
    digest = fields.Nested(
        DigestWishes, load_default=lambda: DigestWishes().load({"at": "08:00", "channel": "sms"})
    )

    @validates_schema
    def _digest_is_not_quiet(self, data: dict[str, Any], **_: Any) -> None:
        quiet = data["quiet_hours"]
        if quiet is not None and quiet.covers(data["digest"]["at"]):
            raise ValidationError("摘要时间不能在免打扰时段内|must not be in the quiet hours", "digest.at")


class PreferencesAnswer(Schema):
    """What I want, whole. `version` 0: I have said nothing yet."""

    language = fields.String(metadata={"example": "zh-CN"})
    groups = fields.Nested(WISHES)
    quiet_hours = fields.Nested(QuietHours, allow_none=True)
    digest = fields.Nested(DigestWishes)
    version = fields.Integer(metadata={"example": 3})


class NoticeGroup(Schema):
    """A group of notices."""

    group = fields.String(metadata={"example": "changes"})
    name = fields.String(metadata={"example": "变更与取消"})
    mandatory = fields.Boolean(
        metadata={"example": True, "description": "Goes by SMS whatever I prefer, and into no digest"}
    )
    urgent = fields.Boolean(metadata={"example": True, "description": "Is sent in quiet hours too"})
    kinds = fields.List(fields.String(), metadata={"example": ["invitation_changed"]})


class NoticeGroups(Schema):
    """All groups."""

    groups = fields.List(fields.Nested(NoticeGroup))
