"""What somebody is invited to, as calendar events; the private feed and who may read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from functions.invitations.feeds.writing import Event, Status, calendar
from functions.invitations.inviting import links
from functions.invitations.inviting import store as invitations
from functions.invitations.inviting.invitation import Invitation, State
from functions.invitations.tables import CALENDAR, ActivityItem, calendar_key
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.envelopes import body_of, value_of
from shared.store.settings import Setting, setting

_BACK, _AHEAD = timedelta(days=60), timedelta(days=731)
_MOST = 500
"""Events of a feed: what one query answers, and more than one person is invited to in two years."""
_STATUS = {
    State.INVITED: Status.TENTATIVE,
    State.WAITING: Status.TENTATIVE,
    State.ACCEPTED: Status.CONFIRMED,
}
"""Of those who may come. Who does not come has no event."""
_NOTES = {State.INVITED: "尚未答复", State.WAITING: "候补中"}
NAME = "人大代表活动"


@dataclass(frozen=True, slots=True)
class Feed:
    """A private calendar; ``rotation`` makes its address: another rotation, another address."""

    person: str
    rotation: str
    version: int = 1


def rotate(person: str, rotation: str) -> str:
    """The address of the person's calendar from now on; the one before is dead. One call."""
    feed = Feed(person, rotation)
    engine.put(ActivityItem(calendar_key(person), CALENDAR, version=1, body=body_of(feed)))
    return links.calendar_url(person, rotation)


def of_token(token: str, now: datetime) -> str:
    """The calendar that a token opens: what begins up to two years from now, and what began in the last
    sixty days. Raises ``Refusal("not_found")``. Two calls."""
    person = links.calendar_person(token)
    item = engine.get(ActivityItem, calendar_key(person), CALENDAR)
    if item is None:
        raise Refusal("not_found")
    links.require_calendar(token, person, value_of(item, Feed).rotation)
    found = invitations.of_person(person, now - _BACK, now + _AHEAD, limit=_MOST).items
    events = [event(each) for each in found if each.state in _STATUS]
    return calendar(events, now, NAME)


def of_invitation(activity: str, person: str, now: datetime) -> str:
    """One invitation as a file; raises ``invitation_not_found``. One call."""
    found = invitations.value(invitations.load(activity, person))
    if found.invited_at is None:
        raise Refusal("invitation_not_found")
    return calendar([event(found)], now)


def event(invitation: Invitation) -> Event:
    """The event of an invitation; called off where it does not take place or the person does not come."""
    status = _STATUS.get(invitation.state, Status.CANCELLED)
    host = urlsplit(setting(Setting.PUBLIC_URL)).hostname
    return Event(
        uid=f"{invitation.activity}@{host}",
        sequence=invitation.version - 1,
        starts=invitation.starts,
        ends=invitation.ends,
        title=invitation.title,
        status=Status.CANCELLED if invitation.cancelled else status,
        place=invitation.place,
        note=_NOTES.get(invitation.state),
    )
