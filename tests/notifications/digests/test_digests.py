"""The digest of the day: one message of all that was left to it, once a day, never empty."""

import json
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from functions.notifications import queues
from functions.notifications.channels.names import Channel
from functions.notifications.digests import schedule, store, words
from functions.notifications.messages import Message, digest_of, of_stream_record
from functions.notifications.preferences import store as preferences
from functions.notifications.preferences.deciding import Preferences, Quiet, Wish
from functions.notifications.preferences.groups import Group
from functions.notifications.workers.deliver import deliver as deliver_worker
from functions.notifications.workers.digest import digest as digest_worker
from shared.domain.clock import SHANGHAI, legal_day
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind as Kind
from shared.store import engine
from shared.store.inbox import NoticeItem
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

WANTS = Preferences(wishes=(Wish(Group.ACTIVITIES, digest=True), Wish(Group.SUGGESTIONS, digest=True)))
EIGHT = datetime(2026, 11, 21, 8, tzinfo=SHANGHAI)
"""The first digest after :data:`NOW`."""


@pytest.fixture
def box(gateway: Gateway, tables: World, at: Clock, act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> "Box":
    """Two people with phones; the first wants activities and suggestions in a digest."""
    contact()
    contact(OTHER, "+8613800005678")
    made = Box(gateway, tables, at, act_as, monkeypatch)
    made.wants(WANTS)
    return made


class Box:
    """The pipeline around the digest."""

    def __init__(
        self, gateway: Gateway, tables: World, at: Clock, act_as: ActAs, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.gateway, self.tables, self.at, self._act_as, self._patch = (
            gateway,
            tables,
            at,
            act_as,
            monkeypatch,
        )

    def wants(self, wanted: Preferences, person: str = PERSON) -> None:
        """What somebody prefers from now on."""
        self.become("NotificationsFunction")
        preferences.save(person, wanted, preferences.load(person).version)
        self.become("DeliverFunction")

    def become(self, function: str) -> None:
        """This process is another function."""
        self._act_as(function)
        if function == "DeliverFunction":
            self._patch.setenv("WEBHOOK_URL", self.gateway.url)

    def by_wecom(self) -> None:
        """The province has WeCom too."""
        self._patch.setenv("WECOM_URL", self.gateway.url)

    def told(self, cause: str = "1", **options: Any) -> NoticeItem:
        """A notice is written, and its SMS comes to be delivered."""
        item = put(cause, **options)
        assert self.delivered(item) == []
        return item

    def delivered(self, item: NoticeItem, *channels: Channel) -> list[str]:
        """A notice's messages come; what of them is to come again."""
        bodies = [m.as_text() for m in of_stream_record(in_stream(item), channels or (Channel.SMS,))]
        return self.deliver(*bodies)

    def deliver(self, *bodies: str) -> list[str]:
        """Messages come; what of them is to come again."""
        records = [queue_record(body, f"m{number}") for number, body in enumerate(bodies)]
        return failures(deliver_worker({"Records": records}, None))

    def schedule(self, now: datetime) -> list[str]:
        """The schedule fires; what it has queued."""
        self.at.now = now
        self.become("DigestFunction")
        digest_worker({}, None)
        self.become("DeliverFunction")
        return [body for _ in range(3) for body in queued(self.tables)]

    def digests(self, now: datetime = EIGHT) -> list[dict[str, Any]]:
        """The schedule fires, what it has queued is delivered; what the gateway got by that."""
        before = len(self.gateway.payloads)
        assert self.deliver(*self.schedule(now)) == []
        return self.gateway.payloads[before:]


def test_what_is_left_to_the_digest_comes_in_one_message_at_its_hour(box: Box) -> None:
    box.told("1", age=timedelta(minutes=2), data=MEETING)
    box.told("2", kind=Kind.SUGGESTION_REPLIED, data={"subject": "加装电梯", "with": "市住建局"})
    assert box.gateway.payloads == []
    assert box.digests(EIGHT - timedelta(milliseconds=1)) == []
    (digest,) = box.digests()
    assert digest["to"] == {"phone": PHONE}
    assert (digest["kind"], digest["channel"], digest["language"]) == ("digest", "sms", "zh-CN")
    assert digest["data"] == {"day": "2026-11-21", "count": 2}
    lines = digest["text"].splitlines()
    assert lines[0] == "【联络】11月21日通知摘要（2 条）："
    assert lines[1].startswith("1. 邀请您参加“优化营商环境座谈会”。")
    assert lines[2].startswith("2. ")
    assert "加装电梯" in lines[2]


def test_none_comes_empty(box: Box) -> None:
    assert box.schedule(NOW) == []
    read = box.told("1")
    archived = box.told("2")
    gone = box.told("3")
    box.told("4", data={**MEETING, "starts": "2026-11-21T08:25:00+08:00"})
    assert len(box.schedule(EIGHT)) == 1
    read.read_at = archived.archived_at = "2026-11-21T00:00:00.000Z"
    engine.put(read)
    engine.put(archived)
    box.become("InvitationsFunction")
    engine.delete(gone)
    box.become("DeliverFunction")
    box.at.now = EIGHT + timedelta(minutes=26)
    body = digest_of(PERSON, legal_day(EIGHT)).as_text()
    assert box.deliver(body) == []
    assert box.gateway.payloads == []


def test_what_begins_before_the_schedule_may_fire_does_not_wait_for_the_digest(box: Box) -> None:
    """A digest at five past eight goes out at a quarter past."""
    box.wants(replace(WANTS, digest_at=time(8, 5)))
    box.told(data={**MEETING, "starts": "2026-11-21T08:10:00+08:00"})
    assert len(box.gateway.payloads) == 1
    assert box.schedule(EIGHT + timedelta(minutes=15)) == []


def test_what_was_read_meanwhile_is_left_out(box: Box) -> None:
    box.told("1")
    read = box.told("2", kind=Kind.SUGGESTION_REPLIED)
    read.read_at = "2026-11-20T04:00:00.000Z"
    engine.put(read)
    (digest,) = box.digests()
    assert digest["data"]["count"] == 1


def test_once_a_day_however_often_the_schedule_fires_and_the_queue_repeats(box: Box) -> None:
    box.told()
    bodies = box.schedule(EIGHT)
    assert len(bodies) == 1
    assert box.schedule(EIGHT) == box.schedule(EIGHT + timedelta(minutes=15)) == []
    assert box.deliver(*bodies, *bodies) == box.deliver(*bodies) == []
    assert len(box.gateway.payloads) == 1


def test_what_comes_after_the_digest_waits_for_the_next_day(box: Box) -> None:
    box.told("1")
    assert len(box.digests()) == 1
    box.told("2", age=timedelta(days=-1))
    assert box.digests(EIGHT + timedelta(hours=12)) == []
    (digest,) = box.digests(EIGHT + timedelta(days=1))
    assert digest["data"] == {"day": "2026-11-22", "count": 1}


def test_what_is_held_while_the_day_is_sealed_is_in_the_next_one(box: Box) -> None:
    """Delivered a moment before eight, stored a moment after the schedule has sealed the day."""
    box.told("1")
    bodies = box.schedule(EIGHT)
    late = put("2", age=timedelta(minutes=-1))
    store.hold(PERSON, late.sk, EIGHT)
    box.deliver(*bodies)
    assert [payload["data"]["count"] for payload in box.gateway.payloads] == [1]
    (digest,) = box.digests(EIGHT + timedelta(days=1))
    assert digest["data"] == {"day": "2026-11-22", "count": 1}


def test_a_notice_by_several_channels_is_in_the_digest_once(box: Box) -> None:
    item = put()
    for _ in range(2):
        assert box.delivered(item, Channel.SMS, Channel.WECHAT, Channel.WECOM) == []
    (digest,) = box.digests()
    assert digest["data"]["count"] == 1
    box.delivered(item, Channel.SMS)
    assert box.digests(EIGHT + timedelta(days=1)) == []


@pytest.mark.parametrize("killed_in", ["seal", "send", "done"])
def test_a_run_that_is_killed_is_made_good_by_the_next(
    box: Box, killed_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.told("1")
    box.wants(WANTS, OTHER)
    box.told("2", recipient=OTHER)

    def killed(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as dying:
        dying.setattr(queues if killed_in == "send" else store, killed_in, killed)
        with pytest.raises(MemoryError):
            box.schedule(EIGHT)
    box.become("DeliverFunction")
    before = [body for _ in range(3) for body in queued(box.tables)]
    after = box.schedule(EIGHT + timedelta(minutes=15))
    box.deliver(*before, *after)
    assert sorted(payload["to"]["phone"] for payload in box.gateway.payloads) == sorted(
        [PHONE, "+8613800005678"]
    )
    assert {payload["data"]["day"] for payload in box.gateway.payloads} == {"2026-11-21"}


def test_a_missed_run_is_made_good_late_the_same_day(box: Box) -> None:
    box.told()
    (digest,) = box.digests(EIGHT + timedelta(hours=7))
    assert digest["data"] == {"day": "2026-11-21", "count": 1}


def test_missed_days_are_told_each_once(box: Box) -> None:
    box.told("1", kind=Kind.SUGGESTION_REPLIED)
    box.at.now = EIGHT + timedelta(hours=1)
    box.told("2", kind=Kind.SUGGESTION_REPLIED)
    digests = box.digests(EIGHT + timedelta(days=3))
    assert sorted(digest["data"]["day"] for digest in digests) == ["2026-11-21", "2026-11-22"]
    assert box.digests(EIGHT + timedelta(days=4)) == []


def test_a_late_digest_does_not_ring_in_quiet_hours(box: Box) -> None:
    box.told()
    box.wants(replace(WANTS, quiet=Quiet(time(22), time(7))))
    bodies = box.schedule(EIGHT + timedelta(hours=15))
    assert box.deliver(*bodies) == ["m0"]
    assert box.gateway.payloads == []
    box.at.now = EIGHT + timedelta(hours=23)
    assert box.deliver(*bodies) == []
    assert len(box.gateway.payloads) == 1


def test_another_hour_makes_no_second_digest_that_day(box: Box) -> None:
    box.told("1")
    box.wants(replace(WANTS, digest_at=time(19, 30)))
    box.at.now = NOW + timedelta(minutes=1)
    box.told("2", age=timedelta(minutes=-1))
    (evening,) = box.digests(datetime(2026, 11, 20, 19, 30, tzinfo=SHANGHAI))
    assert evening["data"] == {"day": "2026-11-20", "count": 1}
    (morning,) = box.digests()
    assert morning["data"] == {"day": "2026-11-21", "count": 1}
    box.told("3", age=timedelta(hours=-23))
    assert box.digests(datetime(2026, 11, 21, 19, 30, tzinfo=SHANGHAI)) == []
    (after,) = box.digests(datetime(2026, 11, 22, 19, 30, tzinfo=SHANGHAI))
    assert after["data"] == {"day": "2026-11-22", "count": 1}


def test_two_hours_of_one_day_are_one_digest(box: Box) -> None:
    """The hour was moved between two notices of the same day: what the first run takes is all of it."""
    box.told("1")
    box.wants(replace(WANTS, digest_at=time(7)))
    box.told("2", kind=Kind.SUGGESTION_REPLIED)
    (digest,) = box.digests(EIGHT - timedelta(hours=1))
    assert digest["data"]["count"] == 2
    assert box.digests() == []


def test_what_is_switched_off_is_in_no_digest(box: Box) -> None:
    off = (Channel.SMS, Channel.WECHAT)
    box.wants(Preferences(wishes=(Wish(Group.ACTIVITIES, off=off, digest=True),)))
    item = put()
    assert box.delivered(item, *off) == []
    assert box.schedule(EIGHT) == []


def test_a_long_digest_says_how_many_more_there_are(box: Box) -> None:
    for number in range(words.LISTED + 3):
        box.told(str(number), age=timedelta(minutes=number))
    (digest,) = box.digests()
    lines = digest["text"].splitlines()
    assert len(lines) == words.LISTED + 2
    assert lines[-1] == "另有 3 条，请在收件箱查看。"
    assert digest["data"]["count"] == words.LISTED + 3


def test_more_than_are_looked_at_are_counted(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.notifications.digests.letters.LOOKED_AT", 4)
    for number in range(6):
        box.told(str(number), age=timedelta(minutes=number))
    (digest,) = box.digests()
    assert digest["data"]["count"] == 6
    assert digest["text"].splitlines()[-1] == "另有 2 条，请在收件箱查看。"


def test_a_digest_speaks_its_readers_language(box: Box) -> None:
    box.wants(replace(WANTS, language="en"))
    box.told()
    (digest,) = box.digests()
    assert digest["text"].startswith("[Lianluo] Digest of Sat 21 Nov (1):\n1. You are invited to")


@pytest.mark.parametrize("channel", [Channel.WECHAT, Channel.EMAIL])
def test_where_its_channel_cannot_reach_one_the_digest_goes_by_sms(box: Box, channel: Channel) -> None:
    box.wants(replace(WANTS, digest_channel=channel))
    box.told()
    (digest,) = box.digests()
    assert digest["channel"] == "sms"


def test_a_digest_that_its_channel_declines_goes_by_sms(box: Box) -> None:
    box.wants(replace(WANTS, digest_channel=Channel.WECOM))
    box.told()
    (body,) = box.schedule(EIGHT)
    box.by_wecom()
    box.gateway.status = 410
    assert box.deliver(body) == ["m0"]
    box.gateway.status = 202
    assert box.deliver(body) == box.deliver(body) == []
    assert [payload["channel"] for payload in box.gateway.payloads] == ["wecom", "sms"]


def test_many_people_are_queued_in_batches(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    people = {f"p{number:0>20}" for number in range(120)}
    for person in people:
        store.hold(person, f"2026-11-20T01:30:00.000Z#n{'0' * 20}", EIGHT)
    sent: list[str] = []

    def send(batch: list[Message]) -> list[int]:
        assert len(batch) <= queues.BATCH
        sent.extend(message.reference for message in batch)
        return []

    monkeypatch.setattr(queues, "send", send)
    box.schedule(EIGHT)
    assert sorted(sent) == sorted(f"{person}#2026-11-21" for person in people)
    box.schedule(EIGHT)
    assert len(sent) == 120


def test_a_queue_that_fails_loses_none(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.told()
    with monkeypatch.context() as failing:
        failing.setattr(queues, "send", lambda batch: [0])
        box.become("DigestFunction")
        with pytest.raises(Refusal, match="busy"):
            schedule.run(EIGHT)
    assert len(box.digests(EIGHT + timedelta(minutes=15))) == 1


def test_what_is_no_digest_s_reference_is_poison(box: Box) -> None:
    for reference in ("", PERSON, f"{PERSON}#today", "p1#2026-11-21"):
        body = json.dumps({"id": "n1", "kind": "digest", "reference": reference, "channel": "sms"})
        assert box.deliver(body) == ["m0"]
