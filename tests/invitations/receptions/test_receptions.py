"""Reception days (Datong art. 7 item 9), over HTTP: from the calendar to the record."""

from datetime import date, datetime
from typing import Any

import pytest

from functions.invitations.receptions import calendar
from shared.domain.clock import SHANGHAI
from shared.domain.members import Office
from shared.regulations.calendars.working_days import with_announced
from tests.gateway import someone
from tests.invitations.committee import (
    DATONG,
    DATONG_STAFF,
    GUANGXI_STAFF,
    RESIDENT,
    bad_fields,
    basis,
    code,
    in_office,
)
from tests.invitations.receptions.hall import DECEMBER, Hall


def residents(number: int) -> list[Any]:
    return [someone(person=f"pres1dent{n:012d}") for n in range(number)]


def test_dt_07i_the_fifth_of_each_month_shifted_off_days_of_rest(hall: Hall) -> None:
    days = hall.year(2026)
    assert [(one["nominal"], one["day"]) for one in days] == [
        ("2026-01-05", "2026-01-05"),
        ("2026-02-05", "2026-02-05"),
        ("2026-03-05", "2026-03-05"),
        ("2026-04-05", "2026-04-07"),
        ("2026-05-05", "2026-05-06"),
        ("2026-06-05", "2026-06-05"),
        ("2026-07-05", "2026-07-06"),
        ("2026-08-05", "2026-08-05"),
        ("2026-09-05", "2026-09-07"),
        ("2026-10-05", "2026-10-08"),
        ("2026-11-05", "2026-11-05"),
        ("2026-12-05", "2026-12-07"),
    ]
    assert {one["state"] for one in days} == {"named"}
    assert not any(one["provisional"] for one in days)
    rule = days[0]["rule"]
    assert (rule["rule"], rule["article"], rule["binding"]) == ("dt-07i", "7(9)", True)
    assert days[0]["receives"] == ["常务委员会主任", "常务委员会副主任"]


def test_dt_07i_next_year_is_published_ahead_and_provisional(hall: Hall) -> None:
    ahead = hall.year(2027)
    assert len(ahead) == 12
    assert all(one["provisional"] for one in ahead)
    assert [one["day"] for one in hall.year()] == [one["day"] for one in hall.year(2026)], (
        "this year, unasked"
    )


def test_where_no_rule_names_such_days_there_are_none(hall: Hall) -> None:
    assert hall.year(2026, "4114") == []
    assert hall.year(2026, "140213") == [], "the Measures bind the city's committee"
    missing = hall.committee.send("GET", "/v1/divisions/99/reception-days", by=None)
    assert code(missing) == (404, "division_not_found")


def test_dt_07i_before_the_measures_were_in_force_no_day_was_named(hall: Hall) -> None:
    assert [one["day"] for one in hall.year(2019)] == [
        "2019-08-05", "2019-09-05", "2019-10-08", "2019-11-05", "2019-12-05",
    ]  # fmt: skip


def test_staff_say_who_receives_and_the_leader_is_told(hall: Hall) -> None:
    leader = hall.leader()
    made = hall.arrange(leader)
    assert (made["state"], made["version"], made["leader"]) == (
        "arranged", 1, {"name": "覃志远", "office": "vice_chair"},
    )  # fmt: skip
    assert made["slots"] == [{"at": "09:00", "places": 2, "left": 2}, {"at": "10:00", "places": 1, "left": 1}]
    (told,) = hall.committee.notices(leader.id, "reception_assigned")
    assert told["data"]["starts"] == "2026-12-07T09:00:00+08:00"
    shown = hall.committee.done("GET", hall.path(), by=None)
    assert shown == made
    assert hall.year()[-1] == made


def test_dt_07i_the_chair_or_a_vice_chair_receives(hall: Hall) -> None:
    answer = hall.tries(hall.plan(hall.leader(office=Office.MEMBER)))
    assert (code(answer), basis(answer)) == ((422, "leader_office"), ("datong", "7(9)"))
    assert hall.arrange(hall.leader(office=Office.CHAIR))["leader"]["office"] == "chair"


