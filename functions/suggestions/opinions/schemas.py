"""What the routes of opinions take and answer."""

from marshmallow import Schema, fields, validate

from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.clocks.citing import CaseClock, CaseRule
from functions.suggestions.opinions.opinion import Category, Happened, State
from shared.domain.ids import PATTERN
from shared.store import receipts
from shared.web.schemas import (
    Body,
    DivisionCode,
    Listing,
    Moment,
    ScopeCode,
    StationId,
    Text,
    UploadForm,
    YesNo,
    page_of,
)

_OPINION = "e01j9zq3v7k2m8n4p6r5t"
_TEXT = "人民路东段夜间没有路灯，老人出行不安全。"
_MOST_FACTS = 10
_ERASED = {"example": None, "description": "When the resident's words were taken out; `text` is then empty"}


def _receipt(**options: object) -> fields.String:
    pattern = validate.Regexp(f"^e{PATTERN}$(?!\n)")
    return fields.String(validate=pattern, metadata={"example": _OPINION}, **options)  # type: ignore[arg-type]


class NewOpinionOfResident(Body):
    """What a resident has to say, and to whom: a station, or the committee or township of a division."""

    class Meta(Body.Meta):
        not_in_example = ("division",)

    text = Text(2000, required=True, lines=True, metadata={"example": _TEXT})
    category = fields.Enum(Category, by_value=True, load_default=None, allow_none=True)
    place = Text(100, load_default=None, allow_none=True, metadata={"example": "人民路东段"})
    station = StationId(load_default=None, allow_none=True)
    division = DivisionCode(load_default=None, allow_none=True)
    anonymous = fields.Boolean(
        load_default=False,
        metadata={
            "example": False,
            "description": "Nobody then learns who it is; only the receipt leads back",
        },
    )


class OpinionTakenDown(Body):
    """An opinion that somebody at a station takes down for a resident."""

    text = Text(2000, required=True, lines=True, metadata={"example": _TEXT})
    category = fields.Enum(Category, by_value=True, load_default=None, allow_none=True)
    place = Text(100, load_default=None, allow_none=True, metadata={"example": "人民路东段"})
    name = Text(
        40,
        load_default=None,
        allow_none=True,
        metadata={"example": None, "description": "The resident's, for those who received it alone"},
    )
    anonymous = fields.Boolean(load_default=False, metadata={"example": False})


class ReceiptAnswer(Schema):
    """The receipt: with number and secret anybody can follow the opinion. Who is not signed in is told the
    secret this once."""

    receipt = fields.String(metadata={"example": _OPINION})
    secret = fields.String(metadata={"example": "Zr0v0bJ2kq3Xw8yT5uN1eA"})
    scope = fields.String(metadata={"example": "411402001-01", "description": "Who received it"})
    opened_at = Moment()


class ReceiptFields(Body):
    """What the receipt says."""

    receipt = _receipt(required=True)
    secret = fields.String(
        required=True,
        validate=validate.Regexp(f"^{receipts.PATTERN}$(?!\n)"),
        metadata={"example": "Zr0v0bJ2kq3Xw8yT5uN1eA"},
    )


class AddedFields(ReceiptFields):
    """What the resident asks or adds; ``unsolved`` says that the answer solves nothing, and why."""

    text = Text(1000, required=True, lines=True, metadata={"example": "路灯装了两盏，仍有一段没有。"})
    unsolved = fields.Boolean(load_default=False, metadata={"example": False})


class RatingFields(ReceiptFields):
    """What the resident thinks of the answer; who is dissatisfied says why."""

    result = fields.Enum(Verdict, by_value=True, required=True, metadata={"example": "satisfied"})
    reason = Text(1000, load_default=None, allow_none=True, lines=True, metadata={"example": None})


class RatingKept(Schema):
    """A rating of the resident's: of which round of which opinion."""

    of = fields.String(metadata={"example": _OPINION, "description": "It, or the one that stood for it"})
    round = fields.Integer(metadata={"example": 1})
    result = fields.Enum(Verdict, by_value=True, metadata={"example": "satisfied"})
    at = Moment()


class StepTold(Schema):
    """One thing that happened, as the resident may know it, with the rule under which it was done."""

    what = fields.Enum(Happened, by_value=True)
    at = Moment()
    text = fields.String(allow_none=True, metadata={"example": "已交市政管理所研究处理。"})
    unit = fields.String(allow_none=True, metadata={"example": "市政管理所"})
    channel = fields.String(allow_none=True, metadata={"example": None})
    reason = fields.String(allow_none=True, metadata={"example": None})
    rating = fields.Enum(Verdict, by_value=True, allow_none=True, metadata={"example": None})
    rule = fields.Nested(CaseRule, allow_none=True)


class PhotoKept(Schema):
    """A picture that is kept: without place, device and time."""

    id = fields.String(metadata={"example": "f01j9zq3v7k2m8n4p6r5t"})
    media_type = fields.String(metadata={"example": "image/jpeg"})
    size = fields.Integer(metadata={"example": 240_113, "description": "Bytes"})


