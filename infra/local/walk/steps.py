"""A step of the walk: what is sent, what comes back, why it is so, and that it is so."""

import json
import time
from collections.abc import Callable
from typing import Any

from infra.local.client import Client, Response, Unexpected, sign_in
from infra.local.stack import LocalStack
from infra.sample.load import Loaded
from shared.domain import phones

Say = Callable[[str], None]

_PATIENCE = 60.0
"""Seconds that streams and queues may take."""
_POLL = 0.3


class Steps:
    """Sends, says and checks. What is not as it must be ends the walk with :class:`Unexpected`."""

    def __init__(self, stack: LocalStack, loaded: Loaded, say: Say) -> None:
        self.stack = stack
        self.say = say
        self._people = loaded.phones
        self._entered: dict[str, Client] = {}

    def enter(self, role: str) -> Client:
        """Somebody of the sample signs in, once in the walk: it is shorter than the token's life."""
        if role not in self._entered:
            self._entered[role] = self._sign_in(role)
        return self._entered[role]

    def _sign_in(self, role: str) -> Client:
        phone = self._people[role]
        self.say(f"\n# {role}: {phone} asks for a code; stream, queue and webhook bring it to the phone")
        client = sign_in(self.stack.base_url, self.stack.receiver.inbox, phone)
        self.say("  signed in: a token signed by the stack's KMS key, fifteen minutes")
        return client

    def step(
        self,
        client: Client,
        status: int,
        method: str,
        path: str,
        why: str,
        body: Any = None,
        version: int | None = None,
    ) -> Response:
        """One request, whose answer must have this status. ``version``: of what it changes."""
        headers = {} if version is None else {"If-Match": f'"v{version}"'}
        answer = client.must(status, method, path, body=body, headers=headers)
        self.say(f"  {method} {path} -> {status}  {why}")
        self.say(f"    {_short(answer.json)}")
        return answer

    def must(self, holds: bool, what: str) -> None:
        """What the answers must come to."""
        if not holds:
            raise Unexpected(f"the walk expected: {what}")
        self.say(f"    so: {what}")

    def becomes(self, holds: Callable[[], bool], what: str) -> None:
        """What must be so once streams and queues have done their work."""
        deadline = time.monotonic() + _PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise Unexpected(f"the walk waited in vain: {what}")
            time.sleep(_POLL)
        self.say(f"    so: {what}")

    def message(self, role: str, kind: str, saying: str = "") -> Any:
        """What the last message of a kind carries that has come, or comes, to the phone of somebody."""
        phone = phones.normalise(self._people[role])

        def came() -> list[Any]:
            messages = self.stack.receiver.inbox.messages(phone)
            return [one for one in messages if one["kind"] == kind and saying in one["text"]]

        self.becomes(lambda: bool(came()), f"{kind} comes to the phone of {role}")
        last = came()[-1]
        self.say(f"    {last['text']}")
        return last["data"]

    def notice(self, client: Client, kind: str, post: str | None = None) -> str:
        """The text of the last notice of a kind in somebody's inbox, or in that of a post that they hold."""
        path = "/v1/me/inbox" if post is None else f"/v1/inbox?post={post}"
        listed = client.must(200, "GET", path).json["items"]
        text = next((str(notice["text"]) for notice in listed if notice["kind"] == kind), "")
        self.must(bool(text), f"GET {path} tells it: {text}")
        return text

    def code(self, officer: Client, station: str) -> str:
        """The code that the station's screen shows now."""
        codes = officer.must(200, "GET", f"/v1/stations/{station}/codes?count=1").json
        return str(codes["items"][0]["code"])

    def scan(self, deputy: Client, officer: Client, station: str) -> dict[str, Any]:
        """What the phone of a deputy in the station sends: the code on the screen, and where it is."""
        place = deputy.must(200, "GET", f"/v1/stations/{station}").json["place"]
        location = {"lat": place["lat"], "lng": place["lng"], "accuracy": 15}
        return {"code": self.code(officer, station), "location": location}


def _short(answer: Any) -> str:
    text = json.dumps(answer, ensure_ascii=False)
    return text if len(text) <= 220 else text[:217] + "..."
