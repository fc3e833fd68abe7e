"""What every answer carries, and what none tells: held against each answer of every test that sends one."""

import os
import re
from collections.abc import Mapping

from shared.web.problems import MEDIA_TYPE
from shared.web.responses import NOTHING_LOADED, STANDING

INSIDES = re.compile(
    r"Traceback|\.py\b|/var/task|botocore|boto3|pynamodb|marshmallow|chalice|dynamodb|arn:aws|amazonaws|"
    r"ConditionalCheck|\w+(Exception|Error)\b"
)
"""Words that only somebody who looks for a way in could use: of files, libraries, tables and keys."""

KEPT = re.compile(r"no-store|no-cache|(public, )max-age=\d+")


def check(where: str, status: int, headers: Mapping[str, str], body: bytes) -> None:
    """Raises AssertionError for an answer that lacks one of the headers or tells of the inside."""
    for name, value in STANDING.items():
        assert headers.get(name) == value, f"{where} answered without {name}"
    assert KEPT.fullmatch(headers.get("Cache-Control", "")), f"{where} does not say who may keep its answer"
    policy = headers.get("Content-Security-Policy", "")
    media = headers.get("Content-Type", "").partition(";")[0]
    if media == "text/html" and status == 200:
        assert set(NOTHING_LOADED.split("; ")) <= set(policy.split("; ")), f"{where}: {policy}"
        assert "unsafe" not in policy, f"{where}: {policy}"
    else:
        assert policy == NOTHING_LOADED, f"{where}: {policy}"
    assert headers.get("Access-Control-Allow-Origin") == (os.environ.get("ALLOWED_ORIGIN") or None), where
    assert not {"set-cookie", "server", "x-powered-by"} & {name.lower() for name in headers}, where
    assert (status == 401) is ("WWW-Authenticate" in headers), f"{where} answered {status}"
    if media == MEDIA_TYPE:
        assert not INSIDES.search(body.decode()), f"{where} tells of the inside: {body.decode()}"
