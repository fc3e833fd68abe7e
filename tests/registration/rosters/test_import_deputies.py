"""Rosters of deputies, from the file to the tables: entries, mandates, cards, placements, history."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from functions.registration.app import app
from functions.registration.deputies import history
from functions.registration.deputies.history import What
from functions.registration.deputies.store import load
from functions.registration.persons import behind
from functions.registration.rosters.columns import DEPUTIES
from functions.registration.rosters.importing import run
from shared.domain.deputies import Card, Deputy
from shared.domain.divisions import Level
from shared.domain.ids import new_id
from shared.domain.roles import Caller
from shared.store.envelopes import value_of
from shared.store.writing import commit
from tests.gateway import Response, call
from tests.registration.office import NOW
from tests.registration.rosters.desk import Desk, codes, counts, troubles
from tests.registration.rosters.samples import DEPUTY_HEADER, deputy_row, text

PHONE = "+8613800001234"
COUNTY = replace(deputy_row(), card_number="0160123", card_issued_on=date(2022, 4, 20))
CITY = replace(
    COUNTY, level=Level.CITY, division="4114", electing_unit="411402", term=6, begins=date(2022, 4, 1)
)
STATION, OTHER = "411402001-01", "411402002-01"


def deputy(desk: Desk, phone: str = PHONE) -> Deputy:
    return value_of(load(desk.person_of(phone)), Deputy)


def told(desk: Desk, phone: str = PHONE) -> list[What]:
    """What happened to the entry, oldest first."""
    page = history.page(desk.person_of(phone), limit=100, cursor=None, what=None)
    return [change.what for change in reversed(page.items)]


def send(method: str, path: str, body: Any, by: Caller, version: int | None = None) -> Response:
    headers = {} if version is None else {"If-Match": f'"v{version}"'}
    answer = call(app, method, path, body=body, caller=by, headers=headers)
    assert answer.status < 300, answer.text
    return answer


@pytest.fixture
def stations(desk: Desk) -> None:
    for division in ("411402001", "411402002"):
        body = {"division": division, "name": f"{division}联络站", "type": "liaison_station"}
        send("POST", "/v1/stations", body, desk.admin)


def test_a_deputy_comes_in_with_mandate_card_and_placement(desk: Desk, stations: None) -> None:
    row = replace(COUNTY, gender="female", grassroots=True, fields=("农业",), station=STATION)
    report = desk.rows(DEPUTIES, row)
    assert (report["status"], counts(report)) == ("done", {"created": 1})
    found = deputy(desk)
    assert (found.name, found.gender, found.grassroots, found.fields) == ("王芳", "female", True, ("农业",))
    assert found.phone_mask == "138****1234"
    assert found.card == Card("0160123", date(2022, 4, 20))
    assert (found.station, found.placed_on, found.home) == (STATION, NOW.date(), STATION)
    assert [(m.level, m.division, m.electing_unit, m.term) for m in found.mandates] == [
        (Level.COUNTY, "411402", "第 12 选区", 16)
    ]
    assert told(desk) == [What.REGISTERED, What.PLACED]
    assert desk.grants(found.id) == {"deputy:411402"}


def test_an_imported_deputy_signs_in_by_that_phone_and_is_listed(desk: Desk, stations: None) -> None:
    desk.rows(DEPUTIES, replace(COUNTY, station=STATION))
    listed = call(app, "GET", "/v1/deputies", query={"scope": STATION, "level": "county"}, caller=desk.admin)
    assert [item["name"] for item in listed.json["items"]] == ["王芳"]
    person = desk.person_of(PHONE)
    me = call(app, "GET", "/v1/me", caller=Caller(person, (), "s", NOW.replace(year=2100)))
    assert me.json["phone_mask"] == "138****1234"


def test_the_same_file_twice_changes_nothing_and_tells_nothing(desk: Desk, stations: None) -> None:
    rows = [replace(COUNTY, station=STATION), replace(CITY, card_number="", card_issued_on=None)]
    rows += [replace(COUNTY, phone=f"+861380000{number:04d}") for number in range(3)]
    assert counts(desk.rows(DEPUTIES, *rows)) == {"created": 4, "updated": 1}
    before = desk.everything()
    report = desk.rows(DEPUTIES, *rows)
    assert counts(report) == {"unchanged": 5}
    assert desk.everything() == before


def test_whoever_holds_two_mandates_is_one_deputy_with_two(desk: Desk) -> None:
    report = desk.rows(DEPUTIES, COUNTY, CITY)
    assert counts(report) == {"created": 1, "updated": 1}
    assert [m.level for m in deputy(desk).mandates] == [Level.COUNTY, Level.CITY]
    assert deputy(desk).version == 1
    assert told(desk) == [What.REGISTERED, What.MANDATE_ADDED]


def test_two_rows_of_one_person_far_apart_in_the_file_meet_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "AT_ONCE", 3)
    others = [replace(COUNTY, phone=f"+86139{number:08d}") for number in range(5)]
    report = desk.rows(DEPUTIES, COUNTY, *others, CITY)
    assert counts(report) == {"created": 6, "updated": 1}
    assert len(deputy(desk).mandates) == 2
    assert deputy(desk).version == 2
    assert counts(desk.rows(DEPUTIES, COUNTY, *others, CITY)) == {"unchanged": 7}


def test_what_a_row_does_not_say_stays(desk: Desk, stations: None) -> None:
    desk.rows(DEPUTIES, replace(COUNTY, gender="female", grassroots=True, fields=("农业",), station=STATION))
    bare = text(DEPUTY_HEADER, ["13800001234", "王晓芳", "县", "411402", "第 12 选区", "16", "2022-04-18"])
    assert counts(desk.upload("deputies", bare.encode())) == {"updated": 1}
    found = deputy(desk)
    assert found.name == "王晓芳"
    assert (found.gender, found.grassroots, found.fields) == ("female", True, ("农业",))
    assert (found.station, found.card) == (STATION, Card("0160123", date(2022, 4, 20)))
    assert told(desk)[2:] == [What.CHANGED]


def test_each_kind_of_change_is_told_in_its_own_words(desk: Desk, stations: None) -> None:
    desk.rows(DEPUTIES, COUNTY)
    row = replace(
        CITY,
        name="王晓芳",
        card_number="0160999",
        card_issued_on=date(2023, 1, 1),
        station=STATION,
    )
    assert counts(desk.rows(DEPUTIES, row)) == {"updated": 1}
    assert told(desk) == [
        What.REGISTERED,
        What.MANDATE_ADDED,
        What.CHANGED,
        What.CARD_ISSUED,
        What.PLACED,
    ]
    page = history.page(desk.person_of(PHONE), limit=1, cursor=None, what=[What.CHANGED])
    assert page.items[0].after == {"name": "王晓芳"}
    assert page.items[0].by == desk.admin.person


def test_a_phone_that_a_resident_has_becomes_the_deputy_s(desk: Desk) -> None:
    resident = behind(PHONE, "小王", new_id)
    commit(*resident.writes)
    desk.rows(DEPUTIES, COUNTY)
    assert deputy(desk).id == resident.id


def test_a_deputy_moves_to_the_station_that_the_roster_says(desk: Desk, stations: None) -> None:
    desk.rows(DEPUTIES, replace(COUNTY, station=STATION))
    assert counts(desk.rows(DEPUTIES, replace(COUNTY, station=OTHER))) == {"updated": 1}
    assert deputy(desk).station == OTHER
    assert told(desk) == [What.REGISTERED, What.PLACED, What.PLACED]


def test_nobody_is_placed_in_a_station_that_is_unknown_or_closed_or_elsewhere(
    desk: Desk, stations: None
) -> None:
    send("POST", f"/v1/stations/{OTHER}/closure", None, desk.admin)
    county = desk.appoint("committee_staff:411402")
    rows = [
        replace(COUNTY, phone=f"+861380000000{number}", station=station)
        for number, station in enumerate(("411402001-09", OTHER, "411403001-01", STATION))
    ]
    report = desk.rows(DEPUTIES, *rows, by=county)
    assert counts(report) == {"created": 1, "bad": 3}
    column = "N"
    assert troubles(report) == [
        (f"{column}2", "station_not_found"),
        (f"{column}3", "station_closed"),
        (f"{column}4", "out_of_scope"),
    ]
    assert report["problems"][0]["shown"] == "411402001-09"
    assert report["problems"][0]["message"] == "没有联络站 411402001-09"
    assert len([sk for _, sk in desk.registry() if sk == "HOLDS#DEPUTY"]) == 1


def test_who_is_placed_stays_when_the_station_has_closed_since(desk: Desk, stations: None) -> None:
    rows = [replace(COUNTY, station=OTHER)]
    desk.rows(DEPUTIES, *rows)
    send("POST", f"/v1/stations/{OTHER}/closure", None, desk.admin)
    assert counts(desk.rows(DEPUTIES, *rows)) == {"unchanged": 1}


def test_deputies_of_the_armed_forces_are_placed_nowhere(desk: Desk, stations: None) -> None:
    soldier = replace(COUNTY, armed_forces=True, armed_forces_unit="商丘军分区")
    assert counts(desk.rows(DEPUTIES, soldier)) == {"created": 1}
    assert deputy(desk).armed_forces_unit == "商丘军分区"
    placed = text([*DEPUTY_HEADER, "进站编号"], [*_line(), STATION]).encode()
    report = desk.upload("deputies", placed)
    assert troubles(report) == [("H2", "armed_forces_placement")]


def test_who_is_placed_is_not_handed_to_the_armed_forces(desk: Desk, stations: None) -> None:
    desk.rows(DEPUTIES, replace(COUNTY, station=STATION))
    header = [*DEPUTY_HEADER, "军队代表", "所在单位"]
    report = desk.upload("deputies", text(header, [*_line(), "是", "商丘军分区"]).encode())
    assert troubles(report) == [("H2", "armed_forces_placement")]
    assert deputy(desk).armed_forces_unit is None


def _line() -> list[str]:
    return ["13800001234", "王芳", "县", "411402", "第 12 选区", "16", "2022-04-18"]


def test_who_serves_no_more_is_placed_nowhere(desk: Desk, stations: None) -> None:
    past = replace(COUNTY, ends=date(2026, 1, 1), station=STATION)
    report = desk.rows(DEPUTIES, past)
    assert troubles(report) == [("N2", "mandates_ended")]


def test_a_roster_corrects_the_days_of_a_mandate(desk: Desk) -> None:
    desk.rows(DEPUTIES, COUNTY)
    corrected = replace(COUNTY, begins=date(2022, 4, 19), electing_unit="第 13 选区", ends=date(2027, 4, 18))
    assert counts(desk.rows(DEPUTIES, corrected)) == {"updated": 1}
    (mandate,) = deputy(desk).mandates
    assert (mandate.begins, mandate.electing_unit, mandate.ends) == (
        date(2022, 4, 19),
        "第 13 选区",
        date(2027, 4, 18),
    )
    assert told(desk) == [What.REGISTERED, What.MANDATE_CORRECTED]
    page = history.page(deputy(desk).id, limit=1, cursor=None, what=[What.MANDATE_CORRECTED])
    assert page.items[0].reason == "名册：名册.csv"
    late = replace(corrected, begins=date(2027, 5, 1), ends=None)
    report = desk.rows(DEPUTIES, late)
    assert troubles(report) == [("J2", "invalid_request")]
    assert report["problems"][0]["message"] == "结束日期不得早于开始日期"


def test_a_mandate_is_corrected_by_the_staff_who_keep_it(desk: Desk) -> None:
    """Liangyuan elects deputies of the city and may register them; what is entered the city corrects."""
    county = desk.appoint("committee_staff:411402")
    assert counts(desk.rows(DEPUTIES, CITY, by=county)) == {"created": 1}
    corrected = replace(CITY, begins=date(2022, 4, 2))
    assert troubles(desk.rows(DEPUTIES, corrected, by=county)) == [("G2", "out_of_scope")]
    assert counts(desk.rows(DEPUTIES, corrected)) == {"updated": 1}


def test_a_mandate_that_has_ended_is_not_brought_back(desk: Desk) -> None:
    row = replace(COUNTY, ends=date(2027, 4, 18))
    desk.rows(DEPUTIES, row)
    found = deputy(desk)
    path = f"/v1/deputies/{found.id}/mandates/{found.mandates[0].id}/events"
    ended = {"action": "end", "on": "2026-05-01", "reason": "resigned"}
    send("POST", path, ended, desk.admin, found.version)
    assert counts(desk.rows(DEPUTIES, row)) == {"unchanged": 1}
    assert deputy(desk).mandates[0].ends == date(2026, 5, 1)
    report = desk.rows(DEPUTIES, replace(row, begins=date(2026, 6, 1)))
    assert troubles(report) == [("J2", "mandate_events_outside")]


def test_mandates_beyond_the_uploader_s_reach_are_refused(desk: Desk) -> None:
    county = desk.appoint("committee_staff:411402")
    rows = [
        COUNTY,
        replace(CITY, phone="+8613800000001"),
        replace(CITY, phone="+8613800000002", electing_unit="411403"),
        replace(COUNTY, phone="+8613800000003", division="411403"),
    ]
    report = desk.rows(DEPUTIES, *rows, by=county)
    assert counts(report) == {"created": 2, "bad": 2}
    assert troubles(report) == [("G4", "out_of_scope"), ("G5", "out_of_scope")]


def test_an_entry_at_home_elsewhere_gets_a_mandate_and_no_more(desk: Desk, stations: None) -> None:
    desk.rows(DEPUTIES, replace(CITY, station=STATION))
    neighbour = desk.appoint("committee_staff:411403")
    theirs = replace(COUNTY, division="411403", card_number="", card_issued_on=None)
    renamed = desk.rows(DEPUTIES, replace(theirs, name="别名"), by=neighbour)
    assert troubles(renamed) == [("A2", "out_of_scope")]
    assert renamed["problems"][0]["shown"] == "138******34"
    assert counts(desk.rows(DEPUTIES, theirs, by=neighbour)) == {"updated": 1}
    assert [m.division for m in deputy(desk).mandates] == ["4114", "411403"]


def test_the_province_that_elected_keeps_its_national_deputies(desk: Desk) -> None:
    province = desk.appoint("admin:41")
    row = replace(COUNTY, level=Level.NATIONAL, division="00", electing_unit="41", term=14)
    report = desk.rows(
        DEPUTIES, row, replace(row, phone="+8613800000009", electing_unit="河南省"), by=province
    )
    assert counts(report) == {"created": 1, "bad": 1}
    assert troubles(report) == [("H3", "invalid_request")]
    assert counts(desk.rows(DEPUTIES, replace(row, phone="+8613800000008"))) == {"bad": 1}


def test_days_that_lie_too_far_ahead_are_refused(desk: Desk) -> None:
    rows = [
        replace(COUNTY, begins=date(2028, 1, 1)),
        replace(COUNTY, phone="+8613800000001", card_issued_on=date(2026, 11, 21)),
    ]
    report = desk.rows(DEPUTIES, *rows)
    assert troubles(report) == [("J2", "invalid_request"), ("M3", "invalid_request")]
    assert "不得晚于今天" in report["problems"][1]["message"]


def test_of_two_cards_the_first_in_the_file_is_kept_and_said_so(desk: Desk) -> None:
    second = replace(CITY, card_number="C-77", card_issued_on=date(2022, 5, 1))
    report = desk.rows(DEPUTIES, COUNTY, second)
    assert deputy(desk).card == COUNTY.card
    assert codes(report["notices"]) == ["further_card"]
    assert "3" in report["notices"][0]["message"]
    assert counts(desk.rows(DEPUTIES, COUNTY, second)) == {"unchanged": 2}


def test_rows_of_a_deputy_keep_their_order_of_history_within_a_moment(desk: Desk, stations: None) -> None:
    phones = [f"+861380000200{number}" for number in range(8)]
    desk.rows(DEPUTIES, *(replace(COUNTY, phone=phone, station=STATION) for phone in phones))
    for phone in phones:
        assert told(desk, phone) == [What.REGISTERED, What.PLACED]
