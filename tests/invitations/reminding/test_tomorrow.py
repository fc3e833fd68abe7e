"""On the day before, invitees are reminded once: however often the schedule fires, late, or after a missed
day."""

from datetime import datetime
from typing import Any

import pytest

from functions.invitations.reminding import tomorrow
from shared.domain.clock import iso
from tests.invitations.committee import DATONG, STAFF, Committee
from tests.invitations.inviting.asking import reply
from tests.invitations.reminding.mornings import Mornings, at

KIND = "invitation_reminder"


@pytest.fixture(autouse=True)
def shanxi(mornings: Mornings) -> None:
    """The schedule is that of Datong's province."""
    mornings.of("14")


def held(committee: Committee, starts: datetime, *people: Any, **fields: Any) -> Any:
    """A forum of Datong's committee, announced on 20 November."""
    ends = starts.replace(hour=starts.hour + 1)
    more = {"kind": "forum", "title": "座谈会", "starts": iso(starts), "ends": iso(ends), **fields}
    return committee.announced(DATONG, *people, **more)


def test_who_comes_and_who_owes_an_answer_are_reminded_once_at_eight_on_the_day_before(
    committee: Committee, mornings: Mornings
) -> None:
    comes, silent, declined = committee.deputies(3, DATONG)
    activity = held(committee, at(26, 9), comes, silent, declined)
    reply(committee, activity, comes, "accept")
    reply(committee, activity, declined, "decline")
    mornings.fire(at(24, 23, 45))
    mornings.fire(at(25, 7, 45))
    assert mornings.told(comes.id, KIND) == []
    for moment in (at(25, 8), at(25, 8, 15), at(25, 23, 45), at(26, 8)):
        mornings.fire(moment)
    (for_comes,), (for_silent,) = mornings.told(comes.id, KIND), mornings.told(silent.id, KIND)
    assert for_comes["data"]["starts"] == "2026-11-26T09:00:00+08:00"
    assert "reply_by" not in for_comes["data"]
    assert "reply_by" in for_silent["data"]
    assert mornings.told(declined.id, KIND) == []


@pytest.mark.parametrize("caught_up", [at(25, 19, 30), at(26, 8)])
def test_a_run_that_comes_late_or_on_the_next_morning_makes_good_what_was_missed(
    committee: Committee, mornings: Mornings, caught_up: datetime
) -> None:
    (deputy,) = committee.deputies(1, DATONG)
    held(committee, at(26, 15), deputy)
    mornings.fire(caught_up)
    mornings.fire(caught_up.replace(minute=45))
    assert len(mornings.told(deputy.id, KIND)) == 1


def test_a_worker_that_was_down_goes_on_and_tells_nobody_twice(
    committee: Committee, mornings: Mornings
) -> None:
    (deputy,) = committee.deputies(1, DATONG)
    held(committee, at(26, 15), deputy)
    mornings.fire(at(25), work=False)
    mornings.fire(at(25, 8, 15), work=False)
    assert len(committee.jobs(tomorrow.KIND)) == 1
    mornings.fire(at(26))
    assert len(mornings.told(deputy.id, KIND)) == 1


def test_what_has_begun_is_past_or_is_only_a_draft_reminds_nobody(
    committee: Committee, mornings: Mornings
) -> None:
    (deputy,) = committee.deputies(1, DATONG)
    held(committee, at(26, 9), deputy)
    committee.draft(DATONG, kind="forum", starts=iso(at(26, 15)), ends=iso(at(26, 16)))
    mornings.fire(at(26, 9, 15))
    assert mornings.told(deputy.id, KIND) == []


def test_a_reminder_that_the_organiser_set_for_that_day_is_that_days(
    committee: Committee, mornings: Mornings
) -> None:
    (deputy,) = committee.deputies(1, DATONG)
    held(committee, at(26, 9), deputy, reminders=[1440])
    mornings.fire(at(25, 9))
    assert len(mornings.told(deputy.id, KIND)) == 1


def test_who_is_invited_on_the_day_before_is_told_by_the_invitation(
    committee: Committee, mornings: Mornings
) -> None:
    (deputy,) = committee.deputies(1, DATONG)
    committee.now = at(25, 10)
    held(committee, at(26, 9), deputy)
    mornings.fire(at(25, 10, 15))
    mornings.fire(at(26, 8))
    assert mornings.told(deputy.id, KIND) == []


def test_moved_to_another_day_it_is_reminded_of_for_that_day(
    committee: Committee, mornings: Mornings
) -> None:
    (deputy,) = committee.deputies(1, DATONG)
    activity = held(committee, at(26, 9), deputy)
    mornings.fire(at(25))
    moved = {"starts": iso(at(30, 9)), "ends": iso(at(30, 10))}
    path = f"/v1/activities/{activity['id']}"
    committee.done("PATCH", path, moved, version=activity["version"], by=STAFF[DATONG])
    mornings.work()
    for day in (26, 27, 28, 29, 30):
        mornings.fire(at(day))
    starts = [told["data"]["starts"] for told in mornings.told(deputy.id, KIND)]
    assert starts == ["2026-11-26T09:00:00+08:00", "2026-11-30T09:00:00+08:00"]


def test_the_last_second_of_the_year_is_todays_and_the_new_years_first_is_tomorrows(
    committee: Committee, mornings: Mornings
) -> None:
    before, after, later = committee.deputies(3, DATONG)
    for deputy, starts in (
        (before, "2026-12-31T23:59:59+08:00"),
        (after, "2027-01-01T00:00:00+08:00"),
        (later, "2027-01-02T00:00:00+08:00"),
    ):
        ends = "2027-01-02T09:00:00+08:00"
        committee.announced(DATONG, deputy, kind="forum", title="座谈会", starts=starts, ends=ends)
    mornings.fire(at(30, month=12))
    assert [len(mornings.told(one.id, KIND)) for one in (before, after, later)] == [1, 0, 0]
    mornings.fire(at(31, month=12))
    assert [len(mornings.told(one.id, KIND)) for one in (before, after, later)] == [1, 1, 0]


def test_many_activities_and_invitees_are_gone_through_page_by_page(
    committee: Committee, mornings: Mornings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("functions.invitations.reminding.mornings._PAGE", 2)
    monkeypatch.setattr("functions.invitations.reminding.reminding._PAGE", 2)
    people = committee.deputies(3, DATONG)
    for hour in (9, 10, 11, 14, 15):
        held(committee, at(26, hour), *people)
    mornings.fire(at(25))
    assert [len(mornings.told(one.id, KIND)) for one in people] == [5, 5, 5]


def test_a_schedule_that_stood_for_a_week_still_sends_the_organisers_reminder(
    committee: Committee, mornings: Mornings
) -> None:
    (deputy,) = committee.deputies(1, DATONG)
    held(committee, at(30, 9), deputy, reminders=[7 * 1440])
    mornings.fire(at(29, 7, 45))
    mornings.fire(at(29, 7, 50))
    assert len(mornings.told(deputy.id, KIND)) == 1
