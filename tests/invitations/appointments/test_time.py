"""By when an appointment is to be arranged (Shenzhen art. 9, Datong art. 7), over HTTP."""

from datetime import datetime
from typing import Any

import pytest

from shared.domain.clock import SHANGHAI
from shared.domain.deputies import Deputy
from shared.domain.members import Member
from tests.invitations.appointments.room import Room, body_of, member_of, organ
from tests.invitations.committee import DATONG, GUANGXI, SHENZHEN, SHENZHEN_STAFF, in_office

THURSDAY = datetime(2026, 11, 19, 16, tzinfo=SHANGHAI)
FRIDAY = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)
NATIONAL_DAY_EVE = datetime(2026, 9, 30, 23, 59, 59, tzinfo=SHANGHAI)
NEW_YEARS_EVE = datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "due"),
    [(THURSDAY, "2026-11-24"), (FRIDAY, "2026-11-25"), (NATIONAL_DAY_EVE, "2026-10-10")],
    ids=["over a weekend", "asked on a Friday", "over the National Day holidays"],
)
def test_sz_09a_a_member_is_met_within_three_working_days(room: Room, now: datetime, due: str) -> None:
    room.adopts_shenzhen()
    room.now = now
    made = room.asks(SHENZHEN)
    (clock,) = made["clocks"]
    assert (clock["rule"], clock["article"], clock["binding"]) == ("sz-09a", "9-2", True)
    assert (clock["due"], clock["state"], clock["provisional"]) == (due, "running", False)
    assert clock["due_at"] == f"{due}T23:59:59+08:00"
    assert "3个工作日" in clock["how"]
    assert "法定休假日不计" in clock["how"]
    assert "草案" in clock["title"], "that it is a draft stays said"
    assert made["due"] == due


def test_sz_09b_the_head_of_a_body_is_met_within_two_working_days_over_a_weekend(room: Room) -> None:
    room.adopts_shenzhen()
    made = room.asks(SHENZHEN, body_of("法制委员会"))
    assert [(clock["rule"], clock["due"]) for clock in made["clocks"]] == [("sz-09b", "2026-11-24")]


def test_sz_09a_a_draft_binds_nobody_where_it_is_not_adopted(room: Room) -> None:
    made = room.asks(SHENZHEN)
    assert (made["clocks"], made["due"], made["overdue"]) == ([], None, False)


def test_sz_09a_is_of_the_city_and_no_other_place(room: Room) -> None:
    room.adopts_shenzhen()
    assert room.asks(GUANGXI)["clocks"] == []


def test_sz_09a_a_year_whose_holidays_are_not_announced_is_provisional(room: Room) -> None:
    room.adopts_shenzhen()
    room.now = NEW_YEARS_EVE
    (clock,) = room.asks(SHENZHEN)["clocks"]
    assert clock["provisional"] is True
    assert "暂定" in clock["how"]


def test_dt_07f_the_committee_arranges_appointments_with_heads_of_organs(room: Room) -> None:
    made = room.asks(DATONG, organ("大同市教育局"))
    (way,) = [way for way in made["ways"] if way["rule"] == "dt-07f"]
    assert (way["article"], way["act"], way["by"]) == ("7(6)", ["联系安排约见"], "常务委员会")
    assert way["to"] == ["国家机关负责人"]
    assert made["clocks"] == [], "the Measures give no number, and none is invented"


def test_dt_07f_is_not_about_members(room: Room) -> None:
    assert "dt-07f" not in [way["rule"] for way in room.asks(DATONG)["ways"]]


def test_sz_09a_the_clock_stops_with_the_arrangement_on_the_last_day(room: Room) -> None:
    room.adopts_shenzhen()
    made = room.asks(SHENZHEN)
    room.now = datetime(2026, 11, 25, 23, 59, 59, tzinfo=SHANGHAI)
    arranged = room.arrange(made)
    assert (arranged["clocks"][0]["state"], arranged["due"]) == ("met", None)


def test_sz_09a_a_day_later_it_is_late_and_says_so(room: Room) -> None:
    room.adopts_shenzhen()
    made = room.asks(SHENZHEN)
    room.now = datetime(2026, 11, 26, 0, 0, 0, tzinfo=SHANGHAI)
    found = room.show(made)
    assert (found["clocks"][0]["state"], found["overdue"]) == ("overdue", True)
    assert room.arrange(made)["clocks"][0]["state"] == "late"


def test_sz_09a_a_time_merely_proposed_does_not_stop_the_clock(room: Room) -> None:
    room.adopts_shenzhen()
    proposed = room.propose(room.asks(SHENZHEN))
    assert (proposed["state"], proposed["clocks"][0]["state"]) == ("proposed", "running")
    room.later(days=7)
    assert room.show(proposed)["clocks"][0]["state"] == "overdue"


def test_sz_09a_other_wishes_are_a_request_anew(room: Room) -> None:
    room.adopts_shenzhen()
    proposed = room.propose(room.asks(SHENZHEN))
    room.now = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
    answer = {"accept": False, "wishes": [room.span(days=9)]}
    again = room.answers(proposed, answer)
    assert again["clocks"][0]["due"] == "2026-11-27"


def test_sz_09a_a_refusal_is_no_arrangement(room: Room) -> None:
    room.adopts_shenzhen()
    declined = room.change(room.asks(SHENZHEN), "decline", {"reason": "负责人出国访问"})
    assert (declined["state"], declined["due"], declined["overdue"]) == ("declined", None, False)
    room.later(days=7)
    assert room.show(declined)["clocks"][0]["state"] == "overdue"


def test_sz_08a_what_was_held_counts_as_meeting_the_linked_deputy(room: Room) -> None:
    """sz-08a: a face-to-face meeting a year with each linked deputy; the record is the member's."""
    room.adopts_shenzhen()
    deputy: Deputy = room.committee.deputy(SHENZHEN)
    member: Member = room.committee.member(SHENZHEN, deputy)
    path = f"/v1/members/{member.id}/standing"

    def pair() -> Any:
        verdicts = room.standing(path, by=in_office(member))["verdicts"]
        return next(verdict for verdict in verdicts if verdict["rule"] == "sz-08a.a")

    assert (pair()["counted"], pair()["state"]) == (0, "at_risk")
    made = room.asks(SHENZHEN, member_of(member), deputy=deputy)
    arranged = room.arrange(made)
    room.later(days=6)
    room.change(arranged, "outcome", {"held": True, "note": "谈了养老服务"}, by=SHENZHEN_STAFF)
    assert (pair()["counted"], pair()["state"], pair()["with"]) == (1, "met", deputy.id)
