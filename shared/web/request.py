"""From the gateway's event to checked values: headers, JSON, preconditions, the caller."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from shared.domain.errors import FieldProblem, Refusal, invalid
from shared.domain.roles import Caller, parse_grants

BODY_LIMIT = 64 * 1024
"""Bytes of JSON a route takes: well under Lambda's 6 MB and beyond any form of this API."""

_LANGUAGE = re.compile(r"(zh|en)(?:-[a-z0-9-]+)?(?:\s*;\s*q=([01](?:\.\d{0,3})?))?", re.ASCII)
ETAG_PATTERN = '(W/)?"v[0-9]{1,9}"'
KEY_PATTERN = "[!-~]{8,128}"


def language(headers: Mapping[str, str]) -> str:
    """``en`` where Accept-Language prefers it to Chinese, else ``zh-CN``."""
    chosen, best = "zh", 0.0
    for part in headers.get("accept-language", "").split(","):
        match = _LANGUAGE.fullmatch(part.strip().lower())
        if match is not None and float(match[2] or 1) > best:
            chosen, best = match[1], float(match[2] or 1)
    return "en" if chosen == "en" else "zh-CN"


def json_object(raw: bytes, headers: Mapping[str, str], limit: int) -> dict[str, Any]:
    """The body as an object; raises ``body_too_large``, ``unsupported_media_type``, ``malformed_json``."""
    if len(raw) > limit:
        raise Refusal("body_too_large", limit=limit)
    if headers.get("content-type", "application/json").split(";")[0].strip().lower() != "application/json":
        raise Refusal("unsupported_media_type")
    try:
        data = json.loads(raw.decode(), parse_constant=_no_constant, object_pairs_hook=_unique)
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Refusal("malformed_json") from error
    if not isinstance(data, dict):
        raise invalid("body", "应为 JSON 对象", "must be a JSON object")
    return data


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise ValueError("a name stands twice")
    return names


def single_values(query: Mapping[str, list[str]] | None) -> dict[str, str]:
    """Query parameters; one given twice is refused."""
    values = query or {}
    twice = [name for name, given in values.items() if len(given) != 1]
    if twice:
        raise Refusal(
            "invalid_request",
            errors=tuple(FieldProblem(f"query.{name}", "只能出现一次", "must appear once") for name in twice),
        )
    return {name: given[0] for name, given in values.items()}


def if_match(headers: Mapping[str, str]) -> int:
    """The version in ``If-Match``; raises ``precondition_required`` or ``invalid_request``."""
    header = headers.get("if-match")
    if header is None:
        raise Refusal("precondition_required")
    given = header.strip()
    if re.fullmatch(ETAG_PATTERN, given) is None:
        raise invalid("header.If-Match", '应为读到的 ETag，例如 "v3"', 'the ETag that was read, such as "v3"')
    return int(given.removeprefix("W/")[2:-1])


def etag(version: int) -> str:
    """The ETag of a version."""
    return f'"v{version}"'


def is_known(etag_: str, headers: Mapping[str, str]) -> bool:
    """Whether ``If-None-Match`` says that the client has what carries this ETag (RFC 9110 section 13.1.2)."""
    tags = [tag.strip().removeprefix("W/") for tag in headers.get("if-none-match", "").split(",")]
    return etag_ in tags or "*" in tags


def takes_bytes(media_type: str, headers: Mapping[str, str]) -> bool:
    """Whether the gateway will pass bytes of this type on as bytes: it looks at the first type that
    ``Accept`` names, and leaves base 64 for any other (AWS, payload encodings of Lambda proxies)."""
    first = headers.get("accept", "").split(",")[0].split(";")[0]
    return first.strip().lower() == media_type


def chosen(accept: str, offered: tuple[str, ...], *, binary: str) -> str:
    """The first media type that ``Accept`` names and that is offered; the first offered without ``Accept``.

    The order decides, weights do not, and the ``binary`` one must be named first of all: the gateway passes
    bytes on for that one only. Raises ``Refusal("not_acceptable")``.
    """
    named = [part.split(";")[0].strip().lower() for part in accept.split(",")]
    if named[0] == binary and binary in offered:
        return binary
    for name in named:
        for media in offered:
            if media != binary and name in {"", "*/*", media, media.split("/")[0] + "/*"}:
                return media
    raise Refusal("not_acceptable", media=", ".join(offered))


def idempotency_key(headers: Mapping[str, str]) -> str | None:
    """The ``Idempotency-Key`` (8 to 128 visible ASCII characters), if one was sent."""
    key = headers.get("idempotency-key")
    if key is not None and re.fullmatch(KEY_PATTERN, key) is None:
        raise invalid(
            "header.Idempotency-Key", "应为 8 至 128 个可见 ASCII 字符", "8 to 128 visible ASCII characters"
        )
    return key


def caller(context: Mapping[str, Any], now: datetime) -> Caller | None:
    """Who the authorizer says calls. The gateway caches its answer, so the end is checked again here;
    raises ``Refusal("token_expired")``."""
    told = context.get("authorizer") or {}
    if "roles" not in told:
        return None
    expires = datetime.fromtimestamp(int(told["expires"]), UTC)
    if expires <= now:
        raise Refusal("token_expired")
    return Caller(str(told["principalId"]), parse_grants(str(told["roles"])), str(told["session"]), expires)
