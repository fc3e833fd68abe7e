"""Key suggestions, reports on progress, visits, and what is brought before those above, over HTTP."""

from typing import Any

import pytest

from tests.gateway import Response, someone
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AT_TRAFFIC,
    AUDITOR,
    CITY,
    CIVIL,
    CONFIRMED,
    OFFICE,
    PRESIDIUM,
    PROVINCE,
    RESIDENT,
    SHENZHEN,
    SHENZHEN_OFFICE,
    TOWNSHIP,
    TRAFFIC,
    Congress,
    basis,
    code,
    of,
)
from tests.suggestions.suggestions.test_handling import give, handed, replied, taken_up

CHOSEN = {"on": "2026-11-30", "lead": "special_committee", "name": "城乡建设环境保护委员会"}
DEMAND = {
    "by": "working_body",
    "name": "选举任免代表工作委员会",
    "means": "demand",
    "text": "请书面报告办理进展。",
}
GUANGXI = "45"
GUANGXI_OFFICE = someone(f"committee_staff:{GUANGXI}", person="pgvangx1staff00000000")


def keys(congress: Congress, scope: str = CITY, by: Any = OFFICE) -> list[str]:
    return [one["id"] for one in congress.whole("/v1/suggestions/key", scope=scope, by=by, limit=1)]


def report(congress: Congress, found: Any, unit: str = CIVIL, by: Any = AT_CIVIL) -> Response:
    path = f"/v1/units/{unit}/suggestions/{found['id']}/progress"
    return congress.send("POST", path, {"text": "选址已定。"}, by=by, version=found["version"])


def test_nat_52b_the_chairpersons_meeting_chooses_a_key_suggestion_and_all_are_told(
    congress: Congress,
) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy, TRAFFIC)
    congress.later(days=10)
    chosen = congress.step(found, "key", {**CHOSEN, "on": "2026-12-08", "reason": "群众普遍关注"}, by=OFFICE)
    assert chosen["key"] == {
        "by": "chairpersons_meeting",
        "on": "2026-12-08",
        "lead": "special_committee",
        "name": "城乡建设环境保护委员会",
        "at": "2026-12-10T09:00:00+08:00",
    }
    for recipient in (deputy.id, f"unit_staff:{CIVIL}", f"unit_staff:{TRAFFIC}"):
        data = congress.told(recipient, "key")
        assert (data["with"], data["article"]) == ("城乡建设环境保护委员会", "52-2")
    entry = congress.whole(f"/v1/suggestions/{found['id']}/history")[-1]
    assert (entry["what"], entry["data"]["rule"], entry["reason"]) == (
        "key_chosen",
        "nat-52b",
        "群众普遍关注",
    )


def test_nat_52b_the_key_suggestions_of_a_scope_are_listed_the_newest_first(congress: Congress) -> None:
    deputy = congress.deputy()
    first = handed(congress, deputy)
    congress.later(days=1)
    second = congress.accepted(deputy)
    chosen = {**CHOSEN, "on": "2026-12-01"}
    for found in (first, second):
        congress.step(found, "key", chosen, by=OFFICE)
    assert keys(congress) == keys(congress, "41", PROVINCE) == [second["id"], first["id"]]
    assert code(congress.send("GET", "/v1/suggestions/key", query={"scope": "4403"}, by=OFFICE)) == (
        403,
        "out_of_scope",
    )
    standing = congress.done("GET", f"/v1/suggestions/{first['id']}")
    ended = congress.step(standing, "key/ending", {"reason": "已基本解决"}, by=OFFICE)
    assert ended["key"] is None
    assert keys(congress) == [second["id"]]
    assert congress.told(f"unit_staff:{CIVIL}", "key_ended")["reason"] == "已基本解决"
    assert code(congress.attempt(ended, "key/ending", {"reason": "重复"}, by=OFFICE)) == (409, "not_key")


@pytest.mark.parametrize("by", [PROVINCE, AUDITOR, AT_CIVIL, RESIDENT])
def test_only_the_office_of_the_congress_records_key_supervision(congress: Congress, by: Any) -> None:
    found = handed(congress, congress.deputy())
    for what, body in (("key", CHOSEN), ("supervision", DEMAND), ("escalation", {"reason": "久催未办"})):
        assert congress.attempt(found, what, body, by=by).status == 403
    assert congress.events(found)[-1] == "handed_over"


