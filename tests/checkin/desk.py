"""A province with stations, deputies and a clock, as the check-in service sees it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from functions.checkin.app import app
from functions.registration.app import app as registration
from functions.registration.stations import store as stations
from shared.domain import clock
from shared.domain.clock import SHANGHAI
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.mandates import Mandate
from shared.domain.places import Place, division_of
from shared.domain.proof import codes
from shared.domain.roles import Caller
from shared.domain.stations import Station, StationType
from shared.store import engine
from shared.store.registry import DEPUTY, envelope, person_key
from shared.store.settings import Setting, secret
from tests.domain.proof.strategies import PLACE, STATION
from tests.gateway import Response, call, someone

DEPUTY_ID = "p01j9zq3v7k2m8n4p6r5t"
STAFF_ID = "p7k2m8n4p6r5t01j9zq3v"
HERE = {"lat": PLACE.lat, "lng": PLACE.lng, "accuracy": 10}
DEPUTY_CALLER = someone("deputy:4114", person=DEPUTY_ID)
STAFF = someone("liaison_officer:411402001-01", person=STAFF_ID)
OVERSEER = someone("committee_staff:4114", person="p2m8n4p6r5t01j9zq3v7k")


def at(text: str) -> datetime:
    """A moment in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class Desk:
    """Sends requests to the service at ``now``, which tests set. Codes are made as the service makes them."""

    def __init__(self, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = at("2026-11-20T09:30:10")
        self._act_as = act_as
        monkeypatch.setattr(clock, "now", lambda: self.now)
        act_as("CheckinFunction")

    def call(self, method: str, path: str, caller: Caller | None = DEPUTY_CALLER, **sent: Any) -> Response:
        """A request to the service."""
        return call(app, method, path, caller=caller, **sent)

    def register(self, station: str, caller: Caller, action: str) -> Response:
        """What registration does to a station: ``closure``, ``reopening``, ``code-rotations``."""
        self._act_as("RegistrationFunction")
        answer = call(registration, "POST", f"/v1/stations/{station}/{action}", caller=caller)
        self._act_as("CheckinFunction")
        return answer

    def add_station(
        self, station: str = STATION, name: str = "前进街道人大代表联络站", place: Place | None = PLACE
    ) -> Station:
        """Opens a station."""
        made = Station(station, division_of(station), name, StationType.LIAISON_STATION, place=place)
        assert stations.add(made, None) is None
        return made

    def add_deputy(self, person: str = DEPUTY_ID, station: str | None = STATION) -> None:
        """Registers a deputy of Liangyuan District."""
        mandate = Mandate("m01j9zq3v7k2m8n4p6r5t", Level.COUNTY, "411402", "411402001", 16, date(2026, 1, 1))
        deputy = Deputy(person, "王晓梅", "138****1234", (mandate,), station=station)
        engine.put(envelope(person_key(person), DEPUTY, deputy))

    def code(
        self,
        moment: datetime | None = None,
        station: str = STATION,
        rotation: int = 1,
        place: Place | None = PLACE,
    ) -> str:
        """What the station's screen shows at ``moment``, by default now."""
        window = codes.window_at(moment or self.now)
        master = secret(Setting.CHECK_IN_SECRET)
        return codes.make_rotating(master, station, rotation=rotation, window=window, place=place)

    def poster(
        self,
        issued: str = "2026-01-01",
        station: str = STATION,
        rotation: int = 1,
        days: int = codes.POSTER_DAYS,
    ) -> str:
        """What hangs on the station's wall."""
        return codes.make_poster(
            secret(Setting.CHECK_IN_SECRET),
            station,
            rotation=rotation,
            issued=date.fromisoformat(issued),
            days=days,
            place=PLACE,
        )

    def scan(
        self,
        code: str | None = None,
        caller: Caller = DEPUTY_CALLER,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
        **body: Any,
    ) -> Response:
        """A check-in, by default of the code on the screen now."""
        named = {} if key is None else {"Idempotency-Key": key}
        body = {"code": self.code() if code is None else code, **body}
        return self.call("POST", "/v1/check-ins", caller, body=body, headers={**(headers or {}), **named})

    def pass_time(self, **duration: float) -> None:
        """The clock goes on."""
        self.now += timedelta(**duration)
