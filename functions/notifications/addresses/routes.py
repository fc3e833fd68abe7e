"""The e-mail address over HTTP."""

from datetime import UTC, datetime
from typing import Any

from functions.notifications.addresses import schemas, store
from shared.domain.errors import Refusal
from shared.domain.one_time_codes import matches
from shared.store.settings import Setting, optional, secret
from shared.web.access import signed_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Inbox"


@routes.route(
    "/v1/me/e-mail",
    summary="My e-mail address for notices",
    access=signed_in(),
    answer=schemas.AddressAnswer(),
    tag=_TAG,
)
def get_address(call: Call) -> dict[str, Any]:
    return _shown(store.address_of(call.caller.person))


@routes.route(
    "/v1/me/e-mail/codes",
    methods=["POST"],
    summary="Ask for a code by e-mail, to show that an address is mine",
    description=f"Up to {store.CODES_A_DAY} a day. Until it is answered, the address before stays.",
    access=signed_in(),
    body=schemas.AddressFields(),
    answer=schemas.AddressAsked(),
    status=202,
    idempotent=True,
    refusals=("no_email_here", "too_many_codes"),
    tag=_TAG,
)
def ask_code(call: Call) -> dict[str, Any]:
    if not _sends():
        raise Refusal("no_email_here")
    id_ = call.new_id("c")
    asked = store.Confirming(call.caller.person, call.body["address"], call.language)
    expires = store.begin(id_, asked, call.mark, call.now)
    return {"confirmation": id_, "expires": datetime.fromtimestamp(expires, UTC)}


@routes.route(
    "/v1/me/e-mail/confirmations",
    methods=["POST"],
    summary="Confirm an address with the code that came",
    description="Notices go there from now on, as I prefer; an address before is forgotten.",
    access=signed_in(),
    body=schemas.AddressCode(),
    answer=schemas.AddressAnswer(),
    status=201,
    refusals=("confirmation_wrong",),
    tag=_TAG,
)
def confirm(call: Call) -> dict[str, Any]:
    id_ = call.body["confirmation"]
    asked = store.sought(id_, call.now)
    if asked is None or asked.person != call.caller.person:
        raise Refusal("confirmation_wrong")
    store.count_try(id_, call.now)
    if not matches(secret(Setting.ADDRESS_SECRET), id_, call.body["code"]):
        raise Refusal("confirmation_wrong")
    return _shown(store.confirm(id_, asked, call.now))


@routes.route(
    "/v1/me/e-mail",
    methods=["DELETE"],
    summary="Forget my e-mail address",
    description="What is on its way is not sent there any more.",
    access=signed_in(),
    status=204,
    tag=_TAG,
)
def forget_address(call: Call) -> Answer:
    store.forget(call.caller.person)
    return Answer(None)


def _sends() -> bool:
    return bool(optional(Setting.MAIL_SENDER, ""))


def _shown(found: store.Address | None) -> dict[str, Any]:
    return {
        "address": found.address if found else None,
        "confirmed_at": found.confirmed_at if found else None,
        "sends": _sends(),
    }
