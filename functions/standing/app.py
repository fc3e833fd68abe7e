"""The standing service: the rules in force, and where deputies, stations and divisions stand under them.

``project`` takes the stream of Records and ``nightly`` the night's walk: they keep the lists of who is short.
``remind`` tells whoever is at risk, while there is time.
"""

import logging
from typing import Any

from functions.standing.assessment.routes import routes as assessment
from functions.standing.board.routes import routes as board
from functions.standing.certificate.routes import routes as certificate
from functions.standing.mine import routes as mine
from functions.standing.projection import nightly as walking
from functions.standing.projection import project as projecting
from functions.standing.projection.listing import routes as shortfalls
from functions.standing.reminding import reminding
from functions.standing.routes import routes as standing
from functions.standing.rulebooks import routes as rulebooks
from functions.standing.whatif.routes import routes as whatif
from shared.domain import clock
from shared.web.service import Service

logging.getLogger("lianluo").setLevel(logging.INFO)
app = Service("standing")
for part in (rulebooks, mine, standing, shortfalls, assessment, board, whatif, certificate):
    app.register_blueprint(part)


def project(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records of Records to the lists."""
    return projecting.project(event)


def nightly(event: dict[str, Any], context: walking.Context) -> dict[str, Any]:
    """The schedule, an operator's call and the messages of the walk."""
    return walking.nightly(event, context)


def remind(_event: dict[str, Any], context: reminding.Context) -> dict[str, Any]:
    """The schedule, every quarter of an hour by day; a run that comes late or twice tells nobody twice."""
    return {"entries": reminding.run(clock.now(), context)}
