"""Standing over HTTP: a deputy asks for their own, staff for those within their reach."""

from datetime import date
from typing import Any

from functions.standing import (
    archive,
    archive_schemas,
    bodies,
    committees,
    deputies,
    divisions,
    registry,
    schemas,
    units,
)
from functions.standing.days import OnDay, day_of
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.errors import invalid
from shared.domain.roles import READERS, Caller, Role
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.operation import JSON
from shared.web.problems import CHINESE
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Standing"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAY = (
    "`on` chooses the periods (the year, the month that it falls in) and the rules in force; what is known "
    "of them is what is known today."
)


@routes.route(
    "/v1/deputies/{deputy_id}/standing",
    summary="Where a deputy stands",
    description=f"For the deputy, and for those whose role reaches the deputy's home. {_DAY}",
    access=roles(READERS, Role.DEPUTY, within="resource"),
    query=OnDay(),
    answer=schemas.DeputyStanding(),
    refusals=("deputy_not_found", "day_out_of_range"),
    tag=_TAG,
)
def get_deputy_standing(call: Call, deputy_id: str) -> dict[str, Any]:
    day = day_of(call)
    return _of_deputy(call, in_sight(call.caller, deputy_id), day)


@routes.route(
    "/v1/deputies/{deputy_id}/archive",
    summary="A deputy's duty archive of a year or a term",
    description="What was recorded, how often, and where each mandate stood in each period of the year "
    "(Shangqiu art. 21). Every line names its evidence. For the deputy, and for those whose role reaches the "
    "deputy's home. A workbook where `Accept` names the type of XLSX first.",
    access=roles(READERS, Role.DEPUTY, within="resource"),
    query=archive_schemas.ArchiveYear(),
    answer=archive_schemas.ArchiveAnswer(),
    media=(JSON, XLSX),
    headers={"Content-Disposition": "Of a workbook: a name for the file"},
    refusals=("deputy_not_found", "mandate_not_found", "day_out_of_range"),
    tag=_TAG,
)
def get_deputy_archive(call: Call, deputy_id: str) -> dict[str, Any] | Answer:
    deputy, today = in_sight(call.caller, deputy_id), legal_day(call.now)
    year, term = call.query["year"], call.query["term"]
    if year is not None and term is not None:
        raise invalid("query.term", "year 与 term 不能同时给出", "year or term, not both")
    if term is None:
        told = archive.of_year(deputy, year or today.year, today, _chinese(call))
    else:
        told = archive.of_term(deputy, term, today, _chinese(call))
    if call.accept.split(",")[0].split(";")[0].strip().lower() != XLSX:
        return told
    from functions.standing import workbook  # most requests write no workbook

    name = f"archive-{deputy.id}-{term or told['first'].year}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Answer(workbook.write(told, _chinese(call)), headers=headers, media_type=XLSX)


@routes.route(
    "/v1/stations/{station_id}/standing",
    summary="Where a station stands",
    description=f"Its posts, what it has to hold and to have. {_DAY}",
    access=roles(READERS, within="path:station_id"),
    query=OnDay(),
    answer=schemas.StationStanding(),
    refusals=("station_not_found", "day_out_of_range"),
    tag=_TAG,
)
def get_station_standing(call: Call, station_id: str) -> dict[str, Any]:
    day = day_of(call)
    return bodies.of_a_station(registry.station(station_id), day, legal_day(call.now), _chinese(call))


@routes.route(
    "/v1/groups/{group_id}/standing",
    summary="Where a deputy group stands",
    description=f"Its leaders, its size, what it held itself. {_DAY}",
    access=roles(READERS, within="resource"),
    query=OnDay(),
    answer=schemas.GroupStanding(),
    refusals=("group_not_found", "day_out_of_range"),
    tag=_TAG,
)
def get_group_standing(call: Call, group_id: str) -> dict[str, Any]:
    day, group = day_of(call), registry.group(group_id)
    call.caller.require_reach(READERS, group.division)
    return bodies.of_a_group(group, day, legal_day(call.now), _chinese(call))


@routes.route(
    "/v1/members/{member_id}/standing",
    summary="Where a member of a standing committee stands",
    description=f"For the member, and for those whose role reaches the committee's division. {_DAY}",
    access=roles(READERS, Role.MEMBER, within="resource"),
    query=OnDay(),
    answer=schemas.MemberStanding(),
    refusals=("member_not_found", "day_out_of_range"),
    tag=_TAG,
)
def get_member_standing(call: Call, member_id: str) -> dict[str, Any]:
    own = member_id == call.caller.person
    if not own:
        call.caller.require(READERS)
    day = day_of(call)
    member, links = registry.member_with_links(member_id)
    if not own:
        call.caller.require_reach(READERS, member.division)
    return bodies.of_a_member(member, links, day, legal_day(call.now), _chinese(call))


@routes.route(
    "/v1/units/{unit_id}/standing",
    summary="Where a handling unit stands",
    description=f"For its staff, and for those whose role reaches the division that it belongs to. {_DAY}",
    access=roles(READERS, Role.UNIT_STAFF, within="resource"),
    query=OnDay(),
    answer=schemas.UnitStanding(),
    refusals=("unit_not_found", "day_out_of_range"),
    tag=_TAG,
)
def get_unit_standing(call: Call, unit_id: str) -> dict[str, Any]:
    day, unit = day_of(call), units.registered(unit_id)
    if not call.caller.reaches({Role.UNIT_STAFF}, unit.id):
        call.caller.require_reach(READERS | {Role.UNIT_STAFF}, unit.division)
    return units.standing(unit, day, legal_day(call.now), _chinese(call))


@routes.route(
    "/v1/committees/{division}/standing",
    summary="Where a division's standing committee stands",
    description="With its staff, its congress's meetings and the division itself, as far as something binds "
    f"them. What was stated is told by `GET /v1/obligations`. {_DAY}",
    access=roles(READERS, within="path:division"),
    query=OnDay(),
    answer=schemas.CommitteeStanding(),
    refusals=("division_not_found", "day_out_of_range"),
    tag=_TAG,
)
def get_committee_standing(call: Call, division: str) -> dict[str, Any]:
    return committees.standing(division, day_of(call), legal_day(call.now), _chinese(call))


@routes.route(
    "/v1/divisions/{division}/standing",
    summary="Townships without a station, and posts that nobody holds",
    description="Every division down from this one with the stations that stand directly in it, in the order "
    "of codes. What stands is what stands today; `on` chooses the rules in force.",
    access=roles(READERS, within="path:division"),
    query=schemas.DivisionListing(),
    answer=schemas.DIVISION_PAGE,
    refusals=("division_not_found", "day_out_of_range", "invalid_cursor"),
    tag=_TAG,
)
def list_division_standing(call: Call, division: str) -> Page[dict[str, Any]]:
    query = call.query
    return divisions.page(
        division,
        day_of(call),
        _chinese(call),
        short=query["short"],
        limit=query["limit"],
        cursor=query["cursor"],
    )


def in_sight(caller: Caller, deputy_id: str) -> Deputy:
    """The deputy, if it is the caller or a role of the caller's reaches the deputy's home. One call."""
    own = deputy_id == caller.person
    if not own:
        caller.require(READERS)
    deputy = registry.deputy(deputy_id)
    if not own:
        caller.require_reach(READERS, deputy.home)
    return deputy


def _of_deputy(call: Call, deputy: Deputy, day: date) -> dict[str, Any]:
    return deputies.standing(deputy, day, legal_day(call.now), _chinese(call))


def _chinese(call: Call) -> bool:
    return call.language == CHINESE
