"""What became of a notice on each channel, apart from the notice: so that a message that comes twice is sent
once, and one can look up what happened."""

from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from functions.notifications.channels.names import Channel
from shared.domain.clock import utc_text
from shared.store import engine
from shared.store.settings import Setting

KEPT = timedelta(days=30)
"""Longer than the queue and the dead letters together keep a message."""


class DeliveryItem(engine.Item):
    """pk ``DELIVERY#{person}``, sk ``{notice}#{channel}``. ``outcome``: ``sent``, or ``declined`` with the
    channel's answer; ``tries``: the receipts of the message that it took. ``expires`` is the TTL."""

    table = Setting.INBOX_TABLE
    outcome = UnicodeAttribute()
    at = UnicodeAttribute()
    tries = NumberAttribute()
    expires = NumberAttribute()


SENT = "sent"


def is_settled(person: str, notice: str, channel: Channel) -> bool:
    """Whether the channel has had this notice. One call."""
    return outcome(person, notice, channel) is not None


def outcome(person: str, notice: str, channel: Channel) -> str | None:
    """What became of it; ``None`` while nothing has. One call."""
    item = engine.get(DeliveryItem, _partition(person), f"{notice}#{channel}", consistent=True)
    return None if item is None else str(item.outcome)


def settle(person: str, notice: str, channel: Channel, outcome: str, tries: int, now: datetime) -> None:
    """Notes what became of it. One call."""
    engine.put(
        DeliveryItem(
            _partition(person),
            f"{notice}#{channel}",
            outcome=outcome,
            at=utc_text(now),
            tries=tries,
            expires=int((now + KEPT).timestamp()),
        )
    )


def _partition(person: str) -> str:
    return f"DELIVERY#{person}"
