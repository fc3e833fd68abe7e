"""A scan over HTTP: the one request for which deputies wait at a door, so a part of its own."""

from functions.checkin import scan_schemas, scanning
from functions.checkin.answering import FIRST, TAG, answer
from shared.domain.roles import Role
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/check-ins",
    methods=["POST"],
    summary="Check in at a station",
    description="A genuine code is never refused for weak proof: the record carries a grade and flags. "
    "An app that is online leaves `captured_at` out. After a lost answer it sends the scan again under the "
    "same `Idempotency-Key`; a key is remembered for eight days with the record that it made.",
    access=roles(Role.DEPUTY, within="anywhere"),
    body=scan_schemas.Scan(),
    answer=scan_schemas.RecordAnswer(),
    status=201,
    also=FIRST,
    idempotent=True,
    refusals=(
        "code_malformed",
        "code_unknown_version",
        "code_forged",
        "code_for_other",
        "code_expired",
        "code_not_yet_valid",
        "code_superseded",
        "code_window_mismatch",
        "captured_in_future",
        "captured_too_old",
    ),
    tag=TAG,
)
def check_in(call: Call) -> Answer:
    return answer(scanning.check_in(call.caller.person, call.body, call.idempotency_key, call.now))
