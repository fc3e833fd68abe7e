"""Answers about hand-overs and what is due."""

from marshmallow import Schema, fields

from functions.suggestions.clocks.citing import CaseClock
from functions.suggestions.handovers.handover import Share, State
from shared.web.schemas import Body, Day, Listing, Moment, ScopeCode, Text, page_of

_CASE = {"example": "s01j9zq3v7k2m8n4p6r5t", "description": "The opinion or suggestion"}
_UNTIL = {"description": "Only what is due by the end of this day", "example": "2026-12-31"}


class DueListing(Listing):
    """What is due from one unit."""

    until = Day(load_default=None, metadata=_UNTIL)


class ScopeDueListing(DueListing):
    """What is due in what a scope reaches."""

    scope = ScopeCode(required=True)


class InHand(Schema):
    """A case in the hands of a party."""

    case = fields.String(metadata=_CASE)
    kind = fields.String(
        metadata={
            "example": "suggestion",
            "description": "`opinion`, `suggestion`, `letter`, `heard`, `appeal`; a letter, and what was "
            "heard in contact, is at `/v1/concerns`, the others where they are called so",
        }
    )
    scope = fields.String(metadata={"example": "4114"})
    title = fields.String(metadata={"example": "关于增设过街天桥的建议"})
    party = fields.String(
        metadata={
            "example": "u01j9zq3v7k2m8n4p6r5t",
            "description": "The unit, who received it (a scope), or the deputy who made it",
        }
    )
    name = fields.String(allow_none=True, metadata={"example": "市交通运输局"})
    share = fields.String(metadata={"example": "lead", "enum": [share.value for share in Share]})
    state = fields.String(metadata={"example": "given", "enum": [state.value for state in State]})
    since = Moment()


class DueAnswer(InHand):
    """What a party owes first. Without a day: promptly where there is a rule, and where there is none no rule
    gives a time."""

    due = fields.Date(allow_none=True, metadata={"example": "2027-02-20", "description": "The last day"})
    due_at = Moment(allow_none=True, metadata={"description": "The last instant"})
    overdue = fields.Boolean(metadata={"description": "Whether that is past"})
    provisional = fields.Boolean(metadata={"description": "The holidays on the way are not announced yet"})
    halted = fields.Boolean(metadata={"description": "The clock stands still"})
    rule = fields.String(allow_none=True, metadata={"example": "nat-51b.usual"})
    instrument = fields.String(allow_none=True, metadata={"example": "national"})
    article = fields.String(allow_none=True, metadata={"example": "51-2"})
    binding = fields.Boolean(metadata={"description": "Whether the rule says must"})
    promised = fields.Boolean(
        metadata={
            "description": "What the unit promised by that day, or the deputy has yet to rate: no rule's"
        }
    )
    extension_asked = fields.Boolean(
        metadata={
            "example": False,
            "description": "More time was asked for, and nobody has consented or declined",
        }
    )


class Urging(Body):
    """Why a unit is urged."""

    reason = Text(500, load_default=None, metadata={"example": "代表多次询问进展，请尽快联系"})


class ExtensionRequest(Body):
    """Why a unit needs more time."""

    reason = Text(500, required=True, metadata={"example": "需要现场勘测"})


class ExtensionAnswer(Body):
    """What was said to it; ``body`` names who consented, in a word of the rules."""

    granted = fields.Boolean(required=True, metadata={"example": True})
    body = Text(50, load_default=None, metadata={"example": "deputies_affairs_committee"})
    reason = Text(500, required=True, metadata={"example": "同意延期，请按期答复"})


class HandOverStep(Schema):
    """Something that happened to the case in this party's hands."""

    what = fields.String(metadata={"example": "handed_over", "description": "In a word of the rules"})
    at = Moment()
    reason = fields.String(allow_none=True, metadata={"example": None})


class HandOverLonger(Schema):
    """The time was made longer."""

    at = Moment()
    form = fields.String(metadata={"example": "consent", "enum": ["explain", "consent"]})
    body = fields.String(metadata={"example": "委员会", "description": "Who consented, or was told"})
    reason = fields.String(metadata={"example": "需要现场勘测"})


class HandOverAnswer(InHand):
    """A hand-over, with what happened, and every clock with how it was reckoned."""

    version = fields.Integer(metadata={"example": 1})
    steps = fields.List(fields.Nested(HandOverStep))
    longer = fields.List(fields.Nested(HandOverLonger))
    clocks = fields.List(fields.Nested(CaseClock))


DUE_PAGE = page_of(DueAnswer(), "DuePage")
