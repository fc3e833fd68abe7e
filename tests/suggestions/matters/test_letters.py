"""Letters and visits of deputies, over HTTP: to the department concerned, or handled as the rules say."""

import pytest

from tests.gateway import someone
from tests.suggestions.matters.chamber import (
    AUDITOR_GX,
    GUANGXI,
    OFFICE_GX,
    OFFICE_SZ,
    SHENZHEN,
    STRANGER,
    Chamber,
    staff_of,
)
from tests.suggestions.suggestions.congress import PRESIDIUM, TOWNSHIP, basis, code, of

ADOPTED = "shenzhen:2026-01-01"
ANSWER = {"text": "已列入今年增容计划。", "signer": "张建国"}


def test_gx_13a_a_letter_goes_to_the_department_which_answers_in_writing(chamber: Chamber) -> None:
    deputy, unit = chamber.deputy(GUANGXI), chamber.unit(GUANGXI, "自治区能源局")
    found = chamber.letter(deputy)
    assert chamber.kinds("committee_staff:45") == ["concern_received"]
    (way,) = found["ways"]
    assert (way["rule"], way["article"], way["done"]) == ("gx-13a.a", "13", False)
    given = chamber.took(found, "handover", {"unit": unit, "text": "请处理"}, by=OFFICE_GX)
    assert (given["state"], given["unit_name"], given["ways"][0]["done"]) == (
        "handed_over",
        "自治区能源局",
        True,
    )
    assert chamber.kinds(f"unit_staff:{unit}") == ["concern_assigned"]
    chamber.later(days=10)
    urged = chamber.done("POST", f"/v1/units/{unit}/handovers/{found['id']}/urging", {}, by=OFFICE_GX)
    assert urged["steps"][-1]["what"] == "urged"
    known = chamber.took(given, "result", {"text": "电话告知已列入计划"}, by=OFFICE_GX)
    owed = chamber.done("GET", f"/v1/units/{unit}/due", by=staff_of(unit))["items"]
    assert [(one["case"], one["rule"], one["due_at"]) for one in owed] == [(found["id"], "gx-13a.b", None)]
    answer = chamber.by_unit(unit, known, "reply", ANSWER)
    assert (answer.status, answer.json["state"]) == (200, "answered")
    assert chamber.heard(deputy.id, "concern_answered")["answer"] == ANSWER["text"]
    assert chamber.done("GET", f"/v1/units/{unit}/due", by=staff_of(unit))["items"] == []
    (department,) = [one for one in chamber.detail(found, of(deputy))["parties"] if one["share"] == "lead"]
    (clock,) = department["clocks"]
    assert (clock["rule"], clock["state"], len(department["urged"])) == ("gx-13a.b", "met", 1)
    entries = chamber.happened(found, OFFICE_GX)
    assert [entry["what"] for entry in entries] == ["received", "handed_over", "result_known", "replied"]
    assert entries[1]["rule"]["article"] == "13"
    assert entries[3]["signer"] == "张建国"


def test_gx_13a_the_office_does_not_answer_in_the_place_of_the_department(chamber: Chamber) -> None:
    deputy = chamber.deputy(GUANGXI)
    answer = chamber.try_(chamber.letter(deputy), "reply", {"text": "已知悉"}, by=OFFICE_GX)
    assert (code(answer), basis(answer)) == ((409, "way_other"), ("guangxi", "13"))
    assert "转办" in answer.json["title"]


