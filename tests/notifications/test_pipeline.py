"""From a challenge to the recipient's phone: relay, queue, deliver, signed webhook."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from functions.notifications import deliver as delivery
from functions.notifications import signing
from functions.notifications.channels import webhook
from functions.notifications.workers.deliver import deliver as deliver_worker
from functions.notifications.workers.relay import relay as relay_worker
from infra import template
from shared.domain import clock
from shared.domain.one_time_codes import derive
from shared.store import engine
from shared.store.identities import Challenge, challenge_key
from shared.store.settings import Setting, secret
from tests.aws import World
from tests.notifications.channel import CHALLENGE, Gateway, failures, queue_record, queued, stream_record

PHONE = "+8613800001234"


@pytest.fixture
def gateway(gateway: Gateway, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Gateway:
    """For codes alone."""
    act_as("DeliverCodesFunction")
    monkeypatch.setenv("WEBHOOK_URL", gateway.url)
    return gateway


def open_challenge(
    *, used: bool = False, age: int = 0, language: str = "zh-CN", challenge: str = CHALLENGE
) -> None:
    ends = clock.now() + timedelta(minutes=5) - timedelta(seconds=age)
    item = Challenge(challenge_key(challenge), "CHALLENGE", phone=PHONE, language=language)
    item.used, item.expires = used, int(ends.timestamp())
    engine.put(item)


def message(reference: str = CHALLENGE) -> str:
    return json.dumps({"id": "n1", "kind": "one_time_code", "reference": reference})


def test_a_new_challenge_becomes_one_message_without_personal_data(
    tables: World, act_as: Callable[[str], None]
) -> None:
    act_as("RelayCodesFunction")
    assert failures(relay_worker({"Records": [stream_record()]}, None)) == []
    (body,) = queued(tables, "Codes")
    assert json.loads(body).keys() == {"id", "kind", "reference", "channel"}
    assert "138" not in body


def test_a_replayed_stream_gives_the_same_message_id(tables: World, act_as: Callable[[str], None]) -> None:
    act_as("RelayCodesFunction")
    for _ in range(2):
        relay_worker({"Records": [stream_record()]}, None)
    first, second = queued(tables, "Codes")
    assert json.loads(first)["id"] == json.loads(second)["id"]


def test_other_changes_are_told_to_nobody(tables: World, act_as: Callable[[str], None]) -> None:
    act_as("RelayCodesFunction")
    others = [stream_record(name="REMOVE"), stream_record(name="MODIFY"), stream_record("SESSION#s1")]
    relay_worker({"Records": others}, None)
    assert queued(tables, "Codes") == []


def test_twenty_five_changes_are_sent_in_batches_of_ten(tables: World, act_as: Callable[[str], None]) -> None:
    act_as("RelayCodesFunction")
    records = [stream_record(challenge_key(f"c{number}"), number=number) for number in range(25)]
    assert failures(relay_worker({"Records": records}, None)) == []
    references = {json.loads(body)["reference"] for _ in range(3) for body in queued(tables, "Codes")}
    assert references == {f"c{number}" for number in range(25)}


def test_a_failing_queue_asks_for_the_batch_again_from_the_first_failure(
    act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    act_as("RelayCodesFunction")
    monkeypatch.setenv("QUEUE_URL", "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/missing")
    records = [stream_record(number=7), stream_record(challenge_key("c2"), number=8)]
    assert failures(relay_worker({"Records": records}, None)) == ["7"]


def test_the_code_reaches_the_phone_in_the_recipients_language(gateway: Gateway) -> None:
    open_challenge(language="en")
    assert failures(deliver_worker({"Records": [queue_record(message())]}, None)) == []
    (payload,) = gateway.payloads
    code = derive(secret(Setting.SIGN_IN_SECRET), CHALLENGE)
    assert payload["to"] == {"phone": PHONE}
    assert payload["data"] == {"code": code}
    assert code in payload["text"]
    assert "minutes" in payload["text"]


def test_the_webhook_is_signed_and_carries_its_key(gateway: Gateway) -> None:
    open_challenge()
    deliver_worker({"Records": [queue_record(message())]}, None)
    ((headers, body),) = gateway.received
    now = int(clock.now().timestamp())
    assert signing.verify(secret(Setting.WEBHOOK_SECRET), body, headers[signing.HEADER], now)
    assert headers["Idempotency-Key"] == "n1"


def test_a_failing_gateway_is_tried_again_and_harms_no_neighbour(gateway: Gateway) -> None:
    open_challenge()
    gateway.status = 503
    records = [queue_record(message(), "m1"), queue_record(message("gone"), "m2")]
    assert failures(deliver_worker({"Records": records}, None)) == ["m1"]


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429, 401, 403, 404, 302])
def test_these_answers_are_tried_again(gateway: Gateway, status: int) -> None:
    open_challenge()
    gateway.status = status
    assert failures(deliver_worker({"Records": [queue_record(message())]}, None)) == ["m1"]


@pytest.mark.parametrize("status", [400, 410, 413, 422])
def test_these_answers_are_final(gateway: Gateway, status: int) -> None:
    open_challenge()
    gateway.status = status
    assert failures(deliver_worker({"Records": [queue_record(message())]}, None)) == []
    assert len(gateway.received) == 1


def test_a_gateway_that_is_down_is_tried_again(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    open_challenge()
    monkeypatch.setenv("WEBHOOK_URL", "http://127.0.0.1:9/closed")
    assert failures(deliver_worker({"Records": [queue_record(message())]}, None)) == ["m1"]


def test_a_silent_gateway_takes_no_batch_down(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was sent before the gateway fell silent is not sent again; what was not begun is, later."""
    seconds = 0.0

    def slow(*_: object) -> None:
        nonlocal seconds
        seconds += 3 * webhook.TIMEOUT if gateway.received else 1
        post(*_)  # type: ignore[arg-type]

    post = webhook.post
    monkeypatch.setattr(delivery, "monotonic", lambda: seconds)
    monkeypatch.setattr(webhook, "post", slow)
    records = []
    for number in range(5):
        open_challenge(challenge=f"c{number}")
        records.append(queue_record(message(f"c{number}"), f"m{number}"))
    assert failures(deliver_worker({"Records": records}, None)) == ["m2", "m3", "m4"]
    limit = template.resources("AWS::Serverless::Function")["DeliverFunction"]["Properties"]["Timeout"]
    assert limit > delivery.BEGIN_WITHIN + 3 * webhook.TIMEOUT


