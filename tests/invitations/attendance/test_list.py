"""The staff's list: those without a phone, absence, corrections that keep what was said before."""

from datetime import datetime
from typing import Any

import pytest

from tests.gateway import someone
from tests.invitations.attendance.hall import at_station, closed, held, kinds, listed, scan, sheet
from tests.invitations.committee import (
    AUDITOR,
    DATONG_STAFF,
    HEAD,
    RESIDENT,
    SHANGQIU,
    TOWNSHIP,
    Committee,
    bad_fields,
    of,
)
from tests.invitations.committee import code as refusal

TRAINED = [("training", "2026-12-01")]
ABSENT = [("absence", "2026-12-01")]


def test_who_has_no_phone_is_entered_by_staff(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    answer = listed(committee, activity, deputy, arrived_at="2026-12-01T08:50:00+08:00", reason="未带手机")
    assert answer.status == 200
    told = answer.json
    assert (told["proof"], told["grade"], told["flags"]) == ("staff", "C", ["staff_entry", "time_claimed"])
    assert told["recorded_by"] == DATONG_STAFF.person
    assert kinds(committee, f"DEPUTY#{deputy.id}") == TRAINED
    assert listed(committee, activity, deputy, reason="未带手机").json == told
    assert told["revisions"] == []


def test_staff_enter_a_departure_of_who_scanned_and_the_grade_stays(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    scanned = scan(committee, activity, deputy).json
    committee.later(hours=3)
    answer = listed(committee, activity, deputy, departed_at="2026-12-01T11:30:00+08:00", reason="补登离开")
    assert (answer.json["grade"], answer.json["arrived_at"]) == (scanned["grade"], scanned["arrived_at"])
    assert answer.json["departed_at"] == "2026-12-01T11:30:00+08:00"


def test_a_justified_absence_is_no_absence_in_law(committee: Committee) -> None:
    """nat-62c counts absence without approval only."""
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    answer = listed(committee, activity, deputy, status="absent", justified=True, reason="突发疾病住院")
    assert (answer.json["outcome"], answer.json["justified"]) == ("absent", True)
    assert kinds(committee, f"DEPUTY#{deputy.id}") == []
    closed(committee, activity)
    assert kinds(committee, f"DEPUTY#{deputy.id}") == []


def test_a_correction_voids_the_record_and_another_restores_it(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    scan(committee, activity, deputy)
    first = listed(committee, activity, deputy, status="absent", reason="系他人代为扫码")
    assert kinds(committee, f"DEPUTY#{deputy.id}") == ABSENT
    assert [revision["outcome"] for revision in first.json["revisions"]] == ["present"]
    second = listed(committee, activity, deputy, reason="核对后确认本人到会")
    assert kinds(committee, f"DEPUTY#{deputy.id}") == TRAINED
    assert [revision["outcome"] for revision in second.json["revisions"]] == ["present", "absent"]
    third = listed(committee, activity, deputy, status="absent", reason="再次核对")
    assert kinds(committee, f"DEPUTY#{deputy.id}") == ABSENT
    assert len(third.json["revisions"]) == 3
    corrections = [
        item
        for item in committee.world.items("Records")
        if item["sk"]["S"].startswith("CORRECTION#") and item["pk"]["S"] == f"DEPUTY#{deputy.id}"
    ]
    assert len(corrections) == 5
    assert {item["body"]["M"]["by"]["S"] for item in corrections} == {DATONG_STAFF.person}


def test_a_correction_needs_a_reason_and_saying_the_same_again_none(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    scan(committee, activity, deputy)
    assert bad_fields(listed(committee, activity, deputy, status="absent")) == ["body.reason"]
    assert listed(committee, activity, deputy).json["revisions"] == []
    assert kinds(committee, f"DEPUTY#{deputy.id}") == TRAINED


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"status": "absent", "justified": True}, "body.reason"),
        ({"status": "present", "justified": True, "reason": "病"}, "body.justified"),
        ({"status": "absent", "arrived_at": "2026-12-01T09:00:00+08:00"}, "body.arrived_at"),
        ({"arrived_at": "2026-12-01T06:59:59+08:00"}, "body.arrived_at"),
        ({"arrived_at": "2026-12-01T10:00:00+08:00"}, "body.arrived_at"),
        (
            {"arrived_at": "2026-12-01T08:50:00+08:00", "departed_at": "2026-12-01T08:40:00+08:00"},
            "body.departed_at",
        ),
        ({"day": "2026-12-02"}, "body.day"),
        ({"day": "2026-02-30"}, "body.day"),
        ({"status": "late"}, "body.status"),
        ({"arrived_at": "2026-12-01T08:50:00"}, "body.arrived_at"),
        ({"reason": "x" * 201}, "body.reason"),
        ({"present": True}, "body.present"),
    ],
)
def test_what_cannot_be_is_refused(committee: Committee, body: dict[str, Any], field: str) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    assert bad_fields(listed(committee, activity, deputy, **body)) == [field]
    assert kinds(committee, f"DEPUTY#{deputy.id}") == []


def test_the_list_is_corrected_until_seven_days_after_the_closing(committee: Committee) -> None:
    deputy, other = committee.deputies(2, "1402")
    activity = closed(committee, held(committee, deputy, other))
    assert kinds(committee, f"DEPUTY#{deputy.id}") == ABSENT
    end = datetime.fromisoformat(activity["closed_at"])
    committee.now = end
    committee.later(days=7)
    answer = listed(committee, activity, deputy, reason="签到设备故障，本人到会")
    assert (answer.status, answer.json["timing"], answer.json["grade"]) == (200, "late", "D")
    assert kinds(committee, f"DEPUTY#{deputy.id}") == TRAINED
    committee.later(seconds=1)
    assert refusal(listed(committee, activity, other, reason="迟报")) == (409, "attendance_settled")


