"""A person and what they are told: read, put away, wished for, agreed to, by e-mail."""

from typing import Any

import pytest

from functions.notifications.app import app
from functions.notifications.inbox.views import id_of
from tests.aws import World
from tests.faults.gauntlet import Gauntlet
from tests.gateway import call, someone
from tests.notifications.addresses import test_addresses as addresses
from tests.notifications.consents import test_consents as consents
from tests.notifications.letters import PERSON, ActAs, Clock, put
from tests.notifications.preferences import test_preferences as preferences


@pytest.fixture(autouse=True)
def _service(tables: World, act_as: ActAs, at: Clock) -> None:
    tables.deploy_with(MailSender="notice@example.cn")
    act_as("NotificationsFunction")


def do(path: str, body: object = None) -> Any:
    answer = call(app, "POST", f"/v1/me/inbox/{path}", body=body, caller=someone(person=PERSON))
    assert 200 <= answer.status < 300, answer.text
    return answer


def test_notices_read_and_put_away_come_through(gauntlet: Gauntlet) -> None:
    first, second, third = (id_of(put(str(number)).sk) for number in range(3))
    do(f"{first}/read")
    do(f"{second}/archive")
    do("read", {"up_to": third})
    assert gauntlet.tally.requests == 3


def test_wishes_and_consents_come_through(gauntlet: Gauntlet) -> None:
    assert preferences.put(preferences.WANTS).status == 200
    assert preferences.put({**preferences.WANTS, "language": "zh-CN"}, version=1).status == 200
    assert consents.give(3).status == 201
    assert gauntlet.tally.requests >= 2


def test_an_address_comes_through(gauntlet: Gauntlet) -> None:
    """A code serves once: who hears no answer asks for another."""
    gauntlet.told_otherwise = {"POST /v1/me/e-mail/confirmations": {"confirmation_wrong"}}
    gauntlet.besides = [r'"tries": \{"N": "\d+"}']
    addresses.confirmed()
    gone = call(app, "DELETE", "/v1/me/e-mail", caller=someone(person=PERSON))
    assert gone.status == 204, gone.text
    assert gauntlet.tally.requests == 3
