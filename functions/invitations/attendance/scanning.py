"""A scan of an activity's code becomes attendance: verified, graded, written with all that follows from it.

The code, the grades and what a late or distant scan is worth are those of check-in at stations.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from functions.invitations.activities.activity import Activity, OrganiserKind
from functions.invitations.attendance import persons, store, times, writing
from functions.invitations.attendance.entry import Entry, Outcome, proven, summary
from functions.invitations.attendance.store import Known
from functions.invitations.inviting.invitation import State
from shared.domain.errors import Refusal
from shared.domain.proof import codes
from shared.domain.proof.assurance import of_scan
from shared.domain.proof.codes import Purpose, Verified
from shared.domain.proof.reasons import Reason
from shared.domain.roles import Caller, Role
from shared.store.settings import Setting, secret
from shared.store.writing import commit


class Kind(StrEnum):
    """What a scan tells."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"


def scan(caller: Caller, activity_id: str, body: Mapping[str, Any], now: datetime) -> tuple[Entry, bool]:
    """What the list says of the caller after this scan, and whether the scan made it so: false for a second
    arrival or departure. Raises every ``reasons.Reason`` but ``code_superseded``, ``activity_not_found``,
    ``activity_state``, ``attendance_too_early``, ``attendance_closed``, ``not_invited``, ``not_arrived``.

    Three calls, two for a scan that changes nothing, one more for who was not invited.
    """
    master = secret(Setting.INVITATION_SECRET)
    verified = codes.verify(master, body["code"], now, body.get("captured_at"), Purpose.ACTIVITY)
    if verified.subject != activity_id:
        raise Refusal(Reason.CODE_FOR_OTHER)
    known = store.known(activity_id, caller.person)
    times.check_scan(known.activity, verified.moment)
    if body["kind"] is Kind.DEPARTURE:
        return _depart(known, verified, now)
    standing = _standing(known, verified.moment)
    if standing is not None and standing.present:
        return standing, False
    entry = proven(
        _arrival(caller, known, standing, verified.moment, now), of_scan(verified, body.get("location"))
    )
    try:
        return writing.write(known, standing, entry, now), True
    except Refusal as refusal:
        if refusal.code != "attended_already":
            raise
    first = _standing(store.known(activity_id, caller.person), verified.moment)
    if first is None or not first.present:
        raise Refusal("conflict", retry_after=1)
    return first, False


def _standing(known: Known, moment: datetime) -> Entry | None:
    """The entry that an arrival at ``moment`` is about: that of its legal day, or of the one sitting."""
    if times.one_sitting(known.activity) and known.entries:
        return known.entries[0]
    day = times.day_of(known.activity, moment)
    return next((entry for entry in known.entries if entry.day == day), None)


def _arrival(caller: Caller, known: Known, before: Entry | None, moment: datetime, now: datetime) -> Entry:
    """Raises ``not_invited``: unless a deputy comes to what a station holds where the deputy serves."""
    if before is not None:
        made = replace(before, outcome=Outcome.PRESENT, justified=False, reason=None)
    else:
        person = _invited(known) or _uninvited(caller, known.activity)
        made = Entry(
            known.activity.id,
            caller.person,
            person.name,
            person.role,
            times.day_of(known.activity, moment),
            Outcome.PRESENT,
            now,
            invited=person.invited,
        )
    return replace(made, arrived_at=moment, recorded_at=now, recorded_by=caller.person)


def _invited(known: Known) -> persons.Person | None:
    invitation = known.invitation
    if invitation is None or invitation.invited_at is None or invitation.state is State.WITHDRAWN:
        return None
    return persons.of_invitation(invitation)


def _uninvited(caller: Caller, activity: Activity) -> persons.Person:
    if not open_to(activity, caller):
        raise Refusal("not_invited")
    return persons.registered(caller.person, activity)


def open_to(activity: Activity, caller: Caller) -> bool:
    """Whether the caller may come uninvited: what a station holds is open to the deputies of every congress
    above it. A decision of this product: such activities are where deputies come in without being asked."""
    return activity.organiser.kind is OrganiserKind.STATION and caller.reaches(
        {Role.DEPUTY}, activity.organiser.id
    )


def _depart(known: Known, verified: Verified, now: datetime) -> tuple[Entry, bool]:
    """The latest arrival before the moment is what ends. Raises ``not_arrived``."""
    here = [
        (item, entry)
        for item, entry in zip(known.standing, known.entries, strict=True)
        if entry.present and (entry.arrived_at is None or entry.arrived_at <= verified.moment)
    ]
    if not here:
        raise Refusal("not_arrived")
    item, entry = here[-1]
    if entry.departed_at is not None:
        again = times.one_sitting(known.activity) or entry.day == times.day_of(
            known.activity, verified.moment
        )
        if not again:
            raise Refusal("not_arrived")
        return entry, False
    entry = replace(entry, departed_at=verified.moment)
    others = [other for other in known.entries if other.day != entry.day]
    commit(store.save(item, entry), *store.told(known.invited, summary([*others, entry])))
    return entry, True
