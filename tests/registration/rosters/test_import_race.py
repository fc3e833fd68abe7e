"""Changes through the API, and other imports, between what an import reads and what it writes."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.registration.app import app
from functions.registration.deputies.store import load as load_deputy
from functions.registration.rosters.columns import DEPUTIES, STAFF, STATIONS
from functions.registration.rosters.templates import write_csv
from functions.registration.stations.store import load
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.domain.stations import Post, Station
from shared.store.envelopes import value_of
from tests.gateway import call
from tests.registration.rosters.calls import disturbed, throttled
from tests.registration.rosters.desk import Desk, codes, counts, troubles
from tests.registration.rosters.test_import_deputies import COUNTY
from tests.registration.rosters.test_import_staff import HEAD, OFFICER, SPECIALIST, TOWNSHIP
from tests.registration.rosters.test_import_stations import FULL

STATION = FULL.id


class Meanwhile:
    """Runs something just before a transaction is sent, ``times`` times; ``sent`` counts transactions."""

    def __init__(self, happening: Callable[[], None], times: int = 1) -> None:
        self.sent = 0
        self._happening = happening
        self._left = times

    def __call__(self, operation: str, send: Callable[[], Any]) -> Any:
        if operation == "TransactWriteItems":
            self.sent += 1
            if self._left:
                self._left -= 1
                self._happening()
        return send()


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the import waited, without waiting."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited


def upload(desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str, data: bytes, race: Any) -> Any:
    roster = desk.ask(kind)["id"]
    happened = desk.send(roster, data)
    with disturbed(monkeypatch, race):
        desk.arrive(happened)
    return desk.report(roster)


def send(desk: Desk, method: str, path: str, body: Any = None, version: int | None = None) -> Any:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    answer = call(app, method, path, body=body, caller=desk.admin, headers=headers)
    assert answer.status < 300, answer.text
    return answer.json


def station() -> Station:
    return value_of(load(STATION), Station)


def test_both_changes_of_a_station_stand(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.rows(STATIONS, FULL)
    file = "区划代码,名称,类型\r\n411402001,新名称,联络站\r\n".encode()
    change = Meanwhile(lambda: send(desk, "PATCH", f"/v1/stations/{STATION}", {"address": "新地址"}, 1))
    report = upload(desk, monkeypatch, "stations", file, change)
    assert counts(report) == {"updated": 1}
    assert (station().name, station().address, station().version) == ("新名称", "新地址", 3)
    assert change.sent == 2


def test_a_station_registered_at_the_same_moment_is_changed_not_doubled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"division": "411402001", "name": "别名", "type": "deputy_home", "facilities": ["投影"]}
    register = Meanwhile(lambda: send(desk, "POST", "/v1/stations", body))
    file = "区划代码,名称,类型\r\n411402001,名册名,联络站\r\n".encode()
    report = upload(desk, monkeypatch, "stations", file, register)
    assert counts(report) == {"updated": 1}
    assert (station().name, station().facilities) == ("名册名", ("投影",))


def test_a_phone_registered_at_the_same_moment_is_one_person(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = {"level": "city", "division": "4114", "electing_unit": "411402", "term": 6, "begins": "2022-04-01"}
    body = {"phone": "13800001234", "name": "王芳", "mandates": [city]}
    register = Meanwhile(lambda: send(desk, "POST", "/v1/deputies", body))
    rows = [COUNTY, replace(COUNTY, phone="+8613800000002")]
    report = upload(desk, monkeypatch, "deputies", write_csv(DEPUTIES, rows), register)
    assert counts(report) == {"created": 1, "updated": 1}
    found = value_of(load_deputy(desk.person_of(COUNTY.phone)), Deputy)
    assert [mandate.division for mandate in found.mandates] == ["4114", "411402"]
    kinds = [item["sk"]["S"] for item in desk.world.items("Identities")]
    assert (kinds.count("PHONE"), kinds.count("CONTACT")) == (2, 2)


def test_nobody_comes_into_a_station_that_closes_at_the_same_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.rows(STATIONS, FULL, replace(FULL, serial=2))
    close = Meanwhile(lambda: send(desk, "POST", f"/v1/stations/{STATION}/closure"))
    rows = [
        replace(COUNTY, station=STATION),
        replace(COUNTY, phone="+8613800000002", station="411402001-02"),
    ]
    report = upload(desk, monkeypatch, "deputies", write_csv(DEPUTIES, rows), close)
    assert (counts(report), troubles(report)) == ({"created": 1, "bad": 1}, [("N2", "station_closed")])


def test_a_post_that_is_filled_at_the_same_moment_is_taken(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.rows(STATIONS, FULL)
    body = {"post": "head", "phone": "13900000001", "name": "先到"}
    appoint = Meanwhile(lambda: send(desk, "POST", f"/v1/stations/{STATION}/staff", body))
    report = upload(desk, monkeypatch, "staff", write_csv(STAFF, [HEAD, OFFICER]), appoint)
    assert (counts(report), troubles(report)) == ({"created": 1, "bad": 1}, [("C2", "post_taken")])
    assert {(held.post, held.name) for held in station().staff} == {
        (Post.HEAD, "先到"),
        (Post.LIAISON_OFFICER, "李伟"),
    }


def test_a_verdict_that_rested_on_rows_not_yet_written_is_given_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second head is refused because of the first, whose own row then turns out to be impossible."""
    desk.rows(STATIONS, FULL)
    second = replace(HEAD, phone="+8613800000077", name="后来")
    moved = {"post": "head", "phone": "13800000077", "name": "后来"}
    appoint = Meanwhile(lambda: send(desk, "POST", f"/v1/stations/{STATION}/staff", moved))
    report = upload(desk, monkeypatch, "staff", write_csv(STAFF, [HEAD, second]), appoint)
    assert (counts(report), troubles(report)) == ({"unchanged": 1, "bad": 1}, [("C2", "post_taken")])


