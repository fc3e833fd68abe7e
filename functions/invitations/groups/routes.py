"""Plans and wishes of deputy groups over HTTP."""

from datetime import datetime
from typing import Any

from functions.invitations.groups import schemas, service, store
from functions.invitations.groups.group import Plan, Wish
from functions.invitations.groups.store import Members
from shared.domain.clock import legal_day
from shared.domain.roles import Role
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Groups"
_GROUP = ("group_not_found", "group_dissolved")


@routes.route(
    "/v1/groups/{group_id}/plan",
    summary="A group's plan of a year, and what the rules ask of the group",
    access=roles(service.VIEWERS, within="resource"),
    query=schemas.PlanQuery(),
    answer=schemas.PlanAnswer(),
    refusals=_GROUP,
    tag=_TAG,
)
def get_group_plan(call: Call, group_id: str) -> Answer:
    year = call.query["year"] or legal_day(call.now).year
    found, plan = service.show_plan(group_id, year, call.caller)
    return _plan(call, found, year, plan)


@routes.route(
    "/v1/groups/{group_id}/plan",
    methods=["PUT"],
    summary="Write a group's plan of a year",
    description="By the group's leaders, or staff. Everybody in the group is told. Where there is no plan "
    "yet the version is 0.",
    access=roles(service.STAFF, Role.DEPUTY, within="resource"),
    query=schemas.PlanQuery(),
    body=schemas.PlanFields(),
    answer=schemas.PlanAnswer(),
    if_match=True,
    refusals=(*_GROUP, "not_leader", "conflict"),
    tag=_TAG,
)
def write_group_plan(call: Call, group_id: str) -> Answer:
    year = call.query["year"] or legal_day(call.now).year
    found, plan = service.write_plan(group_id, year, call.body, call.version, call.caller, call.now)
    return _plan(call, found, year, plan)


@routes.route(
    "/v1/groups/{group_id}/wishes",
    methods=["POST"],
    summary="Propose an activity to one's group",
    description="The others are asked. Once more than half of all deputies in the group are for it, it is "
    "the wish of the greater number.",
    access=roles(Role.DEPUTY, within="resource"),
    body=schemas.WishFields(),
    answer=schemas.WishAnswer(),
    status=201,
    idempotent=True,
    refusals=(*_GROUP, "not_in_group", "conflict"),
    tag=_TAG,
)
def propose_wish(call: Call, group_id: str) -> dict[str, Any]:
    made = service.propose(group_id, call.body, call.caller, call.new_id, call.mark, call.now)
    return _wish(call, made, True)


@routes.route(
    "/v1/groups/{group_id}/wishes",
    summary="What has been proposed in a group, newest first",
    access=roles(service.VIEWERS, within="resource"),
    query=Listing(),
    answer=schemas.WISH_PAGE,
    refusals=_GROUP,
    tag=_TAG,
)
def list_wishes(call: Call, group_id: str) -> Page[dict[str, Any]]:
    service.require_reader(group_id, call.caller)
    page = store.wishes(group_id, limit=call.query["limit"], cursor=call.query["cursor"])
    return page.map(lambda wish: _listed(wish, call.now))


@routes.route(
    "/v1/wishes/{wish_id}",
    summary="A wish, its votes and what follows from it",
    access=roles(service.VIEWERS, within="resource"),
    answer=schemas.WishAnswer(),
    refusals=("wish_not_found", *_GROUP),
    tag=_TAG,
)
def get_wish(call: Call, wish_id: str) -> dict[str, Any]:
    return _wish(call, *service.show_wish(wish_id, call.caller))


@routes.route(
    "/v1/wishes/{wish_id}/vote",
    methods=["PUT"],
    summary="Be for a wish of one's group, or against it",
    description="The last word counts, until the vote closes or the wish is carried.",
    access=roles(Role.DEPUTY, within="resource"),
    body=schemas.VoteFields(),
    answer=schemas.WishAnswer(),
    refusals=("wish_not_found", *_GROUP, "not_in_group", "vote_closed", "conflict"),
    tag=_TAG,
)
def vote_on_wish(call: Call, wish_id: str) -> dict[str, Any]:
    yes = call.body["yes"]
    return _wish(call, service.vote(wish_id, yes, call.caller, call.now), yes)


def _plan(call: Call, found: Members, year: int, plan: Plan | None) -> Answer:
    duties = service.duties(found.group, call.now, call.language == CHINESE)
    body = {
        "group": found.group.id,
        "name": found.group.name,
        "year": year,
        "text": plan.text if plan else None,
        "items": plan.items if plan else (),
        "by": plan.by if plan else None,
        "at": plan.at if plan else None,
        "duties": duties,
        "version": plan.version if plan else 0,
    }
    return Answer(body, version=plan.version if plan else 0, dated=True)


def _wish(call: Call, wish: Wish, own: bool | None) -> dict[str, Any]:
    ways = service.grounds(wish, call.language == CHINESE)
    return {**_listed(wish, call.now), "own_vote": own, "ways": ways}


def _listed(wish: Wish, now: datetime) -> dict[str, Any]:
    names = (
        "id", "group", "group_name", "title", "text", "kind", "planned_for", "closes", "proposed_by",
        "proposed_at", "yes", "no", "size", "carried_at",
    )  # fmt: skip
    return {**{name: getattr(wish, name) for name in names}, "state": wish.state(now)}
