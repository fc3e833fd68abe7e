"""What is decided about the public information of stations."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.publications import recording, registry
from functions.publications.stations import showing, store
from functions.publications.stations.showing import ContactPoint, Shown
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.domain.roles import Caller
from shared.domain.stations import Station, StationStatus
from shared.regulations.rulebook import Rulebook
from shared.store.envelopes import value_of
from shared.store.pages import Page
from shared.store.records import station_key
from shared.web import citing


def publish(station_id: str, item: str, text: str | None, caller: Caller, now: datetime) -> None:
    """Makes an item public, or changes its words; the same again changes nothing. The first time, and after
    it was taken back, it is recorded as public from that day. Two calls the second time, four the first.

    Raises ``station_not_found``, ``station_closed``, ``public_item_not_named``, ``invalid_request``.
    """
    station = _open(station_id)
    day = legal_day(now)
    showing.require_item(showing.book_of(station, day), station, item)
    showing.require_words(item, text)
    held = store.load(station_id, item)
    before = None if held is None else value_of(held, Shown)
    if before is not None and before.public:
        if before.text != text:
            store.save(held, replace(before, text=text, by=caller.person, at=now))
        return
    partition, body = station_key(station_id), {"station": station_id}
    recorded = recording.told(partition, station_id, item, caller.person, now, body)
    after = Shown(station_id, item, day, caller.person, now, text)
    store.save(held, after, *recorded)


def take_back(station_id: str, item: str, reason: str, caller: Caller, now: datetime) -> None:
    """Takes an item back, and voids its record. Three calls. Raises ``public_item_not_shown``."""
    registry.station(station_id)
    held = store.load(station_id, item)
    before = None if held is None else value_of(held, Shown)
    if before is None or not before.public:
        raise Refusal("public_item_not_shown")
    partition = station_key(station_id)
    voided = recording.taken_back(partition, station_id, before.day, item, reason, caller.person, now)
    store.save(held, replace(before, reason=reason, by=caller.person, at=now), *voided)


def join(station_id: str, has: tuple[str, ...], caller: Caller, now: datetime) -> None:
    """Says what a station has as a legislative contact point. Three calls. Raises ``not_contact_point``."""
    station = _open(station_id)
    showing.require_contact_point(showing.book_of(station, legal_day(now)), station, has)
    held = store.load_point(station_id)
    store.save_point(held, ContactPoint(station_id, has, caller.person, now))


def seen(station_id: str, now: datetime, chinese: bool) -> dict[str, Any]:
    """What everybody may read, and what is missing. Two calls. Raises ``station_not_found``."""
    station = registry.station(station_id)
    shown, point = store.items(station_id)
    book = showing.book_of(station, legal_day(now))
    rule = showing.rule_of(book, station)
    items = [_item(book, word, shown.get(word), chinese) for word in (rule.fields.what if rule else ())]
    staff = shown.get(showing.STAFF)
    return {
        "station": station.id,
        "name": station.name,
        "rule": None if rule is None else citing.cited(book, rule, chinese),
        "items": items,
        "missing": [entry["item"] for entry in items if not entry["public"]],
        "staff": station.staff if staff is not None and staff.public else [],
        "contact_point": _contact_point(book, station, point, chinese),
    }


def deputies(station_id: str, now: datetime, *, limit: int, cursor: str | None) -> Page[Deputy]:
    """The deputies placed in the station who serve today, once it has made them public. Three calls. Raises
    ``station_not_found``, ``public_item_not_shown``."""
    registry.station(station_id)
    held = store.load(station_id, showing.DEPUTIES)
    if held is None or not value_of(held, Shown).public:
        raise Refusal("public_item_not_shown")
    day = legal_day(now)
    page = registry.placed(station_id, limit=limit, cursor=cursor)
    return Page([one for one in page.items if one.serves_from(day)], page.next)


def _item(book: Rulebook, word: str, shown: Shown | None, chinese: bool) -> dict[str, Any]:
    public = shown is not None and shown.public
    return {
        "item": word,
        "name": book.word(word)[0 if chinese else 1],
        "public": public,
        "text": shown.text if shown is not None and public else None,
        "since": shown.day if shown is not None and public else None,
        "changed_at": shown.at if shown is not None and public else None,
    }


def _contact_point(
    book: Rulebook, station: Station, point: ContactPoint | None, chinese: bool
) -> dict[str, Any] | None:
    rule = showing.contact_rule(book, station)
    if rule is None:
        return None
    has = () if point is None else point.has
    return {
        "rule": citing.cited(book, rule, chinese),
        "items": [
            {"item": word, "name": book.word(word)[0 if chinese else 1], "there": word in has}
            for word in rule.fields.items
        ],
        "missing": list(rule.fields.missing(has)),
    }


def _open(station_id: str) -> Station:
    station = registry.station(station_id)
    if station.status is StationStatus.CLOSED:
        raise Refusal("station_closed")
    return station
