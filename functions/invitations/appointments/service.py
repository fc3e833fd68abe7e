"""What is decided about appointments: asking, proposing, arranging, answering, and what came of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from functions.invitations import registry
from functions.invitations.appointments import appointment as course
from functions.invitations.appointments import store
from functions.invitations.appointments.appointment import (
    Act,
    Appointment,
    Counterpart,
    Span,
    State,
    Step,
    Whom,
)
from functions.invitations.appointments.telling import everybody, office, tell
from functions.invitations.appointments.timing import due_day, owed
from functions.invitations.resting import rests_on
from functions.invitations.tables import ActivityItem
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal, invalid
from shared.domain.notices import NoticeKind
from shared.domain.roles import OVERSEERS, Caller, Role
from shared.store import records
from shared.store.envelopes import value_of
from shared.store.records import RecordItem
from shared.store.writing import Write, put

ARRANGERS = OVERSEERS | {Role.TOWNSHIP_STAFF}
"""Those who work for a standing committee, and for a township's congress."""
VIEWERS = ARRANGERS | {Role.AUDITOR, Role.DEPUTY, Role.MEMBER}
KIND = "appointment"
"""The kind of record."""
_FURTHEST = timedelta(days=366)
_LONGEST = timedelta(days=1)


def request(
    fields: dict[str, Any], caller: Caller, make_id: Callable[[str], str], mark: str | None, now: datetime
) -> Appointment:
    """A deputy asks. Raises ``no_mandate_there``, ``mandate_suspended``, and ``invalid_request`` for somebody
    who is no member there. Two calls, three for a member."""
    deputy = registry.deputy(caller.person)
    require_mandate(deputy, fields["division"], now)
    whom = _counterpart(fields["whom"], fields["division"], caller.person, now)
    wishes = spans("body.wishes", fields["wishes"], now)
    step = Step(Act.REQUESTED, now, caller.person, wishes=wishes)
    made = Appointment(
        make_id("o"), deputy.id, deputy.name, fields["division"], whom, fields["subject"], wishes, (step,)
    )
    return store.create(made, now, mark, _asked(made, now))


def _asked(made: Appointment, now: datetime) -> Write:
    """Those who arrange it are told until when, and by which rule."""
    run = owed(made, now)
    due = due_day(run)
    more = {"due": due and str(due), **rests_on(run.part if run else None)}
    return tell(office(made.division), NoticeKind.APPOINTMENT_REQUESTED, made, now, **more)


def require_mandate(deputy: Deputy, division: str, now: datetime) -> None:
    """Raises ``no_mandate_there`` or ``mandate_suspended`` unless the deputy exercises a mandate of the
    congress of ``division`` today."""
    today = legal_day(now)
    there = [mandate for mandate in deputy.mandates if mandate.division == division]
    if any(mandate.active_on(today) for mandate in there):
        return
    lasting = any(
        mandate.begins <= today and (mandate.ends is None or today <= mandate.ends) for mandate in there
    )
    raise Refusal("mandate_suspended" if lasting else "no_mandate_there")


def _counterpart(given: dict[str, Any], division: str, deputy: str, now: datetime) -> Counterpart:
    if given["kind"] is not Whom.MEMBER:
        return Counterpart(given["kind"], given["name"])
    if given["id"] == deputy:
        raise invalid("body.with.id", "不能约见本人", "nobody meets themself")
    member, today = registry.member(given["id"]), legal_day(now)
    in_office = member.since <= today and (member.until is None or today <= member.until)
    if member.division != division or not in_office:
        raise invalid("body.with.id", "不是该常委会的现任组成人员", "is no member in office there")
    return Counterpart(Whom.MEMBER, member.name, member.id)


def spans(field: str, given: list[dict[str, datetime]], now: datetime) -> tuple[Span, ...]:
    """Times wished for. Raises ``invalid_request`` for one that ends before it begins, has begun, lasts over
    a day or lies more than a year ahead."""
    return tuple(_span(one, now, f"{field}.{number}") for number, one in enumerate(given))


def _span(given: dict[str, Any], now: datetime, field: str = "body") -> Span:
    one = Span(given["starts"], given["ends"])
    if not one.starts < one.ends <= one.starts + _LONGEST:
        raise invalid(f"{field}.ends", "应晚于开始时间，不超过一天", "must follow within a day")
    if not now < one.starts <= now + _FURTHEST:
        raise invalid(f"{field}.starts", "应在今后一年之内", "must lie within the coming year")
    return one


def load(appointment: str, caller: Caller) -> Appointment:
    """To the deputy, to the member who is asked, to the staff and auditors whose roles reach the division;
    raises ``appointment_not_found``. One call."""
    found = value_of(store.load(appointment), Appointment)
    if caller.person not in (found.deputy, found.whom.id):
        caller.require_reach(ARRANGERS | {Role.AUDITOR}, found.division)
    return found


