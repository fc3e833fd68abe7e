"""A document for ten thousand deputies of one city: told by workers each of which stays inside its time."""

from collections import Counter
from typing import Any

import pytest
from botocore.client import BaseClient
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item

from functions.registration.deputies import store as registered
from infra import template
from shared.domain.deputies import Deputy
from shared.domain.mandates import Mandate
from shared.store import jobs
from shared.store.inbox import inbox_key
from tests.aws import REGION
from tests.invitations.committee import TIANJIN
from tests.publications.newsroom import Newsroom
from tests.suggestions.whole.many import narrow

pytestmark = pytest.mark.moto_itself

DEPUTIES = 10_000
CALL = 0.2
"""Seconds that a call to the tables is taken to last here: several times what it does."""
_client: Any = BaseClient


class Slow:
    """A clock that calls to the tables move on, and nothing else."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.largest = 0
        whole = _client._make_api_call

        def call(client: Any, operation: str, arguments: Any) -> Any:
            self.now += CALL
            self.largest = max(self.largest, len(arguments.get("TransactItems", ())))
            return whole(client, operation, arguments)

        monkeypatch.setattr(_client, "_make_api_call", call)
        monkeypatch.setattr(jobs, "monotonic", lambda: self.now)


def stored(newsroom: Newsroom, table: str) -> Any:
    """What moto keeps of a table, by partition and sort key: read without a scan, which it makes dear."""
    return dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[newsroom.world.names[table]].items


def many_deputies(newsroom: Newsroom, one: Mandate) -> list[str]:
    """Registers them, each with such a mandate; their ids."""
    items = stored(newsroom, "Registry")
    people = [Deputy(newsroom.person(), "陈志强", "138****1234", (one,)) for _ in range(DEPUTIES)]
    for person in people:
        plain = registered.new_item(person).serialize()
        pk, sk = DynamoType(plain["pk"]), DynamoType(plain["sk"])
        items[pk][sk] = item = Item(pk, sk, {})
        for name, value in plain.items():
            dict.__setitem__(item.attrs, name, DynamoType(value))
    return [person.id for person in people]


def job_keys(newsroom: Newsroom) -> list[str]:
    """Every job that was made."""
    return [pk.value for pk in stored(newsroom, "Publications") if pk.value.startswith("JOB#")]


def test_ten_thousand_are_told_once_by_workers_inside_their_time(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow(monkeypatch)
    people = many_deputies(newsroom, newsroom.mandate(TIANJIN))
    made = newsroom.drafted()
    newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
    slow, spent = Slow(monkeypatch), []
    while waiting := [key for key in job_keys(newsroom) if not newsroom._job(key).finished]:
        for key in waiting:
            before = slow.now
            assert newsroom.hand(key) == {"batchItemFailures": []}
            spent.append(slow.now - before)
    worker = template.resources("AWS::Serverless::Function")["PublicationsWorkFunction"]["Properties"]
    assert max(spent) < worker["Timeout"]
    assert sum(spent) > 2 * worker["Timeout"], "one worker could have told them all"
    assert slow.largest <= 100
    assert newsroom.reach(made) == (DEPUTIES, 0, False)
    told = [
        item.attrs["kind"].value
        for person in people
        for item in stored(newsroom, "Inbox").get(DynamoType({"S": inbox_key(person)}), {}).values()
    ]
    assert Counter(told) == {"document_published": DEPUTIES}
    assert len(stored(newsroom, "Inbox")) == DEPUTIES
