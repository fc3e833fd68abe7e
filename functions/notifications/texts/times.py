"""Days and times as people read them, in Asia/Shanghai: 11月23日（周一）09:00."""

from datetime import date, datetime
from typing import Any

from functions.notifications.texts.words import Language
from shared.domain.clock import SHANGHAI, iso

_WEEKDAYS = "一二三四五六日"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

When = date | datetime
"""A legal day, or an aware instant."""


def day(when: date, told_on: date, language: Language) -> str:
    """A day; with its year where that is not the year in which one is told."""
    year = when.year != told_on.year
    if language == "en":
        words = f"{_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]}"
        return f"{words} {when.year}" if year else words
    words = f"{when.month}月{when.day}日（周{_WEEKDAYS[when.weekday()]}）"
    return f"{when.year}年{words}" if year else words


def moment(when: When, told_on: date, language: Language) -> str:
    """A day, and the time of it where there is one."""
    if not isinstance(when, datetime):
        return day(when, told_on, language)
    local = when.astimezone(SHANGHAI)
    between = " " if language == "en" else ""
    return f"{day(local.date(), told_on, language)}{between}{local:%H:%M}"


def span(starts: When, ends: When | None, told_on: date, language: Language) -> str:
    """From when to when; what ends on the day it began names that day once."""
    first = moment(starts, told_on, language)
    if ends is None:
        return first
    last = moment(ends, told_on, language)
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        begun, ended = starts.astimezone(SHANGHAI), ends.astimezone(SHANGHAI)
        if begun.date() == ended.date():
            return f"{first}-{ended:%H:%M}"
    if first == last:
        return first
    return f"{first} to {last}" if language == "en" else f"{first}至{last}"


def plain(value: Any) -> Any:
    """A value as JSON has it, instants with the offset of Shanghai."""
    if isinstance(value, datetime):
        return iso(value)
    return value.isoformat() if isinstance(value, date) else value
