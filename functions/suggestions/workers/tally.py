"""The numbers of cases, kept with whatever case has changed."""

from typing import Any

from functions.suggestions.numbers import counting


def tally(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records of Suggestions to the tallies; a month that an operator names, page by page."""
    if "Records" in event:
        return counting.work(event)
    return counting.walk(event["kind"], event["month"], event.get("after"))
