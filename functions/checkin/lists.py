"""What was recorded: a station's register by month, a deputy's own records by period."""

from datetime import date, timedelta
from typing import Any

from functions.checkin import policy, schemas, store
from functions.checkin.records import CheckIn, shown
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal, invalid
from shared.domain.roles import READERS
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Call
from shared.web.service import Routes

LONGEST = timedelta(days=366)
"""A year's records at once, at most: a leap year too."""

routes = Routes(__name__)
_TAG = "Records"


@routes.route(
    "/v1/stations/{station_id}/records",
    summary="A station's register of a month",
    description="In the order of time. Voided records stay in it and say so.",
    access=roles(READERS, within="path:station_id"),
    query=schemas.MonthListing(),
    answer=schemas.RECORD_PAGE,
    tag=_TAG,
)
def list_station_records(call: Call, station_id: str) -> Page[dict[str, Any]]:
    query = call.query
    page = store.of_station(station_id, query["month"], limit=query["limit"], cursor=query["cursor"])
    return _shown(page)


@routes.route(
    "/v1/me/records",
    summary="My own records",
    description="Oldest first. Also of someone whose mandate has ended.",
    access=signed_in(),
    query=schemas.PeriodListing(),
    answer=schemas.RECORD_PAGE,
    refusals=("day_out_of_range",),
    tag=_TAG,
)
def list_my_records(call: Call) -> Page[dict[str, Any]]:
    return _of_deputy(call, call.caller.person)


@routes.route(
    "/v1/deputies/{deputy_id}/records",
    summary="A deputy's records",
    description="Oldest first; for those whose role reaches the deputy's station or electing unit.",
    access=roles(READERS, within="resource"),
    query=schemas.PeriodListing(),
    answer=schemas.RECORD_PAGE,
    refusals=("deputy_not_found", "day_out_of_range"),
    tag=_TAG,
)
def list_deputy_records(call: Call, deputy_id: str) -> Page[dict[str, Any]]:
    from functions.checkin import registry  # no scan needs it: a cold start is spared its imports

    call.caller.require_reach(READERS, registry.deputy(deputy_id).home)
    return _of_deputy(call, deputy_id)


def _of_deputy(call: Call, deputy: str) -> Page[dict[str, Any]]:
    query = call.query
    first, last = period(query["since"], query["until"], legal_day(call.now))
    return _shown(store.of_deputy(deputy, first, last, limit=query["limit"], cursor=query["cursor"]))


def period(since: date | None, until: date | None, today: date) -> tuple[date, date]:
    """First and last day asked for: up to today, and :data:`LONGEST` before that, where nothing is said.

    Raises ``Refusal("day_out_of_range")`` for a longer one, ``invalid_request`` for one that ends first.
    """
    last = until or today
    first = since or date.fromordinal(max(1, last.toordinal() - LONGEST.days + 1))
    if first > last:
        raise invalid("query.to", "不能早于 from", "must not lie before from")
    if last - first >= LONGEST:
        raise Refusal("day_out_of_range")
    return first, last


def _shown(page: Page[CheckIn]) -> Page[dict[str, Any]]:
    counted = policy.counted_grades()
    return page.map(lambda record: shown(record, counted))
