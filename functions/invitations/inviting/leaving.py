"""Leave: who cannot come asks for it; whoever the rules name answers (Datong art. 11; Deputies Law art. 13).

Where no rule says who decides, the organiser does. Leave of an activity excuses from what the rules ask of
that kind on its days.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.invitations.activities.activity import Activity, OrganiserKind
from functions.invitations.activities.words import book_in_force
from functions.invitations.inviting import answering, invitees, leave_records, seats, selecting, store
from functions.invitations.inviting.invitation import Invitation, Leave, LeaveForm, LeaveState, State
from functions.invitations.inviting.telling import tell
from functions.invitations.resting import rests_on
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.errors import Basis, Refusal
from shared.domain.members import Member
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.regulations.matters import Permission, permissions
from shared.regulations.rulebook import level_of
from shared.regulations.values import Fact
from shared.store import inbox
from shared.store.records import SESSION
from shared.store.writing import Write, commit

ORGANISER = "organiser"
"""The word of the rules for whoever holds the activity."""
_ABSENCE, _SESSION_MISSED = "be_absent", "miss_session"


@dataclass(frozen=True, slots=True)
class Answer:
    """What whoever decides says to an application; ``by`` is their person's id."""

    granted: bool
    reason: str | None
    by: str


def ask(activity_id: str, person: str, reason: str, form: LeaveForm, now: datetime) -> Invitation:
    """Asks for leave, until the activity begins; asked again for the same reason, nothing changes.

    Raises ``leave_form`` with the article where the rules want another form, and what
    :func:`answering.accept` does. Three calls.
    """
    activity, item, invitation = answering.load(activity_id, person)
    answering.require_time(activity.starts, now)
    who = answering.serving(activity, invitation, now)
    standing = invitation.leave
    if standing is not None and standing.state is not LeaveState.REFUSED and standing.reason == reason:
        return invitation
    if invitation.state is State.ON_LEAVE:
        return invitation
    leave = _asked(activity, who, reason, form, now)
    after = replace(invitation, leave=leave, version=invitation.version + 1)
    asked = tell(
        after,
        NoticeKind.LEAVE_REQUESTED,
        now,
        recipient=_organiser(activity),
        name=invitation.name,
        reason=reason,
        **_basis(activity, leave),
    )
    commit(store.still(activity), store.save(item, after), asked)
    return after


def answer(activity: Activity, person: str, said: Answer, now: datetime) -> Invitation:
    """The answer of the one whose turn it is. When the last one grants it, the invitation is on leave and the
    record stands; when one refuses, the person is told why. The same answer again changes nothing. Raises
    ``invitation_not_found``, ``leave_not_asked``, ``activity_cancelled``, ``activity_over``. Three calls,
    five where a seat becomes free."""

    def attempt() -> Invitation:
        current, item = store.load_both(activity.id, person)
        selecting.require_open(current)
        invitation = store.value(item)
        leave = invitation.leave
        if leave is None:
            raise Refusal("leave_not_asked")
        if leave.state is not LeaveState.ASKED:
            if (leave.state is LeaveState.GRANTED) == said.granted:
                return invitation
            raise Refusal("leave_answered")
        left = leave.approvers[1:] if said.granted else ()
        done = replace(leave, approvers=left, answered_by=said.by, answered_at=now, answer=said.reason)
        if left:
            after = replace(invitation, leave=done, version=invitation.version + 1)
            commit(store.still(current), store.save(item, after))
            return after
        after, follows = _decided(current, invitation, done, said, now)
        basis = _basis(current, leave)
        told = tell(after, NoticeKind.LEAVE_ANSWERED, now, approved=said.granted, reason=said.reason, **basis)
        commit(store.still(current), store.save(item, after), told, *follows)
        return after

    return seats.settle(attempt)


def _basis(activity: Activity, leave: Leave) -> dict[str, str]:
    if leave.rule is None:
        return {}
    return rests_on(book_in_force(activity.congress, legal_day(leave.asked_at)).part(leave.rule))


def absence_basis(activity: Activity) -> dict[str, str]:
    """The rule that wants leave asked for by whoever stays away: on which word of an absence rests."""
    day = legal_day(activity.starts)
    facts: dict[str, Fact] = {"level": str(level_of(activity.congress))}
    found = permissions(book_in_force(activity.congress, day), _act(activity), facts, activity.starts)
    return rests_on(found[0].part if found else None)


def _act(activity: Activity) -> str:
    return _SESSION_MISSED if activity.kind == SESSION else _ABSENCE


def whose_turn(activity: Activity, person: str) -> str:
    """The word of the rules for who answers now; raises ``invitation_not_found``, ``leave_not_asked``. One
    call."""
    leave = store.value(store.load(activity.id, person, consistent=True)).leave
    if leave is None:
        raise Refusal("leave_not_asked")
    return next(iter(leave.approvers), ORGANISER)


def _decided(
    activity: Activity, invitation: Invitation, leave: Leave, said: Answer, now: datetime
) -> tuple[Invitation, list[Write]]:
    version = invitation.version + 1
    if not said.granted:
        refused = replace(leave, state=LeaveState.REFUSED)
        return replace(invitation, leave=refused, version=version), []
    first, last = leave_records.days(invitation)
    granted = replace(leave, state=LeaveState.GRANTED, first=first, last=last)
    after = replace(
        invitation, state=State.ON_LEAVE, leave=granted, waiting_since=None, answered_at=now, version=version
    )
    record = leave_records.write(invitation, said.by, now)
    return after, [*record, *seats.leave_seat(activity, invitation, State.ON_LEAVE, now)]


def _asked(activity: Activity, who: Deputy | Member, reason: str, form: LeaveForm, now: datetime) -> Leave:
    found = _permissions(activity, who, now)
    for permission in found:
        if permission.form and form.value not in permission.form:
            part = permission.part
            raise Refusal(
                "leave_form", basis=Basis(part.instrument, part.article), forms=", ".join(permission.form)
            )
    approvers = tuple(dict.fromkeys(body for permission in found for body in permission.of))
    rule = found[0].part.id if found else None
    return Leave(reason, form, now, approvers or (ORGANISER,), rule)


def _permissions(activity: Activity, who: Deputy | Member, now: datetime) -> tuple[Permission, ...]:
    """What the rules ask of who wants to be absent; they bind deputies by the level of their mandate."""
    if isinstance(who, Member):
        return ()
    day = legal_day(now)
    mandate = invitees.require_mandate(who, activity.congress, day)
    facts: dict[str, Fact] = {
        "level": str(mandate.level),
        "grassroots": who.grassroots,
        "armed_forces": who.armed_forces_unit is not None,
    }
    return permissions(book_in_force(activity.congress, day), _act(activity), facts, now)


def _organiser(activity: Activity) -> str:
    """Who hears that somebody asks: the post of the committee or station, or who drafted the activity for
    a group."""
    match activity.organiser.kind:
        case OrganiserKind.STATION:
            return inbox.post(Role.STATION_HEAD, activity.scope)
        case OrganiserKind.COMMITTEE:
            township = level_of(activity.scope) is Level.TOWNSHIP
            return inbox.post(Role.TOWNSHIP_STAFF if township else Role.COMMITTEE_STAFF, activity.scope)
        case _:
            return activity.created_by