class PhotoAsked(ReceiptFields):
    """The kind of picture that is going to be sent."""

    media_type = fields.String(required=True, validate=validate.OneOf(["image/jpeg", "image/png"]))


class PhotoForm(Schema):
    """How the picture is sent; then say that it has come."""

    photo = fields.String(metadata={"example": "f01j9zq3v7k2m8n4p6r5t"})
    upload = fields.Nested(UploadForm)


class PhotoSent(ReceiptFields):
    """The picture that was sent."""

    photo = fields.String(
        required=True,
        validate=validate.Regexp(f"^f{PATTERN}$(?!\n)"),
        metadata={"example": "f01j9zq3v7k2m8n4p6r5t"},
    )


class PhotoAddress(PhotoKept):
    """Where the picture is fetched, for a short time."""

    url = fields.String(metadata={"example": "https://documents.s3.cn-north-1.amazonaws.com.cn/opinions"})
    expires_in = fields.Integer(metadata={"example": 300, "description": "Seconds"})


class Became(Schema):
    """A deputy's suggestion that the opinion led to: what is public of it."""

    name = fields.String(metadata={"example": "李国庆", "description": "The deputy"})
    congress = fields.String(metadata={"example": "4114"})
    submitted_at = Moment()
    state = fields.String(
        metadata={
            "example": "handed_over",
            "enum": ["submitted", "handed_over", "replied", "closed", "withdrawn"],
        }
    )
    units = fields.List(fields.String(), metadata={"example": ["市城市管理局"]})
    handed_over_at = Moment(allow_none=True)
    replied_at = Moment(allow_none=True)


class OpinionFollowed(Schema):
    """An opinion as its bringer sees it."""

    receipt = fields.String(metadata={"example": _OPINION})
    text = fields.String(metadata={"example": _TEXT})
    category = fields.Enum(Category, by_value=True, allow_none=True)
    place = fields.String(allow_none=True, metadata={"example": "人民路东段"})
    scope = fields.String(metadata={"example": "411402001-01"})
    opened_at = Moment()
    state = fields.Enum(State, by_value=True)
    unit = fields.String(allow_none=True, metadata={"example": "市政管理所"})
    answer = fields.String(allow_none=True, metadata={"example": None})
    round = fields.Integer(metadata={"example": 1})
    waiting = fields.Boolean(metadata={"description": "An answer to what was added is owed"})
    photos = fields.List(fields.Nested(PhotoKept))
    joined = fields.Boolean(metadata={"description": "It is handled as one with others"})
    rating = fields.Enum(
        Verdict,
        by_value=True,
        allow_none=True,
        metadata={"example": None, "description": "Of the answer to this round; null until it is given"},
    )
    erased_at = Moment(allow_none=True, metadata=_ERASED)
    became = fields.List(fields.Nested(Became))
    steps = fields.List(fields.Nested(StepTold))


class OpinionInList(Schema):
    """An opinion in a list."""

    id = fields.String(metadata={"example": _OPINION})
    scope = fields.String(metadata={"example": "411402001-01"})
    opened_at = Moment()
    state = fields.Enum(State, by_value=True)
    category = fields.Enum(Category, by_value=True, allow_none=True)
    begins = fields.String(metadata={"example": _TEXT})
    place = fields.String(allow_none=True, metadata={"example": "人民路东段"})
    unit = fields.String(allow_none=True, metadata={"example": None})
    unit_name = fields.String(allow_none=True, metadata={"example": None})
    voices = fields.Integer(metadata={"example": 1, "description": "It and those that were joined with it"})
    round = fields.Integer(metadata={"example": 1})
    waiting = fields.Boolean()
    rating = fields.Enum(
        Verdict,
        by_value=True,
        allow_none=True,
        metadata={"example": None, "description": "The resident's last, of whichever round"},
    )
    subject = fields.String(
        allow_none=True,
        metadata={"example": None, "description": "What staff call the matter, to everybody"},
    )
    version = fields.Integer(metadata={"example": 1})


class OpinionWay(CaseRule):
    """What a rule says is to be done: the acts in order, by whom, to whom and through whom."""

    act = fields.List(fields.String(), metadata={"example": ["交办"]})
    by = fields.String(allow_none=True, metadata={"example": "乡镇（街道）人大工作机构"})
    to = fields.List(fields.String(), metadata={"example": ["有关单位"]})
    via = fields.List(fields.String(), metadata={"example": []})


class OpinionCase(OpinionInList):
    """An opinion to those who handle it, and what the rules of the place say is to be done with it."""

    text = fields.String(metadata={"example": _TEXT})
    anonymous = fields.Boolean()
    recorded_by = fields.String(allow_none=True, metadata={"example": None})
    erased_at = Moment(allow_none=True, metadata=_ERASED)
    facts = fields.Dict(
        keys=fields.String(), values=fields.String(), metadata={"example": {"matter_remit": "township"}}
    )
    photos = fields.List(fields.Nested(PhotoKept))
    answer = fields.String(allow_none=True, metadata={"example": None})
    merged_into = fields.String(allow_none=True, metadata={"example": None})
    suggestions = fields.List(
        fields.String(), metadata={"example": [], "description": "Deputies' suggestions that it led to"}
    )
    merged = fields.List(fields.String(), metadata={"example": []})
    ratings = fields.List(fields.Nested(RatingKept))
    ways = fields.List(fields.Nested(OpinionWay))


