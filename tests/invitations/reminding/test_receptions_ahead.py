"""Reception days (Datong art. 7 item 9): a reminder on the day before, and news of a day that has moved."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from functions.invitations.receptions import calendar
from functions.invitations.reminding import receptions
from functions.notifications import texts
from shared.domain.members import Member
from shared.regulations.calendars.working_days import with_announced
from tests.gateway import someone
from tests.invitations.committee import RESIDENT, Committee, in_office
from tests.invitations.receptions.hall import Hall
from tests.invitations.reminding.mornings import Mornings, at

REMINDER, MOVED = "reception_reminder", "reception_moved"
JANUARY = "2027-01-05"


@pytest.fixture
def hall(committee: Committee, act_as: Callable[[str], None], mornings: Mornings) -> Hall:
    """Datong's committee, whose schedule fires."""
    mornings.of("14")
    return Hall(committee, act_as)


@pytest.fixture
def leader(hall: Hall) -> Member:
    """Who receives on 7 December, with one resident who has booked at ten."""
    found = hall.leader()
    hall.arrange(found)
    assert hall.books(RESIDENT, "10:00").status == 201
    return found


@pytest.fixture
def announce(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Installs a calendar that announces 2027 with these days of rest."""

    def installed(*rest: str) -> None:
        announced = with_announced([*(f"{day},rest,元旦" for day in rest), "2027,announced,"])
        monkeypatch.setattr(calendar, "china", lambda: announced)
        calendar._days.cache_clear()

    yield installed
    calendar._days.cache_clear()


def looks(committee: Committee) -> list[str]:
    """The days that are still looked at, with the day from which on."""
    items = committee.world.items("Activities")
    return [item["gsi1sk"]["S"] for item in items if item.get("gsi1pk") == {"S": "RECEPTIONS#LOOK"}]


def test_dt_07i_who_receives_and_who_has_booked_are_reminded_once_at_eight_on_the_day_before(
    committee: Committee, mornings: Mornings, leader: Member
) -> None:
    for moment in (at(5, month=12), at(6, 7, 45, month=12)):
        mornings.fire(moment)
    assert mornings.told(RESIDENT.person, REMINDER) == []
    for moment in (at(6, month=12), at(6, 8, 15, month=12), at(6, 23, 45, month=12), at(7, month=12)):
        mornings.fire(moment)
    ((for_leader,), (for_resident,)) = (
        mornings.told(leader.id, REMINDER),
        mornings.told(RESIDENT.person, REMINDER),
    )
    assert for_leader["data"]["starts"] == "2026-12-07T09:00:00+08:00"
    assert for_resident["data"]["starts"] == "2026-12-07T10:00:00+08:00"
    assert for_resident["about"] == "reception:1402:2026-12-07"
    assert looks(committee) == [], "what was told costs the next runs nothing"


def test_a_missed_day_is_made_good_on_the_day_itself_and_not_after(
    mornings: Mornings, leader: Member
) -> None:
    mornings.fire(at(7, 9, 30, month=12))
    assert len(mornings.told(RESIDENT.person, REMINDER)) == 1, "ten o'clock is still ahead"


def test_after_the_last_slot_nobody_is_reminded(
    committee: Committee, mornings: Mornings, leader: Member
) -> None:
    mornings.fire(at(7, 10, month=12))
    assert mornings.told(RESIDENT.person, REMINDER) == mornings.told(leader.id, REMINDER) == []
    assert looks(committee) == []


def test_a_worker_that_was_down_reminds_once_when_it_is_back(
    committee: Committee, mornings: Mornings, leader: Member
) -> None:
    for day in (5, 6):
        mornings.fire(at(day, month=12), work=False)
    mornings.fire(at(7, month=12))
    assert len(mornings.told(leader.id, REMINDER)) == 1


def test_a_job_done_twice_reminds_nobody_twice(
    committee: Committee, mornings: Mornings, leader: Member
) -> None:
    mornings.fire(at(6, month=12))
    (job,) = committee.jobs(receptions.REMIND)
    fresh = job.__class__(job.id, job.kind, job.about, job.at, job.data)
    receptions.remind(fresh)
    assert len(mornings.told(leader.id, REMINDER)) == len(mornings.told(RESIDENT.person, REMINDER)) == 1


def test_who_books_on_the_day_before_was_told_by_the_booking(
    committee: Committee, mornings: Mornings, hall: Hall, leader: Member
) -> None:
    late = someone(person="pres1dent000000000009")
    mornings.fire(at(6, month=12), work=False)
    committee.now = at(6, 9, month=12)
    assert hall.books(late).status == 201
    mornings.fire(at(6, 9, 15, month=12))
    assert mornings.told(late.person, REMINDER) == []
    assert len(mornings.told(RESIDENT.person, REMINDER)) == 1


def test_many_who_booked_are_reminded_page_by_page(
    mornings: Mornings, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receptions, "_AT_ONCE", 2)
    hall.arrange(slots=[{"at": "09:00", "places": 5}])
    people = [someone(person=f"pres1dent{number:012d}") for number in range(5)]
    for person in people:
        assert hall.books(person).status == 201
    mornings.fire(at(6, month=12))
    assert [len(mornings.told(person.person, REMINDER)) for person in people] == [1] * 5


def test_dt_07i_a_day_that_an_announced_calendar_moves_is_told_to_who_had_booked_and_who_receives(
    mornings: Mornings, hall: Hall, announce: Callable[..., None]
) -> None:
    leader = hall.leader()
    hall.arrange(leader, day=JANUARY)
    assert hall.books(RESIDENT, day=JANUARY).status == 201
    mornings.fire(at(21))
    assert mornings.told(RESIDENT.person, MOVED) == []
    announce(JANUARY)
    for moment in (at(22), at(22, 8, 15), at(23), at(4, month=1, year=2027), at(5, month=1, year=2027)):
        mornings.fire(moment)
    for person in ("committee_staff:1402", leader.id, RESIDENT.person):
        (told,) = mornings.told(person, MOVED)
        data = told["data"]
        assert data["starts"] == "2027-01-05T09:00:00+08:00"
        assert (data["due"], data["instrument"], data["article"]) == ("2027-01-06", "datong", "7(9)")
        assert mornings.told(person, REMINDER) == [], "what is not held needs no reminder"
    said = texts.compose(MOVED, data, at(22), "zh-CN").text
    assert "新的接待日：2027年1月6日" in said
    assert "第七条第（九）项" in said


def test_a_provisional_day_that_stays_is_left_until_a_week_before(
    committee: Committee, mornings: Mornings, hall: Hall, announce: Callable[..., None]
) -> None:
    leader = hall.leader()
    hall.arrange(leader, day=JANUARY)
    assert looks(committee) == ["2026-11-20#1402#2027-01-05"]
    announce("2027-01-01")
    mornings.fire(at(21))
    assert looks(committee) == ["2026-12-29#1402#2027-01-05"]
    mornings.fire(at(4, month=1, year=2027))
    assert len(mornings.told(leader.id, REMINDER)) == 1
    assert mornings.told(leader.id, MOVED) == []


def test_a_calendar_that_is_corrected_late_is_noticed_in_the_week_before(
    mornings: Mornings, hall: Hall, leader: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = calendar.named
    monkeypatch.setattr(
        calendar, "named", lambda division, day: None if str(day) == "2026-12-07" else named(division, day)
    )
    mornings.fire(at(29))
    assert mornings.told(RESIDENT.person, MOVED) == []
    mornings.fire(at(30))
    assert len(mornings.told(RESIDENT.person, MOVED)) == len(mornings.told(leader.id, MOVED)) == 1


def test_arranged_anew_it_is_looked_at_anew_and_the_new_leader_reminded(
    mornings: Mornings, hall: Hall, leader: Member
) -> None:
    instead = hall.leader()
    hall.arrange(instead, version=1)
    mornings.fire(at(6, month=12))
    assert len(mornings.told(instead.id, REMINDER)) == 1
    assert mornings.told(leader.id, REMINDER) == []


def test_a_day_already_concluded_reminds_nobody(
    committee: Committee, mornings: Mornings, hall: Hall, leader: Member
) -> None:
    committee.now = at(7, 8, 5, month=12)
    outcome: dict[str, Any] = {"held": False, "received": 0, "deputies": [], "note": None}
    answer = committee.send("POST", hall.path(tail="/outcome"), outcome, by=in_office(leader), version=1)
    assert answer.status == 200, answer.text
    mornings.fire(at(7, 8, 15, month=12))
    assert mornings.told(RESIDENT.person, REMINDER) == []


def test_a_day_that_cannot_be_looked_at_is_tried_again_by_itself(
    mornings: Mornings, leader: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise KeyError("calendar")

    with monkeypatch.context() as patch:
        patch.setattr(calendar, "named", failing)
        with pytest.raises(KeyError):
            mornings.fire(at(6, month=12))
    mornings.fire(at(6, 9, month=12))
    assert len(mornings.told(leader.id, REMINDER)) == len(mornings.told(RESIDENT.person, REMINDER)) == 1
