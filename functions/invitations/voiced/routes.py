"""Opinions voiced over HTTP: recorded, sorted, answered, fed back, listed."""

from typing import Any

from functions.invitations.activities.activity import Activity
from functions.invitations.activities.organising import ORGANISERS, require_preparer
from functions.invitations.attendance import store as attendances
from functions.invitations.voiced import clocks, schemas, service, store
from functions.invitations.voiced.opinion import Opinion
from shared.domain.errors import invalid
from shared.domain.roles import READERS
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.schemas import Listing, ScopeListing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Opinions voiced"
_ORGANISER = ("activity_not_found", "not_organiser", "group_not_found", "group_dissolved")
_CHANGE = (*_ORGANISER, "opinion_not_found", "opinion_settled", "told_already")


@routes.route(
    "/v1/activities/{activity_id}/voiced",
    methods=["POST"],
    summary="Record an opinion voiced at an activity",
    description="By the speaker, from two hours before the start until the closing, or by the organiser's "
    "staff for a deputy, until seven days after it. The clocks that the rules start are in the answer.",
    access=roles(ORGANISERS, within="resource"),
    body=schemas.NewOpinion(),
    answer=schemas.OpinionAnswer(),
    status=201,
    idempotent=True,
    refusals=(
        *_ORGANISER,
        "activity_state",
        "attendance_too_early",
        "attendance_closed",
        "attendance_settled",
        "not_invited",
        "person_not_found",
    ),
    tag=_TAG,
)
def voice_opinion(call: Call, activity_id: str) -> Answer:
    opinion, activity = service.voice(
        activity_id, call.body, call.caller, id_=call.new_id("v"), mark=call.mark, now=call.now
    )
    return _answer(call, opinion, activity, 201)


@routes.route(
    "/v1/activities/{activity_id}/voiced",
    summary="The opinions voiced at an activity",
    description="For the organiser and those who read what is recorded there, with the clocks of each.",
    access=roles(ORGANISERS | READERS, within="resource"),
    query=Listing(),
    answer=schemas.OPINION_PAGE,
    refusals=_ORGANISER,
    tag=_TAG,
)
def list_voiced(call: Call, activity_id: str) -> Page[dict[str, Any]]:
    activity = attendances.activity(activity_id)
    require_preparer(call.caller, activity)
    page = store.of_activity(activity_id, limit=call.query["limit"], cursor=call.query["cursor"])
    return page.map(lambda opinion: _shown(call, opinion, activity))


@routes.route(
    "/v1/activities/{activity_id}/voiced/{opinion_id}",
    summary="One opinion voiced, and what became of it",
    description="For the speaker, the organiser and those who read what is recorded there.",
    access=roles(ORGANISERS | READERS, within="resource"),
    answer=schemas.OpinionAnswer(),
    refusals=(*_ORGANISER, "opinion_not_found"),
    tag=_TAG,
)
def get_voiced(call: Call, activity_id: str, opinion_id: str) -> Answer:
    found = service.find(activity_id, opinion_id, call.caller, speaker=True)
    return _answer(call, found.opinion, found.activity)


@routes.route(
    "/v1/activities/{activity_id}/voiced/{opinion_id}",
    methods=["PATCH"],
    summary="Sort an opinion voiced",
    description="Category and topic, the unit it is handed to, what came of it, the suggestion it became; or "
    "why it cannot be answered during the activity, which the speaker is told; or the opinion it is merged "
    "with, whose outcome its speaker then shares.",
    access=roles(ORGANISERS, within="resource"),
    body=schemas.Sorting(),
    answer=schemas.OpinionAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "limit_reached"),
    tag=_TAG,
)
def sort_voiced(call: Call, activity_id: str, opinion_id: str) -> Answer:
    found = service.find(activity_id, opinion_id, call.caller)
    by = call.caller.person
    if "merged_with" in call.body:
        if len(call.body) > 1:
            raise invalid("body.merged_with", "合并须单独提出", "merging stands alone")
        opinion = service.merge(found, call.body["merged_with"], call.version, by, call.now)
    else:
        opinion = service.sort(found, call.body, call.version, by, call.now)
    return _answer(call, opinion, found.activity)


@routes.route(
    "/v1/activities/{activity_id}/voiced/{opinion_id}/answer",
    methods=["POST"],
    summary="Answer an opinion during the activity",
    description="The speaker is told, and so are those whose opinions were merged with it.",
    access=roles(ORGANISERS, within="resource"),
    body=schemas.Reply(),
    answer=schemas.OpinionAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "activity_state"),
    tag=_TAG,
)
def answer_voiced(call: Call, activity_id: str, opinion_id: str) -> Answer:
    found = service.find(activity_id, opinion_id, call.caller)
    text, of = call.body["text"], call.body["by"]
    opinion = service.answer(found, text, of, call.version, call.caller.person, call.now)
    return _answer(call, opinion, found.activity)


@routes.route(
    "/v1/activities/{activity_id}/voiced/{opinion_id}/feedback",
    methods=["POST"],
    summary="Feed back what became of an opinion",
    description="How it was used, or what came of it, at any time; the speaker is told, and so are those "
    "whose opinions were merged with it. It then changes no more.",
    access=roles(ORGANISERS, within="resource"),
    body=schemas.Reply(),
    answer=schemas.OpinionAnswer(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def feed_back_voiced(call: Call, activity_id: str, opinion_id: str) -> Answer:
    found = service.find(activity_id, opinion_id, call.caller)
    text, of = call.body["text"], call.body["by"]
    opinion = service.feed_back(found, text, of, call.version, call.caller.person, call.now)
    return _answer(call, opinion, found.activity)


@routes.route(
    "/v1/me/voiced",
    summary="What I voiced, and what became of it",
    description="The newest first. Also of someone whose mandate has ended.",
    access=signed_in(),
    query=Listing(),
    answer=schemas.OWN_PAGE,
    tag=_TAG,
)
def list_my_voiced(call: Call) -> Page[Opinion]:
    return store.of_deputy(call.caller.person, limit=call.query["limit"], cursor=call.query["cursor"])


@routes.route(
    "/v1/feedback-owed",
    summary="The feedback that is owed to speakers",
    description="Of what the scope reaches: first what is owed promptly, by the time it was voiced, then by "
    "the day that a rule gives.",
    access=roles(READERS, within="query:scope"),
    query=ScopeListing(),
    answer=schemas.OWED_PAGE,
    tag=_TAG,
)
def list_feedback_owed(call: Call) -> Page[store.Owed]:
    query = call.query
    return store.owed_in(query["scope"], limit=query["limit"], cursor=query["cursor"])


def _answer(call: Call, opinion: Opinion, activity: Activity, status: int | None = None) -> Answer:
    return Answer(_shown(call, opinion, activity), status=status, version=opinion.version, dated=True)


def _shown(call: Call, opinion: Opinion, activity: Activity) -> dict[str, Any]:
    values = {name: getattr(opinion, name) for name in Opinion.__dataclass_fields__}
    chinese = call.language == CHINESE
    return {**values, "clocks": clocks.shown(opinion, activity, call.now, chinese)}
