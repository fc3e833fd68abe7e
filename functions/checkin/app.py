"""The check-in service: scans, entries and corrections; a station's codes; what was recorded."""

from shared.store import engine
from shared.web.service import Service

app = Service(
    "checkin",
    (
        "functions.checkin.scan_routes",
        "functions.checkin.routes",
        "functions.checkin.display",
        "functions.checkin.lists",
    ),
    ready=engine.connect,
)
