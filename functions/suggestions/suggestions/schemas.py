"""What the routes of suggestions take and answer."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates

from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.clocks.citing import CaseClock, CaseRule
from functions.suggestions.handovers.handover import Share
from functions.suggestions.promises.promise import Standing
from functions.suggestions.publishing.publication import Stand
from functions.suggestions.suggestions.awaiting import Awaited
from functions.suggestions.suggestions.matching.schemas import TalkAnswer
from functions.suggestions.suggestions.suggestion import (
    MOST_SIGNERS,
    MOST_UNITS,
    Happened,
    Outcome,
    Progress,
    Signature,
    State,
    Way,
)
from shared.domain.divisions import NATION
from shared.domain.ids import PATTERN
from shared.web.schemas import (
    Body,
    Day,
    DivisionCode,
    Moment,
    PersonId,
    ScopeListing,
    Text,
    page_of,
)

_WORD = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
_ID = {"example": "s01j9zq3v7k2m8n4p6r5t"}
_PERSON = {"example": "p01j9zq3v7k2m8n4p6r5t"}
_UNIT = {"example": "u01j9zq3v7k2m8n4p6r5t"}
_TITLE = {"example": "关于完善社区养老用房的建议"}
_TEXT = {"example": "建议把社区养老用房纳入新建小区的规划条件。"}
_CATEGORY = {"example": "民政"}
_ORIGIN = {"example": None, "description": "The resident's opinion, or the opinion voiced, it grew from"}
_FACTS = {
    "example": {"wide_or_difficult": "true"},
    "description": "What the conditions of rules look at; yes and no are `true` and `false`",
}
_STATED = {
    "example": ["clear_and_specific", "one_matter", "real_situation"],
    "description": "Items of the rules' lists that are there, as whoever submits states; `lists` has them. "
    "Who submits also states `one_matter`: it speaks of one matter",
}


class Word(fields.String):
    """A word of the rules."""

    def __init__(self, **options: Any) -> None:
        checks = [validate.Length(2, 60), validate.Regexp(f"^{_WORD}$(?!\n)")]
        super().__init__(validate=checks, **options)


def _facts(**options: Any) -> fields.Dict:
    return fields.Dict(
        keys=Word(), values=fields.String(), validate=validate.Length(0, 20), metadata=_FACTS, **options
    )


def _stated() -> fields.List[Any]:
    return fields.List(Word(), load_default=list, validate=validate.Length(0, 20), metadata=_STATED)


def _reason(longest: int = 500, **options: Any) -> Text:
    return Text(longest, lines=True, metadata={"example": "属于市级事权"}, **options)


class SuggestionFields(Body):
    """What a suggestion says; what is left out stays."""

    title = Text(100, metadata=_TITLE)
    text = Text(5000, lines=True, metadata=_TEXT)
    category = Text(60, allow_none=True, metadata=_CATEGORY)
    facts = _facts()


class NewSuggestion(SuggestionFields):
    """A suggestion to draft: one matter, to one congress of which the deputy holds a mandate."""

    congress = DivisionCode(
        required=True, metadata={"example": "4114", "description": "The division of the congress"}
    )
    title = Text(100, required=True, metadata=_TITLE)
    text = Text(5000, required=True, lines=True, metadata=_TEXT)
    origin = fields.String(
        allow_none=True, validate=validate.Regexp(f"^[ev]{PATTERN}$(?!\n)"), metadata=_ORIGIN
    )

    @validates("congress")
    def kept_here(self, value: str, **_: Any) -> None:
        if value == NATION:
            zh, en = (
                "全国人大代表的建议不在本系统提出",
                "suggestions to the national congress are not made here",
            )
            raise ValidationError(f"{zh}|{en}")


class Submission(Body):
    """What the deputy confirms of the suggestion."""

    stated = _stated()


class Asking(Body):
    """Deputies of the same congress who are asked to sign."""

    deputies = fields.List(PersonId(), required=True, validate=validate.Length(1, MOST_SIGNERS))


class Signing(Body):
    """Whether the deputy signs; who signed says `false` to take the signature back."""

    signed = fields.Boolean(required=True, metadata={"example": True})


class Checking(Body):
    """The office takes it in, or sends it back and says why."""

    accepted = fields.Boolean(required=True, metadata={"example": True})
    reason = _reason(load_default=None, allow_none=True)
    facts = _facts(load_default=dict)


class GivenUnit(Body):
    """A unit that is to lead, or to help those that do."""

    unit = fields.String(required=True, validate=validate.Regexp(f"^u{PATTERN}$(?!\n)"), metadata=_UNIT)
    share = fields.String(
        required=True,
        validate=validate.OneOf([Share.LEAD.value, Share.CO.value]),
        metadata={"example": "lead"},
    )


class HandingOver(Body):
    """To whom it is handed over; at least one unit leads."""

    units = fields.List(fields.Nested(GivenUnit()), required=True, validate=validate.Length(1, MOST_UNITS))
    reason = _reason(load_default=None, allow_none=True)


class TakingUp(Body):
    """The unit takes it up, or gives it back and says why."""

    accepted = fields.Boolean(required=True, metadata={"example": True})
    reason = _reason(load_default=None, allow_none=True)


class Talk(Body):
    """A talk with the deputy about it."""

    way = fields.Enum(Way, by_value=True, required=True, metadata={"example": "visit"})
    heard = fields.Boolean(
        required=True, metadata={"example": True, "description": "Whether the deputy was heard in full"}
    )
    note = Text(1000, lines=True, load_default=None, allow_none=True, metadata={"example": "现场调研"})


class Contribution(Body):
    """What a unit that helps tells those that lead."""

    text = Text(2000, required=True, lines=True, metadata={"example": "我局负责落实规划条件。"})


class Replying(Body):
    """A reply to the deputy. `until` belongs to what is planned."""

    text = Text(4000, required=True, lines=True, metadata={"example": "已列入明年计划。"})
    outcome = fields.Enum(Outcome, by_value=True, required=True, metadata={"example": "planned"})
    signer = Text(40, required=True, metadata={"example": "张建军"})
    until = Day(load_default=None, allow_none=True, metadata={"example": "2027-06-30"})
    stated = _stated()


class Merging(Body):
    """The suggestion that is to stand for it, and why."""

    into = fields.String(
        required=True,
        validate=validate.Regexp(f"^s{PATTERN}$(?!\n)"),
        metadata={"example": "s01j9zq3v7k2m8n4p6r5v"},
    )
    reason = _reason(load_default=None, allow_none=True)


class Parting(Body):
    """Why it goes its own way."""

    reason = _reason(required=True)


class Rating(Body):
    """What the deputy thinks of the replies and of how the deputy was dealt with; dissatisfied, why."""

    result = fields.Enum(Verdict, by_value=True, required=True, metadata={"example": "satisfied"})
    attitude = fields.Enum(Verdict, by_value=True, required=True, metadata={"example": "satisfied"})
    reason = _reason(load_default=None, allow_none=True)


class SuggestionReason(Body):
    """Why."""

    reason = _reason(load_default=None, allow_none=True)


class SuggestionListing(ScopeListing):
    """Either those in a state, or those submitted in a month."""

    state = fields.Enum(
        State, by_value=True, load_default=None, metadata={"example": "submitted", "description": "In it now"}
    )
    month = fields.String(
        load_default=None,
        validate=validate.Regexp(r"^20\d\d-(?:0[1-9]|1[0-2])$(?!\n)"),
        metadata={"example": "2026-11", "description": "Submitted in it"},
    )


class SignerAnswer(Schema):
    """Another deputy who was asked to sign."""

    deputy = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "王晓梅"})
    signature = fields.Enum(Signature, by_value=True, metadata={"example": "signed"})
    since = Moment()


class ReplyAnswer(Schema):
    """What a unit replied; `until` is the day by which what is planned is to be done."""

    text = fields.String(metadata={"example": "已列入明年计划。"})
    outcome = fields.Enum(Outcome, by_value=True, metadata={"example": "planned"})
    signer = fields.String(metadata={"example": "张建军"})
    at = Moment()
    until = fields.Date(allow_none=True, metadata={"example": "2027-06-30"})


class HandlingAnswer(Schema):
    """One unit's part in the round that runs; its clocks are at `/v1/units/{unit_id}/handovers/{case_id}`."""

    unit = fields.String(metadata=_UNIT)
    name = fields.String(metadata={"example": "市民政局"})
    share = fields.Enum(Share, by_value=True, metadata={"example": "lead"})
    since = Moment(metadata={"description": "The hand-over"})
    progress = fields.Enum(Progress, by_value=True, metadata={"example": "accepted"})
    reason = fields.String(allow_none=True, metadata={"example": None, "description": "Why it gave it back"})
    contacted_at = Moment(allow_none=True, metadata={"description": "The first talk with the deputy"})
    heard_at = Moment(allow_none=True)
    reply = fields.Nested(ReplyAnswer(), allow_none=True)
    demanded_at = Moment(
        allow_none=True, metadata={"description": "Since when a report on progress is awaited"}
    )


