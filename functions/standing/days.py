"""The day that a question is about."""

from datetime import date

from marshmallow import RAISE, Schema

from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.web.call import Call
from shared.web.schemas import Day

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""No pack here is older, and no calendar here reaches further."""


def on_day() -> Day:
    """The field of a query that names the day."""
    return Day(load_default=None, metadata={"example": "2026-11-20", "description": "The legal day; today"})


class OnDay(Schema):
    """The day asked about."""

    class Meta:
        unknown = RAISE

    on = on_day()


def day_of(call: Call) -> date:
    """The day asked about, today if none is said. Raises ``Refusal("day_out_of_range")``."""
    return in_range(call.query["on"] or legal_day(call.now))


def in_range(day: date) -> date:
    """The day itself. Raises ``Refusal("day_out_of_range")``."""
    if not EARLIEST <= day <= LATEST:
        raise Refusal("day_out_of_range")
    return day
