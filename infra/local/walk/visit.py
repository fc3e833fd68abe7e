"""A deputy of Shangqiu on a visit to the station of placement: what is owed before and after it."""

from typing import Any
from uuid import uuid4

from infra.local.client import Client
from infra.local.walk.steps import Steps
from shared.domain import clock

VISITS = {"sq-13b", "sq-13c"}
"""How often deputies of the city, and of its counties and townships, come to a station."""


class Visit:
    """One visit. ``verdict`` is how the deputy stands under Shangqiu art. 13 after it."""

    verdict: Any

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def go(self) -> None:
        """All steps in order."""
        steps = self._steps
        deputy = steps.enter("deputy")
        me = steps.step(deputy, 200, "GET", "/v1/me", "who the token speaks for: mandates give the role")
        self.person, station = me.json["person"], me.json["deputy"]["station"]
        officer = steps.enter("liaison_officer")
        steps.say("\n# What is still asked of the deputy this year, by which article (Shangqiu art. 13)")
        before = self._visits(deputy, "before the visit")
        code = self._scan(deputy, officer, station)
        steps.say("\n# The same question after the visit: recomputed from the records")
        self.verdict = self._visits(deputy, "the visit counts, and is named as evidence")
        one_more = self.verdict["counted"] == before["counted"] + 1
        steps.must(one_more, "one visit more, one visit fewer to come")
        steps.must(self._record in self.verdict["evidence"], f"{self._record} proves it")
        self._offline(deputy, officer, station)
        self._refusals(deputy, officer, station, code)
        self._registers(deputy, officer, station)

    def _visits(self, deputy: Client, why: str) -> Any:
        """The verdict on how often the deputy comes to the station."""
        answer = self._steps.step(deputy, 200, "GET", "/v1/me/standing", why)
        verdicts = answer.json["mandates"][0]["verdicts"]
        found = next(verdict for verdict in verdicts if verdict["rule"] in VISITS)
        self._steps.say(f"    {found['sentence']}")
        return found

    def _scan(self, deputy: Client, officer: Client, station: str) -> str:
        steps = self._steps
        steps.say(f"\n# The screen of station {station} shows a new code every 30 seconds")
        scan = steps.scan(deputy, officer, station)
        path = "/v1/check-ins"
        first = steps.step(deputy, 201, "POST", path, "the visit is recorded, in one database call", scan)
        steps.must(first.json["grade"] == "A", "a live rotating code inside the station is grade A")
        second = steps.step(deputy, 200, "POST", path, "the same day again: the first record answers", scan)
        steps.must(first.json["id"] == second.json["id"], "one visit, one record")
        self._record = first.json["id"]
        return str(scan["code"])

    def _offline(self, deputy: Client, officer: Client, station: str) -> None:
        steps = self._steps
        steps.say("\n# Scans kept without a network are sent together; a bad one harms no other")
        now = clock.iso(clock.now())
        items = [
            {"nonce": str(uuid4()), "code": steps.code(officer, station), "captured_at": now},
            {"nonce": str(uuid4()), "code": "not-a-code", "captured_at": now},
        ]
        answer = steps.step(
            deputy, 200, "POST", "/v1/check-ins/batch", "each item has its own answer", {"items": items}
        )
        outcomes = [item["status"] for item in answer.json["items"]]
        steps.must(outcomes == ["existing", "refused"], "today's visit is there already, nonsense is refused")

    def _refusals(self, deputy: Client, officer: Client, station: str, code: str) -> None:
        steps = self._steps
        steps.say("\n# What is refused, and how it is said")
        forged = code[:-2] + ("AA" if code[-2:] != "AA" else "BA")
        steps.step(
            deputy, 403, "POST", "/v1/check-ins", "an altered code was not made here", {"code": forged}
        )
        path = f"/v1/stations/{station}/code-rotations"
        steps.step(officer, 200, "POST", path, "the officer replaces the station's codes")
        steps.step(deputy, 410, "POST", "/v1/check-ins", "the old code is refused at once", {"code": code})
        resident = steps.enter("resident")
        steps.step(resident, 403, "POST", "/v1/check-ins", "a resident is no deputy", {"code": code})

    def _registers(self, deputy: Client, officer: Client, station: str) -> None:
        steps = self._steps
        steps.say("\n# The station's register and the deputy's own records (Shangqiu art. 21)")
        today = clock.legal_day(clock.now())
        path = f"/v1/stations/{station}/records?month={clock.month_of(today)}"
        register = steps.step(officer, 200, "GET", path, "everybody who came this month")
        there = [record["deputy"] for record in register.json["items"]]
        steps.must(self.person in there, "the visit is there")
        path = f"/v1/me/records?from={today}&to={today}"
        steps.step(deputy, 200, "GET", path, "the deputy's own records of today")
