"""What becomes of a message that does not go out at once, and of its neighbours and other channels."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from functions.notifications import deliver, deliveries, queues
from functions.notifications.channels.names import Channel
from functions.notifications.circuits import deciding
from functions.notifications.circuits import store as circuits
from functions.notifications.messages import of_stream_record
from functions.notifications.preferences import store as wishes
from functions.notifications.preferences.deciding import STANDARD, Quiet
from functions.notifications.queues import Received
from functions.notifications.workers.deliver import deliver as deliver_worker
from functions.notifications.workers.relay import relay as relay_worker
from infra import template
from shared.domain.clock import SHANGHAI
from shared.store import engine
from shared.store.inbox import NoticeItem
from tests.aws import World
from tests.notifications.channel import Gateway, failures, queue_record
from tests.notifications.letters import NOW, PERSON, ActAs, Clock, contact, in_stream, put

HIDDEN = list[tuple[str, int]]
DAYS = timedelta(days=2, seconds=1)


@pytest.fixture(autouse=True)
def _ninth_hour(at: Clock) -> None:
    """All happens at half past nine on 20 November 2026, or later."""


@pytest.fixture
def hidden(monkeypatch: pytest.MonkeyPatch) -> HIDDEN:
    """Which messages are hidden, for how many seconds; the queue of the tests has never handed them out."""
    found: HIDDEN = []

    def hide(pauses: list[tuple[Received, int]]) -> None:
        found.extend((received.id, seconds) for received, seconds in pauses)

    monkeypatch.setattr(queues, "hide", hide)
    return found


@pytest.fixture
def wecom(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """A second gateway."""
    made = Gateway()
    monkeypatch.setenv("WECOM_URL", made.url)
    yield made
    made.server.shutdown()
    made.server.server_close()


def bodies(item: NoticeItem, *channels: Channel) -> list[str]:
    return [message.as_text() for message in of_stream_record(in_stream(item), channels or [Channel.SMS])]


def run(*texts: str, tries: int = 1, age: timedelta = timedelta()) -> list[str]:
    """Delivers; answers with what comes back, by place."""
    records = [queue_record(text, f"m{place}", tries=tries, age=age) for place, text in enumerate(texts)]
    return failures(deliver_worker({"Records": records}, None))


def dead_letters(world: World) -> list[dict[str, Any]]:
    answer = world.client("sqs").receive_message(
        QueueUrl=world.names["DeadLetters"], MaxNumberOfMessages=10, MessageAttributeNames=["All"]
    )
    return [
        {"body": m["Body"], **{k: v["StringValue"] for k, v in m.get("MessageAttributes", {}).items()}}
        for m in answer.get("Messages", [])
    ]


def numbers(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    """What was measured, by channel."""
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    return {line["Channel"]: line for line in lines if "_aws" in line}


# ---- channels stand alone


def test_a_notice_becomes_one_message_for_each_channel_that_the_province_has(
    tables: World, act_as: ActAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    act_as("InvitationsFunction")
    item = put()
    tables.deploy_with(WechatUrl="https://wechat.example.cn/m", MailSender="notice@example.cn")
    act_as("RelayFunction")
    assert failures(relay_worker({"Records": [in_stream(item)]}, None)) == []
    answer = tables.client("sqs").receive_message(QueueUrl=tables.names["Messages"], MaxNumberOfMessages=10)
    queued = [json.loads(message["Body"]) for message in answer["Messages"]]
    assert sorted(message["channel"] for message in queued) == ["email", "sms", "wechat"]
    assert len({message["id"] for message in queued}) == 3


def test_a_failing_channel_holds_no_other(gateway: Gateway, wecom: Gateway, hidden: HIDDEN) -> None:
    contact()
    gateway.status = 503
    items = [put(str(number)) for number in range(8)]
    texts = [text for item in items for text in bodies(item, Channel.SMS, Channel.WECOM)]
    assert run(*texts) == [f"m{place}" for place in range(0, 16, 2)]
    assert len(wecom.received) == 8
    assert len(gateway.received) == deciding.FAILURES


def test_a_channel_that_the_province_gave_up_declines(gateway: Gateway, hidden: HIDDEN) -> None:
    contact()
    assert run(*bodies(put(), Channel.WECHAT)) == []
    assert hidden == []
    assert gateway.received == []


# ---- failures come back


def test_what_failed_is_hidden_for_a_while_that_its_tries_decide(gateway: Gateway, hidden: HIDDEN) -> None:
    contact()
    gateway.status = 503
    assert run(*bodies(put())) == ["m0"]
    ((_, first),) = hidden
    assert 2 <= first <= 4
    circuits.forget()
    for _ in range(3):
        run(*bodies(put()), tries=30)
    assert all(2 <= seconds <= 900 for _, seconds in hidden)
    assert max(seconds for _, seconds in hidden) > 4


def test_it_is_really_hidden(gateway: Gateway, tables: World) -> None:
    """The queue itself gives it out no more for the time being."""
    contact()
    gateway.status = 503
    sqs, url = tables.client("sqs"), tables.names["Messages"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "0"})
    sqs.send_message(QueueUrl=url, MessageBody=bodies(put())[0])
    answer = sqs.receive_message(QueueUrl=url, AttributeNames=["All"])
    (message,) = answer["Messages"]
    record = {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message["Attributes"],
    }
    assert failures(deliver_worker({"Records": [record]}, None)) == [message["MessageId"]]
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "30"})


def test_a_message_that_cannot_be_hidden_comes_back_all_the_same(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact()
    gateway.status = 503
    monkeypatch.setenv("QUEUE_URL", "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/missing")
    assert run(*bodies(put())) == ["m0"]


def test_a_gateway_that_is_down_for_hours_loses_nothing(
    gateway: Gateway, hidden: HIDDEN, tables: World, at: Clock
) -> None:
    """Each message comes back until the gateway answers, whatever its tries."""
    contact()
    gateway.status = 503
    waiting = {f"m{place}": bodies(put(str(place)))[0] for place in range(10)}
    sent, tries = at.now, 0
    while at.now < sent + timedelta(hours=6):
        tries += 1
        assert run(*waiting.values(), tries=tries, age=at.now - sent) == list(waiting)
        at.now += timedelta(minutes=10)
        circuits.forget()
    calls = len(gateway.received)
    assert calls < 2 * tries + 10
    gateway.status = 200
    assert run(*waiting.values(), tries=tries, age=at.now - sent) == []
    assert len(gateway.received) == calls + 10
    assert dead_letters(tables) == []


def test_what_is_too_old_goes_to_the_dead_letters_when_it_fails(
    gateway: Gateway, hidden: HIDDEN, tables: World
) -> None:
    contact()
    gateway.status = 503
    (text,) = bodies(put())
    assert run(text, tries=3, age=DAYS) == []
    assert dead_letters(tables) == [{"body": text, "cause": "TooOld", "tries": "3", "message": "m0"}]


def test_what_waited_long_for_its_first_try_has_one(gateway: Gateway, tables: World) -> None:
    contact()
    assert run(*bodies(put()), age=DAYS) == []
    assert len(gateway.received) == 1
    assert dead_letters(tables) == []


def test_what_ends_the_function_again_and_again_is_given_up_by_its_age(
    gateway: Gateway, tables: World
) -> None:
    contact()
    assert run(*bodies(put()), tries=400, age=DAYS) == []
    assert gateway.received == []
    assert [letter["cause"] for letter in dead_letters(tables)] == ["TooOld"]


# ---- poison


@pytest.mark.parametrize(
    "poison",
    [
        "x",
        "[]",
        '"text"',
        "{}",
        '{"id": "n", "kind": "notice", "reference": "r", "channel": "pigeon"}',
        '{"id": "n", "kind": "notice", "reference": "nobody"}',
    ],
)
def test_poison_has_five_tries_and_goes_to_the_dead_letters_alone(
    gateway: Gateway, hidden: HIDDEN, tables: World, poison: str
) -> None:
    contact()
    good = bodies(put())[0]
    for tries in range(1, deliver.POISON_TRIES):
        assert run(poison, good, tries=tries) == ["m0"]
    assert dead_letters(tables) == []
    assert run(poison, good, tries=deliver.POISON_TRIES) == []
    assert dead_letters(tables) == [{"body": poison, "cause": "Unreadable", "tries": "5", "message": "m0"}]
    assert len(gateway.received) == 1


def test_an_unexpected_error_is_named_by_its_class_alone(
    gateway: Gateway, hidden: HIDDEN, tables: World
) -> None:
    contact()
    broken = put("broken")
    tables.client("dynamodb").update_item(
        TableName=tables.names["Inbox"],
        Key={"pk": {"S": broken.pk}, "sk": {"S": broken.sk}},
        UpdateExpression="SET expires = :wrong, kind = :wrong",
        ExpressionAttributeValues={":wrong": {"BOOL": True}},
    )
    assert run(*bodies(broken), *bodies(put()), tries=5) == []
    (letter,) = dead_letters(tables)
    assert letter["cause"].isidentifier()
    assert len(gateway.received) == 1


def test_where_the_dead_letters_cannot_be_reached_nothing_is_lost(
    gateway: Gateway, hidden: HIDDEN, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEAD_LETTERS_URL", "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/missing")
    assert run("x", tries=9) == ["m0"]


# ---- circuits


def test_a_channel_that_keeps_failing_is_left_alone_and_then_asked_by_one_message(
    gateway: Gateway, hidden: HIDDEN, at: Clock
) -> None:
    contact()
    gateway.status = 503
    texts = [bodies(put(str(number)))[0] for number in range(10)]
    assert len(run(*texts)) == 10
    assert len(gateway.received) == deciding.FAILURES
    assert all(seconds >= 15 for _, seconds in hidden[deciding.FAILURES :])

    circuits.forget()  # another process
    assert len(run(*texts)) == 10
    assert len(gateway.received) == deciding.FAILURES

    at.now += deciding.FIRST_REST
    assert len(run(*texts)) == 10
    assert len(gateway.received) == deciding.FAILURES + 1

    gateway.status = 200
    at.now += 2 * deciding.FIRST_REST
    assert run(*texts) == []
    assert len(gateway.received) == deciding.FAILURES + 11


def test_one_process_alone_asks(gateway: Gateway, at: Clock) -> None:
    for _ in range(deciding.FAILURES):
        circuits.failed(Channel.SMS, NOW, deciding.LONGEST_REST, asked=False)
    later = NOW + deciding.FIRST_REST
    assert circuits.enter(Channel.SMS, later)
    circuits.forget()
    with pytest.raises(circuits.Resting) as resting:
        circuits.enter(Channel.SMS, later)
    assert resting.value.until > later
    assert not circuits.enter(Channel.WECOM, later)


def test_successes_between_failures_keep_a_channel_awake(gateway: Gateway, hidden: HIDDEN) -> None:
    """As with a gateway that fails every third call."""
    contact()
    for number in range(30):
        gateway.status = 503 if number % 3 == 2 else 200
        run(*bodies(put(str(number))))
    assert len(gateway.received) == 30


def test_who_declines_a_message_is_well(gateway: Gateway, hidden: HIDDEN) -> None:
    contact()
    gateway.status = 422
    assert run(*[bodies(put(str(number)))[0] for number in range(10)]) == []
    assert len(gateway.received) == 10


def test_while_all_is_well_the_circuit_costs_one_read_in_seconds(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact()
    read: list[str] = []
    whole = engine.get

    def get(model: Any, pk: str, *rest: Any, **more: Any) -> Any:
        read.append(pk)
        return whole(model, pk, *rest, **more)

    monkeypatch.setattr(engine, "get", get)
    assert run(*[bodies(put(str(number)))[0] for number in range(10)]) == []
    assert read.count("CIRCUIT#sms") == 1


# ---- delivery state


def test_a_message_that_comes_again_later_is_not_sent_again(gateway: Gateway, tables: World) -> None:
    contact()
    item = put()
    assert run(*bodies(item)) == []
    assert run(*bodies(item), tries=2) == []
    assert len(gateway.received) == 1
    (state,) = [found for found in tables.items("Inbox") if found["pk"]["S"] == f"DELIVERY#{PERSON}"]
    assert state["sk"]["S"] == f"{item.id}#sms"
    assert state["outcome"]["S"] == "sent"
    assert int(state["expires"]["N"]) > (NOW + timedelta(days=18)).timestamp()


def test_what_failed_has_no_state_and_what_was_declined_has(
    gateway: Gateway, hidden: HIDDEN, tables: World
) -> None:
    contact()
    gateway.status = 503
    run(*bodies(put("1")))
    gateway.status = 422
    run(*bodies(put("2")))
    outcomes = [i["outcome"]["S"] for i in tables.items("Inbox") if i["pk"]["S"].startswith("DELIVERY#")]
    assert outcomes == ["declined 422"]


def test_states_and_circuits_are_no_notices_in_the_stream() -> None:
    mapping = template.resources("AWS::Lambda::EventSourceMapping")["NewNotices"]["Properties"]
    patterns = [json.loads(found["Pattern"]) for found in mapping["FilterCriteria"]["Filters"]]
    prefixes = {p["prefix"] for pattern in patterns for p in pattern["dynamodb"]["Keys"]["pk"]["S"]}
    assert not [key for key in ("DELIVERY#", "CIRCUIT#") if any(key.startswith(p) for p in prefixes)]
    keys = {"pk": {"S": f"DELIVERY#{PERSON}"}, "sk": {"S": "n4fkzfwk43htvk4hxyvfv#sms"}}
    assert of_stream_record({"eventName": "INSERT", "dynamodb": {"Keys": keys}}, [Channel.SMS]) == []


# ---- numbers


def test_numbers_are_told_by_channel_and_name_nobody(
    gateway: Gateway, hidden: HIDDEN, capsys: pytest.CaptureFixture[str]
) -> None:
    contact()
    capsys.readouterr()
    run(*bodies(put("1")), *bodies(put("2")), "poison", age=timedelta(seconds=3))
    told = numbers(capsys)
    assert told["sms"]["Delivered"] == 2
    assert told["sms"]["Age"] == [3000, 3000]
    assert told["unknown"]["Failed"] == 1
    about = told["sms"]["_aws"]["CloudWatchMetrics"][0]
    assert about["Dimensions"] == [["Province", "Stage"], ["Province", "Stage", "Channel"]]
    assert {metric["Name"] for metric in about["Metrics"]} == {"Delivered", "Age", "Waited"}
    assert PERSON not in json.dumps(told)


def test_the_alarms_watch_numbers_that_are_told(
    gateway: Gateway, hidden: HIDDEN, capsys: pytest.CaptureFixture[str]
) -> None:
    contact()
    gateway.status = 503
    capsys.readouterr()
    run(*[bodies(put(str(number)))[0] for number in range(deciding.FAILURES)])
    told = numbers(capsys)["sms"]
    assert told["Rests"] == 1
    alarms = [
        alarm["Properties"]
        for alarm in template.resources("AWS::CloudWatch::Alarm").values()
        if alarm["Properties"].get("Namespace") == told["_aws"]["CloudWatchMetrics"][0]["Namespace"]
    ]
    assert {alarm["MetricName"] for alarm in alarms} == {"Rests", "Waited"}
    for alarm in alarms:
        assert alarm["MetricName"] in told
        assert [dimension["Name"] for dimension in alarm["Dimensions"]] == ["Province", "Stage"]


# ---- held back


def test_what_is_not_wanted_now_waits_in_the_queue_for_its_hour_and_is_no_failure(
    gateway: Gateway, hidden: HIDDEN, at: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """Many people's quiet hours end at the same hour: they do not all come in the same second."""
    contact()
    quiet = Quiet(time(22), time(7))
    wishes.save(PERSON, replace(STANDARD, quiet=quiet), 0)
    at.now = datetime(2026, 11, 20, 23, 0, tzinfo=SHANGHAI)
    texts = [bodies(put(str(number), data={"title": "例会"}))[0] for number in range(10)]
    capsys.readouterr()
    assert len(run(*texts)) == 10
    assert gateway.received == []
    night = 8 * 3600
    assert all(night < seconds <= night + 1 + deliver.SPREAD for _, seconds in hidden)
    assert len({seconds for _, seconds in hidden}) > 1
    assert numbers(capsys)["sms"]["Held"] == 10
    at.now = datetime(2026, 11, 21, 7, 0, tzinfo=SHANGHAI)
    assert run(*texts, tries=2, age=timedelta(hours=8)) == []
    assert len(gateway.received) == 10


def test_quiet_hours_are_no_reason_to_give_up(
    gateway: Gateway, hidden: HIDDEN, at: Clock, tables: World
) -> None:
    contact()
    wishes.save(PERSON, replace(STANDARD, quiet=Quiet(time(22), time(7))), 0)
    at.now = datetime(2026, 11, 20, 23, 0, tzinfo=SHANGHAI)
    assert run(*bodies(put(data={"title": "例会"})), tries=3, age=DAYS) == ["m0"]
    assert dead_letters(tables) == []


# ---- the deployment


def test_the_queue_keeps_a_message_for_longer_than_it_may_be_tried() -> None:
    queue = template.resources("AWS::SQS::Queue")["Messages"]["Properties"]
    longest = template.load()["Parameters"]["GiveUpAfterMinutes"]["MaxValue"] * 60
    assert queue["MessageRetentionPeriod"] >= longest + queues.LONGEST_HIDDEN.total_seconds()
    assert timedelta(seconds=queue["MessageRetentionPeriod"]) + timedelta(days=14) < deliveries.KEPT
