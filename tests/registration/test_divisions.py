"""Divisions: looked up, their path and children, without a database."""

from typing import Any

import pytest

from functions.registration.app import app
from tests.gateway import call


def get(path: str) -> Any:
    answer = call(app, "GET", path)
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    return answer.json


def names(items: Any) -> list[str]:
    return [item["name"] for item in items]


def test_the_provinces() -> None:
    assert names(get("/v1/divisions")["items"]) == [
        "天津市",
        "山西省",
        "河南省",
        "广东省",
        "广西壮族自治区",
    ]


def test_a_division_has_the_path_from_its_province() -> None:
    found = get("/v1/divisions/411402001")
    assert (found["code"], found["level"]) == ("411402001", "township")
    assert names(found["path"])[:3] == ["河南省", "商丘市", "梁园区"]
    assert found["path"][-1]["code"] == "411402001"


def test_the_nation_has_the_provinces_and_no_path() -> None:
    assert names(get("/v1/divisions/00")["path"]) == ["全国"]
    assert get("/v1/divisions/00/children") == get("/v1/divisions")


@pytest.mark.parametrize(
    ("code", "first", "count"), [("41", "4101", 18), ("4114", "411402", 11), ("4419", "441900", 1)]
)
def test_children_are_the_divisions_directly_below(code: str, first: str, count: int) -> None:
    items = get(f"/v1/divisions/{code}/children")["items"]
    assert items[0]["code"] == first
    assert len(items) == count


def test_a_township_has_no_children() -> None:
    assert get("/v1/divisions/411402001/children")["items"] == []


@pytest.mark.parametrize("path", ["/v1/divisions/99", "/v1/divisions/99/children", "/v1/divisions/4114020"])
def test_an_unknown_division_is_not_found(path: str) -> None:
    answer = call(app, "GET", path)
    assert (answer.status, answer.json["code"]) == (404, "division_not_found")


@pytest.mark.parametrize("code", ["%E5%95%86%E4%B8%98", "4114-", "４１", "4" * 13])
def test_what_is_no_code_names_nothing(code: str) -> None:
    answer = call(app, "GET", f"/v1/divisions/{code}")
    assert (answer.status, answer.json["code"]) == (404, "not_found")