def test_who_is_no_member_on_that_day_does_not_receive(hall: Hall) -> None:
    left = hall.leader(until=date(2026, 12, 6))
    assert bad_fields(hall.tries(hall.plan(left))) == ["body.leader"]
    elsewhere = hall.committee.member("45", office=Office.CHAIR)
    assert bad_fields(hall.tries(hall.plan(elsewhere))) == ["body.leader"]


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        ("2026-12-05", (422, "not_reception_day")),
        ("2026-11-05", (409, "reception_over")),
        ("2026-02-30", (404, "not_found")),
        ("1999-12-05", (422, "day_out_of_range")),
    ],
)
def test_days_on_which_nothing_can_be_arranged(hall: Hall, day: str, refused: tuple[int, str]) -> None:
    answer = hall.tries(hall.plan(hall.leader()), day=day)
    assert code(answer) == refused
    if refused[1] == "not_reception_day":
        assert "2026-12-07" in answer.json["title"]


def test_who_may_arrange(hall: Hall) -> None:
    plan = hall.plan(hall.leader())
    assert code(hall.tries(plan, by=GUANGXI_STAFF)) == (403, "out_of_scope")
    assert code(hall.tries(plan, by=RESIDENT)) == (403, "role_missing")
    hall.arrange()
    assert code(hall.tries(plan, version=0)) == (412, "stale_version")


def test_slots_stand_there_once_and_are_not_too_many(hall: Hall) -> None:
    leader = hall.leader()
    for slots in (
        [{"at": "09:00", "places": 1}] * 2,
        [{"at": "09:00", "places": 200}, {"at": "10:00", "places": 1}],
        [],
        [{"at": f"{n:02d}:00", "places": 1} for n in range(24)] + [{"at": "00:30", "places": 1}],
    ):
        assert bad_fields(hall.tries(hall.plan(leader, slots=slots))) == ["body.slots"]
    late = [{"at": "24:00", "places": 1}]
    assert bad_fields(hall.tries(hall.plan(leader, slots=late))) == ["body.slots.0.at"]


def test_residents_and_deputies_book_until_the_slot_is_full(hall: Hall) -> None:
    hall.arrange()
    first, second, third = residents(3)
    made = hall.books(first)
    assert (made.status, made.json["deputy"]) == (201, False)
    assert hall.books(hall.deputy()).json["deputy"] is True
    assert code(hall.books(second)) == (409, "reception_full")
    assert hall.books(second, "10:00").status == 201
    assert code(hall.books(third, "10:00")) == (409, "reception_full")
    assert [slot["left"] for slot in hall.year()[-1]["slots"]] == [0, 0]
    (told,) = hall.committee.notices(first.person, "reception_booked")
    assert (told["data"]["starts"], told["data"]["place"]) == ("2026-12-07T09:00:00+08:00", "信访接待室")
    (own,) = hall.committee.whole("/v1/me/reception-bookings", by=first)
    assert own == made.json


def test_one_place_a_day_and_person(hall: Hall) -> None:
    hall.arrange()
    (person,) = residents(1)
    hall.books(person)
    assert code(hall.books(person)) == (409, "booked_already")
    assert code(hall.books(person, "10:00")) == (409, "booked_already")
    assert [slot["left"] for slot in hall.year()[-1]["slots"]] == [1, 1]


def test_booking_sent_twice_takes_one_place(hall: Hall) -> None:
    hall.arrange()
    (person,) = residents(1)
    first, again = hall.books(person, key="book-key-1"), hall.books(person, key="book-key-1")
    assert (first.status, first.json) == (201, again.json)
    assert hall.year()[-1]["slots"][0]["left"] == 1


