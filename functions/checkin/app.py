"""The check-in service: scans, entries and corrections; a station's codes; what was recorded."""

from functions.checkin.display import routes as display
from functions.checkin.lists import routes as lists
from functions.checkin.routes import routes as visits
from shared.web.service import Service

app = Service("checkin")
for part in (visits, display, lists):
    app.register_blueprint(part)
