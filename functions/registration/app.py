"""The registration service: its routes, its roster import and the operator's first command."""

from functions.registration.contract import routes as contract
from functions.registration.signin.routes import routes as signin
from functions.registration.stations.routes import routes as stations
from shared.web.service import Service

app = Service("registration")
for part in (contract, signin, stations):
    app.register_blueprint(part)
