"""An import that is killed at any of its calls, or refused there, ends as if nothing had happened once the
event has come again."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.registration.deputies import history
from functions.registration.rosters.columns import DEPUTIES, STAFF, STATIONS
from functions.registration.rosters.importing import plan, run
from functions.registration.rosters.templates import write_csv
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.domain.stations import Station
from shared.store.envelopes import value_of
from shared.store.registry import DEPUTY, RegistryItem
from tests.registration.rosters.calls import (
    AtCall,
    Killed,
    disturbed,
    killed_after,
    killed_before,
    throttled,
    untouched,
)
from tests.registration.rosters.desk import Desk
from tests.registration.rosters.test_import_deputies import CITY, COUNTY
from tests.registration.rosters.test_import_staff import COMMITTEE, HEAD, MEMBER, OFFICER, TOWNSHIP
from tests.registration.rosters.test_import_stations import FULL

STATION = FULL.id
FILES = {
    "stations": write_csv(STATIONS, [replace(FULL, serial=serial) for serial in range(1, 6)]),
    "deputies": write_csv(
        DEPUTIES,
        [
            replace(COUNTY, station=STATION),
            replace(COUNTY, phone="+8613800000001", station="411402001-77"),
            replace(COUNTY, phone="+8613800000002", name="李伟"),
            replace(CITY, station=STATION),
            replace(COUNTY, phone="+8613800000003", name="赵敏", station=STATION),
        ],
    ),
    "staff": write_csv(
        STAFF,
        [
            HEAD,
            OFFICER,
            replace(TOWNSHIP, phone=HEAD.phone, name=HEAD.name),
            COMMITTEE,
            replace(HEAD, phone="+8613800000009"),
            MEMBER,
        ],
    ),
}
Fault = Callable[[Callable[[], Any]], Any]


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch, swift: None) -> None:
    """Few rows at once, so that even a small file takes many calls; nobody waits."""
    monkeypatch.setattr(run, "AT_ONCE", 2)
    monkeypatch.setattr(plan, "MOST_OPERATIONS", 10)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)


def prepared(desk: Desk, kind: str) -> tuple[str, dict[str, Any]]:
    """Empty tables but for a station where the roster needs one; the roster and its event."""
    for table in ("Registry", "Identities"):
        for item in desk.world.items(table):
            key = {name: item[name] for name in ("pk", "sk")}
            desk.world.client("dynamodb").delete_item(TableName=desk.world.names[table], Key=key)
    desk.appoint("admin:4114")
    if kind != "stations":
        desk.rows(STATIONS, FULL)
    roster = desk.ask(kind)["id"]
    return roster, desk.send(roster, FILES[kind])


def delivered(desk: Desk, monkeypatch: pytest.MonkeyPatch, happened: dict[str, Any], fault: AtCall) -> int:
    """The event comes until it is taken, the first time with the fault; how often."""
    for attempt in range(1, 4):
        try:
            with disturbed(monkeypatch, fault):
                desk.arrive(happened)
        except (Killed, Refusal, ClientError):
            continue
        return attempt
    raise AssertionError("three attempts were not enough")


def told(desk: Desk, roster: str) -> dict[str, Any]:
    report: dict[str, Any] = desk.report(roster)
    return {name: value for name, value in report.items() if name not in {"id", "asked_at"}}


def state(desk: Desk) -> Any:
    """All that the tables say, without the ids that are drawn by lot."""
    owners = {
        item["person"]["S"]: item["pk"]["S"]
        for item in desk.world.items("Identities")
        if item["sk"]["S"] == "PHONE"
    }
    contacts = {item["pk"]["S"].removeprefix("PERSON#") for item in desk.world.items("Identities")}
    kept: list[Any] = []
    for (pk, sk), raw in desk.registry().items():
        item = RegistryItem.from_raw_data(raw)
        person = pk.removeprefix("PERSON#")
        if pk.startswith("PERSON#") and person != desk.admin.person:
            assert person in owners, "an entry of somebody without a phone"
            assert person in contacts
        whose = owners.get(person, pk)
        match sk.split("#"):
            case ["CHANGE", *_]:
                kept.append((whose, "change", value_of(item, history.Change).what))
            case _ if sk == DEPUTY:
                deputy = value_of(item, Deputy)
                mandates = tuple(replace(mandate, id="") for mandate in deputy.mandates)
                kept.append((whose, sk, replace(deputy, id="", mandates=mandates)))
            case ["STATION"]:
                station = value_of(item, Station)
                staff = tuple(replace(held, person=owners[held.person]) for held in station.staff)
                kept.append((whose, sk, replace(station, staff=staff)))
            case _:
                kept.append((whose, sk, item.version))
    phones = sorted(item["pk"]["S"] for item in desk.world.items("Identities") if item["sk"]["S"] == "PHONE")
    assert len(contacts) - len(owners) == len([pk for pk in contacts if pk.startswith("PHONE")])
    return sorted(map(repr, kept)), phones


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("fault", [killed_before, killed_after, throttled], ids=lambda fault: fault.__name__)
def test_a_fault_at_any_call_leaves_no_trace(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str, fault: Fault
) -> None:
    roster, happened = prepared(desk, kind)
    counting = AtCall(-1, untouched)
    assert delivered(desk, monkeypatch, happened, counting) == 1
    right, report = state(desk), told(desk, roster)
    assert counting.made > 5
    for number in range(counting.made):
        roster, happened = prepared(desk, kind)
        delivered(desk, monkeypatch, happened, AtCall(number, fault))
        assert told(desk, roster) == report, f"call {number}"
        assert state(desk) == right, f"call {number}"
