"""A city with stations, deputies and visits, as the standing service sees it. What is recorded is written by
the services that record it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from functions.checkin import correcting, records, store
from functions.checkin.records import CheckIn
from functions.registration.stations import store as stations
from functions.standing.app import app
from shared.domain import clock
from shared.domain.clock import SHANGHAI
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.mandates import Mandate, MandateEvent
from shared.domain.places import division_of
from shared.domain.proof.assurance import Assurance, Proof, Timing, Whereabouts
from shared.domain.roles import Caller
from shared.domain.stations import Post, Posting, Station, StationType
from shared.store import engine
from shared.store import records as written
from shared.store.corrections import Action
from shared.store.records import LEAVE, deputy_key
from shared.store.registry import DEPUTY, envelope, person_key
from tests.gateway import Response, call, someone

DEPUTY_ID = "p01j9zq3v7k2m8n4p6r5t"
STATION = "411402001-01"
OWN = someone("deputy:4114", person=DEPUTY_ID)
OFFICER = someone(f"liaison_officer:{STATION}", person="p7k2m8n4p6r5t01j9zq3v")
COUNTY = someone("committee_staff:411402", person="p2m8n4p6r5t01j9zq3v7k")
DAY = date(2026, 11, 20)


def mandate(
    level: Level = Level.CITY,
    division: str = "4114",
    elected_by: str = "411402",
    begins: str = "2022-03-01",
    ends: str | None = None,
    events: tuple[MandateEvent, ...] = (),
    number: int = 1,
) -> Mandate:
    """A mandate, by default of the city's congress since 2022."""
    last = None if ends is None else date.fromisoformat(ends)
    id_ = f"m{number:020d}"
    return Mandate(id_, level, division, elected_by, 6, date.fromisoformat(begins), last, events)


def leave(first: str, last: str, *of: str, person: str = DEPUTY_ID, void: bool = False) -> None:
    """Approved leave, as the service that approves it records it."""
    item = written.item(
        deputy_key(person),
        date.fromisoformat(last),
        LEAVE,
        f"l{first}",
        body={"reason": "因病住院"},
        marks=of,
        first=date.fromisoformat(first),
    )
    if void:
        item.correction = {"action": "void", "id": "c1"}
    engine.put(item)


class Hall:
    """Sends requests to the service at ``now``."""

    def __init__(self, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)
        self._act_as = act_as
        monkeypatch.setattr(clock, "now", lambda: self.now)
        act_as("StandingFunction")

    def deputy(self, *mandates: Mandate, person: str = DEPUTY_ID, **fields: Any) -> Deputy:
        """Registers a deputy, placed in a station of Liangyuan unless ``station`` says otherwise."""
        fields = {"station": STATION, **fields}
        made = Deputy(person, "王晓梅", "138****1234", mandates or (mandate(),), **fields)
        engine.put(envelope(person_key(person), DEPUTY, made))
        return made

    def station(self, station: str = STATION, *posts: Post, **fields: Any) -> Station:
        """Opens a station, with somebody in each of these posts."""
        staff = tuple(Posting(post, f"p{n:020d}", "李建国", DAY) for n, post in enumerate(posts, 1))
        fields = {"type": StationType.LIAISON_STATION, "staff": staff, **fields}
        made = Station(station, division_of(station), f"{station}联络站", **fields)
        engine.put(stations.new_item(made))
        return made

    def visit(
        self, day: str, station: str = STATION, proof: Proof = Proof.ROTATING, person: str = DEPUTY_ID
    ) -> CheckIn:
        """A visit of the deputy: scanned at the station (A), or entered late by staff (D)."""
        self._act_as("CheckinFunction")
        place = Whereabouts.INSIDE if proof is Proof.ROTATING else Whereabouts.UNKNOWN
        timing = Timing.LATE if proof is Proof.STAFF else Timing.LIVE
        record = records.new(
            person,
            station,
            date.fromisoformat(day),
            Assurance(proof, place, timing, ()),
            now=self.now,
            by=person,
            moment=None,
        )
        store.add(record, None)
        self._act_as("StandingFunction")
        return record

    def correct(self, record: CheckIn, action: Action) -> None:
        """Staff void or restore a visit."""
        self._act_as("CheckinFunction")
        key = records.parse_id(record.id)
        fields = {"action": action, "reason": "他人代为扫码"}
        correcting.correct(key, fields, name=f"c{action}", mark=None, by=OFFICER.person, now=self.now)
        self._act_as("StandingFunction")

    def get(self, path: str, caller: Caller = OWN, language: str = "zh-CN", **query: str) -> Response:
        """A request to the service."""
        return call(app, "GET", path, caller=caller, query=query, headers={"Accept-Language": language})

    def verdicts(self, path: str = "/v1/me/standing", caller: Caller = OWN, **query: str) -> dict[str, Any]:
        """The verdicts of a deputy's first mandate, or of a station, by rule."""
        answer = self.get(path, caller, **query)
        assert answer.status == 200, answer.text
        of = answer.json["mandates"][0] if "mandates" in answer.json else answer.json
        return {verdict["rule"]: verdict for verdict in of["verdicts"]}
