"""What the routes of continuation take and answer."""

from marshmallow import Schema, fields, validate

from functions.suggestions.suggestions.schemas import SuggestionListed
from functions.suggestions.suggestions.suggestion import State
from shared.domain.ids import PATTERN
from shared.domain.mandates import MandateStatus
from shared.web.batches import ItemProblem
from shared.web.schemas import Body, PersonId, ScopeListing, Text, page_of

_REASON = {"example": "机构改革，职责划入承继单位"}


class Succession(Body):
    """The unit that goes on with what another has in hand."""

    successor = fields.String(
        required=True,
        validate=validate.Regexp(f"^u{PATTERN}$(?!\n)"),
        metadata={"example": "u01j9zq3v7k2m8n4p6r5t"},
    )
    reason = Text(500, required=True, lines=True, metadata=_REASON)
    cursor = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 1024),
        metadata={"description": "`next` of the answer before", "example": None},
    )


class PassedCase(Schema):
    """What became of a case; `problem` says why it could not go over."""

    case = fields.String(metadata={"example": "s01j9zq3v7k2m8n4p6r5t"})
    kind = fields.String(metadata={"example": "suggestion"})
    title = fields.String(metadata={"example": "关于增设过街天桥的建议"})
    passed = fields.Boolean(metadata={"example": True})
    problem = fields.Nested(ItemProblem(), allow_none=True)


class NamingSuccessor(Body):
    """The deputy who goes on with a suggestion, and why."""

    deputy = PersonId(required=True)
    reason = Text(500, required=True, lines=True, metadata={"example": "届满离任，由联名代表继续跟进"})


class UnattendedListing(ScopeListing):
    """Of the suggestions in a state."""

    state = fields.Enum(State, by_value=True, required=True, metadata={"example": "handling"})


class UnattendedSuggestion(SuggestionListed):
    """A suggestion whose deputy exercises no mandate of that congress today."""

    mandate = fields.Enum(MandateStatus, by_value=True, metadata={"example": "ended"})


PASSED_PAGE = page_of(PassedCase(), "SuccessionPage")
UNATTENDED_PAGE = page_of(UnattendedSuggestion(), "UnattendedSuggestionPage")
