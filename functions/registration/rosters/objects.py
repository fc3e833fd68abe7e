"""Uploaded rosters in S3: the form by which a client sends one, and the file itself."""

from botocore.exceptions import ClientError

from functions.registration.rosters.cells import MAX_BYTES
from shared.store import objects
from shared.store.objects import Form
from shared.store.settings import Setting, setting

FOLDER = "rosters/"


class Vanished(Exception):
    """The file is not there any more."""


class Replaced(Exception):
    """Another file was sent in its place."""


def form(roster: str) -> Form:
    """The form for this roster's file. No call: it is only signed."""
    return objects.form(setting(Setting.UPLOADS_BUCKET), FOLDER + roster, MAX_BYTES)


def fetch(roster: str, etag: str) -> bytes:
    """The file that has this ETag, or of a larger one the first byte too many. One call.

    Raises :class:`Vanished` or :class:`Replaced`.
    """
    try:
        answer = objects.client().get_object(
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
