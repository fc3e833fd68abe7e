"""Mainland mobile numbers: one written form inside (E.164), a mask for everyone else."""

import re
import unicodedata

from shared.domain.errors import invalid

_SEPARATORS = re.compile(r"[\s\-()]+")
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})", re.ASCII)


def normalise(text: str, field: str = "phone") -> str:
    """``138 1234 5678``, ``+86 138-1234-5678`` and full-width digits become ``+8613812345678``.

    Raises ``Refusal("invalid_request")`` naming ``field`` for anything else.
    """
    match = _MOBILE.fullmatch(_SEPARATORS.sub("", unicodedata.normalize("NFKC", text)))
    if match is None:
        raise invalid(field, "不是有效的中国大陆手机号", "not a mainland mobile number")
    return "+86" + match.group(1)


def mask(phone: str) -> str:
    """``+8613812345678`` as ``138****5678``."""
    local = phone.removeprefix("+86")
    return f"{local[:3]}****{local[-4:]}"
