"""The registration service: its routes, its roster import and the operator's first command."""

from typing import Any

from functions.registration.contract import routes as contract
from functions.registration.deputies.mandate_routes import routes as mandates
from functions.registration.deputies.routes import routes as deputies
from functions.registration.divisions.routes import routes as divisions
from functions.registration.groups.routes import routes as groups
from functions.registration.me.routes import routes as me
from functions.registration.members.routes import routes as members
from functions.registration.phones.routes import routes as phones
from functions.registration.rosters.routes import routes as rosters
from functions.registration.signin.routes import routes as signin
from functions.registration.staff.appointing import appoint
from functions.registration.staff.routes import routes as staff
from functions.registration.stations.routes import routes as stations
from functions.registration.units.routes import routes as units
from shared.domain import clock
from shared.web.service import Service

app = Service("registration")
for part in (
    contract,
    signin,
    me,
    divisions,
    stations,
    staff,
    phones,
    deputies,
    mandates,
    groups,
    members,
    units,
    rosters,
):
    app.register_blueprint(part)


def import_roster(event: dict[str, Any], context: Any) -> None:
    """Invoked by S3 when a file has arrived: see ``functions.registration.rosters.importing.event``."""
    # The API's functions import no roster and start the sooner for not reading this.
    from functions.registration.rosters.importing.event import handle

    handle(event, lambda: float(context.get_remaining_time_in_millis()) / 1000)


def appoint_administrator(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Invoked by the operator with ``{"phone", "name"}``: see ``functions.registration.staff.appointing``."""
    return appoint(event, clock.now())
