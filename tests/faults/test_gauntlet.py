"""The gauntlet notices what it is there for: each of its checks refuses something."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from chalice.app import CaseInsensitiveMapping

from shared.store import engine
from shared.store.registry import RegistryItem
from tests.aws import World
from tests.faults.gauntlet import DIFFER, Gauntlet
from tests.faults.outcome import Outcome, discreet, personal
from tests.faults.standing import Kept, Moment, Picture
from tests.gateway import Response

SENT = {"name": "王晓梅", "phone": "+8613800001234", "text": "住𠮷祥里，路灯"}
LATER = [f"n{number:020d}" for number in (1, 2)]
ActAs = Callable[[str], None]


@pytest.fixture
def moment(tables: World, act_as: ActAs) -> Iterator[Moment]:
    """Before anything came; everything is put back afterwards."""
    act_as("RegistrationFunction")
    kept = Kept()
    yield Moment()
    kept.put_back()


@pytest.mark.parametrize("word", ["王晓梅", "13800001234", "住𠮷祥里"])
@pytest.mark.parametrize(
    "spelled", [str, json.dumps, lambda line: json.dumps(json.dumps(line)), lambda line: repr(line.encode())]
)
def test_what_was_sent_is_found_however_a_line_spells_it(word: str, spelled: Callable[[str], str]) -> None:
    words = personal(json.dumps(SENT))
    discreet([spelled('{"route": "POST /v1/deputies", "status": 503}')], words, "here")
    with pytest.raises(AssertionError, match="logged"):
        discreet([spelled(f"failed for {word} again")], words, "here")


def test_a_worker_that_logs_a_name_is_refused(gauntlet: Gauntlet, moment: Moment) -> None:
    def handler(event: dict[str, Any], context: Any) -> None:
        engine.get(RegistryItem, "a", "b")
        logging.getLogger("lianluo").warning(json.dumps({"failed": event["name"]}))

    with pytest.raises(AssertionError, match="logged"):
        gauntlet.around(handler)(SENT, None)


def test_a_worker_that_logs_a_name_only_when_disturbed_is_refused(gauntlet: Gauntlet, moment: Moment) -> None:
    def handler(event: dict[str, Any], context: Any) -> None:
        try:
            engine.get(RegistryItem, "a", "b")
        except Exception:
            logging.getLogger("lianluo").warning(json.dumps({"failed": event["name"]}))
            raise

    with pytest.raises(AssertionError, match=r"throttled at call 0 .* logged"):
        gauntlet.around(handler)(SENT, None)


def test_a_fault_that_never_struck_is_refused(gauntlet: Gauntlet, moment: Moment) -> None:
    first = iter([True])

    def handler(event: dict[str, Any], context: Any) -> None:
        if next(first, False):
            engine.get(RegistryItem, "a", "b")

    with pytest.raises(AssertionError, match=DIFFER):
        gauntlet.around(handler)({}, None)


def _queue(world: World, *ids: str) -> None:
    for id_ in ids:
        body = json.dumps({"id": id_, "at": "2026-11-20T09:00:00+08:00"})
        world.client("sqs").send_message(QueueUrl=world.names["Walks"], MessageBody=body)


def test_the_same_message_twice_is_one_and_under_another_id_it_is_two(tables: World, moment: Moment) -> None:
    _queue(tables, LATER[0])
    right, kept = Picture(moment), Kept()
    _queue(tables, LATER[0])
    assert Picture(moment) == right
    _queue(tables, LATER[1])
    assert Picture(moment) != right
    assert Picture(moment).beside(right).startswith("+ ")
    kept.put_back()
    assert Picture(moment) == right


def test_an_object_of_the_same_name_with_other_content_is_another(tables: World, moment: Moment) -> None:
    s3 = tables.client("s3")
    s3.create_bucket(Bucket="files", CreateBucketConfiguration={"LocationConstraint": s3.meta.region_name})
    pictures = []
    for content in (b"one", b"two", b"one"):
        s3.put_object(Bucket="files", Key="a", Body=content)
        pictures.append(Picture(moment))
    s3.delete_object(Bucket="files", Key="a")
    s3.delete_bucket(Bucket="files")
    assert pictures[0] != pictures[1]
    assert pictures[0] == pictures[2]


def _answer(status: int, body: object) -> Response:
    return Response(status, CaseInsensitiveMapping({}), json.dumps(body).encode())


def test_who_is_told_otherwise_finds_it_done_or_as_it_was(moment: Moment) -> None:
    """Nothing half done, and nothing done twice."""
    before = Picture(moment)
    engine.put(RegistryItem("a", "b", version=1, body={}))
    half = Kept()
    engine.put(RegistryItem("a", "c", version=1, body={}))
    right = Picture(moment)
    refused = _answer(400, {"code": "code_wrong"})
    outcome = Outcome(moment, right, _answer(201, {}), True, {"code_wrong"}, before)
    outcome.check(refused, "here")
    half.put_back()
    with pytest.raises(AssertionError, match="and left"):
        outcome.check(refused, "here")
    engine.delete(RegistryItem("a", "b"))
    outcome.check(refused, "here")
    with pytest.raises(AssertionError, match="with its key"):
        outcome.check(_answer(409, {"code": "conflict"}), "here")


@pytest.mark.parametrize("body", [{"items": []}, [], ""])
def test_a_repeat_under_its_key_that_is_answered_otherwise_is_refused(moment: Moment, body: object) -> None:
    outcome = Outcome(moment, Picture(moment), _answer(201, [1]), True)
    outcome.check(_answer(200, [1]), "here")
    with pytest.raises(AssertionError, match="answered otherwise"):
        outcome.check(_answer(201, body), "here")
