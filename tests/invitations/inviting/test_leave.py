"""Leave: who asks, who decides, what it excuses (Datong art. 11; Deputies Law art. 13)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from functions.invitations.inviting import answering, leaving
from shared.domain.clock import SHANGHAI, iso
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.domain.roles import Role
from shared.regulations.matters import Permission, permissions
from shared.store import inbox
from shared.store.writing import Write, commit
from tests.gateway import Response, someone
from tests.invitations.committee import (
    DATONG,
    DATONG_STAFF,
    SHANGQIU,
    Committee,
    bad_fields,
    basis,
    code,
    in_office,
    of,
)
from tests.invitations.inviting.asking import changed, counts, invited, reply, state, told


def decide(
    committee: Committee, activity: Any, person: Any, granted: bool, reason: str | None = None, **options: Any
) -> Response:
    body = {"granted": granted, **({} if reason is None else {"reason": reason})}
    path = f"/v1/activities/{activity['id']}/invitations/{person.id}/leave"
    return committee.send("POST", path, body, **{"by": DATONG_STAFF, **options})


def leaves(committee: Committee, deputy: Deputy) -> list[tuple[str, str, list[str], str | None]]:
    """First and last day, kinds and last correction of the records of leave."""
    return [
        (
            item["first"]["S"],
            item["day"]["S"],
            [mark["S"] for mark in item["marks"]["L"]],
            item["correction"]["M"]["action"]["S"] if "correction" in item else None,
        )
        for item in committee.records(f"DEPUTY#{deputy.id}", "leave")
    ]


def test_dt_11_who_cannot_come_asks_the_organiser_for_leave(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    answer = reply(committee, activity, deputy, "leave", reason="赴京出差").json
    assert answer["state"] == "invited"
    assert answer["leave"]["state"] == "asked"
    assert answer["leave"]["approvers"] == ["organiser"]
    assert answer["leave"]["rule"] == "dt-11.leave"
    (notice,) = committee.notices(inbox.post(Role.COMMITTEE_STAFF, DATONG))
    assert (notice["kind"], notice["data"]["name"], notice["data"]["reason"]) == (
        "leave_requested",
        deputy.name,
        "赴京出差",
    )
    again = reply(committee, activity, deputy, "leave", reason="赴京出差").json
    assert again["version"] == answer["version"]
    assert leaves(committee, deputy) == []


def test_dt_11_granted_leave_is_recorded_for_the_days_and_the_kind(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    starts = datetime(2026, 12, 31, 20, tzinfo=SHANGHAI)
    activity = invited(committee, deputy, starts=iso(starts), ends=iso(starts + timedelta(hours=6)))
    reply(committee, activity, deputy, "leave")
    answer = decide(committee, activity, deputy, True, "同意").json
    assert (answer["state"], answer["leave"]["state"]) == ("on_leave", "granted")
    assert leaves(committee, deputy) == [("2026-12-31", "2027-01-01", ["training"], None)]
    (notice,) = committee.notices(deputy.id, "leave_answered")
    assert (notice["data"]["instrument"], notice["data"]["article"]) == ("datong", "11")
    assert decide(committee, activity, deputy, True).json["version"] == answer["version"]
    assert code(decide(committee, activity, deputy, False, "不同意")) == (409, "leave_answered")
    assert sorted(told(committee, deputy)) == ["invitation_received", "leave_answered"]
    assert counts(committee, activity) == {"on_leave": 1}


def test_refused_leave_is_told_with_the_reason_and_can_be_asked_again(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    reply(committee, activity, deputy, "accept")
    reply(committee, activity, deputy, "leave", reason="家中有事")
    assert bad_fields(decide(committee, activity, deputy, False)) == ["body.reason"]
    answer = decide(committee, activity, deputy, False, "会议须过半数出席").json
    assert (answer["state"], answer["leave"]["state"]) == ("accepted", "refused")
    (notice,) = committee.notices(deputy.id, "leave_answered")
    assert (notice["data"]["approved"], notice["data"]["reason"]) == (False, "会议须过半数出席")
    assert leaves(committee, deputy) == []
    committee.later(hours=1)
    again = reply(committee, activity, deputy, "leave", reason="住院手术").json
    assert (again["leave"]["state"], again["leave"]["reason"]) == ("asked", "住院手术")
    assert decide(committee, activity, deputy, True).json["state"] == "on_leave"


def test_a_seat_stays_taken_until_leave_is_granted_then_goes_to_who_waits(committee: Committee) -> None:
    first, second = committee.deputies(2, DATONG)
    activity = invited(committee, first, second, capacity=1)
    reply(committee, activity, first, "accept")
    reply(committee, activity, second, "accept")
    reply(committee, activity, first, "leave")
    assert state(committee, activity, second) == "waiting"
    decide(committee, activity, first, True)
    assert state(committee, activity, second) == "accepted"
    assert counts(committee, activity) == {"accepted": 1, "on_leave": 1}
    assert "seat_free" in told(committee, second)


def test_who_comes_after_all_needs_no_leave_any_more(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    reply(committee, activity, deputy, "leave")
    decide(committee, activity, deputy, True)
    assert reply(committee, activity, deputy, "accept").json["leave"] is None
    assert [leave[3] for leave in leaves(committee, deputy)] == ["void"]
    reply(committee, activity, deputy, "leave", reason="又有事")
    decide(committee, activity, deputy, True)
    assert [leave[3] for leave in leaves(committee, deputy)] == ["restore"]
    assert state(committee, activity, deputy) == "on_leave"


def test_leave_was_for_the_days_that_were_said(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    reply(committee, activity, deputy, "leave")
    decide(committee, activity, deputy, True)
    committee.later(minutes=1)
    starts = committee.now + timedelta(days=20)
    changed(committee, activity, starts=iso(starts), ends=iso(starts + timedelta(hours=2)))
    assert state(committee, activity, deputy) == "invited"
    assert [leave[3] for leave in leaves(committee, deputy)] == ["void"]
    assert told(committee, deputy)[-1] == "invitation_changed"
    assert counts(committee, activity) == {"invited": 1}


def test_leave_of_a_cancelled_activity_excuses_from_nothing(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    reply(committee, activity, deputy, "leave")
    decide(committee, activity, deputy, True)
    committee.change(activity, "cancellation", {"reason": "台风"})
    committee.work()
    assert [leave[3] for leave in leaves(committee, deputy)] == ["void"]


def test_leave_is_asked_until_the_activity_begins_also_after_the_answer_was_due(
    committee: Committee,
) -> None:
    deputy = committee.deputy(DATONG)
    starts = committee.now + timedelta(days=10)
    activity = invited(committee, deputy, reply_by=iso(committee.now + timedelta(days=1)))
    committee.now = starts
    assert reply(committee, activity, deputy, "leave").status == 200
    committee.later(seconds=1)
    assert code(reply(committee, activity, deputy, "leave", reason="晚到")) == (409, "reply_too_late")


def test_nat_13_leave_of_a_session_is_not_the_organiser_s_alone_to_give(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    starts = datetime(2027, 1, 10, 9, tzinfo=SHANGHAI)
    activity = invited(
        committee,
        deputy,
        kind="congress_session",
        title="第六次会议",
        starts=iso(starts),
        ends=iso(starts + timedelta(days=4)),
    )
    answer = reply(committee, activity, deputy, "leave", reason="住院").json
    assert (answer["leave"]["rule"], answer["leave"]["approvers"]) == ("nat-13b", ["body_by_its_rules"])
    outside = someone("committee_staff:4114", person="pother000000000000000")
    assert code(decide(committee, activity, deputy, True, by=outside)) == (403, "out_of_scope")
    assert decide(committee, activity, deputy, True).json["state"] == "on_leave"
    assert leaves(committee, deputy) == [("2027-01-10", "2027-01-14", ["congress_session"], None)]


def test_where_no_rule_says_who_decides_it_is_the_organiser(committee: Committee) -> None:
    deputy, member = committee.deputy(SHANGQIU), committee.member(SHANGQIU)
    activity = invited(committee, deputy, member, division=SHANGQIU)
    for caller in (of(deputy), in_office(member)):
        answer = reply(committee, activity, caller, "leave").json
        assert (answer["leave"]["rule"], answer["leave"]["approvers"]) == (None, ["organiser"])


def test_several_approvers_answer_one_after_another_and_a_form_is_kept_to(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule such as another province may write: in writing, first the organiser, then the committee."""

    def strict(*arguments: Any) -> tuple[Permission, ...]:
        (found,) = permissions(*arguments)
        return (
            Permission(
                found.part, found.what, "pending", ("organiser", "standing_committee"), ("written",), None
            ),
        )

    monkeypatch.setattr(leaving, "permissions", strict)
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    refused = reply(committee, activity, deputy, "leave")
    assert code(refused) == (422, "leave_form")
    assert basis(refused) == ("datong", "11")
    reply(committee, activity, deputy, "leave", form="written")
    first = decide(committee, activity, deputy, True).json
    assert (first["state"], first["leave"]["approvers"]) == ("invited", ["standing_committee"])
    assert decide(committee, activity, deputy, True).json["state"] == "on_leave"


