"""What goes out: bytes, headers, faults, logs."""

import json
import logging

import pytest

from tests.gateway import event_of, someone
from tests.web.example import PNG, app, call

STAFF = someone("committee_staff:41")


def test_bytes_come_as_bytes_to_who_asks_for_them() -> None:
    for accept in ("image/png", "image/png;q=0.9, */*", "IMAGE/PNG"):
        answer = call(app, "GET", "/v1/picture", headers={"Accept": accept})
        assert (answer.status, answer.body) == (200, PNG)
        assert answer.headers["content-type"] == "image/png"


@pytest.mark.parametrize("accept", ["", "*/*", "image/*", "text/html,image/png", "application/json"])
def test_who_would_get_base_64_from_the_gateway_is_told_what_to_ask_for(accept: str) -> None:
    answer = call(app, "GET", "/v1/picture", headers={"Accept": accept})
    assert (answer.status, answer.json["code"]) == (406, "not_acceptable")
    assert "image/png" in answer.json["title"]


def test_an_absent_accept_is_no_fault() -> None:
    event = event_of(app, "GET", "/v1/picture")
    event["headers"] = event["multiValueHeaders"] = None
    assert app(event, None)["statusCode"] == 406
    event = event_of(app, "GET", "/v1/open/41")
    event["headers"] = event["multiValueHeaders"] = None
    assert app(event, None)["statusCode"] == 200


def test_text_of_another_media_type_is_text() -> None:
    answer = call(app, "GET", "/v1/drawing", headers={"Accept": "*/*"})
    assert (answer.text, answer.headers["content-type"]) == ("<svg>商丘</svg>", "image/svg+xml")


def test_chinese_stands_as_itself_in_json() -> None:
    answer = call(app, "POST", "/v1/visits", body={"division": "4114", "title": "商丘"}, caller=STAFF)
    assert '"title":"商丘"' in answer.text
    assert (answer.status, answer.headers["content-type"]) == (201, "application/json")
    assert (answer.headers["location"], answer.headers["etag"]) == ("/v1/visits/1", '"v1"')


def test_every_answer_carries_the_security_headers() -> None:
    for path, caller in (("/v1/open/41", None), ("/v1/open/x", None), ("/v1/visits/411402001-01", STAFF)):
        answer = call(app, "GET", path, caller=caller)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_what_only_the_caller_may_see_is_not_stored() -> None:
    answer = call(app, "GET", "/v1/visits/411402001-01", caller=STAFF)
    assert answer.headers["cache-control"] == "no-store"
    assert call(app, "GET", "/v1/open/41").headers["cache-control"] == "no-store"


def test_what_anybody_reads_is_kept_where_its_version_can_be_asked_after() -> None:
    answer = call(app, "GET", "/v1/open/41/rules")
    assert (answer.headers["etag"], answer.headers["cache-control"]) == ('"v3"', "no-cache")
    again = call(app, "GET", "/v1/open/41/rules", headers={"If-None-Match": '"v3"'})
    assert (again.status, again.headers["cache-control"]) == (304, "no-cache")


def test_the_allowed_origin_is_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALLOWED_ORIGIN", raising=False)
    assert "access-control-allow-origin" not in call(app, "GET", "/v1/open/41").headers
    monkeypatch.setenv("ALLOWED_ORIGIN", "https://admin.example.cn")
    for path in ("/v1/open/41", "/v1/open/x"):
        headers = call(app, "GET", path).headers
        assert headers["access-control-allow-origin"] == "https://admin.example.cn"
        assert "ETag" in headers["access-control-expose-headers"]


def test_a_fault_tells_the_caller_nothing_and_the_log_no_values(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "lianluo"):
        answer = call(app, "POST", "/v1/broken", body={"phone": "13800001234"})
    assert (answer.status, answer.json["code"]) == (500, "internal_error")
    assert "secret" not in answer.text
    assert "13800001234" not in caplog.text
    assert "secret" not in caplog.text
    fault = json.loads(caplog.messages[0])
    assert fault["fault"] == "RuntimeError"
    assert any("example.py" in frame and frame.endswith(" broken") for frame in fault["where"])


def test_each_request_leaves_one_line_that_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "lianluo"):
        call(app, "GET", "/v1/visits/411402001-01", caller=STAFF)
        call(app, "GET", "/v1/visits/411402001-01", caller=someone("deputy:41"))
    lines = [json.loads(line) for line in caplog.messages]
    assert [(line["route"], line["status"], line["code"]) for line in lines] == [
        ("GET /v1/visits/{station_id}", 200, ""),
        ("GET /v1/visits/{station_id}", 403, "role_missing"),
    ]
    assert all(line["request"] and line["ms"] >= 0 for line in lines)
    assert STAFF.person not in caplog.text
    assert "411402001" not in caplog.text


def test_no_content_has_none() -> None:
    answer = call(app, "DELETE", "/v1/visits/411402001-01", caller=STAFF)
    assert (answer.status, answer.body) == (204, b"")
