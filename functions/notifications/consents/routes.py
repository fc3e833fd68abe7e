"""Consents to WeChat messages over HTTP."""

from functions.notifications.consents import schemas, store
from shared.web.access import signed_in
from shared.web.call import Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Inbox"


@routes.route(
    "/v1/me/wechat-consents",
    summary="How many WeChat messages I still agree to",
    access=signed_in(),
    answer=schemas.ConsentsAnswer(),
    tag=_TAG,
)
def get_wechat_consents(call: Call) -> dict[str, int]:
    return {"left": store.left(call.caller.person)}


@routes.route(
    "/v1/me/wechat-consents",
    methods=["POST"],
    summary="Agree to WeChat messages",
    description=(
        "WeChat lets a service send one message for each time that its reader agreed. Each message uses up "
        f"one; where none is left it goes by SMS, if that is wanted. At most {store.MOST} may be left."
    ),
    access=signed_in(),
    body=schemas.NewConsents(),
    answer=schemas.ConsentsAnswer(),
    status=201,
    idempotent=True,
    refusals=("limit_reached",),
    tag=_TAG,
)
def give_wechat_consents(call: Call) -> dict[str, int]:
    given = store.give(call.caller.person, call.body["count"], call.new_id("c"), call.mark, call.now)
    return {"left": given}
