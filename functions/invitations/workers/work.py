"""New jobs of Activities."""

from typing import Any

from functions.invitations import jobs
from functions.invitations.activities import handing_out
from functions.invitations.activities.moving import CLOSED
from functions.invitations.appointments import escalating
from functions.invitations.attendance import closing
from functions.invitations.groups import service as grouping
from functions.invitations.inviting.steps import STEPS as INVITING
from functions.invitations.receptions import telling as receiving
from functions.invitations.reminding import materials as preparing
from functions.invitations.reminding import receptions as ahead
from functions.invitations.reminding import reminding, tomorrow

_STEPS: dict[str, jobs.Step] = {
    **INVITING,
    CLOSED: closing.step,
    handing_out.ADDED: handing_out.told,
    reminding.KIND: reminding.step,
    escalating.KIND: escalating.step,
    escalating.ONE: escalating.of_one,
    receiving.MOVED: receiving.moved,
    grouping.TELL: grouping.tell,
    tomorrow.KIND: tomorrow.step,
    preparing.KIND: preparing.step,
    preparing.ONE: preparing.of_one,
    ahead.KIND: ahead.step,
    ahead.ONE: ahead.of_one,
    ahead.REMIND: ahead.remind,
    ahead.DAY_MOVED: ahead.moved,
}


def work(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records of new jobs to what they ask for."""
    return jobs.work(event, _STEPS)
