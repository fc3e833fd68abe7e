"""Rosters of staff: posts at stations, roles in divisions, members of standing committees."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from functions.registration.app import app
from functions.registration.members.store import load as load_member
from functions.registration.rosters.columns import STAFF
from functions.registration.rosters.importing import run, uploader
from functions.registration.rosters.importing.uploader import Uploader
from functions.registration.rosters.rows import StaffRow
from functions.registration.rosters.store import RosterItem
from functions.registration.stations.store import load
from shared.domain.members import Member, Office
from shared.domain.roles import Role
from shared.domain.stations import Post, Station
from shared.store.envelopes import value_of
from tests.gateway import call
from tests.registration.office import NOW
from tests.registration.rosters.desk import Desk, codes, counts, troubles

STATION = "411402001-01"
PHONES = [f"+861380000{number:04d}" for number in range(100)]
HEAD = StaffRow(PHONES[0], "王芳", Role.STATION_HEAD, "411402001", STATION, "")
OFFICER = StaffRow(PHONES[1], "李伟", Role.LIAISON_OFFICER, "411402001", STATION, "")
SPECIALIST = StaffRow(PHONES[2], "张律", Post.SPECIALIST, "411402001", STATION, "")
TOWNSHIP = StaffRow(PHONES[3], "赵镇", Role.TOWNSHIP_STAFF, "411402001", None, "")
COMMITTEE = StaffRow(PHONES[4], "钱委", Role.COMMITTEE_STAFF, "411402", None, "")
AUDITOR = StaffRow(PHONES[5], "孙审", Role.AUDITOR, "4114", None, "")
MEMBER = StaffRow(PHONES[6], "周员", Role.MEMBER, "4114", None, "市人大常委会副主任")


@pytest.fixture(autouse=True)
def station(desk: Desk) -> None:
    body = {"division": "411402001", "name": "平原街道联络站", "type": "liaison_station"}
    send("POST", "/v1/stations", body, desk)


def send(method: str, path: str, body: Any, desk: Desk) -> None:
    answer = call(app, method, path, body=body, caller=desk.admin)
    assert answer.status < 300, answer.text


def staff() -> list[tuple[Post, str]]:
    return [(held.post, held.name) for held in value_of(load(STATION), Station).staff]


def test_everybody_gets_post_role_and_office(desk: Desk) -> None:
    rows = [HEAD, OFFICER, SPECIALIST, TOWNSHIP, COMMITTEE, AUDITOR, MEMBER]
    report = desk.rows(STAFF, *rows)
    assert (report["status"], counts(report)) == ("done", {"created": 7})
    assert staff() == [(Post.HEAD, "王芳"), (Post.LIAISON_OFFICER, "李伟"), (Post.SPECIALIST, "张律")]
    assert value_of(load(STATION), Station).version == 2
    held = [desk.grants(desk.person_of(row.phone)) for row in rows]
    assert held == [
        {f"station_head:{STATION}"},
        {f"liaison_officer:{STATION}"},
        set(),
        {"township_staff:411402001"},
        {"committee_staff:411402"},
        {"auditor:4114"},
        {"member:4114"},
    ]


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    rows = [HEAD, OFFICER, SPECIALIST, TOWNSHIP, COMMITTEE, AUDITOR, MEMBER]
    desk.rows(STAFF, *rows)
    before = desk.everything()
    assert counts(desk.rows(STAFF, *rows)) == {"unchanged": 7}
    assert desk.everything() == before


def test_one_person_may_work_in_several_places(desk: Desk) -> None:
    rows = [
        HEAD,
        replace(TOWNSHIP, phone=HEAD.phone, name="王芳"),
        replace(AUDITOR, phone=HEAD.phone, name="王芳"),
    ]
    assert counts(desk.rows(STAFF, *rows)) == {"created": 3}
    assert desk.grants(desk.person_of(HEAD.phone)) == {
        f"station_head:{STATION}",
        "township_staff:411402001",
        "auditor:4114",
    }
    contacts = [item for item in desk.world.items("Identities") if item["sk"]["S"] == "CONTACT"]
    assert len(contacts) == 1


def test_a_corrected_name_is_taken_everywhere(desk: Desk) -> None:
    rows = [HEAD, TOWNSHIP, MEMBER, SPECIALIST]
    desk.rows(STAFF, *rows)
    assert counts(desk.rows(STAFF, *(replace(row, name="吴名") for row in rows))) == {"updated": 4}
    assert staff() == [(Post.HEAD, "吴名"), (Post.SPECIALIST, "吴名")]
    listed = call(app, "GET", "/v1/roles", query={"scope": "411402"}, caller=desk.admin)
    assert {item["name"] for item in listed.json["items"]} == {"吴名"}
    assert value_of(load_member(desk.person_of(MEMBER.phone)), Member).name == "吴名"


def test_a_station_has_one_head_and_the_second_row_says_who_it_is(desk: Desk) -> None:
    report = desk.rows(STAFF, HEAD, replace(OFFICER, position=Role.STATION_HEAD))
    assert counts(report) == {"created": 1, "bad": 1}
    assert troubles(report) == [("C3", "post_taken")]
    assert report["problems"][0]["message"] == "该岗位已有人担任：王芳"
    assert staff() == [(Post.HEAD, "王芳")]


def test_posts_need_a_station_that_is_known_open_and_in_reach(desk: Desk) -> None:
    body = {"division": "411402002", "name": "长征街道联络站", "type": "liaison_station"}
    send("POST", "/v1/stations", body, desk)
    send("POST", "/v1/stations/411402002-01/closure", None, desk)
    county = desk.appoint("committee_staff:411402")
    rows = [
        replace(HEAD, station="411402001-02"),
        replace(OFFICER, division="411402002", station="411402002-01"),
        replace(SPECIALIST, division="411403001", station="411403001-01"),
    ]
    report = desk.rows(STAFF, *rows, by=county)
    assert troubles(report) == [
        ("E2", "station_not_found"),
        ("E3", "station_closed"),
        ("E4", "out_of_scope"),
    ]


def test_no_row_gives_a_role_that_its_uploader_may_not_give(desk: Desk) -> None:
    county = desk.appoint("committee_staff:411402")
    rows = [TOWNSHIP, COMMITTEE, replace(AUDITOR, division="411402"), replace(AUDITOR, phone=PHONES[9])]
    report = desk.rows(STAFF, *rows, by=county)
    assert counts(report) == {"created": 2, "bad": 2}
    assert troubles(report) == [("C3", "role_missing"), ("D5", "out_of_scope")]
    assert report["problems"][0]["shown"] == "常委会工作人员"


def test_a_role_is_held_only_in_a_division_of_its_level(desk: Desk) -> None:
    rows = [replace(TOWNSHIP, division="411402"), replace(COMMITTEE, division="411402001")]
    report = desk.rows(STAFF, *rows)
    assert troubles(report) == [("D2", "invalid_request"), ("D3", "invalid_request")]
    assert report["problems"][0]["message"] == "该角色不能在这一级区划担任"


def test_fifty_postings_are_the_most_of_a_station(desk: Desk) -> None:
    rows = [replace(SPECIALIST, phone=phone) for phone in PHONES[:52]]
    report = desk.rows(STAFF, *rows)
    assert counts(report) == {"created": 50, "bad": 2}
    assert codes(report["problems"]) == ["limit_reached", "limit_reached"]


def test_a_title_says_what_somebody_is_in_the_standing_committee(desk: Desk) -> None:
    titles = {
        "主任": Office.CHAIR,
        "商丘市人民代表大会常务委员会副主任": Office.VICE_CHAIR,
        "市人大常委会秘书长": Office.SECRETARY_GENERAL,
        "常委会委员": Office.MEMBER,
        "市人大常委会法工委主任": Office.MEMBER,
        "副秘书长": Office.MEMBER,
        "": Office.MEMBER,
    }
    rows = [replace(MEMBER, phone=phone, title=title) for phone, title in zip(PHONES, titles, strict=False)]
    assert counts(desk.rows(STAFF, *rows)) == {"created": 7}
    for row in rows:
        found = value_of(load_member(desk.person_of(row.phone)), Member)
        assert (found.office, found.since) == (titles[row.title], NOW.date()), row.title


def test_an_office_is_changed_by_a_title_that_names_one(desk: Desk) -> None:
    desk.rows(STAFF, MEMBER)
    assert counts(desk.rows(STAFF, replace(MEMBER, title="党组书记"))) == {"unchanged": 1}
    assert counts(desk.rows(STAFF, replace(MEMBER, title="委员"))) == {"updated": 1}


def test_titles_of_others_are_not_kept_and_the_report_says_so(desk: Desk) -> None:
    report = desk.rows(STAFF, replace(HEAD, title="人大主席"), MEMBER)
    assert codes(report["notices"]) == ["title_not_kept"]
    assert desk.rows(STAFF, MEMBER)["notices"] == []


def test_who_has_left_a_standing_committee_is_not_brought_back(desk: Desk) -> None:
    desk.rows(STAFF, MEMBER)
    person = desk.person_of(MEMBER.phone)
    left = call(
        app,
        "PATCH",
        f"/v1/members/{person}",
        body={"until": "2026-11-20"},
        headers={"If-Match": '"v1"'},
        caller=desk.admin,
    )
    assert left.status == 200, left.text
    assert counts(desk.rows(STAFF, MEMBER)) == {"unchanged": 1}
    desk.now = NOW.replace(day=21)
    assert troubles(desk.rows(STAFF, MEMBER)) == [("C2", "member_left")]


def test_nobody_is_moved_to_another_standing_committee(desk: Desk) -> None:
    desk.rows(STAFF, MEMBER)
    report = desk.rows(STAFF, replace(MEMBER, division="411402"))
    assert troubles(report) == [("D2", "member_exists")]


def test_the_rows_of_an_officer_who_is_dismissed_half_way_are_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def then_dismissed(item: RosterItem, now: datetime) -> Uploader:
        found = uploader.uploader_of(item, now)
        desk.dismiss(desk.admin)
        return found

    monkeypatch.setattr(run, "uploader_of", then_dismissed)
    report = desk.rows(STAFF, TOWNSHIP, COMMITTEE, HEAD)
    assert counts(report) == {"bad": 3}
    assert codes(report["problems"]) == ["grant_withdrawn"] * 3
    assert not [item for item in desk.world.items("Identities") if item["sk"]["S"] == "CONTACT"]