class RatingAnswer(Schema):
    """What the deputy thinks of the round's replies, and of how the deputy was dealt with."""

    result = fields.Enum(Verdict, by_value=True, metadata={"example": "satisfied"})
    attitude = fields.Enum(Verdict, by_value=True, metadata={"example": "satisfied"})
    reason = fields.String(allow_none=True, metadata={"example": None})
    at = Moment()


class KeyAnswer(Schema):
    """Chosen for key supervision by a meeting; `lead` watches over it. Both are words of the rules."""

    by = fields.String(metadata={"example": "chairpersons_meeting"})
    on = fields.Date(metadata={"example": "2026-12-10"})
    lead = fields.String(metadata={"example": "special_committee"})
    name = fields.String(metadata={"example": "城乡建设环境保护委员会"})
    at = Moment(metadata={"description": "When it was recorded"})


class EscalationAnswer(Schema):
    """Brought before a body in the round that runs, and by which rule, where one names it."""

    to = fields.String(metadata={"example": "chairpersons_meeting"})
    reason = fields.String(metadata={"example": "两次催办仍未答复"})
    rule = fields.String(allow_none=True, metadata={"example": "gx-13b"})
    at = Moment()


class FormerAnswer(Schema):
    """Who led the signers before."""

    deputy = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "李国庆"})
    until = Moment()


