"""A street of Shangqiu with its station, and everybody who has to do with a resident's opinion there."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.registration.stations import store as stations
from functions.registration.units import store as units
from functions.suggestions.app import app
from shared.domain import clock
from shared.domain.clock import SHANGHAI
from shared.domain.places import division_of
from shared.domain.roles import Caller
from shared.domain.stations import Station, StationStatus, StationType
from shared.domain.units import Unit
from shared.store import engine
from shared.store.inbox import inbox_key
from tests.aws import World
from tests.gateway import Query, Response, call, someone

STATION, STREET, COUNTY = "411402001-01", "411402001", "411402"
LIAISON = someone(f"liaison_officer:{STATION}", person="p11a1s0n0ff1cer000000")
TOWNSHIP = someone(f"township_staff:{STREET}", person="pt0wnsh1pstaff0000000")
COUNTY_STAFF = someone(f"committee_staff:{COUNTY}", person="pc0vntystaff000000000")
NEIGHBOUR = someone("township_staff:411402002", person="pne1ghb0vr00000000000")
AUDITOR = someone("auditor:41", person="pavd1t0r0000000000000")
DEPUTY = someone(f"deputy:{COUNTY}", person="pdepvty00000000000000")
RESIDENT = someone(person="pres1dent000000000000")
LAMPS = "人民路东段夜间没有路灯，老人出行不安全。"
MORNING = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)


def code(answer: Response) -> tuple[int, str]:
    """Status and refusal code of an answer that is one."""
    return answer.status, answer.json["code"]


def basis(answer: Response) -> tuple[str, str]:
    """The article on which a refusal rests."""
    found = answer.json["basis"]
    return found["instrument"], found["article"]


def staff_of(unit: Unit) -> Caller:
    """Somebody who works for the unit."""
    return someone(f"unit_staff:{unit.id}", person="pvn1tstaff00000000000")


class Street:
    """Sends requests to the service at ``now``."""

    def __init__(self, world: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = MORNING
        self.world = world
        monkeypatch.setattr(clock, "now", lambda: self.now)
        act_as("SuggestionsFunction")
        self.station()

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        by: Caller | None = None,
        version: int | None = None,
        key: str | None = None,
        query: Query | None = None,
        language: str = "zh-CN",
        address: str = "203.0.113.7",
    ) -> Response:
        """One request; ``version`` goes into If-Match, ``key`` into Idempotency-Key."""
        headers = {"Accept-Language": language}
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        if key is not None:
            headers["Idempotency-Key"] = key
        return call(app, method, path, body=body, query=query, headers=headers, caller=by, source_ip=address)

    def done(self, method: str, path: str, body: object = None, **options: Any) -> Any:
        """What a request that must succeed answers."""
        answer = self.send(method, path, body, **options)
        assert 200 <= answer.status < 300, answer.text
        return answer.json

    def later(self, **length: float) -> None:
        """Lets time pass (``days=1``)."""
        self.now += timedelta(**length)

    # -- the resident --------------------------------------------------------------------------------------

    def bring(self, text: str = LAMPS, *, by: Caller | None = None, **fields: Any) -> Any:
        """An opinion brought to the station: its receipt."""
        body = {"text": text, "station": STATION, **fields}
        return self.done("POST", "/v1/opinions" if by is None else "/v1/me/opinions", body, by=by)

    def follow(self, receipt: Any, language: str = "zh-CN") -> Any:
        """What the resident sees of it."""
        body = {"receipt": receipt["receipt"], "secret": receipt["secret"]}
        return self.done("POST", "/v1/opinions/follow", body, language=language)

    def words(self, receipt: Any, text: str, *, unsolved: bool = False) -> Response:
        """The resident asks or adds something."""
        body = {"receipt": receipt["receipt"], "secret": receipt["secret"], "text": text}
        return self.send("POST", "/v1/opinions/follow/words", {**body, "unsolved": unsolved})

    # -- the staff -----------------------------------------------------------------------------------------

    def opinion(self, receipt: Any, by: Caller = TOWNSHIP, language: str = "zh-CN") -> Any:
        """The opinion as those see it who handle it."""
        return self.done("GET", f"/v1/opinions/{receipt['receipt']}", by=by, language=language)

    def step(self, receipt: Any, to: str, body: object = None, by: Caller = TOWNSHIP) -> Response:
        """A step of those who handle it, under the version as it stands."""
        version = self._version(receipt)
        return self.send("POST", f"/v1/opinions/{receipt['receipt']}/{to}", body, by=by, version=version)

    def took(self, receipt: Any, to: str, body: object = None, by: Caller = TOWNSHIP) -> Any:
        """The same, which must succeed."""
        answer = self.step(receipt, to, body, by)
        assert answer.status == 200, answer.text
        return answer.json

    def sorted(self, receipt: Any, by: Caller = TOWNSHIP, category: str | None = None, **facts: str) -> Any:
        """The opinion once its facts are stated."""
        body = {"facts": facts, **({} if category is None else {"category": category})}
        version = self._version(receipt)
        return self.done("PATCH", f"/v1/opinions/{receipt['receipt']}", body, by=by, version=version)

    def called(self, receipt: Any, subject: str = "路灯") -> Any:
        """The opinion once staff have said in neutral words what it is about."""
        version = self._version(receipt)
        path = f"/v1/opinions/{receipt['receipt']}"
        return self.done("PATCH", path, {"subject": subject}, by=TOWNSHIP, version=version)

    def by_unit(self, unit: Unit, receipt: Any, to: str, body: object) -> Response:
        """A step of the unit."""
        path = f"/v1/units/{unit.id}/opinions/{receipt['receipt']}"
        return self.send("POST", f"{path}/{to}", body, by=staff_of(unit), version=self._version(receipt))

    def history(self, receipt: Any, by: Caller = TOWNSHIP) -> list[Any]:
        """All that happened to it."""
        return list(self.done("GET", f"/v1/opinions/{receipt['receipt']}/history", by=by)["items"])

    def listed(self, scope: str, state: str, by: Caller = COUNTY_STAFF) -> list[str]:
        """The ids of the opinions of a scope in a state."""
        query = {"scope": scope, "state": state}
        return [one["id"] for one in self.done("GET", "/v1/opinions", query=query, by=by)["items"]]

    def told(self, recipient: str) -> list[tuple[str, dict[str, str]]]:
        """What a person or post was told, in the order of time: kind and data."""
        found = [item for item in self.world.items("Inbox") if item["pk"]["S"] == inbox_key(recipient)]
        return [
            (item["kind"]["S"], {name: next(iter(v.values())) for name, v in item["data"]["M"].items()})
            for item in sorted(found, key=lambda item: str(item["sk"]["S"]))
        ]

    def _version(self, receipt: Any) -> int:
        return int(self.opinion(receipt, COUNTY_STAFF)["version"])

    # -- the Registry --------------------------------------------------------------------------------------

    def station(self, station: str = STATION, *, status: StationStatus = StationStatus.OPEN) -> None:
        """A station in the Registry."""
        type_ = StationType.LIAISON_STATION
        made = Station(station, division_of(station), "人民路联络站", type_, status=status)
        engine.put(stations.new_item(made))

    def unit(self, name: str = "市政管理所", *, active: bool = True, number: int = 1) -> Unit:
        """A handling unit of the county."""
        made = Unit(f"u{number:020d}", COUNTY, name, active=active)
        engine.put(units.new_item(made))
        return made
