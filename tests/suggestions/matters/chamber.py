"""Committees of Guangxi, Shenzhen and Shangqiu with their offices, members, deputies and units."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from functions.registration.members import store as members
from functions.standing.app import app as standing_app
from functions.suggestions.workers.sweep import sweep
from shared.domain.deputies import Deputy
from shared.domain.members import Member, Office
from shared.domain.roles import Caller
from shared.store import engine
from shared.store.registry import ROLE, RegistryItem, person_key
from tests.gateway import Response, call, someone
from tests.suggestions.suggestions.congress import Congress, of

GUANGXI, SHENZHEN, SHANGQIU = "45", "4403", "4114"
OFFICE_GX = someone("committee_staff:45", person="pgvangx1staff00000000")
OFFICE_SZ = someone("committee_staff:4403", person="pshenzhenstaff0000000")
AUDITOR_GX = someone("auditor:45", person="pavd1t0r0000000000000")
STRANGER = someone(person="pstranger000000000000")


def staff_of(unit: str, person: str = "pvn1tstaff00000000000") -> Caller:
    """Somebody who works for the unit."""
    return someone(f"unit_staff:{unit}", person=person)


class Chamber(Congress):
    """Sends what deputies raise, and what becomes of it."""

    def member(self, division: str, name: str = "陈卫东") -> Member:
        """Registers a member of the committee."""
        made = Member(
            f"pmember{division:0>14}", name, "139****0000", division, Office.MEMBER, date(2023, 1, 10)
        )
        self._act_as("RegistrationFunction")
        engine.put(members.new_item(made))
        self._act_as("SuggestionsFunction")
        return made

    def letter(self, deputy: Deputy, **fields: Any) -> Any:
        """A letter that the deputy writes to the committee of the own congress."""
        body = {"division": deputy.mandates[0].division, "title": "用电增容", "text": "频繁跳闸。", **fields}
        self.later(minutes=1)
        return self.done("POST", "/v1/me/concerns", body, by=of(deputy))

    def taken(self, deputy: Deputy, by: Caller, **fields: Any) -> Any:
        """What the office or a member takes down."""
        body = {
            "division": deputy.mandates[0].division,
            "title": "用电增容",
            "text": "频繁跳闸。",
            "way": "visit",
            "deputy": deputy.id,
            "day": "2026-11-27",
            **fields,
        }
        return self.done("POST", "/v1/concerns", body, by=by)

    def try_(self, found: Any, what: str, body: object, *, by: Caller, **options: Any) -> Response:
        """A step that may be refused."""
        self.later(seconds=1)
        method = "POST" if what else "PATCH"
        path = f"/v1/concerns/{found['id']}" + (f"/{what}" if what else "")
        version = options.pop("version", found["version"])
        return self.send(method, path, body, by=by, version=version, **options)

    def took(self, found: Any, what: str, body: object, *, by: Caller) -> Any:
        """A step that must succeed."""
        answer = self.try_(found, what, body, by=by)
        assert answer.status == 200, answer.text
        return answer.json

    def by_unit(self, unit: str, found: Any, what: str, body: object, version: int | None = None) -> Response:
        """A step of the unit that has it."""
        self.later(seconds=1)
        path = f"/v1/units/{unit}/concerns/{found['id']}/{what}"
        return self.send("POST", path, body, by=staff_of(unit), version=version or found["version"])

    def detail(self, found: Any, by: Caller, **options: Any) -> Any:
        """The concern with its parties."""
        return self.done("GET", f"/v1/concerns/{found['id']}", by=by, **options)

    def happened(self, found: Any, by: Caller) -> list[Any]:
        """Its history."""
        return self.whole(f"/v1/concerns/{found['id']}/history", by=by)

    def kinds(self, recipient: str) -> list[str]:
        """The kinds of what somebody was told, in order."""
        return [kind for kind, _ in self.notices(recipient)]

    def heard(self, recipient: str, kind: str) -> Any:
        """The data of the latest notice of this kind."""
        return [data for found, data in self.notices(recipient) if found == kind][-1]

    def hire(self, who: Caller) -> Caller:
        """Somebody whose roles the Registry knows."""
        self._act_as("RegistrationFunction")
        for grant in who.grants:
            sort = f"{ROLE}{grant.role}#{grant.scope}"
            engine.put(RegistryItem(person_key(who.person), sort, version=1, body={}))
        self._act_as("SuggestionsFunction")
        return who

    @contextmanager
    def acting(self, function: str) -> Iterator[None]:
        """In the environment of another function."""
        self._act_as(function)
        yield
        self._act_as("SuggestionsFunction")

    def standing(self, unit: str, by: Caller) -> dict[str, Any]:
        """Where a unit stands, by rule."""
        with self.acting("StandingFunction"):
            answer = call(standing_app, "GET", f"/v1/units/{unit}/standing", caller=by)
        assert answer.status == 200, answer.text
        return {verdict["rule"]: verdict for verdict in answer.json["verdicts"]}

    def swept(self) -> int:
        """The hourly run of the schedule."""
        self._act_as("SweepFunction")
        told = sweep({}, None)["told"]
        self._act_as("SuggestionsFunction")
        return int(told)
