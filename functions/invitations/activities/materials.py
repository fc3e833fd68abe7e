"""What an activity hands out: files in S3, each in versions, of which the newest is read and none is lost.

A version is announced, sent to S3 by its form, and confirmed: then it is looked up there, and the instant at
which it came is kept, for rules that want materials before a meeting (Guangxi art. 6; Tianjin art. 5).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.invitations.tables import ActivityItem, activity_key, material_sort
from shared.domain.errors import Refusal
from shared.store import engine, objects
from shared.store.envelopes import body_of, changed, unchanged, value_of
from shared.store.objects import Form
from shared.store.pages import Page, partition_page
from shared.store.settings import Setting, setting
from shared.store.writing import Write, commit, is_repeated, put
from shared.store.writing import create as created

MAX_BYTES = 20 * 1024 * 1024
MOST = 100
"""Materials of one activity, all versions counted."""
MEDIA_TYPES = objects.DOCUMENT_TYPES


@dataclass(frozen=True, slots=True)
class Material:
    """One version of a material: ``number`` counts from 1. ``arrived_at`` is when the file came, ``object``
    the name of that version of the file in the store."""

    id: str
    number: int
    activity: str
    title: str
    filename: str
    media_type: str
    added_by: str
    added_at: datetime
    arrived_at: datetime | None = None
    size: int | None = None
    object: str | None = None


def add(material: Material, mark: str | None) -> Material:
    """Announces a material, or (``number`` 0) the next version of one; the same request repeated is answered
    with the first. Two calls. Raises ``material_not_found``, ``limit_reached``."""
    stored = engine.query_all(ActivityItem, activity_key(material.activity), material_sort())
    if len(stored) >= MOST:
        raise Refusal("limit_reached", limit=MOST)
    own = [item for item in stored if value_of(item, Material).id == material.id]
    if not material.number:
        if not own:
            raise Refusal("material_not_found")
        if is_repeated(own[-1].request, mark):
            return value_of(own[-1], Material)
        material = replace(material, number=len(own) + 1)
    raced = Refusal("conflict", retry_after=1)
    standing = commit(created(_item(material), mark, raced))
    return material if standing is None else value_of(standing, Material)


def form(material: Material) -> Form:
    """The form by which its file is sent. No call."""
    bucket = setting(Setting.DOCUMENTS_BUCKET)
    return objects.form(bucket, _object(material), MAX_BYTES, material.media_type)


def load(activity: str, material: str, number: int) -> ActivityItem:
    """The item of a version; raises ``Refusal("material_not_found")``. One call."""
    item = engine.get(ActivityItem, activity_key(activity), material_sort(material, number), consistent=True)
    if item is None:
        raise Refusal("material_not_found")
    return item


def arrived(item: ActivityItem, now: datetime, *others: Write) -> Material:
    """The version with what is in the store: kept once, and read by that version from then on. It came when
    the store says, not later than ``now``: two clocks never agree. One call of the database, one of the
    store. Raises ``material_not_there``."""
    found = value_of(item, Material)
    stored = objects.find(setting(Setting.DOCUMENTS_BUCKET), _object(found))
    if stored is None:
        raise Refusal("material_not_there")
    after = replace(found, arrived_at=min(stored.at, now), size=stored.size, object=stored.version)
    version = int(item.version)
    commit(put(changed(item, after), unchanged(version), Refusal("conflict", retry_after=1)), *others)
    return after


def page(activity: str, *, pending: bool, limit: int, cursor: str | None) -> Page[Material]:
    """What an activity hands out, by material and version; ``pending``: also what has not come. One call."""
    found = partition_page(
        ActivityItem,
        activity_key(activity),
        prefix=material_sort(),
        limit=limit,
        cursor=cursor,
        condition=None if pending else ActivityItem.body["arrived_at"].exists(),
    )
    return found.map(lambda item: value_of(item, Material))


def first_arrival(activity: str) -> datetime | None:
    """When the first material was there. One call."""
    found = engine.query_all(ActivityItem, activity_key(activity), material_sort())
    instants = [value_of(item, Material).arrived_at for item in found]
    return min((at for at in instants if at is not None), default=None)


def address(material: Material) -> str:
    """Where the version's file is fetched, for a short time. No call."""
    bucket = setting(Setting.DOCUMENTS_BUCKET)
    return objects.address(bucket, _object(material), material.object, material.filename, material.media_type)


def _item(material: Material) -> ActivityItem:
    return ActivityItem(
        activity_key(material.activity),
        material_sort(material.id, material.number),
        version=1,
        body=body_of(material),
    )


def _object(material: Material) -> str:
    return f"activities/{material.activity}/{material.id}/{material.number}"
