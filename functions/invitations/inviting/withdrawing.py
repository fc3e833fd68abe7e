"""Who is asked no longer, and who comes instead."""

from dataclasses import replace
from datetime import datetime

from functions.invitations.activities.activity import Activity
from functions.invitations.inviting import invitees, leave_records, seats, selecting, store
from functions.invitations.inviting.invitation import Invitation, State
from functions.invitations.inviting.invitees import Invitee
from functions.invitations.inviting.selecting import Inviter
from functions.invitations.inviting.store import Change
from functions.invitations.inviting.telling import about_to_answer, counted, tell
from functions.invitations.tables import ActivityItem
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store import engine
from shared.store.registry import RegistryItem, person_key
from shared.store.writing import Write, commit

_KEPT = frozenset({State.DECLINED, State.ON_LEAVE})
"""Who has said that they do not come stays so, whoever comes instead."""
_GROUP = "GROUP#"


def withdraw(activity: Activity, person: str, reason: str, by: str, now: datetime) -> Invitation:
    """Withdraws an invitation; a seat goes to the first who waits. Withdrawn before, it stays so. Raises
    ``invitation_not_found``, ``invitation_attended``, ``activity_cancelled``, ``activity_over``. Two calls,
    four where a seat becomes free, one for a repeat."""
    selecting.require_open(activity)

    def attempt() -> Invitation:
        item, before = _load(activity, person)
        if before.state is State.WITHDRAWN:
            return before
        after = _withdrawn(before, reason, now)
        writes = [] if before.invited_at is None else [_tell_withdrawn(after, reason, now)]
        follows = seats.leave_seat(activity, before, State.WITHDRAWN, now)
        undone = _undo(activity, before, by, now)
        commit(store.still(activity), store.save(item, after), *writes, *follows, *undone)
        return after

    return seats.settle(attempt)


def substitute(
    activity: Activity, person: str, other: str, reason: str, by: str, now: datetime
) -> Invitation:
    """Invites ``other`` in the person's stead, with the person's seat or place in the list. Raises
    ``substitute_unrelated`` unless both are of one electing unit, one group or one standing committee; else
    as :func:`withdraw` and :func:`invitees.require_fit`. Four calls, six where a group must be looked for."""
    selecting.require_open(activity)
    items = store.load_many(activity.id, [person, other])
    if person not in items or store.value(items[person]).invited_at is None:
        raise Refusal("invitation_not_found")
    before = store.value(items[person])
    if other in items:
        standing = store.value(items[other])
        if standing.stands_in_for == person:
            return standing
        raise Refusal("invited_already")
    if before.state is State.WITHDRAWN or before.substitute is not None:
        raise Refusal("invitation_withdrawn")
    _require_not_attended(before)
    known = invitees.load([person, other])
    role = invitees.require_fit(known.get(other), activity, legal_day(now))
    _require_related(known.get(person), known[other])
    made = selecting.new(activity, known[other], role, Inviter(by, before.category), now)
    kept = before.state in _KEPT
    made = replace(
        made,
        state=State.INVITED if kept else before.state,
        invited_at=now,
        answered_at=None if kept else before.answered_at,
        waiting_since=before.waiting_since,
        stands_in_for=person,
    )
    after = replace(
        before if kept else _withdrawn(before, reason, now), substitute=other, version=before.version + 1
    )
    writes = [] if kept else [*_undo(activity, before, by, now), _tell_withdrawn(after, reason, now)]
    if before.state is State.WAITING and before.waiting_since is not None:
        writes.append(store.step_out(activity.id, person, before.waiting_since))
        writes.append(store.line_up(activity.id, other, before.waiting_since))
    changes: list[Change] = [(before.state, after.state), (None, made.state)]
    commit(
        store.still(activity),
        store.save(items[person], after),
        store.add(made),
        tell(made, NoticeKind.SUBSTITUTE_NAMED, now, name=before.name, **about_to_answer(made)),
        *counted(made, activity.congress, 1),
        *writes,
        *store.recount(activity.id, changes),
    )
    return made


def _load(activity: Activity, person: str) -> tuple[ActivityItem, Invitation]:
    item = store.load(activity.id, person, consistent=True)
    before = store.value(item)
    _require_not_attended(before)
    return item, before


def _require_not_attended(invitation: Invitation) -> None:
    if invitation.attendance is not None and invitation.attendance.arrived_at is not None:
        raise Refusal("invitation_attended")


def _withdrawn(before: Invitation, reason: str, now: datetime) -> Invitation:
    return replace(
        before,
        state=State.WITHDRAWN,
        reason=reason,
        answered_at=now,
        waiting_since=None,
        version=before.version + 1,
    )


def _tell_withdrawn(after: Invitation, reason: str, now: datetime) -> Write:
    return tell(after, NoticeKind.INVITATION_WITHDRAWN, now, reason=reason)


def _undo(activity: Activity, before: Invitation, by: str, now: datetime) -> list[Write]:
    """Voids a leave that nobody needs, and takes the invitation out of the term's coverage."""
    void = leave_records.void(before, "邀请撤回", by, now)
    return void if before.invited_at is None else [*void, *counted(before, activity.congress, -1)]


def _require_related(person: Invitee | None, other: Invitee) -> None:
    if person is not None:
        if person.member is not None and other.member is not None:
            related = person.member.division == other.member.division
        else:
            related = bool(_units(person) & _units(other)) or bool(
                _groups(person.person) & _groups(other.person)
            )
        if related:
            return
    raise Refusal("substitute_unrelated")


def _units(invitee: Invitee) -> set[tuple[str, str]]:
    deputy = invitee.deputy
    mandates = () if deputy is None else deputy.mandates
    return {(mandate.division, mandate.electing_unit) for mandate in mandates}


def _groups(person: str) -> set[str]:
    items = engine.query(RegistryItem, person_key(person), prefix=_GROUP).items
    return {str(item.body["group"]) for item in items}
