"""Reception days in the Activities table. A booking and the place that it takes are written together, so no
place is given twice; who changes the places has seen every booking."""

from dataclasses import dataclass, replace
from datetime import date

from functions.invitations.receptions.reception import Booking, Conversation, Places, Reception
from functions.invitations.tables import (
    BOOKING,
    CONVERSATION,
    PLACES,
    RECEPTION,
    ActivityItem,
    bookings_key,
    reception_key,
    receptions_key,
)
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.engine import BY_LIST
from shared.store.envelopes import body_of, changed, require_version, unchanged, value_of
from shared.store.pages import Page, index_page, partition_page
from shared.store.writing import Write, commit, create, put, remove, update

_RACED = Refusal("conflict", retry_after=1)


@dataclass(frozen=True, slots=True)
class Arranged:
    """A reception day and what is left of its places."""

    reception: Reception
    places: Places

    def left(self, at: str) -> int:
        """Free places of a slot."""
        return int(self.places.left.get(_slot(at), 0))


def find(division: str, day: date, *, consistent: bool = False) -> Arranged | None:
    """What is arranged of a day. One call."""
    keys = [(reception_key(division, day), sort) for sort in (RECEPTION, PLACES)]
    items = {item.sk: item for item in engine.get_many(ActivityItem, keys, consistent=consistent)}
    if RECEPTION not in items or PLACES not in items:
        return None
    return Arranged(value_of(items[RECEPTION], Reception), value_of(items[PLACES], Places))


def load(division: str, day: date, *, consistent: bool = False) -> Arranged:
    """The same; raises ``Refusal("reception_not_arranged")``. One call."""
    found = find(division, day, consistent=consistent)
    if found is None:
        raise Refusal("reception_not_arranged")
    return found


def of_year(division: str, year: int) -> dict[date, Arranged]:
    """What is arranged of a year, by day. One call: two small items a day."""
    items = engine.query(ActivityItem, receptions_key(division, year), index=BY_LIST).items
    days = [value_of(item, Reception) for item in items if item.sk == RECEPTION]
    places = {item.pk: value_of(item, Places) for item in items if item.sk == PLACES}
    return {
        found.day: Arranged(found, places.get(reception_key(division, found.day), Places({})))
        for found in days
    }


def arrange(before: Arranged | None, after: Reception, version: int, *others: Write) -> Reception:
    """Writes the day and its places, if nobody has changed either since ``before`` was read: raises
    ``stale_version``, and ``places_booked`` where more have booked than there would be places. One call."""
    key = reception_key(after.division, after.day)
    if (before.reception.version if before else 0) != version:
        raise Refusal("stale_version")
    day_item, places_item = _items(key, after, Places(_left(before, after)), version)
    free = ActivityItem.pk.does_not_exist()
    untouched = free if before is None else unchanged(before.places.version)
    if before is not None:
        places_item.version = before.places.version + 1
    commit(
        put(day_item, free if before is None else unchanged(version), Refusal("stale_version")),
        put(places_item, untouched, _RACED),
        *others,
    )
    return replace(after, version=version + 1)


def fresh(reception: Reception) -> Places:
    """The places of a day that nobody has booked yet."""
    return Places({_slot(slot.at): slot.places for slot in reception.slots})


def _items(key: str, after: Reception, places: Places, version: int) -> tuple[ActivityItem, ActivityItem]:
    found = []
    for sort, value, tail in ((RECEPTION, after, ""), (PLACES, places, f"#{PLACES}")):
        item = ActivityItem(key, sort, version=version + 1, body=body_of(value))
        item.gsi1pk = receptions_key(after.division, after.day.year)
        item.gsi1sk = f"{after.day}{tail}"
        found.append(item)
    return found[0], found[1]


def _left(before: Arranged | None, after: Reception) -> dict[str, int]:
    taken: dict[str, int] = {}
    if before is not None:
        taken = {slot.at: slot.places - before.left(slot.at) for slot in before.reception.slots}
    left = {slot.at: slot.places - taken.pop(slot.at, 0) for slot in after.slots}
    if min(left.values(), default=0) < 0 or any(taken.values()):
        raise Refusal("places_booked")
    return {_slot(at): number for at, number in left.items()}


