"""What a notice's data may hold. Nothing here refuses: what is not as it should be is not there."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from functions.notifications.texts import times
from functions.notifications.texts.words import Language
from shared.domain import text

LONGEST = 200
"""Characters of a text that are told; of a longer one, its beginning."""

_LEGAL_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ID = re.compile(r"[a-z][a-z0-9-]{0,40}", re.ASCII)
_ARTICLE = re.compile(r"[1-9][0-9]{0,3}(-[1-9][0-9]?)?(\([1-9][0-9]?\))?", re.ASCII)
_LINK = re.compile(r"https?://[!-~]{1,400}", re.ASCII)
_DECISIONS: dict[bool, dict[Language, str]] = {
    True: {"zh-CN": "已获批准", "en": "was approved"},
    False: {"zh-CN": "未获批准", "en": "was not approved"},
}


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    visible = "".join(" " if text.has_invisible(letter) else letter for letter in value[: 2 * LONGEST])
    clean = " ".join(text.clean(visible).split()).rstrip("。.；; ")
    return f"{clean[: LONGEST - 1]}…" if len(clean) > LONGEST else clean or None


def _when(value: Any) -> times.When | None:
    if not isinstance(value, str):
        return None
    try:
        if _LEGAL_DAY.fullmatch(value):
            return date.fromisoformat(value)
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo is not None and 2000 <= found.year < 2200 else None


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _matching(pattern: re.Pattern[str]) -> Callable[[Any], str | None]:
    return lambda value: value if isinstance(value, str) and pattern.fullmatch(value) else None


_FIELDS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(
        ("title", "place", "reason", "name", "with", "subject", "material", "answer", "outcome", "opinion"),
        _text,
    ),
    **dict.fromkeys(("says", "says_en", "required", "counted", "remaining"), _text),
    **dict.fromkeys(("starts", "ends", "reply_by", "due"), _when),
    "link": _matching(_LINK),
    "approved": _truth,
    "instrument": _matching(_ID),
    "article": _matching(_ARTICLE),
}
SPOKEN = frozenset(
    {*_FIELDS, "when", "decision"} - {"starts", "ends", "approved", "instrument", "article", "says_en"}
)
"""The names that sentences may use: ``when`` is from ``starts`` to ``ends``, ``decision`` says
``approved``, ``says`` is of the reader's language."""


def known(data: Mapping[str, Any]) -> dict[str, Any]:
    """What of the data is as it should be, by name; days and instants as such."""
    found = ((name, read(data[name])) for name, read in _FIELDS.items() if name in data)
    return {name: value for name, value in found if value is not None}


def spoken(usable: Mapping[str, Any], told_on: date, language: Language) -> dict[str, str]:
    """What sentences are filled with."""
    said: dict[str, str] = {}
    for name, value in usable.items():
        if isinstance(value, bool):
            said["decision"] = _DECISIONS[value][language]
        elif isinstance(value, date):
            said[name] = times.moment(value, told_on, language)
        else:
            said[name] = str(value)
    english = said.pop("says_en", None)
    if language == "en":
        said.pop("says", None)
        said |= {} if english is None else {"says": english}
    if "starts" in usable:
        said["when"] = times.span(usable["starts"], usable.get("ends"), told_on, language)
    return said
