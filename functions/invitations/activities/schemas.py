"""What the routes of activities take and answer."""

from collections.abc import Iterable, Sequence
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from functions.invitations.activities.activity import Activity, OrganiserKind, State
from functions.invitations.activities.checks import Check, Outcome, named
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Modality
from shared.regulations.stating import written
from shared.web.problems import CHINESE
from shared.web.schemas import Body, Listing, Moment, ScopeCode, StationId, Text, Whole, page_of

MOST_REMINDERS = 5
_WORD = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"
_ID = {"example": "a01j9zq3v7k2m8n4p6r5t"}
_KIND = {"example": "standing_committee_meeting", "description": "A word of the rules"}
_OCCASIONS = {
    "example": ["plenary_meeting"],
    "description": "What else it is, in words of the rules: a plenary meeting, a group review",
}
_FACTS = {
    "example": {"organised_by": "standing_committee"},
    "description": "What the conditions of rules look at; yes and no are `true` and `false`",
}
_PROVIDED = {
    "example": ["speaking_time"],
    "description": "Items of the rules' checklists that are there, as the organiser states",
}
_REMINDERS = {"example": [1440, 60], "description": "Minutes before the start"}
_TOPICS = {
    "example": ["hot_issues"],
    "description": "Topics of contact: words of the rules where they have such, else in one's own words",
}


class Word(fields.String):
    """A word of the rules."""

    def __init__(self, **options: Any) -> None:
        checks = [validate.Length(2, 60), validate.Regexp(f"^{_WORD}$(?!\n)")]
        super().__init__(validate=checks, **options)


def _many(inner: fields.Field[Any], most: int, **options: Any) -> fields.List[Any]:
    return fields.List(inner, validate=validate.Length(0, most), **options)


class OrganiserFields(Body):
    """Who holds it: a committee by its division's code, a station, a group, a deputy with the own card."""

    kind = fields.Enum(OrganiserKind, by_value=True, required=True, metadata={"example": "committee"})
    id = fields.String(required=True, validate=validate.Length(2, 21), metadata={"example": "4114"})
    body = Text(60, allow_none=True, metadata={"example": "社会建设委员会"})


class AgendaFields(Body):
    """One item of an agenda."""

    title = Text(200, required=True, metadata={"example": "审议养老服务条例草案"})
    field = Text(40, allow_none=True, metadata={"example": "民政", "description": "Of deputies' fields"})
    speakers = Whole(0, 500, allow_none=True, metadata={"example": 3})
    act = Word(
        allow_none=True,
        metadata={"example": None, "description": "What is done, where the rules bar it or want consent"},
    )


class ActConsentFields(Body):
    """A body's consent to an act, or its recommendation."""

    act = Word(required=True, metadata={"example": "settle_problem"})
    by = Word(required=True, metadata={"example": "committee"})
    at = Moment(required=True)


class RuleDepartureFields(Body):
    """A rule that binds generally and is not followed, and why."""

    rule = fields.String(required=True, validate=validate.Length(2, 64), metadata={"example": "sq-08b.head"})
    reason = Text(500, required=True, metadata={"example": "会议临时召开"})


class ActivityFields(Body):
    """What may be said of an activity. After the announcement the rules have been asked: what they were
    asked about stays."""

    title = Text(100, metadata={"example": "常委会第二十次会议"})
    starts = Moment(metadata={"example": "2026-12-01T09:00:00+08:00"})
    ends = Moment(metadata={"example": "2026-12-01T17:00:00+08:00"})
    place = Text(200, allow_none=True, metadata={"example": "人民会堂第一会议室"})
    station = StationId(allow_none=True)
    reply_by = Moment(allow_none=True, metadata={"example": "2026-11-28T18:00:00+08:00"})
    capacity = Whole(1, 100_000, allow_none=True, metadata={"example": 30})
    speaking_slots = Whole(0, 500, allow_none=True, metadata={"example": 5})
    agenda = _many(fields.Nested(AgendaFields), 50)
    fields_ = _many(Text(40), 20, data_key="fields", attribute="fields", metadata={"example": ["民政"]})
    topics = _many(Text(60), 20, metadata=_TOPICS)
    about = Text(4000, lines=True, allow_none=True, metadata={"example": "会前视察两家养老机构。"})
    reminders = _many(Whole(5, 43_200), MOST_REMINDERS, metadata=_REMINDERS)
    occasions = _many(Word(), 10, metadata=_OCCASIONS)
    facts = fields.Dict(keys=Word(), values=fields.String(), validate=validate.Length(0, 20), metadata=_FACTS)
    provided = _many(Word(), 50, metadata=_PROVIDED)
    consents = _many(fields.Nested(ActConsentFields), 20)

    @validates_schema
    def each_once(self, data: dict[str, Any], **_: Any) -> None:
        for name in ("fields", "topics", "reminders", "occasions", "provided"):
            if len(set(data.get(name, ()))) != len(data.get(name, ())):
                raise ValidationError("有重复|one stands twice", name)


