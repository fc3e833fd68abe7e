"""Invitations as answered."""

from dataclasses import fields
from typing import Any

from functions.invitations.inviting import store
from functions.invitations.inviting.invitation import Invitation, LeaveState, State
from functions.invitations.jobs import Job

_SHOWN = [field.name for field in fields(Invitation)]


def view(invitation: Invitation, position: int | None = None) -> dict[str, Any]:
    """An invitation, with the place in the waiting list where it is known."""
    shown = {name: getattr(invitation, name) for name in _SHOWN}
    return {**shown, "answer_until": invitation.answer_until, "position": position}


def with_position(invitation: Invitation) -> dict[str, Any]:
    """The same with the place looked up. One call for who waits, none for others."""
    return view(invitation, position_of(invitation))


def position_of(invitation: Invitation) -> int | None:
    """The place in the waiting list. One call for who waits."""
    if invitation.state is not State.WAITING or invitation.waiting_since is None:
        return None
    return store.position(invitation.activity, invitation.person, invitation.waiting_since)


def linked(invitation: Invitation) -> dict[str, Any]:
    """What whoever holds the link is shown. One call for who waits."""
    names = ("title", "starts", "ends", "place", "answer_until", "state")
    leave = invitation.leave
    return {
        **{name: getattr(invitation, name) for name in names},
        "name": invitation.name[:1] + "*" * (len(invitation.name) - 1),
        "leave_asked": leave is not None and leave.state is LeaveState.ASKED,
        "position": position_of(invitation),
    }


def progress(job: Job) -> dict[str, Any]:
    """How far a job is."""
    return {
        "job": job.id,
        "kind": job.kind,
        "done": job.done,
        "finished": job.finished,
        "refused": [{"basis": None, **refused} for refused in job.data.get("refused", [])],
        "progress": progress_path(job),
    }


def progress_path(job: Job) -> str:
    """Where to ask how far a job is."""
    return f"/v1/activities/{job.about}/progress?job={job.id}"
