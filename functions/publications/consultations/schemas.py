"""What the routes of consultations take and answer."""

from marshmallow import Schema, fields, validate

from functions.publications.consultations.consultation import (
    MOST_ARTICLES,
    MOST_STATIONS,
    Kind,
    Outcome,
    State,
)
from functions.publications.documents.party_schemas import (
    AudienceAnswer,
    AudienceFields,
    IssuerAnswer,
    IssuerFields,
    OfIssuer,
)
from shared.domain.ids import PATTERN
from shared.domain.roles import Role
from shared.regulations.verdicts import State as Stand
from shared.web.citations import RuleCited
from shared.web.schemas import (
    Body,
    Day,
    Digits,
    DivisionCode,
    Listing,
    Moment,
    StationId,
    Text,
    Whole,
    YesNo,
    page_of,
)

BODY_LIMIT = 256 * 1024
"""Bytes: a code of some hundred articles."""
MOST_ANSWERED = 40
"""Comments answered in one transaction, each with its notice (AWS: 100)."""
_ID = {"example": "c01j9zq3v7k2m8n4p6r5t"}
_COMMENT = {"example": "y01j9zq3v7k2m8n4p6r5t"}
_PERSON = {"example": "p01j9zq3v7k2m8n4p6r5t"}
_TITLE = {"example": "天津市养老服务条例（草案）"}
_SAID = {"example": "建议把社区养老用房纳入规划条件。"}
_WORD = validate.Regexp(r"^[a-z][a-z0-9_]{0,63}$(?!\n)")
_SECRET = {"example": "Zr0v0bJ2kq3Xw8yT5uN1eA"}
_RECEIPT = "c01j9zq3v7k2m8n4p6r5t.y01j9zq3v7k2m8n4p6r5t"


class ArticleFields(Body):
    """One article of a draft, or one point of a question."""

    heading = Text(60, load_default=None, allow_none=True, metadata={"example": "第一条"})
    text = Text(3_000, required=True, lines=True, metadata={"example": "为了规范养老服务，制定本条例。"})


class ConsultationFields(Body):
    """What is asked about, of whom, until when."""

    kind = fields.Enum(Kind, by_value=True, required=True, metadata={"example": "draft"})
    title = Text(100, required=True, metadata=_TITLE)
    due = Day(required=True, metadata={"example": "2026-12-20", "description": "The last day for comments"})
    introduction = Text(5_000, lines=True, required=True, metadata={"example": "现就条例草案征求意见。"})
    articles = fields.List(
        fields.Nested(ArticleFields), required=True, validate=validate.Length(1, MOST_ARTICLES)
    )
    audience = fields.Nested(AudienceFields, load_default=None, allow_none=True)
    public = fields.Boolean(
        load_default=False, metadata={"example": False, "description": "Everybody may comment"}
    )
    stations = fields.List(
        StationId(),
        load_default=list,
        validate=validate.Length(max=MOST_STATIONS),
        metadata={"example": [], "description": "Stations through which everybody may comment"},
    )
    occasion = fields.String(
        load_default=None,
        allow_none=True,
        validate=_WORD,
        metadata={"example": "regulation_drafted", "description": "What it is for, in words of the rules"},
    )
    matter = fields.String(
        load_default=None,
        allow_none=True,
        validate=_WORD,
        metadata={"example": None, "description": "On what people are asked at stations (Shangqiu art. 19)"},
    )


class NewConsultation(ConsultationFields):
    """A consultation of an organ."""

    issuer = fields.Nested(IssuerFields, required=True)


class LaterDay(Body):
    """The new last day."""

    due = Day(required=True, metadata={"example": "2026-12-31"})


class ConsultationWithdrawal(Body):
    """Why views are no longer asked."""

    reason = Text(200, required=True, metadata={"example": "草案暂缓审议"})


class SummaryFields(Body):
    """What was said, and what became of it."""

    summary = Text(15_000, required=True, lines=True, metadata={"example": "共收到意见……采纳……"})


class PreparedFields(Body):
    """What else was done for the occasion."""

    item = fields.String(required=True, validate=_WORD, metadata={"example": "motions_studied"})
    on = Day(required=True)
    note = Text(500, lines=True, load_default=None, allow_none=True, metadata={"example": None})


class OccasionFields(Body):
    """On which legal day the occasion was."""

    on = Day(required=True)


class CommentFields(Body):
    """A comment on an article, or on the whole."""

    article = Whole(1, MOST_ARTICLES, load_default=None, allow_none=True, metadata={"example": 1})
    text = Text(2_000, required=True, lines=True, metadata=_SAID)


class CommentSigned(CommentFields):
    """A comment of somebody signed in; at a station, which."""

    station = StationId(load_default=None, allow_none=True, metadata={"example": None})


class CommentUnsigned(CommentSigned):
    """A comment of somebody who did not sign in."""

    name = Text(40, load_default=None, allow_none=True, metadata={"example": None})


