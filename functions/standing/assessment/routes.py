"""Assessments of stations over HTTP."""

from typing import Any

from functions.standing import registry
from functions.standing.assessment import schemas
from functions.standing.days import OnDay, day_of, in_range
from functions.standing.draft_fields import BODY_LIMIT
from functions.standing.projection import ranking
from shared.domain.clock import legal_day
from shared.domain.roles import OVERSEERS, READERS, Role
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Call
from shared.web.problems import CHINESE
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Standing"


@routes.route(
    "/v1/stations/{station_id}/assessment",
    summary="How a station is assessed",
    description="By the metrics that are in force where it lies (Shangqiu art. 24): each scheme by itself, "
    "for the periods that `on` falls in, as known today. What could not be measured takes no part.",
    access=roles(READERS, within="path:station_id"),
    query=OnDay(),
    answer=schemas.StationAssessment(),
    refusals=("station_not_found", "day_out_of_range"),
    tag=_TAG,
)
def get_station_assessment(call: Call, station_id: str) -> dict[str, Any]:
    from functions.standing.assessment import stations  # the packs are read by the first who asks

    question = stations.Question(day_of(call), legal_day(call.now), call.language == CHINESE)
    return stations.of_a_station(registry.station(station_id), question)


@routes.route(
    "/v1/assessments",
    methods=["POST"],
    summary="Assess the stations of a scope, also by a scheme that is not in force",
    description="Page by page, in the order of ids, without those closed before `on`. By the schemes in "
    "force; or by one alone that is tried: `pack` sends it as a rule pack, `draft` names one of the package. "
    "It is read as POST /v1/what-if reads it, and forgotten with the answer: nothing is written.",
    access=roles(OVERSEERS, Role.AUDITOR, within="body:scope"),
    body=schemas.AssessmentsWanted(),
    body_limit=BODY_LIMIT,
    answer=schemas.STATION_PAGE,
    refusals=(
        "pack_invalid",
        "draft_not_found",
        "draft_elsewhere",
        "scheme_without_metrics",
        "scheme_too_large",
        "day_out_of_range",
        "invalid_cursor",
        "division_not_found",
    ),
    tag=_TAG,
)
def assess_stations(call: Call) -> Page[dict[str, Any]]:
    from functions.standing import drafts
    from functions.standing.assessment import stations

    asked, today = call.body, legal_day(call.now)
    pack, draft, scope = asked["pack"], asked["draft"], asked["scope"]
    day = in_range(asked["on"] or today)
    tried = drafts.chosen(pack, draft, scope) if pack or draft else None
    question = stations.Question(day, today, call.language == CHINESE, tried)
    return stations.page(scope, question, limit=asked["limit"], cursor=asked["cursor"])


@routes.route(
    "/v1/rankings",
    summary="The stations of a scope in the order of their points",
    description="By one scheme in force and one period: most points of 100 first, equals by id; last, "
    "without a rank, those where nothing could be measured. It follows records within seconds, all else "
    "from five past midnight, as GET /v1/shortfalls does. Ranks count on from page to page.",
    access=roles(READERS, within="query:scope"),
    query=schemas.RankingListing(),
    answer=schemas.RANKING_PAGE,
    refusals=("scheme_not_found", "invalid_cursor"),
    tag=_TAG,
)
def list_ranking(call: Call) -> Page[dict[str, Any]]:
    from functions.standing.assessment.schemes import longest_period

    query = call.query
    current = longest_period(query["scheme"], legal_day(call.now))
    return ranking.page(
        query["scheme"],
        query["period"] or current,
        query["scope"],
        limit=query["limit"],
        cursor=query["cursor"],
    )
