"""The invitations service: activities, invitations, attendance, appointments, contact."""

from shared.store import engine
from shared.web.service import Service

app = Service(
    "invitations",
    (
        "functions.invitations.appointments.routes",
        "functions.invitations.contacts.routes",
        "functions.invitations.groups.routes",
        "functions.invitations.receptions.routes",
        "functions.invitations.activities.routes",
        "functions.invitations.activities.material_routes",
        "functions.invitations.candidates.routes",
        "functions.invitations.inviting.routes",
        "functions.invitations.inviting.own_routes",
        "functions.invitations.inspections.routes",
        "functions.invitations.feeds.routes",
        "functions.invitations.attendance.routes",
        "functions.invitations.voiced.routes",
    ),
    ready=engine.connect,
)
