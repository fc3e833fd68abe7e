"""An e-mail address is a person's once they have answered the code that went there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from functions.notifications.addresses import store
from functions.notifications.addresses.letters import letter
from functions.notifications.app import app
from functions.notifications.channels.names import Channel
from functions.notifications.messages import Message, MessageKind, of_stream_record
from functions.notifications.payload import Dropped
from shared.domain.one_time_codes import TRIES, derive
from shared.store.settings import Setting, secret
from tests.aws import World
from tests.gateway import Response, call, someone
from tests.notifications.letters import NOW, OTHER, PERSON, ActAs, Clock

MINE = "wang.li@example.cn"


@pytest.fixture(autouse=True)
def _service(tables: World, act_as: ActAs, at: Clock) -> None:
    tables.deploy_with(MailSender="notice@example.cn")
    act_as("NotificationsFunction")


def ask(
    address: Any = MINE, person: str = PERSON, key: str | None = None, language: str = "zh-CN"
) -> Response:
    headers = {"Accept-Language": language} | ({"Idempotency-Key": key} if key else {})
    body = {"address": address}
    return call(app, "POST", "/v1/me/e-mail/codes", body=body, headers=headers, caller=someone(person=person))


def answer(confirmation: str, code: str, person: str = PERSON) -> Response:
    body = {"confirmation": confirmation, "code": code}
    return call(app, "POST", "/v1/me/e-mail/confirmations", body=body, caller=someone(person=person))


def mine(person: str = PERSON) -> Any:
    return call(app, "GET", "/v1/me/e-mail", caller=someone(person=person)).json["address"]


def code_of(confirmation: str) -> str:
    return derive(secret(Setting.ADDRESS_SECRET), confirmation)


def wrong_code(confirmation: str) -> str:
    return f"{(int(code_of(confirmation)) + 1) % 10**6:06d}"


def confirmed(address: str = MINE) -> str:
    confirmation: str = ask(address).json["confirmation"]
    assert answer(confirmation, code_of(confirmation)).status == 201
    return confirmation


def test_who_has_confirmed_no_address_has_none() -> None:
    assert call(app, "GET", "/v1/me/e-mail", caller=someone(person=PERSON)).json == {
        "address": None,
        "confirmed_at": None,
        "sends": True,
    }


def test_an_address_counts_from_the_right_code_on() -> None:
    asked = ask("Wang.Li@Example.CN")
    assert (asked.status, asked.json["expires"]) == (202, "2026-11-20T09:45:00+08:00")
    assert mine() is None
    found = answer(asked.json["confirmation"], code_of(asked.json["confirmation"]))
    assert found.json == {
        "address": "Wang.Li@example.cn",
        "confirmed_at": "2026-11-20T09:30:00+08:00",
        "sends": True,
    }
    assert mine() == "Wang.Li@example.cn"
    assert mine(OTHER) is None


def test_a_code_works_once() -> None:
    confirmation = confirmed()
    assert answer(confirmation, code_of(confirmation)).json["code"] == "confirmation_wrong"


def test_another_s_code_is_of_no_use() -> None:
    confirmation = ask().json["confirmation"]
    assert answer(confirmation, code_of(confirmation), person=OTHER).json["code"] == "confirmation_wrong"
    assert mine(OTHER) is None
    assert answer(confirmation, code_of(confirmation)).status == 201


def test_wrong_answers_use_a_code_up() -> None:
    confirmation = ask().json["confirmation"]
    for _ in range(TRIES):
        assert answer(confirmation, wrong_code(confirmation)).json["code"] == "confirmation_wrong"
    assert answer(confirmation, code_of(confirmation)).json["code"] == "confirmation_wrong"
    assert mine() is None


@pytest.mark.parametrize(("late", "status"), [(-1, 201), (0, 403)])
def test_a_code_holds_for_a_quarter_of_an_hour(at: Clock, late: int, status: int) -> None:
    confirmation = ask().json["confirmation"]
    at.now += store.LIFETIME + timedelta(seconds=late)
    assert answer(confirmation, code_of(confirmation)).status == status


def test_the_address_before_stays_until_the_new_one_is_confirmed() -> None:
    confirmed()
    confirmation = ask("new@example.cn").json["confirmation"]
    assert mine() == MINE
    answer(confirmation, code_of(confirmation))
    assert mine() == "new@example.cn"


def test_an_address_can_be_forgotten_and_again() -> None:
    confirmed()
    for _ in range(2):
        assert call(app, "DELETE", "/v1/me/e-mail", caller=someone(person=PERSON)).status == 204
    assert mine() is None


def test_the_same_request_repeated_sends_one_code(tables: World) -> None:
    first, second = ask(key="k-0123456789abcdef"), ask(key="k-0123456789abcdef")
    assert first.json == second.json
    assert len([i for i in tables.items("Inbox") if i["pk"]["S"].startswith("CONFIRMING#")]) == 1
    assert ask("other@example.cn", key="k-0123456789abcdef").json["code"] == "idempotency_key_reused"


def test_only_so_many_codes_a_day_and_a_day_begins_in_shanghai(at: Clock) -> None:
    for _ in range(store.CODES_A_DAY):
        assert ask().status == 202
    assert ask().json["code"] == "too_many_codes"
    assert ask(person=OTHER).status == 202
    at.now = NOW.replace(hour=23, minute=59, second=59)
    assert ask().json["code"] == "too_many_codes"
    at.now += timedelta(seconds=1)
    assert ask().status == 202


@pytest.mark.parametrize(
    "address",
    ["", "x", "a@", "@example.cn", "王力@example.cn", "a@例子.cn", f"{'a' * 250}@example.cn",
     "a@example.cn\nBcc: b@example.cn", "a@example.cn, b@example.cn", "root@localhost",
     "a@[10.0.0.1]", "a@10.0.0.1", 7, None],
)  # fmt: skip
def test_what_is_no_address_is_refused(address: Any) -> None:
    assert ask(address).status == 400


def test_where_the_province_sends_no_mail_nobody_is_asked_for_an_address(
    tables: World, act_as: ActAs
) -> None:
    tables.deploy_with(MailSender="")
    act_as("NotificationsFunction")
    assert ask().json["code"] == "no_email_here"
    assert call(app, "GET", "/v1/me/e-mail", caller=someone(person=PERSON)).json["sends"] is False


def stream_record(id_: str) -> dict[str, Any]:
    keys = {"pk": {"S": store.confirming_key(id_)}, "sk": {"S": "CONFIRMING"}}
    return {"eventName": "INSERT", "dynamodb": {"Keys": keys, "SequenceNumber": "1"}}


@pytest.mark.parametrize(("language", "word"), [("zh-CN", "验证码"), ("en", "confirms this address")])
def test_the_code_goes_to_the_address_in_the_asker_s_language(
    act_as: Callable[[str], None], at: Clock, language: str, word: str
) -> None:
    id_ = ask(language=language).json["confirmation"]
    (message,) = of_stream_record(stream_record(id_), [Channel.SMS])
    assert message == Message(message.id, MessageKind.ADDRESS_CODE, id_, Channel.EMAIL)
    assert of_stream_record(stream_record(id_), []) == [message]
    act_as("DeliverFunction")
    found = letter(message, at.now)
    assert (found.to, found.channel, found.language) == (MINE, Channel.EMAIL, language)
    assert code_of(id_) in found.text
    assert word in found.text
    at.now += store.LIFETIME
    with pytest.raises(Dropped):
        letter(message, at.now)
