"""The suggestions service with cases in the hands of units, and its schedule, at a time that a test sets."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from functions.registration.units import store as units
from functions.suggestions.app import app
from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import About, HandOver, Share
from functions.suggestions.workers.sweep import sweep
from shared.domain import clock
from shared.domain.roles import Caller
from shared.domain.units import Unit, unit_id
from shared.regulations.values import Fact
from shared.store import engine
from shared.store.inbox import NoticeItem, inbox_key
from shared.store.writing import commit
from tests.aws import World
from tests.gateway import Query, Response, call, someone
from tests.regulations.moments import at

STATION = "411402001-01"
MORNING = at("2026-11-30 09:00")
STAFF = someone("committee_staff:4114", person="pshangq1vstaff0000000")
HEAD = someone(f"station_head:{STATION}", person="pstat10nhead000000000")
BRIDGES = unit_id("4114", "市交通运输局", None)
LIGHTS = unit_id("4114", "市城市管理局", None)
AT_BRIDGES = someone(f"unit_staff:{BRIDGES}", person="pbr1dges000000000000p")
AT_LIGHTS = someone(f"unit_staff:{LIGHTS}", person="pl1ghts0000000000000p")


def case_id(number: int, letter: str = "s") -> str:
    return f"{letter}{number:020d}"


class Desk:
    """Hands cases over as the services of opinions and suggestions do."""

    def __init__(self, world: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = MORNING
        self.world = world
        self.act_as = act_as
        monkeypatch.setattr(clock, "now", lambda: self.now)
        act_as("RegistrationFunction")
        for id_, name in ((BRIDGES, "市交通运输局"), (LIGHTS, "市城市管理局")):
            units.add(Unit(id_, "4114", name), None)
        act_as("SuggestionsFunction")

    def suggestion(self, number: int = 1, scope: str = "4114", **facts: Fact) -> About:
        return About(case_id(number), "SUGGESTIONS", scope, f"建议第{number}号", facts)

    def opinion(self, number: int = 1, scope: str = STATION, **facts: Fact) -> About:
        return About(case_id(number, "e"), "OPINIONS", scope, f"意见第{number}号", facts)

    def give(self, about: About, unit: str = BRIDGES, share: Share = Share.LEAD) -> str:
        """Hands a case over; answers its id."""
        commit(*store.give(about, unit, share, self.now, STAFF.person, name="市交通运输局"))
        return about.case

    def change(self, case: str, to: Callable[[HandOver], HandOver], party: str = BRIDGES) -> None:
        before = store.load(case, party, consistent=True)
        commit(*store.writes(before, to(before), self.now))

    def reply(self, case: str, party: str = BRIDGES) -> None:
        self.change(case, lambda found: handover.replied(found, self.now, AT_BRIDGES.person), party)

    def get(self, path: str, *, by: Caller | None = STAFF, query: Query | None = None) -> Response:
        return call(app, "GET", path, query=query, caller=by)

    def urge(self, case: str, body: object = None, *, by: Caller = STAFF, unit: str = BRIDGES) -> Response:
        path = f"/v1/units/{unit}/handovers/{case}/urging"
        return call(app, "POST", path, body=body or {}, caller=by)

    def whole(self, path: str, *, by: Caller = STAFF, **query: str | int) -> list[Any]:
        """All entries of a list, page by page."""
        found: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            answer = self.get(path, by=by, query={**query, **cursor})
            assert answer.status == 200, answer.text
            found += answer.json["items"]
            if answer.json["next"] is None:
                return found
            cursor = {"cursor": answer.json["next"]}

    def sweep(self, when: datetime | str | None = None) -> int:
        """The schedule's run, with its own function's environment."""
        if when is not None:
            self.now = at(when) if isinstance(when, str) else when
        self.act_as("SweepFunction")
        told = sweep({}, None)["told"]
        self.act_as("SuggestionsFunction")
        return int(told)

    def notices(self, recipient: str) -> list[tuple[str, str, Any]]:
        """Kind, what it is about and data of what somebody was told, in its order."""
        found = engine.query_all(NoticeItem, inbox_key(recipient))
        return [(item.kind, item.about, item.data.as_dict()) for item in found]  # type: ignore[no-untyped-call]
