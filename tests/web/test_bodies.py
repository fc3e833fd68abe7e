"""What a request may send as its body."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.gateway import Response, someone
from tests.web.example import app, call, seen

STAFF = someone("committee_staff:41")
GOOD = {"division": "411402001"}


def post(body: object, **headers: str) -> Response:
    return call(
        app,
        "POST",
        "/v1/visits",
        body=body,
        caller=STAFF,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def refused_fields(body: dict[str, Any], **headers: str) -> dict[str, str]:
    answer = post(body, **headers)
    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    return {error["field"]: error["message"] for error in answer.json["errors"]}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{'division': '41'}",
        '{"division": "411402001",}',
        '{"division": "411402001"} {}',
        '{"division": "41", "division": "411402001"}',
        '{"division": "411402001", "spot": {"lat": 1, "lat": 2}}',
        '{"division": "411402001", "spot": {"lat": NaN}}',
        '{"division": "411402001", "spot": {"lat": -Infinity}}',
        '{"division": "411402001", "title": "\\ud800"}',
        '{"division": "411402001", "\\udfff": 1}',
        "[" * 30_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
        '{"people": ' + "9" * 5_000 + "}",
        "\ufeff{}",
    ],
    ids=range(15),
)
def test_what_is_not_json_is_refused(text: str) -> None:
    answer = post(text)
    assert (answer.status, answer.json["code"]) == (400, "malformed_json")


def test_a_missing_body_is_not_json() -> None:
    answer = call(app, "POST", "/v1/visits", caller=STAFF)
    assert (answer.status, answer.json["code"]) == (400, "malformed_json")


def test_bytes_that_are_no_utf8_are_not_json() -> None:
    answer = post('{"division": "商丘"}'.encode("gbk"))
    assert (answer.status, answer.json["code"]) == (400, "malformed_json")


def test_json_that_came_as_bytes_is_read() -> None:
    assert post(json.dumps(GOOD).encode()).status == 201


@pytest.mark.parametrize("value", [[], [GOOD], "text", 7, None, True])
def test_json_that_is_no_object_is_refused(value: object) -> None:
    answer = post(json.dumps(value))
    assert answer.status == 400
    assert answer.json["errors"] == [{"field": "body", "message": "应为 JSON 对象"}]


def test_a_body_of_a_megabyte_is_too_large() -> None:
    answer = post({**GOOD, "title": "站" * 350_000})
    assert (answer.status, answer.json["code"]) == (413, "body_too_large")
    assert "65536" in answer.json["title"]


def test_the_limit_counts_bytes_and_is_itself_allowed() -> None:
    rest = 64 * 1024 - len(json.dumps({**GOOD, "title": ""}))
    assert refused_fields({**GOOD, "title": "x" * rest}) == {"body.title": "长度应在 1 到 20 之间"}
    assert post({**GOOD, "title": "x" * (rest + 1)}).status == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
def test_another_media_type_is_refused(kind: str) -> None:
    answer = post(json.dumps(GOOD), Content_Type=kind)
    assert (answer.status, answer.json["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8"])
def test_json_is_named_in_any_usual_way(kind: str) -> None:
    assert post(json.dumps(GOOD), Content_Type=kind).status == 201


def test_each_bad_field_is_named_in_chinese() -> None:
    found = refused_fields(
        {
            "title": "  ",
            "people": 101,
            "phone": "12345",
            "at": "2026-11-20T09:30:00",
            "spot": {"lat": 91, "lng": 0},
            "who": "me",
        }
    )
    assert found == {
        "body.division": "缺少必填项",
        "body.title": "长度应在 1 到 20 之间",
        "body.people": "应在 0 到 100 之间",
        "body.phone": "不是有效的中国大陆手机号",
        "body.at": "应为带时区偏移的 ISO 8601 时间",
        "body.spot.lat": "应在 -90 到 90 之间",
        "body.spot.lng": "没有这个字段",
        "body.who": "没有这个字段",
    }


def test_and_in_english_where_asked_for() -> None:
    assert refused_fields({}, Accept_Language="en") == {"body.division": "Missing data for required field."}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("division", 411402001),
        ("division", "４１１４０２００１"),
        ("division", "999999"),
        ("division", None),
        ("title", 1),
        ("title", "a\u200bb"),
        ("title", "a\x00b"),
        ("title", ["a"]),
        ("people", "7"),
        ("people", 7.5),
        ("people", True),
        ("people", -1),
        ("people", None),
        ("open", 1),
        ("open", "true"),
        ("open", "yes"),
        ("spot", "here"),
        ("spot", []),
        ("spot", {"lat": "34.4"}),
        ("spot", {"lat": True}),
        ("ratings", 1),
        ("ratings", ["1"]),
        ("ratings", [True]),
        ("ratings", [1, 2, 3, 4]),
        ("at", 1_795_138_200),
        ("at", "20 November 2026"),
        ("phone", 13800001234),
    ],
)
def test_a_value_of_another_kind_is_refused_and_named(field: str, value: object) -> None:
    found = refused_fields({**GOOD, field: value})
    assert all(name.startswith(f"body.{field}") for name in found)


def test_a_number_beyond_all_numbers_is_refused_and_named() -> None:
    answer = post('{"division": "41", "spot": {"lat": 1e400}}')
    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "body.spot.lat")


def test_clean_values_reach_the_view() -> None:
    body = {
        **GOOD,
        "title": " 平原  街道 ",
        "phone": "138 0000-1234",
        "people": 0,
        "open": False,
        "ratings": [1],
    }
    assert post(body).status == 201
    taken = seen[-1].body
    assert (taken["title"], taken["phone"]) == ("平原 街道", "+8613800001234")
    assert (taken["people"], taken["open"], taken["ratings"]) == (0, False, [1])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.text(max_size=200),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*GOOD, "spot", "x"]), inner)
            ),
            max_leaves=8,
        ).map(json.dumps),
    )
)
def test_no_text_at_all_is_answered_with_a_fault(text: str) -> None:
    assert post(text.encode(errors="replace").decode()).status in {400, 201, 403}
