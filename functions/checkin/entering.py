"""A visit that staff of the station enter by hand, where no phone could scan."""

from datetime import datetime, timedelta
from typing import Any

from functions.checkin import records, store
from functions.checkin.records import CheckIn
from functions.checkin.store import Nonce
from shared.domain.clock import SHANGHAI, legal_day
from shared.domain.errors import Refusal
from shared.domain.proof.assurance import of_staff_entry

DAYS_BACK = 31
"""How many legal days back a visit may be entered. A policy of this product, not of any regulation: long
enough to complete last month's register, too short to make up a year's visits before an assessment."""


def enter(
    staff: str, station_id: str, fields: dict[str, Any], named: Nonce | None, now: datetime
) -> tuple[CheckIn, bool]:
    """The record of the visit that ``fields`` tell of (deputy, day, perhaps time, reason), and whether it
    was made now: false for the deputy's first record of that station and day.

    Raises ``day_out_of_range``, ``station_not_found``, ``station_closed`` (for a day after the closing),
    ``deputy_not_found``, ``idempotency_key_reused``. Two calls.
    """
    from functions.checkin import registry  # no scan needs it: a cold start is spared its imports

    day, today = fields["day"], legal_day(now)
    moment = datetime.combine(day, fields["time"], SHANGHAI) if "time" in fields else None
    if not today - timedelta(days=DAYS_BACK) <= day <= today or (moment is not None and moment > now):
        raise Refusal("day_out_of_range")
    station, deputy = registry.station_and_deputy(station_id, fields["deputy"])
    if station.closed_on is not None and day > station.closed_on:
        raise Refusal("station_closed")
    record = records.new(
        deputy.id,
        station.id,
        day,
        of_staff_entry(day, today),
        now=now,
        by=staff,
        moment=moment,
        reason=fields["reason"],
    )
    return store.add(record, named)
