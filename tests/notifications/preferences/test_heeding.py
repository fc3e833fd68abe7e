"""Delivery heeds what its reader wants, as it stands at that moment."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from functions.notifications import queues
from functions.notifications.channels.names import Channel
from functions.notifications.messages import of_stream_record
from functions.notifications.preferences import store
from functions.notifications.preferences.deciding import STANDARD, Preferences, Quiet, Wish
from functions.notifications.preferences.groups import Group
from functions.notifications.queues import Received
from functions.notifications.workers.deliver import deliver as deliver_worker
from shared.domain.clock import SHANGHAI
from shared.domain.notices import NoticeKind as Kind
from shared.store.inbox import NoticeItem
from tests.notifications.channel import Gateway, failures, queue_record
from tests.notifications.letters import MEETING, PERSON, Clock, contact, in_stream, put

NIGHT = replace(STANDARD, quiet=Quiet(time(22), time(7)))
EVENING = datetime(2026, 11, 20, 23, 15, tzinfo=SHANGHAI)
MORNING = datetime(2026, 11, 21, 7, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _reachable(gateway: Gateway, at: Clock) -> None:
    contact()


def wants(wanted: Preferences) -> None:
    store.save(PERSON, wanted, store.load(PERSON).version)


def again(item: NoticeItem) -> bool:
    """A notice's SMS comes to be delivered: whether it is to come again."""
    (message,) = of_stream_record(in_stream(item), [Channel.SMS])
    return bool(failures(deliver_worker({"Records": [queue_record(message.as_text())]}, None)))


def test_the_night_is_quiet_and_the_morning_tells(
    gateway: Gateway, at: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wants(NIGHT)
    at.now = EVENING
    hidden: list[int] = []

    def hide(pauses: list[tuple[Received, int]]) -> None:
        hidden.extend(seconds for _, seconds in pauses)

    monkeypatch.setattr(queues, "hide", hide)
    item = put()
    assert again(item)
    assert gateway.payloads == []
    (seconds,) = hidden
    assert timedelta(0) <= EVENING + timedelta(seconds=seconds) - MORNING <= timedelta(minutes=2)
    at.now = MORNING
    assert not again(item)
    assert len(gateway.payloads) == 1


@pytest.mark.parametrize(
    ("kind", "waits"),
    [(Kind.INVITATION_CANCELLED, False), (Kind.RECEPTION_CANCELLED, False), (Kind.CASE_OVERDUE, True)],
)
def test_what_fell_is_told_at_night_and_a_deadline_in_the_morning(
    gateway: Gateway, at: Clock, kind: Kind, waits: bool
) -> None:
    wants(NIGHT)
    at.now = EVENING
    assert again(put(kind=kind)) is waits
    assert len(gateway.payloads) == (0 if waits else 1)


def test_what_begins_before_the_morning_is_in_the_inbox_only(gateway: Gateway, at: Clock) -> None:
    wants(NIGHT)
    at.now = EVENING
    item = put(data={**MEETING, "starts": "2026-11-21T06:30:00+08:00"})
    assert again(item)
    at.now = MORNING
    assert not again(item)
    assert gateway.payloads == []


def test_quiet_hours_that_are_given_up_hold_nothing_back(gateway: Gateway, at: Clock) -> None:
    wants(NIGHT)
    at.now = EVENING
    item = put()
    assert again(item)
    wants(STANDARD)
    assert not again(item)
    assert len(gateway.payloads) == 1


def test_what_is_switched_off_while_it_waits_is_not_sent(gateway: Gateway, at: Clock) -> None:
    wants(NIGHT)
    at.now = EVENING
    item = put()
    assert again(item)
    wants(replace(NIGHT, wishes=(Wish(Group.ACTIVITIES, off=(Channel.SMS,)),)))
    at.now = MORNING
    assert not again(item)
    assert gateway.payloads == []


def test_messages_speak_the_language_that_is_preferred(gateway: Gateway) -> None:
    wants(replace(STANDARD, language="en"))
    again(put())
    (payload,) = gateway.payloads
    assert payload["language"] == "en"
    assert payload["text"].startswith("[Lianluo] You are invited to “优化营商环境座谈会”.")