def test_a_row_that_is_always_overtaken_is_given_up_and_the_others_go_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.rows(STATIONS, FULL)
    version = iter(range(1, 1000))

    def change() -> None:
        number = next(version)
        send(desk, "PATCH", f"/v1/stations/{STATION}", {"address": f"{number} 号"}, number)

    always = Meanwhile(change, times=8)
    rows = [replace(FULL, name="新名称"), *(replace(FULL, serial=serial) for serial in range(2, 6))]
    report = upload(desk, monkeypatch, "stations", write_csv(STATIONS, rows), always)
    assert (counts(report), codes(report["problems"])) == ({"created": 4, "bad": 1}, ["conflict"])
    assert station().name == FULL.name


def test_a_phone_that_changes_hands_at_the_same_moment_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.rows(STAFF, TOWNSHIP)
    person = desk.person_of(TOWNSHIP.phone)
    path = f"/v1/persons/{person}/phone"
    move = Meanwhile(lambda: send(desk, "POST", path, {"phone": "13900000009"}))
    report = upload(desk, monkeypatch, "staff", write_csv(STAFF, [replace(TOWNSHIP, name="新来")]), move)
    assert counts(report) == {"created": 1}
    assert desk.person_of(TOWNSHIP.phone) != person
    assert desk.grants(person) == desk.grants(desk.person_of(TOWNSHIP.phone)) == {"township_staff:411402001"}


def test_tables_that_stay_busy_end_the_attempt_and_nothing_is_lost(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    desk.rows(STATIONS, FULL)
    roster = desk.ask("staff")["id"]
    happened = desk.send(roster, write_csv(STAFF, [HEAD, SPECIALIST]))

    def busy(operation: str, ask: Callable[[], Any]) -> Any:
        return throttled(ask) if operation == "TransactWriteItems" else ask()

    with pytest.raises(Refusal, match="busy"), disturbed(monkeypatch, busy):
        desk.arrive(happened)
    assert len(waits) == 7
    assert 5 < sum(waits) < 20
    assert desk.report(roster)["status"] == "importing"
    desk.arrive(happened)
    assert counts(desk.report(roster)) == {"created": 2}
