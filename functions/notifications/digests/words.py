"""The words of the digest of a day: each notice as a line, in its own words."""

from collections.abc import Sequence
from datetime import date

from functions.notifications import texts
from functions.notifications.texts import times
from shared.domain import clock
from shared.store.inbox import NoticeItem

LISTED = 10
"""Notices that are told in words; more are only counted: a message is no inbox."""


def compose(notices: Sequence[NoticeItem], count: int, day: date, language: str) -> texts.Told:
    """The digest of ``day``: the newest of ``notices`` (oldest first) in words, and how many there are."""
    chinese = language == texts.CHINESE
    told = [_line(item, language) for item in notices[-LISTED:]]
    lines = [f"{number}. {line}" for number, line in enumerate(told, 1)]
    more = count - len(lines)
    if chinese:
        title = f"{day.month}月{day.day}日通知摘要"
        head = f"{title}（{count} 条）："
        rest = f"另有 {more} 条，请在收件箱查看。"
    else:
        title = f"Digest of {times.day(day, day, 'en')}"
        head = f"{title} ({count}):"
        rest = f"{more} more are in your inbox."
    text = "\n".join([head, *lines, *([rest] if more > 0 else [])])
    return texts.Told(title, text, None, {"day": day.isoformat(), "count": count})


def _line(item: NoticeItem, language: str) -> str:
    data = item.data.as_dict()  # type: ignore[no-untyped-call]
    return texts.compose(item.kind, data, clock.from_text(item.at), language).text
