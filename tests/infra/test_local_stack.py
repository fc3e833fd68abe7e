"""The local stack behaves towards a client as API Gateway does."""

import http.client
import json
import time
import urllib.request
from urllib.parse import urlsplit

import pytest

from infra.local.servers import PortTaken
from infra.local.stack import LINES, LocalStack


def _get(url: str) -> tuple[int, dict[str, str], bytes]:
    with urllib.request.urlopen(url) as response:
        return response.status, dict(response.headers), response.read()


def _ask(
    stack: LocalStack, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(stack.base_url).netloc, timeout=30)
    connection.request(method, path, body, headers or {})
    response = connection.getresponse()
    answer = response.status, response.read()
    connection.close()
    return answer


def test_the_contract_is_served_by_the_deployed_function(stack: LocalStack) -> None:
    status, headers, body = _get(f"{stack.base_url}/v1/openapi.json")
    assert status == 200
    assert headers["Content-Type"].startswith("application/json")
    contract = json.loads(body)
    assert "/v1/check-ins" in contract["paths"]
    assert "x-amazon-apigateway-integration" not in body.decode()


def test_the_api_page_needs_nothing_from_the_network(stack: LocalStack) -> None:
    _, headers, page = _get(f"{stack.base_url}/docs")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert b"http://" not in page
    assert b"https://" not in page
    _, _, script = _get(f"{stack.base_url}/docs/swagger-ui-bundle.js")
    assert b"SwaggerUIBundle" in script


def test_a_protected_route_without_a_token_is_refused_by_the_gateway(stack: LocalStack) -> None:
    status, body = _ask(stack, "POST", "/v1/stations", b"{}", {"Content-Type": "application/json"})
    assert status == 401
    assert json.loads(body)["code"] == "sign_in_required"


def test_a_code_asked_for_by_phone_arrives_at_the_message_gateway(stack: LocalStack) -> None:
    body = json.dumps({"phone": "13800000001"}).encode()
    status, _ = _ask(stack, "POST", "/v1/sign-in/codes", body, {"Content-Type": "application/json"})
    assert status == 202
    message = stack.receiver.inbox.wait_for("+8613800000001")
    assert message["kind"] == "one_time_code"
    assert message["data"]["code"] in message["text"]


def test_the_functions_log_is_read_to_its_end(stack: LocalStack) -> None:
    """A failed test shows its last lines; ten thousand were told, and no more, whatever was printed after."""
    client, group, stream = stack.client("logs"), stack.physical_id("FunctionLogs"), "long"
    begin = int(time.time() * 1000) - 60_000
    client.create_log_stream(logGroupName=group, logStreamName=stream)
    for first in range(0, LINES + 2000, 1000):
        events = [{"timestamp": begin + n // 3, "message": f"long {n}"} for n in range(first, first + 1000)]
        client.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)
    told = [line for line in stack.function_logs(begin) if line.startswith("long ")]
    assert told == [f"long {n}" for n in range(LINES + 2000)]
    assert stack.function_logs(begin + 1000)[0].startswith("long 3000")


def test_preflight_is_answered_by_the_gateway(stack: LocalStack) -> None:
    connection = http.client.HTTPConnection(urlsplit(stack.base_url).netloc, timeout=30)
    connection.request("OPTIONS", "/v1/stations", headers={"Origin": "https://admin.example.cn"})
    response = connection.getresponse()
    response.read()
    connection.close()
    assert response.status == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_gateway_answers_for_an_unknown_path_with_a_problem_of_ours(stack: LocalStack) -> None:
    status, body = _ask(stack, "GET", "/v1/nothing-here")
    assert status == 404
    assert json.loads(body)["code"] == "not_found"


def test_a_body_beyond_the_gateway_s_limit_is_refused(stack: LocalStack) -> None:
    status, _ = _ask(stack, "POST", "/v1/check-ins", headers={"Content-Length": str(11 * 1024 * 1024)})
    assert status == 413


def test_a_busy_port_gets_one_clear_sentence(stack: LocalStack) -> None:
    port = urlsplit(stack.base_url).port
    assert port is not None
    with pytest.raises(PortTaken, match=f"port {port} is taken"):
        LocalStack(port).start()


def test_a_stack_that_ended_leaves_nothing_behind() -> None:
    with LocalStack(port=0) as short:
        folder = short.engine_folder
        assert folder.exists()
    assert not folder.exists()
    with pytest.raises(OSError, match="refused"):
        _get(f"{short.endpoint_url}/_ministack/health")
