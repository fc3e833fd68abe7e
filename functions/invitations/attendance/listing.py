"""The list that the organiser's staff keep: for those without a phone, for absence, for corrections."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from functions.invitations.activities.activity import State
from functions.invitations.attendance import persons, store, times, writing
from functions.invitations.attendance.entry import Entry, Outcome, proven
from functions.invitations.attendance.store import Known
from functions.invitations.inviting.invitation import State as Invited
from shared.domain.clock import legal_day
from shared.domain.errors import invalid
from shared.domain.proof.assurance import of_staff_entry
from shared.domain.roles import Role


def enter(known: Known, person: str, body: Mapping[str, Any], by: str, now: datetime) -> Entry:
    """What the list says of the person on a day once it says what ``body`` tells. The same told again
    changes nothing; what corrects an entry needs a reason, and the entry keeps what it said before.

    Raises ``activity_state``, ``attendance_too_early``, ``attendance_settled``, ``day_out_of_range``,
    ``invalid_request``, ``person_not_found``, ``limit_reached``. One call, none where nothing changes; up to
    two more for who was not invited, and the whole list for a member after the closing.
    """
    times.check_list(known.activity, now)
    day = _day(known, body.get("day"))
    before = next((entry for entry in known.entries if entry.day == day), None)
    entry = _told(known, person, body, day, before, by, now)
    if before is not None:
        if before.says_the_same(entry):
            return before
        if entry.reason is None:
            raise invalid("body.reason", "更正须填写事由", "a correction needs a reason")
    met: list[str] = []
    if entry.role is Role.MEMBER and entry.present and known.activity.state is State.CLOSED:
        met = deputies_present(store.all_of(known.activity.id), day)
    return writing.write(known, before, entry, now, met)


def deputies_present(entries: list[Entry], day: date) -> list[str]:
    """The deputies who were there on a day, in the order of their ids."""
    here = (e.person for e in entries if e.present and e.role is Role.DEPUTY and e.day == day)
    return sorted(here)


def _day(known: Known, day: date | None) -> date:
    first, last = times.days(known.activity)
    if day is None:
        if first != last and not times.one_sitting(known.activity):
            raise invalid("body.day", "活动历时多日，请写明日期", "it lasts several days: say which")
        return known.entries[0].day if known.entries else first
    if not first <= day <= last:
        raise invalid("body.day", "不在活动期间", "not a day of the activity")
    return day


def _told(
    known: Known,
    person: str,
    body: Mapping[str, Any],
    day: date,
    before: Entry | None,
    by: str,
    now: datetime,
) -> Entry:
    outcome: Outcome = body["status"]
    reason: str | None = body.get("reason")
    made = before or _new(known, person, day, now)
    if outcome is Outcome.ABSENT:
        for name in ("arrived_at", "departed_at"):
            if body.get(name) is not None:
                raise invalid(f"body.{name}", "缺席者没有时间", "who was absent has no times")
        leave = _granted(known)
        justified = bool(body.get("justified")) or leave is not None
        reason = reason or leave
        if justified and reason is None:
            raise invalid("body.reason", "正当缺席须填写事由", "a justified absence has a reason")
        made = replace(
            made,
            arrived_at=None,
            departed_at=None,
            grade=None,
            proof=None,
            place=None,
            timing=None,
            flags=(),
            distance=None,
            justified=justified,
        )
    else:
        if body.get("justified"):
            raise invalid("body.justified", "只用于缺席", "of an absence only")
        made = _timed(known, made, body, now)
        if before is None or not before.present:
            made = proven(made, of_staff_entry(day, legal_day(now)))
        made = replace(made, justified=False)
    return replace(made, outcome=outcome, reason=reason, recorded_at=now, recorded_by=by)


def _granted(known: Known) -> str | None:
    """The reason of a leave that was granted: whoever has it stays away with approval."""
    invitation = known.invitation
    if invitation is None or invitation.state is not Invited.ON_LEAVE or invitation.leave is None:
        return None
    return invitation.leave.reason


def _new(known: Known, person: str, day: date, now: datetime) -> Entry:
    invitation = known.invitation
    if invitation is None or invitation.invited_at is None or invitation.state is Invited.WITHDRAWN:
        who = persons.registered(person, known.activity)
    else:
        who = persons.of_invitation(invitation)
    return Entry(
        known.activity.id, person, who.name, who.role, day, Outcome.PRESENT, now, invited=who.invited
    )


def _timed(known: Known, entry: Entry, body: Mapping[str, Any], now: datetime) -> Entry:
    """With the times told; a time that is not told stays."""
    told = {name: body[name] for name in ("arrived_at", "departed_at") if body.get(name) is not None}
    for name, moment in told.items():
        if not times.fits(known.activity, moment, now):
            raise invalid(
                f"body.{name}", "不在活动时间之内，或晚于当前时间", "not a time of the activity, or to come"
            )
    entry = replace(entry, **told)
    arrived = told.get("arrived_at")
    daily = not times.one_sitting(known.activity)
    if daily and arrived is not None and times.day_of(known.activity, arrived) != entry.day:
        raise invalid("body.arrived_at", "不在该日", "not on that day")
    if entry.arrived_at and entry.departed_at and entry.departed_at < entry.arrived_at:
        raise invalid("body.departed_at", "不能早于到达时间", "must not lie before the arrival")
    return entry
