"""Invitations, the waiting list and the counts of an activity, in the Activities table.

Every change of an invitation's state moves one between two counts, in the same transaction: the counts are
those of the invitations at every moment, and a seat is given only while the count of the accepted is below
the capacity.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from pynamodb.attributes import NumberAttribute
from pynamodb.expressions.condition import Condition

from functions.invitations.activities.activity import Activity
from functions.invitations.inviting.invitation import Invitation, State
from functions.invitations.tables import (
    ACTIVITY,
    SEATS,
    WAITING,
    ActivityItem,
    activity_key,
    invitation_sort,
    person_key,
    time_sort,
    waiting_sort,
)
from shared.domain.clock import utc_text
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.envelopes import body_of, unchanged, value_of
from shared.store.pages import Page, index_page, partition_page
from shared.store.settings import Setting
from shared.store.writing import Write, check, put, remove, update


class SeatsItem(engine.Item):
    """How many invitations of an activity are in each state."""

    table = Setting.ACTIVITIES_TABLE
    selected = NumberAttribute(null=True)
    invited = NumberAttribute(null=True)
    accepted = NumberAttribute(null=True)
    waiting = NumberAttribute(null=True)
    declined = NumberAttribute(null=True)
    on_leave = NumberAttribute(null=True)
    withdrawn = NumberAttribute(null=True)


Counts = dict[State, int]
Change = tuple[State | None, State | None]
"""From which state to which; ``None`` stands for no invitation."""


def counts_of(item: SeatsItem | None) -> Counts:
    """The number of invitations in each state."""
    return {state: int(getattr(item, state.value, None) or 0) for state in State}


def counts(activity: str) -> Counts:
    """The number of invitations of an activity in each state. One call."""
    return counts_of(engine.get(SeatsItem, activity_key(activity), SEATS))


def seat_free(capacity: int | None) -> Condition | None:
    """Holds while a seat is free and nobody waits for one; ``None`` where nobody needs a seat."""
    if capacity is None:
        return None
    taken, waiting = SeatsItem.accepted, SeatsItem.waiting
    free: Condition = (taken.does_not_exist() | (taken < capacity)) & (
        waiting.does_not_exist() | (waiting == 0)
    )
    return free


def no_seat(capacity: int) -> Condition:
    """Holds while no seat is free or somebody waits for one: the opposite of :func:`seat_free`."""
    condition: Condition = (SeatsItem.accepted >= capacity) | (SeatsItem.waiting > 0)
    if capacity <= 0:
        condition |= SeatsItem.accepted.does_not_exist()
    return condition


def seats_free(capacity: int | None, number: int) -> Condition | None:
    """Holds while so many seats are free, whoever waits."""
    if capacity is None:
        return None
    taken = SeatsItem.accepted
    condition: Condition = taken.does_not_exist() | (taken <= capacity - number)
    return condition


def nobody_waits() -> Condition:
    """Holds while the waiting list is empty."""
    condition: Condition = SeatsItem.waiting.does_not_exist() | (SeatsItem.waiting == 0)
    return condition


def recount(
    activity: str,
    changes: Iterable[Change],
    condition: Condition | None = None,
    otherwise: Refusal | None = None,
) -> list[Write]:
    """Moves the counts along with these changes, if ``condition`` holds; refused with ``otherwise``, or with
    ``conflict``. No write where there is nothing to move or to test."""
    moved: Counter[State] = Counter()
    for before, after in changes:
        if before is not None:
            moved[before] -= 1
        if after is not None:
            moved[after] += 1
    actions = [getattr(SeatsItem, state.value).add(number) for state, number in moved.items() if number]
    item = SeatsItem(activity_key(activity), SEATS)
    refusal = otherwise or Refusal("conflict", retry_after=1)
    if actions:
        return [update(item, *actions, condition=condition, otherwise=refusal)]
    return [] if condition is None else [check(item, condition, refusal)]


def load(activity: str, person: str, *, consistent: bool = False) -> ActivityItem:
    """The item of a person's invitation; raises ``Refusal("invitation_not_found")``. One call."""
    item = engine.get(ActivityItem, activity_key(activity), invitation_sort(person), consistent=consistent)
    if item is None:
        raise Refusal("invitation_not_found")
    return item


def value(item: ActivityItem) -> Invitation:
    """The invitation in an item."""
    return value_of(item, Invitation)


def load_both(activity: str, person: str) -> tuple[Activity, ActivityItem]:
    """The activity and the item of a person's invitation to it, as they are now; raises
    ``invitation_not_found``: who is not invited learns of no activity. One call."""
    keys = [(activity_key(activity), ACTIVITY), (activity_key(activity), invitation_sort(person))]
    found = {item.sk: item for item in engine.get_many(ActivityItem, keys, consistent=True)}
    if len(found) < len(keys):
        raise Refusal("invitation_not_found")
    return value_of(found[ACTIVITY], Activity), found[invitation_sort(person)]


