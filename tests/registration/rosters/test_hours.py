"""Opening hours as offices write them."""

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.registration.rosters.hours import parse, write
from functions.registration.rosters.problems import CellRefused
from shared.domain.stations import OpeningHours


def week(*days: int, opens: time = time(8, 30), closes: time = time(17, 30)) -> tuple[OpeningHours, ...]:
    return tuple(OpeningHours(day, opens, closes) for day in days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周一至周五 08:30-17:30", (1, 2, 3, 4, 5)),
        ("周一至五08:30-17:30", (1, 2, 3, 4, 5)),
        ("星期一到星期五：8：30～17：30", (1, 2, 3, 4, 5)),
        ("工作日 8:30 — 17:30", (1, 2, 3, 4, 5)),
        ("每天 8:30-17:30", (1, 2, 3, 4, 5, 6, 7)),
        ("周末 8:30-17:30", (6, 7)),
        ("周六、周日 8:30-17:30", (6, 7)),
        ("周二四 8:30-17:30", (2, 4)),
        ("礼拜天 8:30-17:30", (7,)),
        ("周六至周一 8:30-17:30", (1, 6, 7)),
        ("周一 上午8:30-下午5:30", (1,)),
        ("周一 8:30至17:30；周三 8:30至17:30", (1, 3)),
        ("周一 8:30-17:30\n周三 8:30-17:30", (1, 3)),
    ],
)
def test_days_and_times_in_many_words(text: str, days: tuple[int, ...]) -> None:
    assert parse(text) == week(*days)


@pytest.mark.parametrize(
    "text",
    [
        "周一 08:30-12:00、14:00-17:30",
        "周一 8:30-12:00 14:00-17:30",
        "周一 上午8:30-12:00，下午2:00-5:30",
        "周一 8:30-12:00; 14:00-17:30",
        "周一 14:00-17:30; 周一 8:30-12:00",
    ],
)
def test_a_break_at_noon(text: str) -> None:
    assert parse(text) == (
        OpeningHours(1, time(8, 30), time(12)),
        OpeningHours(1, time(14), time(17, 30)),
    )


def test_round_the_clock() -> None:
    assert parse("每天 00:00-24:00") == week(*range(1, 8), opens=time(0), closes=time(23, 59))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("08:30-17:30", "hours_unreadable"),
        ("周一", "hours_unreadable"),
        ("周八 08:30-17:30", "hours_unreadable"),
        ("周一 25:00-26:00", "hours_unreadable"),
        ("周一 08:30", "hours_unreadable"),
        ("周一至周五 8:30-17:30（节假日除外）", "hours_unreadable"),
        ("预约开放", "hours_unreadable"),
        ("周一 17:30-08:30", "hours_reversed"),
        ("每天 08:00-09:00、10:00-11:00、12:00-13:00、14:00-15:00", "hours_too_many"),
        ("周一 08:30-12:00、11:00-17:30", "hours_overlap"),
    ],
)
def test_what_cannot_be_taken_for_opening_hours(text: str, code: str) -> None:
    with pytest.raises(CellRefused) as refused:
        parse(text)
    assert refused.value.trouble.code == code


def test_equal_days_are_written_together() -> None:
    text = "周一至周五 08:30-12:00、14:00-17:30; 周日 09:00-12:00"
    assert write(parse(text)) == text


@st.composite
def hours(draw: st.DrawFn) -> tuple[OpeningHours, ...]:
    found = []
    for day in draw(st.sets(st.integers(1, 7))):
        minutes = sorted(draw(st.sets(st.integers(0, 1439), min_size=2, max_size=4)))
        times = [time(*divmod(minute, 60)) for minute in minutes]
        found += [OpeningHours(day, *pair) for pair in zip(times[::2], times[1::2], strict=False)]
    return tuple(sorted(found, key=lambda item: (item.weekday, item.opens)))


@settings(deadline=None)
@given(hours())
def test_what_is_written_reads_back_the_same(value: tuple[OpeningHours, ...]) -> None:
    assert parse(write(value)) == value


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except CellRefused as refused:
        assert refused.trouble.zh  # noqa: PT017