def test_the_whole_address_of_the_gateway_is_used(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    open_challenge()
    monkeypatch.setenv("WEBHOOK_URL", f"{gateway.url}?channel=7")
    deliver_worker({"Records": [queue_record(message())]}, None)
    assert gateway.paths == ["/messages?channel=7"]


def test_a_code_that_is_used_or_over_is_not_sent(gateway: Gateway) -> None:
    open_challenge(used=True)
    open_challenge(age=301, challenge="c2")
    records = [
        queue_record(message(), "m1"),
        queue_record(message("c2"), "m2"),
        queue_record(message("c3"), "m3"),
    ]
    assert failures(deliver_worker({"Records": records}, None)) == []
    assert gateway.received == []


@pytest.mark.parametrize("poison", ["", "x", "{}", "[]", '{"id": "n", "kind": "unknown", "reference": "c"}'])
def test_poison_comes_back_until_the_dead_letters_and_harms_no_neighbour(
    gateway: Gateway, poison: str
) -> None:
    open_challenge()
    records = [queue_record(poison, "bad"), queue_record(message(), "good")]
    assert failures(deliver_worker({"Records": records}, None)) == ["bad"]
    assert len(gateway.received) == 1


def test_nothing_secret_is_logged(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    open_challenge()
    with caplog.at_level("DEBUG", logger="lianluo"):
        deliver_worker({"Records": [queue_record(message()), queue_record("x")]}, None)
    assert "sent" in caplog.text
    assert PHONE[3:] not in caplog.text
    assert derive(secret(Setting.SIGN_IN_SECRET), CHALLENGE) not in caplog.text


def test_only_loopback_may_do_without_tls() -> None:
    with pytest.raises(ValueError, match="https"):
        webhook.post("http://gateway.example.cn/", b"s" * 32, "n1", {}, 0)


BODY = b'{"id": "n1"}'


def test_a_signature_holds_for_its_body_its_secret_and_five_minutes() -> None:
    header = signing.sign(b"secret", BODY, 1_800_000_000)
    assert signing.verify(b"secret", BODY, header, 1_800_000_300)
    assert not signing.verify(b"secret", BODY, header, 1_800_000_301)
    assert not signing.verify(b"secret", BODY, header, 1_799_999_699)
    assert not signing.verify(b"other", BODY, header, 1_800_000_000)
    assert not signing.verify(b"secret", BODY + b" ", header, 1_800_000_000)
    for bad in ("", "t=1", header.replace("v1", "v0"), header.upper(), header + "0"):
        assert not signing.verify(b"secret", BODY, bad, 1_800_000_000)