def test_gx_13a_a_letter_to_a_member_of_the_committee_goes_the_same_way(chamber: Chamber) -> None:
    deputy, member, other = chamber.deputy(GUANGXI), chamber.member(GUANGXI), chamber.member("4501")
    found = chamber.letter(deputy, member=member.id)
    assert (found["member"], found["member_name"]) == (member.id, member.name)
    assert chamber.kinds(member.id) == chamber.kinds("committee_staff:45") == ["concern_received"]
    own = someone("member:45", person=member.id)
    assert chamber.detail(found, own)["ways"][0]["rule"] == "gx-13a.a"
    body = {"division": GUANGXI, "title": "停车", "text": "没有车位", "member": other.id}
    assert code(chamber.send("POST", "/v1/me/concerns", body, by=of(deputy))) == (400, "invalid_request")
    body["member"] = "p" + "9" * 20
    assert code(chamber.send("POST", "/v1/me/concerns", body, by=of(deputy))) == (404, "member_not_found")


def test_gx_13b_major_problems_are_reported_to_the_chairpersons_meeting(chamber: Chamber) -> None:
    deputy, unit = chamber.deputy(GUANGXI), chamber.unit(GUANGXI, "自治区能源局")
    found = chamber.took(chamber.letter(deputy), "", {"facts": {"important": "true"}}, by=OFFICE_GX)
    owed = {way["rule"]: way for way in found["ways"]}
    assert (owed["gx-13b"]["done"], owed["gx-13b"]["to"]) == (False, ["主任会议"])
    early = chamber.try_(found, "report", {"day": "2026-11-29"}, by=OFFICE_GX)
    late = chamber.try_(found, "report", {"day": "2026-12-01"}, by=OFFICE_GX)
    assert (early.status, late.status) == (400, 400)
    found = chamber.took(found, "report", {"day": "2026-11-30"}, by=OFFICE_GX)
    assert found["reported_on"] == "2026-11-30"
    assert {way["rule"]: way["done"] for way in found["ways"]} == {"gx-13a.a": False, "gx-13b": True}
    assert "concern_reported" in chamber.kinds(deputy.id)
    found = chamber.took(found, "handover", {"unit": unit}, by=OFFICE_GX)
    assert all(way["done"] for way in found["ways"])
    assert chamber.happened(found, OFFICE_GX)[2]["rule"]["rule"] == "gx-13b"


def test_sz_24_everyday_letters_are_handled_at_once_important_ones_passed_on(
    chamber: Chamber,
) -> None:
    chamber.adopt(ADOPTED)
    deputy, unit = chamber.deputy(SHENZHEN), chamber.unit(SHENZHEN, "市住房和建设局")
    plain = chamber.letter(deputy)
    refused = chamber.try_(plain, "handover", {"unit": unit}, by=OFFICE_SZ)
    assert (code(refused), basis(refused)) == ((409, "way_other"), ("shenzhen", "24"))
    done = chamber.took(plain, "reply", {"text": "已协调解决"}, by=OFFICE_SZ)
    assert (done["state"], done["ways"][0]["done"]) == ("answered", True)

    serious = chamber.took(chamber.letter(deputy), "", {"facts": {"important": "true"}}, by=OFFICE_SZ)
    refused = chamber.try_(serious, "handover", {"unit": unit}, by=OFFICE_SZ)
    assert refused.json["title"].endswith("（专门委员会、工作机构）")
    body = {"body": "special_committee", "name": "城建环资委"}
    sent = chamber.took(serious, "forwarding", body, by=OFFICE_SZ)
    assert (sent["state"], sent["body_name"], sent["ways"][0]["done"]) == ("forwarded", "城建环资委", True)
    assert chamber.heard(deputy.id, "concern_handed_over")["with"] == "城建环资委"
    sent = chamber.took(sent, "reply", {"text": "已研究处理"}, by=OFFICE_SZ)
    assert sent["answered_by"] == "城建环资委"

    facts = {"facts": {"important": "true", "falls_to": "unit"}}
    of_unit = chamber.took(chamber.letter(deputy), "", facts, by=OFFICE_SZ)
    given = chamber.took(of_unit, "handover", {"unit": unit}, by=OFFICE_SZ)
    assert given["in_name_of"] == "常务委员会办公厅"
    assert chamber.by_unit(unit, given, "reply", ANSWER).status == 200


