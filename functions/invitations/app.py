"""The invitations service: activities, invitations, attendance, appointments, contact.

``work`` takes new jobs from the stream of Activities.
"""

import logging
from typing import Any

from functions.invitations import jobs
from shared.web.service import Service

logging.getLogger("lianluo").setLevel(logging.INFO)
app = Service("invitations")
_STEPS: dict[str, jobs.Step] = {}


def work(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records of new jobs to what they ask for."""
    return jobs.work(event, _STEPS)
