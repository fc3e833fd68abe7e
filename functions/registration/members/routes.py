"""Members of standing committees over HTTP."""

from typing import Any

from functions.registration.deputies import views
from functions.registration.members import schemas, service, store
from shared.domain.clock import legal_day
from shared.domain.members import Member
from shared.domain.roles import OVERSEERS, READERS, Role
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.schemas import ScopeListing
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/members",
    summary="Members of the standing committees of a division",
    access=roles(service.VIEWERS, within="query:scope"),
    query=ScopeListing(),
    answer=schemas.MEMBER_PAGE,
    tag="Members",
)
def list_members(call: Call) -> Page[dict[str, Any]]:
    found = store.page(call.query["scope"], limit=call.query["limit"], cursor=call.query["cursor"])
    return found.map(service.view)


@routes.route(
    "/v1/members",
    methods=["POST"],
    summary="Register a member of a standing committee",
    access=roles(OVERSEERS, within="body:division"),
    body=schemas.NewMember(),
    answer=schemas.MemberAnswer(),
    status=201,
    idempotent=True,
    refusals=("member_exists",),
    tag="Members",
)
def register_member(call: Call) -> Answer:
    return _answer(service.register(call.body, call.new_id, call.mark, legal_day(call.now)))


@routes.route(
    "/v1/members/{member_id}",
    summary="A member and the deputies linked",
    access=roles(service.VIEWERS, within="resource"),
    answer=schemas.MemberWithLinks(),
    refusals=("member_not_found",),
    tag="Members",
)
def get_member(call: Call, member_id: str) -> Answer:
    member, linked = service.show(member_id, call.caller)
    today = legal_day(call.now)
    deputies = [
        {
            "deputy": link.deputy,
            "name": deputy.name,
            "station": deputy.station,
            "serving": deputy.serves_from(today),
            "since": link.since,
        }
        for link, deputy in linked
    ]
    return Answer({**service.view(member), "deputies": deputies}, version=member.version, dated=True)


@routes.route(
    "/v1/members/{member_id}",
    methods=["PATCH"],
    summary="Change a member, or note that they have left office",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.MemberFields(),
    answer=schemas.MemberAnswer(),
    if_match=True,
    refusals=("member_not_found",),
    tag="Members",
)
def change_member(call: Call, member_id: str) -> Answer:
    today = legal_day(call.now)
    return _answer(service.change(member_id, call.body, call.version, call.caller, today))


@routes.route(
    "/v1/members/{member_id}/links/{deputy_id}",
    methods=["PUT"],
    summary="Link a member with a grassroots deputy",
    access=roles(OVERSEERS, within="resource"),
    status=204,
    refusals=(
        "member_not_found",
        "deputy_not_found",
        "not_grassroots",
        "member_left",
        "mandates_ended",
        "limit_reached",
    ),
    tag="Members",
)
def link(call: Call, member_id: str, deputy_id: str) -> Answer:
    service.link(member_id, deputy_id, call.caller, call.now)
    return Answer(None)


@routes.route(
    "/v1/members/{member_id}/links/{deputy_id}",
    methods=["DELETE"],
    summary="End the link of a member with a deputy",
    access=roles(OVERSEERS, within="resource"),
    status=204,
    refusals=("member_not_found", "deputy_not_found", "link_not_found"),
    tag="Members",
)
def unlink(call: Call, member_id: str, deputy_id: str) -> Answer:
    service.unlink(member_id, deputy_id, call.caller, call.now)
    return Answer(None)


@routes.route(
    "/v1/deputies/{deputy_id}/members",
    summary="The members who keep contact with a deputy",
    access=roles(READERS, Role.DEPUTY, within="resource"),
    answer=schemas.LinkedMembers(),
    refusals=("deputy_not_found",),
    tag="Members",
)
def list_members_of_deputy(call: Call, deputy_id: str) -> dict[str, Any]:
    deputy, linked = store.members_of(deputy_id)
    views.require_sight(call.caller, deputy)
    items = [
        {
            "member": link.member,
            "name": member.name,
            "division": member.division,
            "office": member.office,
            "since": link.since,
        }
        for link, member in linked
    ]
    return {"items": items}


def _answer(member: Member) -> Answer:
    return Answer(service.view(member), version=member.version)
