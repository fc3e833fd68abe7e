"""What is decided about reception days: arranging, booking, what was said, what came of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from functions.invitations import registry
from functions.invitations.receptions import calendar, looks, store, telling
from functions.invitations.receptions.calendar import KIND, Named
from functions.invitations.receptions.reception import (
    Booking,
    Conversation,
    Opening,
    Outcome,
    Reception,
    Slot,
)
from functions.invitations.receptions.store import Arranged
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal, invalid
from shared.domain.ids import derived_id
from shared.domain.members import Member
from shared.domain.roles import OVERSEERS, Caller, Role
from shared.regulations import sentences
from shared.regulations.matters import BINDING
from shared.store import records
from shared.store.envelopes import value_of
from shared.store.pages import Page
from shared.store.records import RecordItem
from shared.store.writing import Write, put

READERS = OVERSEERS | {Role.AUDITOR, Role.MEMBER}
_RACED = Refusal("conflict", retry_after=1)
EARLIEST, LATEST = 2000, 2098
"""Years for which there is a calendar, with the one after."""


def parse(day: str) -> date:
    """The day of a path; raises ``not_found`` for one that is none, ``day_out_of_range`` for one for which
    there is no calendar."""
    try:
        found = date.fromisoformat(day)
    except ValueError as error:
        raise Refusal("not_found") from error
    if not EARLIEST <= found.year <= LATEST:
        raise Refusal("day_out_of_range")
    return found


def require_named(division: str, day: date) -> Named:
    """The rule's day; raises ``not_reception_day``, with the next one, for any other."""
    found = calendar.named(division, day)
    if found is None:
        following = calendar.next_after(division, day)
        raise Refusal("not_reception_day", next=following or "—")
    return found


def arrange(division: str, day: date, fields: dict[str, Any], version: int, now: datetime) -> Arranged:
    """Staff say who receives, where and how many. Raises ``not_reception_day``, ``leader_office`` with the
    article where the rule says who must receive, ``places_booked``. Three calls."""
    named = require_named(division, day)
    if day < legal_day(now):
        raise Refusal("reception_over")
    before = store.find(division, day, consistent=True)
    if before is not None and before.reception.outcome is not None:
        raise Refusal("reception_over")
    leader = registry.member(fields["leader"])
    _require_leader(named, leader, division, day)
    after = Reception(
        _id(division, day),
        division,
        day,
        named.part.id,
        leader.id,
        leader.name,
        leader.office,
        fields["place"],
        tuple(Slot(**slot) for slot in fields["slots"]),
        tuple(dict.fromkeys(fields["open_to"])),
        fields["note"],
    )
    look = looks.due_from(division, day, version + 1, at_once=named.provisional, today=legal_day(now))
    told = telling.arranged(named.book, before, after, version, now)
    made = store.arrange(before, after, version, look, *told)
    return store.load(division, day, consistent=True) if before else Arranged(made, store.fresh(made))


def _require_leader(named: Named, leader: Member, division: str, day: date) -> None:
    in_office = leader.since <= day and (leader.until is None or day <= leader.until)
    if leader.division != division or not in_office:
        raise invalid("body.leader", "当日不是该常委会组成人员", "is no member of the committee on that day")
    wanted = named.part.fields.by
    if wanted and str(leader.office) not in wanted and named.part.modality in BINDING:
        offices = "、".join(named.book.word(word)[0] for word in wanted)
        raise Refusal("leader_office", basis=sentences.basis(named.part), offices=offices)


def book(
    division: str, day: date, fields: dict[str, Any], caller: Caller, mark: str | None, now: datetime
) -> Booking:
    """Somebody books a place. Raises ``reception_not_arranged``, ``not_reception_day`` where the calendar has
    moved it, ``reception_not_open``, ``slot_past``, ``booked_already``, ``reception_full``. Two calls."""
    found = store.load(division, day).reception
    named = require_named(division, day)
    deputy = is_deputy_there(caller, division)
    admitted = {Opening.RESIDENTS} | ({Opening.DEPUTIES} if deputy else set())
    if admitted.isdisjoint(found.open_to):
        raise Refusal("reception_not_open")
    if fields["slot"] not in [slot.at for slot in found.slots]:
        raise invalid("body.slot", "没有这个时段", "there is no such slot")
    if telling.begins(day, fields["slot"]) <= now or found.outcome is not None:
        raise Refusal("slot_past")
    made = Booking(
        _booking_id(division, day, caller.person),
        division,
        day,
        caller.person,
        fields["slot"],
        fields["topic"],
        deputy,
        now,
    )
    return store.book(made, mark, telling.booked(named.book, found, made))


