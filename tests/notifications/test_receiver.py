"""The sample of a message gateway refuses what a real one must refuse."""

import http.client
import json
import time
from collections.abc import Iterator

import pytest

from functions.notifications import signing
from functions.notifications.channels import webhook
from functions.notifications.channels.errors import Declined, TryAgain
from infra.local.receiver import Receiver

SECRET = "a secret of some length"
PHONE = "+8613800001234"
MESSAGE = {"id": "n1", "kind": "seat_free", "to": {"phone": PHONE}, "text": "x", "data": {}}
BODY = json.dumps(MESSAGE).encode()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver(lambda line: None)
    made.trust(SECRET)
    yield made
    made.stop()


def post(receiver: Receiver, signature: str, body: bytes = BODY, key: str = "n1") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", receiver.server_port, timeout=5)
    connection.request("POST", "/webhook", body, {"Idempotency-Key": key, signing.HEADER: signature})
    status = connection.getresponse().status
    connection.close()
    return status


def signed(*, secret: str = SECRET, age: int = 0, body: bytes = BODY) -> str:
    return signing.sign(secret.encode(), body, int(time.time()) - age)


def test_a_signed_message_is_kept(receiver: Receiver) -> None:
    assert post(receiver, signed()) == 200
    assert receiver.inbox.messages(PHONE) == [MESSAGE]


@pytest.mark.parametrize(
    "signature",
    [signed(secret="another"), signed(body=b"{}"), "", "t=1,v1=0"],
    ids=["another's", "another body's", "none", "misshapen"],
)
def test_a_wrong_signature_is_refused(receiver: Receiver, signature: str) -> None:
    assert post(receiver, signature) == 401
    assert receiver.inbox.messages(PHONE) == []


@pytest.mark.parametrize("age", [signing.TOLERANCE + 5, -signing.TOLERANCE - 5])
def test_an_old_timestamp_is_refused_and_one_of_the_future(receiver: Receiver, age: int) -> None:
    assert post(receiver, signed(age=age)) == 401
    assert receiver.inbox.messages(PHONE) == []


def test_a_replay_is_refused_even_under_another_key(receiver: Receiver) -> None:
    signature = signed()
    assert post(receiver, signature) == 200
    assert post(receiver, signature) == 409
    assert post(receiver, signature, key="n2") == 409
    assert len(receiver.inbox.messages(PHONE)) == 1


def test_what_is_sent_again_by_the_sender_is_taken_and_counts_once(receiver: Receiver) -> None:
    assert post(receiver, signed(age=3)) == 200
    assert receiver.inbox.repeated(PHONE) == 0
    assert post(receiver, signed()) == 200
    assert len(receiver.inbox.messages(PHONE)) == 1
    assert receiver.inbox.repeated(PHONE) == 1


def test_without_a_key_or_before_it_trusts_anybody_nothing_is_taken(receiver: Receiver) -> None:
    assert post(receiver, signed(), key="") == 400
    receiver.trust("")
    assert post(receiver, signed(secret="")) == 401
    assert receiver.inbox.messages(PHONE) == []


def test_it_fails_as_often_as_told_sometimes_after_it_has_kept_the_message(receiver: Receiver) -> None:
    receiver.fail_every = 3
    answers = [post(receiver, signed(age=number), key=f"n{number}") for number in range(6)]
    assert answers == [200, 200, 503, 200, 200, 503]
    assert len(receiver.inbox.messages(PHONE)) == 5
    replayed = signed(age=7)
    assert [post(receiver, replayed, key="n6") for _ in range(6)] == [200, 409, 503, 409, 409, 503]
    receiver.down = True
    assert post(receiver, signed(age=8), key="n7") == 503
    assert len(receiver.inbox.messages(PHONE)) == 6


def test_the_channel_understands_its_answers(receiver: Receiver) -> None:
    moment, secret = int(time.time()), SECRET.encode()
    webhook.post(receiver.webhook_url, secret, "n1", MESSAGE, moment)
    with pytest.raises(Declined, match="409"):
        webhook.post(receiver.webhook_url, secret, "n1", MESSAGE, moment)
    with pytest.raises(TryAgain, match="401"):
        webhook.post(receiver.webhook_url, b"rotated", "n1", MESSAGE, moment)
    receiver.down = True
    with pytest.raises(TryAgain, match="503"):
        webhook.post(receiver.webhook_url, secret, "n2", MESSAGE, moment)
