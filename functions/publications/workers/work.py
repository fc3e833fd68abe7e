"""New jobs of Publications."""

from typing import Any

from functions.publications import jobs
from functions.publications.consultations import inviting
from functions.publications.documents import spreading

_STEPS: dict[str, jobs.Step] = {**spreading.STEPS, **inviting.STEPS}


def work(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records of new jobs to what they ask for."""
    return jobs.work(event, _STEPS)
