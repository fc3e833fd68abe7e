"""Which channels this province has: those whose address it has given."""

from functions.notifications.channels.names import Channel
from shared.store.settings import Setting, optional

GATEWAYS = {
    Channel.SMS: Setting.WEBHOOK_URL,
    Channel.WECHAT: Setting.WECHAT_URL,
    Channel.WECOM: Setting.WECOM_URL,
}
"""The settings with the addresses of the message gateways."""

_SHOWN_BY = {**GATEWAYS, Channel.EMAIL: Setting.MAIL_SENDER}


def channels() -> list[Channel]:
    """In the order of :class:`Channel`."""
    return [channel for channel in Channel if optional(_SHOWN_BY[channel], "")]
