"""From state to state: opened on its day, closed, cancelled; what was held without being announced."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.domain.clock import SHANGHAI, iso
from tests.invitations.committee import (
    DATONG,
    DATONG_STAFF,
    TIANJIN_STAFF,
    Committee,
    bad_fields,
    code,
    of,
)


def move(committee: Committee, activity: Any, to: str, body: Any = None, by: Any = DATONG_STAFF) -> Any:
    path = f"/v1/activities/{activity['id']}/{to}"
    return committee.send("POST", path, body, by=by, version=activity["version"])


def test_from_the_announcement_to_the_close(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    told = committee.announced(DATONG, deputy, kind="forum")
    committee.later(days=10)
    opened = committee.change(told, "opening")
    assert (opened["state"], opened["opened_at"]) == ("under_way", iso(committee.now))
    committee.later(hours=2)
    closed = committee.change(opened, "closure", {})
    assert (closed["state"], closed["closed_at"], closed["version"]) == ("closed", iso(committee.now), 4)
    (job,) = committee.jobs("activity_closed")
    assert job.data == {"version": 4}


BODIES = {"announcement": {}, "opening": None, "closure": {}, "cancellation": {"reason": "因故"}}


@pytest.mark.parametrize(
    ("state", "refused"),
    [
        ("draft", ["closure"]),
        ("announced", ["announcement", "closure"]),
        ("under_way", ["announcement", "opening"]),
        ("closed", ["announcement", "opening", "closure", "cancellation"]),
        ("cancelled", ["announcement", "opening", "closure", "cancellation"]),
    ],
)
def test_a_state_lets_only_its_own_moves(committee: Committee, state: str, refused: list[str]) -> None:
    activity = committee.draft(DATONG, kind="forum")
    steps = {"announced": 1, "under_way": 2, "closed": 3}.get(state, 0)
    for to in ("announcement", "opening", "closure")[:steps]:
        if to == "opening":
            committee.later(days=10)
        activity = committee.change(activity, to, BODIES[to])
    if state == "cancelled":
        activity = committee.change(activity, "cancellation", BODIES["cancellation"])
    assert activity["state"] == state
    for to in refused:
        assert code(move(committee, activity, to, BODIES[to])) == (409, "activity_state"), to


def test_it_is_opened_on_its_day(committee: Committee) -> None:
    """The legal day, in China: a second before midnight is the day before."""
    starts = datetime(2027, 1, 1, 9, tzinfo=SHANGHAI)
    times: Any = {"starts": iso(starts), "ends": iso(starts + timedelta(hours=2))}
    told = committee.change(committee.draft(DATONG, kind="forum", **times), "announcement", {})
    committee.now = datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI)
    assert code(move(committee, told, "opening")) == (409, "activity_too_early")
    committee.now = datetime(2027, 1, 1, 0, 0, 0, tzinfo=SHANGHAI)
    assert move(committee, told, "opening").json["state"] == "under_way"


def test_what_was_held_without_being_announced_is_recorded(committee: Committee) -> None:
    """Nobody is told of it; who was there is noted, and it is closed."""
    starts = committee.now - timedelta(days=59)
    times: Any = {"starts": iso(starts), "ends": iso(starts + timedelta(hours=2))}
    held = committee.draft(DATONG, kind="forum", **times)
    assert code(move(committee, held, "announcement", {})) == (409, "activity_past")
    opened = committee.change(held, "opening")
    assert opened["announced_at"] is None
    assert committee.change(opened, "closure", {})["state"] == "closed"
    assert [job.kind for job in committee.jobs()] == ["activity_closed"]


def test_two_months_later_it_is_too_late(committee: Committee) -> None:
    starts = committee.now - timedelta(days=59)
    held = committee.draft(DATONG, kind="forum", starts=iso(starts), ends=iso(starts + timedelta(hours=2)))
    committee.later(days=1, hours=2, seconds=1)
    assert code(move(committee, held, "opening")) == (409, "activity_too_late")


def test_a_draft_is_not_opened_before_it_begins(committee: Committee) -> None:
    draft = committee.draft(DATONG, kind="forum")
    assert code(move(committee, draft, "opening")) == (409, "activity_too_early")


def test_who_was_told_hears_that_it_is_cancelled(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    told = committee.announced(DATONG, deputy, kind="forum")
    committee.later(hours=1)
    done = committee.change(told, "cancellation", {"reason": "因台风延期"})
    assert (done["state"], done["reason"], done["cancelled_at"]) == (
        "cancelled",
        "因台风延期",
        iso(committee.now),
    )
    (job,) = committee.jobs("activity_cancelled")
    assert job.data == {"version": 3, "reason": "因台风延期"}
    committee.work()
    last = committee.notices(deputy.id)[-1]
    assert (last["kind"], last["data"]["reason"]) == ("invitation_cancelled", "因台风延期")


def test_of_a_cancelled_draft_nobody_hears(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    draft = committee.draft(DATONG, kind="forum")
    committee.select(draft, deputy)
    before = len(committee.jobs())
    committee.change(draft, "cancellation", {"reason": "不办了"})
    assert len(committee.jobs()) == before
    path = f"/v1/activities/{draft['id']}"
    assert code(committee.send("GET", path, by=of(deputy))) == (404, "activity_not_found")


def test_a_cancellation_says_why(committee: Committee) -> None:
    draft = committee.draft(DATONG, kind="forum")
    assert bad_fields(move(committee, draft, "cancellation", {"reason": ""})) == ["body.reason"]
    assert bad_fields(move(committee, draft, "cancellation", {"reason": "长" * 501})) == ["body.reason"]


@pytest.mark.parametrize("to", list(BODIES))
def test_only_who_holds_it_moves_it(committee: Committee, to: str) -> None:
    draft = committee.draft(DATONG, kind="forum")
    answer = move(committee, draft, to, BODIES[to], by=TIANJIN_STAFF)
    assert code(answer) == (403, "out_of_scope")
    deputy = committee.deputy(DATONG)
    assert code(move(committee, draft, to, BODIES[to], by=of(deputy))) == (403, "not_organiser")


@pytest.mark.parametrize("to", list(BODIES))
def test_a_move_rests_on_what_was_read(committee: Committee, to: str) -> None:
    draft = committee.draft(DATONG, kind="forum")
    stale = {**draft, "version": 9}
    assert code(move(committee, stale, to, BODIES[to])) == (412, "stale_version")
    path = f"/v1/activities/{draft['id']}/{to}"
    assert code(committee.send("POST", path, BODIES[to], by=DATONG_STAFF)) == (
        428,
        "precondition_required",
    )
    unknown = f"/v1/activities/a01j9zq3v7k2m8n4p6r5t/{to}"
    answer = committee.send("POST", unknown, BODIES[to], by=DATONG_STAFF, version=1)
    assert code(answer) == (404, "activity_not_found")