def test_the_list_opens_two_hours_before_the_start(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    committee.now = datetime.fromisoformat("2026-12-01T06:59:59+08:00")
    assert refusal(listed(committee, activity, deputy)) == (409, "attendance_too_early")


def test_several_days_need_the_day(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy, ends="2026-12-03T12:00:00+08:00")
    committee.later(days=2)
    assert bad_fields(listed(committee, activity, deputy)) == ["body.day"]
    assert listed(committee, activity, deputy, day="2026-12-02").json["day"] == "2026-12-02"
    assert listed(committee, activity, deputy, day="2026-12-01", status="absent").status == 200
    assert kinds(committee, f"DEPUTY#{deputy.id}") == [("absence", "2026-12-01"), ("training", "2026-12-02")]
    own = committee.done("GET", f"/v1/activities/{activity['id']}/invitations/me", by=of(deputy))
    assert own["attendance"]["outcome"] == "present"


def test_the_organiser_enters_a_deputy_who_came_uninvited_and_nobody_else(committee: Committee) -> None:
    invited, uninvited = committee.deputies(2, "1402")
    activity = held(committee, invited)
    answer = listed(committee, activity, uninvited)
    assert (answer.status, answer.json["invited"], answer.json["name"]) == (200, False, uninvited.name)
    stranger = listed(committee, activity, "p99999999999999999999")
    assert refusal(stranger) == (404, "person_not_found")


def test_nobody_enters_duties_of_deputies_elsewhere(committee: Committee) -> None:
    elsewhere, member = committee.deputy(SHANGQIU), committee.member(SHANGQIU)
    activity = held(committee)
    for person in (elsewhere, member):
        assert refusal(listed(committee, activity, person)) == (404, "person_not_found")
    assert kinds(committee, f"DEPUTY#{elsewhere.id}") == []
    assert listed(committee, activity, committee.deputy("14")).status == 200


def test_only_who_organises_keeps_the_list(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    for caller, expected in (
        (of(deputy), (403, "out_of_scope")),
        (AUDITOR, (403, "role_missing")),
        (RESIDENT, (403, "role_missing")),
        (HEAD, (403, "out_of_scope")),
        (someone("committee_staff:140213"), (403, "out_of_scope")),
    ):
        answer = refusal(listed(committee, activity, deputy, by=caller))
        assert answer in (expected, (403, "not_organiser")), answer
    nowhere = listed(committee, {**activity, "id": "a00000000000000000000"}, deputy)
    assert refusal(nowhere) == (404, "activity_not_found")


def test_a_stations_staff_keep_the_list_of_what_it_holds(committee: Committee) -> None:
    deputy = committee.deputy(SHANGQIU)
    activity = at_station(committee, deputy)
    assert listed(committee, activity, deputy, by=HEAD).status == 200
    assert listed(committee, activity, deputy, by=TOWNSHIP).status == 200
    assert [line["outcome"] for line in sheet(committee, activity, HEAD)["items"]] == ["present"]


def test_coverage_counts_an_attendance_once_and_takes_it_back(committee: Committee) -> None:
    """gx-06c: how the deputies of a term went round is counted by activities, not by days."""
    deputy = committee.deputy("1402")
    activity = held(committee, deputy, ends="2026-12-02T12:00:00+08:00")

    def attended() -> list[int]:
        items = committee.world.items("Activities")
        found = [item for item in items if item["pk"]["S"].startswith("COVERAGE#")]
        return [int(item["attended"]["N"]) for item in found if "attended" in item]

    scan(committee, activity, deputy)
    assert attended() == [1]
    committee.later(days=1)
    scan(committee, activity, deputy)
    assert attended() == [1]
    listed(committee, activity, deputy, day="2026-12-01", status="absent", reason="他人代签")
    assert attended() == [1]
    listed(committee, activity, deputy, day="2026-12-02", status="absent", reason="他人代签")
    assert attended() == [0]


def test_who_was_not_invited_was_not_absent(committee: Committee) -> None:
    """nat-62c: staff cannot record an absence of a deputy whom they never asked to come."""
    mistaken, stranger = committee.deputies(2, "1402")
    activity = held(committee)
    assert listed(committee, activity, mistaken).json["invited"] is False
    assert kinds(committee, f"DEPUTY#{mistaken.id}") == TRAINED
    listed(committee, activity, mistaken, status="absent", reason="误登")
    listed(committee, activity, stranger, status="absent")
    assert kinds(committee, f"DEPUTY#{mistaken.id}") == []
    assert kinds(committee, f"DEPUTY#{stranger.id}") == []


def test_dt_11_who_is_on_leave_is_absent_with_approval(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    path = f"/v1/activities/{activity['id']}/invitations"
    asked = {"answer": "leave", "reason": "赴京出差"}
    committee.done("PUT", f"{path}/me", asked, by=of(deputy))
    committee.done("POST", f"{path}/{deputy.id}/leave", {"granted": True}, by=DATONG_STAFF)
    answer = listed(committee, activity, deputy, status="absent")
    assert (answer.json["justified"], answer.json["reason"]) == (True, "赴京出差")
    closed(committee, activity)
    assert [kind for kind, _ in kinds(committee, f"DEPUTY#{deputy.id}")] == ["leave"]
