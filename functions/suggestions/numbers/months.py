"""Legal months in a row."""

from shared.domain.errors import Refusal, invalid

LONGEST = 12
"""Months that one question may ask of. No regulation says so."""


def of_year(year: int) -> list[str]:
    """The twelve of a year."""
    return [f"{year:04d}-{month:02d}" for month in range(1, 13)]


def span(first: str, last: str) -> list[str]:
    """From the first to the last, both included. Raises ``invalid_request`` for the wrong order, and
    ``span_too_long`` for more than :data:`LONGEST`."""
    begin, end = _number(first), _number(last)
    if begin > end:
        raise invalid("query.to", "不能早于 from", "must not lie before from")
    if end - begin >= LONGEST:
        raise Refusal("span_too_long", most=LONGEST)
    return [_month(number) for number in range(begin, end + 1)]


def before(months: list[str]) -> list[str]:
    """As many months as these, up to the one before the first."""
    begin = _number(months[0])
    return [_month(number) for number in range(begin - len(months), begin)]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