def test_a_visit_is_taken_down_and_where_no_rule_speaks_the_office_finds_the_way(chamber: Chamber) -> None:
    """In a township of Shangqiu: its own staff; nothing rests on an article."""
    deputy = chamber.deputy(TOWNSHIP)
    found = chamber.taken(deputy, PRESIDIUM)
    assert (found["way"], found["ways"], found["day"]) == ("visit", [], "2026-11-27")
    assert chamber.kinds(f"township_staff:{TOWNSHIP}") == ["concern_received"]
    assert chamber.kinds(deputy.id) == ["concern_entered"]
    unit = chamber.unit(TOWNSHIP, "镇供电所")
    given = chamber.took(found, "handover", {"unit": unit}, by=PRESIDIUM)
    back = chamber.by_unit(unit, given, "return", {"reason": "不归本单位管"})
    assert back.status == 200
    told = {"subject": "用电增容", "with": "镇供电所", "reason": "不归本单位管"}
    assert chamber.heard(deputy.id, "concern_returned") == told
    again = chamber.took({**found, "version": 3}, "handover", {"unit": unit}, by=PRESIDIUM)
    assert chamber.by_unit(unit, again, "reply", ANSWER).status == 200


def test_what_solves_nothing_has_a_way_back(chamber: Chamber) -> None:
    deputy, unit = chamber.deputy(GUANGXI), chamber.unit(GUANGXI, "自治区能源局")
    found = chamber.took(chamber.letter(deputy), "handover", {"unit": unit}, by=OFFICE_GX)
    assert code(chamber.try_(found, "unsolved", {"reason": "没修"}, by=of(deputy))) == (409, "case_state")
    answered = chamber.by_unit(unit, found, "reply", ANSWER).json
    assert code(chamber.try_(answered, "unsolved", {"reason": "没修"}, by=OFFICE_GX)) == (
        404,
        "case_not_found",
    )
    open_ = chamber.took(answered, "unsolved", {"reason": "没修"}, by=of(deputy))
    assert (open_["state"], open_["round"], open_["unit"]) == ("received", 2, None)
    assert chamber.kinds("committee_staff:45")[-1] == "concern_unsolved"
    given = chamber.took(open_, "handover", {"unit": unit}, by=OFFICE_GX)
    assert chamber.by_unit(unit, given, "reply", ANSWER).status == 200
    assert [entry["what"] for entry in chamber.happened(found, of(deputy))] == [
        "received", "handed_over", "replied", "unsolved", "handed_over", "replied",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "caller",
    [
        STRANGER,
        OFFICE_SZ,
        someone("committee_staff:4501", person="pnann1ngstaff00000000"),
        someone("liaison_officer:450102001-01", person="p11a1s0n0ff1cer000000"),
        someone("deputy:45", person="p0therdepvty000000000"),
    ],
)
def test_what_a_deputy_wrote_is_there_for_nobody_else(chamber: Chamber, caller: object) -> None:
    found = chamber.letter(chamber.deputy(GUANGXI))
    for tail in ("", "/history"):
        answer = chamber.send("GET", f"/v1/concerns/{found['id']}{tail}", by=caller)  # type: ignore[arg-type]
        assert code(answer) == (404, "case_not_found")


def test_units_read_only_what_they_have(chamber: Chamber) -> None:
    deputy, unit = chamber.deputy(GUANGXI), chamber.unit(GUANGXI, "自治区能源局")
    other = chamber.unit(GUANGXI, "自治区住建厅")
    found = chamber.took(chamber.letter(deputy), "handover", {"unit": unit}, by=OFFICE_GX)
    path = f"/v1/units/{{}}/concerns/{found['id']}"
    assert chamber.done("GET", path.format(unit), by=staff_of(unit))["name"] == deputy.name
    assert code(chamber.send("GET", path.format(other), by=staff_of(other))) == (404, "case_not_found")
    assert code(chamber.send("GET", path.format(unit), by=staff_of(other))) == (403, "out_of_scope")
    assert code(chamber.send("GET", f"/v1/concerns/{found['id']}", by=staff_of(unit))) == (
        404,
        "case_not_found",
    )
    taken = chamber.took(found, "return", {"reason": "交错单位"}, by=OFFICE_GX)
    assert code(chamber.send("GET", path.format(unit), by=staff_of(unit))) == (404, "case_not_found")
    assert taken["state"] == "received"


