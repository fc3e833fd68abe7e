"""The notifications service, over HTTP: what one was told, where and how one wants to be told."""

from shared.store import engine
from shared.web.service import Service

app = Service(
    "notifications",
    (
        "functions.notifications.inbox.routes",
        "functions.notifications.addresses.routes",
        "functions.notifications.preferences.routes",
        "functions.notifications.consents.routes",
    ),
    ready=engine.connect,
)
