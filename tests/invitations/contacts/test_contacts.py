"""The log of contact between members and deputies (Guangxi art. 4 and 12, Tianjin art. 10), over HTTP."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from shared.domain.members import Member
from tests.gateway import someone
from tests.invitations.committee import (
    AUDITOR,
    DATONG,
    GUANGXI,
    GUANGXI_STAFF,
    SHANGQIU,
    SHANGQIU_STAFF,
    TIANJIN,
    basis,
    in_office,
    of,
)
from tests.invitations.committee import bad_fields as bad
from tests.invitations.committee import code as refused
from tests.invitations.contacts.log import Log


def test_gx_12d_a_visit_is_entered_by_the_member_and_counts_as_the_member_s(log: Log) -> None:
    member, deputy = log.pair()
    made = log.enters(member, deputy, views=["建议加快老旧小区加装电梯"], topics=["hot_issues"])
    assert (made["by"], made["day"], made["face_to_face"]) == ("visit", "2026-11-20", True)
    assert made["views"][0]["text"] == "建议加快老旧小区加装电梯"
    (record,) = log.committee.records(f"MEMBER#{member.id}")
    assert (record["kind"]["S"], record["reference"]["S"]) == ("visit", made["id"])
    assert record["others"]["L"] == [{"S": deputy.id}]
    assert record["marks"]["L"] == [{"S": "face_to_face"}]


@pytest.mark.parametrize(
    ("division", "known", "unknown"),
    [
        (GUANGXI, ["letter", "telephone_call", "social_media", "platform_contact"], "call"),
        (TIANJIN, ["letter", "call"], "platform_contact"),
        (SHANGQIU, ["visit"], "letter"),
    ],
)
def test_gx_12d_tj_10d_sq_16a_ways_are_the_words_of_the_rulebook(
    log: Log, division: str, known: list[str], unknown: str
) -> None:
    member, deputy = log.pair(division)
    said = log.words(division)
    assert set(known) <= {way["word"] for way in said["ways"]}
    assert not {"minutes", "document", "photograph", "appointment"} & {way["word"] for way in said["ways"]}
    for way in known:
        assert log.enters(member, deputy, by=way)["by"] == way
    answer = log.tries(member, deputy, by=unknown)
    assert bad(answer) == ["body.by"]


def test_gx_04_contact_has_seven_topics_and_no_others(log: Log) -> None:
    said = log.words(GUANGXI)
    assert len(said["topics"]) == 7
    assert (said["rule"]["rule"], said["rule"]["article"]) == ("gx-04", "4")
    member, deputy = log.pair()
    made = log.enters(member, deputy, topics=[topic["word"] for topic in said["topics"]])
    assert len(made["topics"]) == 7
    answer = log.tries(member, deputy, by="forum", topics=["weather"])
    assert (refused(answer), basis(answer)) == ((422, "topic_not_listed"), ("guangxi", "4"))


def test_dt_02_the_committee_keeps_contact_itself_and_through_those_who_elect(log: Log) -> None:
    """With the city's deputies and those of the province elected here."""
    ways = [way for way in log.words(DATONG)["kept_by"] if way["rule"] == "dt-02"]
    assert [(way["article"], way["binding"], way["via"]) for way in ways] == [
        ("2", True, []),
        ("2", True, ["选举单位"]),
    ]
    assert all(way["to"] == ["市人大代表", "本市选出的省人大代表"] for way in ways)
    member = log.committee.member(DATONG)
    elected_here = replace(log.committee.mandate("14"), electing_unit=DATONG)
    assert log.enters(member, log.committee.deputy("14", elected_here))["division"] == DATONG
    elsewhere = replace(log.committee.mandate("14"), electing_unit="1401")
    answer = log.tries(member, log.committee.deputy("14", elsewhere))
    assert refused(answer) == (422, "contact_elsewhere")
    assert log.words(TIANJIN)["kept_by"] == []


def test_dt_15_the_personnel_and_deputies_committee_does_the_work(log: Log) -> None:
    (way,) = [way for way in log.words(DATONG)["kept_by"] if way["rule"] == "dt-15"]
    assert (way["by"], way["act"]) == ("人事代表工作委员会", ["承办联系代表的具体事务"])


