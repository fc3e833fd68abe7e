"""Sign-in over HTTP."""

from functions.registration.signin import schemas, signing_in
from shared.domain import tokens
from shared.store import keys
from shared.web.access import public, signed_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/sign-in/codes",
    methods=["POST"],
    summary="Ask for a one-time code by message",
    access=public(),
    body=schemas.CodeRequest(),
    answer=schemas.CodeSent(),
    status=202,
    idempotent=True,
    refusals=("too_many_codes",),
    tag="Sign-in",
)
def request_code(call: Call) -> signing_in.Opened:
    return signing_in.request_code(
        call.body["phone"], call.language, call.source_ip, call.idempotency_key, call.now
    )


@routes.route(
    "/v1/sign-in/tokens",
    methods=["POST"],
    summary="Sign in with the code",
    access=public(),
    body=schemas.CodeAnswer(),
    answer=schemas.Tokens(),
    status=201,
    refusals=("code_wrong",),
    tag="Sign-in",
)
def sign_in(call: Call) -> signing_in.Signed:
    return signing_in.sign_in(call.body["challenge"], call.body["code"], call.body.get("name"), call.now)


@routes.route(
    "/v1/sign-in/refreshes",
    methods=["POST"],
    summary="Exchange the refresh token for new tokens",
    access=public(),
    body=schemas.RefreshRequest(),
    answer=schemas.Tokens(),
    status=201,
    idempotent=True,
    refusals=("refresh_token_invalid", "refresh_token_reused"),
    tag="Sign-in",
)
def refresh(call: Call) -> signing_in.Signed:
    return signing_in.refresh(call.body["refresh_token"], call.idempotency_key, call.now)


@routes.route(
    "/v1/sign-out",
    methods=["POST"],
    summary="End this sign-in",
    access=signed_in(),
    status=204,
    tag="Sign-in",
)
def sign_out(call: Call) -> Answer:
    signing_in.sign_out(call.caller.session)
    return Answer(None)


@routes.route(
    "/.well-known/jwks.json",
    summary="The public keys of access tokens",
    access=public(),
    answer=schemas.KeySet(),
    tag="Sign-in",
)
def key_set(call: Call) -> Answer:
    key = tokens.jwk(keys.public_key(), keys.key_id())
    return Answer({"keys": [key]}, headers={"Cache-Control": "public, max-age=3600"})
