"""The registration service: people, roles, stations, rosters, and signing in."""

from shared.store import engine
from shared.web.service import Service

app = Service(
    "registration",
    (
        "functions.registration.contract",
        "functions.registration.signin.routes",
        "functions.registration.me.routes",
        "functions.registration.divisions.routes",
        "functions.registration.stations.routes",
        "functions.registration.staff.routes",
        "functions.registration.phones.routes",
        "functions.registration.deputies.routes",
        "functions.registration.deputies.mandate_routes",
        "functions.registration.groups.routes",
        "functions.registration.members.routes",
        "functions.registration.units.routes",
        "functions.registration.rosters.routes",
    ),
    ready=engine.connect,
)