class NewActivity(ActivityFields):
    """An activity to draft."""

    kind = Word(required=True, metadata=_KIND)
    title = Text(100, required=True, metadata={"example": "常委会第二十次会议"})
    organiser = fields.Nested(OrganiserFields, required=True)
    division = ScopeCode(
        allow_none=True,
        metadata={"example": None, "description": "A deputy's own inspection: where it is held"},
    )
    starts = Moment(required=True, metadata={"example": "2026-12-01T09:00:00+08:00"})
    ends = Moment(required=True, metadata={"example": "2026-12-01T17:00:00+08:00"})


class ActivityAnnouncement(Body):
    """Why rules that bind generally are not followed, if so."""

    departures = _many(fields.Nested(RuleDepartureFields), 20, load_default=())


class ActivityClosure(Body):
    """What an inspection with the card found: the report that the rules let follow it."""

    report = Text(4000, lines=True, allow_none=True, load_default=None, metadata={"example": None})


class ActivityCancellation(Body):
    """Why it is not held."""

    reason = Text(500, required=True, metadata={"example": "因台风延期"})


class OrganiserAnswer(Schema):
    """Who holds an activity."""

    kind = fields.Enum(OrganiserKind, by_value=True, metadata={"example": "committee"})
    id = fields.String(metadata={"example": "4114"})
    body = fields.String(allow_none=True, metadata={"example": "社会建设委员会"})


class AgendaAnswer(Schema):
    """One item of an agenda."""

    title = fields.String(metadata={"example": "审议养老服务条例草案"})
    field = fields.String(allow_none=True, metadata={"example": "民政"})
    speakers = fields.Integer(allow_none=True, metadata={"example": 3})
    act = fields.String(allow_none=True, metadata={"example": None})


class ActConsentAnswer(Schema):
    """A body's consent to an act."""

    act = fields.String(metadata={"example": "settle_problem"})
    by = fields.String(metadata={"example": "committee"})
    at = Moment()


class RuleDepartureAnswer(Schema):
    """A rule that was not followed, and why."""

    rule = fields.String(metadata={"example": "sq-08b.head"})
    reason = fields.String(metadata={"example": "会议临时召开"})


class ActivityListed(Schema):
    """An activity as a list shows it."""

    id = fields.String(metadata=_ID)
    kind = fields.String(metadata=_KIND)
    title = fields.String(metadata={"example": "常委会第二十次会议"})
    scope = fields.String(
        metadata={"example": "4114", "description": "The division or station it belongs to"}
    )
    organiser = fields.Enum(OrganiserKind, by_value=True, metadata={"example": "committee"})
    organiser_id = fields.String(metadata={"example": "4114"})
    starts = Moment()
    ends = Moment()
    state = fields.Enum(State, by_value=True, metadata={"example": "announced"})
    station = fields.String(allow_none=True, metadata={"example": None})
    place = fields.String(allow_none=True, metadata={"example": "人民会堂第一会议室"})


class ActivityAnswer(Schema):
    """An activity."""

    id = fields.String(metadata=_ID)
    kind = fields.String(metadata=_KIND)
    title = fields.String(metadata={"example": "常委会第二十次会议"})
    organiser = fields.Nested(OrganiserAnswer)
    scope = fields.String(
        metadata={"example": "4114", "description": "The division or station it belongs to"}
    )
    congress = fields.String(metadata={"example": "4114", "description": "Whose rulebook binds it"})
    station = fields.String(allow_none=True, metadata={"example": None})
    place = fields.String(allow_none=True, metadata={"example": "人民会堂第一会议室"})
    starts = Moment(metadata={"example": "2026-12-01T09:00:00+08:00"})
    ends = Moment(metadata={"example": "2026-12-01T17:00:00+08:00"})
    reply_by = Moment(allow_none=True, metadata={"example": "2026-11-28T18:00:00+08:00"})
    capacity = fields.Integer(allow_none=True, metadata={"example": 30})
    speaking_slots = fields.Integer(allow_none=True, metadata={"example": 5})
    agenda = fields.List(fields.Nested(AgendaAnswer))
    fields_ = fields.List(
        fields.String(), data_key="fields", attribute="fields", metadata={"example": ["民政"]}
    )
    topics = fields.List(fields.String(), metadata=_TOPICS)
    about = fields.String(allow_none=True, metadata={"example": "会前视察两家养老机构。"})
    reminders = fields.List(fields.Integer(), metadata=_REMINDERS)
    occasions = fields.List(fields.String(), metadata=_OCCASIONS)
    facts = fields.Dict(keys=fields.String(), values=fields.String(), metadata=_FACTS)
    provided = fields.List(fields.String(), metadata=_PROVIDED)
    consents = fields.List(fields.Nested(ActConsentAnswer))
    departures = fields.List(fields.Nested(RuleDepartureAnswer))
    state = fields.Enum(State, by_value=True, metadata={"example": "draft"})
    created_by = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    created_at = Moment()
    announced_at = Moment(allow_none=True)
    opened_at = Moment(allow_none=True, metadata={"example": None})
    closed_at = Moment(allow_none=True, metadata={"example": None})
    cancelled_at = Moment(allow_none=True, metadata={"example": None})
    reason = fields.String(allow_none=True, metadata={"example": None, "description": "Why it was cancelled"})
    report = fields.String(allow_none=True, metadata={"example": None})
    version = fields.Integer(metadata={"example": 1})


