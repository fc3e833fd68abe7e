"""Uploaded files in S3: the form by which a client sends one, and the file itself."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

from functions.registration.rosters.cells import MAX_BYTES
from shared.store.settings import Setting, setting

FOLDER = "rosters/"
FORM_LIFETIME = 15 * 60
"""Seconds in which a file may be sent."""


class Vanished(Exception):
    """The file is not there any more."""


class Replaced(Exception):
    """Another file was sent in its place."""


@dataclass(frozen=True, slots=True)
class Form:
    """A POST of ``multipart/form-data`` to ``url`` with these fields and, last, the file as ``file``."""

    url: str
    fields: dict[str, str]
    expires_in: int = FORM_LIFETIME
    max_bytes: int = MAX_BYTES


@cache
def _client() -> Any:
    # Signature 4 whatever the region: objects under a KMS key are refused with the older one. Virtual hosts,
    # for otherwise forms would go to the partition's first region, which redirects them.
    config = Config(
        connect_timeout=2,
        read_timeout=20,
        retries={"mode": "standard", "total_max_attempts": 3},
        signature_version="s3v4",
        s3={"addressing_style": "virtual"},
    )
    return botocore.session.get_session().create_client("s3", config=config)


def form(roster: str) -> Form:
    """The form for this roster's file: one key, one to ``max_bytes`` bytes. No call: it is only signed.

    The bucket encrypts by itself, so nothing of that is asked of the client.
    """
    made = _client().generate_presigned_post(
        setting(Setting.UPLOADS_BUCKET),
        FOLDER + roster,
        Conditions=[["content-length-range", 1, MAX_BYTES]],
        ExpiresIn=FORM_LIFETIME,
    )
    return Form(made["url"], made["fields"])


def fetch(roster: str, etag: str) -> bytes:
    """The file that has this ETag, or of a larger one the first byte too many. One call.

    Raises :class:`Vanished` or :class:`Replaced`.
    """
    try:
        answer = _client().get_object(
            Bucket=setting(Setting.UPLOADS_BUCKET), Key=FOLDER + roster, IfMatch=f'"{etag}"'
        )
    except ClientError as error:
        match error.response["Error"]["Code"]:
            case "NoSuchKey" | "404":
                raise Vanished from error
            case "PreconditionFailed" | "412":
                raise Replaced from error
        raise
    data: bytes = answer["Body"].read(MAX_BYTES + 1)
    return data
