"""Activities and the lists they stand in, in the Activities table.

A list entry is a copy of what a list shows. An activity and its entries are written in one transaction, so
no list shows what is not so. An activity is listed in the month in which it starts.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from pynamodb.attributes import MapAttribute

from functions.invitations.activities.activity import Activity, OrganiserKind, State
from functions.invitations.tables import ACTIVITY, ActivityItem, activity_key, list_key, time_sort
from shared.domain.clock import legal_day, month_of, utc_text
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.store import engine
from shared.store.envelopes import body_of, changed, require_version, unchanged, value_of
from shared.store.pages import Page, index_page, partition_page
from shared.store.writing import Write, commit, put, remove
from shared.store.writing import create as created


@dataclass(frozen=True, slots=True)
class Listed:
    """An activity as a list shows it, to those who prepare it also while it is ``hidden`` from others."""

    id: str
    kind: str
    title: str
    scope: str
    organiser: OrganiserKind
    organiser_id: str
    starts: datetime
    ends: datetime
    state: State
    station: str | None = None
    place: str | None = None
    hidden: bool = False


def load(activity: str, *, consistent: bool = False) -> ActivityItem:
    """The activity's item; raises ``Refusal("activity_not_found")``. One call; ``consistent`` before a
    change."""
    item = engine.get(ActivityItem, activity_key(activity), ACTIVITY, consistent=consistent)
    if item is None:
        raise Refusal("activity_not_found")
    return item


def create(activity: Activity, mark: str | None, *others: Write) -> Activity:
    """Writes a new activity and its list entries, and ``others`` with them; the same request repeated
    answers what stands there. One call."""
    item = ActivityItem(activity_key(activity.id), ACTIVITY, version=1, body=body_of(activity))
    writes = (
        created(item, mark, Refusal("conflict", retry_after=1)),
        *map(put, list_entries(activity)),
        *others,
    )
    standing = commit(*writes)
    return activity if standing is None else value_of(standing, Activity)


def change(item: ActivityItem, activity: Activity, version: int, *others: Write) -> Activity:
    """Writes the changed activity, its list entries and ``others``, all or nothing, if its version is still
    ``version``; raises ``stale_version`` and what ``others`` refuse. One call."""
    require_version(item, version)
    before = value_of(item, Activity)
    entries = list_entries(activity)
    kept = {(entry.pk, entry.sk) for entry in entries}
    left = [entry for entry in list_entries(before) if (entry.pk, entry.sk) not in kept]
    changed(item, activity)
    commit(
        put(item, unchanged(version), Refusal("stale_version")),
        *map(remove, left),
        *map(put, entries),
        *others,
    )
    return replace(activity, version=version + 1)


def page(
    scope: str, month: str, kind: str | None, *, drafts: bool, limit: int, cursor: str | None
) -> Page[Listed]:
    """The activities that ``scope`` reaches and that start in ``month`` (``2026-11``), in the order of time;
    ``drafts`` too, or only what is not hidden. One call."""
    condition = None if drafts else ActivityItem.body["hidden"] == False  # noqa: E712
    of = partition_page if kind is None else index_page
    key = list_key(scope, month, kind)
    found = of(ActivityItem, key, limit=limit, cursor=cursor, condition=condition)
    return found.map(lambda item: value_of(item, Listed))


def starting(
    scope: str,
    month: str,
    kind: str | None,
    first: datetime,
    last: datetime,
    *,
    limit: int,
    cursor: str | None,
) -> Page[Listed]:
    """What ``scope`` reaches and starts from ``first`` to ``last``, which lie in ``month``, drafts too. One
    call."""
    of = partition_page if kind is None else index_page
    between = (utc_text(first), f"{utc_text(last)}#~")
    found = of(ActivityItem, list_key(scope, month, kind), limit=limit, cursor=cursor, between=between)
    return found.map(lambda item: value_of(item, Listed))


def listed(activity: Activity) -> Listed:
    """What lists show of an activity."""
    return Listed(
        activity.id,
        activity.kind,
        activity.title,
        activity.scope,
        activity.organiser.kind,
        activity.organiser.id,
        activity.starts,
        activity.ends,
        activity.state,
        activity.station,
        activity.place,
        activity.hidden,
    )


def list_entries(activity: Activity) -> list[ActivityItem]:
    """One for each scope that reaches the activity."""
    month = month_of(legal_day(activity.starts))
    sort = time_sort(activity.starts, activity.id)
    body = body_of(listed(activity))
    return [
        ActivityItem(
            list_key(scope, month),
            sort,
            gsi1pk=list_key(scope, month, activity.kind),
            gsi1sk=sort,
            version=1,
            body=MapAttribute(**body),  # type: ignore[no-untyped-call]
        )
        for scope in reaching(activity.scope)
    ]