class ResidentNamed(Schema):
    """Who brought it: the account, or the name that was given at a station."""

    person = fields.String(allow_none=True, metadata={"example": None})
    name = fields.String(allow_none=True, metadata={"example": "王秀英"})


class OpinionDetail(OpinionCase):
    """The same, with who brought it, and what is owed to them until when."""

    resident = fields.Nested(
        ResidentNamed,
        allow_none=True,
        metadata={"description": "Null where nobody knows, and to auditors"},
    )
    clocks = fields.List(fields.Nested(CaseClock))


class OpinionForUnit(Schema):
    """An opinion to the unit that has it in hand: nothing of who brought it."""

    id = fields.String(metadata={"example": _OPINION})
    scope = fields.String(metadata={"example": "411402001-01"})
    opened_at = Moment()
    text = fields.String(metadata={"example": _TEXT})
    category = fields.Enum(Category, by_value=True, allow_none=True)
    place = fields.String(allow_none=True, metadata={"example": "人民路东段"})
    state = fields.Enum(State, by_value=True)
    photos = fields.List(fields.Nested(PhotoKept))
    note = fields.String(
        allow_none=True,
        metadata={"example": "请研究处理", "description": "What came with it from those who handed it over"},
    )
    answer = fields.String(
        allow_none=True,
        metadata={"example": None, "description": "What the resident was last told, in rounds before"},
    )
    voices = fields.Integer(metadata={"example": 1})
    round = fields.Integer(metadata={"example": 1})
    erased_at = Moment(allow_none=True, metadata=_ERASED)
    version = fields.Integer(metadata={"example": 1})


class OpinionEntry(Schema):
    """An entry of an opinion's history."""

    number = fields.Integer(metadata={"example": 1})
    what = fields.String(metadata={"example": "received", "enum": [what.value for what in Happened]})
    by = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    at = Moment()
    reason = fields.String(allow_none=True, metadata={"example": None})
    data = fields.Dict(keys=fields.String(), metadata={"example": {"rule": "sq-20b.a"}})


class OpinionSorting(Body):
    """What it is about, and the facts of it that rules ask for, in their words. The ``subject`` is read by
    everybody who is about to bring the like: neutral, and nothing of a person."""

    category = fields.Enum(Category, by_value=True)
    subject = Text(60, allow_none=True, metadata={"example": "道路照明"})
    facts = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 40)),
        values=fields.String(validate=validate.Length(1, 40)),
        validate=validate.Length(max=_MOST_FACTS),
        metadata={"example": {"matter_remit": "township"}},
    )


class ToldFields(Body):
    """What the resident is told."""

    text = Text(2000, required=True, lines=True, metadata={"example": "路灯已列入本月检修计划。"})


class ExplanationFields(ToldFields):
    """The explanation, and where such a matter is taken."""

    channel = Text(200, required=True, metadata={"example": "向区人民法院诉讼服务中心申请"})


class NoteFields(Body):
    """What goes with it; the resident reads it."""

    text = Text(1000, load_default=None, allow_none=True, lines=True, metadata={"example": "请研究处理"})


class HandOverFields(NoteFields):
    """The unit concerned."""

    unit = fields.String(
        required=True,
        validate=validate.Regexp(f"^u{PATTERN}$(?!\n)"),
        metadata={"example": "u01j9zq3v7k2m8n4p6r5t"},
    )


class ReturnedFields(Body):
    """Why; the resident reads it."""

    reason = Text(500, required=True, lines=True, metadata={"example": "不属于本单位职责"})


class MergeFields(Body):
    """The opinion that stands for it from now on."""

    into = _receipt(required=True)


class OpinionQuery(Listing):
    """Those of a scope in a state, those that came in a month, or those that wait for an answer to what was
    added: one of them."""

    class Meta(Listing.Meta):
        not_in_example = ("month", "waiting")

    scope = ScopeCode(required=True)
    state = fields.Enum(State, by_value=True, load_default=None)
    month = fields.String(
        load_default=None,
        validate=validate.Regexp(r"^20[0-9]{2}-(0[1-9]|1[0-2])$(?!\n)"),
        metadata={"example": "2026-11"},
    )
    waiting = YesNo(
        load_default=False,
        metadata={
            "example": True,
            "description": "Those to which something was added or asked that nobody has answered yet",
        },
    )


OPINION_PAGE = page_of(OpinionInList(), "OpinionCasePage")
HISTORY_PAGE = page_of(OpinionEntry(), "OpinionHistoryPage")
