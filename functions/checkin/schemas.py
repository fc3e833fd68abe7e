"""What the routes of check-ins take and answer."""

from marshmallow import RAISE, Schema, fields, validate

from functions.checkin.scan_schemas import DEPUTY, STATION, CorrectionAnswer, RecordAnswer, Scan
from shared.domain.ids import PATTERN
from shared.domain.proof.codes import MAX_POSTER_DAYS, POSTER_DAYS
from shared.store.corrections import Action
from shared.web.batches import MOST, AnyShape, ItemProblem
from shared.web.request import KEY_PATTERN
from shared.web.schemas import Body, Day, Digits, Listing, Moment, Text, page_of


class OfflineScan(Scan):
    """A scan kept by the app and sent later. ``nonce`` names it for good: also in `Idempotency-Key`, should
    the app first have sent it alone."""

    nonce = fields.String(
        required=True,
        validate=validate.Regexp(f"^{KEY_PATTERN}$(?!\n)"),
        metadata={"example": "0f8fad5b-d9cb-469f-a165-70867728950e"},
    )


class ScanBatch(Body):
    """Scans to send together."""

    items = fields.List(
        AnyShape(OfflineScan, allow_none=True), required=True, validate=validate.Length(1, MOST)
    )


class Entry(Body):
    """A visit that staff enter: the day, and the time if that is known."""

    deputy = fields.String(
        required=True, validate=validate.Regexp(f"^p{PATTERN}$(?!\n)"), metadata={"example": DEPUTY}
    )
    day = Day(required=True, metadata={"description": "The legal day"})
    time = fields.Time(
        format="%H:%M", metadata={"example": "08:40", "description": "Of that day, in China (UTC+8)"}
    )
    reason = Text(200, required=True, metadata={"example": "手机没电，本人到站，站长在场"})


class CorrectionFields(Body):
    """What to do with a record, and why."""

    action = fields.Enum(Action, by_value=True, required=True, metadata={"example": "void"})
    reason = Text(200, required=True, metadata={"example": "他人代为扫码"})


class BatchItem(Schema):
    """What became of one scan: a record, made by it or standing before; or a problem."""

    class Meta:
        optional = ("record", "problem")

    status = fields.String(
        validate=validate.OneOf(["created", "existing", "refused"]), metadata={"example": "created"}
    )
    record = fields.Nested(RecordAnswer)
    problem = fields.Nested(ItemProblem)


class BatchAnswer(Schema):
    """One answer a scan, in the order sent."""

    items = fields.List(fields.Nested(BatchItem))


class MonthListing(Listing):
    """A month of a station's register."""

    month = fields.String(
        required=True,
        validate=validate.Regexp("^20[0-9]{2}-(0[1-9]|1[0-2])$(?!\n)"),
        metadata={"example": "2026-11"},
    )


class PeriodListing(Listing):
    """A period of a deputy's records: both days included, at most 366, the last year if not said."""

    since = Day(
        data_key="from", load_default=None, metadata={"example": "2026-01-01", "description": "First day"}
    )
    until = Day(
        data_key="to",
        load_default=None,
        metadata={"example": "2026-12-31", "description": "Last day; today if not said"},
    )


class PosterQuery(Schema):
    """How long a poster is valid."""

    class Meta:
        unknown = RAISE

    days = Digits(
        load_default=POSTER_DAYS,
        validate=validate.Range(1, MAX_POSTER_DAYS),
        metadata={"example": POSTER_DAYS, "description": "Legal days from today on, today included"},
    )


class WindowCode(Schema):
    """What the screen shows from ``begins`` until ``ends``: the symbol of ``url``."""

    begins = Moment()
    ends = Moment(metadata={"example": "2026-11-20T09:30:30+08:00"})
    code = fields.String(metadata={"example": "EqxCv4iBAAEDkQ82XuuquGRYYMixX2NL_UjTj569Oq4"})
    url = fields.String(
        metadata={"example": "https://api.example.cn/s/411402001-01#EqxCv4iBAAEDkQ82XuuquGRYYMixX2NL_UjTj5"}
    )


class CodesAnswer(Schema):
    """The codes of a station's screen. ``now`` is our clock: a screen sets itself by it."""

    station = fields.String(metadata={"example": STATION})
    now = Moment()
    items = fields.List(fields.Nested(WindowCode))


RECORD_PAGE = page_of(RecordAnswer(), "RecordPage")
CORRECTION_PAGE = page_of(CorrectionAnswer(), "CorrectionPage")