def test_nat_52b_what_is_chosen_is_chosen_once_and_on_a_day_that_can_be(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.submitted(deputy)
    for day in ("2026-11-29", "2026-12-01"):
        refused = congress.attempt(found, "key", {**CHOSEN, "on": day}, by=OFFICE)
        assert (code(refused), refused.json["errors"][0]["field"]) == ((400, "invalid_request"), "body.on")
    refused = congress.attempt(found, "key", {**CHOSEN, "lead": "presidium"}, by=OFFICE)
    assert (code(refused), basis(refused)) == ((422, "not_supervisor"), ("national", "52-1"))
    chosen = congress.step(found, "key", CHOSEN, by=OFFICE)
    assert code(congress.attempt(chosen, "key", CHOSEN, by=OFFICE)) == (409, "key_already")
    assert code(congress.attempt(found, "key", CHOSEN, by=OFFICE)) == (409, "key_already")
    assert keys(congress) == [found["id"]]


def test_nat_52b_in_a_township_no_meeting_chooses_key_suggestions(congress: Congress) -> None:
    deputy = congress.deputy(TOWNSHIP)
    found = congress.submitted(deputy)
    refused = congress.attempt(found, "key", CHOSEN, by=PRESIDIUM)
    assert (code(refused), basis(refused)) == ((409, "key_not_foreseen"), ("national", "52-2"))


def test_nat_52a_in_a_township_the_presidium_supervises(congress: Congress) -> None:
    found = congress.submitted(congress.deputy(TOWNSHIP))
    found = congress.step(found, "check", {"accepted": True}, by=PRESIDIUM)
    found = congress.step(found, "handover", {"units": [{"unit": CIVIL, "share": "lead"}]}, by=PRESIDIUM)
    refused = congress.attempt(found, "supervision", DEMAND, by=PRESIDIUM)
    assert (code(refused), basis(refused)) == ((422, "not_supervisor"), ("national", "52-1"))
    congress.step(found, "supervision", {**DEMAND, "by": "presidium", "name": "主席团"}, by=PRESIDIUM)
    data = dict(congress.notices(f"unit_staff:{CIVIL}"))["progress_demanded"]
    assert (data["with"], data["article"]) == ("主席团", "52-1")


def test_nat_52a_units_report_the_progress_that_is_demanded_of_them(congress: Congress) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy, TRAFFIC)
    demanded = congress.step(found, "supervision", {**DEMAND, "units": [CIVIL]}, by=OFFICE)
    assert [one["demanded_at"] is not None for one in demanded["units"]] == [True, False]
    assert "progress_demanded" in dict(congress.notices(f"unit_staff:{CIVIL}"))
    assert "progress_demanded" not in dict(congress.notices(f"unit_staff:{TRAFFIC}"))
    assert code(report(congress, demanded, CIVIL, AT_TRAFFIC)) == (403, "out_of_scope")
    congress.later(days=2)
    answer = report(congress, demanded)
    assert answer.json["units"][0]["demanded_at"] is None
    assert dict(congress.notices("committee_staff:4114"))["progress_reported"]["with"] == "市民政局"
    assert dict(congress.notices(deputy.id))["progress_reported"]["answer"] == "选址已定。"
    asked, said = congress.whole(f"/v1/suggestions/{found['id']}/history")[-2:]
    assert (asked["data"]["rule"], asked["data"]["units"]) == ("nat-52a", [CIVIL])
    assert (said["data"]["text"], said["data"]["demanded"]) == ("选址已定。", True)
    assert code(report(congress, demanded)) == (412, "stale_version")


def test_a_unit_that_has_replied_or_has_it_not_reports_nothing(congress: Congress) -> None:
    found = replied(congress, give(congress, congress.accepted(congress.deputy()), CIVIL, TRAFFIC))
    assert code(report(congress, found)) == (409, "case_state")
    other = handed(congress, congress.deputy())
    assert code(report(congress, other, TRAFFIC, AT_TRAFFIC)) == (404, "handover_not_found")
    refused = congress.attempt(other, "supervision", {**DEMAND, "units": [TRAFFIC]}, by=OFFICE)
    assert code(refused) == (404, "handover_not_found")
    assert code(congress.attempt(found, "supervision", DEMAND, by=OFFICE)) == (409, "case_state")
    visit = {**DEMAND, "means": "visit", "on": "2026-11-30"}
    assert congress.step(found, "supervision", visit, by=OFFICE)["units"][0]["demanded_at"] is None


