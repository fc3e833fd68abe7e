"""What the routes of bulletins and documents take and answer."""

from marshmallow import Schema, fields, validate

from functions.publications.documents.fulfilling import When
from functions.publications.documents.party_schemas import (
    NAME,
    AudienceAnswer,
    AudienceFields,
    IssuerAnswer,
    IssuerFields,
    OfIssuer,
)
from functions.publications.documents.publication import Kind, State
from shared.domain.roles import Role
from shared.regulations.verdicts import State as Stand
from shared.store.objects import DOCUMENT_TYPES
from shared.web.citations import RuleCited
from shared.web.schemas import (
    Body,
    Day,
    Listing,
    Moment,
    ScopeCode,
    Text,
    UploadForm,
    Whole,
    YesNo,
    page_of,
)

_ID = {"example": "d01j9zq3v7k2m8n4p6r5t"}
_PERSON = {"example": "p01j9zq3v7k2m8n4p6r5t"}
_WORD = validate.Regexp(r"^[a-z][a-z0-9_]{0,63}$(?!\n)")
_TITLE = "2026年上半年教育工作情况"


class DraftFields(Body):
    """What can be said anew while it is a draft."""

    kind = fields.Enum(Kind, by_value=True, required=True, metadata={"example": "document"})
    title = Text(100, required=True, metadata={"example": _TITLE})
    audience = fields.Nested(AudienceFields, required=True)
    issued_on = Day(
        required=True,
        metadata={"example": "2026-11-20", "description": "The day of its issue; at most a year ago"},
    )
    items = fields.List(
        fields.String(validate=_WORD),
        load_default=list,
        validate=validate.Length(max=10),
        metadata={
            "example": ["work_situation"],
            "description": "What it is by the rules: words of what they want told to deputies",
        },
    )


class NewPublication(DraftFields):
    """A bulletin or a document to be published."""

    issuer = fields.Nested(IssuerFields, required=True)


class NewDocumentVersion(Body):
    """A version: words, a file, or both. ``note`` tells who has an earlier one what is new."""

    text = Text(15_000, lines=True, load_default=None, allow_none=True, metadata={"example": None})
    note = Text(200, load_default=None, allow_none=True, metadata={"example": "补充第三部分"})
    filename = Text(120, load_default=None, allow_none=True, metadata={"example": "教育工作情况.pdf"})
    media_type = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(DOCUMENT_TYPES),
        metadata={"example": "application/pdf"},
    )


class DocumentChoice(Body):
    """Which version."""

    number = Whole(1, 9999, required=True, metadata={"example": 1})


class DocumentWithdrawal(Body):
    """Why it is no longer to be read."""

    reason = Text(200, required=True, metadata={"example": "内容有误"})


class NewDispatch(Body):
    """By which other channel it was sent, and when."""

    channel = fields.String(
        required=True,
        validate=_WORD,
        metadata={"example": "other_channel", "description": "A word of the rules for the items"},
    )
    on = Day(required=True)
    note = Text(200, load_default=None, allow_none=True, metadata={"example": None})


class DispatchAnswer(Schema):
    """That it was also sent otherwise."""

    channel = fields.String(metadata={"example": "other_channel"})
    on = fields.Date(metadata={"example": "2026-11-20"})
    note = fields.String(allow_none=True, metadata={"example": None})
    by = fields.String(metadata=_PERSON)
    at = Moment()


class DocumentListed(Schema):
    """A bulletin or a document as its issuer's list shows it."""

    id = fields.String(metadata=_ID)
    kind = fields.Enum(Kind, by_value=True, metadata={"example": "document"})
    title = fields.String(metadata={"example": _TITLE})
    issuer = fields.Nested(IssuerAnswer)
    issued_on = fields.Date(metadata={"example": "2026-11-20"})
    items = fields.List(fields.String(), metadata={"example": ["work_situation"]})
    state = fields.Enum(State, by_value=True, metadata={"example": "published"})
    number = fields.Integer(metadata={"example": 1, "description": "The published version, 0 if none"})
    published_at = Moment(allow_none=True, metadata={"description": "When its first version was"})
    reason = fields.String(allow_none=True, metadata={"example": None, "description": "Why it was withdrawn"})
    version = fields.Integer(metadata={"example": 3, "description": "The ETag"})


class DocumentVersion(Schema):
    """A version. ``arrived_at`` is null until its file has come; ``url`` fetches it, for five minutes."""

    number = fields.Integer(metadata={"example": 1})
    text = fields.String(allow_none=True, metadata={"example": None})
    note = fields.String(allow_none=True, metadata={"example": "补充第三部分"})
    filename = fields.String(allow_none=True, metadata={"example": "教育工作情况.pdf"})
    media_type = fields.String(allow_none=True, metadata={"example": "application/pdf"})
    size = fields.Integer(allow_none=True, metadata={"example": 482133, "description": "Bytes"})
    added_at = Moment()
    arrived_at = Moment(allow_none=True)
    published_at = Moment(allow_none=True)
    url = fields.String(allow_none=True, metadata={"example": "https://documents.s3.example/…"})


