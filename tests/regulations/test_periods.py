"""Periods by legal day in Asia/Shanghai, with their edges."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.clock import legal_day
from shared.regulations.calendars.dates import add_months
from shared.regulations.periods import OPEN, Setting, period_of
from shared.regulations.values import Per, Span
from tests.regulations.moments import on

CALENDAR = [Per("week"), Per("month"), Per("quarter"), Per("half_year"), Per("year"), Per("months", 2)]


@pytest.mark.parametrize(
    ("per", "day", "first", "last", "label"),
    [
        ("quarter", "2026-03-31", "2026-01-01", "2026-03-31", "2026-Q1"),
        ("quarter", "2026-04-01", "2026-04-01", "2026-06-30", "2026-Q2"),
        ("half_year", "2026-06-30", "2026-01-01", "2026-06-30", "2026-H1"),
        ("half_year", "2026-07-01", "2026-07-01", "2026-12-31", "2026-H2"),
        ("month", "2024-02-29", "2024-02-01", "2024-02-29", "2024-02"),
        ("year", "2026-12-31", "2026-01-01", "2026-12-31", "2026"),
        ("week", "2026-01-01", "2025-12-29", "2026-01-04", "2026-W01"),
    ],
)
def test_edges(per: str, day: str, first: str, last: str, label: str) -> None:
    assert period_of(Per(per), on(day)) == (on(first), on(last), label)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("instant", "quarter", "half"),
    [
        (datetime(2026, 6, 30, 15, 59, 59, tzinfo=UTC), "2026-Q2", "2026-H1"),
        (datetime(2026, 6, 30, 16, 0, 0, tzinfo=UTC), "2026-Q3", "2026-H2"),  # midnight in Shanghai
    ],
)
def test_a_period_turns_at_midnight_in_shanghai(instant: datetime, quarter: str, half: str) -> None:
    day = legal_day(instant)
    found = [period_of(Per("quarter"), day), period_of(Per("half_year"), day)]
    assert [period.label for period in found if period] == [quarter, half]


@given(st.sampled_from(CALENDAR), st.dates(date(2000, 1, 8), date(2099, 12, 1)))
def test_calendar_periods_follow_one_another_without_gap(per: Per, day: date) -> None:
    period = period_of(per, day)
    assert period is not None
    assert period.covers(day)
    after = period_of(per, period.last + timedelta(days=1))
    assert after is not None
    assert after.first == period.last + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "months", "reached"),
    [
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_months_of_unequal_length(day: str, months: int, reached: str) -> None:
    assert add_months(on(day), months) == on(reached)


def test_a_rolling_three_months_is_not_a_quarter() -> None:
    assert period_of(Per("rolling", span=Span(3, "months")), on("2026-05-15")) == (
        on("2026-02-16"),
        on("2026-05-15"),
        "3 months~2026-05-15",
    )
    rolling = period_of(Per("rolling", span=Span(30, "days")), on("2026-03-30"))
    assert rolling is not None
    assert rolling.first == on("2026-03-01")


def test_a_term_and_blocks_of_years_in_it() -> None:
    setting = Setting(on("2022-03-10"), on("2027-03-09"))
    assert period_of(Per("term"), on("2026-01-01"), setting) == (
        on("2022-03-10"),
        on("2027-03-09"),
        "2022-03-10~2027-03-09",
    )
    assert period_of(Per("term"), on("2027-03-10"), setting) is None
    assert period_of(Per("years", 2), on("2026-03-09"), setting) == (
        on("2024-03-10"),
        on("2026-03-09"),
        "2024-03-10~2026-03-09",
    )
    assert period_of(Per("years", 2), on("2026-03-10"), setting) == (
        on("2026-03-10"),
        on("2027-03-09"),
        "2026-03-10~2027-03-09",
    )


def test_a_term_whose_end_nobody_registered_is_open() -> None:
    term = period_of(Per("term"), on("2026-01-01"), Setting(on("2022-03-10")))
    assert term is not None
    assert term.last == OPEN
    assert period_of(Per("term"), on("2026-01-01")) is None


def test_sessions_and_the_time_between_them() -> None:
    setting = Setting(sessions=((on("2025-02-18"), on("2025-02-21")), (on("2026-02-03"), on("2026-02-06"))))
    session = period_of(Per("session"), on("2026-02-04"), setting)
    between = period_of(Per("between_sessions"), on("2025-07-01"), setting)
    assert session is not None
    assert between is not None
    assert (session.first, session.last) == (on("2026-02-03"), on("2026-02-06"))
    assert (between.first, between.last) == (on("2025-02-22"), on("2026-02-02"))
    assert period_of(Per("session"), on("2025-07-01"), setting) is None
    assert period_of(Per("between_sessions"), on("2026-07-01"), setting) is None
