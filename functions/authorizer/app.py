"""The Lambda authorizer (TOKEN): a bearer token becomes the caller that every route sees.

The gateway keeps the answer for five minutes per token, so the policy covers the whole stage: which
route a role may call is each route's own declaration. A token that ends within those minutes is
refused by the route (``shared.web.request.caller``).
"""

import json
import logging
from typing import Any

from shared.domain import clock, tokens
from shared.domain.errors import Refusal
from shared.store import keys
from shared.store.settings import Setting, setting

logger = logging.getLogger("lianluo")
_SCHEME = "Bearer "


class Unauthorized(Exception):
    """Answered by the gateway as 401: its message must be exactly ``Unauthorized`` (AWS)."""

    def __init__(self) -> None:
        super().__init__("Unauthorized")


def app(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """The policy and context for a token; raises :class:`Unauthorized` for one that does not hold.

    A failing key service is not the caller's fault: its ``Refusal("busy")`` passes and the gateway says 500.
    """
    token = event.get("authorizationToken", "")
    try:
        if not token.startswith(_SCHEME):
            raise Refusal("sign_in_required")
        claims = tokens.read(token.removeprefix(_SCHEME), setting(Setting.ISSUER), clock.now(), keys.verify)
    except Refusal as refusal:
        if refusal.code == "busy":
            raise
        logger.info(json.dumps({"authorizer": refusal.code}))
        raise Unauthorized from refusal
    return {
        "principalId": claims.person,
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Action": "execute-api:Invoke",
                    "Effect": "Allow",
                    "Resource": _whole_stage(event["methodArn"]),
                }
            ],
        },
        "context": {
            "roles": " ".join(str(grant) for grant in claims.grants),
            "session": claims.session,
            "expires": str(int(claims.expires.timestamp())),
        },
    }


def _whole_stage(method_arn: str) -> str:
    """``arn:…:api/stage/GET/path`` as the ARN of every method of that stage."""
    api, stage, *_ = method_arn.split("/")
    return f"{api}/{stage}/*"
