"""Time: instants are aware and UTC inside; every legal day is a date in Asia/Shanghai.

China has kept one offset, UTC+8 without summer time, since 1991, so a fixed offset is exact for
every moment this system can record and needs no time-zone database at run time.
"""

from datetime import UTC, date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """The present instant, aware, UTC. The only reader of the machine's clock."""
    return datetime.now(UTC)


def legal_day(moment: datetime) -> date:
    """The calendar day on which ``moment`` counts in law.

    Raises ``ValueError`` for a naive moment: a day cannot be known without an offset.
    """
    if moment.tzinfo is None:
        raise ValueError("a legal day needs an aware moment")
    return moment.astimezone(SHANGHAI).date()


def iso(moment: datetime) -> str:
    """``moment`` as ISO 8601 with the offset of Shanghai, to the second: what people read."""
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def utc_text(moment: datetime) -> str:
    """``moment`` as UTC with milliseconds: sorts as text in the order of time; what is stored."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """The aware instant written by :func:`utc_text` or :func:`iso`."""
    return datetime.fromisoformat(text)


def year_after(day: date) -> date:
    """The same day of the next year; 28 February after a leap day."""
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, day.month, 28 if leap_day else day.day)


def month_of(day: date) -> str:
    """``2026-11``: the month a day falls in."""
    return f"{day.year:04d}-{day.month:02d}"