def test_a_place_given_back_is_free_again(hall: Hall) -> None:
    hall.arrange()
    first, second = residents(2)
    booked = hall.books(first, "10:00").json
    delete = hall.path(tail=f"/bookings/{booked['id']}")
    assert code(hall.committee.send("DELETE", delete, by=second)) == (404, "booking_not_found")
    assert hall.committee.send("DELETE", delete, by=first).status == 204
    assert code(hall.committee.send("DELETE", delete, by=first)) == (404, "booking_not_found")
    assert hall.books(second, "10:00").status == 201
    assert hall.books(first, "09:00").status == 201


def test_a_day_for_deputies_is_not_open_to_residents(hall: Hall) -> None:
    hall.arrange(open_to=["deputies"])
    assert code(hall.books(RESIDENT)) == (403, "reception_not_open")
    stranger = someone("deputy:45", person="pstranger000000000000")
    assert code(hall.books(stranger)) == (403, "reception_not_open")
    assert hall.books(hall.deputy()).status == 201


def test_what_cannot_be_booked(hall: Hall) -> None:
    assert code(hall.books(RESIDENT)) == (404, "reception_not_arranged")
    hall.arrange()
    assert bad_fields(hall.books(RESIDENT, "11:00")) == ["body.slot"]
    anonymous = hall.committee.send("POST", hall.path(tail="/bookings"), {}, by=None)
    assert code(anonymous) == (401, "sign_in_required")
    hall.committee.now = datetime(2026, 12, 7, 9, 0, 0, tzinfo=SHANGHAI)
    assert code(hall.books(RESIDENT, "09:00")) == (409, "slot_past")
    assert hall.books(RESIDENT, "10:00").status == 201


def test_places_that_are_booked_are_not_taken_away(hall: Hall) -> None:
    leader = hall.leader()
    hall.arrange(leader)
    for person in residents(2):
        hall.books(person)
    fewer = hall.plan(leader, slots=[{"at": "09:00", "places": 1}])
    assert code(hall.tries(fewer, version=1)) == (409, "places_booked")
    gone = hall.plan(leader, slots=[{"at": "10:00", "places": 1}])
    assert code(hall.tries(gone, version=1)) == (409, "places_booked")
    more = hall.arrange(leader, version=1, slots=[{"at": "09:00", "places": 5}])
    assert more["slots"] == [{"at": "09:00", "places": 5, "left": 3}]


def test_who_booked_is_told_of_another_place_and_both_leaders_of_the_change(hall: Hall) -> None:
    before, after = hall.leader(), hall.leader()
    hall.arrange(before)
    person = residents(1)[0]
    hall.books(person)
    hall.arrange(after, version=1, place="第二会议室")
    assert hall.committee.work() == 1
    places = [told["data"]["place"] for told in hall.committee.notices(person.person, "reception_booked")]
    assert sorted(places) == sorted(["信访接待室", "第二会议室"])
    (instead,) = hall.committee.notices(before.id, "reception_cancelled")
    assert instead["data"]["reason"] == "改由覃志远接待"
    assert len(hall.committee.notices(after.id, "reception_assigned")) == 1


def test_staff_and_the_leader_see_who_comes_and_nobody_else(hall: Hall) -> None:
    leader = hall.leader()
    hall.arrange(leader)
    people = residents(2)
    for person in people:
        hall.books(person)
    path = hall.path(tail="/bookings")
    for by in (DATONG_STAFF, in_office(leader)):
        found = hall.committee.whole(path, by=by, limit=1)
        assert {one["person"] for one in found} == {person.person for person in people}
    for by in (GUANGXI_STAFF, in_office(hall.leader())):
        assert hall.committee.send("GET", path, by=by).status == 403
    assert code(hall.committee.send("GET", path, by=people[0])) == (403, "role_missing")


