"""One-time codes: derived again at delivery, so that neither queue nor table ever holds one."""

from datetime import datetime

from functions.notifications import texts
from functions.notifications.messages import Message
from functions.notifications.payload import Dropped, Letter
from shared.domain.one_time_codes import derive
from shared.store import engine
from shared.store.identities import Challenge, challenge_key
from shared.store.settings import Setting, secret


def letter(message: Message, now: datetime) -> Letter:
    """The message that carries a code; raises :class:`Dropped` for one that is used or over. One call."""
    challenge = engine.get(Challenge, challenge_key(message.reference), "CHALLENGE", consistent=True)
    if challenge is None or challenge.used or challenge.expires <= now.timestamp():
        raise Dropped("too late")
    code = derive(secret(Setting.SIGN_IN_SECRET), message.reference)
    return Letter(
        id=message.id,
        kind=message.kind,
        channel=message.channel,
        to=challenge.phone,
        language=challenge.language,
        title="Your code" if challenge.language == "en" else "验证码",
        text=texts.one_time_code(code, challenge.language),
        data={"code": code},
    )
