"""What is decided about an activity's own fields: when it may be, what it may be called, what may still be
changed once others were told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from functions.invitations import registry
from functions.invitations.activities import words
from functions.invitations.activities.activity import (
    Activity,
    AgendaItem,
    Consent,
    Organiser,
    OrganiserKind,
    State,
)
from functions.invitations.activities.moving import RECORDED_WITHIN
from functions.invitations.activities.organising import OWN_CARD, Ground, ground, require_own
from shared.domain.clock import legal_day
from shared.domain.divisions import reaches
from shared.domain.errors import Refusal, invalid
from shared.domain.roles import Caller

LONGEST = timedelta(days=31)
AHEAD = timedelta(days=732)
_FIXED_ONCE_ANNOUNCED = frozenset({"fields", "occasions", "facts", "consents"})
"""What the rules were asked about at the announcement."""
_OPEN_WHILE_UNDER_WAY = frozenset({"title", "ends", "place", "agenda", "about", "speaking_slots", "provided"})
_TOLD = ("title", "starts", "ends", "place", "station", "reply_by", "capacity", "reminders")
"""Fields whose change invitees are told of, or that their calendars, reminders and seats follow."""


def draft(fields: dict[str, Any], caller: Caller, make_id: Callable[[str], str], now: datetime) -> Activity:
    """A new activity. Raises ``invalid_request``, what :func:`organising.ground` and
    :func:`organising.require_own` refuse, and ``activity_kind_refused``. No call for a committee's at a place
    of its own; else one or two."""
    organiser = Organiser(**fields.pop("organiser"))
    place = fields.pop("division", None)
    today = legal_day(now)
    found = ground(organiser, place, today)
    require_own(caller, organiser, found)
    kind = fields.pop("kind")
    if (organiser.kind is OrganiserKind.DEPUTY) != (kind == OWN_CARD) and not (
        kind == OWN_CARD and organiser.kind is OrganiserKind.COMMITTEE
    ):
        raise Refusal("activity_kind_refused", kind=kind)
    words.require_kind("body.kind", kind, found.congress, today)
    made = Activity(
        id=make_id("a"),
        kind=kind,
        title=fields.pop("title"),
        organiser=organiser,
        scope=found.scope,
        congress=found.congress,
        starts=fields.pop("starts"),
        ends=fields.pop("ends"),
        created_by=caller.person,
        created_at=now,
        station=found.station,
    )
    return _with(made, fields, found, now, new=True)


def change(activity: Activity, fields: dict[str, Any], now: datetime) -> Activity:
    """The activity with these fields changed. Raises ``activity_state`` once it is over,
    ``activity_field_fixed`` for what can no longer be changed, ``invalid_request``. A call only for another
    station."""
    if activity.state in (State.CLOSED, State.CANCELLED):
        raise Refusal("activity_state", state=activity.state)
    for name in sorted(fields):
        fixed = activity.state is not State.DRAFT and name in _FIXED_ONCE_ANNOUNCED
        if fixed or (activity.state is State.UNDER_WAY and name not in _OPEN_WHILE_UNDER_WAY):
            raise Refusal("activity_field_fixed", field=name)
    if activity.organiser.kind is OrganiserKind.STATION and "station" in fields:
        raise Refusal("activity_field_fixed", field="station")
    kept = {name: value for name, value in activity.facts.items() if name in ("station_type", "group_kind")}
    after = _with(activity, fields, Ground(activity.scope, activity.congress, activity.station, kept), now)
    if activity.state is State.ANNOUNCED:
        if after.starts != activity.starts and after.starts <= now:
            raise Refusal("activity_past")
        if after.capacity is not None and (activity.capacity is None or after.capacity < activity.capacity):
            raise Refusal("capacity_lowered")
    return after


def told_of(before: Activity, after: Activity) -> tuple[str, ...]:
    """The names of the fields that differ and of which invitees are told."""
    return tuple(name for name in _TOLD if getattr(before, name) != getattr(after, name))


def _with(
    activity: Activity, fields: dict[str, Any], found: Ground, now: datetime, *, new: bool = False
) -> Activity:
    book = words.book_with_drafts(activity.congress, legal_day(now))
    values: dict[str, Any] = {name: _tuple(value) for name, value in fields.items()}
    if "agenda" in values:
        values["agenda"] = tuple(AgendaItem(**item) for item in fields["agenda"])
        acts = [item.act for item in values["agenda"] if item.act is not None]
        words.require_words("body.agenda", acts, book)
    if "consents" in values:
        values["consents"] = tuple(Consent(**consent) for consent in fields["consents"])
        named = [word for consent in values["consents"] for word in (consent.act, consent.by)]
        words.require_words("body.consents", named, book)
    for word in values.get("occasions", ()):
        words.require_kind("body.occasions", word, activity.congress, legal_day(now))
    words.require_words("body.provided", values.get("provided", ()), book)
    stated = {} if "facts" not in fields else words.told(fields["facts"], book)
    known = {**found.facts, **stated} if "facts" in fields else {**activity.facts, **found.facts}
    after = replace(activity, **{**values, "facts": known})
    _check_station(after, activity)
    _check_times(after, now, moved=new or after.starts != activity.starts)
    return after


def _check_station(after: Activity, before: Activity) -> None:
    if after.station is None or after.station == before.station:
        return
    if not reaches(after.scope, after.station):
        raise invalid("body.station", "该联络站不在组织者的辖区内", "must lie in the organiser's division")
    registry.station(after.station)


def _check_times(after: Activity, now: datetime, *, moved: bool) -> None:
    if not after.starts < after.ends <= after.starts + LONGEST:
        raise invalid("body.ends", "应晚于开始时间，且不超过三十一日", "must follow the start within 31 days")
    if moved and not now - RECORDED_WITHIN <= after.starts <= now + AHEAD:
        raise invalid(
            "body.starts", "应在过去六十日至今后两年之间", "must lie between 60 days ago and two years ahead"
        )
    if after.reply_by is not None and after.reply_by > after.starts:
        raise invalid("body.reply_by", "不得晚于开始时间", "must not follow the start")


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