class CommentTakenDown(CommentFields):
    """A comment that a station's staff take down."""

    name = Text(40, load_default=None, allow_none=True, metadata={"example": None})


class CommentReceiptFields(Body):
    """What leads back to a comment."""

    receipt = fields.String(
        required=True,
        validate=validate.Regexp(rf"^c{PATTERN}\.y{PATTERN}$(?!\n)"),
        metadata={"example": _RECEIPT},
    )
    secret = fields.String(
        required=True,
        validate=validate.Regexp(r"^[A-Za-z0-9_-]{22}$(?!\n)"),
        metadata=_SECRET,
    )


class CommentsReply(Body):
    """What became of these comments."""

    comments = fields.List(
        fields.String(validate=validate.Regexp(f"^y{PATTERN}$(?!\n)")),
        required=True,
        validate=validate.Length(1, MOST_ANSWERED),
        metadata={"example": [_COMMENT["example"]]},
    )
    outcome = fields.Enum(Outcome, by_value=True, required=True, metadata={"example": "partly"})
    text = Text(1_000, required=True, lines=True, metadata={"example": "已写入第十二条。"})


class ArticleAnswer(Schema):
    """One article of a draft, or one point of a question."""

    number = fields.Integer(metadata={"example": 1})
    heading = fields.String(allow_none=True, metadata={"example": "第一条"})
    text = fields.String(metadata={"example": "为了规范养老服务，制定本条例。"})


class WordingAnswer(Schema):
    """What is asked about."""

    introduction = fields.String(metadata={"example": "现就条例草案征求意见。"})
    articles = fields.List(fields.Nested(ArticleAnswer))


class PreparedAnswer(Schema):
    """What else was done for the occasion."""

    item = fields.String(metadata={"example": "motions_studied"})
    on = fields.Date(metadata={"example": "2026-11-20"})
    by = fields.String(metadata=_PERSON)
    note = fields.String(allow_none=True, metadata={"example": None})


class AskedItem(Schema):
    """What a rule wants done for the occasion, and whether it was."""

    item = fields.String(metadata={"example": "deputies_consulted"})
    name = fields.String(metadata={"example": "征求代表意见"})
    there = fields.Boolean(metadata={"example": True})


class AskedAnswer(RuleCited):
    """A rule of the occasion, and where the consultation stands under it."""

    items = fields.List(fields.Nested(AskedItem))
    missing = fields.List(fields.String(), metadata={"example": []})
    state = fields.Enum(Stand, by_value=True, metadata={"example": "met"})


class CommentCounts(Schema):
    """How many comments there are, and how many were answered."""

    comments = fields.Integer(metadata={"example": 12})
    answered = fields.Integer(metadata={"example": 3})


class ConsultationListed(Schema):
    """A consultation as its organ's list shows it."""

    id = fields.String(metadata=_ID)
    kind = fields.Enum(Kind, by_value=True, metadata={"example": "draft"})
    title = fields.String(metadata=_TITLE)
    issuer = fields.Nested(IssuerAnswer)
    due = fields.Date(metadata={"example": "2026-12-20"})
    takes_comments = fields.Boolean(metadata={"example": True})
    state = fields.Enum(State, by_value=True, metadata={"example": "open"})
    public = fields.Boolean(metadata={"example": False})
    stations = fields.List(fields.String(), metadata={"example": []})
    occasion = fields.String(allow_none=True, metadata={"example": "regulation_drafted"})
    occasion_name = fields.String(allow_none=True, metadata={"example": "起草地方性法规草案"})
    matter = fields.String(allow_none=True, metadata={"example": None})
    matter_name = fields.String(allow_none=True, metadata={"example": None})
    matter_rule = fields.Nested(RuleCited, allow_none=True)
    opened_at = Moment(allow_none=True)
    summed_up_at = Moment(allow_none=True)
    reason = fields.String(allow_none=True, metadata={"example": None, "description": "Why it was withdrawn"})
    version = fields.Integer(metadata={"example": 2, "description": "The ETag"})


class ConsultationAnswer(ConsultationListed):
    """A consultation. ``text`` is null where there is none to read, ``rules``, ``counts``, ``audience`` and
    ``prepared`` for all but who asks and auditors."""

    summary = fields.String(allow_none=True, metadata={"example": None})
    text = fields.Nested(WordingAnswer, allow_none=True)
    invited = fields.Boolean(metadata={"example": True, "description": "Whether the caller is"})
    rules = fields.List(fields.Nested(AskedAnswer), allow_none=True)
    counts = fields.Nested(CommentCounts, allow_none=True)
    audience = fields.Nested(AudienceAnswer, allow_none=True)
    prepared = fields.List(fields.Nested(PreparedAnswer), allow_none=True)
    happened_on = fields.Date(allow_none=True, metadata={"example": None})
    created_by = fields.String(allow_none=True, metadata=_PERSON)
    created_at = Moment(allow_none=True)


