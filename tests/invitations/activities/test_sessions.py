"""A session of a congress: when it is announced its days are recorded, where whatever asks for them looks."""

from datetime import datetime, timedelta
from typing import Any

from shared.domain.clock import SHANGHAI, iso
from tests.invitations.committee import DATONG, DATONG_STAFF, Committee

COMMITTEE = f"COMMITTEE#{DATONG}"


def times(first: tuple[int, int, int], days: int) -> dict[str, Any]:
    starts = datetime(*first, 9, tzinfo=SHANGHAI)
    return {"starts": iso(starts), "ends": iso(starts + timedelta(days=days - 1, hours=8))}


def days(committee: Committee) -> list[tuple[str, str]]:
    """The first and last day of each session that stands."""
    found = committee.records(COMMITTEE, "congress_session")
    return [(item["first"]["S"], item["day"]["S"]) for item in found if "correction" not in item]


def announced(committee: Committee, *first: int) -> Any:
    session = committee.draft(DATONG, kind="congress_session", **times(first or (2027, 2, 27), 4))  # type: ignore[arg-type]
    return committee.change(session, "announcement", {})


def test_it_is_recorded_from_the_first_to_the_last_day(committee: Committee) -> None:
    committee.draft(DATONG, kind="congress_session", **times((2027, 1, 5), 3))
    assert days(committee) == []
    announced(committee)
    assert days(committee) == [("2027-02-27", "2027-03-02")]


def test_over_a_leap_day(committee: Committee) -> None:
    announced(committee, 2028, 2, 27)
    assert days(committee) == [("2028-02-27", "2028-03-01")]


def test_a_moved_session_is_recorded_anew_and_the_first_record_is_void(committee: Committee) -> None:
    session = announced(committee)
    path = f"/v1/activities/{session['id']}"
    moved = committee.done("PATCH", path, times((2027, 3, 2), 4), by=DATONG_STAFF, version=2)
    assert days(committee) == [("2027-03-02", "2027-03-05")]
    assert len(committee.records(COMMITTEE, "congress_session")) == 2
    back = committee.done("PATCH", path, times((2027, 2, 27), 4), by=DATONG_STAFF, version=3)
    assert days(committee) == [("2027-02-27", "2027-03-02")]
    assert (moved["version"], back["version"]) == (3, 4)


def test_another_hour_of_the_same_days_makes_no_other_record(committee: Committee) -> None:
    session = announced(committee)
    ends = {"ends": "2027-03-02T18:30:00+08:00"}
    path = f"/v1/activities/{session['id']}"
    committee.done("PATCH", path, ends, by=DATONG_STAFF, version=2)
    assert len(committee.records(COMMITTEE, "congress_session")) == 1


def test_a_cancelled_session_counts_no_longer(committee: Committee) -> None:
    session = announced(committee)
    committee.change(session, "cancellation", {"reason": "会期调整"})
    assert days(committee) == []
    (record,) = committee.records(COMMITTEE, "congress_session")
    assert record["correction"]["M"]["action"]["S"] == "void"


def test_one_that_was_never_announced_is_recorded_when_it_is_noted(committee: Committee) -> None:
    """Held last week: noted, its days put right twice, each time with a record of its own."""
    committee.now = datetime(2027, 3, 10, 9, tzinfo=SHANGHAI)
    draft = committee.draft(DATONG, kind="congress_session", **times((2027, 3, 1), 3))
    opened = committee.change(draft, "opening")
    assert days(committee) == [("2027-03-01", "2027-03-03")]
    path = f"/v1/activities/{draft['id']}"
    ends = [{"ends": f"2027-03-0{day}T17:00:00+08:00"} for day in (4, 3)]
    for number, body in enumerate(ends, opened["version"]):
        committee.done("PATCH", path, body, by=DATONG_STAFF, version=number)
    assert days(committee) == [("2027-03-01", "2027-03-03")]
    assert len(committee.records(COMMITTEE, "congress_session")) == 3


def test_no_other_activity_is_a_session(committee: Committee) -> None:
    committee.announced(DATONG, committee.deputy(DATONG), kind="forum")
    assert committee.records(COMMITTEE) == []
