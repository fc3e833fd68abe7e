"""What an invited person is told, written in one transaction with what it tells of."""

from datetime import datetime
from typing import Any

from functions.invitations.candidates import coverage
from functions.invitations.inviting import links
from functions.invitations.inviting.invitation import Invitation
from shared.domain.clock import iso, legal_day
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store.inbox import NoticeItem, notice
from shared.store.writing import Write, put


def about(activity: str) -> str:
    """What a notice of an activity names."""
    return f"activity:{activity}"


def facts(invitation: Invitation) -> dict[str, Any]:
    """Title, time and place."""
    shown = {
        "title": invitation.title,
        "starts": iso(invitation.starts),
        "ends": iso(invitation.ends),
        "place": invitation.place,
    }
    return {name: value for name, value in shown.items() if value is not None}


def tell(
    invitation: Invitation, kind: NoticeKind, at: datetime, *, recipient: str | None = None, **more: Any
) -> Write:
    """A notice of what has just become of an invitation, to the person or to ``recipient``; the version that
    the change makes is its cause."""
    data = {**facts(invitation), **{name: value for name, value in more.items() if value is not None}}
    cause = f"{invitation.person}.{invitation.version}"
    made = notice(recipient or invitation.person, kind, about(invitation.activity), at, data, cause=cause)
    return put(made, NoticeItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))


def owed(invitation: Invitation) -> str:
    """Until when an answer is owed, as text."""
    return iso(invitation.answer_until)


def about_to_answer(invitation: Invitation) -> dict[str, str]:
    """Until when an answer is owed, and the link to answer by without signing in."""
    return {"reply_by": owed(invitation), "link": links.url(invitation.activity, invitation.person)}


def told(invitation: Invitation, congress: str, at: datetime) -> list[Write]:
    """What goes with becoming invited: the notice, and the count of a deputy's invitations in the term."""
    received = tell(invitation, NoticeKind.INVITATION_RECEIVED, at, **about_to_answer(invitation))
    return [received, *counted(invitation, congress, 1)]


def counted(invitation: Invitation, congress: str, by: int) -> list[Write]:
    """Counts an invitation in the coverage of the deputy's term, or takes it back."""
    if invitation.term is None:
        return []
    day = legal_day(invitation.starts)
    person, grassroots = invitation.person, invitation.grassroots
    return [coverage.invited(congress, invitation.term, invitation.kind, person, grassroots, day, by)]
