"""Which of WeChat and SMS takes a notice, through the delivery of both messages."""

from datetime import timedelta
from typing import Any

import pytest

from functions.notifications.channels.names import Channel
from functions.notifications.consents import store, using
from functions.notifications.digests import store as digests
from functions.notifications.messages import digest_of, of_stream_record
from functions.notifications.preferences import store as preferences
from functions.notifications.preferences.deciding import Preferences, Wish
from functions.notifications.preferences.groups import Group
from functions.notifications.workers.deliver import deliver as deliver_worker
from shared.domain.clock import legal_day
from shared.domain.notices import NoticeKind as Kind
from shared.store.inbox import NoticeItem
from tests.notifications.channel import Gateway, failures, queue_record
from tests.notifications.letters import NOW, PERSON, ActAs, Clock, contact, put

BOTH = (Channel.SMS, Channel.WECHAT)


@pytest.fixture(autouse=True)
def _reachable(gateway: Gateway, at: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A province with a WeChat gateway, and a person with a phone."""
    monkeypatch.setenv("WECHAT_URL", gateway.url)
    contact()


def deliver(item: NoticeItem, *channels: Channel) -> list[Channel]:
    """A notice's messages come, in this order; which of them are to come again."""
    records = []
    for channel in channels:
        keys = {"pk": {"S": item.pk}, "sk": {"S": item.sk}}
        event = {"eventName": "INSERT", "dynamodb": {"Keys": keys}}
        (message,) = of_stream_record(event, [channel])
        records.append(queue_record(message.as_text(), channel))
    return [Channel(name) for name in failures(deliver_worker({"Records": records}, None))]


def told(gateway: Gateway) -> list[str]:
    """The channels by which the gateway got something."""
    return [payload["channel"] for payload in gateway.payloads]


def give(count: int) -> None:
    store.give(PERSON, count, "c1", None, NOW)


@pytest.mark.parametrize("order", [BOTH, BOTH[::-1]])
def test_without_a_consent_it_goes_by_sms_alone(gateway: Gateway, order: tuple[Channel, ...]) -> None:
    assert deliver(put(), *order) == []
    assert told(gateway) == ["sms"]


@pytest.mark.parametrize("order", [BOTH, BOTH[::-1]])
def test_with_a_consent_it_goes_by_wechat_alone(
    gateway: Gateway, at: Clock, order: tuple[Channel, ...]
) -> None:
    give(1)
    item = put()
    again = deliver(item, *order)
    at.now += timedelta(minutes=1, seconds=1)
    assert deliver(item, *again) == []
    assert told(gateway) == ["wechat"]
    assert store.left(PERSON) == 0


def test_each_notice_uses_up_one_and_the_rest_go_by_sms(gateway: Gateway, at: Clock) -> None:
    give(2)
    items = [put(str(number)) for number in range(5)]
    for _ in range(2):
        for item in items:
            deliver(item, *BOTH)
        at.now += timedelta(minutes=1, seconds=1)
    assert sorted(told(gateway)) == ["sms"] * 3 + ["wechat"] * 2
    assert store.left(PERSON) == 0


def test_what_wechat_declines_goes_by_sms(gateway: Gateway, at: Clock) -> None:
    give(1)
    item = put()
    gateway.status = 410
    assert deliver(item, Channel.WECHAT) == []
    gateway.status = 202
    assert deliver(item, Channel.SMS) == []
    assert told(gateway) == ["wechat", "sms"]


def test_wechat_that_is_tried_again_uses_up_no_second_consent(gateway: Gateway, at: Clock) -> None:
    give(2)
    item = put()
    gateway.status = 503
    for _ in range(2):
        assert deliver(item, Channel.WECHAT) == [Channel.WECHAT]
        at.now += timedelta(minutes=20)
    gateway.status = 202
    assert deliver(item, Channel.WECHAT) == []
    assert store.left(PERSON) == 1


def test_the_phone_waits_for_wechat_as_long_as_it_has_patience(gateway: Gateway, at: Clock) -> None:
    give(1)
    item = put()
    assert deliver(item, Channel.SMS) == [Channel.SMS]
    at.now = NOW + using.PATIENCE - timedelta(seconds=1)
    assert deliver(item, Channel.SMS) == [Channel.SMS]
    at.now = NOW + using.PATIENCE
    assert deliver(item, Channel.SMS) == []
    assert told(gateway) == ["sms"]


@pytest.mark.parametrize("kind", [Kind.INVITATION_CANCELLED, Kind.CASE_OVERDUE])
def test_what_one_must_hear_goes_by_both(gateway: Gateway, kind: Kind) -> None:
    give(1)
    assert deliver(put(kind=kind), *BOTH) == []
    assert told(gateway) == ["sms", "wechat"]


def test_who_wants_no_wechat_keeps_the_consents(gateway: Gateway, act_as: ActAs) -> None:
    give(1)
    preferences.save(PERSON, Preferences(wishes=(Wish(Group.ACTIVITIES, off=(Channel.WECHAT,)),)), 0)
    assert deliver(put(), *BOTH) == []
    assert told(gateway) == ["sms"]
    assert store.left(PERSON) == 1


def test_who_wants_no_sms_has_the_inbox_where_no_consent_is_left(gateway: Gateway) -> None:
    preferences.save(PERSON, Preferences(wishes=(Wish(Group.ACTIVITIES, off=(Channel.SMS,)),)), 0)
    assert deliver(put(), *BOTH) == []
    assert told(gateway) == []


def test_a_province_without_wechat_asks_for_no_consent(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WECHAT_URL", "")

    def asked(*_: Any) -> None:
        raise AssertionError("the ledger was asked")

    monkeypatch.setattr(store, "claim", asked)
    assert deliver(put(), Channel.SMS) == []
    assert told(gateway) == ["sms"]


def test_who_cannot_be_reached_keeps_the_consents(gateway: Gateway) -> None:
    other = "p0therpers0n00000000z"
    store.give(other, 1, "c2", None, NOW)
    assert deliver(put(recipient=other), *BOTH) == []
    assert (told(gateway), store.left(other)) == ([], 1)


def test_a_digest_by_wechat_uses_up_one_consent(gateway: Gateway, at: Clock) -> None:
    preferences.save(PERSON, Preferences(digest_channel=Channel.WECHAT), 0)
    give(1)
    for days in (1, 2):
        item, eight = put(str(days)), NOW + timedelta(days=days)
        digests.hold(PERSON, item.sk, eight)
        at.now = eight
        body = digest_of(PERSON, legal_day(eight)).as_text()
        for _ in range(2):
            assert failures(deliver_worker({"Records": [queue_record(body)]}, None)) == []
    assert told(gateway) == ["wechat", "sms"]
