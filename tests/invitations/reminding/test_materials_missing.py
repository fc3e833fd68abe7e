"""Materials that are not with the invitees before a meeting: who prepares it is told, with the article."""

from typing import Any

import pytest

from functions.invitations.activities import preparing
from functions.invitations.activities.activity import Activity
from functions.invitations.reminding.materials import DAYS_AHEAD
from functions.notifications import texts
from shared.domain.clock import iso
from tests.invitations.committee import DATONG, GUANGXI, GUANGXI_STAFF, TIANJIN, TIANJIN_STAFF, Committee
from tests.invitations.reminding.mornings import Mornings, at

KIND = "materials_missing"
TIANJIN_OFFICE, GUANGXI_OFFICE = "committee_staff:12", "committee_staff:45"


@pytest.fixture
def meeting(committee: Committee, mornings: Mornings) -> Any:
    """Tianjin's meeting of 30 November, announced on the 20th without its materials."""
    mornings.of("12")
    activity = committee.draft(TIANJIN)
    committee.select(activity, committee.deputy(TIANJIN))
    return committee.change(activity, "announcement", {})


def test_tj_05b_three_days_and_a_day_before_the_meeting_once_each_with_the_article(
    mornings: Mornings, meeting: Any
) -> None:
    assert DAYS_AHEAD == (3, 1)
    for day in range(21, 31):
        for minute in (0, 15):
            mornings.fire(at(day, 8, minute))
    for recipient in (TIANJIN_OFFICE, TIANJIN_STAFF.person):
        found = mornings.told(recipient, KIND)
        assert len(found) == len(DAYS_AHEAD)
        assert {told["about"] for told in found} == {f"activity:{meeting['id']}"}
        assert {(told["data"]["instrument"], told["data"]["article"]) for told in found} == {
            ("tianjin", "5-2")
        }
    said = texts.compose(KIND, found[0]["data"], at(27), "zh-CN").text
    assert "议题或材料尚未送达代表" in said
    assert "第五条第二款" in said


def test_tj_05b_what_has_been_handed_out_is_not_asked_for(
    committee: Committee, mornings: Mornings, meeting: Any
) -> None:
    mornings.fire(at(27))
    committee.now = at(27, 15)
    committee.hand_out(meeting)
    mornings.fire(at(29))
    assert len(mornings.told(TIANJIN_OFFICE, KIND)) == 1


def test_tj_05b_a_missed_day_is_made_good_and_a_missed_reminder_is_not_told_with_the_next(
    mornings: Mornings, meeting: Any
) -> None:
    mornings.fire(at(28, 22))
    assert len(mornings.told(TIANJIN_OFFICE, KIND)) == 1
    mornings.fire(at(29, 22))
    mornings.fire(at(30, 8))
    assert len(mornings.told(TIANJIN_OFFICE, KIND)) == 2
    mornings.fire(at(30, 15))
    assert len(mornings.told(TIANJIN_OFFICE, KIND)) == 2


def test_tj_05b_cancelled_or_moved_away_it_is_left_alone(
    committee: Committee, mornings: Mornings, meeting: Any
) -> None:
    moved = {"starts": "2026-12-10T10:00:00+08:00", "ends": "2026-12-10T16:00:00+08:00"}
    meeting = committee.done(
        "PATCH", f"/v1/activities/{meeting['id']}", moved, version=meeting["version"], by=TIANJIN_STAFF
    )
    mornings.fire(at(27))
    assert mornings.told(TIANJIN_OFFICE, KIND) == []
    mornings.fire(at(7, month=12))
    assert len(mornings.told(TIANJIN_OFFICE, KIND)) == 1
    committee.change(meeting, "cancellation", {"reason": "改期另行通知"})
    mornings.fire(at(9, month=12))
    assert len(mornings.told(TIANJIN_OFFICE, KIND)) == 1


def test_gx_06b_of_a_draft_too_for_what_is_sent_goes_out_with_the_invitation(
    committee: Committee, mornings: Mornings
) -> None:
    activity = committee.draft(GUANGXI)
    mornings.fire(at(27))
    for recipient in (GUANGXI_OFFICE, GUANGXI_STAFF.person):
        (told,) = mornings.told(recipient, KIND)
        assert (told["data"]["instrument"], told["data"]["article"]) == ("guangxi", "6-1")
    committee.hand_out(activity)
    mornings.fire(at(29))
    assert len(mornings.told(GUANGXI_OFFICE, KIND)) == 1


def test_gx_06b_drafted_at_short_notice_one_is_reminded_of_what_is_still_ahead_only(
    committee: Committee, mornings: Mornings
) -> None:
    committee.now = at(28, 10)
    committee.draft(GUANGXI, starts=iso(at(30, 9)), ends=iso(at(30, 11)))
    mornings.fire(at(28, 10, 15))
    assert mornings.told(GUANGXI_OFFICE, KIND) == []
    mornings.fire(at(29))
    assert len(mornings.told(GUANGXI_OFFICE, KIND)) == 1


def test_where_no_rule_asks_for_materials_nobody_is_reminded(
    committee: Committee, mornings: Mornings
) -> None:
    mornings.of("14")
    committee.draft(DATONG)
    committee.draft(GUANGXI, kind="forum")
    mornings.fire(at(27))
    mornings.of("45")
    mornings.fire(at(27, 9))
    assert mornings.told("committee_staff:1402", KIND) == []
    assert mornings.told(GUANGXI_OFFICE, KIND) == []


def test_tj_05b_at_the_turn_of_the_year_the_month_ahead_is_looked_at(
    committee: Committee, mornings: Mornings
) -> None:
    mornings.of("12")
    committee.draft(
        TIANJIN, starts="2027-01-01T09:00:00+08:00", ends="2027-01-01T12:00:00+08:00", speaking_slots=1
    )
    mornings.fire(at(29, month=12))
    assert len(mornings.told(TIANJIN_OFFICE, KIND)) == 1


def test_a_meeting_that_cannot_be_looked_at_keeps_no_other_waiting(
    committee: Committee, mornings: Mornings, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, other = committee.draft(GUANGXI), committee.draft(GUANGXI)
    situation = preparing.situation

    def failing(activity: Activity) -> Any:
        if activity.id == broken["id"]:
            raise KeyError(activity.id)
        return situation(activity)

    with monkeypatch.context() as patch:
        patch.setattr(preparing, "situation", failing)
        with pytest.raises(KeyError):
            mornings.fire(at(27))
    assert [told["about"] for told in mornings.told(GUANGXI_OFFICE, KIND)] == [f"activity:{other['id']}"]
    mornings.fire(at(27, 9))
    assert len(mornings.told(GUANGXI_OFFICE, KIND)) == 2, "the job of its own is tried again"
