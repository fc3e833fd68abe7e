"""The words of each kind of message, in the recipient's language: the same in the inbox and elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.notifications.texts import (
    activities,
    afterwards,
    citing,
    consultations,
    contact,
    deadlines,
    matters,
    opinions,
    publications,
    suggestions,
    supervision,
    times,
)
from functions.notifications.texts.fields import known, spoken
from functions.notifications.texts.words import Language, Words, fitting
from shared.domain import clock
from shared.domain.notices import NoticeKind
from shared.domain.one_time_codes import LIFETIME

CHINESE: Language = "zh-CN"
WORDS: dict[str, Words] = {
    **activities.WORDS,
    **contact.WORDS,
    **opinions.WORDS,
    **suggestions.WORDS,
    **deadlines.WORDS,
    **afterwards.WORDS,
    **matters.WORDS,
    **supervision.WORDS,
    **publications.WORDS,
    **consultations.WORDS,
}
"""By kind of notice."""

OTHER = Words(
    ("通知", "Notice"),
    zh=(
        ("您有一条关于“{title}”的通知。", "您有一条新通知。"),
        "时间：{when}。",
        "地点：{place}。",
        "原因：{reason}。",
    ),
    en=(
        ("There is news of “{title}”.", "There is news for you."),
        "When: {when}.",
        "Where: {place}.",
        "Reason: {reason}.",
    ),
)
"""For a kind that this version has no words for: a later version wrote the notice."""

_MINUTES = int(LIFETIME.total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in words. ``data`` is what of its data could be used, as JSON has it."""

    title: str
    text: str
    citation: citing.Citation | None
    data: dict[str, Any]


def compose(kind: str, data: Mapping[str, Any], at: datetime, language: str) -> Told:
    """The words of a notice made at ``at``. Data that is missing or misshapen leaves its clause out; there is
    always a text."""
    words = WORDS.get(kind, OTHER)
    tongue: Language = "en" if language == "en" else "zh-CN"
    usable = known(data)
    said = spoken(usable, clock.legal_day(at), tongue)
    citation = citing.cite(usable.get("instrument"), usable.get("article"), tongue)
    clauses = [clause for alternatives in words.clauses(tongue) if (clause := fitting(alternatives, said))]
    if citation is not None:
        clauses.append(f"依据：{citation.words}。" if tongue == CHINESE else f"Basis: {citation.words}.")
    return Told(
        title=words.title[0 if tongue == CHINESE else 1],
        text=("" if tongue == CHINESE else " ").join(clauses).strip(),
        citation=citation,
        data={name: times.plain(value) for name, value in usable.items()},
    )


def is_over(kind: str, data: Mapping[str, Any], now: datetime) -> bool:
    """Whether what the notice asks one to come to has begun, so that it comes too late for a message."""
    begins = known(data).get("starts")
    if not WORDS.get(kind, OTHER).perishes or begins is None:
        return False
    return begins <= now if isinstance(begins, datetime) else begins < clock.legal_day(now)


def one_time_code(code: str, language: str) -> str:
    """The message that carries a code."""
    if language == "en":
        return f"[Lianluo] {code} is your code. It holds for {_MINUTES} minutes. Tell it to nobody."
    return f"【联络】验证码 {code}，{_MINUTES} 分钟内有效。请勿告诉任何人。"


def message(told: Told, language: str) -> str:
    """A notice as a short message."""
    return f"[Lianluo] {told.text}" if language == "en" else f"【联络】{told.text}"


def kinds_without_words() -> set[NoticeKind]:
    """What one can be told and nobody has words for: there must be none."""
    return {kind for kind in NoticeKind if kind not in WORDS}
