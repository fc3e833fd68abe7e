"""From a notice in the inbox to its recipient's phone: stream, queue, webhook."""

import json
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from functions.notifications.channels.names import Channel
from functions.notifications.messages import of_stream_record
from functions.notifications.workers.deliver import deliver as deliver_worker
from functions.notifications.workers.relay import relay as relay_worker
from infra.local.receiver import Inbox
from shared.domain.ids import derived_id
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store import engine
from shared.store.inbox import NoticeItem, post
from tests.aws import World
from tests.notifications.channel import Gateway, failures, queue_record, queued
from tests.notifications.letters import (
    MEETING,
    NOW,
    OTHER,
    PERSON,
    PHONE,
    ActAs,
    Clock,
    contact,
    in_stream,
    put,
)


@pytest.fixture(autouse=True)
def _ninth_hour(at: Clock) -> None:
    """All is sent at half past nine on 20 November 2026."""


def body_of(item: NoticeItem) -> str:
    (message,) = of_stream_record(in_stream(item), [Channel.SMS])
    return message.as_text()


def sent_as(item: NoticeItem, channel: Channel = Channel.SMS) -> str:
    """The id under which a notice is sent by a channel."""
    return derived_id("n", str(item.id), channel)


def deliver(*bodies: str) -> list[str]:
    """What is to be tried again, by the number of the message."""
    records = [queue_record(body, f"m{number}") for number, body in enumerate(bodies)]
    return failures(deliver_worker({"Records": records}, None))


def kept_by_receiver(gateway: Gateway) -> list[dict[str, Any]]:
    """What a receiver that drops a repeated key has in the end."""
    inbox = Inbox()
    for headers, body in gateway.received:
        inbox.add(headers["Idempotency-Key"], json.loads(body))
    return inbox.messages(PHONE)


def test_a_message_names_the_notice_and_nothing_of_it(tables: World, act_as: ActAs) -> None:
    act_as("InvitationsFunction")
    item = put()
    act_as("RelayFunction")
    assert failures(relay_worker({"Records": [in_stream(item)]}, None)) == []
    (body,) = queued(tables)
    assert json.loads(body) == {
        "id": sent_as(item),
        "kind": "notice",
        "reference": f"{PERSON}#{item.sk}",
        "channel": "sms",
    }


def test_a_stream_replayed_gives_the_same_messages(tables: World, act_as: ActAs) -> None:
    act_as("InvitationsFunction")
    records = [in_stream(put(str(number)), number) for number in range(3)]
    act_as("RelayFunction")
    for _ in range(2):
        relay_worker({"Records": records}, None)
    bodies = queued(tables)
    assert len(bodies) == 6
    assert len(set(bodies)) == 3


def test_posts_and_what_readers_do_are_no_messages(tables: World, act_as: ActAs) -> None:
    act_as("InvitationsFunction")
    to_post = put(recipient=post(Role.COMMITTEE_STAFF, "4114"))
    to_unit = put(recipient=post(Role.UNIT_STAFF, "u01j9zq3v7k2m8n4p6r5t"))
    read = in_stream(put(read=True), name="MODIFY")
    ran_out = in_stream(put(), name="REMOVE")
    odd = in_stream(NoticeItem(f"INBOX#{PERSON}", "SETTINGS"))
    act_as("RelayFunction")
    assert relay_worker({"Records": [in_stream(to_post), in_stream(to_unit), read, ran_out, odd]}, None) == {
        "batchItemFailures": []
    }
    assert queued(tables) == []


def test_a_notice_reaches_its_recipients_phone_in_words(gateway: Gateway) -> None:
    contact()
    item = put()
    assert deliver(body_of(item)) == []
    (payload,) = gateway.payloads
    assert payload == {
        "id": sent_as(item),
        "kind": "invitation_received",
        "channel": "sms",
        "to": {"phone": PHONE},
        "language": "zh-CN",
        "text": (
            "【联络】邀请您参加“优化营商环境座谈会”。"
            "时间：11月23日（周一）09:00-11:30。地点：东城街道联络站。"
        ),
        "data": MEETING,
    }
    assert gateway.received[0][0]["Idempotency-Key"] == sent_as(item)


def test_duplicates_in_any_order_count_once(gateway: Gateway) -> None:
    contact()
    items = [put(str(number)) for number in range(5)]
    bodies = [body_of(item) for item in items] * 3
    Random(4).shuffle(bodies)
    assert deliver(*bodies[:10]) == []
    assert deliver(*bodies[10:]) == []
    kept = kept_by_receiver(gateway)
    assert sorted(message["id"] for message in kept) == sorted(map(sent_as, items))


def test_what_was_sent_but_not_acknowledged_counts_once(gateway: Gateway) -> None:
    contact()
    body = body_of(put())
    gateway.status = 504
    assert deliver(body) == ["m0"]
    gateway.status = 202
    assert deliver(body) == []
    assert len(gateway.received) == 2
    assert len(kept_by_receiver(gateway)) == 1


