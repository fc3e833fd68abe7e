"""What an invited person answers: accepts, declines, or changes their mind, until the answer is due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from functions.invitations.activities.activity import Activity
from functions.invitations.activities.activity import State as Stage
from functions.invitations.inviting import invitees, leave_records, seats, store
from functions.invitations.inviting.invitation import Invitation, State
from functions.invitations.tables import ActivityItem
from shared.domain.clock import iso, legal_day
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.domain.members import Member
from shared.store.envelopes import value_of
from shared.store.writing import commit

Loaded = tuple[Activity, ActivityItem, Invitation]


def load(activity: str, person: str) -> Loaded:
    """The activity and the person's invitation. Raises ``invitation_not_found`` also while the person has
    not been told, ``invitation_withdrawn`` also once a substitute is named, ``activity_cancelled``,
    ``activity_over``. One call."""
    found, item = store.load_both(activity, person)
    invitation = value_of(item, Invitation)
    if invitation.invited_at is None:
        raise Refusal("invitation_not_found")
    if invitation.state is State.WITHDRAWN or invitation.substitute is not None:
        raise Refusal("invitation_withdrawn")
    if found.state is Stage.CANCELLED:
        raise Refusal("activity_cancelled")
    if found.state is Stage.CLOSED:
        raise Refusal("activity_over")
    return found, item, invitation


def serving(activity: Activity, invitation: Invitation, now: datetime) -> Deputy | Member:
    """Who answers; raises ``mandate_suspended``, ``mandates_ended``, ``member_left``. One call."""
    return invitees.require_still(invitation, activity.congress, legal_day(now))


def require_time(until: datetime, now: datetime) -> None:
    """Raises ``reply_too_late`` after the last moment to answer."""
    if now > until:
        raise Refusal("reply_too_late", until=iso(until))


def accept(activity_id: str, person: str, now: datetime) -> Invitation:
    """Accepts: a seat, or a place in the waiting list. Three calls, four for who has to wait, two where it
    was accepted before."""

    def attempt(found: Loaded) -> Invitation:
        activity, item, invitation = found
        if invitation.state in (State.ACCEPTED, State.WAITING):
            return invitation
        void = leave_records.void(invitation, "代表改为参加", person, now)
        if invitation.leave is not None:
            invitation = replace(invitation, leave=None)
        return seats.take(activity, item, invitation, now, *void)

    return _answered(activity_id, person, now, attempt)


def decline(activity_id: str, person: str, reason: str | None, now: datetime) -> Invitation:
    """Declines; a seat given up goes to the first who waits. Three calls, five where somebody may move up,
    two where it was declined before."""

    def attempt(found: Loaded) -> Invitation:
        activity, item, invitation = found
        if invitation.state is State.DECLINED and invitation.reason == reason:
            return invitation
        after = replace(
            invitation,
            state=State.DECLINED,
            reason=reason,
            answered_at=now,
            waiting_since=None,
            leave=None,
            version=invitation.version + 1,
        )
        void = leave_records.void(invitation, "代表改为不参加", person, now)
        follows = seats.leave_seat(activity, invitation, State.DECLINED, now)
        commit(store.still(activity), store.save(item, after), *follows, *void)
        return after

    return _answered(activity_id, person, now, attempt)


def _answered(
    activity_id: str, person: str, now: datetime, attempt: Callable[[Loaded], Invitation]
) -> Invitation:
    activity, item, invitation = load(activity_id, person)
    require_time(activity.answer_until, now)
    serving(activity, invitation, now)
    fresh: list[Loaded] = [(activity, item, invitation)]

    def once() -> Invitation:
        found = fresh.pop() if fresh else load(activity_id, person)
        require_time(found[0].answer_until, now)
        return attempt(found)

    return seats.settle(once)
