"""The lists of who is short, kept with what is recorded."""

import logging
from typing import Any

from functions.standing.projection import project as projecting

logging.getLogger("lianluo").setLevel(logging.INFO)


def project(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records of Records to the lists."""
    return projecting.project(event)
