"""Reception days over HTTP."""

from datetime import date
from typing import Any

from functions.invitations.receptions import calendar, schemas, service, store
from functions.invitations.receptions.calendar import Named
from functions.invitations.receptions.reception import Booking, Conversation
from functions.invitations.receptions.store import Arranged
from shared.domain import divisions
from shared.domain.clock import legal_day
from shared.domain.roles import OVERSEERS, Role
from shared.store.pages import Page
from shared.web.access import public, roles, signed_in
from shared.web.call import Answer, Call
from shared.web.citing import cited
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Reception days"
_DAY = "/v1/divisions/{division}/reception-days/{day}"


@routes.route(
    "/v1/divisions/{division}/reception-days",
    summary="The reception days of a standing committee in a year",
    description="As its rules name them, shifted off days of rest, this year and those to come; with who "
    "receives, where and how many places are free, once that is arranged.",
    access=public(),
    query=schemas.YearQuery(),
    answer=schemas.ReceptionYear(),
    refusals=("division_not_found",),
    tag=_TAG,
)
def list_reception_days(call: Call, division: str) -> dict[str, Any]:
    divisions.get(division)
    year = call.query["year"] or legal_day(call.now).year
    named = {found.day: found for found in calendar.days(division, year)}
    arranged = store.of_year(division, year)
    chinese = call.language == CHINESE
    items = [_view(day, named.get(day), arranged.get(day), chinese) for day in sorted({*named, *arranged})]
    return {"division": division, "year": year, "items": items}


@routes.route(
    _DAY,
    summary="A reception day",
    access=public(),
    answer=schemas.ReceptionAnswer(),
    refusals=("division_not_found", "not_reception_day", "day_out_of_range"),
    tag=_TAG,
)
def get_reception_day(call: Call, division: str, day: str) -> Answer:
    divisions.get(division)
    on = service.parse(day)
    arranged = store.find(division, on)
    if arranged is None:
        service.require_named(division, on)
    return _answer(call, division, on, arranged)


@routes.route(
    _DAY,
    methods=["PUT"],
    summary="Say who receives on a reception day, where, and how many can come",
    description="Of a day of which nothing is arranged yet the version is 0. The leader is told; who has "
    "booked is told of another place.",
    access=roles(OVERSEERS, within="path:division"),
    body=schemas.ReceptionFields(),
    answer=schemas.ReceptionAnswer(),
    if_match=True,
    refusals=(
        "division_not_found",
        "not_reception_day",
        "reception_over",
        "member_not_found",
        "leader_office",
        "places_booked",
        "day_out_of_range",
        "conflict",
    ),
    tag=_TAG,
)
def arrange_reception(call: Call, division: str, day: str) -> Answer:
    on = service.parse(day)
    arranged = service.arrange(division, on, call.body, call.version, call.now)
    return _answer(call, division, on, arranged)


@routes.route(
    f"{_DAY}/outcome",
    methods=["POST"],
    summary="Say whether it was held",
    description="What was held is recorded of the committee, and so keeps its rule, and of the leader.",
    access=roles(OVERSEERS, Role.MEMBER, within="resource"),
    body=schemas.ReceptionOutcome(),
    answer=schemas.ReceptionAnswer(),
    if_match=True,
    refusals=("reception_not_arranged", "reception_ahead", "reception_over", "conflict", "day_out_of_range"),
    tag=_TAG,
)
def conclude_reception(call: Call, division: str, day: str) -> Answer:
    on = service.parse(day)
    arranged = service.conclude(division, on, call.body, call.version, call.caller, call.now)
    return _answer(call, division, on, arranged)


@routes.route(
    f"{_DAY}/bookings",
    methods=["POST"],
    summary="Book a place",
    description="One a day and person. Of two who want the last place one gets it.",
    access=signed_in(),
    body=schemas.BookingFields(),
    answer=schemas.BookingAnswer(),
    status=201,
    idempotent=True,
    refusals=(
        "reception_not_arranged",
        "not_reception_day",
        "reception_not_open",
        "slot_past",
        "booked_already",
        "reception_full",
        "day_out_of_range",
        "conflict",
    ),
    tag=_TAG,
)
def book_reception(call: Call, division: str, day: str) -> Booking:
    return service.book(division, service.parse(day), call.body, call.caller, call.mark, call.now)


