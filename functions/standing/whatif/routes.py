"""Trying a draft over HTTP."""

from datetime import timedelta
from typing import Any

from functions.standing.days import EARLIEST
from functions.standing.draft_fields import BODY_LIMIT
from functions.standing.whatif.schemas import WhatIf, WhatIfAnswer
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal, invalid
from shared.domain.roles import OVERSEERS, Role
from shared.web.access import roles
from shared.web.call import Call
from shared.web.problems import CHINESE
from shared.web.service import Routes

LONGEST = timedelta(days=366)
"""A leap year, at most."""

routes = Routes(__name__)


@routes.route(
    "/v1/what-if",
    methods=["POST"],
    summary="Try a draft over what was really recorded",
    description="The deputies of a scope, page by page, judged by the draft for a past time of at most a "
    "year: how many it binds, who would have fallen short, and what differs from the rules then in force. "
    "Every period that ended in that time is judged by the rules of its last day. Nothing is written.",
    access=roles(OVERSEERS, Role.AUDITOR, within="body:scope"),
    body=WhatIf(),
    body_limit=BODY_LIMIT,
    answer=WhatIfAnswer(),
    refusals=(
        "pack_invalid",
        "draft_not_found",
        "draft_elsewhere",
        "day_out_of_range",
        "what_if_too_large",
        "invalid_cursor",
        "division_not_found",
    ),
    tag="Rules",
)
def try_draft(call: Call) -> dict[str, Any]:
    # The packs are read by the first who asks.
    from functions.standing import drafts
    from functions.standing.whatif import comparing

    asked, today = call.body, legal_day(call.now)
    first, last = asked["first"], asked["last"]
    if first > last:
        raise invalid("body.to", "不能早于 from", "must not lie before from")
    if first < EARLIEST or last >= today or last - first >= LONGEST:
        raise Refusal("day_out_of_range")
    draft = drafts.chosen(asked["pack"], asked["draft"], asked["scope"])
    if asked["rule"] is not None and asked["rule"] not in draft.rules:
        raise invalid("body.rule", "没有这条规则", "there is no such rule")
    question = comparing.Question(draft, asked["scope"], first, last, asked["rule"], today)
    return comparing.page(
        question, limit=asked["limit"], cursor=asked["cursor"], chinese=call.language == CHINESE
    )