class OriginAnswer(Schema):
    """A resident's opinion that a suggestion is linked with, and who received it."""

    opinion = fields.String(metadata={"example": "e01j9zq3v7k2m8n4p6r5t"})
    scope = fields.String(metadata={"example": "411402001-01"})
    at = Moment()


class VoiceAnswer(Schema):
    """A suggestion of the same matter that this one stands for, and what its deputy thinks of the round."""

    suggestion = fields.String(metadata={"example": "s01j9zq3v7k2m8n4p6r5v"})
    deputy = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "王晓梅"})
    signed_by = fields.List(fields.String(), metadata={"example": []})
    rating = fields.Nested(RatingAnswer(), allow_none=True)


class PostponementAnswer(Schema):
    """Another day that the unit asks for; nobody has answered yet."""

    until = fields.Date(metadata={"example": "2027-09-30"})
    reason = fields.String(metadata={"example": "汛期停工"})
    at = Moment()


class PromiseAnswer(Schema):
    """What a unit planned in its reply, by the day that it named. It outlives the closing."""

    unit = fields.String(metadata=_UNIT)
    name = fields.String(metadata={"example": "市民政局"})
    round = fields.Integer(metadata={"example": 1, "description": "That of the reply"})
    made_at = Moment()
    until = fields.Date(metadata={"example": "2027-06-30", "description": "The last day"})
    overdue = fields.Boolean(metadata={"description": "Whether that is past, and nothing was reported"})
    state = fields.Enum(Standing, by_value=True, metadata={"example": "open"})
    asked = fields.Nested(PostponementAnswer(), allow_none=True)
    moved = fields.Integer(metadata={"example": 0, "description": "How often the day was moved"})
    report = fields.String(allow_none=True, metadata={"example": None, "description": "What was done"})
    reported_at = Moment(allow_none=True)


class PublicationAnswer(Schema):
    """Whether suggestion and replies are public, or are to be."""

    state = fields.Enum(Stand, by_value=True, metadata={"example": "proposed"})
    at = Moment()
    with_rating = fields.Boolean(metadata={"description": "Whether the rating is shown too"})
    reason = fields.String(
        allow_none=True, metadata={"example": None, "description": "Why it was objected to or withdrawn"}
    )


class SuggestionWay(CaseRule):
    """What is to be done next by a rule: the acts in order, by whom and to whom."""

    act = fields.List(fields.String(), metadata={"example": ["交办"]})
    by = fields.String(allow_none=True, metadata={"example": "工作机构"})
    to = fields.List(fields.String(), metadata={"example": ["有关单位"]})


class ListItem(Schema):
    """An item of a list, and its name."""

    item = fields.String(metadata={"example": "clear_and_specific"})
    name = fields.String(metadata={"example": "明确具体"})


class SuggestionList(CaseRule):
    """What there must be on the next occasion: when it is submitted, or replied to."""

    items = fields.List(fields.Nested(ListItem()))


