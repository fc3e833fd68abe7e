"""Whom to invite, and how far a term's coverage has come, over HTTP."""

from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, fields, validate

from functions.invitations.activities.organising import ORGANISERS
from functions.invitations.candidates import service
from functions.invitations.candidates.ranking import Candidate, Why
from functions.invitations.candidates.service import CATEGORIES
from shared.domain.roles import READERS
from shared.regulations import sentences
from shared.regulations.rules import Modality, Status
from shared.web.access import roles
from shared.web.call import Call
from shared.web.problems import CHINESE
from shared.web.schemas import DivisionCode, Listing, YesNo
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Candidates"
_RULE = {"example": "gx-06c.a"}


class CandidateListing(Listing):
    """Of which category, if not all."""

    class Meta:
        unknown = RAISE

    category = fields.String(
        load_default=None, validate=validate.OneOf(CATEGORIES), metadata={"example": "grassroots_invitees"}
    )


class CandidateReason(Schema):
    """Why somebody would be invited, with the rule that asks for it, if one does."""

    why = fields.Enum(Why, by_value=True, metadata={"example": "not_attended"})
    sentence = fields.String(metadata={"example": "基层代表，本届尚未参加过此类活动"})
    rule = fields.String(allow_none=True, metadata=_RULE)


class CandidateAnswer(Schema):
    """A deputy who could be invited. ``invited`` and ``attended`` count activities of this kind in the term;
    ``standing`` is the state of an invitation that there is."""

    deputy = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "韦春兰"})
    grassroots = fields.Boolean()
    fields_ = fields.List(
        fields.String(), data_key="fields", attribute="fields", metadata={"example": ["民政"]}
    )
    invited = fields.Integer(metadata={"example": 1})
    attended = fields.Integer(metadata={"example": 0})
    attended_on = fields.Date(allow_none=True, metadata={"example": None})
    standing = fields.String(allow_none=True, metadata={"example": None})
    reasons = fields.List(fields.Nested(CandidateReason))


class CandidatePage(Schema):
    """A page of candidates, ranked within the page."""

    items = fields.List(fields.Nested(CandidateAnswer))
    next = fields.String(allow_none=True, metadata={"example": None})


class CoverageListing(Listing):
    """A rule that wants deputies at an activity within the term."""

    class Meta:
        unknown = RAISE

    scope = DivisionCode(required=True, metadata={"example": "4114", "description": "The congress's"})
    rule = fields.String(required=True, validate=validate.Length(2, 64), metadata=_RULE)
    missing = YesNo(load_default=True, metadata={"description": "Only who has not come yet"})


class CoveredDeputy(Schema):
    """A deputy whom the rule wants at such an activity."""

    deputy = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "韦春兰"})
    invited = fields.Integer(metadata={"example": 1})
    attended = fields.Integer(metadata={"example": 0})
    attended_on = fields.Date(allow_none=True, metadata={"example": None})


class CoverageAnswer(Schema):
    """How far a term has come. ``attended`` counts all of the term who came at least once; both are null
    where nobody is named."""

    rule = fields.String(metadata=_RULE)
    sentence = fields.String(metadata={"example": "争取让每位基层代表任期内列席过常委会会议。"})
    modality = fields.Enum(Modality, by_value=True, metadata={"example": "best_effort"})
    status = fields.Enum(Status, by_value=True, metadata={"example": "in_force"})
    term = fields.Integer(allow_none=True, metadata={"example": 14})
    attended = fields.Integer(allow_none=True, metadata={"example": 212})
    items = fields.List(fields.Nested(CoveredDeputy))
    next = fields.String(allow_none=True, metadata={"example": None})


@routes.route(
    "/v1/activities/{activity_id}/candidates",
    summary="Whom to invite",
    description="Deputies of the congress, ranked within the page, each with the reasons that rules give: "
    "of the grassroots and at none such in the term; of the agenda's field; who made related suggestions; "
    "who was at related activities before. A page may be short and still have a next one.",
    access=roles(ORGANISERS, within="resource"),
    query=CandidateListing(),
    answer=CandidatePage(),
    refusals=("activity_not_found", "not_organiser", "group_not_found", "group_dissolved", "invalid_cursor"),
    tag=_TAG,
)
def list_candidates(call: Call, activity_id: str) -> dict[str, Any]:
    query, lang = call.query, 0 if call.language == CHINESE else 1
    _, page = service.candidates(
        activity_id, query["category"], call.caller, call.now, limit=query["limit"], cursor=query["cursor"]
    )
    return {"items": [_candidate(one, lang) for one in page.items], "next": page.next}


@routes.route(
    "/v1/coverage",
    summary="Who has been to an activity within the term, and who not yet",
    description="Under a rule that wants each deputy at one within the term, of a draft regulation too. A "
    "page may be short and still have a next one.",
    access=roles(READERS, within="query:scope"),
    query=CoverageListing(),
    answer=CoverageAnswer(),
    refusals=("rule_not_found", "rule_not_covered", "invalid_cursor"),
    tag=_TAG,
)
def get_coverage(call: Call) -> dict[str, Any]:
    query, lang = call.query, 0 if call.language == CHINESE else 1
    found = service.covered(
        query["scope"],
        query["rule"],
        query["missing"],
        call.now,
        limit=query["limit"],
        cursor=query["cursor"],
    )
    return {
        "rule": found.part.id,
        "sentence": sentences.of_refusal(found.book, found.part)[lang],
        "modality": found.part.modality,
        "status": found.book.instruments[found.part.instrument].status,
        "term": found.term,
        "attended": found.attended,
        "items": [_counted(one) for one in found.page.items],
        "next": found.page.next,
    }


def _counted(candidate: Candidate) -> dict[str, Any]:
    return {
        "deputy": candidate.deputy.id,
        "name": candidate.deputy.name,
        "invited": candidate.invited,
        "attended": candidate.attended,
        "attended_on": None if candidate.attended_on is None else date.fromisoformat(candidate.attended_on),
    }


def _candidate(candidate: Candidate, lang: int) -> dict[str, Any]:
    reasons = [
        {
            "why": reason.why,
            "sentence": reason.sentence[lang],
            "rule": None if reason.part is None else reason.part.id,
        }
        for reason in candidate.reasons
    ]
    return {
        **_counted(candidate),
        "grassroots": candidate.deputy.grassroots,
        "fields": candidate.deputy.fields,
        "standing": candidate.standing,
        "reasons": reasons,
    }
