"""Tokens as sign-in would make them, for whoever a test needs."""

from datetime import timedelta
from functools import cache

from infra.local.client import Client, Response
from infra.local.stack import LocalStack
from shared.domain import clock, tokens
from shared.domain.roles import parse_grants

__all__ = ["PERSON", "Client", "Response", "key_of", "token_for"]

PERSON = "p01j9zq3v7k2m8n4p6r5t"


@cache
def key_of(stack: LocalStack) -> tuple[str, bytes]:
    """The id and the public key of the stack's tokens."""
    key_id = stack.physical_id("TokenKey")
    public: bytes = stack.client("kms").get_public_key(KeyId=key_id)["PublicKey"]
    return key_id, public


def token_for(
    stack: LocalStack,
    *grants: str,
    person: str = PERSON,
    session: str = "s01j9zq3v7k2m8n4p6r5t",
    age: timedelta = timedelta(),
    issuer: str | None = None,
) -> str:
    """An access token of this stack, signed by its own key, for whoever the test needs."""
    key_id, _ = key_of(stack)
    kms = stack.client("kms")
    issued = clock.now() - age
    claims = tokens.Claims(
        issuer or stack.base_url,
        person,
        parse_grants(" ".join(grants)),
        session,
        issued,
        issued + tokens.ACCESS_LIFETIME,
    )

    def sign(message: bytes) -> bytes:
        made: bytes = kms.sign(
            KeyId=key_id, Message=message, MessageType="RAW", SigningAlgorithm="ECDSA_SHA_256"
        )["Signature"]
        return made

    return tokens.sign(claims, key_id, sign)
