"""Requests in the Activities table, listed by committee in the order in which they came."""

from functions.invitations.inspections.request import InspectionRequest
from functions.invitations.tables import (
    INSPECTION_REQUEST,
    ActivityItem,
    inspection_list_key,
    inspection_request_key,
    time_sort,
)
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.engine import BY_LIST
from shared.store.envelopes import body_of, changed, unchanged, value_of
from shared.store.pages import Page, decode, encode
from shared.store.writing import Write, commit, create, put


def add(request: InspectionRequest, mark: str | None, *others: Write) -> InspectionRequest:
    """Writes a new request and ``others``; the same request repeated answers what stands there. One call."""
    item = ActivityItem(
        inspection_request_key(request.id),
        INSPECTION_REQUEST,
        gsi1pk=inspection_list_key(request.congress),
        gsi1sk=time_sort(request.asked_at, request.id),
        version=1,
        body=body_of(request),
    )
    standing = commit(create(item, mark, Refusal("conflict", retry_after=1)), *others)
    return request if standing is None else value_of(standing, InspectionRequest)


def load(request: str) -> ActivityItem:
    """The request's item, as it is now; raises ``Refusal("inspection_request_not_found")``. One call."""
    item = engine.get(ActivityItem, inspection_request_key(request), INSPECTION_REQUEST, consistent=True)
    if item is None:
        raise Refusal("inspection_request_not_found")
    return item


def save(item: ActivityItem, request: InspectionRequest) -> None:
    """Writes the changed request if it is as it was read; raises ``conflict``. One call."""
    version = int(item.version)
    commit(put(changed(item, request), unchanged(version), Refusal("conflict", retry_after=1)))


def page(congress: str, *, limit: int, cursor: str | None) -> Page[InspectionRequest]:
    """What a committee was asked for, the last first. One call."""
    key = inspection_list_key(congress)
    after = None
    if cursor is not None:
        sort, request = decode(cursor, str, str)
        own = {"pk": {"S": inspection_request_key(request)}, "sk": {"S": INSPECTION_REQUEST}}
        after = {"gsi1pk": {"S": key}, "gsi1sk": {"S": sort}, **own}
    part = engine.query(ActivityItem, key, index=BY_LIST, limit=limit, after=after, descending=True)
    found = [value_of(item, InspectionRequest) for item in part.items]
    if part.last_key is None:
        return Page(found, None)
    last = part.last_key["gsi1sk"]["S"]
    return Page(found, encode(last, last.rpartition("#")[2]))