def load_many(activity: str, persons: Iterable[str]) -> dict[str, ActivityItem]:
    """The items of these persons' invitations that exist, by person, as they are now. One call per 100."""
    keys = [(activity_key(activity), invitation_sort(person)) for person in persons]
    items = engine.get_many(ActivityItem, keys, consistent=True)
    return {item.sk.removeprefix(invitation_sort()): item for item in items}


def new_item(invitation: Invitation) -> ActivityItem:
    """The item of an invitation that is not yet stored."""
    item = ActivityItem(
        activity_key(invitation.activity),
        invitation_sort(invitation.person),
        version=1,
        body=body_of(invitation),
    )
    return _indexed(item, invitation)


def add(invitation: Invitation) -> Write:
    """Writes a new invitation; refused with ``conflict`` where the person has one."""
    raced = Refusal("conflict", retry_after=1)
    return put(new_item(invitation), ActivityItem.pk.does_not_exist(), raced)


def save(item: ActivityItem, invitation: Invitation) -> Write:
    """Writes a changed invitation if it is still as it was read; refused with ``conflict`` otherwise."""
    version = int(item.version)
    raced = Refusal("conflict", retry_after=1)
    fresh = new_item(invitation)
    fresh.version = version + 1
    return put(fresh, unchanged(version), raced)


def still(activity: Activity) -> Write:
    """Tests that the activity is still of the version that was read; refused with ``conflict``."""
    item = ActivityItem(activity_key(activity.id), ACTIVITY)
    return check(item, unchanged(activity.version), Refusal("conflict", retry_after=1))


def line_up(activity: str, person: str, since: datetime) -> Write:
    """Takes a place at the end of the waiting list."""
    item = ActivityItem(activity_key(activity), waiting_sort(since, person), version=1, body={})
    return put(item)


def step_out(activity: str, person: str, since: datetime) -> Write:
    """Gives a place in the waiting list up; refused with ``conflict`` where it is gone."""
    item = ActivityItem(activity_key(activity), waiting_sort(since, person))
    return remove(item, ActivityItem.pk.exists(), Refusal("conflict", retry_after=1))


def first_waiting(activity: str, number: int = 1) -> list[str]:
    """The persons who are first in the waiting list, in its order. One call."""
    part = engine.query(ActivityItem, activity_key(activity), prefix=WAITING, limit=number, consistent=True)
    return [item.sk.rpartition("#")[2] for item in part.items]


def position(activity: str, person: str, since: datetime) -> int:
    """The place in the waiting list, the first being 1. One call: places are small, and thousands fit."""
    until = waiting_sort(since, person)
    return len(engine.query(ActivityItem, activity_key(activity), between=(WAITING, until)).items)


def all_of(activity: str) -> list[ActivityItem]:
    """The items of all invitations to an activity, in the order of persons. One call per megabyte, over a
    thousand invitations."""
    return engine.query_all(ActivityItem, activity_key(activity), invitation_sort())


def some_of(activity: str, after: str | None, number: int) -> tuple[list[ActivityItem], str | None]:
    """The items of at most ``number`` invitations after that of the person ``after``, as they are now, and
    the last person if there may be more. One call."""
    key = activity_key(activity)
    start = None if after is None else {"pk": {"S": key}, "sk": {"S": invitation_sort(after)}}
    part = engine.query(
        ActivityItem, key, prefix=invitation_sort(), limit=number, after=start, consistent=True
    )
    last = part.last_key
    return part.items, last["sk"]["S"].removeprefix(invitation_sort()) if last else None


def of_activity(
    activity: str, *, limit: int, cursor: str | None, state: State | None = None
) -> Page[Invitation]:
    """A page of an activity's invitations, of one state or all, in the order of persons. One call."""
    found = partition_page(
        ActivityItem,
        activity_key(activity),
        limit=limit,
        cursor=cursor,
        prefix=invitation_sort(),
        condition=None if state is None else ActivityItem.body["state"] == state.value,
    )
    return found.map(lambda item: value_of(item, Invitation))


def of_person(
    person: str, first: datetime, last: datetime, *, limit: int, cursor: str | None = None
) -> Page[Invitation]:
    """A page of what a person is invited to and told of, that starts from ``first`` to ``last``, in the
    order of time. One call."""
    between = (utc_text(first), f"{utc_text(last)}#~")
    found = index_page(ActivityItem, person_key(person), between=between, limit=limit, cursor=cursor)
    return found.map(lambda item: value_of(item, Invitation))


def _indexed(item: ActivityItem, invitation: Invitation) -> ActivityItem:
    """Under the person, once the person is told; not while it is only a plan, and not once withdrawn before
    that."""
    if invitation.invited_at is None:
        item.gsi1pk = item.gsi1sk = None
    else:
        item.gsi1pk = person_key(invitation.person)
        item.gsi1sk = time_sort(invitation.starts, invitation.activity)
    return item
