"""The circuits of all channels, in the table and, for seconds, in this process.

While a channel answers, a process reads its circuit every :data:`FRESH` seconds and writes nothing.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from functions.notifications.channels.names import Channel
from functions.notifications.circuits import deciding
from functions.notifications.circuits.deciding import Circuit
from shared.domain import clock
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.settings import Setting

FRESH = 5.0
"""Seconds for which what was read is believed."""

_SORT = "CIRCUIT"
_ATTEMPTS = 5


class CircuitItem(engine.Item):
    """The circuit of a channel. ``version`` counts its changes."""

    table = Setting.INBOX_TABLE
    failures = NumberAttribute()
    rests_until = UnicodeAttribute(null=True)
    version = NumberAttribute()


class Resting(Exception):
    """The channel is not to be called before ``until``."""

    def __init__(self, until: datetime) -> None:
        super().__init__("resting")
        self.until = until


_Known = tuple[Circuit, int]
_known: dict[Channel, tuple[float, _Known]] = {}


def enter(channel: Channel, now: datetime) -> bool:
    """Before a call; says whether it is the one that asks if the channel answers again.

    Raises :class:`Resting`. No call of the table while what is known is fresh; one, and after a rest one
    read and one write.
    """
    circuit, _ = _remembered(channel)
    if circuit.rests_until is None:
        return False
    if circuit.rests(now):
        raise Resting(circuit.rests_until)
    circuit, version = _read(channel)
    if circuit.rests_until is None:
        return False
    if circuit.rests(now) or not _write(channel, deciding.asking(circuit, now), version):
        raise Resting(max(circuit.rests_until, now + deciding.FIRST_REST))
    return True


def answered(channel: Channel) -> None:
    """After a call that the channel answered. No call of the table unless it had failed before."""
    if _remembered(channel)[0].failures:
        _change(channel, lambda circuit: deciding.WELL)


def failed(channel: Channel, now: datetime, longest: timedelta, *, asked: bool) -> bool:
    """After a call that failed; says whether the channel rests from now on, no rest being longer than
    ``longest``. One read and one write."""
    limit = min(longest, deciding.LONGEST_REST)
    before, after = _change(channel, lambda circuit: deciding.failed(circuit, now, limit, asked=asked))
    return after.rests_until is not None and (asked or before.rests_until is None)


def forget() -> None:
    """Forgets what this process knows, as a new one would."""
    _known.clear()


def _remembered(channel: Channel) -> _Known:
    read_at, known = _known.get(channel, (-FRESH, (deciding.WELL, 0)))
    return known if channel in _known and monotonic() - read_at < FRESH else _read(channel)


def _read(channel: Channel) -> _Known:
    item = engine.get(CircuitItem, _partition(channel), _SORT, consistent=True)
    if item is None:
        return _remember(channel, deciding.WELL, 0)
    until = clock.from_text(item.rests_until) if item.rests_until else None
    return _remember(channel, Circuit(int(item.failures), until), int(item.version))


def _write(channel: Channel, circuit: Circuit, version: int) -> bool:
    """Whether nobody had changed it since ``version``."""
    item = CircuitItem(_partition(channel), _SORT, failures=circuit.failures, version=version + 1)
    item.rests_until = clock.utc_text(circuit.rests_until) if circuit.rests_until else None
    try:
        engine.put(item, CircuitItem.version == version if version else CircuitItem.pk.does_not_exist())
    except Refusal as refusal:
        if refusal.code != "stale_version":
            raise
        return False
    _remember(channel, circuit, version + 1)
    return True


def _change(channel: Channel, change: Callable[[Circuit], Circuit]) -> tuple[Circuit, Circuit]:
    """Before and after. Raises ``Refusal("conflict")`` where others are always faster."""
    for _ in range(_ATTEMPTS):
        circuit, version = _read(channel)
        changed = change(circuit)
        if changed == circuit or _write(channel, changed, version):
            return circuit, changed
    raise Refusal("conflict", retry_after=1)


def _remember(channel: Channel, circuit: Circuit, version: int) -> _Known:
    _known[channel] = (monotonic(), (circuit, version))
    return circuit, version


def _partition(channel: Channel) -> str:
    return f"CIRCUIT#{channel}"
