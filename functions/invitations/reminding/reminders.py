"""The reminders of an activity as items, each listed under the legal day on which it is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from functions.invitations.activities import store as activities
from functions.invitations.activities.activity import Activity, State
from functions.invitations.inviting import seats, store
from functions.invitations.tables import (
    REMINDER,
    ActivityItem,
    activity_key,
    due_key,
    reminder_sort,
)
from shared.domain.clock import legal_day, utc_text
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.engine import BY_LIST
from shared.store.envelopes import body_of, unchanged, value_of
from shared.store.writing import Write, commit, put, remove


@dataclass(frozen=True, slots=True)
class Reminder:
    """To be sent ``minutes`` before the activity ``starts``; ``sent`` once a job does so."""

    activity: str
    minutes: int
    starts: datetime
    sent: bool = False
    version: int = 1

    @property
    def due(self) -> datetime:
        """When it is to be sent."""
        return self.starts - timedelta(minutes=self.minutes)


def set_all(activity_id: str, at: datetime) -> None:
    """Makes the reminders those of the activity as it is: moved where the start moved, to be sent again
    then; none of what is cancelled; those that would be due before ``at`` are not sent. Done again it changes
    nothing. Two calls, three where something differs."""

    def attempt() -> None:
        standing = {reminder.minutes: (item, reminder) for item, reminder in _of(activity_id)}
        activity = value_of(activities.load(activity_id, consistent=True), Activity)
        wanted = set() if activity.state is State.CANCELLED else set(activity.reminders)
        writes: list[Write] = []
        for minutes in sorted(wanted | standing.keys()):
            reminder = Reminder(activity_id, minutes, activity.starts)
            found = standing.get(minutes)
            if found is not None and minutes in wanted and found[1].starts == activity.starts:
                continue
            if minutes not in wanted or reminder.due <= at:
                writes += [] if found is None else [_removed(*found)]
            elif found is None:
                writes.append(put(_item(reminder, 1), ActivityItem.pk.does_not_exist(), _raced()))
            else:
                version = found[1].version
                writes.append(put(_item(reminder, version + 1), unchanged(version), _raced()))
        if writes:
            commit(store.still(activity), *writes)

    seats.settle(attempt)


def _removed(item: ActivityItem, reminder: Reminder) -> Write:
    return remove(item, unchanged(reminder.version), _raced())


def _raced() -> Refusal:
    return Refusal("conflict", retry_after=1)


def due(day: date, now: datetime) -> Iterator[Reminder]:
    """The reminders of a legal day that are due ``now`` and not sent. One call per megabyte."""
    until = f"{utc_text(now)}#~"
    after: dict[str, Any] | None = None
    while True:
        part = engine.query(ActivityItem, due_key(day), index=BY_LIST, between=("0", until), after=after)
        yield from (value_of(item, Reminder) for item in part.items)
        after = part.last_key
        if after is None:
            return


def sent(reminder: Reminder) -> Write:
    """Takes it off the list of its day, if it is as it was read; refused with ``conflict`` otherwise."""
    done = Reminder(reminder.activity, reminder.minutes, reminder.starts, sent=True)
    item = _item(done, reminder.version + 1)
    item.gsi1pk = item.gsi1sk = None
    return put(item, unchanged(reminder.version), _raced())


def _of(activity: str) -> list[tuple[ActivityItem, Reminder]]:
    part = engine.query(ActivityItem, activity_key(activity), prefix=REMINDER, consistent=True)
    return [(item, value_of(item, Reminder)) for item in part.items]


def _item(reminder: Reminder, version: int) -> ActivityItem:
    sort = f"{utc_text(reminder.due)}#{reminder.activity}#{reminder.minutes}"
    return ActivityItem(
        activity_key(reminder.activity),
        reminder_sort(reminder.minutes),
        gsi1pk=due_key(legal_day(reminder.due)),
        gsi1sk=sort,
        version=version,
        body=body_of(reminder),
    )
