"""Files in S3: the form by which a client sends one, the address by which it fetches one, and what is there.

Forms and addresses are only signed: they cost no call.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.errors import Refusal
from shared.store import clients

FORM_LIFETIME = 15 * 60
"""Seconds in which a file may be sent."""
ADDRESS_LIFETIME = 5 * 60
"""Seconds in which a file may be fetched."""
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCUMENT_TYPES = (
    "application/pdf",
    f"{_OFFICE}.wordprocessingml.document",
    f"{_OFFICE}.spreadsheetml.sheet",
    f"{_OFFICE}.presentationml.presentation",
    "image/png",
    "image/jpeg",
    "text/plain",
)
"""Media types of documents and pictures: nothing that a browser would run."""


@dataclass(frozen=True, slots=True)
class Form:
    """A POST of ``multipart/form-data`` to ``url`` with these fields and, last, the file as ``file``."""

    url: str
    fields: dict[str, str]
    max_bytes: int
    expires_in: int = FORM_LIFETIME


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is there: since when, how many bytes, and the name of this version of it in the store."""

    at: datetime
    size: int
    version: str | None


@cache
def client() -> Any:
    """The S3 client of this process."""
    # Signature 4 whatever the region: objects under a KMS key are refused with the older one. Virtual hosts,
    # for otherwise forms would go to the partition's first region, which redirects them.
    return clients.new("s3", read_timeout=4, signature_version="s3v4", s3={"addressing_style": "virtual"})


def form(bucket: str, key: str, max_bytes: int, media_type: str | None = None) -> Form:
    """The form for one key and one to ``max_bytes`` bytes, of one media type if it is said.

    The bucket encrypts by itself, so nothing of that is asked of the client.
    """
    conditions: list[Any] = [["content-length-range", 1, max_bytes]]
    fields = {} if media_type is None else {"Content-Type": media_type}
    conditions += [{name: value} for name, value in fields.items()]
    made = client().generate_presigned_post(
        bucket, key, Fields=fields or None, Conditions=conditions, ExpiresIn=FORM_LIFETIME
    )
    return Form(made["url"], made["fields"], max_bytes)


def address(bucket: str, key: str, version: str | None, filename: str, media_type: str) -> str:
    """Where one version of a file is fetched, under its name, for a short time."""
    parameters = {
        "Bucket": bucket,
        "Key": key,
        "ResponseContentDisposition": f"attachment; filename*=UTF-8''{quote(filename, safe='')}",
        "ResponseContentType": media_type,
    }
    if version is not None:
        parameters["VersionId"] = version
    url: str = client().generate_presigned_url("get_object", Params=parameters, ExpiresIn=ADDRESS_LIFETIME)
    return url


def find(bucket: str, key: str) -> Stored | None:
    """The newest version under a key; ``None`` where no file has come. One call. Raises ``busy``."""
    try:
        answer = client().head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] in {"404", "NoSuchKey"}:
            return None
        raise Refusal("busy", retry_after=1) from error
    except BotoCoreError as error:
        raise Refusal("busy", retry_after=1) from error
    return Stored(answer["LastModified"], int(answer["ContentLength"]), answer.get("VersionId"))
