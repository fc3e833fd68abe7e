"""The files of photos in the documents bucket: as they were sent (``opinions/new/``, for minutes), and as
they are kept."""

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.errors import Refusal
from shared.store import objects
from shared.store.settings import Setting, setting

MOST_BYTES = 5 * 1024 * 1024


def _sent(opinion: str, photo: str) -> str:
    return f"opinions/new/{opinion}/{photo}"


def _kept(opinion: str, photo: str) -> str:
    return f"opinions/kept/{opinion}/{photo}"


def form(opinion: str, photo: str, media_type: str) -> objects.Form:
    """The form by which a photo is sent."""
    bucket = setting(Setting.DOCUMENTS_BUCKET)
    return objects.form(bucket, _sent(opinion, photo), MOST_BYTES, media_type)


def read(opinion: str, photo: str) -> tuple[bytes, str | None] | None:
    """What was sent, and the name of that version; ``None`` where nothing has come. Of a file that is larger
    than :data:`MOST_BYTES` nothing is read: no bytes. Raises ``busy``."""
    try:
        answer = objects.client().get_object(
            Bucket=setting(Setting.DOCUMENTS_BUCKET), Key=_sent(opinion, photo)
        )
        fits = int(answer["ContentLength"]) <= MOST_BYTES
        return answer["Body"].read() if fits else b"", answer.get("VersionId")
    except ClientError as error:
        if error.response["Error"]["Code"] in {"404", "NoSuchKey"}:
            return None
        raise Refusal("busy", retry_after=1) from error
    except BotoCoreError as error:
        raise Refusal("busy", retry_after=1) from error


def keep(opinion: str, photo: str, data: bytes, media_type: str) -> str | None:
    """Stores the picture that is kept, and answers the name of that version. Raises ``busy``."""
    try:
        answer = objects.client().put_object(
            Bucket=setting(Setting.DOCUMENTS_BUCKET),
            Key=_kept(opinion, photo),
            Body=data,
            ContentType=media_type,
        )
    except (ClientError, BotoCoreError) as error:
        raise Refusal("busy", retry_after=1) from error
    version: str | None = answer.get("VersionId")
    return version


def forget(opinion: str, photo: str, version: str | None) -> None:
    """Removes what was sent, this version for good: it tells where it was taken. Raises ``busy``."""
    _remove(_sent(opinion, photo), version)


def drop(opinion: str, photo: str, version: str | None) -> None:
    """Removes a picture that was to be kept, for good. Raises ``busy``."""
    _remove(_kept(opinion, photo), version)


def _remove(key: str, version: str | None) -> None:
    which = {} if version is None else {"VersionId": version}
    try:
        objects.client().delete_object(Bucket=setting(Setting.DOCUMENTS_BUCKET), Key=key, **which)
    except (ClientError, BotoCoreError) as error:
        raise Refusal("busy", retry_after=1) from error


def erase(opinion: str) -> None:
    """Removes every version of every file of the opinion for good: what is kept, and what was sent. Two calls
    to S3, two more where there are any. Raises ``busy``."""
    bucket = setting(Setting.DOCUMENTS_BUCKET)
    for prefix in (_sent(opinion, ""), _kept(opinion, "")):
        try:
            for page in (
                objects.client().get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix)
            ):
                found = [
                    {"Key": one["Key"], "VersionId": one["VersionId"]}
                    for one in (*page.get("Versions", ()), *page.get("DeleteMarkers", ()))
                ]
                if found:
                    wanted = {"Objects": found, "Quiet": True}
                    answer = objects.client().delete_objects(Bucket=bucket, Delete=wanted)
                    if answer.get("Errors"):
                        raise Refusal("busy", retry_after=1)
        except (ClientError, BotoCoreError) as error:
            raise Refusal("busy", retry_after=1) from error


def address(opinion: str, photo: str, media_type: str) -> str:
    """Where the picture is fetched, for a short time."""
    name = f"{photo}.{media_type.removeprefix('image/')}"
    return objects.address(setting(Setting.DOCUMENTS_BUCKET), _kept(opinion, photo), None, name, media_type)
