"""The registration service: its routes, its roster import and the operator's first command."""

from functions.registration.signin.routes import routes as signin
from shared.web.service import Service

app = Service("registration")
for part in (signin,):
    app.register_blueprint(part)
