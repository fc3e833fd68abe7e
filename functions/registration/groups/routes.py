"""Deputy groups over HTTP."""

from typing import Any

from functions.registration.deputies import views
from functions.registration.groups import joining, schemas, service, store
from shared.domain.clock import legal_day
from shared.domain.groups import Group
from shared.domain.roles import OVERSEERS, READERS, Role
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/groups",
    summary="Deputy groups of a division",
    access=roles(service.VIEWERS, within="query:scope"),
    query=schemas.GroupListing(),
    answer=schemas.GROUP_PAGE,
    tag="Groups",
)
def list_groups(call: Call) -> Page[Group]:
    query = call.query
    return store.page(query["scope"], limit=query["limit"], cursor=query["cursor"], kind=query["kind"])


@routes.route(
    "/v1/groups",
    methods=["POST"],
    summary="Make a deputy group",
    access=roles(OVERSEERS, within="body:division"),
    body=schemas.NewGroup(),
    answer=schemas.GroupAnswer(),
    status=201,
    idempotent=True,
    refusals=("group_not_found", "group_dissolved", "parent_not_large"),
    tag="Groups",
)
def make_group(call: Call) -> Answer:
    return _answer(service.make(call.body, call.new_id("g"), call.mark))


@routes.route(
    "/v1/groups/{group_id}",
    summary="A deputy group and its members",
    access=roles(service.VIEWERS, within="resource"),
    answer=schemas.GroupWithMembers(),
    refusals=("group_not_found",),
    tag="Groups",
)
def get_group(call: Call, group_id: str) -> Answer:
    group, members = service.show(group_id, call.caller)
    today = legal_day(call.now)
    listed = [
        {
            "deputy": held.deputy,
            "name": deputy.name,
            "serving": deputy.serves_from(today),
            "since": held.since,
        }
        for held, deputy in members
    ]
    return Answer(_with(group, members=listed), version=group.version, dated=True)


@routes.route(
    "/v1/groups/{group_id}",
    methods=["PATCH"],
    summary="Change a deputy group",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.GroupFields(),
    answer=schemas.GroupAnswer(),
    if_match=True,
    refusals=("group_not_found", "group_dissolved", "not_in_group"),
    tag="Groups",
    description="A group elects its leader and deputy leader (Shenzhen art. 7); both are members of it.",
)
def change_group(call: Call, group_id: str) -> Answer:
    return _answer(service.change(group_id, call.body, call.version, call.caller))


@routes.route(
    "/v1/groups/{group_id}",
    methods=["DELETE"],
    summary="Dissolve a deputy group",
    access=roles(OVERSEERS, within="resource"),
    status=204,
    if_match=True,
    refusals=("group_not_found", "group_dissolved", "group_not_empty", "group_has_parts"),
    tag="Groups",
    description="A group without members, of which no small group is part. It leaves every list and can no "
    "longer be changed; under its id it stays, for the histories that name it.",
)
def dissolve(call: Call, group_id: str) -> Answer:
    service.dissolve(group_id, call.version, call.caller, call.now)
    return Answer(None)


@routes.route(
    "/v1/groups/{group_id}/members/{deputy_id}",
    methods=["PUT"],
    summary="Put a deputy into a group",
    access=roles(OVERSEERS, within="resource"),
    status=204,
    refusals=(
        "group_not_found",
        "group_dissolved",
        "deputy_not_found",
        "already_in_group",
        "not_in_parent",
        "mandates_ended",
        "limit_reached",
    ),
    tag="Groups",
    description="A deputy is in at most one large and one small group of a congress, and in any number of "
    "professional ones (Datong art. 3, Shenzhen art. 7).",
)
def join(call: Call, group_id: str, deputy_id: str) -> Answer:
    joining.join(group_id, deputy_id, call.caller, call.now)
    return Answer(None)


@routes.route(
    "/v1/groups/{group_id}/members/{deputy_id}",
    methods=["DELETE"],
    summary="Take a deputy out of a group",
    access=roles(OVERSEERS, within="resource"),
    status=204,
    refusals=(
        "group_not_found",
        "group_dissolved",
        "deputy_not_found",
        "not_in_group",
        "group_leader",
        "in_small_group",
    ),
    tag="Groups",
)
def leave(call: Call, group_id: str, deputy_id: str) -> Answer:
    joining.leave(group_id, deputy_id, call.caller, call.now)
    return Answer(None)


@routes.route(
    "/v1/groups/{group_id}/members/{deputy_id}/move",
    methods=["POST"],
    summary="Move a deputy to another group",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.MoveFields(),
    status=204,
    refusals=(
        "group_not_found",
        "group_dissolved",
        "deputy_not_found",
        "not_in_group",
        "already_in_group",
        "not_in_parent",
        "in_small_group",
        "group_leader",
        "group_kind",
        "limit_reached",
    ),
    tag="Groups",
    description="A deputy who moves may change group (Shenzhen art. 7).",
)
def move(call: Call, group_id: str, deputy_id: str) -> Answer:
    joining.move(group_id, deputy_id, call.body["to"], call.caller, call.now)
    return Answer(None)


@routes.route(
    "/v1/deputies/{deputy_id}/groups",
    summary="The groups that a deputy is in",
    access=roles(READERS, Role.DEPUTY, within="resource"),
    answer=schemas.GroupList(),
    refusals=("deputy_not_found",),
    tag="Groups",
)
def list_groups_of_deputy(call: Call, deputy_id: str) -> dict[str, Any]:
    deputy, groups = store.groups_of(deputy_id)
    views.require_sight(call.caller, deputy)
    return {"items": groups}


def _answer(group: Group) -> Answer:
    return Answer(group, version=group.version)


def _with(group: Group, **more: Any) -> dict[str, Any]:
    return {name: getattr(group, name) for name in schemas.GroupAnswer().fields} | more