@routes.route(
    f"{_DAY}/bookings",
    summary="Who comes to a reception day",
    access=roles(service.READERS, within="resource"),
    query=Listing(),
    answer=schemas.BOOKING_PAGE,
    refusals=("reception_not_arranged", "day_out_of_range"),
    tag=_TAG,
)
def list_reception_bookings(call: Call, division: str, day: str) -> Page[Booking]:
    limit, cursor = call.query["limit"], call.query["cursor"]
    return service.bookings(division, service.parse(day), call.caller, limit=limit, cursor=cursor)


@routes.route(
    f"{_DAY}/bookings/{{booking_id}}",
    methods=["DELETE"],
    summary="Give one's place back",
    access=signed_in(),
    status=204,
    refusals=("booking_not_found", "slot_past", "conflict", "day_out_of_range"),
    tag=_TAG,
)
def cancel_reception_booking(call: Call, division: str, day: str, booking_id: str) -> Answer:
    service.cancel(division, service.parse(day), booking_id, call.caller, call.now)
    return Answer(None)


@routes.route(
    "/v1/me/reception-bookings",
    summary="The places that one has booked, the latest day first",
    access=signed_in(),
    query=Listing(),
    answer=schemas.BOOKING_PAGE,
    tag=_TAG,
)
def list_own_reception_bookings(call: Call) -> Page[Booking]:
    return store.bookings_of(call.caller.person, limit=call.query["limit"], cursor=call.query["cursor"])


@routes.route(
    f"{_DAY}/conversations",
    methods=["POST"],
    summary="Note what was said at a reception",
    access=roles(OVERSEERS, Role.MEMBER, within="resource"),
    body=schemas.ConversationFields(),
    answer=schemas.ConversationAnswer(),
    status=201,
    idempotent=True,
    refusals=("reception_not_arranged", "reception_ahead", "conflict", "day_out_of_range"),
    tag=_TAG,
)
def note_conversation(call: Call, division: str, day: str) -> Answer:
    on = service.parse(day)
    made = service.note(division, on, call.body, call.caller, call.new_id, call.mark, call.now)
    return Answer(made, version=made.version)


@routes.route(
    f"{_DAY}/conversations",
    summary="What was said at a reception",
    access=roles(service.READERS, within="resource"),
    query=Listing(),
    answer=schemas.CONVERSATION_PAGE,
    refusals=("reception_not_arranged", "day_out_of_range"),
    tag=_TAG,
)
def list_conversations(call: Call, division: str, day: str) -> Page[Conversation]:
    limit, cursor = call.query["limit"], call.query["cursor"]
    return service.conversations(division, service.parse(day), call.caller, limit=limit, cursor=cursor)


@routes.route(
    f"{_DAY}/conversations/{{conversation_id}}/opinion",
    methods=["PUT"],
    summary="Name the opinion that was made of a conversation",
    access=roles(OVERSEERS, Role.MEMBER, within="resource"),
    body=schemas.OpinionFields(),
    answer=schemas.ConversationAnswer(),
    if_match=True,
    refusals=("reception_not_arranged", "conversation_not_found", "day_out_of_range"),
    tag=_TAG,
)
def refer_conversation(call: Call, division: str, day: str, conversation_id: str) -> Answer:
    on, opinion = service.parse(day), call.body["opinion"]
    made = service.refer(division, on, conversation_id, opinion, call.version, call.caller)
    return Answer(made, version=made.version)


def _answer(call: Call, division: str, day: date, arranged: Arranged | None) -> Answer:
    body = _view(day, calendar.named(division, day), arranged, call.language == CHINESE)
    return Answer(body, version=body["version"], dated=True)


def _view(day: date, named: Named | None, arranged: Arranged | None, chinese: bool) -> dict[str, Any]:
    found = None if arranged is None else arranged.reception
    fields = named.part.fields if named else None
    return {
        "day": day,
        "nominal": named.nominal if named else None,
        "provisional": named is not None and named.provisional,
        "state": _state(named, arranged),
        "rule": cited(named.book, named.part, chinese) if named else None,
        "receives": [named.book.word(word)[0 if chinese else 1] for word in fields.by]
        if named and fields
        else [],
        "hours": fields.hours if fields else (),
        "leader": {"name": found.leader_name, "office": found.office} if found else None,
        "place": found.place if found else None,
        "open_to": found.open_to if found else (),
        "slots": [
            {"at": slot.at, "places": slot.places, "left": arranged.left(slot.at)} for slot in found.slots
        ]
        if found and arranged
        else [],
        "note": found.note if found else None,
        "version": found.version if found else 0,
    }


def _state(named: Named | None, arranged: Arranged | None) -> str:
    if arranged is None:
        return "named"
    outcome = arranged.reception.outcome
    if outcome is not None:
        return "held" if outcome.held else "not_held"
    return "arranged" if named else "moved"
