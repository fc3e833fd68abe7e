"""The e-mail with the code by which an address is confirmed."""

from datetime import datetime

from functions.notifications.addresses import store
from functions.notifications.messages import Message
from functions.notifications.payload import Dropped, Letter
from shared.domain.one_time_codes import derive
from shared.store.settings import Setting, secret

_MINUTES = int(store.LIFETIME.total_seconds()) // 60


def letter(message: Message, now: datetime) -> Letter:
    """The letter; raises :class:`Dropped` for a code that is used or over. One call."""
    asked = store.sought(message.reference, now)
    if asked is None:
        raise Dropped("too late")
    code = derive(secret(Setting.ADDRESS_SECRET), message.reference)
    english = asked.language == "en"
    return Letter(
        id=message.id,
        kind=message.kind,
        channel=message.channel,
        to=asked.address,
        language=asked.language,
        title="Confirm your address" if english else "确认邮箱地址",
        text=_english(code) if english else _chinese(code),
        data={"code": code},
    )


def _chinese(code: str) -> str:
    return f"【联络】验证码 {code}，{_MINUTES} 分钟内有效，用于确认接收通知的邮箱。如非本人操作，请忽略。"


def _english(code: str) -> str:
    return (
        f"[Lianluo] {code} confirms this address for notices. It holds for {_MINUTES} minutes. "
        "If you did not ask for it, there is nothing to do."
    )
