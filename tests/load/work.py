"""What people do in a load, one piece at a time; each accepted answer is a promise in the ledger."""

import base64
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from infra.local.client import Client, Response
from tests.load.ledger import Ledger
from tests.load.sending import Sender
from tests.load.town import Person, Town

CHECK_IN, SIGN_IN, OPINION, SUGGESTION = "check-in", "sign-in", "opinion", "suggestion"
CODE, SESSION, SUBMITTED = "code", "session", "submitted"
"""What else is promised: a code that reaches the phone, a session, a suggestion that is with the congress."""
OPINIONS_EACH = 3
_TWICE = 4
"""Every so many requests the client sends the same one again at the same moment."""
_STATED = ["clear_and_specific", "one_matter", "real_situation"]
_OK = (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED)


class Work:
    """The pieces of work of a town: ``pieces`` by kind."""

    def __init__(self, town: Town, ledger: Ledger) -> None:
        self._town, self._ledger = town, ledger
        self._client = Client(town.stack.base_url)
        self._beside = ThreadPoolExecutor(8)
        self.pieces: dict[str, list[Callable[[], None]]] = {
            CHECK_IN: [
                self._check_in(person, station, number)
                for station in town.stations
                for number, person in enumerate(town.deputies)
            ],
            SIGN_IN: [self._resident(person, number) for number, person in enumerate(town.residents)],
            SUGGESTION: [self._suggest(person, number) for number, person in enumerate(town.deputies)],
        }

    def _check_in(self, person: Person, station: str, number: int) -> Callable[[], None]:
        def piece() -> None:
            sender = Sender(self._client, self._ledger, CHECK_IN)
            made = self._keyed(
                sender,
                "/v1/check-ins",
                {"code": self._town.code(station)},
                token=person.token,
                key=f"{station}-{person.id}",
                number=number,
                name="id",
            )
            if made is not None:
                self._ledger.promised(CHECK_IN, made["id"], person.id)

        return piece

    def _resident(self, person: Person, number: int) -> Callable[[], None]:
        """Signs in with the code that comes, then brings opinions."""

        def piece() -> None:
            token = self._signed_in(person)
            for nth in range(OPINIONS_EACH if token else 0):
                station = self._town.stations[(number + nth) % len(self._town.stations)]
                made = self._keyed(
                    Sender(self._client, self._ledger, OPINION),
                    "/v1/me/opinions",
                    {"text": f"第{number}户第{nth}件：夜间没有路灯。", "station": station},
                    token=token,
                    key=f"opinion-{number}-{nth}",
                    number=nth + number,
                    name="receipt",
                )
                if made is not None:
                    self._ledger.promised(OPINION, made["receipt"], person.phone)

        return piece

    def _signed_in(self, person: Person) -> str | None:
        sender = Sender(self._client, self._ledger, SIGN_IN)
        inbox = self._town.stack.receiver.inbox
        before = len(inbox.messages(person.phone))
        opened = sender.send("POST", "/v1/sign-in/codes", {"phone": person.phone}, key=f"code-{person.id}")
        if opened is None or opened.status not in _OK:
            return None
        self._ledger.promised(CODE, opened.json["challenge"], person.phone)
        try:
            code = inbox.wait_for(person.phone, before, 90)["data"]["code"]
        except TimeoutError:
            return None
        body = {"challenge": opened.json["challenge"], "code": code}
        signed = sender.send("POST", "/v1/sign-in/tokens", body)
        if signed is None or signed.status not in _OK:
            return None
        token: str = signed.json["access_token"]
        self._ledger.promised(SESSION, _session(token), signed.json["person"])
        return token

    def _suggest(self, person: Person, number: int) -> Callable[[], None]:
        def piece() -> None:
            sender = Sender(self._client, self._ledger, SUGGESTION)
            draft = {
                "congress": self._town.city,
                "title": f"关于第{number}号路灯的建议",
                "text": "夜间没有路灯。",
                "category": "市政",
            }
            made = self._keyed(
                sender,
                "/v1/suggestions",
                draft,
                token=person.token,
                key=f"draft-{person.id}",
                number=number,
                name="id",
            )
            if made is None:
                return
            self._ledger.promised(SUGGESTION, made["id"], person.id)
            path = f"/v1/suggestions/{made['id']}/submission"
            sent = sender.send("POST", path, {"stated": _STATED}, token=person.token, version=made["version"])
            if sent is not None and sent.status in _OK:
                self._ledger.promised(SUBMITTED, made["id"], person.id)

        return piece

    def _keyed(
        self, sender: Sender, path: str, body: Any, *, token: str | None, key: str, number: int, name: str
    ) -> Any:
        """What the request made. Now and then it is sent twice at once: both must answer the same."""

        def send() -> Response | None:
            return sender.send("POST", path, body, token=token, key=key)

        again = self._beside.submit(send) if number % _TWICE == 0 else None
        answers = [send(), *([] if again is None else [again.result()])]
        made = [answer.json for answer in answers if answer is not None and answer.status in _OK]
        if len({one[name] for one in made}) > 1:
            self._ledger.differs(f"{sender.kind} {key}: {sorted(one[name] for one in made)}")
        return made[0] if made else None


def _session(token: str) -> str:
    payload = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    session: str = claims["sid"]
    return session
