"""What is taken for a function's own use, and what is not."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient

from infra import template
from infra.cost.province import Assumptions
from shared.store import engine
from shared.store.records import RecordItem
from tests.bench import course, report, requests
from tests.bench.requests import Recorder, Spent, merged, strangers, summary

HANDLER = "functions.notifications.workers.deliver.deliver"
EVENT: dict[str, Any] = {"Records": [1, 2]}


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    """One that listens to clients, until the test ends."""
    made = Recorder()
    client: Any = BaseClient
    monkeypatch.setattr(client, "_make_api_call", made._asked(client._make_api_call))
    return made


def reading(*_: object) -> dict[str, Any]:
    """A worker that reads one item, while its test looks into the table."""
    engine.get(RecordItem, "P#1", "NONE")
    boto3.client("dynamodb", region_name="cn-north-1").scan(TableName="test-Records")
    return {"batchItemFailures": []}


@pytest.mark.usefixtures("tables")
def test_calls_are_those_of_the_functions_own_clients(
    recorder: Recorder, act_as: Callable[[str], None]
) -> None:
    act_as("ProjectFunction")
    with course.course("DeliverFunction"):
        recorder._worker(HANDLER, reading)(EVENT, None)
    (spent,) = recorder.found["DeliverFunction"]
    assert spent.operations == {"dynamodb.GetItem": 1}
    assert spent.records == 2


@pytest.mark.usefixtures("tables")
def test_a_worker_is_measured_in_its_course_alone(recorder: Recorder, act_as: Callable[[str], None]) -> None:
    act_as("ProjectFunction")
    worker = recorder._worker(HANDLER, reading)
    worker(EVENT, None)
    with course.course("ProjectFunction"):
        worker(EVENT, None)
    assert recorder.found == {}
    with course.course("DeliverCodesFunction"):
        worker(EVENT, None)
    assert list(recorder.found) == ["DeliverCodesFunction"]


def test_a_route_s_median_and_a_worker_s_mean_for_each_record() -> None:
    route = [Spent(Counter(a=1), written=units) for units in (1, 2, 90)]
    course_ = [
        Spent(Counter(a=2), written=10, cpu=6, records=2),
        Spent(written=0, cpu=900),
        Spent(written=1, cpu=2),
    ]
    found = summary({"GET /v1/me": route, "ProjectFunction": course_})
    assert (found["GET /v1/me"]["written"], found["GET /v1/me"]["calls"]) == (2, {"a": 1})
    worker = found["ProjectFunction"]
    assert (worker["requests"], worker["written"], worker["calls"]) == (4, 11 / 4, {"a": 0.5})
    assert worker["cpu_ms"] == 3


def test_a_handler_that_two_functions_share_is_listened_to_once() -> None:
    named = [one["Properties"]["Handler"] for one in template.resources("AWS::Serverless::Function").values()]
    assert (named.count(HANDLER), requests.handlers().count(HANDLER)) == (2, 1)
    assert set(requests.handlers()) == set(named)


def test_an_operation_that_no_function_may_call_is_named() -> None:
    figures = merged(None, {"GET /v1/me": {"calls": {"dynamodb.Query": 1, "dynamodb.Scan": 0.02}}}, "here")
    assert strangers(figures) == ["GET /v1/me: dynamodb.Scan"]


def test_figures_with_such_an_operation_are_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = tmp_path / "requests.json"
    monkeypatch.setattr(requests, "FIGURES", figures)
    monkeypatch.setattr("sys.argv", ["requests", "--write"])
    monkeypatch.setattr(report, "clean", lambda: None)
    monkeypatch.setattr(Recorder, "listen", lambda _: None)
    monkeypatch.setattr(pytest, "main", lambda _: pytest.ExitCode.OK)
    monkeypatch.setattr(requests, "summary", lambda _: {"GET /v1/me": {"calls": {"dynamodb.Scan": 1}}})
    assert requests.main() == 1
    assert "GET /v1/me: dynamodb.Scan" in capsys.readouterr().err
    assert not figures.exists()


def test_every_worker_of_the_estimate_has_a_course() -> None:
    wanted = {
        name for one in Assumptions.read({}, "41").activities for name in one["does"] if " " not in name
    }
    text = Path(__file__).with_name("test_courses.py").read_text("utf-8")
    assert wanted
    assert [name for name in sorted(wanted | {"AuthorizerFunction"}) if f'course("{name}")' not in text] == []
    assert all(course.handler(name) for name in wanted)
