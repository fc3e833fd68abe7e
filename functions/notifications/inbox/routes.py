"""The inbox over HTTP."""

from typing import Any

from functions.notifications.inbox import schemas, store
from functions.notifications.inbox.views import entry, id_of, sort_of
from shared.domain.roles import Role
from shared.store.pages import Page
from shared.web.access import signed_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Inbox"


@routes.route(
    "/v1/me/inbox",
    summary="What I was told",
    description="Newest first, for a year. A page may be short or empty and still have a next one.",
    access=signed_in(),
    query=schemas.InboxListing(),
    answer=schemas.NOTICE_PAGE,
    tag=_TAG,
)
def list_my_inbox(call: Call) -> Page[dict[str, Any]]:
    query, person = call.query, call.caller.person
    listed = store.unread if query["unread"] else store.archived if query["archived"] else store.current
    return _shown(listed(person, query["limit"], query["cursor"]), call)


@routes.route(
    "/v1/inbox",
    summary="What a post was told",
    description=(
        "Newest first, for whoever holds the post's role in a scope that reaches the post's. "
        "A post has nothing read or archived: several people read it."
    ),
    access=signed_in(),
    query=schemas.PostListing(),
    answer=schemas.NOTICE_PAGE,
    tag=_TAG,
)
def list_post_inbox(call: Call) -> Page[dict[str, Any]]:
    role, _, scope = call.query["post"].partition(":")
    call.caller.require_reach({Role(role)}, scope)
    return _shown(store.current(call.query["post"], call.query["limit"], call.query["cursor"]), call)


@routes.route(
    "/v1/me/inbox/unread",
    summary="How much of my inbox is unread",
    description="Among the newest 200 notices.",
    access=signed_in(),
    answer=schemas.UnreadAnswer(),
    tag=_TAG,
)
def count_my_unread(call: Call) -> dict[str, Any]:
    found = store.count_unread(call.caller.person)
    count, more = min(found, store.COUNTED), found > store.COUNTED
    return {"count": count, "more": more, "shown": f"{count}+" if more else str(count)}


@routes.route(
    "/v1/me/inbox/read",
    methods=["POST"],
    summary="Mark my inbox as read up to a notice",
    description=f"Up to {store.AT_ONCE} notices a request, the newest first.",
    access=signed_in(),
    body=schemas.UpTo(),
    answer=schemas.ReadAnswer(),
    tag=_TAG,
)
def read_inbox(call: Call) -> dict[str, Any]:
    count, left = store.read_up_to(call.caller.person, sort_of(call.body["up_to"]), call.now)
    return {"read": count, "next": None if left is None else id_of(left)}


@routes.route(
    "/v1/me/inbox/{notice_id}/read",
    methods=["POST"],
    summary="Mark a notice as read",
    description="The first time counts; what is read is not sent by message any more.",
    access=signed_in(),
    status=204,
    refusals=("notice_not_found",),
    tag=_TAG,
)
def read_notice(call: Call, notice_id: str) -> Answer:
    store.mark_read(call.caller.person, sort_of(notice_id), call.now)
    return Answer(None)


@routes.route(
    "/v1/me/inbox/{notice_id}/archive",
    methods=["POST"],
    summary="Archive a notice",
    description="It is then read, and is listed with `archived=true` only.",
    access=signed_in(),
    status=204,
    refusals=("notice_not_found",),
    tag=_TAG,
)
def archive_notice(call: Call, notice_id: str) -> Answer:
    store.archive(call.caller.person, sort_of(notice_id), call.now)
    return Answer(None)


def _shown(page: Page[Any], call: Call) -> Page[dict[str, Any]]:
    return page.map(lambda item: entry(item, call.language))
