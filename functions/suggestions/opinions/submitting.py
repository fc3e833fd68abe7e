"""How an opinion comes in: from the resident, signed in or not, or taken down for one at a station."""

from datetime import datetime
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import Share
from functions.suggestions.opinions import limits, store, telling
from functions.suggestions.opinions.opinion import RESIDENT, Happened, Opinion
from functions.suggestions.opinions.routing import about
from functions.suggestions.opinions.store import Resident
from functions.suggestions.registry import require_open
from shared.domain.errors import invalid
from shared.domain.places import is_station_id
from shared.store import receipts

_CITY = 4
"""Digits of a city's code: no opinion is brought to a province as a whole."""


def submit(
    fields: dict[str, Any],
    id_: str,
    mark: str | None,
    now: datetime,
    *,
    address: str | None = None,
    person: str | None = None,
    recorded_by: str | None = None,
) -> tuple[Opinion, str]:
    """The opinion and the secret of its receipt. ``address`` and ``person`` are whose limits it counts
    against: none for what is taken down at a station.

    Who wishes to stay unnamed is not stored. Raises ``station_not_found``, ``station_closed``,
    ``too_many_requests``, ``invalid_request``. One call, two for a station.
    """
    anonymous = fields.get("anonymous", False)
    name = fields.get("name")
    if anonymous and name is not None:
        raise invalid("body.name", "匿名时不得填写姓名", "who wishes to stay unnamed gives no name")
    scope = _scope(fields)
    opinion = Opinion(
        id_,
        scope,
        fields["text"],
        now,
        fields.get("category"),
        fields.get("place"),
        anonymous,
        recorded_by,
    )
    secret = receipts.secret_of("opinion", id_)
    resident = Resident(id_, receipts.stored(secret), None if anonymous else person, name)
    entry = Entry(Happened.RECEIVED, recorded_by or RESIDENT, now, data={"scope": scope})
    own = handover.given(about(opinion), scope, Share.OWN, now, entry.by, what=Happened.RECEIVED)
    made = store.create(
        opinion,
        entry,
        resident,
        mark,
        *limits.bringing(address, person, now),
        *handovers.writes(None, own, now),
        telling.received(opinion, now),
    )
    return made, secret


def _scope(fields: dict[str, Any]) -> str:
    scope = named(fields)
    if is_station_id(scope):
        require_open(scope)
    return scope


def named(fields: dict[str, Any]) -> str:
    """The station or division to which somebody wants to bring something; raises ``invalid_request``."""
    station, division = fields.get("station"), fields.get("division")
    if (station is None) == (division is None):
        raise invalid("body.station", "应填写联络站或者区划之一", "name a station or a division, one of them")
    if station is not None:
        return str(station)
    if len(str(division)) < _CITY:
        raise invalid("body.division", "应具体到市、县或者乡镇", "name a city, county or township")
    return str(division)