def conclude(before: Reception, after: Reception, version: int, *others: Write) -> Reception:
    """Writes the day with its outcome and ``others``. One call."""
    key = reception_key(after.division, after.day)
    day_item, _ = _items(key, before, Places({}), version - 1)
    require_version(day_item, before.version)
    commit(put(changed(day_item, after), unchanged(version), Refusal("stale_version")), *others)
    return replace(after, version=version + 1)


def book(booking: Booking, mark: str | None, *others: Write) -> Booking:
    """Takes a place. Raises ``booked_already``, ``reception_full``; the same request repeated answers the
    first booking. One call."""
    key = reception_key(booking.division, booking.day)
    item = ActivityItem(key, BOOKING + booking.person, version=1, body=body_of(booking))
    item.gsi1pk, item.gsi1sk = bookings_key(booking.person), f"{booking.day}#{booking.division}"
    left = ActivityItem.body["left"][_slot(booking.slot)]
    standing = commit(
        create(item, mark, Refusal("booked_already")),
        update(
            ActivityItem(key, PLACES),
            left.set(left - 1),
            ActivityItem.version.add(1),
            condition=left > 0,
            otherwise=Refusal("reception_full"),
        ),
        *others,
    )
    return booking if standing is None else value_of(standing, Booking)


def booking_of(division: str, day: date, person: str) -> Booking | None:
    """Somebody's booking of a day. One call."""
    item = engine.get(ActivityItem, reception_key(division, day), BOOKING + person, consistent=True)
    return None if item is None else value_of(item, Booking)


def give_back(booking: Booking) -> None:
    """Removes a booking and frees its place. Raises ``booking_not_found``. One call."""
    key = reception_key(booking.division, booking.day)
    left = ActivityItem.body["left"][_slot(booking.slot)]
    commit(
        remove(
            ActivityItem(key, BOOKING + booking.person),
            ActivityItem.body["at"] == booking.at.isoformat(),
            Refusal("booking_not_found"),
        ),
        update(
            ActivityItem(key, PLACES),
            left.set(left + 1),
            ActivityItem.version.add(1),
            condition=left.exists(),
            otherwise=_RACED,
        ),
    )


def bookings(division: str, day: date, *, limit: int, cursor: str | None) -> Page[Booking]:
    """Who has booked. One call."""
    key = reception_key(division, day)
    page = partition_page(ActivityItem, key, limit=limit, cursor=cursor, prefix=BOOKING)
    return page.map(lambda item: value_of(item, Booking))


def bookings_of(person: str, *, limit: int, cursor: str | None) -> Page[Booking]:
    """Where somebody has booked, the latest day first. One call."""
    page = index_page(ActivityItem, bookings_key(person), limit=limit, cursor=cursor, descending=True)
    return page.map(lambda item: value_of(item, Booking))


def note(conversation: Conversation, mark: str | None) -> Conversation:
    """Writes a conversation; the same request repeated answers the first. One call."""
    item = ActivityItem(
        reception_key(conversation.division, conversation.day),
        CONVERSATION + conversation.id,
        version=1,
        body=body_of(conversation),
    )
    standing = commit(create(item, mark, _RACED))
    return conversation if standing is None else value_of(standing, Conversation)


def conversation(division: str, day: date, id_: str) -> ActivityItem:
    """The item of a conversation; raises ``Refusal("conversation_not_found")``. One call."""
    item = engine.get(ActivityItem, reception_key(division, day), CONVERSATION + id_, consistent=True)
    if item is None:
        raise Refusal("conversation_not_found")
    return item


def rewrite(item: ActivityItem, after: Conversation, version: int) -> Conversation:
    """The changed conversation, if its version is still ``version``. One call."""
    require_version(item, version)
    engine.put(changed(item, after), unchanged(version))
    return replace(after, version=version + 1)


def conversations(division: str, day: date, *, limit: int, cursor: str | None) -> Page[Conversation]:
    """What was said. One call."""
    key = reception_key(division, day)
    page = partition_page(ActivityItem, key, limit=limit, cursor=cursor, prefix=CONVERSATION)
    return page.map(lambda item: value_of(item, Conversation))


def _slot(at: str) -> str:
    """The name of a slot's time in the map of free places."""
    return at.replace(":", "")
