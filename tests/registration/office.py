"""An office at work: registers stations, deputies, groups and members through the API, as its staff do."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from functions.registration.app import app
from functions.registration.staff import appointments
from functions.registration.staff.appointments import Appointment
from shared.domain import clock
from shared.domain.clock import legal_day
from shared.domain.roles import Caller
from shared.store import engine
from tests.gateway import Query, Response, call, someone

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
CITY = someone("committee_staff:4114", person="pc1ty000000000000000")
COUNTY = someone("committee_staff:411402", person="pc0vnty0000000000000")
ELSEWHERE = someone("committee_staff:1402", person="pe1sewhere0000000000")
TOWNSHIP = someone("township_staff:411402001", person="pt0wnsh1p00000000000")
AUDITOR = someone("auditor:41", person="pavd1t0r000000000000")
RESIDENT = someone(person="pres1dent00000000000")
STATION, OTHER_STATION, FAR_STATION = "411402001-01", "411402002-01", "411403001-01"
CITY_MANDATE = {
    "level": "city",
    "division": "4114",
    "electing_unit": "411402",
    "term": 6,
    "begins": "2022-04-01",
}
COUNTY_MANDATE = {
    "level": "county",
    "division": "411402",
    "electing_unit": "第十二选区",
    "term": 16,
    "begins": "2022-03-01",
}


class Office:
    """Requests to registration at a moment that the test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NOW
        self._phones = count(13_800_000_000)
        monkeypatch.setattr(clock, "now", lambda: self.now)

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        by: Caller | None = CITY,
        version: int | None = None,
        key: str | None = None,
        query: Query | None = None,
        language: str = "zh-CN",
    ) -> Response:
        """One request; ``version`` goes into If-Match, ``key`` into Idempotency-Key."""
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
        return answer.json if answer.body else None

    def whole(self, path: str, **query: Any) -> list[Any]:
        """All entries of a list, page by page."""
        by = query.pop("by", CITY)
        found: list[Any] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.done("GET", path, query={**query, **cursor}, by=by)
            assert len(page["items"]) <= int(query.get("limit", 50))
            found += page["items"]
            if page["next"] is None:
                return found
            cursor = {"cursor": page["next"]}

    def phone(self) -> str:
        """A number that nobody has yet."""
        return str(next(self._phones))

    def employ(self, *callers: Caller) -> None:
        """Gives callers the roles by which they call, for what asks whether these still stand."""
        for caller in callers:
            for grant in caller.grants:
                given = Appointment(
                    caller.person, "张敏", "", grant.role, grant.scope, grant.scope, legal_day(self.now)
                )
                engine.put(appointments.item_of(given))

    def station(self, station: str = STATION) -> Any:
        """Registers a station."""
        division, serial = station.split("-")
        body = {
            "division": division,
            "serial": int(serial),
            "name": f"{division}联络站",
            "type": "liaison_station",
        }
        return self.done("POST", "/v1/stations", body)

    def deputy(self, by: Caller = CITY, **fields: Any) -> Any:
        """Registers a deputy of the city elected by Liangyuan, unless said otherwise."""
        body = {"phone": self.phone(), "name": "王晓梅", "mandates": [CITY_MANDATE], **fields}
        return self.done("POST", "/v1/deputies", body, by=by)

    def group(self, by: Caller = CITY, **fields: Any) -> Any:
        """Makes a large group of the city's deputies from Liangyuan, unless said otherwise."""
        body = {"division": "411402", "congress": "4114", "kind": "large", "name": "梁园区代表大组", **fields}
        return self.done("POST", "/v1/groups", body, by=by)

    def member(self, by: Caller = CITY, **fields: Any) -> Any:
        """Registers a member of the city's standing committee, unless said otherwise."""
        body = {
            "phone": self.phone(),
            "name": "赵文博",
            "division": "4114",
            "office": "member",
            "since": "2022-04-20",
            **fields,
        }
        return self.done("POST", "/v1/members", body, by=by)

    def place(self, deputy: Any, station: str, **options: Any) -> Response:
        """Places a deputy, as last read, in a station."""
        return self.send(
            "PUT",
            f"/v1/deputies/{deputy['id']}/placement",
            {"station_id": station},
            version=deputy["version"],
            **options,
        )

    def read(self, deputy: str, by: Caller = CITY) -> Any:
        """A deputy's entry."""
        return self.done("GET", f"/v1/deputies/{deputy}", by=by)


def code(answer: Response) -> tuple[int, str]:
    """Status and refusal code of an answer that is one."""
    return answer.status, answer.json["code"]


def basis(answer: Response) -> tuple[str, str]:
    """The article on which a refusal rests."""
    found = answer.json["basis"]
    return found["instrument"], found["article"]


def bad_fields(answer: Response) -> list[str]:
    """The fields that an answer names as wrong."""
    assert code(answer) == (400, "invalid_request"), answer.text
    return [error["field"] for error in answer.json["errors"]]
