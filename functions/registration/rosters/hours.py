"""Opening hours as offices write them: ``周一至周五 08:30-12:00、14:00-17:30; 周六 09:00-12:00``."""

import re
import unicodedata
from datetime import time
from itertools import pairwise

from functions.registration.rosters.problems import CellRefused
from shared.domain.stations import OpeningHours

_MOST = 21
_DAYS = "一二三四五六日"
_GROUPS = {"每天": range(1, 8), "每日": range(1, 8), "工作日": range(1, 6), "周末": range(6, 8)}
_RANGE = re.compile(r"周?([一二三四五六日])-周?([一二三四五六日])")
_LISTED = re.compile(r"周?([一二三四五六日]+)")
_SPAN = re.compile(r"(上午|下午)?(\d{1,2}):(\d{2})-(上午|下午)?(\d{1,2}):(\d{2})", re.ASCII)
_SEGMENT = re.compile(r"([^\d上下]*)(.*)", re.DOTALL)
_SEPARATOR = re.compile(r"[\s、,和及/]+")


def parse(text: str) -> tuple[OpeningHours, ...]:
    """The hours, sorted by weekday and time; ``24:00`` becomes 23:59, the last minute a time has.

    Raises ``CellRefused``.
    """
    found: list[OpeningHours] = []
    days: list[int] = []
    for segment in re.split(r"[;\n]+", _plain(text)):
        if not segment.strip():
            continue
        match = _SEGMENT.fullmatch(segment.strip())
        names, spans = match.groups() if match else ("", "")
        days = _days(names) if names.strip(" :") else days
        times = [_times(span) for span in _SEPARATOR.split(spans) if span]
        if not days or not times:
            raise _unreadable(segment.strip())
        found += [OpeningHours(day, opens, closes) for day in days for opens, closes in times]
    if len(found) > _MOST:
        raise CellRefused(
            "hours_too_many", f"每周最多 {_MOST} 段开放时间", f"At most {_MOST} spans of opening hours a week"
        )
    found.sort(key=lambda hours: (hours.weekday, hours.opens))
    for one, two in pairwise(found):
        if one.weekday == two.weekday and two.opens < one.closes:
            day = f"周{_DAYS[one.weekday - 1]}"
            raise CellRefused(
                "hours_overlap", f"{day}的开放时间相互重叠", f"The hours of weekday {one.weekday} overlap"
            )
    return tuple(found)


def write(hours: tuple[OpeningHours, ...]) -> str:
    """The hours in the form that :func:`parse` reads back to the same."""
    by_day: dict[int, str] = {}
    for item in hours:
        span = f"{item.opens:%H:%M}-{item.closes:%H:%M}"
        by_day[item.weekday] = f"{by_day[item.weekday]}、{span}" if item.weekday in by_day else span
    segments: list[tuple[int, int, str]] = []
    for day, spans in by_day.items():
        if segments and segments[-1][1] == day - 1 and segments[-1][2] == spans:
            segments[-1] = (segments[-1][0], day, spans)
        else:
            segments.append((day, day, spans))
    return "; ".join(f"{_named(first, last)} {spans}" for first, last, spans in segments)


def _named(first: int, last: int) -> str:
    if first == last:
        return f"周{_DAYS[first - 1]}"
    return f"周{_DAYS[first - 1]}至周{_DAYS[last - 1]}"


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"星期|礼拜", "周", text).replace("周天", "周日")
    text = re.sub(r"\s*[-~\u2010-\u2015\u2212至到]+\s*", "-", text)
    return re.sub(r"(上午|下午)\s+", r"\1", re.sub(r"\s*:\s*", ":", text))


def _days(names: str) -> list[int]:
    days: set[int] = set()
    for name in _SEPARATOR.split(names.strip(" :、,")):
        if name in _GROUPS:
            days.update(_GROUPS[name])
        elif match := _RANGE.fullmatch(name):
            first, last = (_DAYS.index(day) for day in match.groups())
            days.update((first + step) % 7 + 1 for step in range((last - first) % 7 + 1))
        elif match := _LISTED.fullmatch(name):
            days.update(_DAYS.index(day) + 1 for day in match.group(1))
        else:
            raise _unreadable(name)
    return sorted(days)


def _times(span: str) -> tuple[time, time]:
    match = _SPAN.fullmatch(span)
    if match is None:
        raise _unreadable(span)
    half, hour, minute, other_half, other_hour, other_minute = match.groups()
    opens = _time(half, hour, minute, span)
    closes = _time(other_half or half, other_hour, other_minute, span)
    if closes <= opens:
        raise CellRefused(
            "hours_reversed",
            f"“{span}”的结束时间不晚于开始时间",
            f"“{span}” does not end after it begins",
        )
    return opens, closes


def _time(half: str | None, hour: str, minute: str, span: str) -> time:
    hours, minutes = int(hour), int(minute)
    if half == "下午" and hours < 12:
        hours += 12
    if (hours, minutes) == (24, 0):
        return time(23, 59)
    if hours > 23 or minutes > 59:
        raise _unreadable(span)
    return time(hours, minutes)


def _unreadable(part: str) -> CellRefused:
    return CellRefused(
        "hours_unreadable",
        f"看不懂“{part[:20]}”，请按“周一至周五 08:30-17:30; 周六 09:00-12:00”的格式填写",
        f"“{part[:20]}” is not understood; write it like “周一至周五 08:30-17:30; 周六 09:00-12:00”",
    )