def test_what_was_said_is_kept_and_leads_to_an_opinion(hall: Hall) -> None:
    leader = hall.leader()
    hall.arrange(leader)
    said = {"topic": "小区停车", "text": "停车位不足", "answer": "将会同街道研究"}
    path = hall.path(tail="/conversations")
    early = hall.committee.send("POST", path, said, by=in_office(leader))
    assert code(early) == (409, "reception_ahead")
    hall.committee.now = datetime(2026, 12, 7, 9, 30, tzinfo=SHANGHAI)
    made, again = (
        hall.committee.done("POST", path, said, by=in_office(leader), key="talk-key-1") for _ in range(2)
    )
    assert made == again
    opinion = {"opinion": "v01j9zq3v7k2m8n4p6r5t"}
    named = hall.committee.done("PUT", f"{path}/{made['id']}/opinion", opinion, by=DATONG_STAFF, version=1)
    assert (named["opinion"], named["version"]) == ("v01j9zq3v7k2m8n4p6r5t", 2)
    stale = hall.committee.send("PUT", f"{path}/{made['id']}/opinion", opinion, by=DATONG_STAFF, version=1)
    assert code(stale) == (412, "stale_version")
    unknown = f"{path}/w{'0' * 20}/opinion"
    missing = hall.committee.send("PUT", unknown, opinion, by=DATONG_STAFF, version=1)
    assert code(missing) == (404, "conversation_not_found")
    (listed,) = hall.committee.whole(path, by=DATONG_STAFF)
    assert listed == named
    for by in (GUANGXI_STAFF, RESIDENT, hall.deputy()):
        assert hall.committee.send("GET", path, by=by).status == 403


def test_dt_07i_a_day_that_was_held_keeps_the_rule(hall: Hall) -> None:
    leader, deputy = hall.leader(), hall.committee.deputy(DATONG)
    hall.arrange(leader)
    assert hall.verdict("2026-12-10")["state"] == "open"
    body = {"held": True, "received": 3, "deputies": [deputy.id], "note": "接待三人"}
    path = hall.path(tail="/outcome")
    early = hall.committee.send("POST", path, body, by=DATONG_STAFF, version=1)
    assert code(early) == (409, "reception_ahead")
    hall.committee.now = datetime(2026, 12, 7, 12, tzinfo=SHANGHAI)
    held = hall.committee.done("POST", path, body, by=in_office(leader), version=1)
    assert (held["state"], held["version"]) == ("held", 2)
    for partition in (f"COMMITTEE#{DATONG}", f"MEMBER#{leader.id}"):
        (record,) = hall.committee.records(partition, "reception_day")
        assert (record["day"]["S"], record["others"]["L"]) == (DECEMBER, [{"S": deputy.id}])
    assert (hall.verdict("2026-12-10")["state"], hall.verdict("2026-12-10")["counted"]) == ("met", 1)
    again = hall.committee.send("POST", path, body, by=DATONG_STAFF, version=2)
    assert code(again) == (409, "reception_over")
    changed = hall.tries(hall.plan(leader), version=2)
    assert code(changed) == (409, "reception_over")


def test_dt_07i_a_day_that_passed_unheld_falls_short(hall: Hall) -> None:
    hall.arrange()
    hall.committee.now = datetime(2026, 12, 8, 0, 0, 0, tzinfo=SHANGHAI)
    outcome = {"held": False, "note": "主任出差"}
    said = hall.committee.done("POST", hall.path(tail="/outcome"), outcome, by=DATONG_STAFF, version=1)
    assert said["state"] == "not_held"
    assert hall.committee.records(f"COMMITTEE#{DATONG}") == []
    assert hall.verdict("2026-12-08")["state"] == "short"


def test_a_day_that_the_announced_calendar_moves_is_shown_as_moved_and_not_booked(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = "2027-01-05"
    hall.arrange(day=day)
    announced = with_announced(["2027-01-05,rest,元旦", "2027,announced,"])
    monkeypatch.setattr(calendar, "china", lambda: announced)
    calendar._days.cache_clear()
    first, second = hall.year(2027)[:2]
    assert (first["day"], first["state"], second["day"], second["state"]) == (
        day, "moved", "2027-01-06", "named",
    )  # fmt: skip
    assert code(hall.books(RESIDENT, day=day)) == (422, "not_reception_day")
    calendar._days.cache_clear()