def propose(
    appointment: str, fields: dict[str, Any], version: int, caller: Caller, now: datetime
) -> Appointment:
    """Staff propose another time; the member hears that one arranged before is not kept. Two calls."""
    item, found = _of_staff(appointment, caller)
    time = _span(fields, now)
    after = course.propose(found, time, fields["place"], fields["note"], caller.person, now)
    told = [tell(found.deputy, NoticeKind.APPOINTMENT_PROPOSED, after, now, reason=fields["note"])]
    if found.state is State.ARRANGED and found.whom.id:
        dropped = replace(after, time=found.time, place=found.place)
        told.append(
            tell(found.whom.id, NoticeKind.APPOINTMENT_CANCELLED, dropped, now, reason=fields["note"])
        )
    return store.change(item, after, version, now, *told)


def arrange(
    appointment: str, fields: dict[str, Any], version: int, caller: Caller, now: datetime
) -> Appointment:
    """Staff arrange it within the times that the deputy wished for. Two calls."""
    item, found = _of_staff(appointment, caller)
    time = _span(fields, now)
    after = course.arrange(found, time, fields["place"], fields["note"], caller.person, now)
    told = everybody(after, NoticeKind.APPOINTMENT_ARRANGED, now)
    return store.change(item, after, version, now, *told)


def decline(appointment: str, reason: str, version: int, caller: Caller, now: datetime) -> Appointment:
    """Staff cannot arrange it, or cancel what they had arranged. Two calls."""
    item, found = _of_staff(appointment, caller)
    after = course.decline(found, reason, caller.person, now)
    if found.state is State.ARRANGED:
        told = everybody(after, NoticeKind.APPOINTMENT_CANCELLED, now, reason=reason)
    else:
        told = [tell(found.deputy, NoticeKind.APPOINTMENT_DECLINED, after, now, reason=reason)]
    return store.change(item, after, version, now, *told)


def answer(
    appointment: str, fields: dict[str, Any], version: int, caller: Caller, now: datetime
) -> Appointment:
    """The deputy accepts the time proposed, or wishes for others. Two calls."""
    item, found = _of_deputy(appointment, caller)
    if fields["accept"]:
        after = course.accept(found, caller.person, now)
        told = [*everybody(after, NoticeKind.APPOINTMENT_ARRANGED, now)]
        told.append(tell(office(found.division), NoticeKind.APPOINTMENT_ARRANGED, after, now))
    else:
        wishes = spans("body.wishes", fields["wishes"], now)
        after = course.counter(found, wishes, fields["note"], caller.person, now)
        told = [_asked(after, now)]
    return store.change(item, after, version, now, *told)


def withdraw(
    appointment: str, reason: str | None, version: int, caller: Caller, now: datetime
) -> Appointment:
    """The deputy no longer asks for it. Two calls."""
    item, found = _of_deputy(appointment, caller)
    after = course.withdraw(found, reason, caller.person, now)
    to = [office(found.division)]
    if found.state is State.ARRANGED and found.whom.id:
        to.append(found.whom.id)
    told = [tell(one, NoticeKind.APPOINTMENT_CANCELLED, after, now, reason=reason) for one in to]
    return store.change(item, after, version, now, *told)


def conclude(
    appointment: str, fields: dict[str, Any], version: int, caller: Caller, now: datetime
) -> Appointment:
    """Staff, or the member who was asked, say whether it took place; what took place is recorded of the
    deputy, and of the member or else of the committee. Two calls."""
    item, found = _load(appointment)
    if caller.person != found.whom.id:
        caller.require_reach(ARRANGERS, found.division)
    after = course.conclude(found, fields["held"], fields["note"], caller.person, now)
    recorded = _records(after, fields["face_to_face"], caller.person) if fields["held"] else []
    return store.change(item, after, version, now, *recorded)


def _records(found: Appointment, face_to_face: bool, by: str) -> list[Write]:
    begun = found.time.starts if found.time else found.history[-1].at
    day, met = legal_day(begun), found.whom.id
    partition = records.member_key(met) if met else records.committee_key(found.division)
    body = {"subject": found.subject, "by": by}
    marks = ["face_to_face"] if face_to_face else []
    sides = (
        records.item(partition, day, KIND, found.id, body=body, marks=marks, others=[found.deputy]),
        records.item(
            records.deputy_key(found.deputy), day, KIND, found.id, body=body, marks=marks,
            others=[met] if met else [],
        ),
    )  # fmt: skip
    return [put(side, RecordItem.pk.does_not_exist(), Refusal("conflict", retry_after=1)) for side in sides]


def _load(appointment: str) -> tuple[ActivityItem, Appointment]:
    item = store.load(appointment, consistent=True)
    return item, value_of(item, Appointment)


def _of_staff(appointment: str, caller: Caller) -> tuple[ActivityItem, Appointment]:
    item, found = _load(appointment)
    caller.require_reach(ARRANGERS, found.division)
    return item, found


def _of_deputy(appointment: str, caller: Caller) -> tuple[ActivityItem, Appointment]:
    """Raises ``not_yours`` for anybody but the deputy who asked."""
    item, found = _load(appointment)
    if caller.person != found.deputy:
        raise Refusal("not_yours")
    return item, found
