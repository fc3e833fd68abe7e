"""When attendance can be recorded, and on which legal day it counts. No regulation says any of this."""

from datetime import date, datetime, timedelta

from functions.invitations.activities.activity import Activity, State
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.proof.codes import CLOCK_SKEW

EARLY = timedelta(hours=2)
"""So long before the start people arrive."""
OVERRUN = timedelta(hours=6)
"""So long after its end an activity that nobody closed still takes arrivals."""
SETTLED = timedelta(days=7)
"""So long after the closing the organiser corrects the list."""
ONE_SITTING = timedelta(hours=24)
"""What is no longer is attended once, even across midnight; what is longer, once each legal day."""
HELD = (State.ANNOUNCED, State.UNDER_WAY)
"""The states in which people can come."""


def check_scan(activity: Activity, moment: datetime) -> None:
    """Raises ``activity_state``, ``attendance_too_early``, ``attendance_closed``: once it is closed the
    organiser keeps the list."""
    if activity.state is State.CLOSED:
        raise Refusal("attendance_closed")
    if activity.state not in HELD:
        raise Refusal("activity_state", state=activity.state)
    if moment < activity.starts - EARLY:
        raise Refusal("attendance_too_early", hours=EARLY // timedelta(hours=1))
    if moment > activity.ends + OVERRUN:
        raise Refusal("attendance_closed")


def check_list(activity: Activity, now: datetime) -> None:
    """Raises ``activity_state``, ``attendance_too_early``, ``attendance_settled``."""
    if activity.state is State.CLOSED:
        if activity.closed_at is not None and now > activity.closed_at + SETTLED:
            raise Refusal("attendance_settled", days=SETTLED.days)
        return
    if activity.state not in HELD:
        raise Refusal("activity_state", state=activity.state)
    if now < activity.starts - EARLY:
        raise Refusal("attendance_too_early", hours=EARLY // timedelta(hours=1))


def fits(activity: Activity, moment: datetime, now: datetime) -> bool:
    """Whether somebody can have come or gone then."""
    return activity.starts - EARLY <= moment <= min(activity.ends + OVERRUN, now + CLOCK_SKEW)


def days(activity: Activity) -> tuple[date, date]:
    """The first and the last legal day of the activity."""
    return legal_day(activity.starts), legal_day(activity.ends)


def one_sitting(activity: Activity) -> bool:
    """Whether it is attended once, not once a day."""
    return activity.ends - activity.starts <= ONE_SITTING


def day_of(activity: Activity, moment: datetime) -> date:
    """The legal day on which an arrival counts: its own, within those of the activity. Who comes before
    midnight to what begins after it attends on the day of the activity."""
    first, last = days(activity)
    return min(max(legal_day(moment), first), last)
