"""calendar: a day or window that comes again, with what happens when it falls on a holiday."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from shared.regulations.faults import Mismatch
from shared.regulations.shapes import FLAG, WHOLE, WORD, WORDS, Place, Shape, list_of, matching, one_of
from shared.regulations.value import Value
from shared.regulations.values import SHIFTS, Shift

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _day_of_month(value: Any, _: Place) -> int | str:
    if value in ("last", "last_working") or (type(value) is int and 1 <= value <= 31):
        return value  # type: ignore[no-any-return]
    raise Mismatch(DAY_OF_MONTH.expects, value)


DAY_OF_MONTH: Shape[int | str] = Shape('a day of the month, 1 to 31, "last" or "last_working"', _day_of_month)


def _months(value: Any, _: Place) -> tuple[int, ...]:
    if value in ("odd", "even"):
        return tuple(range(1 if value == "odd" else 2, 13, 2))
    numbers = value if isinstance(value, list) else [value]
    if not numbers or any(type(month) is not int or not 1 <= month <= 12 for month in numbers):
        raise Mismatch(MONTHS.expects, value)
    return tuple(sorted(set(numbers)))


MONTHS: Shape[tuple[int, ...]] = Shape('"odd", "even", or a list of months 1 to 12', _months)


def _month_day(value: Any, _: Place) -> tuple[int, int]:
    found = re.fullmatch(_MONTH_DAY, value) if isinstance(value, str) else None
    if found is None or int(found[2]) > _LONGEST[int(found[1]) - 1]:
        raise Mismatch(MONTH_DAY.expects, value)
    return int(found[1]), int(found[2])


MONTH_DAY: Shape[tuple[int, int]] = Shape('a month and day such as "05-01"', _month_day)
HOURS = matching(
    r"([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-4]):[0-5][0-9]", 'hours such as "09:00-11:30", local time'
)


class Calendar(Value):
    """For example: "The 5th of each month; on a holiday, the first day after it"."""

    every: Annotated[Literal["week", "month", "year"], one_of("week", "month", "year"), "how often"]
    weekdays: Annotated[tuple[str, ...], list_of(one_of(*WEEKDAYS)), "days of the week"] = ()
    nth: Annotated[
        int | None, WHOLE, "which such weekday of the month; 5 is the last where there is no fifth"
    ] = None
    days: Annotated[tuple[int | str, ...], list_of(DAY_OF_MONTH), "days of the month"] = ()
    months: Annotated[tuple[int, ...], MONTHS, "only in these months"] = ()
    from_: Annotated[tuple[int, int] | None, MONTH_DAY, "first day of a yearly window"] = None
    to: Annotated[tuple[int, int] | None, MONTH_DAY, "last day of a yearly window"] = None
    either: Annotated[bool, FLAG, "whether one of the days is enough"] = False
    shift: Annotated[Shift, one_of(*SHIFTS), "what happens when it falls on a day of rest"] = "none"
    shift_on: Annotated[
        Literal["rest_day", "holiday"], one_of("rest_day", "holiday"), "weekends too, or public holidays only"
    ] = "rest_day"
    hours: Annotated[tuple[str, ...], list_of(HOURS), "the hours of the day"] = ()
    by: Annotated[tuple[str, ...], WORDS, "who is there: any of them"] = ()
    of: Annotated[str, WORD, "the kind of record that shows it was held"] = ""

    def check(self) -> list[tuple[str, str, str]]:
        window = self.from_ is not None or self.to is not None
        wanted = {
            "week": "weekdays",
            "month": "days, or nth with weekdays",
            "year": "from and to, or months with days",
        }
        good = {
            "week": bool(self.weekdays) and not (self.days or self.nth or window),
            "month": not window and (bool(self.days) != bool(self.nth and self.weekdays)),
            "year": (self.from_ is not None and self.to is not None and not self.days and not self.months)
            if window
            else bool(self.months and self.days),
        }[self.every]
        return (
            []
            if good
            else [("every", f'with every = "{self.every}": {wanted[self.every]}', "something else")]
        )
