"""The notifications service: what one was told, over HTTP; ``relay`` takes the tables' streams, ``deliver``
the queue."""

import logging
from typing import Any

from functions.notifications import deliver as delivery
from functions.notifications import relay as relaying
from functions.notifications.addresses.routes import routes as addresses
from functions.notifications.consents.routes import routes as consents
from functions.notifications.digests import schedule
from functions.notifications.inbox.routes import routes as inbox
from functions.notifications.preferences.routes import routes as preferences
from shared.domain import clock
from shared.web.service import Service

logging.getLogger("lianluo").setLevel(logging.INFO)
app = Service("notifications")
app.register_blueprint(inbox)
app.register_blueprint(addresses)
app.register_blueprint(preferences)
app.register_blueprint(consents)


def relay(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records to queue messages."""
    return relaying.relay(event)


def deliver(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Queue messages to people."""
    return delivery.deliver(event)


def digest(_event: dict[str, Any], _context: object) -> None:
    """The schedule: digests that are due to queue messages."""
    schedule.run(clock.now())
