"""The environment of a function, read when first needed, never at import.

Names and values come from ``template.yaml``; a missing one is a deployment fault and says its name.
"""

import os
from enum import StrEnum


class Setting(StrEnum):
    """Every environment variable that a function may read."""

    PROVINCE = "PROVINCE"
    STAGE = "STAGE"
    REGISTRY_TABLE = "REGISTRY_TABLE"
    IDENTITIES_TABLE = "IDENTITIES_TABLE"
    RECORDS_TABLE = "RECORDS_TABLE"
    STANDINGS_TABLE = "STANDINGS_TABLE"
    ACTIVITIES_TABLE = "ACTIVITIES_TABLE"
    SUGGESTIONS_TABLE = "SUGGESTIONS_TABLE"
    PUBLICATIONS_TABLE = "PUBLICATIONS_TABLE"
    INBOX_TABLE = "INBOX_TABLE"
    DOCUMENTS_BUCKET = "DOCUMENTS_BUCKET"
    QUEUE_URL = "QUEUE_URL"
    TOKEN_KEY_ID = "TOKEN_KEY_ID"  # noqa: S105 - the name of a setting
    ISSUER = "ISSUER"
    SIGN_IN_SECRET = "SIGN_IN_SECRET"  # noqa: S105
    CHECK_IN_SECRET = "CHECK_IN_SECRET"  # noqa: S105
    INVITATION_SECRET = "INVITATION_SECRET"  # noqa: S105
    OPINION_SECRET = "OPINION_SECRET"  # noqa: S105
    WEBHOOK_SECRET = "WEBHOOK_SECRET"  # noqa: S105
    WEBHOOK_URL = "WEBHOOK_URL"
    WECHAT_URL = "WECHAT_URL"
    WECOM_URL = "WECOM_URL"
    SMTP_URL = "SMTP_URL"
    MAIL_SENDER = "MAIL_SENDER"
    ADDRESS_SECRET = "ADDRESS_SECRET"  # noqa: S105
    DEAD_LETTERS_URL = "DEAD_LETTERS_URL"
    GIVE_UP_MINUTES = "GIVE_UP_MINUTES"
    LONGEST_PAUSE_SECONDS = "LONGEST_PAUSE_SECONDS"
    UPLOADS_BUCKET = "UPLOADS_BUCKET"
    PUBLIC_URL = "PUBLIC_URL"
    CODES_PER_ADDRESS_HOUR = "CODES_PER_ADDRESS_HOUR"
    COUNTED_GRADES = "COUNTED_GRADES"
    ADOPTED_DRAFTS = "ADOPTED_DRAFTS"


class MissingSetting(RuntimeError):
    """The template did not give this function a setting that its code reads."""


def setting(name: Setting) -> str:
    """The value of a setting; raises :class:`MissingSetting` when it is absent or empty."""
    value = os.environ.get(name, "")
    if not value:
        raise MissingSetting(f"environment variable {name} is not set")
    return value


def optional(name: Setting, default: str) -> str:
    """The value of a setting that changes nothing where it is absent: then ``default``."""
    return os.environ.get(name, "") or default


def secret(name: Setting) -> bytes:
    """A secret setting as the bytes that key an HMAC."""
    return setting(name).encode()
