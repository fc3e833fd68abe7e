"""Opinions voiced: recorded, sorted, answered or fed back, each with the clocks of the rules."""

from typing import Any

import pytest

from functions.invitations.voiced import service
from tests.gateway import someone
from tests.invitations.attendance.hall import closed, scan
from tests.invitations.committee import (
    AUDITOR,
    DATONG_STAFF,
    GUANGXI,
    GUANGXI_STAFF,
    RESIDENT,
    TIANJIN,
    TIANJIN_STAFF,
    Committee,
    bad_fields,
    of,
)
from tests.invitations.committee import code as refusal
from tests.invitations.voiced.floor import TEXT, changes, meeting, outcomes, owed, rules, says


def test_a_speaker_records_what_was_said(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    answer = says(committee, activity, deputy, agenda=0, topic="养老服务")
    assert answer.status == 201
    told = answer.json
    assert (told["text"], told["deputy"], told["name"]) == (TEXT, deputy.id, deputy.name)
    assert (told["standing"], told["agenda"], told["recorded_by"]) == ("voiced", 0, deputy.id)
    assert [step["what"] for step in told["steps"]] == ["voiced"]
    own = committee.whole("/v1/me/voiced", by=of(deputy))
    assert [opinion["id"] for opinion in own] == [told["id"]]


def test_gx_10_what_can_be_answered_in_the_meeting_is_answered_in_it(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    opinion = says(committee, activity, deputy).json
    assert rules(opinion) == {"gx-10.b": "running"}
    opinion = changes(committee, activity, opinion, answerable=True, category="社会建设").json
    assert rules(opinion) == {"gx-10.a": "running"}
    (clock,) = opinion["clocks"]
    assert (clock["article"], clock["instrument"], clock["due"]) == ("10", "guangxi", "2026-12-01")
    assert opinion["due"] == "2026-12-01"
    committee.later(hours=1)
    opinion = changes(committee, activity, opinion, "answer").json
    assert (opinion["standing"], opinion["answered_by"]) == ("answered", "社会建设委员会")
    assert rules(opinion) == {"gx-10.a": "met"}
    assert outcomes(committee, deputy) == ["条例草案第十二条已采纳。"]


def test_gx_10_what_cannot_is_explained_and_fed_back_after_it(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    opinion = says(committee, activity, deputy).json
    opinion = changes(committee, activity, opinion, explanation="需会同住建部门研究").json
    assert (opinion["standing"], opinion["answerable"]) == ("deferred", False)
    assert rules(opinion) == {"gx-10.b": "met"}
    assert outcomes(committee, deputy) == ["会议期间不能反馈：需会同住建部门研究。会后研究并反馈。"]
    activity = closed(committee, activity)
    path = f"/v1/activities/{activity['id']}/voiced/{opinion['id']}"
    opinion = committee.done("GET", path, by=of(deputy))
    assert rules(opinion) == {"gx-10.b": "met", "gx-10.c": "running"}
    committee.later(days=5)
    opinion = changes(committee, activity, opinion, "feedback", text="已列入明年立法计划。").json
    assert rules(opinion) == {"gx-10.b": "met", "gx-10.c": "met"}
    assert outcomes(committee, deputy)[-1] == "已列入明年立法计划。"


def test_gx_10_an_answer_owed_in_the_meeting_is_overdue_after_it(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    opinion = says(committee, activity, deputy).json
    opinion = changes(committee, activity, opinion, answerable=True).json
    activity = closed(committee, activity)
    committee.later(days=1)
    path = f"/v1/activities/{activity['id']}/voiced/{opinion['id']}"
    opinion = committee.done("GET", path, by=GUANGXI_STAFF)
    assert rules(opinion) == {"gx-10.a": "overdue"}
    assert refusal(changes(committee, activity, opinion, "answer")) == (409, "activity_state")
    opinion = changes(committee, activity, opinion, "feedback").json
    assert rules(opinion) == {"gx-10.a": "late"}


def test_tj_05d_the_deputy_is_told_how_the_opinion_was_used(committee: Committee) -> None:
    deputy = committee.deputy(TIANJIN)
    activity = meeting(committee, deputy, division=TIANJIN)
    opinion = says(committee, activity, deputy).json
    assert rules(opinion) == {"tj-05d": "running"}
    (clock,) = opinion["clocks"]
    assert (clock["item"], clock["due"], clock["article"]) == ("use_of_opinions", None, "5-3")
    activity = closed(committee, activity)
    assert outcomes(committee, deputy) == ["已记录，会后研究并反馈。"]
    path = f"/v1/activities/{activity['id']}/voiced/{opinion['id']}"
    opinion = committee.done("GET", path, by=TIANJIN_STAFF)
    assert rules(opinion) == {"tj-05d": "running"}
    opinion = changes(committee, activity, opinion, "feedback").json
    assert rules(opinion) == {"tj-05d": "met"}


def test_tj_08b_what_is_said_of_deputy_work_has_its_own_clock(committee: Committee) -> None:
    deputy = committee.deputy(TIANJIN)
    activity = meeting(committee, deputy, division=TIANJIN)
    opinion = says(committee, activity, deputy).json
    opinion = changes(committee, activity, opinion, category="view_on_deputy_work").json
    assert rules(opinion) == {"tj-05d": "running", "tj-08b.feedback": "running"}
    opinion = changes(committee, activity, opinion, "feedback").json
    assert set(rules(opinion).values()) == {"met"}


def test_gx_07_opinions_of_a_forum_are_sorted_handed_over_and_the_result_told(committee: Committee) -> None:
    deputy = committee.deputy()
    activity = meeting(committee, deputy, kind="forum", topics=["经济社会发展"], provided=["development"])
    opinion = says(committee, activity, deputy).json
    opinion = changes(committee, activity, opinion, category="社会建设", handed_to="自治区民政厅").json
    assert [step["what"] for step in opinion["steps"]] == ["voiced", "sorted", "handed_over"]
    committee.later(days=3)
    opinion = changes(committee, activity, opinion, result="已列入明年计划").json
    assert rules(opinion)["gx-07.b"] == "running"
    opinion = changes(committee, activity, opinion, "feedback").json
    assert rules(opinion)["gx-07.b"] == "met"


def test_closing_tells_each_speaker_once_what_became_of_it(committee: Committee) -> None:
    deputies = committee.deputies(4, fields=("民政",))
    activity = meeting(committee, *deputies)
    answered, deferred, handed, silent = (
        says(committee, activity, deputy, f"意见{number}").json for number, deputy in enumerate(deputies)
    )
    changes(committee, activity, answered, "answer", text="采纳")
    changes(committee, activity, deferred, explanation="需研究")
    changes(committee, activity, handed, handed_to="民政厅")
    closed(committee, activity)
    told = [outcomes(committee, deputy) for deputy in deputies]
    assert told[0] == ["采纳", "采纳"]
    assert told[1] == 2 * ["会议期间不能反馈：需研究。会后研究并反馈。"]
    assert told[2] == ["已转民政厅研究，结果将反馈。"]
    assert told[3] == ["已记录，会后研究并反馈。"]
    assert silent["standing"] == "voiced"


def test_many_opinions_are_told_page_by_page(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    for number in range(23):
        says(committee, activity, deputy, f"意见{number}")
    closed(committee, activity)
    assert len(outcomes(committee, deputy)) == 23
    assert len(committee.whole("/v1/me/voiced", by=of(deputy), limit=7)) == 23
    listed = committee.whole(f"/v1/activities/{activity['id']}/voiced", by=AUDITOR, limit=10)
    assert sorted(opinion["text"] for opinion in listed) == sorted(f"意见{number}" for number in range(23))
    assert all(opinion["clocks"] for opinion in listed)


def test_feedback_owed_is_listed_by_scope_until_it_is_given(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    late = says(committee, activity, deputy, "会上可答").json
    committee.later(minutes=1)
    prompt = says(committee, activity, deputy, "会后研究").json
    late = changes(committee, activity, late, answerable=True).json
    assert owed(committee, GUANGXI, GUANGXI_STAFF) == ["会后研究", "会上可答"]
    assert owed(committee, TIANJIN, TIANJIN_STAFF) == []
    first = committee.done("GET", "/v1/feedback-owed", by=AUDITOR, query={"scope": GUANGXI, "limit": 1})
    assert ([entry["due"] for entry in first["items"]], first["next"] is None) == ([None], False)
    changes(committee, activity, late, "answer")
    assert owed(committee, GUANGXI, GUANGXI_STAFF) == ["会后研究"]
    changes(committee, activity, prompt, "feedback")
    assert owed(committee, GUANGXI, GUANGXI_STAFF) == []
    answer = committee.send("GET", "/v1/feedback-owed", by=DATONG_STAFF, query={"scope": GUANGXI})
    assert refusal(answer) == (403, "out_of_scope")


def test_an_opinion_remembers_so_many_steps_and_is_answered_all_the_same(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_STEPS", 2)
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    opinion = says(committee, activity, deputy).json
    opinion = changes(committee, activity, opinion, topic="养老").json
    assert refusal(changes(committee, activity, opinion, topic="托育")) == (409, "limit_reached")
    assert changes(committee, activity, opinion, "feedback").status == 200


def test_merged_opinions_share_their_outcome(committee: Committee) -> None:
    one, two = committee.deputies(2, fields=("民政",))
    activity = meeting(committee, one, two)
    main = says(committee, activity, one, "养老").json
    other = says(committee, activity, two, "养老用房").json
    other = changes(committee, activity, other, merged_with=main["id"]).json
    assert (other["standing"], other["merged_with"]) == ("merged", main["id"])
    assert owed(committee, GUANGXI, GUANGXI_STAFF) == ["养老"]
    path = f"/v1/activities/{activity['id']}/voiced/{main['id']}"
    main = committee.done("GET", path, by=GUANGXI_STAFF)
    assert main["merged"] == [other["id"]]
    changes(committee, activity, main, "feedback", text="已采纳")
    (notice,) = committee.notices(one.id, "opinion_outcome")
    assert (notice["data"]["instrument"], notice["data"]["article"]) == ("guangxi", "10")
    assert outcomes(committee, one) == ["已采纳"]
    assert outcomes(committee, two) == ["已采纳"]
    path = f"/v1/activities/{activity['id']}/voiced/{other['id']}"
    other = committee.done("GET", path, by=of(two))
    assert (other["standing"], other["answer"]) == ("merged", "已采纳")
    assert refusal(changes(committee, activity, other, category="x")) == (409, "opinion_settled")


def test_who_is_merged_with_what_was_answered_hears_the_answer(committee: Committee) -> None:
    one, two = committee.deputies(2, fields=("民政",))
    activity = meeting(committee, one, two)
    main = says(committee, activity, one, "养老").json
    other = says(committee, activity, two, "养老用房").json
    changes(committee, activity, main, "answer", text="已在研究")
    other = changes(committee, activity, other, merged_with=main["id"]).json
    assert (other["standing"], other["answer"]) == ("merged", "已在研究")
    assert outcomes(committee, two) == ["已在研究"]


def test_an_opinion_is_merged_with_another_that_is_open_and_not_with_itself(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    one, two = (says(committee, activity, deputy, text).json for text in ("甲", "乙"))
    assert bad_fields(changes(committee, activity, one, merged_with=one["id"])) == ["body.merged_with"]
    both = changes(committee, activity, one, merged_with=two["id"], category="x")
    assert bad_fields(both) == ["body.merged_with"]
    unknown = changes(committee, activity, one, merged_with="v00000000000000000000")
    assert refusal(unknown) == (404, "opinion_not_found")
    changes(committee, activity, two, "feedback")
    settled = changes(committee, activity, one, merged_with=two["id"])
    assert refusal(settled) == (409, "opinion_settled")


def test_staff_record_for_a_deputy(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    uninvited, member = committee.deputy(), committee.member()
    activity = meeting(committee, deputy)
    answer = says(committee, activity, GUANGXI_STAFF, deputy=deputy.id)
    assert (answer.status, answer.json["recorded_by"]) == (201, GUANGXI_STAFF.person)
    assert says(committee, activity, GUANGXI_STAFF, deputy=uninvited.id).json["name"] == uninvited.name
    for person in (member.id, "p99999999999999999999"):
        answer = says(committee, activity, GUANGXI_STAFF, deputy=person)
        assert refusal(answer) == (404, "person_not_found")


def test_who_is_not_invited_voices_nothing_and_nobody_for_another(committee: Committee) -> None:
    deputy, other = committee.deputies(2, fields=("民政",))
    activity = meeting(committee, deputy)
    assert refusal(says(committee, activity, other)) == (403, "not_invited")
    assert says(committee, activity, deputy, deputy=other.id).status == 403
    assert refusal(says(committee, activity, RESIDENT)) == (403, "role_missing")
    assert says(committee, activity, TIANJIN_STAFF, deputy=deputy.id).status == 403


def test_the_same_request_again_records_one_opinion(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    first = says(committee, activity, deputy, key="0f8fad5b-d9cb")
    again = says(committee, activity, deputy, key="0f8fad5b-d9cb")
    assert first.json["id"] == again.json["id"]
    assert len(committee.whole("/v1/me/voiced", by=of(deputy))) == 1
    other = says(committee, activity, deputy, "另一条意见", key="0f8fad5b-d9cb")
    assert refusal(other) == (422, "idempotency_key_reused")


def test_a_stale_version_is_refused(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    opinion = says(committee, activity, deputy).json
    assert changes(committee, activity, opinion, category="社会建设").status == 200
    assert refusal(changes(committee, activity, opinion, category="经济")) == (412, "stale_version")
    for what in ("answer", "feedback"):
        assert refusal(changes(committee, activity, opinion, what)) == (412, "stale_version")


def test_what_was_fed_back_changes_no_more_and_nobody_is_told_twice(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    opinion = changes(committee, activity, says(committee, activity, deputy).json, "feedback").json
    for name in ("category", "explanation"):
        body: dict[str, Any] = {name: "x"}
        assert refusal(changes(committee, activity, opinion, **body)) == (409, "opinion_settled")
    assert refusal(changes(committee, activity, opinion, "feedback")) == (409, "opinion_settled")
    closed(committee, activity)
    assert len(outcomes(committee, deputy)) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": ""}, "body.text"),
        ({"text": "言" * 2001}, "body.text"),
        ({"text": "不可见\u202e字符"}, "body.text"),
        ({"text": TEXT, "agenda": 1}, "body.agenda"),
        ({"text": TEXT, "agenda": -1}, "body.agenda"),
        ({"text": TEXT, "deputy": "someone"}, "body.deputy"),
        ({"text": TEXT, "mood": "x"}, "body.mood"),
        ({}, "body.text"),
    ],
)
def test_what_is_no_opinion_is_refused(committee: Committee, body: dict[str, Any], field: str) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    answer = committee.send("POST", f"/v1/activities/{activity['id']}/voiced", body, by=of(deputy))
    assert bad_fields(answer) == [field]


def test_speakers_voice_until_the_closing_and_staff_seven_days_longer(committee: Committee) -> None:
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    scan(committee, activity, deputy)
    activity = closed(committee, activity)
    assert refusal(says(committee, activity, deputy)) == (409, "attendance_closed")
    committee.later(days=7)
    assert says(committee, activity, GUANGXI_STAFF, deputy=deputy.id).status == 201
    committee.later(seconds=1)
    answer = says(committee, activity, GUANGXI_STAFF, deputy=deputy.id)
    assert refusal(answer) == (409, "attendance_settled")


def test_an_opinion_is_read_by_its_speaker_and_those_above(committee: Committee) -> None:
    deputy, other = committee.deputies(2, fields=("民政",))
    activity = meeting(committee, deputy, other)
    opinion = says(committee, activity, deputy).json
    path = f"/v1/activities/{activity['id']}/voiced/{opinion['id']}"
    for caller in (of(deputy), AUDITOR, GUANGXI_STAFF):
        assert committee.send("GET", path, by=caller).status == 200
    for caller in (of(other), TIANJIN_STAFF, RESIDENT, someone("auditor:12")):
        assert committee.send("GET", path, by=caller).status == 403
    listing = f"/v1/activities/{activity['id']}/voiced"
    assert committee.send("GET", listing, by=of(deputy)).status == 403
    missing = committee.send("GET", path[:-1] + ("0" if path[-1] != "0" else "1"), by=GUANGXI_STAFF)
    assert refusal(missing) == (404, "opinion_not_found")