class PublicConsultation(Schema):
    """A consultation of everybody as lists show it."""

    consultation = fields.String(metadata=_ID)
    kind = fields.Enum(Kind, by_value=True, metadata={"example": "question"})
    title = fields.String(metadata={"example": "征集2027年民生实事候选项目"})
    issuer = fields.String(metadata={"example": "商丘市人民代表大会常务委员会"})
    due = fields.Date(metadata={"example": "2026-12-20"})
    state = fields.Enum(State, by_value=True, metadata={"example": "open"})
    matter = fields.String(allow_none=True, metadata={"example": "livelihood_projects"})


class InvitedAnswer(Schema):
    """Who is invited to comment."""

    person = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "王晓梅"})
    home = fields.String(metadata={"example": "120101"})
    told_at = Moment()


class OwnConsultation(Schema):
    """What one was invited to comment on."""

    consultation = fields.String(metadata=_ID)
    title = fields.String(metadata=_TITLE)
    issuer = fields.String(metadata={"example": "天津市人民代表大会常务委员会"})
    due = fields.Date(metadata={"example": "2026-12-20"})
    told_at = Moment()
    withdrawn = fields.Boolean(metadata={"example": False})


class CommentAnswer(Schema):
    """A comment, and what became of it. ``person`` and ``name`` are null for auditors, and of who did not
    say."""

    id = fields.String(metadata=_COMMENT)
    consultation = fields.String(metadata=_ID)
    title = fields.String(metadata=_TITLE)
    article = fields.Integer(allow_none=True, metadata={"example": 1})
    text = fields.String(metadata=_SAID)
    at = Moment()
    role = fields.Enum(Role, by_value=True, metadata={"example": "deputy"})
    person = fields.String(allow_none=True, metadata=_PERSON)
    name = fields.String(allow_none=True, metadata={"example": "王晓梅"})
    station = fields.String(allow_none=True, metadata={"example": None})
    outcome = fields.Enum(Outcome, by_value=True, allow_none=True, metadata={"example": "partly"})
    answer = fields.String(allow_none=True, metadata={"example": "已写入第十二条。"})
    answered_by = fields.String(allow_none=True, metadata=_PERSON)
    answered_at = Moment(allow_none=True)


class CommentReceipt(Schema):
    """What leads back to a comment: keep the secret, it is told this once."""

    receipt = fields.String(metadata={"example": _RECEIPT})
    secret = fields.String(metadata=_SECRET)
    at = Moment()


class CommentsAnswered(Schema):
    """The comments that were answered."""

    items = fields.List(fields.Nested(CommentAnswer))


class ConsultationUnder(Schema):
    """A consultation under a rule."""

    consultation = fields.String(metadata=_ID)
    title = fields.String(metadata=_TITLE)
    opened_at = Moment(allow_none=True)
    happened_on = fields.Date(allow_none=True, metadata={"example": None})
    state = fields.Enum(Stand, by_value=True, metadata={"example": "met"})
    missing = fields.List(fields.String(), metadata={"example": []})


class ConsultationDuty(RuleCited):
    """An occasion on which a rule has deputies consulted."""

    occasion = fields.String(metadata={"example": "regulation_drafted"})
    occasion_name = fields.String(metadata={"example": "起草地方性法规草案"})
    consultations = fields.List(fields.Nested(ConsultationUnder))


class ConsultationDuties(Schema):
    """All occasions on which rules have deputies consulted, in a year."""

    issuer = fields.Nested(IssuerAnswer)
    year = fields.Integer(metadata={"example": 2026})
    duties = fields.List(fields.Nested(ConsultationDuty))


class ConsultationListing(Listing, OfIssuer):
    """What an organ consulted on in a year."""

    class Meta(Listing.Meta):
        pass


class ConsultationDutiesOf(OfIssuer):
    """Of whom, and in which year."""

    year = Digits(required=True, validate=validate.Range(2000, 2199), metadata={"example": 2026})


class PlaceListing(Listing):
    """Where everybody is asked."""

    division = DivisionCode(required=True, metadata={"example": "4114"})


class CommentListing(Listing):
    """Comments on one article, or without an answer, if said."""

    class Meta(Listing.Meta):
        not_in_example = ("article", "waiting")

    article = Digits(load_default=None, validate=validate.Range(1, MOST_ARTICLES), metadata={"example": 1})
    waiting = YesNo(load_default=False, metadata={"example": True})


LISTED_PAGE = page_of(ConsultationListed(), "ConsultationPage")
PUBLIC_PAGE = page_of(PublicConsultation(), "PublicConsultationPage")
INVITED_PAGE = page_of(InvitedAnswer(), "ConsultationInvitedPage")
OWN_PAGE = page_of(OwnConsultation(), "OwnConsultationPage")
COMMENT_PAGE = page_of(CommentAnswer(), "CommentPage")
