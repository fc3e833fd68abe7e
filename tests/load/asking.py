"""Requests that make something and requests that change it, now and then sent twice at the same moment: what
is made under one key is made once, and of two changes of one version one is refused."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from infra.local.client import Client
from tests.load.ledger import Ledger, Told
from tests.load.sending import ACCEPTED, Sender
from tests.load.town import Person

TWICE = 4
"""Every so many requests the client sends the same one again at the same moment."""


class Asker:
    """Asks for many people; ``number`` of a request says whether it is sent twice."""

    def __init__(self, client: Client, ledger: Ledger) -> None:
        self.ledger = ledger
        self._client, self._beside = client, ThreadPoolExecutor(8)

    def send(self, kind: str, path: str, body: Any, **options: Any) -> Any:
        """What was answered, once; ``None`` where it was not accepted."""
        answer = Sender(self._client, self.ledger, kind).send("POST", path, body, **options)
        return None if answer is None or answer.status not in ACCEPTED else answer.json

    def made(
        self,
        kind: str,
        path: str,
        body: Any,
        *,
        name: str,
        token: str | None,
        key: str,
        number: int,
        may_tell: Sequence[Told] = (),
    ) -> Any:
        """What the request made, whose id the answer calls ``name``."""
        answers = self._sent(kind, path, body, number, token=token, key=key, may_tell=may_tell)
        if len({one[name] for one in answers}) > 1:
            self.ledger.differs(f"{kind} {key}: {sorted(one[name] for one in answers)}")
        return answers[0] if answers else None

    def changed(
        self,
        kind: str,
        path: str,
        body: Any,
        *,
        of: str,
        by: Person,
        version: int,
        number: int,
        tells: Sequence[Told] = (),
    ) -> Any:
        """What stands after the change ``of`` a thing; who is told of it is owed that, once."""
        answers = self._sent(kind, path, body, number, token=by.token, version=version, may_tell=tells)
        if len(answers) > 1:
            self.ledger.differs(f"{kind} {path}: version {version} was changed {len(answers)} times")
        if not answers:
            return None
        self.ledger.promised(kind, of, by.id, *tells)
        return answers[0]

    def _sent(self, kind: str, path: str, body: Any, number: int, **options: Any) -> list[Any]:
        """The answers that were accepted."""

        def send() -> Any:
            return self.send(kind, path, body, **options)

        again = self._beside.submit(send) if number % TWICE == 0 else None
        answers = [send(), *([] if again is None else [again.result()])]
        return [one for one in answers if one is not None]