def shown(activity: Activity) -> dict[str, Any]:
    """An activity as it is answered."""
    values = {name: getattr(activity, name) for name in Activity.__dataclass_fields__}
    return {**values, "facts": written(activity.facts)}


class ActivityListing(Listing):
    """The activities of a scope that start in a month."""

    class Meta:
        unknown = RAISE

    scope = ScopeCode(required=True)
    month = fields.String(
        required=True,
        validate=validate.Regexp("^20[0-9]{2}-(?:0[1-9]|1[0-2])$(?!\n)"),
        metadata={"example": "2026-12", "description": "The legal month, in China"},
    )
    kind = Word(load_default=None, metadata={"example": "standing_committee_meeting"})


ACTIVITY_PAGE = page_of(ActivityListed(), "ActivityPage")


class CheckQuery(Schema):
    """Which draft regulation is taken as in force, if any."""

    class Meta:
        unknown = RAISE

    draft = fields.String(
        load_default=None, validate=validate.Length(1, 40), metadata={"example": "shenzhen"}
    )


class CheckWord(Schema):
    """A word of the rules and what people call it."""

    word = fields.String(metadata={"example": "speaking_time"})
    name = fields.String(metadata={"example": "列席代表发言时间"})


class CheckAnswer(Schema):
    """Where an activity stands under one rule. `short` refuses the announcement, `explain` asks for a reason,
    which `departed` has; `advice` is a wish, `open` has time left."""

    rule = fields.String(metadata={"example": "tj-05c.plenary"})
    article = fields.String(metadata={"example": "5-3"})
    instrument = fields.String(metadata={"example": "天津市人民代表大会常务委员会联系市人民代表大会代表办法"})
    modality = fields.Enum(Modality, by_value=True, metadata={"example": "must"})
    kind = fields.String(metadata={"example": "checklist"})
    outcome = fields.Enum(Outcome, by_value=True, metadata={"example": "met"})
    sentence = fields.String(metadata={"example": "全体会议给列席代表留出发言时间。"})
    required = fields.Integer(allow_none=True, metadata={"example": None})
    counted = fields.Integer(allow_none=True, metadata={"example": None})
    missing = fields.List(fields.Nested(CheckWord))
    not_allowed = fields.List(fields.Nested(CheckWord))
    due = Moment(allow_none=True, metadata={"example": None})


class ChecksAnswer(Schema):
    """What the rules say of an activity. ``ready`` says whether it can be announced as it stands."""

    activity = fields.String(metadata=_ID)
    ready = fields.Boolean()
    items = fields.List(fields.Nested(CheckAnswer))


def checks_shown(activity: Activity, book: Rulebook, found: Sequence[Check], language: str) -> dict[str, Any]:
    """Checks as they are answered, in the caller's language."""
    lang = 0 if language == CHINESE else 1

    def words(given: Iterable[str]) -> list[dict[str, str]]:
        return [{"word": word, "name": named(book, word)[lang]} for word in given]

    def one(check: Check) -> dict[str, Any]:
        part = check.part
        instrument = book.instruments[part.instrument]
        return {
            "rule": part.id,
            "article": part.article,
            "instrument": (instrument.title, instrument.title_en)[lang],
            "modality": part.modality,
            "kind": part.kind,
            "outcome": check.outcome,
            "sentence": check.sentence[lang],
            "required": check.required,
            "counted": check.counted,
            "missing": words(check.missing),
            "not_allowed": words(check.not_allowed),
            "due": check.due,
        }

    refused = {Outcome.SHORT, Outcome.EXPLAIN}
    return {
        "activity": activity.id,
        "ready": not any(check.outcome in refused for check in found),
        "items": [one(check) for check in found],
    }
