"""Which of WeChat and SMS takes a notice: WeChat where a consent is left, otherwise the phone."""

from datetime import datetime, timedelta

from functions.notifications import deliveries
from functions.notifications.channels.configured import channels
from functions.notifications.channels.names import Channel
from functions.notifications.consents import store
from functions.notifications.payload import Dropped, Held
from functions.notifications.preferences.deciding import Preferences
from functions.notifications.preferences.groups import MANDATORY, group_of

PATIENCE = timedelta(minutes=30)
"""How long an SMS waits to hear what became of the WeChat message that stands for it."""

_LOOK_AGAIN = timedelta(seconds=15)


def heed(person: str, notice: str, kind: str, channel: Channel, wanted: Preferences, now: datetime) -> None:
    """Lets a notice go by ``channel``, or raises :class:`Dropped` or :class:`Held`.

    A WeChat message needs a consent of its own. The SMS of the same notice goes where there is none, where
    WeChat declined it, and where WeChat is silent for :data:`PATIENCE`. What is mandatory goes by both. No
    call for other channels, one to four for these.
    """
    if channel is Channel.WECHAT:
        if not store.claim(person, notice, now):
            raise Dropped("no consent")
    elif channel is Channel.SMS and _wechat_stands_for_it(kind, wanted):
        claimed = store.claim(person, notice, now)
        if claimed is None:
            return
        outcome = deliveries.outcome(person, notice, Channel.WECHAT)
        if outcome == deliveries.SENT:
            raise Dropped("by WeChat")
        if outcome is None and now < claimed + PATIENCE:
            raise Held(now + _LOOK_AGAIN)


def _wechat_stands_for_it(kind: str, wanted: Preferences) -> bool:
    group = group_of(kind)
    return (
        group not in MANDATORY
        and Channel.WECHAT not in wanted.wish(group).off
        and Channel.WECHAT in channels()
    )