def test_lists_follow_and_who_acted_is_told_to_the_office_alone(chamber: Chamber) -> None:
    deputy = chamber.deputy(GUANGXI)
    first, second = chamber.letter(deputy), chamber.letter(deputy, title="停车")
    chamber.took(first, "", {"facts": {"important": "true"}}, by=OFFICE_GX)
    listed = chamber.whole("/v1/concerns", by=AUDITOR_GX, scope="45", state="received")
    assert [one["id"] for one in listed] == [first["id"], second["id"]]
    assert len(chamber.whole("/v1/concerns", by=OFFICE_GX, scope="45", month="2026-11", limit=1)) == 2
    assert chamber.whole("/v1/concerns", by=OFFICE_GX, scope="45", month="2026-11", kind="heard") == []
    mine = chamber.whole("/v1/me/concerns", by=of(deputy), limit=1)
    assert [one["title"] for one in mine] == ["停车", "用电增容"]
    assert [entry["by"] for entry in chamber.happened(first, AUDITOR_GX)] == [deputy.id, OFFICE_GX.person]
    assert [entry["by"] for entry in chamber.happened(first, of(deputy))] == [None, None]
    both = chamber.send("GET", "/v1/concerns", by=OFFICE_GX, query={"scope": "45"})
    assert both.status == 400


def test_twice_the_same_makes_one_and_a_late_version_changes_nothing(chamber: Chamber) -> None:
    deputy = chamber.deputy(GUANGXI)
    body = {"division": GUANGXI, "title": "停车", "text": "没有车位"}
    sent = [chamber.send("POST", "/v1/me/concerns", body, by=of(deputy), key="letter-0001") for _ in range(2)]
    assert [answer.status for answer in sent] == [201, 201]
    assert sent[0].json["id"] == sent[1].json["id"]
    assert chamber.kinds("committee_staff:45") == ["concern_received"]
    other = chamber.send(
        "POST", "/v1/me/concerns", {**body, "title": "噪声"}, by=of(deputy), key="letter-0001"
    )
    assert code(other) == (422, "idempotency_key_reused")
    found = sent[0].json
    chamber.took(found, "", {"facts": {}}, by=OFFICE_GX)
    assert code(chamber.try_(found, "", {"facts": {}}, by=OFFICE_GX)) == (412, "stale_version")


def test_who_may_write_and_what(chamber: Chamber) -> None:
    deputy = chamber.deputy(GUANGXI)
    body = {"division": "4501", "title": "停车", "text": "没有车位"}
    elsewhere = someone("deputy:45", person=deputy.id)
    assert code(chamber.send("POST", "/v1/me/concerns", body, by=elsewhere)) == (422, "no_mandate_there")
    assert code(chamber.send("POST", "/v1/me/concerns", body, by=OFFICE_GX)) == (403, "role_missing")
    hostile = {**body, "division": GUANGXI, "text": "x\u202ey"}
    assert chamber.send("POST", "/v1/me/concerns", hostile, by=of(deputy)).status == 400
    huge = {**body, "division": GUANGXI, "text": "字" * 40_000}
    assert chamber.send("POST", "/v1/me/concerns", huge, by=of(deputy)).status == 413
    script = chamber.letter(deputy, text="<script>alert(1)</script>")
    assert script["text"] == "<script>alert(1)</script>"


