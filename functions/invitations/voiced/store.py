"""Opinions voiced, in the Activities table.

| item | pk | sk | in the index ``by_list`` |
|---|---|---|---|
| opinion | ``ACTIVITY#{activity}`` | ``VOICED#{id}`` | ``VOICED#{deputy}``, ``{instant}#{id}`` |
| feedback owed | ``FEEDBACK#{scope}`` | ``{due}#{instant}#{id}`` | |

Feedback owed stands once for each scope that reaches the activity, while it is owed: what no rule gives a
number of days comes first, then by due day. An opinion and its entries are written in one transaction.
"""

from dataclasses import dataclass
from datetime import date, datetime

from functions.invitations.activities.activity import Activity
from functions.invitations.tables import ACTIVITY, ActivityItem, activity_key, time_sort, voiced_sort
from functions.invitations.voiced.opinion import Opinion
from shared.domain.clock import utc_text
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.store import engine
from shared.store.envelopes import body_of, changed, unchanged, value_of
from shared.store.pages import Page, index_page, partition_page
from shared.store.writing import Write, commit, create, put, remove

AT_ONCE = "0000-00-00"
"""Stands for the due day of what is owed promptly."""


@dataclass(frozen=True, slots=True)
class Owed:
    """Feedback that is owed, as a list shows it."""

    id: str
    activity: str
    title: str
    scope: str
    deputy: str
    name: str
    text: str
    standing: str
    voiced_at: datetime
    due: date | None = None


def load(activity: str, opinion: str) -> tuple[Activity, ActivityItem]:
    """The activity and the opinion's item, as they stand; raises ``activity_not_found``,
    ``opinion_not_found``. One call."""
    key = activity_key(activity)
    wanted = [(key, ACTIVITY), (key, voiced_sort(opinion))]
    found = {item.sk: item for item in engine.get_many(ActivityItem, wanted, consistent=True)}
    if ACTIVITY not in found:
        raise Refusal("activity_not_found")
    if voiced_sort(opinion) not in found:
        raise Refusal("opinion_not_found")
    return value_of(found[ACTIVITY], Activity), found[voiced_sort(opinion)]


def load_many(activity: str, opinions: tuple[str, ...]) -> list[ActivityItem]:
    """The items of these opinions, as they stand. One call, none for none."""
    keys = [(activity_key(activity), voiced_sort(opinion)) for opinion in opinions]
    return engine.get_many(ActivityItem, keys, consistent=True)


def add(opinion: Opinion, mark: str | None) -> Opinion:
    """Writes a new opinion and what is owed for it; the same request repeated answers what stands. One
    call."""
    item = ActivityItem(
        activity_key(opinion.activity),
        voiced_sort(opinion.id),
        gsi1pk=deputy_key(opinion.deputy),
        gsi1sk=time_sort(opinion.voiced_at, opinion.id),
        version=1,
        body=body_of(opinion),
    )
    standing = commit(
        create(item, mark, Refusal("conflict", retry_after=1)), *map(put, list_entries(opinion))
    )
    return opinion if standing is None else value_of(standing, Opinion)


def save(item: ActivityItem, opinion: Opinion) -> list[Write]:
    """The changed opinion, if it is still as it was read (else ``stale_version``), and its entries."""
    before, version = value_of(item, Opinion), int(item.version)
    entries = list_entries(opinion)
    kept = {(entry.pk, entry.sk) for entry in entries}
    left = [entry for entry in list_entries(before) if (entry.pk, entry.sk) not in kept]
    return [
        put(changed(item, opinion), unchanged(version), Refusal("stale_version")),
        *map(remove, left),
        *map(put, entries),
    ]


def of_activity(activity: str, *, limit: int, cursor: str | None) -> Page[Opinion]:
    """A page of the opinions voiced at an activity. One call."""
    found = partition_page(
        ActivityItem, activity_key(activity), limit=limit, cursor=cursor, prefix=voiced_sort()
    )
    return found.map(lambda item: value_of(item, Opinion))


def of_deputy(deputy: str, *, limit: int, cursor: str | None) -> Page[Opinion]:
    """A page of what a deputy voiced, the newest first. One call."""
    found = index_page(ActivityItem, deputy_key(deputy), limit=limit, cursor=cursor, descending=True)
    return found.map(lambda item: value_of(item, Opinion))


def owed_in(scope: str, *, limit: int, cursor: str | None) -> Page[Owed]:
    """A page of the feedback owed in what ``scope`` reaches: what is owed promptly first, then by due day.
    One call."""
    found = partition_page(ActivityItem, owed_key(scope), limit=limit, cursor=cursor)
    return found.map(lambda item: value_of(item, Owed))


def some_of(activity: str, after: str | None, number: int) -> tuple[list[ActivityItem], str | None]:
    """The items of at most ``number`` opinions after the opinion ``after``, as they are now, and the last
    one if there may be more. One call."""
    key = activity_key(activity)
    start = None if after is None else {"pk": {"S": key}, "sk": {"S": voiced_sort(after)}}
    part = engine.query(ActivityItem, key, prefix=voiced_sort(), limit=number, after=start, consistent=True)
    last = part.last_key
    return part.items, last["sk"]["S"].removeprefix(voiced_sort()) if last else None


def deputy_key(deputy: str) -> str:
    """In the index: everything that a deputy voiced."""
    return f"VOICED#{deputy}"


def owed_key(scope: str) -> str:
    """The partition of the feedback owed in what a scope reaches."""
    return f"FEEDBACK#{scope}"


def list_entries(opinion: Opinion) -> list[ActivityItem]:
    """One for each scope that reaches the activity, while feedback is owed."""
    if not opinion.owed:
        return []
    sort = f"{opinion.due or AT_ONCE}#{utc_text(opinion.voiced_at)}#{opinion.id}"
    owed = Owed(
        opinion.id,
        opinion.activity,
        opinion.title,
        opinion.scope,
        opinion.deputy,
        opinion.name,
        opinion.text[:200],
        opinion.standing,
        opinion.voiced_at,
        opinion.due,
    )
    return [
        ActivityItem(owed_key(scope), sort, version=1, body=body_of(owed))
        for scope in reaching(opinion.scope)
    ]