def test_a_declined_notice_is_done(gateway: Gateway) -> None:
    contact()
    gateway.status = 422
    assert deliver(body_of(put())) == []
    assert len(gateway.received) == 1


def test_who_has_no_phone_has_the_inbox(gateway: Gateway) -> None:
    contact()
    assert deliver(body_of(put(recipient=OTHER)), body_of(put())) == []
    assert [payload["to"]["phone"] for payload in gateway.payloads] == [PHONE]


@pytest.mark.parametrize("state", [{"read": True}, {"archived": True}])
def test_what_is_read_already_is_not_sent(gateway: Gateway, state: dict[str, Any]) -> None:
    contact()
    assert deliver(body_of(put(**state))) == []
    assert gateway.received == []


def test_what_is_gone_is_not_sent(gateway: Gateway) -> None:
    contact()
    item = put()
    engine.delete(item)
    assert deliver(body_of(item)) == []
    assert gateway.received == []


@pytest.mark.parametrize(
    ("kind", "late", "sent"),
    [
        (NoticeKind.INVITATION_REMINDER, timedelta(seconds=-1), True),
        (NoticeKind.INVITATION_REMINDER, timedelta(), False),
        (NoticeKind.INVITATION_RECEIVED, timedelta(hours=1), False),
        (NoticeKind.INVITATION_CANCELLED, timedelta(hours=1), False),
        (NoticeKind.OPINION_OUTCOME, timedelta(days=90), True),
        (NoticeKind.LEAVE_ANSWERED, timedelta(hours=1), True),
    ],
)
def test_nobody_is_asked_to_what_has_begun_but_outcomes_are_always_told(
    gateway: Gateway, kind: NoticeKind, late: timedelta, sent: bool
) -> None:
    contact()
    starts = (NOW - late).isoformat()
    assert deliver(body_of(put(kind=kind, data={"title": "例会", "starts": starts}))) == []
    assert len(gateway.received) == sent


def test_an_activity_of_a_day_is_told_until_the_day_is_over(gateway: Gateway) -> None:
    contact()
    for day in ("2026-11-19", "2026-11-20"):
        assert deliver(body_of(put(day, kind=NoticeKind.RECEPTION_ASSIGNED, data={"starts": day}))) == []
    assert [payload["data"]["starts"] for payload in gateway.payloads] == ["2026-11-20"]


def test_a_kind_of_a_later_version_is_told_in_plain_words(gateway: Gateway) -> None:
    contact()
    item = put()
    item.kind = "invented_tomorrow"
    engine.put(item)
    assert deliver(body_of(item)) == []
    (payload,) = gateway.payloads
    assert payload["kind"] == "invented_tomorrow"
    assert payload["text"].startswith("【联络】您有一条关于“优化营商环境座谈会”的通知。")


def test_bad_data_of_one_notice_is_told_as_far_as_it_goes(gateway: Gateway) -> None:
    contact()
    data = {"title": ["x"], "starts": "soon", "place": 7}
    assert deliver(body_of(put("bad", data=data)), body_of(put())) == []
    assert gateway.payloads[0]["text"] == "【联络】邀请您参加一项活动。"
    assert gateway.payloads[0]["data"] == {}


@pytest.mark.parametrize("reference", ["", "#", PERSON, f"{PERSON}#", "4114#x", "committee_staff:4114#x"])
def test_a_reference_that_is_none_goes_to_the_dead_letters_alone(gateway: Gateway, reference: str) -> None:
    contact()
    poison = json.dumps({"id": "n1", "kind": "notice", "reference": reference})
    assert deliver(poison, body_of(put())) == ["m0"]
    assert len(gateway.received) == 1


def test_a_notice_that_cannot_be_read_harms_no_neighbour(gateway: Gateway, tables: World) -> None:
    contact()
    broken = put("broken")
    tables.client("dynamodb").update_item(
        TableName=tables.names["Inbox"],
        Key={"pk": {"S": broken.pk}, "sk": {"S": broken.sk}},
        UpdateExpression="SET expires = :wrong, kind = :wrong",
        ExpressionAttributeValues={":wrong": {"BOOL": True}},
    )
    assert deliver(body_of(broken), body_of(put())) == ["m0"]
    assert len(gateway.received) == 1


def test_nothing_of_a_person_is_logged(gateway: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    contact()
    item = put()
    with caplog.at_level("DEBUG", logger="lianluo"):
        deliver(body_of(item), body_of(put(recipient=OTHER)), '{"id": "n", "kind": "notice"}')
        gateway.status = 503
        deliver(body_of(put("2")))
    assert sent_as(item) in caplog.text
    assert "no phone" in caplog.text
    for private in (PHONE[3:], PERSON, OTHER, MEETING["title"]):
        assert private not in caplog.text
