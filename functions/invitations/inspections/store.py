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
from shared.store.envelopes import body_of, changed, unchanged, value_of
from shared.store.pages import Page, index_page
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
    found = index_page(ActivityItem, key, limit=limit, cursor=cursor, descending=True)
    return found.map(lambda item: value_of(item, InspectionRequest))
