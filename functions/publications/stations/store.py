"""What stations make public, in the Publications table."""

from functions.publications.stations.showing import ContactPoint, Shown
from functions.publications.tables import CONTACT_POINT, PublicationItem, public_sort, station_key
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.envelopes import body_of, changed, unchanged, value_of
from shared.store.writing import Write, commit, put

_RACED = Refusal("conflict", retry_after=1)


def items(station: str) -> tuple[dict[str, Shown], ContactPoint | None]:
    """All that a station ever made public, by item, and what it said as a contact point. One call."""
    found = engine.query_all(PublicationItem, station_key(station))
    shown = [value_of(item, Shown) for item in found if item.sk != CONTACT_POINT]
    point = next((value_of(item, ContactPoint) for item in found if item.sk == CONTACT_POINT), None)
    return {one.item: one for one in shown}, point


def load(station: str, item: str) -> PublicationItem | None:
    """An item of a station, as it is now. One call."""
    return engine.get(PublicationItem, station_key(station), public_sort(item), consistent=True)


def load_point(station: str) -> PublicationItem | None:
    """What it said as a contact point, as it is now. One call."""
    return engine.get(PublicationItem, station_key(station), CONTACT_POINT, consistent=True)


def save(item: PublicationItem | None, after: Shown, *others: Write) -> None:
    """Writes the item and ``others``; raises ``conflict``. One call."""
    commit(_write(item, PublicationItem(station_key(after.station), public_sort(after.item)), after), *others)


def save_point(item: PublicationItem | None, after: ContactPoint) -> None:
    """Writes what it said as a contact point; raises ``conflict``. One call."""
    commit(_write(item, PublicationItem(station_key(after.station), CONTACT_POINT), after))


def _write(item: PublicationItem | None, blank: PublicationItem, after: Shown | ContactPoint) -> Write:
    if item is None:
        blank.version, blank.body = 1, body_of(after)
        return put(blank, PublicationItem.pk.does_not_exist(), _RACED)
    before = int(item.version)
    return put(changed(item, after), unchanged(before), _RACED)
