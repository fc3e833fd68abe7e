"""Handing out: who may add a material and who may read it; who is told that one has come."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.invitations import jobs
from functions.invitations.activities import materials, store
from functions.invitations.activities.activity import Activity, State
from functions.invitations.activities.materials import Material
from functions.invitations.activities.organising import require_organiser, require_reader
from functions.invitations.inviting import store as invitations
from functions.invitations.inviting.invitation import EXPECTED, Invitation
from functions.invitations.jobs import Job
from functions.invitations.tables import ActivityItem
from shared.domain.clock import iso
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import READERS, Caller
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.inbox import notice
from shared.store.objects import Form
from shared.store.pages import Page
from shared.store.writing import put

ADDED = "material_added"
"""The kind of the job that tells invitees of a material that came after the announcement."""
_AT_ONCE = 50
"""Invitees of one step; each is told by a write of its own."""


def add(
    activity: str, fields: dict[str, Any], new_id: str, mark: str | None, caller: Caller, now: datetime
) -> tuple[Material, Form]:
    """A material, or the next version of one, that awaits its file, and the form by which it is sent. Three
    calls. Raises ``activity_state`` for what was cancelled, ``material_not_found``, ``limit_reached``."""
    _own(activity, caller)
    of = fields.pop("material", None)
    made = materials.add(
        Material(
            id=of or new_id,
            number=0 if of else 1,
            activity=activity,
            added_by=caller.person,
            added_at=now,
            **fields,
        ),
        mark,
    )
    return made, materials.form(made)


def arrive(activity: str, material: str, number: int, caller: Caller, now: datetime) -> Material:
    """Notes that a version's file has come. Confirmed again, nothing changes. Three calls of the database,
    two the second time. Raises ``material_not_found``, ``material_not_there``."""
    found = _own(activity, caller)
    item = materials.load(activity, material, number)
    known = value_of(item, Material)
    if known.arrived_at is not None:
        return known
    writes = []
    if found.announced and found.state is not State.CLOSED:
        job = jobs.new(ADDED, activity, now, f"{material}.{number}", material=known.title)
        writes.append(
            put(jobs.item(job), ActivityItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))
        )
    return materials.arrived(item, now, *writes)


def page(activity: str, caller: Caller, *, limit: int, cursor: str | None) -> Page[Material]:
    """What the activity hands out; to those who prepare it also what has not come. Two calls, three for an
    invitee whom no role lets in."""
    found = value_of(store.load(activity), Activity)
    require_reader(caller, found)
    pending = caller.reaches(READERS, found.scope) or caller.person in (found.created_by, found.organiser.id)
    return materials.page(activity, pending=pending, limit=limit, cursor=cursor)


def told(job: Job) -> Job:
    """Tells the next invitees of a material that has come, unless the activity is cancelled; who was told is
    not told twice."""
    activity = value_of(store.load(job.about, consistent=True), Activity)
    if activity.state is State.CANCELLED:
        return replace(job, finished=True)
    items, after = invitations.some_of(job.about, job.cursor, _AT_ONCE)
    data = {"title": activity.title, "starts": iso(activity.starts), "material": job.data["material"]}
    for item in items:
        invitation = value_of(item, Invitation)
        if invitation.state in EXPECTED:
            about = f"activity:{activity.id}"
            engine.insert(
                notice(invitation.person, NoticeKind.MATERIAL_ADDED, about, job.at, data, cause=job.id)
            )
    return replace(job, cursor=after, done=job.done + len(items), finished=after is None)


def _own(activity: str, caller: Caller) -> Activity:
    found = value_of(store.load(activity), Activity)
    require_organiser(caller, found)
    if found.state is State.CANCELLED:
        raise Refusal("activity_state", state=found.state)
    return found
