"""The certificate over HTTP."""

from datetime import date, timedelta

from marshmallow import RAISE, Schema

from functions.standing.days import EARLIEST
from functions.standing.routes import in_sight
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal, invalid
from shared.domain.roles import READERS, Role
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.schemas import Day
from shared.web.service import Routes

HTML = "text/html"
LONGEST = timedelta(days=366)
"""A leap year, at most."""

routes = Routes(__name__)


class CertifiedDays(Schema):
    """The days certified, both included."""

    class Meta:
        unknown = RAISE

    first = Day(
        load_default=None,
        data_key="from",
        metadata={"example": "2026-01-01", "description": "The first day of the year of `to` if not said"},
    )
    last = Day(
        load_default=None,
        data_key="to",
        metadata={"example": "2026-11-20", "description": "Today if not said"},
    )


@routes.route(
    "/v1/deputies/{deputy_id}/certificate",
    summary="A certificate of duty for the deputy's employer, to print",
    description="That duty counts as attendance at work (Deputies Law art. 41, and what the rules in force "
    "in the deputy's place add). Only records that count are certified, of a year up to today at most. In "
    "Chinese. For the deputy, and for those whose role reaches the deputy's home.",
    access=roles(READERS, Role.DEPUTY, within="resource"),
    query=CertifiedDays(),
    media=(HTML,),
    headers={"Content-Security-Policy": "Nothing but the page's own style sheet"},
    refusals=("deputy_not_found", "day_out_of_range"),
    tag="Standing",
)
def get_deputy_certificate(call: Call, deputy_id: str) -> Answer:
    from functions.standing.certificate import certifying, page  # few requests print anything

    today = legal_day(call.now)
    last = call.query["last"] or today
    first = call.query["first"] or date(last.year, 1, 1)
    _check(first, last, today)
    deputy = in_sight(call.caller, deputy_id)
    text = page.certificate_page(certifying.certify(deputy, first, last, today))
    headers = {"Content-Security-Policy": page.POLICY}
    return Answer(text, headers=headers, media_type=f"{HTML}; charset=utf-8")


def _check(first: date, last: date, today: date) -> None:
    """Raises ``day_out_of_range``, and ``invalid_request`` for days in the wrong order."""
    if first > last:
        raise invalid("query.to", "不能早于 from", "must not lie before from")
    if first < EARLIEST or last > today or last - first >= LONGEST:
        raise Refusal("day_out_of_range")
