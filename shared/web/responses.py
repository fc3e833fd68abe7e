"""From what a view answers or refuses to HTTP."""

import base64
import json
import os
from http import HTTPStatus
from typing import Any

from chalice.app import Request, Response

from shared.domain.errors import Refusal
from shared.web import problems, request
from shared.web.call import Answer
from shared.web.operation import JSON, Operation, is_binary

Headers = dict[str, str | list[str]]

STANDING = {
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=63072000",
    "Referrer-Policy": "no-referrer",
}
"""What every answer carries, the gateway's own refusals too."""

NOTHING_LOADED = "default-src 'none'; frame-ancestors 'none'"
"""Content-Security-Policy of an answer that is no page: shown in a browser, it loads and runs nothing."""


class _Bytes(Response):
    """An answer that is no text: base 64 on its way through the gateway."""

    def to_dict(self, binary_types: list[str] | None = None) -> dict[str, Any]:
        answer: dict[str, Any] = super().to_dict(binary_types)
        return answer | {"body": base64.b64encode(self.body).decode(), "isBase64Encoded": True}


def respond(operation: Operation, answer: Answer, event: Request) -> Response:
    """The view's answer; raises ``Refusal("not_acceptable")`` for bytes the client did not ask for."""
    status = answer.status or operation.status
    headers: Headers = dict(answer.headers)
    etag = answer.headers.get("ETag") if answer.version is None else request.etag(answer.version)
    headers.setdefault("Content-Security-Policy", NOTHING_LOADED)
    # Who reads without a token may keep what can be asked after by its version, and nothing else.
    headers.setdefault("Cache-Control", "no-store" if etag is None or event.method != "GET" else "no-cache")
    if etag is not None:
        headers["ETag"] = etag
        if event.method == "GET" and not answer.dated and request.is_known(etag, event.headers):
            return Response("", status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if answer.media_type is not None:
        headers["Content-Type"] = answer.media_type
        if not is_binary(answer.media_type):
            words = answer.body if isinstance(answer.body, str) else answer.body.decode()
            return Response(words, status_code=status, headers=headers)
        if not request.takes_bytes(answer.media_type, event.headers):
            raise Refusal("not_acceptable", media=answer.media_type)
        return _Bytes(answer.body, status_code=status, headers=headers)
    if status == HTTPStatus.NO_CONTENT:
        return Response("", status_code=status, headers=headers)
    body = answer.body if operation.answer is None else operation.answer.dump(answer.body)
    headers.setdefault("Content-Type", JSON)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status_code=status, headers=headers)


def problem(refusal: Refusal, event: Request) -> Response:
    """A refusal in the caller's language."""
    language = request.language(event.headers)
    status, document = problems.document(refusal, language, str(event.context.get("requestId", "")))
    headers: Headers = {
        "Content-Type": problems.MEDIA_TYPE,
        "Content-Language": language,
        "Cache-Control": "no-store",
        "Content-Security-Policy": NOTHING_LOADED,
    }
    if refusal.retry_after is not None:
        headers["Retry-After"] = str(refusal.retry_after)
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(problems.as_text(document), status_code=status, headers=headers)


def standing_headers() -> dict[str, str]:
    """What every answer carries."""
    headers = dict(STANDING)
    origin = os.environ.get("ALLOWED_ORIGIN")
    if origin:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, Location"
    return headers