def test_gx_04_elsewhere_topics_are_free(log: Log) -> None:
    member, deputy = log.pair(TIANJIN)
    assert log.words(TIANJIN)["topics"] == []
    assert log.enters(member, deputy, topics=["养老服务"])["topics"] == ["养老服务"]


@pytest.mark.parametrize("division", [GUANGXI, TIANJIN])
def test_gx_12a_tj_10a_links_within_bounds_are_a_verdict_of_the_member(log: Log, division: str) -> None:
    rule, most = {GUANGXI: ("gx-12a.a", 5), TIANJIN: ("tj-10a.links", 6)}[division]
    for linked, state in ((2, "short"), (3, "met"), (most, "met"), (most + 1, "short")):
        member = log.committee.member(division, *log.committee.deputies(linked, division))
        verdict = log.verdicts(member)[rule]
        assert (verdict["counted"], verdict["state"]) == (linked, state)


def test_gx_12b_linked_deputies_are_heard_twice_a_year(log: Log) -> None:
    member, deputy = log.pair()
    assert log.verdicts(member)["gx-12b"]["counted"] == 0
    log.enters(member, deputy, day="2026-03-02", face_to_face=False, by="telephone_call")
    stranger = log.committee.deputy()
    log.enters(member, stranger, day="2026-03-03")
    assert (log.verdicts(member)["gx-12b"]["counted"], log.verdicts(member)["gx-12b"]["remaining"]) == (1, 1)
    log.enters(member, deputy, day="2026-11-19", by="letter", face_to_face=False)
    assert log.verdicts(member)["gx-12b"]["state"] == "met"


def test_gx_12b_a_contact_of_the_last_day_of_a_year_counts_for_that_year(log: Log) -> None:
    member, deputy = log.pair()
    log.enters(member, deputy, day="2025-12-31")
    assert log.verdicts(member)["gx-12b"]["counted"] == 0
    assert log.verdicts(member, on="2025-12-31")["gx-12b"]["counted"] == 1


def test_tj_10b_only_meeting_face_to_face_counts(log: Log) -> None:
    member, deputy = log.pair(TIANJIN)
    log.enters(member, deputy, by="forum", face_to_face=False)
    assert log.verdicts(member)["tj-10b"]["counted"] == 0
    log.enters(member, deputy, by="visit", face_to_face=True)
    assert log.verdicts(member)["tj-10b"]["state"] == "met"


def test_tj_10c_the_deputy_is_owed_feedback_on_a_view_from_the_day_it_was_given(log: Log) -> None:
    member, deputy = log.pair(TIANJIN)
    made = log.enters(member, deputy, views=["建议优化公交线路", "建议增设停车位"])
    for view in made["views"]:
        (clock,) = view["clocks"]
        assert (clock["rule"], clock["state"], clock["due"]) == ("tj-10c", "running", None)
    told = log.follow(made, "feedback", {"view": 2, "text": "已纳入停车规划"})
    assert [view["fed_back"] for view in told["views"]] == [False, True]
    assert [view["clocks"][0]["state"] for view in told["views"]] == ["running", "met"]
    (notice,) = log.committee.notices(deputy.id, "contact_feedback")
    assert (notice["data"]["outcome"], notice["data"]["title"]) == ("已纳入停车规划", "建议增设停车位")
    assert (notice["data"]["instrument"], notice["data"]["article"]) == ("tianjin", "10-2")


def test_gx_12c_feedback_is_owed_once_a_result_is_known(log: Log) -> None:
    member, deputy = log.pair()
    made = log.enters(member, deputy, views=["建议加快老旧小区加装电梯"])
    assert made["views"][0]["clocks"] == []
    handed = log.follow(made, "handovers", {"view": 1, "to": "自治区住建厅", "reference": "交办〔2026〕18号"})
    known = log.follow(handed, "results", {"view": 1, "text": "已列入明年改造计划"})
    (clock,) = known["views"][0]["clocks"]
    assert (clock["rule"], clock["article"], clock["state"]) == ("gx-12c", "12-1", "running")
    told = log.follow(known, "feedback", {"view": 1, "text": "已列入明年改造计划"})
    assert told["views"][0]["clocks"][0]["state"] == "met"
    assert [step["what"] for step in told["views"][0]["steps"]] == ["handed_over", "result_known", "fed_back"]
    assert told["views"][0]["steps"][0]["reference"] == "交办〔2026〕18号"
    again = log.try_follow(told, "feedback", {"view": 1, "text": "再说一遍"})
    assert refused(again) == (409, "fed_back_already")
    assert len(log.committee.notices(deputy.id, "contact_feedback")) == 1


