"""What is decided about activities: drafting, changing, announcing, opening, closing, cancelling."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.invitations import jobs, registry
from functions.invitations.activities import drafting, examining, moving, preparing, sessions, store
from functions.invitations.activities.activity import Activity, Departure, OrganiserKind, State
from functions.invitations.activities.organising import require_organiser, require_reader
from functions.invitations.tables import ActivityItem
from shared.domain.clock import iso
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import Caller, Role
from shared.store.envelopes import require_version, value_of
from shared.store.inbox import NoticeItem, notice, post
from shared.store.writing import Write, put

_ASKED_ABOUT = ("agenda", "topics", "speaking_slots", "provided")
"""What rules were met by at the announcement, and what can still be changed."""
_RACED = Refusal("conflict", retry_after=1)


def draft(
    fields: dict[str, Any], caller: Caller, make_id: Callable[[str], str], mark: str | None, now: datetime
) -> Activity:
    """A new activity. One call for a committee's own, one more for another organiser or a station's place."""
    return store.create(drafting.draft(fields, caller, make_id, now), mark)


def show(activity: str, caller: Caller) -> Activity:
    """One call, two or three for a deputy whom no role lets in. See :func:`require_reader`."""
    found = value_of(store.load(activity), Activity)
    require_reader(caller, found)
    return found


def change(activity: str, fields: dict[str, Any], version: int, caller: Caller, now: datetime) -> Activity:
    """The activity with these fields changed; who was told of it is told of the change by a job written with
    it. What the rules were met by is not taken away: ``activity_rule_unmet``. Two calls, and for that those
    of the check."""
    item, found = _own(activity, version, caller)
    after = drafting.change(found, fields, now)
    if found.announced and any(getattr(found, name) != getattr(after, name) for name in _ASKED_ABOUT):
        examining.require_no_worse(preparing.situation(found)[0], after, now)
    after, writes = sessions.followed(found, after, caller.person, now)
    changed = drafting.told_of(found, after)
    if changed and found.announced:
        writes.append(_job(moving.CHANGED, found, now, fields=list(changed)))
    return store.change(item, after, version, *writes)


def announce(
    activity: str, departures: Iterable[Departure], version: int, caller: Caller, now: datetime
) -> Activity:
    """Announces an activity once the rules let it be; a job tells those selected. Four calls and more.

    Raises ``activity_state``, ``activity_past``, ``activity_rule_unmet`` and ``departure_needed`` with the
    article, ``departure_refused`` for a rule that lets nobody depart from it.
    """
    item, found = _own(activity, version, caller)
    after = moving.announce(found, tuple(departures), now)
    known, selected = preparing.situation(found)
    examining.require_rules(replace(known, activity=after), now)
    after, writes = sessions.followed(found, after, caller.person, now)
    writes += [examining.still_selected(activity, selected), _job(moving.ANNOUNCED, found, now)]
    if found.organiser.kind is OrganiserKind.DEPUTY:
        writes.append(_word(after, NoticeKind.CARD_INSPECTION_ANNOUNCED, now))
    return store.change(item, after, version, *writes)


def open_(activity: str, version: int, caller: Caller, now: datetime) -> Activity:
    """Opens an activity. What had to be done before it begins must at least be done by now, for rules that
    bind: ``activity_rule_unmet``. Two calls, and for what was announced those of the check."""
    item, found = _own(activity, version, caller)
    after = moving.open_(found, now)
    if found.state is State.ANNOUNCED:
        known, _ = preparing.situation(found)
        examining.require_done(known, now)
    after, writes = sessions.followed(found, after, caller.person, now)
    return store.change(item, after, version, *writes)


def close(activity: str, report: str | None, version: int, caller: Caller, now: datetime) -> Activity:
    """Closes an activity; what follows (records, absences, what became of opinions) is a job's. Two calls,
    three with the report of a deputy's own inspection with the card."""
    item, found = _own(activity, version, caller)
    after = moving.close(found, report, now)
    writes = [_job(moving.CLOSED, found, now)]
    if found.organiser.kind is OrganiserKind.DEPUTY and after.report is not None:
        writes.append(_word(after, NoticeKind.CARD_INSPECTION_REPORTED, now))
    return store.change(item, after, version, *writes)


def cancel(activity: str, reason: str, version: int, caller: Caller, now: datetime) -> Activity:
    """Cancels an activity; a job tells those who were told of it. Two calls."""
    item, found = _own(activity, version, caller)
    after = moving.cancel(found, reason, now)
    after, writes = sessions.followed(found, after, caller.person, now)
    if found.announced:
        writes.append(_job(moving.CANCELLED, found, now, reason=reason))
    return store.change(item, after, version, *writes)


def _own(activity: str, version: int, caller: Caller) -> tuple[ActivityItem, Activity]:
    item = store.load(activity, consistent=True)
    found = value_of(item, Activity)
    require_organiser(caller, found)
    require_version(item, version)
    return item, found


def _job(kind: str, before: Activity, now: datetime, **data: Any) -> Write:
    version = before.version + 1
    made = jobs.new(kind, before.id, now, str(version), version=version, **data)
    return put(jobs.item(made), ActivityItem.pk.does_not_exist(), _RACED)


def _word(activity: Activity, kind: NoticeKind, now: datetime) -> Write:
    """Word of a deputy's own inspection to the committee (Datong art. 12): before it, or after. One call."""
    told = {
        "name": registry.deputy(activity.organiser.id).name,
        "title": activity.title,
        "starts": iso(activity.starts),
        "ends": iso(activity.ends),
        "place": activity.place,
    }
    data = {name: value for name, value in told.items() if value is not None}
    recipient = post(Role.COMMITTEE_STAFF, activity.congress)
    made = notice(recipient, kind, f"activity:{activity.id}", now, data, cause=activity.id)
    return put(made, NoticeItem.pk.does_not_exist(), _RACED)
