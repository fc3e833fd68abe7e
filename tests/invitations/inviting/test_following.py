"""What follows for those invited when an activity changes or is cancelled, and when reminders are due."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.invitations.inviting import following
from functions.invitations.reminding import reminding
from functions.invitations.workers.remind import remind
from shared.domain.clock import SHANGHAI, iso
from shared.store import engine
from shared.store.writing import commit
from tests.aws import World
from tests.invitations.committee import DATONG, STAFF, Committee, code, of
from tests.invitations.inviting.asking import (
    changed,
    counts,
    invited,
    reply,
    select,
    selected,
    state,
    told,
)


def reminders(world: World, activity: Any) -> dict[int, tuple[str, str | None]]:
    """By minutes: the start that a reminder is of, and the day under which it is listed."""
    return {
        int(item["body"]["M"]["minutes"]["N"]): (
            item["body"]["M"]["starts"]["S"],
            item["gsi1pk"]["S"] if "gsi1pk" in item else None,
        )
        for item in world.items("Activities")
        if item["pk"]["S"] == f"ACTIVITY#{activity['id']}" and item["sk"]["S"].startswith("REMINDER#")
    }


def schedule(committee: Committee) -> int:
    """The schedule fires; how many reminders it starts."""
    before = len(committee.jobs(reminding.KIND))
    committee._act_as("RemindFunction")
    remind({}, None)
    committee._act_as("InvitationsFunction")
    return len(committee.jobs(reminding.KIND)) - before


def fire(committee: Committee) -> int:
    """The schedule, and what it starts is done; how many reminders it started."""
    started = schedule(committee)
    committee.work()
    return started


def test_a_changed_start_moves_list_calendar_and_reminders_and_is_told_once(committee: Committee) -> None:
    people = committee.deputies(3, DATONG)
    activity = invited(committee, *people, reminders=[60, 1440])
    reply(committee, activity, people[1], "accept")
    reply(committee, activity, people[2], "decline")
    before = committee.done("GET", f"/v1/activities/{activity['id']}/invitations/me", by=of(people[0]))
    committee.later(minutes=1)
    starts = datetime(2027, 1, 1, 0, 30, tzinfo=SHANGHAI)
    activity = changed(committee, activity, starts=iso(starts), ends=iso(starts + timedelta(hours=1)))
    committee.work()
    own = committee.done("GET", f"/v1/activities/{activity['id']}/invitations/me", by=of(people[0]))
    assert (own["starts"], own["answer_until"]) == (iso(starts), iso(starts))
    assert own["version"] == before["version"] + 1
    assert [told(committee, person).count("invitation_changed") for person in people] == [1, 1, 0]
    assert reminders(committee.world, activity) == {
        60: (starts.isoformat(), "DUE#2026-12-31"),
        1440: (starts.isoformat(), "DUE#2026-12-31"),
    }
    listed = committee.done("GET", "/v1/me/invitations", by=of(people[0]), query={"from": iso(starts)})
    assert [entry["activity"] for entry in listed["items"]] == [activity["id"]]


def test_what_nobody_needs_to_know_is_not_told(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy, capacity=3)
    activity = changed(committee, activity, capacity=5)
    activity = changed(committee, activity, reminders=[30])
    assert told(committee, deputy) == ["invitation_received"]
    assert list(reminders(committee.world, activity)) == [30]
    committee.later(minutes=1)
    changed(committee, activity, place="第二会议室")
    assert told(committee, deputy) == ["invitation_received", "invitation_changed"]
    assert committee.notices(deputy.id)[-1]["data"]["place"] == "第二会议室"


def test_two_changes_at_once_are_told_as_one_and_the_last_holds(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    committee.later(minutes=1)
    for place in ("第二会议室", "第三会议室"):
        path = f"/v1/activities/{activity['id']}"
        by = STAFF[activity["congress"]]
        activity = committee.done("PATCH", path, {"place": place}, by=by, version=activity["version"])
    committee.work()
    assert [notice["data"]["place"] for notice in committee.notices(deputy.id, "invitation_changed")] == [
        "第三会议室"
    ]


def test_a_page_of_people_on_leave_fits_one_transaction(committee: Committee) -> None:
    """Five writes each: the invitation, the correction of the leave and its record, the count, the notice."""
    people = committee.deputies(following._PAGE, DATONG)
    activity = invited(committee, *people)
    for person in people:
        reply(committee, activity, person, "leave")
        path = f"/v1/activities/{activity['id']}/invitations/{person.id}/leave"
        committee.done("POST", path, {"granted": True}, by=STAFF[DATONG])
    committee.later(minutes=1)
    committee.change(activity, "cancellation", {"reason": "台风"})
    committee.work()
    assert [told(committee, person)[-1] for person in people] == ["invitation_cancelled"] * len(people)


def test_a_cancellation_is_told_to_all_who_might_have_come_once(committee: Committee) -> None:
    people = committee.deputies(4, DATONG)
    activity = invited(committee, *people, reminders=[60], capacity=1)
    reply(committee, activity, people[0], "accept")
    reply(committee, activity, people[1], "accept")
    reply(committee, activity, people[2], "decline")
    committee.later(minutes=1)
    committee.change(activity, "cancellation", {"reason": "台风"})
    committee.work()
    for person, times in zip(people, (1, 1, 0, 1), strict=True):
        assert told(committee, person).count("invitation_cancelled") == times
    assert committee.notices(people[0].id, "invitation_cancelled")[0]["data"]["reason"] == "台风"
    assert reminders(committee.world, activity) == {}
    own = committee.done("GET", f"/v1/activities/{activity['id']}/invitations/me", by=of(people[0]))
    assert own["cancelled"] is True
    assert code(reply(committee, activity, people[3], "accept")) == (409, "activity_cancelled")


def test_a_worker_killed_while_it_tells_of_a_change_tells_nobody_twice(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = committee.deputies(50, DATONG)
    activity = invited(committee, *people)
    committee.later(minutes=1)
    path = f"/v1/activities/{activity['id']}"
    by = STAFF[activity["congress"]]
    committee.done("PATCH", path, {"place": "第二会议室"}, by=by, version=activity["version"])
    calls: list[object] = []

    def killed(*writes: Any) -> None:
        calls.append(writes)
        if len(calls) == 2:
            raise KeyboardInterrupt
        commit(*writes)
        if len(calls) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(following, "commit", killed)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            committee.work()
    committee.work()
    assert {person.id: told(committee, person).count("invitation_changed") for person in people} == {
        person.id: 1 for person in people
    }
    assert counts(committee, activity) == {"invited": 50}


def test_reminders_go_to_who_comes_and_to_who_owes_an_answer_once_however_often_the_schedule_fires(
    committee: Committee,
) -> None:
    accepted, silent, declined, waiting = people = committee.deputies(4, DATONG)
    starts = committee.now + timedelta(days=2)
    activity = invited(
        committee,
        *people,
        starts=iso(starts),
        ends=iso(starts + timedelta(hours=1)),
        reminders=[1440, 60],
        capacity=1,
    )
    reply(committee, activity, accepted, "accept")
    reply(committee, activity, waiting, "accept")
    reply(committee, activity, declined, "decline")
    assert fire(committee) == 0
    committee.now = starts - timedelta(days=1)
    assert fire(committee) == 1
    assert fire(committee) == 0
    committee.later(minutes=15)
    assert fire(committee) == 0
    (for_accepted,) = committee.notices(accepted.id, "invitation_reminder")
    (for_silent,) = committee.notices(silent.id, "invitation_reminder")
    assert "reply_by" not in for_accepted["data"]
    assert for_silent["data"]["reply_by"] == iso(starts)
    assert told(committee, declined) == told(committee, waiting) == ["invitation_received"]
    committee.now = starts - timedelta(minutes=59)
    assert fire(committee) == 1
    assert told(committee, accepted).count("invitation_reminder") == 2


def test_a_missed_run_is_caught_up_but_never_for_what_has_begun(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    starts = datetime(2026, 11, 24, 0, 20, tzinfo=SHANGHAI)
    activity = invited(
        committee,
        deputy,
        starts=iso(starts),
        ends=iso(starts + timedelta(hours=1)),
        reminders=[30, 15],
    )
    committee.now = datetime(2026, 11, 24, 0, 10, tzinfo=SHANGHAI)
    assert fire(committee) == 2
    assert told(committee, deputy).count("invitation_reminder") == 2
    other = invited(
        committee,
        deputy,
        starts=iso(starts + timedelta(hours=1)),
        ends=iso(starts + timedelta(hours=2)),
        reminders=[30],
    )
    committee.now = starts + timedelta(hours=1)
    assert fire(committee) == 0
    assert reminders(committee.world, other) == {30: ((starts + timedelta(hours=1)).isoformat(), None)}
    assert reminders(committee.world, activity)[30][1] is None


def test_no_reminder_of_what_was_cancelled_or_moved_after_it_was_found_due(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy = committee.deputy(DATONG)
    starts = committee.now + timedelta(days=2)
    when: dict[str, Any] = {
        "starts": iso(starts),
        "ends": iso(starts + timedelta(hours=1)),
        "reminders": [60],
    }
    cancelled, moved = (invited(committee, deputy, **when) for _ in range(2))
    committee.now = starts - timedelta(minutes=30)
    assert schedule(committee) == 2
    committee.change(cancelled, "cancellation", {"reason": "台风"})
    later = starts + timedelta(days=5)
    path = f"/v1/activities/{moved['id']}"
    fields = {"starts": iso(later), "ends": iso(later + timedelta(hours=1))}
    committee.done("PATCH", path, fields, by=STAFF[moved["congress"]], version=moved["version"])
    committee.work()
    assert committee.notices(deputy.id, "invitation_reminder") == []
    committee.now = later - timedelta(minutes=30)
    assert fire(committee) == 1
    (notice,) = committee.notices(deputy.id, "invitation_reminder")
    assert notice["data"]["starts"] == iso(later)


def test_a_reminder_that_would_be_due_before_the_announcement_is_not_sent(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    starts = committee.now + timedelta(hours=3)
    activity = invited(
        committee,
        deputy,
        starts=iso(starts),
        ends=iso(starts + timedelta(hours=1)),
        reminders=[1440, 60],
    )
    assert list(reminders(committee.world, activity)) == [60]


def test_who_is_killed_while_reminding_is_followed_by_one_who_reminds_the_rest(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = committee.deputies(10, DATONG)
    starts = committee.now + timedelta(days=2)
    activity = invited(
        committee, *people, starts=iso(starts), ends=iso(starts + timedelta(hours=1)), reminders=[60]
    )
    committee.now = starts - timedelta(minutes=60)
    insert, written = engine.insert, list[object]()

    def killed(item: Any) -> bool:
        done: bool = insert(item)
        written.append(item)
        if len(written) == 4:
            raise KeyboardInterrupt
        return done

    with monkeypatch.context() as patch:
        patch.setattr(engine, "insert", killed)
        with pytest.raises(KeyboardInterrupt):
            fire(committee)
    fire(committee)
    assert [told(committee, person).count("invitation_reminder") for person in people] == [1] * 10
    assert state(committee, activity, people[0]) == "invited"


def test_who_is_invited_while_others_are_told_of_a_change_hears_of_the_new_place_only(
    committee: Committee,
) -> None:
    first, second = committee.deputies(2, DATONG)
    activity = invited(committee, first)
    path = f"/v1/activities/{activity['id']}"
    by = STAFF[activity["congress"]]
    activity = committee.done("PATCH", path, {"place": "第二会议室"}, by=by, version=activity["version"])
    select(committee, activity, second)
    (notice,) = committee.notices(second.id)
    assert (notice["kind"], notice["data"]["place"]) == ("invitation_received", "第二会议室")


def test_a_change_that_overtakes_the_announcement_is_not_undone_by_it(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The announcement has read its page; the activity moves, and its change is told of, before it writes."""
    deputy = committee.deputy(DATONG)
    activity = selected(committee, deputy, reminders=[60])
    activity = committee.change(activity, "announcement", {})
    later = committee.now + timedelta(days=40)
    moved: list[object] = []

    def overtaken(*writes: Any) -> None:
        if not moved:
            moved.append(activity)
            changed(committee, activity, starts=iso(later), ends=iso(later + timedelta(hours=1)))
        commit(*writes)

    monkeypatch.setattr(following, "commit", overtaken)
    committee.work()
    own = committee.done("GET", f"/v1/activities/{activity['id']}/invitations/me", by=of(deputy))
    assert (own["state"], own["starts"]) == ("invited", iso(later))
    assert committee.notices(deputy.id)[-1]["data"]["starts"] == iso(later)
    assert reminders(committee.world, activity)[60][0] == later.isoformat()
    assert counts(committee, activity) == {"invited": 1}


