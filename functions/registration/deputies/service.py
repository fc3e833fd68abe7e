"""What is decided about a deputy's entry: who registers and changes it, the card, the placement."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from functions.registration import persons
from functions.registration.deputies import history, mandates, store
from functions.registration.deputies.history import What
from functions.registration.stations.store import load as load_station
from shared.domain.clock import legal_day
from shared.domain.deputies import Card, Deputy
from shared.domain.errors import Basis, Refusal, invalid
from shared.domain.ids import new_id
from shared.domain.roles import OVERSEERS, Caller, Role
from shared.domain.stations import Station, StationStatus
from shared.store.envelopes import require_version, value_of
from shared.store.registry import RegistryItem, station_key
from shared.store.writing import Write, check, commit, create

PLACERS = OVERSEERS | {Role.TOWNSHIP_STAFF}
"""Standing committees, township presidiums and street committees place deputies (Shangqiu art. 11)."""

_ARMED_FORCES = Basis("shangqiu", "11")


def register(
    fields: dict[str, Any], caller: Caller, make_id: Callable[[str], str], mark: str | None, now: datetime
) -> Deputy:
    """A new deputy with the first mandates, each of which the caller must reach. Repeated with the same
    key: the first one. Raises ``deputy_exists``, ``mandate_exists``. Two calls.
    """
    given = [
        mandates.make(part, new_id("m"), legal_day(now), f"body.mandates.{number}")
        for number, part in enumerate(fields.pop("mandates"))
    ]
    for mandate in given:
        mandates.require_reach(caller, mandate)
    if len({mandate.congress for mandate in given}) < len(given):
        raise Refusal("mandate_exists")
    check_card(fields.get("card"), now, "body.card")
    person = persons.behind(fields.pop("phone"), fields["name"], make_id)
    deputy = Deputy(id=person.id, phone_mask=person.phone_mask, mandates=tuple(given), **fields)
    standing = commit(
        *person.writes,
        create(store.new_item(deputy), mark, Refusal("deputy_exists", deputy=deputy.id)),
        history.of_deputy(What.REGISTERED, caller.person, now, None, deputy),
    )
    return deputy if standing is None else value_of(standing, Deputy)


def change(deputy: str, fields: dict[str, Any], version: int, caller: Caller, now: datetime) -> Deputy:
    """The entry with these fields changed. Who is placed in a station cannot be handed to a unit of the
    armed forces before leaving it. Two calls, one where nothing differs."""
    item, found = _for_change(deputy, version, caller)
    if fields.get("armed_forces_unit") is not None and found.station is not None:
        raise Refusal("armed_forces_placement", basis=_ARMED_FORCES)
    return _save(item, What.CHANGED, caller, now, found, replace(found, **fields))


def issue_card(deputy: str, card: Card, version: int, caller: Caller, now: datetime) -> Deputy:
    """Notes the deputy card (Deputies Law art. 49; Shenzhen art. 25); a new one replaces it. Two calls."""
    check_card(card, now)
    item, found = _for_change(deputy, version, caller)
    return _save(item, What.CARD_ISSUED, caller, now, found, replace(found, card=card))


def check_card(card: Card | None, now: datetime, where: str = "body") -> None:
    """Raises ``Refusal("invalid_request")`` for a card that was issued after today."""
    if card is not None and card.issued_on > legal_day(now):
        raise invalid(f"{where}.issued_on", "发证日期不得晚于今天", "must not lie after today")


def place(deputy: str, station: str, version: int, caller: Caller, now: datetime) -> Deputy:
    """Places the deputy in an open station (Shangqiu art. 11). The caller must reach the station and where
    the deputy was before. Raises ``armed_forces_placement``, ``mandates_ended``, ``station_closed``.
    Three calls.
    """
    item, found = _for_change(deputy, version, caller, PLACERS)
    caller.require_reach(PLACERS, station)
    check_placement(found, legal_day(now))
    if value_of(load_station(station), Station).status is StationStatus.CLOSED:
        raise Refusal("station_closed")
    after = replace(found, station=station, placed_on=legal_day(now))
    return store.save(
        item,
        after,
        Refusal("stale_version"),
        is_open(station),
        history.of_deputy(What.PLACED, caller.person, now, found, after),
    )


def check_placement(deputy: Deputy, day: date) -> None:
    """Raises ``armed_forces_placement`` or ``mandates_ended`` for a deputy whom no station takes."""
    if deputy.armed_forces_unit is not None:
        raise Refusal("armed_forces_placement", basis=_ARMED_FORCES)
    if not deputy.serves_from(day):
        raise Refusal("mandates_ended")


def is_open(station: str) -> Write:
    """The test that the station is still open; fails with ``station_closed``."""
    condition = RegistryItem.body["status"] == str(StationStatus.OPEN)
    return check(RegistryItem(station_key(station), "STATION"), condition, Refusal("station_closed"))


def unplace(deputy: str, version: int, caller: Caller, now: datetime) -> Deputy:
    """Takes the deputy out of the station; raises ``not_placed``. Two calls."""
    item, found = _for_change(deputy, version, caller, PLACERS)
    if found.station is None:
        raise Refusal("not_placed")
    return _save(item, What.UNPLACED, caller, now, found, replace(found, station=None, placed_on=None))


def _for_change(
    deputy: str, version: int, caller: Caller, allowed: frozenset[Role] = OVERSEERS
) -> tuple[RegistryItem, Deputy]:
    item = store.load(deputy, consistent=True)
    found = value_of(item, Deputy)
    caller.require_reach(allowed, found.home)
    require_version(item, version)
    return item, found


def _save(
    item: RegistryItem, what: What, caller: Caller, now: datetime, before: Deputy, after: Deputy
) -> Deputy:
    if after == before:
        return before
    told = history.of_deputy(what, caller.person, now, before, after)
    return store.save(item, after, Refusal("stale_version"), told)