def test_sz_28_special_committees_and_working_bodies_check_and_track_the_handling(congress: Congress) -> None:
    """sz-28b (art. 28-3 of the draft): once adopted it is cited for the bodies that it names."""
    congress.world.deploy_with(Province="44")
    congress.adopt("shenzhen:2026-01-01")
    deputy = congress.deputy(SHENZHEN)
    unit = congress.unit(SHENZHEN, "市规划和自然资源局")
    found = congress.submitted(deputy)
    found = congress.step(found, "check", {"accepted": True}, by=SHENZHEN_OFFICE)
    found = congress.step(found, "handover", {"units": [{"unit": unit, "share": "lead"}]}, by=SHENZHEN_OFFICE)
    ways = {way["rule"] for way in found["ways"]}
    assert {"sz-28b.c", "nat-52a"} <= ways
    congress.step(found, "supervision", {**DEMAND, "means": "check"}, by=SHENZHEN_OFFICE)
    assert congress.told(f"unit_staff:{unit}", "supervised")["outcome"] == DEMAND["text"]


def test_gx_13_what_is_major_is_brought_before_the_chairpersons_meeting(congress: Congress) -> None:
    congress.world.deploy_with(Province="45")
    deputy = congress.deputy(GUANGXI)
    unit = congress.unit(GUANGXI, "自治区交通运输厅")
    found = congress.submitted(deputy)
    found = congress.step(found, "check", {"accepted": True}, by=GUANGXI_OFFICE)
    given = {"units": [{"unit": unit, "share": "lead"}]}
    found = congress.step(found, "handover", given, by=GUANGXI_OFFICE)
    done = congress.step(found, "escalation", {"reason": "两次催办仍未答复"}, by=GUANGXI_OFFICE)
    assert (done["escalation"]["to"], done["escalation"]["rule"]) == ("chairpersons_meeting", "gx-13b")
    for recipient in (deputy.id, f"unit_staff:{unit}", f"committee_staff:{GUANGXI}"):
        data = dict(congress.notices(recipient))["case_escalated"]
        assert (data["with"], data["reason"]) == ("主任会议", "两次催办仍未答复")
        assert (data["instrument"], data["article"]) == ("guangxi", "13")


def test_where_no_rule_names_a_body_it_is_the_own_meeting_once_a_round(congress: Congress) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy)
    done = congress.step(found, "escalation", {"reason": "久催未办"}, by=OFFICE)
    assert (done["escalation"]["to"], done["escalation"]["rule"]) == ("chairpersons_meeting", None)
    assert code(congress.attempt(done, "escalation", {"reason": "再提"}, by=OFFICE)) == (
        409,
        "escalated_already",
    )
    found = replied(congress, done)
    assert code(congress.attempt(found, "escalation", {"reason": "再提"}, by=OFFICE)) == (409, "case_state")
    said = {"result": "dissatisfied", "attitude": "satisfied", "reason": "未解决"}
    found = congress.step(found, "rating", said, by=of(deputy))
    again = give(congress, found, CIVIL)
    assert again["escalation"] is None
    assert congress.step(again, "escalation", {"reason": "再提"}, by=OFFICE)["escalation"]["reason"] == "再提"


def test_a_draft_and_what_was_withdrawn_are_not_supervised(congress: Congress) -> None:
    deputy = congress.deputy()
    draft = congress.draft(deputy)
    assert code(congress.attempt(draft, "key", CHOSEN, by=OFFICE)) == (404, "case_not_found")
    found = congress.step(draft, "submission", {"stated": CONFIRMED}, by=of(deputy))
    gone = congress.step(found, "withdrawal", {"reason": "另案提出"}, by=of(deputy))
    assert code(congress.attempt(gone, "key", CHOSEN, by=OFFICE)) == (409, "case_state")


def test_the_key_of_what_is_under_way_outlives_its_course(congress: Congress) -> None:
    found = congress.step(handed(congress, congress.deputy()), "key", CHOSEN, by=OFFICE)
    assert taken_up(congress, found)["key"]["name"] == CHOSEN["name"]
    assert keys(congress) == [found["id"]]