def test_leave_is_decided_by_who_organises_and_only_once_asked(committee: Committee) -> None:
    deputy, other = committee.deputies(2, DATONG)
    activity = invited(committee, deputy)
    assert code(decide(committee, activity, deputy, True)) == (409, "leave_not_asked")
    assert code(decide(committee, activity, other, True)) == (404, "invitation_not_found")
    reply(committee, activity, deputy, "leave")
    assert code(decide(committee, activity, deputy, True, by=of(deputy)))[0] == 403
    outside = someone("committee_staff:4114", person="pother000000000000000")
    assert code(decide(committee, activity, deputy, True, by=outside)) == (403, "out_of_scope")
    assert decide(committee, activity, deputy, True).status == 200


def test_leave_that_was_not_needed_leaves_no_trace_of_another_day(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    reply(committee, activity, deputy, "leave")
    reply(committee, activity, deputy, "decline", reason="不参加")
    assert code(decide(committee, activity, deputy, True)) == (409, "leave_not_asked")
    assert date.fromisoformat(activity["starts"][:10]) > date(2026, 11, 20)
    assert leaves(committee, deputy) == []


def test_leave_granted_while_the_activity_is_cancelled_leaves_no_record(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    reply(committee, activity, deputy, "leave")

    def overtaken(*writes: Write) -> object:
        monkeypatch.setattr(leaving, "commit", commit)
        committee.change(activity, "cancellation", {"reason": "台风"})
        committee.work()
        return commit(*writes)

    found, _, _ = answering.load(activity["id"], deputy.id)
    monkeypatch.setattr(leaving, "commit", overtaken)
    with pytest.raises(Refusal, match="activity_cancelled"):
        leaving.answer(found, deputy.id, leaving.Answer(True, None, DATONG_STAFF.person), committee.now)
    assert leaves(committee, deputy) == []
