"""Inviting to a training of Datong's deputies, whose rules ask for leave and for little else."""

from typing import Any

from shared.domain.deputies import Deputy
from shared.domain.members import Member
from shared.domain.roles import Caller
from tests.gateway import Response
from tests.invitations.committee import DATONG, STAFF, Committee, of

PLAN = {"kind": "training", "title": "代表履职培训"}


def invited(committee: Committee, *people: Deputy | Member, division: str = DATONG, **fields: Any) -> Any:
    """A training announced to these people, all of whom have been told; the activity as answered last."""
    activity = selected(committee, *people, division=division, **fields)
    activity = committee.change(activity, "announcement", {})
    committee.work()
    return activity


def selected(committee: Committee, *people: Deputy | Member, division: str = DATONG, **fields: Any) -> Any:
    """A draft for which these people are selected."""
    activity = committee.draft(division, **{**PLAN, **fields})
    if people:
        select(committee, activity, *people)
    return activity


def select(committee: Committee, activity: Any, *people: Deputy | Member, **options: Any) -> Any:
    """These people invited by name; what the job came to."""
    by = STAFF[activity["congress"]]
    body = {"persons": [person.id for person in people], **options}
    started = committee.done("POST", f"/v1/activities/{activity['id']}/invitations", body, by=by)
    committee.work()
    return committee.done(
        "GET", f"/v1/activities/{activity['id']}/progress", by=by, query={"job": started["job"]}
    )


def changed(committee: Committee, activity: Any, **fields: Any) -> Any:
    """The activity with fields changed, everybody told."""
    by = STAFF[activity["congress"]]
    path = f"/v1/activities/{activity['id']}"
    after = committee.done("PATCH", path, fields, by=by, version=activity["version"])
    committee.work()
    return after


def reply(committee: Committee, activity: Any, who: Caller | Deputy, answer: str, **body: Any) -> Response:
    """An answer to one's own invitation; a reason where one is needed."""
    caller = of(who) if isinstance(who, Deputy) else who
    if answer != "accept":
        body.setdefault("reason", "当日另有公务")
    path = f"/v1/activities/{activity['id']}/invitations/me"
    return committee.send("PUT", path, {"answer": answer, **body}, by=caller)


def state(committee: Committee, activity: Any, person: Deputy | Member) -> str:
    """The state of a person's invitation, as the organisers see it."""
    listed = committee.whole(
        f"/v1/activities/{activity['id']}/invitations", by=STAFF[activity["congress"]], limit=100
    )
    found: str = next(entry["state"] for entry in listed if entry["person"] == person.id)
    return found


def counts(committee: Committee, activity: Any) -> dict[str, int]:
    """How many invitations are in each state; those in which none is are left out."""
    by = STAFF[activity["congress"]]
    found = committee.done("GET", f"/v1/activities/{activity['id']}/counts", by=by)
    return {name: number for name, number in found.items() if number and name != "capacity"}


def told(committee: Committee, person: Deputy | Member | str) -> list[str]:
    """The kinds of what somebody was told, in the order of time."""
    recipient = person if isinstance(person, str) else person.id
    return [notice["kind"] for notice in committee.notices(recipient)]
