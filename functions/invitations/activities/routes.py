"""Activities over HTTP, from the draft to the close."""

from typing import Any

from functions.invitations.activities import examining, schemas, service, store
from functions.invitations.activities.activity import Activity, Departure
from functions.invitations.activities.organising import ORGANISERS, VIEWERS
from functions.invitations.activities.store import Listed
from shared.domain.roles import READERS
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Activities"
GROUND = ("station_not_found", "station_closed", "group_not_found", "group_dissolved", "deputy_not_found")
OWN = ("activity_not_found", "not_organiser", "group_not_found", "group_dissolved")
_MOVE = (*OWN, "activity_state", "conflict")
_RULES = ("activity_rule_unmet", "deputy_not_found")


@routes.route(
    "/v1/activities",
    summary="Activities of a division or station that start in a month",
    description="In the order of time. Drafts are shown to those who read what is recorded there.",
    access=roles(VIEWERS, within="query:scope"),
    query=schemas.ActivityListing(),
    answer=schemas.ACTIVITY_PAGE,
    refusals=("invalid_cursor",),
    tag=_TAG,
)
def list_activities(call: Call) -> Page[Listed]:
    query = call.query
    return store.page(
        query["scope"],
        query["month"],
        query["kind"],
        drafts=call.caller.reaches(READERS, query["scope"]),
        limit=query["limit"],
        cursor=query["cursor"],
    )


@routes.route(
    "/v1/activities",
    methods=["POST"],
    summary="Draft an activity",
    description="Nobody is told of it yet. Its kind is a word of the rules in force where it is held. A "
    "deputy drafts inspections with the own deputy card (`card_inspection`), and what the group holds that "
    "the deputy leads. What was held and not announced can be recorded within 60 days.",
    access=roles(ORGANISERS, within="anywhere"),
    body=schemas.NewActivity(),
    answer=schemas.ActivityAnswer(),
    status=201,
    idempotent=True,
    refusals=(
        *GROUND,
        "not_organiser",
        "activity_kind_refused",
        "card_required",
        "card_elsewhere",
        "conflict",
    ),
    tag=_TAG,
)
def draft_activity(call: Call) -> Answer:
    return _answer(service.draft(call.body, call.caller, call.new_id, call.mark, call.now))


@routes.route(
    "/v1/activities/{activity_id}",
    summary="An activity",
    description="To those who read what is recorded there and to its organiser; once announced also to "
    "deputies and members whose congress reaches it, and to whoever is invited.",
    access=roles(VIEWERS, within="resource"),
    answer=schemas.ActivityAnswer(),
    refusals=("activity_not_found",),
    tag=_TAG,
)
def get_activity(call: Call, activity_id: str) -> Answer:
    return _answer(service.show(activity_id, call.caller))


@routes.route(
    "/v1/activities/{activity_id}",
    methods=["PATCH"],
    summary="Change an activity",
    description="Once it is announced, what the rules were asked about stays as it is, and there are no "
    "fewer seats; what the rules were met by is not taken away; whoever was invited is told of another time "
    "or place.",
    access=roles(ORGANISERS, within="resource"),
    body=schemas.ActivityFields(),
    answer=schemas.ActivityAnswer(),
    if_match=True,
    refusals=(
        *_MOVE,
        *_RULES,
        "activity_field_fixed",
        "activity_past",
        "capacity_lowered",
        "station_not_found",
    ),
    tag=_TAG,
)
def change_activity(call: Call, activity_id: str) -> Answer:
    return _answer(service.change(activity_id, call.body, call.version, call.caller, call.now))


@routes.route(
    "/v1/activities/{activity_id}/checks",
    summary="What the rules say of an activity",
    description="Each rule that asks something of it, met or not, with its article: how many are invited and "
    "who, what there must be, what must be done before. Before the announcement as if it were announced now. "
    "With `draft` as if that draft regulation were in force.",
    access=roles(ORGANISERS, READERS, within="resource"),
    query=schemas.CheckQuery(),
    answer=schemas.ChecksAnswer(),
    refusals=(*OWN, "deputy_not_found", "draft_not_found"),
    tag=_TAG,
)
def get_checks(call: Call, activity_id: str) -> dict[str, Any]:
    found, book, checks = examining.examine(activity_id, call.caller, call.query["draft"], call.now)
    return schemas.checks_shown(found, book, checks, call.language)


@routes.route(
    "/v1/activities/{activity_id}/announcement",
    methods=["POST"],
    summary="Announce an activity",
    description="The rules in force that day must let it be. From a rule that binds generally one departs "
    "with a reason. Who is selected is told in the background.",
    access=roles(ORGANISERS, within="resource"),
    body=schemas.ActivityAnnouncement(),
    answer=schemas.ActivityAnswer(),
    if_match=True,
    refusals=(*_MOVE, *_RULES, "activity_past", "departure_needed", "departure_refused", "rule_not_found"),
    tag=_TAG,
)
def announce_activity(call: Call, activity_id: str) -> Answer:
    departures = [Departure(**each) for each in call.body["departures"]]
    return _answer(service.announce(activity_id, departures, call.version, call.caller, call.now))


@routes.route(
    "/v1/activities/{activity_id}/opening",
    methods=["POST"],
    summary="Open an activity",
    description="On the day on which it starts or later. What a rule wants done before it begins must be "
    "done. A draft is opened once it has begun, to record what was held without being announced.",
    access=roles(ORGANISERS, within="resource"),
    answer=schemas.ActivityAnswer(),
    if_match=True,
    refusals=(*_MOVE, *_RULES, "activity_too_early", "activity_too_late"),
    tag=_TAG,
)
def open_activity(call: Call, activity_id: str) -> Answer:
    return _answer(service.open_(activity_id, call.version, call.caller, call.now))


@routes.route(
    "/v1/activities/{activity_id}/closure",
    methods=["POST"],
    summary="Close an activity",
    description="What follows from it is recorded in the background.",
    access=roles(ORGANISERS, within="resource"),
    body=schemas.ActivityClosure(),
    answer=schemas.ActivityAnswer(),
    if_match=True,
    refusals=_MOVE,
    tag=_TAG,
)
def close_activity(call: Call, activity_id: str) -> Answer:
    report = call.body["report"]
    return _answer(service.close(activity_id, report, call.version, call.caller, call.now))


@routes.route(
    "/v1/activities/{activity_id}/cancellation",
    methods=["POST"],
    summary="Cancel an activity",
    description="Whoever was told of it is told in the background that it is not held.",
    access=roles(ORGANISERS, within="resource"),
    body=schemas.ActivityCancellation(),
    answer=schemas.ActivityAnswer(),
    if_match=True,
    refusals=_MOVE,
    tag=_TAG,
)
def cancel_activity(call: Call, activity_id: str) -> Answer:
    reason = call.body["reason"]
    return _answer(service.cancel(activity_id, reason, call.version, call.caller, call.now))


def _answer(activity: Activity) -> Answer:
    return Answer(schemas.shown(activity), version=activity.version)
