"""Random people who do random things over HTTP, in order and out of order: what must hold whatever they do.

What is refused writes nothing. What is done was done by who may, under the version that stands; it appends to
the history what it is said to append, changes nothing of what stood there, and tells each who is to be told
once. What lists show is what the history comes to.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from random import Random
from typing import Any, Protocol

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from shared.domain.roles import Caller
from shared.domain.scopes import reaching
from tests.aws import REGION, World
from tests.gateway import Response

Stored = dict[tuple[str, str, str], Any]
Told = Iterable[tuple[str, str]]
"""Whom (a person or a post) of what (the kind of notice)."""
TABLES = ("Suggestions", "Inbox", "Records")
NOBODY: Caller | None = None


def settled(examples: int, steps: int) -> settings:
    """So many courses of so many steps: what fails is told, not shrunk for minutes."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
    )


class Service(Protocol):
    """The service at a moment, as ``Congress`` and ``Street`` send requests to it."""

    world: World
    now: Any

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        by: Caller | None = None,
        version: int | None = None,
        query: Any = None,
    ) -> Response: ...


class Course(RuleBasedStateMachine):
    """One case or several in a world that is emptied before each course."""

    def __init__(self, service: Service) -> None:
        super().__init__()
        self.service = service
        self.chance = Random(0)
        self._begun = service.now
        self.done: Counter[str] = Counter()
        self.changed = False
        empty(service.world)
        self.stands: Stored = {}

    def teardown(self) -> None:
        self.service.now = self._begun

    def unseen(self) -> bool:
        """Whether something has changed since this was asked last."""
        changed, self.changed = self.changed, False
        return changed

    def pass_time(self, **length: float) -> None:
        self.service.now += timedelta(**length)

    def attempt(
        self,
        what: str,
        path: str,
        body: object,
        *,
        by: Caller | None,
        right: Collection[Caller | None],
        version: int | None = None,
        current: int | None = None,
        method: str = "POST",
        told: Told = (),
    ) -> Response | None:
        """A step that may be refused: ``None`` then. Those in ``right`` may take it, nobody else; ``version``
        is what ``by`` read, ``current`` what stands; ``told`` is who is to hear of it."""
        self.pass_time(minutes=1)
        before = self.stands
        answer = self.service.send(method, path, body, by=by, version=version)
        after = self.stands = stored(self.service.world)
        if not 200 <= answer.status < 300:
            assert 400 <= answer.status < 500, answer.text
            assert after == before, f"{what} was refused and wrote something"
            return None
        assert by in right, f"{what} was done by {by}"
        assert version == current, f"{what} was done over what nobody had read"
        heard = notices(before, after)
        assert heard == Counter(told), f"{what} told {heard}"
        self.done[what] += 1
        self.changed = True
        return answer

    def refused(self, path: str, by: Caller | None, *, query: Any = None) -> None:
        """Who has no part in it reads nothing of it."""
        answer = self.service.send("GET", path, by=by, query=query)
        assert answer.status in (401, 403, 404), answer.text

    def read(self, path: str, by: Caller, **query: Any) -> Any:
        """What somebody reads who may."""
        answer = self.service.send("GET", path, by=by, query=query)
        assert answer.status == 200, answer.text
        return answer.json

    def history(self, path: str, by: Caller) -> list[Any]:
        """The whole history, page by page."""
        found: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.read(path, by, limit=50, **cursor)
            found += page["items"]
            if page["next"] is None:
                return found
            cursor = {"cursor": page["next"]}

    def listed(self, kind: str, scope: str, states: Iterable[str], case: str) -> dict[str, list[str]]:
        """In the lists of which states a case stands, in each scope that reaches it."""
        keys = [pk for _, pk, sk in self.stands if sk.endswith(f"#{case}")]
        return {of: [state for state in states if f"{kind}#{of}#{state}" in keys] for of in reaching(scope)}


Draw = Callable[[Random], Any]
SEEDS = st.integers(0, 2**32)
"""Of one whole course: drawn step by step they repeat themselves, and chance comes nowhere."""


def one_of(*values: Any) -> Draw:
    """Any of these."""
    return lambda chance: chance.choice(values)


def mostly(chance: Random) -> bool:
    """Mostly the right person, the version that stands, the facts that there must be."""
    return chance.random() < 0.85


def empty(world: World) -> None:
    """Removes everything from the tables that cases and their notices stand in."""
    for table in TABLES:
        for item in world.items(table):
            key = {name: item[name] for name in ("pk", "sk")}
            world.client("dynamodb").delete_item(TableName=world.names[table], Key=key)


def stored(world: World) -> Stored:
    """All that stands in these tables, as moto holds it: through the API it takes most of the time."""
    backend = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION]
    found: Stored = {}
    for table in TABLES:
        for part in backend.tables[world.names[table]].items.values():
            for item in part.values():
                plain = item.to_json()["Attributes"]
                found[table, plain["pk"]["S"], plain["sk"]["S"]] = plain
    return found


def notices(before: Stored, after: Stored) -> Counter[tuple[str, str]]:
    """Who was told what between two moments, and how often."""
    return Counter(
        (pk.removeprefix("INBOX#"), item["kind"]["S"])
        for (table, pk, sk), item in after.items()
        if table == "Inbox" and (table, pk, sk) not in before
    )
