"""Datong art. 7(9): the 5th of each month is the reception day; on a holiday, the first day after it."""

from datetime import date

import pytest

from shared.regulations.calendars.recurrences import nominal, occurrences
from shared.regulations.calendars.working_days import china
from shared.regulations.kinds.calendar import Calendar

RECEPTION = Calendar("month", days=(5,), shift="forward")

GOLDEN = {
    # 5 April 2024 begins Qingming; Sunday the 7th is worked. The 5th of October lies in the Golden Week.
    2024: "01-05 02-05 03-05 04-07 05-06 06-05 07-05 08-05 09-05 10-08 11-05 12-05",
    # Sundays in January and October (holiday to the 8th); Saturdays in April (holiday to the 6th), July.
    2025: "01-06 02-05 03-05 04-07 05-06 06-05 07-07 08-05 09-05 10-09 11-05 12-05",
    # Qingming to 6 April, Labour Day to 5 May, Golden Week to 7 October; weekends in July, September and
    # December.
    2026: "01-05 02-05 03-05 04-07 05-06 06-05 07-06 08-05 09-07 10-08 11-05 12-07",
}


@pytest.mark.parametrize("year", GOLDEN)
def test_every_reception_day_of_the_announced_years(year: int) -> None:
    days = list(nominal(RECEPTION, date(year, 1, 1), date(year, 12, 31), china()))
    assert " ".join(f"{day.first:%m-%d}" for day in days) == GOLDEN[year]
    assert not any(day.provisional for day in days)


def test_a_reception_day_of_an_unannounced_year_is_provisional_and_no_error() -> None:
    days = list(nominal(RECEPTION, date(2027, 1, 1), date(2027, 12, 31), china()))
    assert len(days) == 12
    assert all(day.provisional for day in days)
    # 5 February 2027 is New Year's Eve, a public holiday since 2025; the 6th to the 8th are Spring Festival.
    assert days[1].first == date(2027, 2, 9)


def test_a_day_shifted_into_the_time_asked_about_is_found_and_one_shifted_out_is_not() -> None:
    found = occurrences(RECEPTION, date(2026, 4, 6), date(2026, 4, 30), china())
    assert [day.first for day in found] == [date(2026, 4, 7)]
    assert list(occurrences(RECEPTION, date(2026, 4, 1), date(2026, 4, 6), china())) == []