def test_a_reminder_that_is_due_outlives_a_change_of_the_place(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    starts = committee.now + timedelta(days=2)
    ends = starts + timedelta(hours=1)
    activity = invited(committee, deputy, starts=iso(starts), ends=iso(ends), reminders=[60])
    committee.now = starts - timedelta(minutes=55)
    changed(committee, activity, place="第二会议室")
    committee.later(minutes=5)
    assert fire(committee) == 1
    assert told(committee, deputy).count("invitation_reminder") == 1


def test_seats_added_to_what_is_cancelled_go_to_nobody(committee: Committee) -> None:
    first, second = committee.deputies(2, DATONG)
    activity = invited(committee, first, second, capacity=1)
    for person in (first, second):
        reply(committee, activity, person, "accept")
    path, by = f"/v1/activities/{activity['id']}", STAFF[DATONG]
    more = committee.done("PATCH", path, {"capacity": 2}, by=by, version=activity["version"])
    committee.change(more, "cancellation", {"reason": "台风"})
    committee.work()
    assert "seat_free" not in told(committee, second)
    assert state(committee, activity, second) == "waiting"


def test_what_is_opened_in_the_morning_is_still_reminded_of(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    starts = committee.now + timedelta(days=2)
    ends = starts + timedelta(hours=1)
    activity = invited(committee, deputy, starts=iso(starts), ends=iso(ends), reminders=[60])
    committee.now = starts - timedelta(hours=2)
    committee.change(activity, "opening")
    committee.now = starts - timedelta(minutes=50)
    assert fire(committee) == 1
    assert told(committee, deputy).count("invitation_reminder") == 1
