"""The main job, step by step over HTTP: what is sent, what comes back, and why it is so.

Every step checks its answer; the walk ends with an exception where one is not as it must be.
"""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from infra.local.client import Client, Response, Unexpected, sign_in
from infra.local.stack import LocalStack
from infra.sample.load import Loaded
from shared.domain import clock

Say = Callable[[str], None]

_VISITS = {"sq-13b", "sq-13c"}
"""How often deputies of the city, and of its counties and townships, come to a station."""


class Walk:
    """One deputy of Shangqiu on a visit to the station of placement."""

    def __init__(self, stack: LocalStack, loaded: Loaded, say: Say) -> None:
        self._stack = stack
        self._people = loaded.phones
        self._say = say

    def go(self) -> None:
        """All steps in order."""
        deputy = self._enter("deputy")
        me = self._step(deputy, 200, "GET", "/v1/me", "who the token speaks for: mandates give the role")
        self._person, station = me.json["person"], me.json["deputy"]["station"]
        officer = self._enter("liaison_officer")
        self._say("\n# What is still asked of the deputy this year, by which article (Shangqiu art. 13)")
        before = self._visits(deputy, "before the visit")
        code = self._scan(deputy, officer, station)
        self._say("\n# The same question after the visit: recomputed from the records")
        after = self._visits(deputy, "the visit counts, and is named as evidence")
        self._must(after["counted"] == before["counted"] + 1, "one visit more, one visit fewer to come")
        self._must(self._record in after["evidence"], f"{self._record} proves it")
        self._offline(deputy, officer, station)
        self._refusals(deputy, officer, station, code)
        self._registers(deputy, officer, station)

    def _enter(self, role: str) -> Client:
        phone = self._people[role]
        self._say(f"\n# {role}: {phone} asks for a code; stream, queue and webhook bring it to the phone")
        client = sign_in(self._stack.base_url, self._stack.receiver.inbox, phone)
        self._say("  signed in: a token signed by the stack's KMS key, fifteen minutes")
        return client

    def _visits(self, deputy: Client, why: str) -> Any:
        """The verdict on how often the deputy comes to the station."""
        answer = self._step(deputy, 200, "GET", "/v1/me/standing", why)
        verdicts = answer.json["mandates"][0]["verdicts"]
        found = next(verdict for verdict in verdicts if verdict["rule"] in _VISITS)
        self._say(f"    {found['sentence']}")
        return found

    def _scan(self, deputy: Client, officer: Client, station: str) -> str:
        self._say(f"\n# The screen of station {station} shows a new code every 30 seconds")
        code = self._code(officer, station)
        place = deputy.must(200, "GET", f"/v1/stations/{station}").json["place"]
        location = {"lat": place["lat"], "lng": place["lng"], "accuracy": 15}
        scan = {"code": code, "location": location}
        first = self._step(
            deputy, 201, "POST", "/v1/check-ins", "the visit is recorded, in one database call", scan
        )
        self._must(first.json["grade"] == "A", "a live rotating code inside the station is grade A")
        second = self._step(
            deputy, 200, "POST", "/v1/check-ins", "the same day again: the first record answers", scan
        )
        self._must(first.json["id"] == second.json["id"], "one visit, one record")
        self._record = first.json["id"]
        return code

    def _offline(self, deputy: Client, officer: Client, station: str) -> None:
        self._say("\n# Scans kept without a network are sent together; a bad one harms no other")
        now = clock.iso(clock.now())
        items = [
            {"nonce": str(uuid4()), "code": self._code(officer, station), "captured_at": now},
            {"nonce": str(uuid4()), "code": "not-a-code", "captured_at": now},
        ]
        answer = self._step(
            deputy, 200, "POST", "/v1/check-ins/batch", "each item has its own answer", {"items": items}
        )
        outcomes = [item["status"] for item in answer.json["items"]]
        self._must(outcomes == ["existing", "refused"], "today's visit is there already, nonsense is refused")

    def _refusals(self, deputy: Client, officer: Client, station: str, code: str) -> None:
        self._say("\n# What is refused, and how it is said")
        forged = code[:-2] + ("AA" if code[-2:] != "AA" else "BA")
        self._step(
            deputy, 403, "POST", "/v1/check-ins", "an altered code was not made here", {"code": forged}
        )
        path = f"/v1/stations/{station}/code-rotations"
        self._step(officer, 200, "POST", path, "the officer replaces the station's codes")
        self._step(deputy, 410, "POST", "/v1/check-ins", "the old code is refused at once", {"code": code})
        resident = self._enter("resident")
        self._step(resident, 403, "POST", "/v1/check-ins", "a resident is no deputy", {"code": code})

    def _registers(self, deputy: Client, officer: Client, station: str) -> None:
        self._say("\n# The station's register and the deputy's own records (Shangqiu art. 21)")
        month = clock.month_of(clock.legal_day(clock.now()))
        path = f"/v1/stations/{station}/records?month={month}"
        register = self._step(officer, 200, "GET", path, "everybody who came this month")
        self._must(
            self._person in [record["deputy"] for record in register.json["items"]], "the visit is there"
        )
        today = clock.legal_day(clock.now()).isoformat()
        path = f"/v1/me/records?from={today}&to={today}"
        self._step(deputy, 200, "GET", path, "the deputy's own records of today")

    def _code(self, officer: Client, station: str) -> str:
        codes = officer.must(200, "GET", f"/v1/stations/{station}/codes?count=1").json
        return str(codes["items"][0]["code"])

    def _step(
        self, client: Client, status: int, method: str, path: str, why: str, body: Any = None
    ) -> Response:
        answer = client.must(status, method, path, body=body)
        self._say(f"  {method} {path} -> {status}  {why}")
        self._say(f"    {_short(answer.json)}")
        return answer

    def _must(self, holds: bool, what: str) -> None:
        if not holds:
            raise Unexpected(f"the walk expected: {what}")
        self._say(f"    so: {what}")


def _short(answer: Any) -> str:
    text = json.dumps(answer, ensure_ascii=False)
    return text if len(text) <= 220 else text[:217] + "..."
