"""On the local stack: preferences under concurrent change; a consent is used up once, a digest comes
once."""

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from functions.notifications.channels.names import Channel
from functions.notifications.consents import store as consents
from functions.notifications.digests import store as digests
from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.inbox import NoticeItem
from tests.e2e.client import Client, token_for
from tests.e2e.pipeline import (
    Recipient,
    arrived,
    environment,
    notices,
    put,
    recipients,
    sent_as,
    until,
    waiting,
)

WANTS = "/v1/me/notification-preferences"
NO_SMS: dict[str, Any] = {"groups": {"activities": {"sms": False}}}


@pytest.fixture
def as_worker(stack: LocalStack, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process reads and writes the stack's tables as a function does."""
    session = stack.session()
    credentials = session.get_credentials()
    assert credentials is not None
    monkeypatch.setenv("AWS_ENDPOINT_URL", stack.endpoint_url)
    monkeypatch.setenv("AWS_DEFAULT_REGION", session.region_name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", credentials.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", credentials.secret_key)
    monkeypatch.setenv("INBOX_TABLE", stack.outputs["InboxTable"])
    engine.reset()
    yield
    engine.reset()


def client_of(stack: LocalStack, person: Recipient) -> Client:
    return Client(stack.base_url, token_for(stack, "deputy:4114", person=person.id))


def say(client: Client, body: dict[str, Any], version: int) -> int:
    """The status of saying anew what one wants."""
    return int(client.send("PUT", WANTS, body=body, headers={"If-Match": f'"v{version}"'}).status)


def queue_empties(stack: LocalStack) -> None:
    until(lambda: waiting(stack) == 0, "messages are left in the queue")


def sms_of(stack: LocalStack, person: Recipient) -> set[str]:
    return set(arrived(stack.receiver.inbox, [person]))


def test_of_many_at_once_one_says_what_is_wanted(stack: LocalStack) -> None:
    (person,) = recipients(stack, "at once", 1, "1370011")
    client = client_of(stack, person)
    for version in range(3):
        with ThreadPoolExecutor(8) as pool:
            bodies = [{"digest": {"at": f"08:{n:02}", "channel": "sms"}} for n in range(8)]
            statuses = Counter(pool.map(lambda body, v=version: say(client, body, v), bodies))
        assert statuses == {200: 1, 412: 7}
        assert client.get(WANTS).json["version"] == version + 1


def test_what_is_switched_off_before_it_is_written_is_not_sent(stack: LocalStack) -> None:
    """Somebody writes notices without a pause while the person switches SMS off."""
    (person,) = recipients(stack, "switching", 1, "1370012")
    client = client_of(stack, person)
    items = notices([person], 60, "switching")
    off, begun = threading.Event(), threading.Event()
    after: list[NoticeItem] = []

    def write() -> None:
        for number, item in enumerate(items):
            if off.is_set():
                after.append(item)
            put(stack, [item])
            if number == 5:
                begun.set()
            if number >= 20:
                off.wait()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait()
    assert say(client, NO_SMS, 0) == 200
    off.set()
    writer.join()
    queue_empties(stack)
    assert len(after) > 20
    assert sms_of(stack, person).isdisjoint({sent_as(item) for item in after})

    assert say(client, {}, 1) == 200
    again = notices([person], 1, "switching: again")
    put(stack, again)
    until(lambda: sent_as(again[0]) in sms_of(stack, person), "what is wanted again does not come")
    listed = client.get("/v1/me/inbox?limit=100").json["items"]
    assert len(listed) == len(items) + 1


def test_a_consent_is_used_up_once_however_many_want_it(stack: LocalStack, as_worker: None) -> None:
    """Forty deliveries of twenty messages at once; each message is asked about twice, and gets one answer."""
    (person,) = recipients(stack, "consents at once", 1, "1370013")
    client, now = client_of(stack, person), clock.now()
    assert client.post("/v1/me/wechat-consents", {"count": 8}).json == {"left": 8}
    names = [f"n{number % 20:0>20}" for number in range(40)]
    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(lambda name: patiently(person.id, name, now), names))
    answers: dict[str, set[bool]] = {}
    for name, answer in zip(names, got, strict=True):
        answers.setdefault(name, set()).add(answer)
    assert all(len(each) == 1 for each in answers.values())
    assert sum(each == {True} for each in answers.values()) == 8
    assert client.get("/v1/me/wechat-consents").json == {"left": 0}


def patiently(person: str, message: str, now: Any) -> bool:
    """As the queue does: who is always too late tries again."""
    for _ in range(10):
        try:
            return consents.claim(person, message, now) is not None
        except Refusal as refusal:
            if refusal.code != "conflict":
                raise
    raise AssertionError("never")


def test_wechat_takes_as_many_as_were_agreed_to_and_sms_the_rest(stack: LocalStack) -> None:
    (person,) = recipients(stack, "wechat", 1, "1370014")
    client = client_of(stack, person)
    assert client.post("/v1/me/wechat-consents", {"count": 4}).status == 201
    url = {"WECHAT_URL": stack.receiver.webhook_url}
    items = notices([person], 12, "wechat")
    with environment(stack, "DeliverFunction", **url), environment(stack, "RelayFunction", **url):
        put(stack, items)
        until(lambda: len(sms_of(stack, person)) == len(items), "not all has come")
        queue_empties(stack)
    came = Counter(message["channel"] for message in stack.receiver.inbox.messages(person.phone))
    assert came == {"wechat": 4, "sms": 8}
    ids = sms_of(stack, person)
    assert all((sent_as(item) in ids) != (sent_as(item, Channel.WECHAT) in ids) for item in items)
    assert client.get("/v1/me/wechat-consents").json == {"left": 0}


def test_a_digest_comes_once_though_the_schedule_fires_many_times_at_once(
    stack: LocalStack, as_worker: None
) -> None:
    people = recipients(stack, "digests", 12, "1370015")
    for person in people:
        wants = {"groups": {"activities": {"digest": True}}}
        assert say(client_of(stack, person), wants, 0) == 200
    items = notices(people, 36, "digests")
    put(stack, items)
    queue_empties(stack)
    assert not any(sms_of(stack, person) for person in people)

    yesterday = clock.now() - timedelta(days=1)
    more = notices(people, 12, "digests: yesterday")
    for item in more:
        digests.hold(str(item.pk).removeprefix("INBOX#"), str(item.sk), yesterday)
        engine.put(item)
    function = stack.physical_id("DigestFunction")
    with ThreadPoolExecutor(4) as pool:
        client = stack.client("lambda")
        list(pool.map(lambda _: client.invoke(FunctionName=function, Payload=b"{}"), range(4)))
    until(lambda: all(sms_of(stack, person) for person in people), "a digest is missing")
    queue_empties(stack)
    for person in people:
        (message,) = stack.receiver.inbox.messages(person.phone)
        assert message["kind"] == "digest"
        assert message["data"] == {"day": clock.legal_day(yesterday).isoformat(), "count": 1}
