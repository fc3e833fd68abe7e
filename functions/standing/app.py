"""The standing service: the rules in force, and where deputies, stations and divisions stand under them."""

from functions.standing.routes import routes as standing
from functions.standing.rulebooks import routes as rulebooks
from functions.standing.whatif.routes import routes as whatif
from shared.web.service import Service

app = Service("standing")
for part in (rulebooks, standing, whatif):
    app.register_blueprint(part)
