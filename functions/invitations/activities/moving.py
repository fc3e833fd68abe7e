"""How an activity goes from state to state, and the jobs that follow from it.

What was held without having been announced (a visit at short notice, an activity from before this system) is
recorded: the draft is opened after it began, and closed.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from functions.invitations.activities.activity import Activity, Departure, State
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal

ANNOUNCED, CHANGED, CANCELLED, CLOSED = (
    "activity_announced",
    "activity_changed",
    "activity_cancelled",
    "activity_closed",
)
"""Kinds of jobs. Each tells ``version``, that of the activity after the move; a change also ``fields``, the
names of what differs; a cancellation also ``reason``."""

RECORDED_WITHIN = timedelta(days=60)
"""How long after its end an activity that was not announced can still be recorded. No regulation says so."""


def announce(activity: Activity, departures: tuple[Departure, ...], now: datetime) -> Activity:
    """Raises ``activity_state``; ``activity_past`` for what has begun or can no longer be answered."""
    _require(activity, State.DRAFT)
    if activity.answer_until <= now:
        raise Refusal("activity_past")
    return replace(activity, state=State.ANNOUNCED, departures=departures, announced_at=now)


def open_(activity: Activity, now: datetime) -> Activity:
    """From the day on which it starts; a draft once it has begun, and not long after. Raises
    ``activity_state``, ``activity_too_early``, ``activity_too_late``."""
    _require(activity, State.ANNOUNCED, State.DRAFT)
    early = (
        now < activity.starts
        if activity.state is State.DRAFT
        else legal_day(now) < legal_day(activity.starts)
    )
    if early:
        raise Refusal("activity_too_early")
    if now > activity.ends + RECORDED_WITHIN:
        raise Refusal("activity_too_late", days=RECORDED_WITHIN.days)
    return replace(activity, state=State.UNDER_WAY, opened_at=now)


def close(activity: Activity, report: str | None, now: datetime) -> Activity:
    """Raises ``activity_state``."""
    _require(activity, State.UNDER_WAY)
    return replace(activity, state=State.CLOSED, closed_at=now, report=report or activity.report)


def cancel(activity: Activity, reason: str, now: datetime) -> Activity:
    """Raises ``activity_state``."""
    _require(activity, State.DRAFT, State.ANNOUNCED, State.UNDER_WAY)
    return replace(activity, state=State.CANCELLED, cancelled_at=now, reason=reason)


def _require(activity: Activity, *allowed: State) -> None:
    if activity.state not in allowed:
        raise Refusal("activity_state", state=activity.state)
