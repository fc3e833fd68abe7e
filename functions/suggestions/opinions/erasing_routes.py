"""Erasure of a resident's data over HTTP: by the receipt, by who is signed in, by staff on request."""

from typing import Any

from functions.suggestions.opinions import erasing, erasing_schemas, following, schemas, views
from functions.suggestions.opinions.erasing import Erased
from functions.suggestions.opinions.handling import Act
from functions.suggestions.opinions.routing import HANDLERS
from shared.web.access import public, roles, signed_in
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Opinions of residents"
_GOES = (
    "Name, account, words and photos go for good, wherever they stand; with `place` the place too. The case "
    "stays, with its state, its numbers and what the staff did: the receipt shows its course. Done again it "
    "changes nothing; what was added since goes too."
)


@routes.route(
    "/v1/opinions/follow/erasure",
    methods=["POST"],
    summary="Erase a resident's data from an opinion, by its receipt",
    description=_GOES,
    access=public(),
    body=erasing_schemas.ErasureByReceipt(),
    answer=schemas.OpinionFollowed(),
    refusals=("receipt_wrong", "conflict", "busy"),
    tag=_TAG,
)
def erase_by_receipt(call: Call) -> dict[str, Any]:
    body = call.body
    erasing.by_receipt(body["receipt"], body["secret"], body["place"], call.now)
    return views.followed(following.see(body["receipt"], body["secret"]), call.language == CHINESE)


@routes.route(
    "/v1/me/opinions/erasure",
    methods=["POST"],
    summary="Erase my data from all opinions that I brought with my name",
    description=f"{erasing.AT_ONCE} a request, the newest first: send it again while `more` is true. What "
    f"was brought without a name leads to nobody: erase that by its receipt. {_GOES}",
    access=signed_in(),
    body=erasing_schemas.Erasure(),
    answer=erasing_schemas.ErasedAnswer(),
    tag=_TAG,
)
def erase_own(call: Call) -> Erased:
    return erasing.of_person(call.caller.person, call.body["place"], call.now)


@routes.route(
    "/v1/opinions/{receipt}/erasure",
    methods=["POST"],
    summary="Erase a resident's data from an opinion, at the resident's request",
    description=f"By those who received it; `reason` says how they were asked. {_GOES}",
    access=roles(HANDLERS, within="resource"),
    body=erasing_schemas.ErasureRequested(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=("case_not_found", "conflict", "busy"),
    tag=_TAG,
)
def erase_on_request(call: Call, receipt: str) -> Answer:
    act = Act(call.caller, call.version, call.now)
    opinion = erasing.by_staff(receipt, call.body["reason"], call.body["place"], act)
    return Answer(views.case(opinion, call.language == CHINESE), version=opinion.version)
