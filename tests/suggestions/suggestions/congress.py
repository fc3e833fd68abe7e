"""Congresses with deputies, offices and units, and the suggestions service at a moment that the test sets."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from functions.registration.deputies import store as deputies
from functions.registration.units import store as units
from functions.suggestions.app import app
from shared.domain import clock
from shared.domain.deputies import Deputy
from shared.domain.mandates import Mandate, MandateEvent
from shared.domain.roles import Caller
from shared.domain.units import Unit, unit_id
from shared.regulations.rulebook import level_of
from shared.store import engine, records
from shared.store.inbox import NoticeItem, inbox_key
from shared.store.writing import commit, put
from tests.aws import World
from tests.gateway import Query, Response, call, someone
from tests.regulations.moments import at

CITY, TOWNSHIP, SHENZHEN = "4114", "411422101", "4403"
OFFICE = someone("committee_staff:4114", person="pshangq1vstaff0000000")
PROVINCE = someone("committee_staff:41", person="phenanstaff0000000000")
PRESIDIUM = someone(f"township_staff:{TOWNSHIP}", person="pt0wnsh1pstaff0000000")
SHENZHEN_OFFICE = someone("committee_staff:4403", person="pshenzhenstaff0000000")
AUDITOR = someone("auditor:41", person="pavd1t0r0000000000000")
RESIDENT = someone(person="pres1dent000000000000")
CIVIL, TRAFFIC, FINANCE = (unit_id(CITY, name, None) for name in ("市民政局", "市交通运输局", "市财政局"))
NAMES = {CIVIL: "市民政局", TRAFFIC: "市交通运输局", FINANCE: "市财政局"}
AT_CIVIL = someone(f"unit_staff:{CIVIL}", person="pc1v1lstaff0000000000")
AT_TRAFFIC = someone(f"unit_staff:{TRAFFIC}", person="ptraff1cstaff00000000")
AT_FINANCE = someone(f"unit_staff:{FINANCE}", person="pf1nancestaff00000000")
AT_UNIT = {CIVIL: AT_CIVIL, TRAFFIC: AT_TRAFFIC, FINANCE: AT_FINANCE}
MORNING = at("2026-11-30 09:00")
LISTED = ["clear_and_specific", "real_situation"]
CONFIRMED = [*LISTED, "one_matter"]


def of(deputy: Deputy) -> Caller:
    """The deputy, signed in."""
    return someone(*(f"deputy:{one.division}" for one in deputy.mandates), person=deputy.id)


def code(answer: Response) -> tuple[int, str]:
    """Status and refusal code of an answer that is one."""
    return answer.status, answer.json["code"]


def basis(answer: Response) -> tuple[str, str]:
    """The article on which a refusal rests."""
    found = answer.json["basis"]
    return found["instrument"], found["article"]


class Congress:
    """Sends requests to the service at ``now``."""

    def __init__(self, world: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = MORNING
        self.world = world
        self._act_as_function = act_as
        self._monkeypatch = monkeypatch
        self._adopted: str | None = None
        self._numbers = count(1)
        monkeypatch.setattr(clock, "now", lambda: self.now)
        self._act_as("RegistrationFunction")
        for id_, name in NAMES.items():
            units.add(Unit(id_, CITY, name), None)
        self._act_as("SuggestionsFunction")

    def _act_as(self, function: str) -> None:
        self._act_as_function(function)
        if self._adopted is not None:
            self._monkeypatch.setenv("ADOPTED_DRAFTS", self._adopted)

    def adopt(self, drafts: str) -> None:
        """From now on the province lives by these drafts (``shenzhen:2026-01-01``)."""
        self._adopted = drafts
        self._monkeypatch.setenv("ADOPTED_DRAFTS", drafts)

    def deputy(
        self, congress: str = CITY, *, name: str = "李国庆", events: tuple[MandateEvent, ...] = ()
    ) -> Deputy:
        """Registers a deputy of the congress."""
        number = next(self._numbers)
        mandate = Mandate(
            f"m{number:020d}", level_of(congress), congress, congress, 16, date(2023, 1, 10), None, events
        )
        made = Deputy(f"p{number:020d}", name, "138****1234", (mandate,), grassroots=True)
        self._act_as("RegistrationFunction")
        engine.put(deputies.new_item(made))
        self._act_as("SuggestionsFunction")
        return made

    def unit(self, division: str, name: str, *, active: bool = True) -> str:
        """Registers a handling unit; answers its id."""
        made = Unit(unit_id(division, name, None), division, name, active=active)
        self._act_as("RegistrationFunction")
        units.add(made, None)
        self._act_as("SuggestionsFunction")
        return made.id

    def sits(self, congress: str, first: date, last: date) -> None:
        """A session of the congress, as its committee recorded it."""
        item = records.item(
            records.committee_key(congress), last, records.SESSION, "a1", body={}, first=first
        )
        commit(put(item))

    def later(self, **length: float) -> datetime:
        """Lets time pass (``days=1``)."""
        self.now += timedelta(**length)
        return self.now

    # -- requests ------------------------------------------------------------------------------------------

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        by: Caller | None = OFFICE,
        version: int | None = None,
        key: str | None = None,
        query: Query | None = None,
        language: str = "zh-CN",
    ) -> Response:
        headers = {"Accept-Language": language}
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        if key is not None:
            headers["Idempotency-Key"] = key
        return call(app, method, path, body=body, query=query, headers=headers, caller=by)

    def done(self, method: str, path: str, body: object = None, **options: Any) -> Any:
        """What a request that must succeed answers."""
        answer = self.send(method, path, body, **options)
        assert 200 <= answer.status < 300, answer.text
        return answer.json

    def whole(self, path: str, *, by: Caller = OFFICE, **query: str | int) -> list[Any]:
        """All entries of a list, page by page."""
        found: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.done("GET", path, query={**query, **cursor}, by=by)
            found += page["items"]
            if page["next"] is None:
                return found
            cursor = {"cursor": page["next"]}

    # -- suggestions ---------------------------------------------------------------------------------------

    def plan(self, congress: str = CITY, /, **fields: Any) -> dict[str, Any]:
        """The body that drafts a suggestion."""
        text = "新建小区没有社区养老用房，建议纳入规划条件。"
        return {"congress": congress, "title": "关于完善社区养老用房的建议", "text": text, **fields}

    def draft(self, deputy: Deputy, **fields: Any) -> Any:
        congress = deputy.mandates[0].division
        return self.done("POST", "/v1/suggestions", self.plan(congress, **fields), by=of(deputy))

    def step(self, found: Any, what: str, body: object, *, by: Caller) -> Any:
        """A step that must succeed, of the suggestion as last answered."""
        path = f"/v1/suggestions/{found['id']}/{what}"
        return self.done("POST", path, body, by=by, version=found["version"])

    def attempt(self, found: Any, what: str, body: object, *, by: Caller) -> Response:
        """A step that may be refused."""
        return self.send(
            "POST", f"/v1/suggestions/{found['id']}/{what}", body, by=by, version=found["version"]
        )

    def submitted(self, deputy: Deputy, **fields: Any) -> Any:
        return self.step(self.draft(deputy, **fields), "submission", {"stated": CONFIRMED}, by=of(deputy))

    def accepted(self, deputy: Deputy, facts: dict[str, str] | None = None, **fields: Any) -> Any:
        """Taken in by the office, with the facts that it states."""
        body = {"accepted": True, "facts": facts or {}}
        return self.step(self.submitted(deputy, **fields), "check", body, by=OFFICE)

    def events(self, found: Any) -> list[str]:
        """What happened, from the history."""
        path = f"/v1/suggestions/{found['id']}/history"
        return [entry["what"] for entry in self.whole(path, limit=3)]

    def notices(self, recipient: str) -> list[tuple[str, Any]]:
        """Kind and data of what somebody was told, in its order."""
        found = engine.query_all(NoticeItem, inbox_key(recipient))
        return [(item.kind, item.data.as_dict()) for item in found]  # type: ignore[no-untyped-call]

    def told(self, recipient: str, kind: str) -> Any:
        """The data of the one notice of this kind."""
        (data,) = [data for found, data in self.notices(recipient) if found == f"suggestion_{kind}"]
        return data