def test_sz_08b_what_was_heard_is_handed_over_in_the_name_of_the_general_office(log: Log) -> None:
    log.adopts_shenzhen()
    member, deputy = log.pair("4403")
    made = log.enters(member, deputy, views=["建议增设托育机构"])
    (way,) = [way for way in made["ways"] if way["rule"] == "sz-08b.a"]
    assert (way["act"], way["in_name_of"]) == (["归纳整理", "交办"], "常务委员会办公厅")
    assert log.enters(member, deputy, by="forum")["ways"] == [], "nothing was heard"


def test_sz_08a_each_linked_deputy_is_met_once_a_year(log: Log) -> None:
    log.adopts_shenzhen()
    first, second = log.committee.deputies(2, "4403")
    member = log.committee.member("4403", first, second)
    log.enters(member, first)
    found = {
        verdict["with"]: verdict["counted"]
        for verdict in log.standing(member)["verdicts"]
        if verdict["rule"] == "sz-08a.a"
    }
    assert found == {first.id: 1, second.id: 0}


def test_the_same_contact_entered_twice_is_one(log: Log) -> None:
    member, deputy = log.pair()
    first = log.enters(member, deputy, views=["建议加装电梯"])
    log.committee.later(hours=2)
    again = log.tries(member, deputy, views=["建议加装电梯"], caller=GUANGXI_STAFF)
    assert (again.status, again.json["id"]) == (200, first["id"])
    assert len(log.committee.records(f"MEMBER#{member.id}")) == 1
    other = log.tries(member, deputy, views=["另一条意见"])
    assert refused(other) == (409, "contact_exists")
    assert log.enters(member, deputy, by="letter")["id"] != first["id"]


def test_what_was_entered_in_error_counts_no_longer(log: Log) -> None:
    member, deputy = log.pair()
    made = log.enters(member, deputy, views=["建议加装电梯"])
    assert log.verdicts(member)["gx-12b"]["counted"] == 1
    voided = log.follow(made, "voiding", {"reason": "日期填写错误"})
    assert voided["void"] is True
    assert log.verdicts(member)["gx-12b"]["counted"] == 0
    assert refused(log.try_follow(voided, "voiding", {"reason": "再作废"})) == (409, "contact_void")
    assert refused(log.tries(member, deputy, views=["建议加装电梯"])) == (409, "contact_void")
    assert log.enters(member, deputy, day="2026-11-19")["void"] is False


@pytest.mark.parametrize(
    "day", ["2026-11-21", "2023-01-19", "2022-12-31"], ids=["tomorrow", "before office", "before the term"]
)
def test_days_on_which_there_was_no_contact(log: Log, day: str) -> None:
    member, deputy = log.pair()
    assert bad(log.tries(member, deputy, day=day)) == ["body.day"]


def test_days_are_those_of_china_and_of_the_calendar(log: Log) -> None:
    member, deputy = log.pair()
    log.committee.now = log.committee.now.replace(hour=0, minute=0, second=0)
    assert log.enters(member, deputy, day="2026-11-20")["day"] == "2026-11-20"
    assert log.enters(member, deputy, day="2024-02-29")["day"] == "2024-02-29"
    assert bad(log.tries(member, deputy, day="2026-02-29")) == ["body.day"]


def test_a_member_who_left_and_a_deputy_whose_mandate_ended(log: Log) -> None:
    deputy = log.committee.deputy()
    left = log.committee.member(GUANGXI, deputy, until=date(2026, 6, 30))
    assert bad(log.tries(left, deputy, caller=GUANGXI_STAFF)) == ["body.day"]
    assert log.enters(left, deputy, day="2026-06-30", caller=GUANGXI_STAFF)["day"] == "2026-06-30"
    ended = log.committee.deputy(GUANGXI, log.committee.mandate(ends="2026-06-30"))
    member = log.committee.member()
    assert bad(log.tries(member, ended)) == ["body.day"]