class SuggestionListed(Schema):
    """A suggestion as lists show it."""

    id = fields.String(metadata=_ID)
    congress = fields.String(metadata={"example": "4114"})
    title = fields.String(metadata=_TITLE)
    category = fields.String(allow_none=True, metadata=_CATEGORY)
    deputy = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "李国庆"})
    signers = fields.Integer(metadata={"example": 2, "description": "Other deputies who signed"})
    state = fields.Enum(State, by_value=True, metadata={"example": "submitted"})
    submitted_at = Moment(allow_none=True)
    round = fields.Integer(metadata={"example": 1, "description": "0 before the first hand-over"})
    dissatisfied = fields.Boolean(metadata={"description": "Whether another round is owed"})
    units = fields.List(fields.String(), metadata={"example": ["市民政局"], "description": "Who has it"})


class OwnSuggestionListed(SuggestionListed):
    """The same in the list of a deputy who has a part in it, with what it waits for from the deputy."""

    awaits = fields.List(
        fields.Enum(Awaited, by_value=True), metadata={"example": ["rating"], "description": "Of me"}
    )


class SuggestionAnswer(Schema):
    """A suggestion, and what came of it in the round that runs; the history has all rounds."""

    id = fields.String(metadata=_ID)
    congress = fields.String(metadata={"example": "4114"})
    deputy = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "李国庆"})
    title = fields.String(metadata=_TITLE)
    text = fields.String(metadata=_TEXT)
    category = fields.String(allow_none=True, metadata=_CATEGORY)
    origin = fields.String(allow_none=True, metadata=_ORIGIN)
    origins = fields.List(fields.Nested(OriginAnswer()))
    talks = fields.List(
        fields.Nested(TalkAnswer()), metadata={"description": "With units, before it was submitted"}
    )
    merged_into = fields.String(
        allow_none=True, metadata={"example": None, "description": "The suggestion that stands for it"}
    )
    voices = fields.List(fields.Nested(VoiceAnswer()), metadata={"description": "What it stands for"})
    facts = fields.Dict(keys=fields.String(), values=fields.String(), metadata=_FACTS)
    stated = fields.List(fields.String(), metadata=_STATED)
    state = fields.Enum(State, by_value=True, metadata={"example": "submitted"})
    in_session = fields.Boolean(metadata={"description": "Submitted while the congress sat"})
    created_at = Moment()
    submitted_at = Moment(allow_none=True)
    reason = fields.String(
        allow_none=True, metadata={"example": None, "description": "Of the last check, closing or withdrawal"}
    )
    signers = fields.List(fields.Nested(SignerAnswer()))
    round = fields.Integer(metadata={"example": 1})
    units = fields.List(fields.Nested(HandlingAnswer()))
    rating = fields.Nested(RatingAnswer(), allow_none=True)
    promises = fields.List(fields.Nested(PromiseAnswer()))
    publication = fields.Nested(PublicationAnswer(), allow_none=True)
    key = fields.Nested(KeyAnswer(), allow_none=True)
    escalation = fields.Nested(EscalationAnswer(), allow_none=True)
    formers = fields.List(fields.Nested(FormerAnswer()))
    ways = fields.List(fields.Nested(SuggestionWay()))
    lists = fields.List(fields.Nested(SuggestionList()))
    version = fields.Integer(metadata={"example": 1})


class ClocksOfUnit(Schema):
    """What one unit owes, or owed, by which rule and until when."""

    unit = fields.String(metadata=_UNIT)
    name = fields.String(allow_none=True, metadata={"example": "市民政局"})
    share = fields.Enum(Share, by_value=True, metadata={"example": "lead"})
    clocks = fields.List(fields.Nested(CaseClock()))


class ClocksOfSuggestion(Schema):
    """The clocks of every unit that ever had the suggestion, those of the deputy and the office where a rule
    gives them a time; beside them the days that units named themselves."""

    items = fields.List(fields.Nested(ClocksOfUnit()))
    promises = fields.List(fields.Nested(PromiseAnswer()))


class SuggestionEntry(Schema):
    """One thing that happened; `data` are its particulars. Never written again."""

    number = fields.Integer(metadata={"example": 1})
    what = fields.Enum(Happened, by_value=True, metadata={"example": "submitted"})
    by = fields.String(metadata=_PERSON)
    at = Moment()
    reason = fields.String(allow_none=True, metadata={"example": None})
    data = fields.Dict(keys=fields.String(), metadata={"example": {"round": 1}})


SUGGESTION_PAGE = page_of(SuggestionListed(), "SuggestionPage")
OWN_PAGE = page_of(OwnSuggestionListed(), "OwnSuggestionPage")
HISTORY_PAGE = page_of(SuggestionEntry(), "SuggestionHistoryPage")
