"""The standing service: the rules in force, and where deputies, stations and divisions stand under them."""

from shared.store import engine
from shared.web.service import Service

app = Service(
    "standing",
    (
        "functions.standing.rulebooks",
        "functions.standing.mine",
        "functions.standing.routes",
        "functions.standing.projection.listing",
        "functions.standing.assessment.routes",
        "functions.standing.board.routes",
        "functions.standing.whatif.routes",
        "functions.standing.certificate.routes",
    ),
    ready=engine.connect,
)