def test_whom_a_member_has_no_contact_with(log: Log) -> None:
    member, _ = log.pair()
    elsewhere = log.committee.deputy(SHANGQIU)
    assert refused(log.tries(member, elsewhere)) == (422, "contact_elsewhere")
    national = replace(log.committee.mandate("00"), electing_unit=GUANGXI)
    assert log.enters(member, log.committee.deputy("00", national))["division"] == GUANGXI
    assert refused(log.tries(member, "p0000000000000000000z")) == (404, "deputy_not_found")
    unknown = Member("p0000000000000000000z", "无", "", GUANGXI, member.office, member.since)
    assert refused(log.tries(unknown, elsewhere, caller=GUANGXI_STAFF)) == (404, "member_not_found")


def test_who_enters_and_who_sees(log: Log) -> None:
    member, deputy = log.pair()
    another = in_office(log.committee.member())
    for caller, status in (
        (another, (403, "role_missing")),
        (SHANGQIU_STAFF, (403, "out_of_scope")),
        (of(deputy), (403, "role_missing")),
        (someone(person=member.id), (403, "role_missing")),
    ):
        assert refused(log.tries(member, deputy, caller=caller)) == status
    made = log.enters(member, deputy)
    path = f"/v1/contacts/{made['id']}"
    get = log.committee.send
    for caller in (in_office(member), of(deputy), GUANGXI_STAFF, AUDITOR):
        assert get("GET", path, by=caller).status == 200
    for caller in (another, SHANGQIU_STAFF, of(log.committee.deputy())):
        assert get("GET", path, by=caller).status == 403
    assert refused(get("GET", f"/v1/contacts/k{'0' * 20}", by=GUANGXI_STAFF)) == (404, "contact_not_found")
    by_deputy = log.try_follow(made, "voiding", {"reason": "错误"}, caller=of(deputy))
    assert refused(by_deputy)[0] == 403


def test_logs_of_both_sides_newest_first_page_by_page(log: Log) -> None:
    member, deputy = log.pair()
    days = ["2026-01-05", "2026-03-01", "2026-11-19"]
    for day in days:
        log.enters(member, deputy, day=day)
    log.enters(log.committee.member(), deputy, day="2026-05-05", caller=GUANGXI_STAFF)
    own = log.committee.whole(f"/v1/members/{member.id}/contacts", by=in_office(member), limit=2)
    assert [one["day"] for one in own] == days[::-1]
    assert "views" not in own[0]
    theirs = log.committee.whole(f"/v1/deputies/{deputy.id}/contacts", by=of(deputy), limit=3)
    assert [one["day"] for one in theirs] == ["2026-11-19", "2026-05-05", "2026-03-01", "2026-01-05"]
    for path in (f"/v1/members/{member.id}/contacts", f"/v1/deputies/{deputy.id}/contacts"):
        assert log.committee.send("GET", path, by=AUDITOR).status == 200
        assert refused(log.committee.send("GET", path, by=SHANGQIU_STAFF)) == (403, "out_of_scope")


def test_views_that_are_not_there_and_stale_copies(log: Log) -> None:
    member, deputy = log.pair()
    made = log.enters(member, deputy, views=["建议加装电梯"])
    assert refused(log.try_follow(made, "results", {"view": 2, "text": "无"})) == (404, "view_not_found")
    log.follow(made, "results", {"view": 1, "text": "已办"})
    assert refused(log.try_follow(made, "results", {"view": 1, "text": "已办"})) == (412, "stale_version")
    elsewhere: Any = {**made, "member": log.committee.member().id}
    answer = log.try_follow(elsewhere, "results", {"view": 1, "text": "已办"}, caller=GUANGXI_STAFF)
    assert refused(answer) == (404, "contact_not_found")


def test_too_many_and_too_long(log: Log) -> None:
    member, deputy = log.pair()
    assert bad(log.tries(member, deputy, views=["意见"] * 21)) == ["body.views"]
    assert bad(log.tries(member, deputy, views=["长" * 2001])) == ["body.views.0"]
    assert bad(log.tries(member, deputy, by="Visit!")) == ["body.by"]
