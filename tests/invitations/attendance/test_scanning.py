"""Arriving and departing by the code in the hall: who may, when, on which legal day, how well proven."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.domain.clock import iso
from shared.domain.places import Place
from shared.domain.proof import codes
from shared.store.settings import Setting, secret
from tests.checkin import symbols
from tests.costs import counted
from tests.gateway import someone
from tests.invitations.attendance.hall import at_station, closed, code, held, kinds, listed, scan, sheet
from tests.invitations.committee import (
    AUDITOR,
    DATONG_STAFF,
    GUANGXI_STAFF,
    RESIDENT,
    SHANGQIU,
    SHANGQIU_STAFF,
    STATION,
    Committee,
    in_office,
    of,
)
from tests.invitations.committee import code as refusal

PLACE = Place(34.41429, 115.65635, 200)
HERE = {"lat": PLACE.lat, "lng": PLACE.lng, "accuracy": 10}
AWAY = {"lat": 34.5, "lng": 115.65635, "accuracy": 10}


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


def test_an_arrival_is_recorded_once_and_the_same_scan_again_answers_it(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    first = scan(committee, activity, deputy)
    assert first.status == 201
    assert (first.json["outcome"], first.json["day"], first.json["proof"]) == (
        "present",
        "2026-12-01",
        "rotating",
    )
    committee.later(minutes=5)
    again = scan(committee, activity, deputy)
    assert (again.status, again.json) == (200, first.json)
    assert kinds(committee, f"DEPUTY#{deputy.id}") == [("training", "2026-12-01")]
    (record,) = committee.records(f"DEPUTY#{deputy.id}")
    assert record["reference"]["S"] == activity["id"]
    assert record["body"]["M"]["grade"]["S"] == first.json["grade"]


def test_a_departure_follows_its_arrival_once(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    assert refusal(scan(committee, activity, deputy, "departure")) == (409, "not_arrived")
    scan(committee, activity, deputy)
    committee.later(hours=3)
    gone = scan(committee, activity, deputy, "departure")
    assert gone.status == 201
    left = gone.json["departed_at"]
    assert datetime.fromisoformat(left) > datetime.fromisoformat(gone.json["arrived_at"])
    committee.later(minutes=2)
    again = scan(committee, activity, deputy, "departure")
    assert (again.status, again.json["departed_at"]) == (200, left)
    own = committee.done("GET", f"/v1/activities/{activity['id']}/invitations/me", by=of(deputy))
    assert own["attendance"]["outcome"] == "present"


@pytest.mark.parametrize(
    ("moment", "outcome"),
    [
        ("2026-12-01T06:59:29", (409, "attendance_too_early")),
        ("2026-12-01T07:00:00", 201),
        ("2026-12-01T18:00:00", 201),
        ("2026-12-01T18:00:30", (409, "attendance_closed")),
    ],
)
def test_attendance_is_taken_from_two_hours_before_the_start(
    committee: Committee, moment: str, outcome: object
) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    committee.now = at(moment)
    text = codes.make_rotating(
        secret(Setting.INVITATION_SECRET), activity["id"], rotation=1, window=codes.window_at(committee.now)
    )
    answer = scan(committee, activity, deputy, code=text)
    assert outcome in (answer.status, refusal(answer) if answer.status >= 400 else None)


def test_after_the_closing_the_organiser_keeps_the_list(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    text = code(committee, activity)
    closed(committee, activity)
    assert refusal(scan(committee, activity, deputy, code=text)) == (409, "attendance_closed")


def test_a_cancelled_activity_takes_nobody(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    text = code(committee, activity)
    committee.change(activity, "cancellation", {"reason": "因台风取消"})
    assert refusal(scan(committee, activity, deputy, code=text)) == (409, "activity_state")
    answer = committee.send("GET", f"/v1/activities/{activity['id']}/codes", by=DATONG_STAFF)
    assert refusal(answer) == (409, "activity_state")


def test_a_code_of_another_activity_or_of_a_station_is_refused(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    one, other = held(committee, deputy), held(committee, deputy, title="另一次培训")
    assert refusal(scan(committee, one, deputy, code=code(committee, other))) == (422, "code_for_other")
    window = codes.window_at(committee.now)
    stations = codes.make_rotating(secret(Setting.INVITATION_SECRET), STATION, rotation=1, window=window)
    assert refusal(scan(committee, one, deputy, code=stations)) == (422, "code_for_other")
    forged = codes.make_rotating(b"x" * 40, one["id"], rotation=1, window=window)
    assert refusal(scan(committee, one, deputy, code=forged)) == (403, "code_forged")
    assert refusal(scan(committee, one, deputy, code="签到")) == (400, "code_malformed")


def test_who_is_not_invited_is_refused(committee: Committee) -> None:
    deputy, other = committee.deputy("1402"), committee.deputy("1402")
    activity = held(committee, deputy)
    assert refusal(scan(committee, activity, other)) == (403, "not_invited")
    assert refusal(scan(committee, activity, RESIDENT)) == (403, "role_missing")
    path = f"/v1/activities/{activity['id']}"
    committee.done(
        "POST", f"{path}/invitations/{deputy.id}/withdrawal", {"reason": "会议规模压缩"}, by=DATONG_STAFF
    )
    assert refusal(scan(committee, activity, deputy)) == (403, "not_invited")
    ended = someone(person=deputy.id)
    assert refusal(scan(committee, activity, ended)) == (403, "role_missing")


def test_what_a_station_holds_is_open_to_deputies_of_the_congresses_above(
    committee: Committee,
) -> None:
    city, elsewhere = committee.deputy(SHANGQIU), committee.deputy("1402")
    activity = at_station(committee, station_fields={"place": PLACE})
    answer = scan(committee, activity, city, location=HERE)
    assert answer.status == 201
    assert (answer.json["invited"], answer.json["grade"], answer.json["name"]) == (False, "A", city.name)
    assert kinds(committee, f"DEPUTY#{city.id}") == [("forum", "2026-12-01")]
    (record,) = committee.records(f"DEPUTY#{city.id}")
    assert [mark["S"] for mark in record["marks"]["L"]] == ["at_station"]
    assert refusal(scan(committee, activity, elsewhere, location=HERE)) == (403, "not_invited")


@pytest.mark.parametrize(
    ("sent", "grade", "place"),
    [({"location": HERE}, "A", "inside"), ({}, "B", "unknown"), ({"location": AWAY}, "D", "outside")],
)
def test_scans_are_graded_as_check_ins_are(
    committee: Committee, sent: dict[str, Any], grade: str, place: str
) -> None:
    """Shangqiu art. 21: the register tells how well a visit is proven."""
    deputy = committee.deputy(SHANGQIU)
    activity = at_station(committee, deputy, station_fields={"place": PLACE})
    answer = scan(committee, activity, deputy, **sent).json
    assert (answer["grade"], answer["place"]) == (grade, place)


def test_a_scan_made_without_network_counts_when_it_was_made(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    text, scanned = code(committee, activity), committee.now
    committee.later(hours=4)
    answer = scan(committee, activity, deputy, code=text, captured_at=iso(scanned)).json
    assert (answer["timing"], answer["flags"]) == (
        "late",
        ["no_location", "station_unlocated", "late_upload"],
    )
    assert datetime.fromisoformat(answer["arrived_at"]) == scanned


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-12-31T23:59:59", "2026-12-31"), ("2027-01-01T00:00:00", "2026-12-31")],
)
def test_one_sitting_across_midnight_is_attended_once(committee: Committee, moment: str, day: str) -> None:
    """Until the last second of the year an arrival counts for the old year."""
    deputy = committee.deputy("1402")
    activity = held(committee, deputy, starts="2026-12-31T20:00:00+08:00", ends="2027-01-01T02:00:00+08:00")
    committee.now = at("2026-12-31T20:00:00")
    if day == "2026-12-31" and moment.startswith("2027"):
        scan(committee, activity, deputy)
    committee.now = at(moment)
    assert scan(committee, activity, deputy).json["day"] == day
    assert kinds(committee, f"DEPUTY#{deputy.id}") == [("training", day)]
    committee.now = at("2027-01-01T01:30:00")
    assert scan(committee, activity, deputy, "departure").json["day"] == day


def test_an_arrival_after_midnight_counts_for_the_new_year(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy, starts="2026-12-31T20:00:00+08:00", ends="2027-01-01T02:00:00+08:00")
    committee.now = at("2027-01-01T00:00:00")
    assert scan(committee, activity, deputy).json["day"] == "2027-01-01"


def test_who_comes_before_midnight_to_what_begins_after_it_attends_on_its_day(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy, starts="2027-01-01T00:30:00+08:00", ends="2027-01-01T02:00:00+08:00")
    committee.now = at("2026-12-31T23:59:59")
    assert scan(committee, activity, deputy).json["day"] == "2027-01-01"


def test_several_days_are_attended_day_by_day(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy, starts="2028-02-28T09:00:00+08:00", ends="2028-03-01T17:00:00+08:00")
    for day in ("2028-02-28", "2028-02-29", "2028-03-01"):
        committee.now = at(f"{day}T08:50:00")
        assert scan(committee, activity, deputy).status == 201
        assert scan(committee, activity, deputy).status == 200
        committee.now = at(f"{day}T17:00:00")
        assert scan(committee, activity, deputy, "departure").json["day"] == day
    days = [day for _, day in kinds(committee, f"DEPUTY#{deputy.id}")]
    assert days == ["2028-02-28", "2028-02-29", "2028-03-01"]
    committee.now = at("2028-03-01T17:30:00")
    counts = sheet(committee, activity, DATONG_STAFF)["counts"]
    assert (counts["invited"], counts["present"]) == (1, 1)


def test_a_departure_of_a_day_without_arrival_is_refused(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy, starts="2026-12-01T09:00:00+08:00", ends="2026-12-03T17:00:00+08:00")
    scan(committee, activity, deputy)
    committee.now = at("2026-12-01T17:00:00")
    scan(committee, activity, deputy, "departure")
    committee.now = at("2026-12-02T17:00:00")
    assert refusal(scan(committee, activity, deputy, "departure")) == (409, "not_arrived")


def test_the_screen_has_codes_for_two_hours_and_none_of_the_past(committee: Committee) -> None:
    activity = held(committee)
    path = f"/v1/activities/{activity['id']}/codes"
    shown = committee.done("GET", path, by=DATONG_STAFF, query={"count": 241})
    assert len(shown["items"]) == 241
    first = shown["items"][0]
    assert datetime.fromisoformat(first["begins"]) <= committee.now < datetime.fromisoformat(first["ends"])
    assert first["url"] == f"https://henan.example.cn/a/{activity['id']}#{first['code']}"
    past = committee.done(
        "GET", path, by=DATONG_STAFF, query={"from": iso(committee.now - timedelta(hours=1))}
    )
    assert past["items"] == []
    committee.now = at("2026-12-01T17:59:30")
    assert len(committee.done("GET", path, by=DATONG_STAFF, query={"count": 241})["items"]) == 1


def test_a_poster_hangs_in_a_hall_without_a_screen(committee: Committee) -> None:
    deputy = committee.deputy(SHANGQIU)
    activity = at_station(committee, deputy, title="座谈<b>会</b>", station_fields={"place": PLACE})
    path = f"/v1/activities/{activity['id']}/poster"
    page = committee.send("GET", path, by=SHANGQIU_STAFF, accept="text/html")
    assert page.status == 200
    assert "座谈&lt;b&gt;会&lt;/b&gt;" in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    shown = symbols.decode(symbols.from_svg(re.findall("<svg.*</svg>", page.text, re.DOTALL)[0]))
    address, text = shown.split("#")
    assert address == f"https://henan.example.cn/a/{activity['id']}"
    answer = scan(committee, activity, deputy, code=text, location=HERE).json
    assert (answer["proof"], answer["grade"]) == ("poster", "B")
    committee.now = at("2026-12-02T10:00:00")
    other = committee.deputy(SHANGQIU)
    assert refusal(scan(committee, activity, other, code=text)) == (410, "code_expired")
    assert committee.send("GET", path, by=of(deputy)).status == 403


def test_only_the_organiser_shows_codes(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    path = f"/v1/activities/{activity['id']}/codes"
    for caller, status in ((GUANGXI_STAFF, 403), (AUDITOR, 403), (of(deputy), 403), (RESIDENT, 403)):
        assert committee.send("GET", path, by=caller).status == status
    nowhere = committee.send("GET", "/v1/activities/a00000000000000000000/codes", by=DATONG_STAFF)
    assert refusal(nowhere) == (404, "activity_not_found")


def test_the_page_behind_the_symbol_tells_nothing(committee: Committee) -> None:
    activity = held(committee)
    with counted() as calls:
        page = committee.send("GET", f"/a/{activity['id']}", by=None, accept="text/html")
    assert (page.status, calls) == (200, [])
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert activity["title"] not in page.text
    assert "<script" not in page.text


def test_a_member_arrives_like_a_deputy_and_is_recorded_at_the_closing(committee: Committee) -> None:
    member = committee.member("1402")
    activity = held(committee, member)
    assert scan(committee, activity, member).json["role"] == "member"
    assert kinds(committee, f"MEMBER#{member.id}") == []
    assert in_office(member).person == member.id


def test_a_scan_corrects_an_absence_that_was_entered_too_soon(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    assert listed(committee, activity, deputy, status="absent").status == 200
    assert kinds(committee, f"DEPUTY#{deputy.id}") == [("absence", "2026-12-01")]
    answer = scan(committee, activity, deputy)
    assert answer.status == 201
    assert [revision["outcome"] for revision in answer.json["revisions"]] == ["absent"]
    assert kinds(committee, f"DEPUTY#{deputy.id}") == [("training", "2026-12-01")]


def test_shangqiu_staff_may_not_enter_for_datong(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    assert refusal(listed(committee, activity, deputy, by=SHANGQIU_STAFF)) == (403, "out_of_scope")
