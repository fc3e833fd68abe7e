"""Working days, and days that come again in other ways than the six instruments ask for."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.regulations.calendars.recurrences import nominal
from shared.regulations.calendars.working_days import china, with_announced
from shared.regulations.kinds.calendar import Calendar
from tests.regulations.moments import on

DAYS = st.dates(date(2004, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-02-14", True),  # a Saturday worked for the Spring Festival
        ("2026-02-15", False),
        ("2026-02-24", True),
        ("2026-02-28", True),  # a Saturday worked
        ("2026-10-10", True),  # a Saturday worked
        ("2026-10-07", False),
        ("2026-11-21", False),  # an ordinary Saturday
    ],
)
def test_adjusted_days_of_2026(day: str, worked: bool) -> None:
    assert china().is_working(on(day)) is worked


def test_years_nobody_announced_count_weekends_and_statutory_days() -> None:
    calendar = china()
    assert not calendar.is_working(on("2027-02-05"))  # New Year's Eve
    assert calendar.is_working(on("2027-02-09"))
    assert not calendar.is_working(on("2040-09-20"))  # Mid-autumn
    assert not calendar.is_working(on("2060-10-01")) or calendar.is_provisional(on("2060-10-01"))


@given(DAYS, st.integers(1, 40))
def test_counting_never_fails_and_marks_unannounced_years(day: date, n: int) -> None:
    reckoned = china().counted(day, n)
    assert reckoned.day > day
    assert china().is_working(reckoned.day)
    assert china().between(day + timedelta(days=1), reckoned.day) == n
    assert reckoned.provisional is (reckoned.day.year > 2026)


@given(DAYS, st.integers(1, 40))
def test_counting_back_undoes_counting_on(day: date, n: int) -> None:
    forth = china().counted(day, n).day
    back = china().counted(forth + timedelta(days=1), -n).day
    assert china().between(back, forth) == n


def test_an_announcement_overrides_and_ends_the_provisional_year() -> None:
    calendar = with_announced(
        ["2027,announced,", "2027-02-07,rest,春节", "2027-02-09,rest,春节", "2027-02-20,work,春节"]
    )
    assert not calendar.is_working(on("2027-02-09"))
    assert calendar.is_working(on("2027-02-20"))  # a Saturday
    assert not calendar.is_provisional(on("2027-02-20"))
    assert calendar.counted(on("2027-02-04"), 1) == (on("2027-02-10"), False)  # statutory days stay


def test_an_announcement_can_change_a_known_year() -> None:
    assert with_announced(["2026-11-20,rest,临时放假"]).counted(on("2026-11-19"), 1).day == on("2026-11-23")
    assert with_announced(["2026-10-01,work,例"]).is_working(on("2026-10-01"))


@pytest.mark.parametrize("line", ["2027-02-30,rest,春节", "soon,announced,", "2027-02-07,holiday,春节"])
def test_a_line_that_is_not_understood_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=line):
        with_announced([line])


def in_months(first: str, last: str, **fields: Any) -> list[str]:
    found = nominal(Calendar(**fields), on(first), on(last), china())
    return ["|".join(f"{day.first:%m-%d}" for day in occurrence.options) for occurrence in found]


def test_weekly() -> None:
    fridays = in_months("2026-11-01", "2026-11-30", every="week", weekdays=("fri",))
    assert fridays == ["11-06", "11-13", "11-20", "11-27"]


def test_odd_months() -> None:
    assert in_months("2026-01-01", "2026-06-30", every="month", days=(15,), months=(1, 3, 5, 7, 9, 11)) == [
        "01-15", "03-15", "05-15",
    ]  # fmt: skip


def test_day_9_or_19_is_one_occurrence_with_two_ways_to_keep_it() -> None:
    assert in_months("2026-05-01", "2026-05-31", every="month", days=(9, 19), either=True) == ["05-09|05-19"]
    assert in_months("2026-05-01", "2026-05-31", every="month", days=(9, 19)) == ["05-09", "05-19"]


def test_last_day_and_last_working_day() -> None:
    fields: dict[str, Any] = {"every": "month"}
    assert in_months("2024-02-01", "2024-02-29", days=("last",), **fields) == ["02-29"]
    assert in_months("2026-02-01", "2026-02-28", days=("last",), **fields) == ["02-28"]
    assert in_months("2026-10-01", "2026-10-31", days=("last_working",), **fields) == ["10-30"]
    assert in_months("2026-10-01", "2026-10-31", days=("last",), shift="backward", **fields) == ["10-30"]


def test_a_month_without_the_day_has_none() -> None:
    assert in_months("2026-01-01", "2026-03-31", every="month", days=(30,)) == ["01-30", "03-30"]


def test_29_february_comes_in_leap_years_only() -> None:
    assert in_months("2024-01-01", "2027-12-31", every="year", months=(2,), days=(29,)) == ["02-29"]


def test_second_wednesday_and_last_monday() -> None:
    assert in_months("2026-11-01", "2026-11-30", every="month", nth=2, weekdays=("wed",)) == ["11-11"]
    assert in_months("2026-11-01", "2026-11-30", every="month", nth=5, weekdays=("mon",)) == ["11-30"]
    assert in_months("2026-12-01", "2026-12-31", every="month", nth=5, weekdays=("mon",)) == ["12-28"]


def test_a_yearly_window_may_cross_the_turn_of_the_year() -> None:
    (window,) = nominal(
        Calendar("year", from_=(12, 20), to=(1, 10)), date(2026, 1, 1), date(2026, 12, 31), china()
    )
    assert (window.first, window.last) == (on("2026-12-20"), on("2027-01-10"))


def test_shift_on_public_holidays_only_leaves_weekends_alone() -> None:
    fields: dict[str, Any] = {"every": "month", "days": (5,), "shift": "forward", "shift_on": "holiday"}
    assert in_months("2026-07-01", "2026-07-31", **fields) == ["07-05"]  # a Sunday
    assert in_months("2026-10-01", "2026-10-31", **fields) == ["10-08"]  # National Day


def test_shift_backward_goes_before_the_holiday() -> None:
    assert in_months("2026-10-01", "2026-10-31", every="month", days=(5,), shift="backward") == ["09-30"]
