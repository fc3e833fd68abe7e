"""What is known of an activity when the rules are asked: who is invited, what was sent, what was done
before."""

from datetime import UTC, date, datetime, timedelta

from functions.invitations import registry
from functions.invitations.activities import materials
from functions.invitations.activities.activity import Activity, OrganiserKind
from functions.invitations.activities.checks import SESSION, Guest, Situation
from functions.invitations.inviting import store as invitations
from functions.invitations.inviting.invitation import Invitation, State
from shared.domain.clock import SHANGHAI, legal_day
from shared.domain.roles import Role
from shared.regulations.reckoning import Event
from shared.store import engine, records
from shared.store.envelopes import value_of
from shared.store.records import RecordItem

_LOOKED_BACK = timedelta(days=731)
"""A congress meets once a year at least: the session before is not further back than that."""


def situation(activity: Activity) -> tuple[Situation, int]:
    """What is known, and how many are selected and not yet told. Whoever declined was invited all the same.
    Two calls, more for over a thousand
    invitees; one more for the session of a congress and for a deputy's own inspection."""
    found = [value_of(item, Invitation) for item in invitations.all_of(activity.id)]
    guests = tuple(
        Guest(one.person, one.category, one.grassroots, one.fields, one.home)
        for one in found
        if one.state is not State.WITHDRAWN and one.invited_as is Role.DEPUTY
    )
    own = activity.organiser.kind is OrganiserKind.DEPUTY
    known = Situation(
        activity,
        guests,
        materials.first_arrival(activity.id),
        _done(activity) if activity.kind == SESSION else (),
        card=own and registry.deputy(activity.organiser.id).card is not None,
    )
    return known, sum(one.state is State.SELECTED for one in found)


def _done(activity: Activity) -> tuple[Event, ...]:
    """What the committee held, and when its congress was in session, in the time before the activity."""
    last = legal_day(activity.starts)
    between = records.period(last - _LOOKED_BACK, last)
    events: list[Event] = []
    after = None
    while True:
        part = engine.query(
            RecordItem, records.committee_key(activity.congress), between=between, after=after
        )
        events += [_event(item) for item in part.items if _holds(item, activity)]
        after = part.last_key
        if after is None:
            return tuple(events)


def _holds(item: RecordItem, activity: Activity) -> bool:
    correction = item.attribute_values.get("correction")
    void = correction is not None and correction.as_dict()["action"] == "void"
    return not void and item.reference != activity.session_record


def _event(item: RecordItem) -> Event:
    if item.kind == SESSION:
        return Event("session_opens", _noon(date.fromisoformat(item.first or item.day)), item.reference)
    return Event(item.kind, _noon(date.fromisoformat(item.day)), item.reference)


def _noon(day: date) -> datetime:
    """An instant of a legal day: records know no time."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI).astimezone(UTC)
