"""The counting after a load notices a notice or message that is lost, doubled, or owed to nobody."""

import pytest

from tests.load.kept import (
    ANSWERED,
    CAME,
    LAMPS,
    OFFICER,
    PHONES,
    RESIDENT,
    ROADS,
    THE_CODE,
    TO_SIGN,
    WANG,
    counted,
    message,
    messages,
    notice,
    promised,
    stored,
    told,
)
from tests.load.kinds import CODE, REPLY
from tests.load.ledger import Told
from tests.load.messages import CODE_SENT, Message


@pytest.mark.parametrize("kind", sorted(messages()))
def test_a_message_that_did_not_come_is_lost(kind: str) -> None:
    came = messages()
    gone = came.pop(kind)
    assert counted(came=[*came.values()]) == [f"lost: the message {gone}"]


@pytest.mark.parametrize("kind", sorted(messages()))
def test_a_message_that_came_twice_is_doubled(kind: str) -> None:
    came = messages()
    assert counted(came=[*came.values(), came[kind]]) == [f"doubled: 2 messages {came[kind]}"]


@pytest.mark.parametrize("kind", sorted(told()))
def test_a_notice_that_is_in_no_inbox_is_lost_and_its_message_unexplained(kind: str) -> None:
    stands = {**stored(), **told()}
    del stands[kind]
    lost, unexplained = counted(stands)
    assert lost.startswith(f"lost: 0 notices of 1: {kind} about ")
    assert unexplained == f"owed to nobody: 1 messages {messages()[kind]}"


def test_a_notice_told_twice_is_doubled_though_each_came_once() -> None:
    stands = {**stored(), **told(), "again": notice(ANSWERED, "n2")}
    came = [*messages().values(), message(ANSWERED, "n2")]
    assert counted(stands, came) == [f"doubled: 2 notices of 1: {ANSWERED}"]
    assert len(counted(stands)) == 2


def test_a_post_that_is_told_twice_is_told_too_much() -> None:
    assert counted({**stored(), **told(), "again": notice(CAME, "n2")}) == [
        f"doubled: 2 notices of 1: {CAME}"
    ]


def test_what_tells_of_a_refused_request_is_owed_to_nobody() -> None:
    """The second of two who changed one version: notice and message are there, and nothing was accepted."""
    refused = Told(WANG, "suggestion_not_signed", f"suggestion:{ROADS}")
    stands = {**stored(), **told(), "refused": notice(refused)}
    came = [*messages().values(), message(refused)]
    assert counted(stands, came) == [f"owed to nobody: 1 notices of 0: {refused}"]


def test_a_message_to_another_phone_is_lost_to_the_one_and_owed_to_nobody_at_the_other() -> None:
    came = messages()
    astray = came[TO_SIGN.kind]._replace(phone=PHONES[WANG])
    first, second = counted(came=[*(came | {TO_SIGN.kind: astray}).values()])
    assert {first, second} == {
        f"lost: the message {came[TO_SIGN.kind]}",
        f"owed to nobody: 1 messages {astray}",
    }


def test_a_phone_that_rings_for_a_post_rings_for_nobody() -> None:
    rings = Message(PHONES[OFFICER], "n9", CAME.kind, "sms")
    assert counted(came=[*messages().values(), rings]) == [f"owed to nobody: 1 messages {rings}"]


def test_what_comes_by_another_channel_is_not_what_was_owed() -> None:
    came = messages()
    came[ANSWERED.kind] = came[ANSWERED.kind]._replace(channel="wechat")
    assert len(counted(came=[*came.values()])) == 2


def test_what_the_calendar_tells_is_owed_to_nobody_here_and_still_comes_once() -> None:
    due = Told(WANG, "standing_due_soon", "standing:4105")
    stands = {**stored(), **told(), "due": notice(due)}
    assert counted(stands, [*messages().values(), message(due)]) == []
    assert counted(stands) == [f"lost: the message {message(due)}"]
    twice = [*messages().values(), message(due), message(due)]
    assert counted(stands, twice) == [f"doubled: 2 messages {message(due)}"]


def test_of_what_a_client_gave_up_what_it_tells_may_come_once() -> None:
    again = Told(RESIDENT, "opinion_result", f"opinion:{LAMPS}")
    stands = {**stored(), **told(), "again": notice(again, "n2")}
    came = [*messages().values(), message(again, "n2")]
    ledger = promised()
    ledger.gave_up(REPLY, [again])
    assert counted(stands, came, ledger) == []
    assert counted(stands, came[:-1], ledger) == [f"lost: the message {came[-1]}"]
    stands["and again"] = notice(again, "n3")
    assert len(counted(stands, [*came, message(again, "n3")], ledger)) == 1


def test_of_a_code_that_a_client_gave_up_one_may_come() -> None:
    second, ledger = THE_CODE._replace(id="n2"), promised()
    came = [*messages().values(), second]
    assert counted(came=came) == [f"owed to nobody: 1 messages {second}"]
    ledger.gave_up(CODE, [Told(PHONES[RESIDENT], CODE_SENT, "")])
    assert counted(came=came, ledger=ledger) == []
    assert len(counted(came=[*came, THE_CODE._replace(id="n3")], ledger=ledger)) == 1
