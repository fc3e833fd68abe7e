"""The words of each kind of message, in the recipient's language."""

from shared.domain.one_time_codes import LIFETIME

_MINUTES = int(LIFETIME.total_seconds()) // 60


def one_time_code(code: str, language: str) -> str:
    """The message that carries a code."""
    if language == "en":
        return f"[Lianluo] {code} is your code. It holds for {_MINUTES} minutes. Tell it to nobody."
    return f"【联络】验证码 {code}，{_MINUTES} 分钟内有效。请勿告诉任何人。"
