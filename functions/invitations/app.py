"""The invitations service: activities, invitations, attendance, appointments, contact.

``work`` takes new jobs from the stream of Activities; ``remind`` starts those of the reminders that are
due, and once a day those that look at what is overdue and at what is ahead.
"""

import logging
from typing import Any

from functions.invitations import jobs
from functions.invitations.activities import handing_out
from functions.invitations.activities.material_routes import routes as materials
from functions.invitations.activities.moving import CLOSED
from functions.invitations.activities.routes import routes as activities
from functions.invitations.appointments import escalating
from functions.invitations.appointments.routes import routes as appointments
from functions.invitations.attendance import closing
from functions.invitations.attendance.routes import routes as attendance
from functions.invitations.candidates.routes import routes as candidates
from functions.invitations.contacts.routes import routes as contacts
from functions.invitations.feeds.routes import routes as feeds
from functions.invitations.groups import service as grouping
from functions.invitations.groups.routes import routes as groups
from functions.invitations.inspections.routes import routes as inspections
from functions.invitations.inviting.own_routes import routes as own_invitations
from functions.invitations.inviting.routes import routes as inviting
from functions.invitations.inviting.steps import STEPS as INVITING
from functions.invitations.receptions import telling as receiving
from functions.invitations.receptions.routes import routes as receptions
from functions.invitations.reminding import materials as preparing
from functions.invitations.reminding import mornings, reminding, tomorrow
from functions.invitations.reminding import receptions as ahead
from functions.invitations.voiced.routes import routes as voiced
from shared.domain import clock
from shared.web.service import Service

logging.getLogger("lianluo").setLevel(logging.INFO)
app = Service("invitations")
for part in (
    appointments,
    contacts,
    groups,
    receptions,
    activities,
    materials,
    candidates,
    inviting,
    own_invitations,
    inspections,
    feeds,
    attendance,
    voiced,
):
    app.register_blueprint(part)
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
_EVERY_MORNING = (tomorrow.KIND, preparing.KIND, ahead.KIND)


def work(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records of new jobs to what they ask for."""
    return jobs.work(event, _STEPS)


def remind(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """The schedule, every quarter of an hour; a run that comes late or twice reminds nobody twice."""
    now = clock.now()
    every_day = escalating.start(now) + mornings.start(_EVERY_MORNING, now)
    return {"started": reminding.start_due(now) + every_day}
