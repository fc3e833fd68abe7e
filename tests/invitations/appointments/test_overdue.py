"""Overdue appointments come to light: every day once, to those who should have arranged them."""

from datetime import datetime
from typing import Any

import pytest

from functions.invitations.appointments import escalating
from functions.invitations.appointments.appointment import Appointment
from functions.invitations.appointments.timing import owed
from functions.invitations.workers.remind import remind
from functions.notifications import texts
from shared.domain.clock import SHANGHAI
from shared.regulations.calendars.working_days import with_announced
from shared.regulations.matters import Running
from tests.invitations.appointments.room import Room, body_of, organ
from tests.invitations.committee import SHENZHEN, SHENZHEN_STAFF

OFFICE = "committee_staff:4403"
KIND = "appointment_overdue"


@pytest.fixture
def overdue(room: Room) -> Any:
    """Asked for on Friday the 20th, due on Wednesday the 25th; it is Thursday morning."""
    room.adopts_shenzhen()
    made = room.asks(SHENZHEN)
    room.now = datetime(2026, 11, 26, 8, 15, tzinfo=SHANGHAI)
    return made


def escalate(room: Room) -> int:
    """The schedule's run, and the jobs that follow from it."""
    remind({}, None)
    return room.committee.work()


def test_sz_09a_staff_and_the_member_are_told_once_a_day(room: Room, overdue: Any) -> None:
    recipients = (OFFICE, overdue["with"]["id"])
    for _ in range(3):
        escalate(room)
        room.later(minutes=15)
    for recipient in recipients:
        (told,) = room.committee.notices(recipient, KIND)
        assert told["about"] == f"appointment:{overdue['id']}"
        assert (told["data"]["due"], told["data"]["name"]) == ("2026-11-25", "韦春兰")
        said = texts.compose(KIND, told["data"], room.now, "zh-CN").text
        assert said.startswith("韦春兰约见覃志远逾期" if recipient == OFFICE else "韦春兰提出的约见逾期")
        assert (told["data"]["instrument"], told["data"]["article"]) == ("shenzhen", "9-2")
    room.later(days=1)
    escalate(room)
    for recipient in recipients:
        assert len(room.committee.notices(recipient, KIND)) == 2


def test_a_job_done_twice_tells_nobody_twice(room: Room, overdue: Any) -> None:
    escalating.start(room.now)
    (job,) = room.committee.jobs(escalating.KIND)
    escalating.step(job)
    escalating.step(job)
    assert len(room.committee.notices(OFFICE, KIND)) == 1


def test_before_eight_nobody_is_woken(room: Room, overdue: Any) -> None:
    room.now = room.now.replace(hour=7, minute=59)
    assert escalate(room) == 0
    assert room.committee.notices(OFFICE, KIND) == []


def test_sz_09b_for_a_body_the_staff_are_told(room: Room) -> None:
    room.adopts_shenzhen()
    room.asks(SHENZHEN, body_of("法制委员会"))
    room.now = datetime(2026, 11, 25, 9, tzinfo=SHANGHAI)
    escalate(room)
    assert len(room.committee.notices(OFFICE, KIND)) == 1


def test_what_is_not_due_or_no_longer_owed_is_left_alone(room: Room, overdue: Any) -> None:
    room.arrange(overdue)
    room.asks(SHENZHEN)
    room.asks(SHENZHEN, organ("深圳市教育局"))
    escalate(room)
    assert room.committee.notices(OFFICE, KIND) == []


def test_many_are_told_page_by_page(room: Room) -> None:
    room.adopts_shenzhen()
    deputy = room.committee.deputy(SHENZHEN)
    for _ in range(27):
        room.asks(SHENZHEN, body_of("法制委员会"), deputy=deputy)
    room.now = datetime(2026, 11, 26, 9, tzinfo=SHANGHAI)
    escalate(room)
    assert len(room.committee.notices(OFFICE, KIND)) == 27


def test_a_due_day_that_was_provisional_follows_the_calendar(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for on 31 December 2026: once 2027 is announced, the due day is another, in the lists too."""
    room.adopts_shenzhen()
    room.now = datetime(2026, 12, 31, 10, tzinfo=SHANGHAI)
    before = room.asks(SHENZHEN)["due"]
    announced = with_announced(["2027-01-04,rest,元旦", "2027-01-05,rest,元旦", "2027,announced,"])
    monkeypatch.setattr("shared.regulations.matters.china", lambda: announced)
    room.now = datetime(2027, 1, 3, 9, tzinfo=SHANGHAI)
    escalate(room)
    path = "/v1/divisions/4403/appointments"
    (listed,) = room.committee.whole(path, by=SHENZHEN_STAFF)
    assert listed["due"] > before
    room.now = datetime(2027, 1, 7, 9, tzinfo=SHANGHAI)
    overdue = room.committee.whole(path, by=SHENZHEN_STAFF, state="overdue")
    assert [one["id"] for one in overdue] == ([] if listed["due"] >= "2027-01-07" else [listed["id"]])


def test_sz_09a_what_stays_overdue_for_a_week_is_brought_once_before_the_office_above(
    room: Room, overdue: Any
) -> None:
    above = "committee_staff:44"
    room.now = datetime(2026, 12, 2, 7, 45, tzinfo=SHANGHAI)
    escalate(room)
    assert room.committee.notices(above, KIND) == [], "due on 25 November: a week is over at eight"
    for day in (2, 2, 3, 20):
        room.now = datetime(2026, 12, day, 8, 15, tzinfo=SHANGHAI)
        escalate(room)
    (told,) = room.committee.notices(above, KIND)
    assert told["about"] == f"appointment:{overdue['id']}"
    assert (told["data"]["due"], told["data"]["instrument"]) == ("2026-11-25", "shenzhen")


def test_what_is_arranged_within_the_week_comes_before_nobody_above(room: Room, overdue: Any) -> None:
    escalate(room)
    room.arrange(overdue)
    room.now = datetime(2026, 12, 3, 9, tzinfo=SHANGHAI)
    escalate(room)
    assert room.committee.notices("committee_staff:44", KIND) == []


def test_a_missed_week_is_made_good(room: Room, overdue: Any) -> None:
    room.now = datetime(2026, 12, 30, 9, tzinfo=SHANGHAI)
    escalate(room)
    assert len(room.committee.notices("committee_staff:44", KIND)) == 1


def test_one_that_cannot_be_looked_at_keeps_no_other_waiting(
    room: Room, overdue: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.now = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)
    other = room.asks(SHENZHEN)
    room.now = datetime(2026, 11, 26, 9, tzinfo=SHANGHAI)

    def failing(found: Appointment, at: datetime) -> Running | None:
        if found.id == overdue["id"]:
            raise KeyError(found.id)
        return owed(found, at)

    with monkeypatch.context() as patch:
        patch.setattr(escalating, "owed", failing)
        with pytest.raises(KeyError):
            escalate(room)
    assert [told["about"] for told in room.committee.notices(OFFICE, KIND)] == [f"appointment:{other['id']}"]
    escalate(room)
    assert len(room.committee.notices(OFFICE, KIND)) == 2