def test_days_and_people_of_what_is_taken_down(chamber: Chamber) -> None:
    deputy = chamber.deputy(GUANGXI)
    body = {"division": GUANGXI, "title": "停车", "text": "没有车位", "way": "visit", "deputy": deputy.id}

    def answer(**fields: object) -> object:
        sent = chamber.send("POST", "/v1/concerns", {**body, "day": "2026-11-27", **fields}, by=OFFICE_GX)
        return sent.status if sent.status in (201, 400) else code(sent)

    assert answer(day="2026-12-01") == 400
    assert answer(day="2025-11-28") == 400
    assert answer(day="2025-11-29") == 201
    assert answer(way="contact") == 400
    assert answer(deputy="p" + "9" * 20) == (404, "deputy_not_found")
    assert answer(member="p" + "9" * 20) == (404, "member_not_found")
    far = chamber.deputy(SHENZHEN)
    assert answer(deputy=far.id) == (422, "no_mandate_there")
    assert answer(facts={}) == 400


def test_withdrawn_by_the_deputy_or_as_entered_in_error(chamber: Chamber) -> None:
    deputy, unit = chamber.deputy(GUANGXI), chamber.unit(GUANGXI, "自治区能源局")
    found = chamber.took(chamber.letter(deputy), "handover", {"unit": unit}, by=OFFICE_GX)
    assert code(chamber.try_(found, "withdrawal", {"reason": "x"}, by=STRANGER)) == (404, "case_not_found")
    gone = chamber.took(found, "withdrawal", {"reason": "已自行解决"}, by=of(deputy))
    assert gone["state"] == "withdrawn"
    assert chamber.kinds(f"unit_staff:{unit}") == ["concern_assigned", "concern_withdrawn"]
    assert chamber.done("GET", f"/v1/units/{unit}/due", by=staff_of(unit))["items"] == []
    wrong = chamber.took(chamber.letter(deputy), "withdrawal", {"reason": "重复登记"}, by=OFFICE_GX)
    assert code(chamber.try_(wrong, "reply", {"text": "x"}, by=OFFICE_GX)) == (409, "case_state")
    assert code(chamber.try_(wrong, "", {"facts": {"nobody": "true"}}, by=OFFICE_GX)) == (
        400,
        "invalid_request",
    )


def test_gx_13a_the_department_is_urged_until_it_answers_in_writing(chamber: Chamber) -> None:
    """By the schedule each thirty days, counted anew from whatever happened; never twice, nor after."""
    deputy, unit = chamber.deputy(GUANGXI), chamber.unit(GUANGXI, "自治区能源局")
    found = chamber.took(chamber.letter(deputy), "handover", {"unit": unit}, by=OFFICE_GX)
    chamber.later(days=29)
    assert chamber.swept() == 0
    chamber.later(days=1)
    assert [chamber.swept(), chamber.swept()] == [1, 0]
    assert chamber.kinds(f"unit_staff:{unit}") == ["concern_assigned", "case_urged"]
    chamber.later(days=10)
    chamber.done("POST", f"/v1/units/{unit}/handovers/{found['id']}/urging", {}, by=OFFICE_GX)
    chamber.later(days=29)
    assert chamber.swept() == 0
    chamber.later(days=60)  # a run that comes late tells once
    assert [chamber.swept(), chamber.swept()] == [1, 0]
    parties = chamber.detail(found, of(deputy))["parties"]
    assert [len(one["urged"]) for one in parties if one["share"] == "lead"] == [3]
    assert chamber.by_unit(unit, found, "reply", ANSWER).status == 200
    chamber.later(days=90)
    assert chamber.swept() == 0


def test_who_has_an_office_elsewhere_withdraws_the_own_letter(chamber: Chamber) -> None:
    deputy = chamber.deputy("4114")
    found = chamber.letter(deputy)
    both = someone("deputy:4114", "township_staff:411402001", person=deputy.id)
    assert chamber.try_(found, "withdrawal", {"reason": "已解决"}, by=both).json["state"] == "withdrawn"
