"""The signing key of access tokens, in KMS: signs and verifies there, is never seen here."""

from functools import cache
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.errors import Refusal
from shared.store import clients
from shared.store.settings import Setting, setting

_ALGORITHM = "ECDSA_SHA_256"


@cache
def _client() -> Any:
    return clients.new("kms")


def key_id() -> str:
    """The ``kid`` of this stack's tokens: the last part of the key's ARN."""
    return setting(Setting.TOKEN_KEY_ID).rsplit("/", 1)[-1]


def sign(message: bytes) -> bytes:
    """The DER signature of ``message`` (at most 4096 bytes). One KMS call."""
    answer = _call(
        "sign",
        KeyId=setting(Setting.TOKEN_KEY_ID),
        Message=message,
        MessageType="RAW",
        SigningAlgorithm=_ALGORITHM,
    )
    signature: bytes = answer["Signature"]
    return signature


def verify(message: bytes, signature: bytes) -> bool:
    """Whether this stack's key made the DER ``signature`` of ``message``. One KMS call."""
    try:
        answer = _call(
            "verify",
            KeyId=setting(Setting.TOKEN_KEY_ID),
            Message=message,
            MessageType="RAW",
            Signature=signature,
            SigningAlgorithm=_ALGORITHM,
        )
    except ClientError as error:
        if error.response["Error"]["Code"] in {"KMSInvalidSignatureException", "ValidationException"}:
            return False
        raise
    return bool(answer["SignatureValid"])


@cache
def public_key() -> bytes:
    """The public key as SubjectPublicKeyInfo DER. One KMS call a process."""
    key: bytes = _call("get_public_key", KeyId=setting(Setting.TOKEN_KEY_ID))["PublicKey"]
    return key


def _call(operation: str, **arguments: Any) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = getattr(_client(), operation)(**arguments)
    except ClientError as error:
        if error.response["Error"]["Code"] in {
            "ThrottlingException",
            "KMSInternalException",
            "LimitExceededException",
        }:
            raise Refusal("busy", retry_after=1) from error
        raise
    except BotoCoreError as error:
        raise Refusal("busy", retry_after=1) from error
    return answer


def reset() -> None:
    """Forgets the client and the public key, as a new process would."""
    _client.cache_clear()
    public_key.cache_clear()
