"""The API's contract, for clients: the package carries it, made from ``infra/openapi.yaml``."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import Schema, fields

from shared.store.settings import Setting, setting
from shared.web.access import public
from shared.web.call import Answer, Call
from shared.web.operation import JSON
from shared.web.service import Routes

PACKAGED = Path(__file__).resolve().parents[2] / "openapi.json"
"""At the root of the package; see ``infra.package``."""

routes = Routes(__name__)


class Contract(Schema):
    """An OpenAPI 3.0 document."""

    openapi = fields.String(metadata={"example": "3.0.1"})
    info = fields.Dict(metadata={"example": {"title": "联络 Lianluo", "version": "0.1.0"}})
    servers = fields.List(fields.Dict(), metadata={"example": [{"url": "https://api.example.cn"}]})
    paths = fields.Dict(metadata={"example": {}})
    components = fields.Dict(metadata={"example": {}})


@routes.route(
    "/v1/openapi.json",
    summary="This contract",
    access=public(),
    answer=Contract(),
    headers={"ETag": "Of this contract", "Cache-Control": "Five minutes for everybody"},
    tag="Contract",
)
def get_contract(call: Call) -> Answer:
    text, etag = _document(setting(Setting.PUBLIC_URL))
    headers = {"ETag": etag, "Cache-Control": "public, max-age=300"}
    return Answer(text, headers=headers, media_type=JSON)


@cache
def _document(address: str) -> tuple[str, str]:
    """The packaged contract with this province's address, and its ETag."""
    contract: dict[str, Any] = json.loads(PACKAGED.read_text("utf-8"))
    contract["servers"] = [{"url": address}]
    text = json.dumps(contract, ensure_ascii=False, separators=(",", ":"))
    return text, f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