class DocumentVersionMade(DocumentVersion):
    """A version, and how its file is sent, if it has one."""

    upload = fields.Nested(UploadForm, allow_none=True)


class Reading(Schema):
    """Of which version one was told, and which one has read (0: none)."""

    told = fields.Integer(metadata={"example": 1})
    told_at = Moment()
    read = fields.Integer(metadata={"example": 0})
    read_at = Moment(allow_none=True, metadata={"example": None})


class DocumentAnswer(DocumentListed):
    """A bulletin or a document. ``content`` is the published version, null where there is none to read;
    ``audience`` and ``dispatches`` are null for its readers, ``reading`` for others."""

    content = fields.Nested(DocumentVersion, allow_none=True)
    reading = fields.Nested(Reading, allow_none=True)
    audience = fields.Nested(AudienceAnswer, allow_none=True)
    dispatches = fields.List(fields.Nested(DispatchAnswer), allow_none=True)


class ReaderAnswer(Reading):
    """Somebody who was told, as who, and under which code they were found."""

    person = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "王晓梅", "description": "Empty of who came later"})
    role = fields.Enum(Role, by_value=True, metadata={"example": "deputy"})
    home = fields.String(metadata={"example": "411402"})


class OwnReading(Reading):
    """What one was told of."""

    publication = fields.String(metadata=_ID)
    kind = fields.Enum(Kind, by_value=True, metadata={"example": "document"})
    title = fields.String(metadata={"example": _TITLE})
    issuer = fields.String(metadata={"example": NAME})
    withdrawn = fields.Boolean(metadata={"example": False})


class ReachAnswer(Schema):
    """How many were told of the published version, and how many of them have read it."""

    number = fields.Integer(metadata={"example": 1})
    told = fields.Integer(metadata={"example": 700})
    read = fields.Integer(metadata={"example": 512})
    telling = fields.Boolean(metadata={"example": False, "description": "Whether some are still to be told"})


class ItemTold(Schema):
    """A publication under a rule. ``told_at`` is null while deputies were not told in a way that the rule
    takes; ``days`` lie between issue and telling."""

    publication = fields.String(metadata=_ID)
    title = fields.String(metadata={"example": _TITLE})
    issued_on = fields.Date(metadata={"example": "2026-11-20"})
    told_at = Moment(allow_none=True)
    channel = fields.String(allow_none=True, metadata={"example": "duty_platform"})
    days = fields.Integer(allow_none=True, metadata={"example": 0})
    state = fields.Enum(Stand, by_value=True, metadata={"example": "met"})


class DutyAnswer(RuleCited):
    """An item that a rule wants told, and where that stands. ``excused``: nothing was issued."""

    item = fields.String(metadata={"example": "work_situation"})
    name = fields.String(metadata={"example": "工作情况"})
    when = fields.Enum(
        When,
        by_value=True,
        metadata={
            "example": "period",
            "description": "`period`: anew each year; `issue`: in time after each issue; `always`: once",
        },
    )
    channels = fields.List(
        fields.String(), metadata={"example": ["duty_platform"], "description": "Any, if none is named"}
    )
    state = fields.Enum(Stand, by_value=True, metadata={"example": "met"})
    publications = fields.List(fields.Nested(ItemTold))


class DutiesAnswer(Schema):
    """All that the rules want an issuer to tell deputies in a year."""

    issuer = fields.Nested(IssuerAnswer)
    year = fields.Integer(metadata={"example": 2026})
    duties = fields.List(fields.Nested(DutyAnswer))


class IssuerListing(OfIssuer, Listing):
    """What an issuer published in a year, or issued and did not publish."""

    class Meta(Listing.Meta):
        not_in_example = ("state",)

    state = fields.Enum(State, by_value=True, load_default=None, metadata={"example": "published"})


class ReaderListing(Listing):
    """Who was told: who has read it or not, who is found in a scope, if said."""

    class Meta(Listing.Meta):
        not_in_example = ("read", "scope")

    read = YesNo(load_default=None, metadata={"example": False})
    scope = ScopeCode(load_default=None, metadata={"example": "411402"})


class OwnListing(Listing):
    """What one was told of."""

    unread = YesNo(load_default=False, metadata={"example": True})


LISTED_PAGE = page_of(DocumentListed(), "DocumentPage")
VERSION_PAGE = page_of(DocumentVersion(), "DocumentVersionPage")
READER_PAGE = page_of(ReaderAnswer(), "DocumentReaderPage")
OWN_PAGE = page_of(OwnReading(), "OwnDocumentPage")
