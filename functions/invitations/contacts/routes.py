"""Contact of members with deputies over HTTP."""

from typing import Any

from functions.invitations.appointments import citing
from functions.invitations.contacts import feedback, schemas, service, store, words
from functions.invitations.contacts.contact import Contact, Happened
from shared.domain import divisions
from shared.domain.clock import legal_day
from shared.domain.roles import OVERSEERS, Role
from shared.store.pages import Page
from shared.web.access import public, roles
from shared.web.call import Answer, Call
from shared.web.citing import cited
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Contacts"
_VIEW = (
    "contact_not_found",
    "contact_void",
    "view_not_found",
    "fed_back_already",
    "limit_reached",
    "conflict",
)


@routes.route(
    "/v1/divisions/{division}/contact-words",
    summary="Who keeps contact there, in which ways, and about what",
    access=public(),
    answer=schemas.ContactWords(),
    refusals=("division_not_found",),
    tag=_TAG,
)
def list_contact_words(call: Call, division: str) -> dict[str, Any]:
    divisions.get(division)
    today, language = legal_day(call.now), 0 if call.language == CHINESE else 1
    book, rule = words.book_of(division, today), words.topics(division, today)

    def named(found: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"word": word, "name": book.word(word)[language]} for word in found]

    return {
        "division": division,
        "ways": named(words.ways(division, today)),
        "topics": named(rule.fields.items if rule else ()),
        "rule": cited(book, rule, call.language == CHINESE) if rule else None,
        "kept_by": citing.ways(book, words.kept_by(division, today), call.language == CHINESE),
    }


@routes.route(
    "/v1/members/{member_id}/contacts",
    methods=["POST"],
    summary="Enter a contact that a member had with a deputy",
    description="By the member or those who work for the committee. The same contact (deputy, day and way) "
    "entered again is answered with 200 and makes nothing new.",
    access=roles(service.KEEPERS, within="resource"),
    body=schemas.NewContact(),
    answer=schemas.ContactAnswer(),
    status=201,
    also={200: "It was entered before"},
    refusals=(
        "member_not_found",
        "deputy_not_found",
        "contact_elsewhere",
        "contact_exists",
        "contact_void",
        "topic_not_listed",
        "conflict",
    ),
    tag=_TAG,
)
def enter_contact(call: Call, member_id: str) -> Answer:
    found, new = service.enter(member_id, call.body, call.caller, call.now)
    return _answer(call, found, status=201 if new else 200)


@routes.route(
    "/v1/members/{member_id}/contacts",
    summary="The log of a member's contacts, newest first",
    access=roles(OVERSEERS, Role.AUDITOR, Role.MEMBER, within="resource"),
    query=Listing(),
    answer=schemas.CONTACT_PAGE,
    refusals=("member_not_found",),
    tag=_TAG,
)
def list_contacts_of_member(call: Call, member_id: str) -> Page[dict[str, Any]]:
    service.require_member_log(member_id, call.caller)
    page = store.of_member(member_id, limit=call.query["limit"], cursor=call.query["cursor"])
    return page.map(_listed)


@routes.route(
    "/v1/deputies/{deputy_id}/contacts",
    summary="The contacts that members had with a deputy, newest first",
    access=roles(OVERSEERS, Role.AUDITOR, Role.DEPUTY, within="resource"),
    query=Listing(),
    answer=schemas.CONTACT_PAGE,
    refusals=("deputy_not_found",),
    tag=_TAG,
)
def list_contacts_of_deputy(call: Call, deputy_id: str) -> Page[dict[str, Any]]:
    service.require_deputy_log(deputy_id, call.caller)
    page = store.of_deputy(deputy_id, limit=call.query["limit"], cursor=call.query["cursor"])
    return page.map(_listed)


@routes.route(
    "/v1/contacts/{contact_id}",
    summary="A contact, the views heard and what became of them",
    access=roles(service.VIEWERS, within="resource"),
    answer=schemas.ContactAnswer(),
    refusals=("contact_not_found",),
    tag=_TAG,
)
def get_contact(call: Call, contact_id: str) -> Answer:
    return _answer(call, service.load(contact_id, call.caller), dated=True)


@routes.route(
    "/v1/members/{member_id}/contacts/{contact_id}/handovers",
    methods=["POST"],
    summary="Note to whom a view is handed over",
    access=roles(service.KEEPERS, within="resource"),
    body=schemas.HandoverFields(),
    answer=schemas.ContactAnswer(),
    if_match=True,
    refusals=_VIEW,
    tag=_TAG,
)
def hand_over_view(call: Call, member_id: str, contact_id: str) -> Answer:
    return _followed(call, member_id, contact_id, Happened.HANDED_OVER)


@routes.route(
    "/v1/members/{member_id}/contacts/{contact_id}/results",
    methods=["POST"],
    summary="Note what became of a view",
    description="Where a rule wants the deputy told of the result, it is owed from here on.",
    access=roles(service.KEEPERS, within="resource"),
    body=schemas.ViewOutcome(),
    answer=schemas.ContactAnswer(),
    if_match=True,
    refusals=_VIEW,
    tag=_TAG,
)
def note_result_of_view(call: Call, member_id: str, contact_id: str) -> Answer:
    return _followed(call, member_id, contact_id, Happened.RESULT_KNOWN)


@routes.route(
    "/v1/members/{member_id}/contacts/{contact_id}/feedback",
    methods=["POST"],
    summary="Tell the deputy what became of a view",
    description="The deputy finds it in the inbox.",
    access=roles(service.KEEPERS, within="resource"),
    body=schemas.ViewOutcome(),
    answer=schemas.ContactAnswer(),
    if_match=True,
    refusals=_VIEW,
    tag=_TAG,
)
def feed_back_on_view(call: Call, member_id: str, contact_id: str) -> Answer:
    return _followed(call, member_id, contact_id, Happened.FED_BACK)


@routes.route(
    "/v1/members/{member_id}/contacts/{contact_id}/voiding",
    methods=["POST"],
    summary="Say that a contact was entered in error",
    description="Its record is kept and counts no longer.",
    access=roles(service.KEEPERS, within="resource"),
    body=schemas.VoidFields(),
    answer=schemas.ContactAnswer(),
    if_match=True,
    refusals=("contact_not_found", "contact_void", "record_not_found", "conflict"),
    tag=_TAG,
)
def void_contact(call: Call, member_id: str, contact_id: str) -> Answer:
    reason = call.body["reason"]
    return _answer(call, service.void(member_id, contact_id, reason, call.version, call.caller, call.now))


def _followed(call: Call, member: str, contact: str, what: Happened) -> Answer:
    found = service.follow(member, contact, call.body, what, call.version, call.caller, call.now)
    return _answer(call, found)


def _answer(call: Call, found: Contact, *, status: int | None = None, dated: bool = False) -> Answer:
    shown = feedback.shown(found, call.now, call.language == CHINESE)
    return Answer({**_listed(found), **shown}, status=status, version=found.version, dated=dated)


def _listed(found: Contact) -> dict[str, Any]:
    names = (
        "id", "member", "member_name", "deputy", "deputy_name", "division", "way", "day", "face_to_face",
        "topics", "version",
    )  # fmt: skip
    return {
        **{name: getattr(found, name) for name in names},
        "heard": len(found.views),
        "fed_back": sum(view.fed_back for view in found.views),
        "void": found.voided is not None,
    }
