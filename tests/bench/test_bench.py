"""The bench compares what it says it compares. The two peers that need nothing beyond this project's own
environment are run; Powertools and FastAPI are in the bench's alone."""

import json
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infra import package, template
from shared.regulations.evaluation import Evaluator
from shared.regulations.library import library
from tests.bench import comparing, endpoint, instant, law, processes
from tests.bench.comparing import Bar
from tests.bench.processes import Layout
from tests.bench.starts import stage

ENVIRONMENT = {"RECORDS_TABLE": "Records", "CHECK_IN_SECRET": "0123456789" * 5}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """An endpoint."""
    with endpoint.running() as address:
        yield address


@pytest.fixture(scope="module")
def layout() -> Iterator[Layout]:
    """What Lambda would give them, from this environment."""
    with processes.laid_out(Path(sysconfig.get_path("purelib")), None) as made:
        yield made


@pytest.mark.parametrize("peer", ["bare", "chalice_pynamodb"])
def test_a_peer_takes_a_check_in_and_refuses_it_again(
    layout: Layout, url: str, peer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PYTHON", Path(sys.executable))
    (scan,) = instant.events(ENVIRONMENT["CHECK_IN_SECRET"].encode(), 1)
    endpoint.seed(url)
    took = processes.run(layout.peer(peer, ENVIRONMENT), [scan, scan, scan], endpoint=url, warm=1, whole=True)
    assert [answer["statusCode"] for answer in took.answers] == [201, 409, 409]
    assert endpoint.seed(url) == 3
    assert took.warm is not None
    assert min(took.cold.cpu, took.imported.cpu, took.warm.cpu) > 0


def test_a_peer_refuses_what_is_no_check_in(
    layout: Layout, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PYTHON", Path(sys.executable))
    (scan,) = instant.events(ENVIRONMENT["CHECK_IN_SECRET"].encode(), 1)
    endpoint.seed(url)
    for peer in ("bare", "chalice_pynamodb"):
        wrong = {**scan, "body": json.dumps({"code": ""})}
        took = processes.run(layout.peer(peer, ENVIRONMENT), [wrong], endpoint=url)
        assert took.statuses == [400]
    assert endpoint.seed(url) == 0


def test_a_process_that_fails_says_its_last_words(
    layout: Layout, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PYTHON", Path(sys.executable))
    with pytest.raises(processes.Failed, match="KeyError: 'RECORDS_TABLE'"):
        processes.run(layout.peer("bare", {}), [{}], endpoint=url)


def test_the_endpoint_keeps_what_is_put_and_finds_it_again(url: str) -> None:
    dynamodb = boto3.client(
        "dynamodb", "cn-north-1", endpoint_url=url, aws_access_key_id="x", aws_secret_access_key="x"
    )
    endpoint.seed(url, {"T": [{"pk": {"S": "a"}, "sk": {"S": str(number)}} for number in range(3)]})
    fresh = {"pk": {"S": "a"}, "sk": {"S": "3"}}
    free = "attribute_not_exists(pk)"
    dynamodb.put_item(TableName="T", Item=fresh, ConditionExpression=free)
    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        dynamodb.put_item(TableName="T", Item=fresh, ConditionExpression=free)
    put: Any = {"Put": {"TableName": "T", "Item": fresh, "ConditionExpression": free}}
    with pytest.raises(ClientError, match="TransactionCanceled"):
        dynamodb.transact_write_items(TransactItems=[put])
    pages = dynamodb.get_paginator("query").paginate(
        TableName="T",
        KeyConditionExpression="#p = :p AND sk BETWEEN :l AND :h",
        ExpressionAttributeNames={"#p": "pk"},
        ExpressionAttributeValues={":p": {"S": "a"}, ":l": {"S": "1"}, ":h": {"S": "3"}},
        PaginationConfig={"PageSize": 2},
        ScanIndexForward=False,
    )
    assert [item["sk"]["S"] for page in pages for item in page["Items"]] == ["3", "2", "1"]
    with pytest.raises(ClientError, match="UnknownOperation"):
        dynamodb.describe_table(TableName="T")


def test_every_function_of_the_template_has_a_start() -> None:
    """And every API is asked to read and to write."""
    made = stage()
    functions = template.resources("AWS::Serverless::Function")
    assert {start.function for start in made.starts} == set(functions)
    asked = {
        name: {s.event.get("httpMethod") for s in made.starts if s.function == name} for name in functions
    }
    apis = {
        name for name, function in functions.items() if function["Properties"]["Handler"].endswith("app.app")
    }
    assert {name for name in apis if asked[name] != {"GET", "POST"}} == {"AuthorizerFunction"}


def test_what_the_law_is_timed_on_has_verdicts_and_as_many_records_as_it_says() -> None:
    for words, division, drafts, level in law.BOOKS:
        made, verdicts = law.sets(Evaluator(library().rulebook(division, law.DAY, drafts)), level, rounds=1)
        assert verdicts >= 7, words
        assert len(made) == 1
    assert {len(records) for _, records in law.deputies(level="city", plain=True)} == {law.RECORDS}


def test_the_law_s_start_is_measured_from_the_package_alone(tmp_path: Path) -> None:
    (start,) = law.starts(package.build(tmp_path).zip, 1)
    assert start.packs >= start.modules > 0
    assert min(start.rulebook, start.client, start.toml) > 0


def test_ratios_are_of_what_ran_side_by_side() -> None:
    """A machine that slows down in the middle changes both sides of a pair, and no ratio."""
    ratio = comparing.ratios([2.0, 20.0, 2.0, 4.0], [1.0, 10.0, 1.0, 1.0], float)
    assert (ratio.low, ratio.median, ratio.high) == (2.0, 2.0, 2.5)


@pytest.mark.parametrize(("found", "word"), [(1.0, "**met**"), (1.004, "**MISSED**")])
def test_a_bar_is_not_rounded_into_place(found: float, word: str) -> None:
    assert str(Bar("cold", 1.0, found)).endswith(word)
