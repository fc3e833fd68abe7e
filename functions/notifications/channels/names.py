"""The ways by which somebody is told, beside the inbox, which has everything."""

from enum import StrEnum


class Channel(StrEnum):
    """Each stands alone: one that fails holds no other."""

    SMS = "sms"
    WECHAT = "wechat"
    WECOM = "wecom"
    EMAIL = "email"