def is_deputy_there(caller: Caller, division: str) -> bool:
    """Whether the caller is a deputy of the division's congress, of one below, or sent to one above."""
    return any(
        grant.role is Role.DEPUTY and (grant.scope.startswith(division) or division.startswith(grant.scope))
        for grant in caller.grants
    )


def cancel(division: str, day: date, booking: str, caller: Caller, now: datetime) -> None:
    """The person gives the place back, before the slot begins. Raises ``booking_not_found``, ``slot_past``.
    Two calls."""
    found = store.booking_of(division, day, caller.person)
    if found is None or found.id != booking:
        raise Refusal("booking_not_found")
    if telling.begins(day, found.slot) <= now:
        raise Refusal("slot_past")
    store.give_back(found)


def bookings(division: str, day: date, caller: Caller, *, limit: int, cursor: str | None) -> Page[Booking]:
    """Who comes, to staff and the leader. Two calls."""
    require_reader(store.load(division, day).reception, caller)
    return store.bookings(division, day, limit=limit, cursor=cursor)


def require_reader(found: Reception, caller: Caller) -> None:
    """The leader, and staff and auditors whose roles reach the division."""
    if caller.person != found.leader:
        caller.require_reach(OVERSEERS | {Role.AUDITOR}, found.division)


def _require_keeper(found: Reception, caller: Caller) -> None:
    if caller.person != found.leader:
        caller.require_reach(OVERSEERS, found.division)


def note(
    division: str,
    day: date,
    fields: dict[str, Any],
    caller: Caller,
    make_id: Callable[[str], str],
    mark: str | None,
    now: datetime,
) -> Conversation:
    """Staff or the leader note what was said, on the day or after. Two calls."""
    found = store.load(division, day).reception
    _require_keeper(found, caller)
    _require_come(day, now)
    made = Conversation(make_id("w"), division, day, by=caller.person, at=now, **fields)
    return store.note(made, mark)


def refer(
    division: str, day: date, conversation: str, opinion: str, version: int, caller: Caller
) -> Conversation:
    """Names the opinion that was made of a conversation. Three calls."""
    _require_keeper(store.load(division, day).reception, caller)
    item = store.conversation(division, day, conversation)
    return store.rewrite(item, replace(value_of(item, Conversation), opinion=opinion), version)


def conversations(
    division: str, day: date, caller: Caller, *, limit: int, cursor: str | None
) -> Page[Conversation]:
    """What was said, to staff and the leader. Two calls."""
    require_reader(store.load(division, day).reception, caller)
    return store.conversations(division, day, limit=limit, cursor=cursor)


def conclude(
    division: str, day: date, fields: dict[str, Any], version: int, caller: Caller, now: datetime
) -> Arranged:
    """Staff or the leader say whether it was held; what was held is recorded of the committee, by which the
    calendar's rule is kept, and of the leader. Raises ``reception_ahead``, ``reception_over``. Two calls."""
    arranged = store.load(division, day, consistent=True)
    found = arranged.reception
    _require_keeper(found, caller)
    _require_come(day, now)
    if found.outcome is not None:
        raise Refusal("reception_over")
    deputies = tuple(dict.fromkeys(fields["deputies"]))
    outcome = Outcome(
        fields["held"],
        now,
        caller.person,
        max(fields["received"], len(deputies)),
        deputies,
        fields["note"],
    )
    recorded = _records(found, outcome) if outcome.held else []
    after = store.conclude(found, replace(found, outcome=outcome), version, *recorded)
    return Arranged(after, arranged.places)


def _require_come(day: date, now: datetime) -> None:
    if legal_day(now) < day:
        raise Refusal("reception_ahead")


def _records(found: Reception, outcome: Outcome) -> list[Write]:
    body = {"place": found.place, "received": outcome.received, "leader": found.leader, "by": outcome.by}
    committee = records.item(
        records.committee_key(found.division),
        found.day,
        KIND,
        found.id,
        body=body,
        others=outcome.deputies,
    )
    leader = records.item(
        records.member_key(found.leader),
        found.day,
        KIND,
        found.id,
        body=body,
        marks=["face_to_face"],
        others=outcome.deputies,
    )
    return [put(item, RecordItem.pk.does_not_exist(), _RACED) for item in (committee, leader)]


def _id(division: str, day: date) -> str:
    return derived_id("d", division, str(day))


def _booking_id(division: str, day: date, person: str) -> str:
    return derived_id("b", division, str(day), person)
