"""The lists of who is short, kept with what is recorded."""

from typing import Any

from functions.standing.projection import project as projecting


def project(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records of Records to the lists."""
    return projecting.project(event)
