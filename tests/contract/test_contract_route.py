"""``GET /v1/openapi.json``: the packaged contract under the province's own address."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from functions.registration import contract as served
from functions.registration.app import app
from infra import contract
from infra.public_contract import public_contract
from tests.gateway import call

PATH = "/v1/openapi.json"


@pytest.fixture(autouse=True)
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The package's file, where the function looks for it."""
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(public_contract(contract.document())), "utf-8")
    monkeypatch.setattr(served, "PACKAGED", file)
    monkeypatch.setenv("PUBLIC_URL", "https://henan.example.cn")
    served._document.cache_clear()
    yield
    served._document.cache_clear()


def test_anybody_reads_the_contract_with_this_provinces_address() -> None:
    answer = call(app, "GET", PATH)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert answer.json["openapi"] == "3.0.1"
    assert answer.json["servers"] == [{"url": "https://henan.example.cn"}]
    assert PATH in answer.json["paths"]
    assert "x-amazon-" not in answer.text


def test_it_may_be_kept_and_asked_after() -> None:
    first = call(app, "GET", PATH)
    assert first.headers["cache-control"] == "public, max-age=300"
    again = call(app, "GET", PATH, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_another_contract_has_another_etag() -> None:
    first = call(app, "GET", PATH).headers["etag"]
    served._document.cache_clear()
    served.PACKAGED.write_text(json.dumps({"openapi": "3.0.1", "info": {}, "paths": {}, "components": {}}))
    assert call(app, "GET", PATH).headers["etag"] != first
