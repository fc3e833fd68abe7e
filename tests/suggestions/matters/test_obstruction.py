"""Reports that a deputy's duty was obstructed, over HTTP: confidential, decided on, and with what follows."""

from datetime import date
from typing import Any

import pytest

from shared.domain.deputies import Deputy
from shared.domain.mandates import MandateAction, MandateEvent
from shared.domain.roles import Caller
from shared.store import engine
from shared.store.inbox import NoticeItem, inbox_key
from shared.store.records import RecordItem, unit_key
from tests.gateway import Response, someone
from tests.suggestions.matters.chamber import STRANGER, Chamber, staff_of
from tests.suggestions.numbers.stream import brought, stored
from tests.suggestions.suggestions.congress import code, of

DATONG, SHENZHEN = "1402", "4403"
HANDLER = someone("committee_staff:1402", person="phandler0000000000000")
COLLEAGUE = someone("committee_staff:1402", person="pc011eagve00000000000")
PATH = "/v1/obstruction-reports"


class Case:
    """A report about a unit of Datong, and its steps."""

    def __init__(self, chamber: Chamber, division: str = DATONG) -> None:
        self.chamber = chamber
        self.deputy: Deputy = chamber.deputy(division)
        self.unit = chamber.unit(division, "市某局")
        self.division = division
        chamber.hire(HANDLER)
        chamber.hire(COLLEAGUE)

    def made(self, **fields: Any) -> Any:
        return self.chamber.done("POST", PATH, self.body(**fields), by=of(self.deputy))

    def body(self, **fields: Any) -> dict[str, Any]:
        told = {"wrong": "obstruction", "unit": self.unit, "happened_on": "2026-11-20"}
        return {"congress": self.division, **told, "text": "持证视察时拒绝提供情况。", **fields}

    def try_(self, found: Any, what: str, body: object, *, by: Caller = HANDLER) -> Response:
        self.chamber.later(seconds=1)
        path = f"{PATH}/{found['id']}/{what}"
        return self.chamber.send("POST", path, body, by=by, version=found["version"])

    def took(self, found: Any, what: str, body: object, *, by: Caller = HANDLER) -> Any:
        answer = self.try_(found, what, body, by=by)
        assert answer.status == 200, answer.text
        return answer.json

    def decided(self, *, true: bool = True, marks: tuple[str, ...] = (), **fields: Any) -> Any:
        found = self.took(self.made(**fields), "assignment", {})
        body = {"true": true, "marks": list(marks), "text": "已责令改正并批评教育"}
        return self.took(found, "decision", body)


@pytest.fixture
def case(chamber: Chamber) -> Case:
    return Case(chamber)


def test_dt_13_nat_55b_obstruction_found_true_is_dealt_with(case: Case) -> None:
    """`dt-13.follows` follows from the record that the decision makes, and from nothing else."""
    auditor = someone("auditor:14", person="pavd1t0r0000000000000")
    before = case.chamber.standing(case.unit, auditor)
    assert not {"dt-13.follows", "nat-55b.obstruct"} & set(before)
    found = case.made()
    possible = {one["rule"] for one in found["consequences"]}
    assert possible == {"dt-13.follows", "nat-55b.obstruct", "nat-55b.violence"}
    assert case.chamber.standing(case.unit, auditor).keys() == before.keys()
    decided = case.took(case.took(found, "assignment", {}), "decision", {"true": True, "text": "已责令改正"})
    assert {one["rule"]: one["then"] for one in decided["consequences"]} == {
        "dt-13.follows": ["严肃处理"],
        "nat-55b.obstruct": ["处分或者治安管理处罚"],
    }
    after = case.chamber.standing(case.unit, auditor)
    assert (after["dt-13.follows"]["article"], after["nat-55b.obstruct"]["article"]) == ("13", "55-3")
    assert after["dt-13.follows"]["evidence"] == [f"{case.unit}.20261120.{found['id']}"]
    assert "nat-55b.violence" not in after


@pytest.mark.parametrize(
    ("wrong", "marks", "rules"),
    [
        ("refusal_to_assist", (), {"nat-55b.refusal", "sz-33.b"}),
        ("obstruction", (), {"nat-55b.obstruct", "sz-33.c"}),
        ("obstruction", ("violent", "criminal"), {"nat-55b.violence", "sz-33.c", "sz-33.d"}),
        ("retaliation", (), {"nat-55b.revenge", "sz-33.e"}),
        (
            "retaliation",
            ("by_state_functionary", "criminal"),
            {"nat-55b.revenge", "nat-55b.crime", "sz-33.e", "sz-33.f"},
        ),
    ],
)
def test_sz_33_nat_55b_what_follows_is_by_what_was_done(
    chamber: Chamber, wrong: str, marks: tuple[str, ...], rules: set[str]
) -> None:
    chamber.adopt("shenzhen:2026-01-01")
    case, by = Case(chamber, SHENZHEN), someone("committee_staff:4403", person=HANDLER.person)
    chamber.hire(by)
    found = case.took(case.made(wrong=wrong), "assignment", {}, by=by)
    decided = case.took(found, "decision", {"true": True, "marks": list(marks), "text": "属实"}, by=by)
    assert {one["rule"] for one in decided["consequences"]} == rules
    followed = {r for r in chamber.standing(case.unit, by) if r.startswith(("nat-55b", "sz-33"))}
    assert followed - {"sz-33.a"} == rules


@pytest.mark.parametrize("wrong", ["refusal_to_assist", "obstruction", "retaliation"])
def test_nat_55a_each_is_forbidden_and_the_report_says_by_which_article(case: Case, wrong: str) -> None:
    found = case.made(wrong=wrong)
    rules = {one["rule"]: one["article"] for one in found["forbidden_by"]}
    assert rules["nat-55a"] == "55"


def test_what_is_not_found_true_leaves_nothing_with_the_unit(case: Case) -> None:
    decided = case.decided(true=False)
    assert (decided["state"], decided["finding"]["true"], decided["consequences"]) == ("decided", False, [])
    assert engine.query_all(RecordItem, unit_key(case.unit)) == []
    (kind, _) = case.chamber.notices(case.deputy.id)[-1]
    assert kind == "report_decided"


def test_something_else_may_be_found_than_was_reported(case: Case) -> None:
    found = case.took(case.made(), "assignment", {})
    body = {"true": True, "wrong": "retaliation", "marks": ["violent"], "text": "属打击报复"}
    refused = case.try_(found, "decision", body)
    assert code(refused) == (400, "invalid_request")
    decided = case.took(found, "decision", {**body, "marks": []})
    assert decided["finding"]["wrong"] == "retaliation"
    (record,) = engine.query_all(RecordItem, unit_key(case.unit))
    assert (record.kind, record.day) == ("retaliation", "2026-11-20")
    assert not record.others


def test_the_record_names_nobody(case: Case) -> None:
    case.decided()
    (record,) = engine.query_all(RecordItem, unit_key(case.unit))
    assert record.body.as_dict() == {"decided_on": "2026-11-30"}  # type: ignore[no-untyped-call]
    assert case.deputy.id not in str(record.attribute_values)


@pytest.mark.parametrize(
    "caller",
    [
        STRANGER,
        someone("auditor:14", person="pavd1t0r0000000000000"),
        someone("admin:14", person="padm1n000000000000000"),
        someone("committee_staff:14", person="pshanx1staff000000000"),
        someone("committee_staff:140212", person="pc0vntystaff000000000"),
        someone("township_staff:140212001", person="pt0wnsh1pstaff0000000"),
        someone("deputy:1402", person="p0therdepvty000000000"),
    ],
)
def test_nobody_else_sees_it(case: Case, caller: Caller) -> None:
    """Neither who is above, beside or below, nor who audits."""
    found = case.made()
    for tail in ("", "/history"):
        answer = case.chamber.send("GET", f"{PATH}/{found['id']}{tail}", by=caller)
        assert code(answer) == (404, "case_not_found")
    listed = case.chamber.send("GET", PATH, by=caller, query={"scope": DATONG, "state": "reported"})
    assert listed.status == 403
    for what, body in (("assignment", {}), ("reopening", {"reason": "x"}), ("words", {"text": "x"})):
        assert case.try_(found, what, body, by=caller).status in (403, 404)


def test_the_unit_accused_sees_nothing_even_where_its_staff_work_for_the_committee_too(case: Case) -> None:
    found = case.made()
    both = someone("committee_staff:1402", f"unit_staff:{case.unit}", person="pb0th0000000000000000")
    for caller in (staff_of(case.unit), both):
        assert code(case.chamber.send("GET", f"{PATH}/{found['id']}", by=caller)) == (404, "case_not_found")
    assert case.chamber.whole(PATH, by=both, scope=DATONG, state="reported") == []
    case.decided()
    assert case.chamber.notices(f"unit_staff:{case.unit}") == []
    for path in (f"/v1/units/{case.unit}/due", "/v1/due?"):
        query = {"scope": DATONG} if path.endswith("?") else None
        answer = case.chamber.send("GET", path.rstrip("?"), by=both, query=query)
        assert answer.json["items"] == []


def test_who_reported_is_known_to_who_looks_into_it_alone(case: Case) -> None:
    found = case.made()
    assert found["reporter"]["name"] == case.deputy.name
    path, name = f"{PATH}/{found['id']}", case.deputy.name
    before = case.chamber.send("GET", path, by=HANDLER)
    assert (before.json["reporter"], case.deputy.id in before.text) == (None, False)
    case.took(found, "assignment", {}, by=HANDLER)
    assert case.chamber.done("GET", path, by=HANDLER)["reporter"] == {"id": case.deputy.id, "name": name}
    others = case.chamber.send("GET", path, by=COLLEAGUE)
    assert (others.json["reporter"], name in others.text) == (None, False)
    for by in (HANDLER, COLLEAGUE):
        (listed,) = case.chamber.whole(PATH, by=by, scope=DATONG, state="assigned")
        assert name not in str(listed)
        assert case.deputy.id not in str(listed)
        history = case.chamber.whole(f"{path}/history", by=by)
        assert [entry["by"] for entry in history] == ["reporter", HANDLER.person]
    mine = case.chamber.done("GET", path, by=of(case.deputy))
    assert mine["handler"] is None  # nor does the reporter learn who it is
    assert [e["by"] for e in case.chamber.whole(f"{path}/history", by=of(case.deputy))] == [None, None]


def test_the_inbox_says_nothing_of_who_or_whom(case: Case) -> None:
    case.took(case.made(), "assignment", {"handler": COLLEAGUE.person})
    for recipient in ("committee_staff:1402", COLLEAGUE.person, case.deputy.id):
        (notice,) = engine.query_all(NoticeItem, inbox_key(recipient))
        assert notice.data.as_dict() == {}  # type: ignore[no-untyped-call]


def test_only_the_committee_s_own_staff_look_into_it(case: Case) -> None:
    found = case.made()
    chamber = case.chamber
    above = chamber.hire(someone("committee_staff:14", person="pshanx1staff000000000"))
    both = chamber.hire(
        someone("committee_staff:1402", f"unit_staff:{case.unit}", person="pb0th0000000000000000")
    )
    for person in (above.person, both.person, STRANGER.person, case.deputy.id):
        assert code(case.try_(found, "assignment", {"handler": person})) == (422, "handler_unfit")
    taken = case.took(found, "assignment", {"handler": COLLEAGUE.person})
    refused = case.try_(taken, "decision", {"true": True, "text": "属实"}, by=HANDLER)
    assert code(refused) == (403, "not_yours")
    again = case.took(taken, "assignment", {}, by=HANDLER)
    assert again["handler"] == HANDLER.person


def test_questions_and_answers_are_told_to_the_other_side(case: Case) -> None:
    found = case.took(case.made(), "assignment", {})
    asked = case.took(found, "words", {"text": "当时谁在场？"})
    assert case.chamber.kinds(case.deputy.id)[-1] == "report_words"
    assert code(case.try_(asked, "words", {"text": "x"}, by=COLLEAGUE)) == (403, "not_yours")
    case.took(asked, "words", {"text": "还有两位代表。"}, by=of(case.deputy))
    assert case.chamber.kinds(HANDLER.person) == ["report_words"]
    entries = case.chamber.whole(f"{PATH}/{found['id']}/history", by=COLLEAGUE)
    assert [(entry["by"], entry["text"]) for entry in entries[2:]] == [
        ("office", "当时谁在场？"),
        ("reporter", "还有两位代表。"),
    ]


def test_looked_into_again_the_record_counts_no_longer(case: Case) -> None:
    reader = someone("auditor:14", person="pavd1t0r0000000000000")
    decided = case.decided()
    assert "dt-13.follows" in case.chamber.standing(case.unit, reader)
    open_ = case.took(decided, "reopening", {"reason": "出现新的证据"})
    assert (open_["state"], open_["finding"], open_["round"]) == ("assigned", None, 2)
    assert "dt-13.follows" not in case.chamber.standing(case.unit, reader)
    case.took(open_, "decision", {"true": True, "text": "再次查明属实"})
    assert "dt-13.follows" in case.chamber.standing(case.unit, reader)
    assert code(case.try_(open_, "decision", {"true": True, "text": "x"})) == (412, "stale_version")


def test_what_is_decided_changes_no_more_and_what_is_not_assigned_is_not_decided(case: Case) -> None:
    found = case.made()
    assert code(case.try_(found, "decision", {"true": True, "text": "x"})) == (403, "not_yours")
    assert code(case.try_(found, "reopening", {"reason": "x"})) == (409, "case_state")
    decided = case.decided()
    assert code(case.try_(decided, "decision", {"true": False, "text": "x"})) == (409, "case_state")
    assert code(case.try_(decided, "assignment", {})) == (409, "case_state")


def test_a_deputy_whose_mandate_rests_or_ended_still_reports(chamber: Chamber) -> None:
    suspended = MandateEvent(MandateAction.SUSPEND, date(2026, 10, 1), "detained")
    case = Case(chamber)
    deputy = chamber.deputy(DATONG, events=(suspended,))
    body = case.body(wrong="retaliation")
    assert chamber.send("POST", PATH, body, by=someone(person=deputy.id)).status == 201
    assert code(chamber.send("POST", PATH, body, by=STRANGER)) == (404, "deputy_not_found")
    elsewhere = {**body, "congress": "1401"}
    assert code(chamber.send("POST", PATH, elsewhere, by=of(deputy))) == (422, "no_mandate_there")


def test_about_the_own_office_one_reports_to_the_committee_above(case: Case) -> None:
    above = someone("committee_staff:14", person="pshanx1staff000000000")
    found = case.made(receiver="14", unit=None, against="市人大常委会某工作人员")
    path = f"{PATH}/{found['id']}"
    assert case.chamber.done("GET", path, by=above)["against"] == "市人大常委会某工作人员"
    assert code(case.chamber.send("GET", path, by=HANDLER)) == (404, "case_not_found")
    assert case.chamber.whole(PATH, by=HANDLER, scope=DATONG, state="reported") == []
    assert len(case.chamber.whole(PATH, by=above, scope="14", state="reported")) == 1
    assert case.chamber.kinds("committee_staff:14") == ["report_received"]
    beside = case.chamber.send("POST", PATH, case.body(receiver="1401"), by=of(case.deputy))
    assert code(beside) == (400, "invalid_request")


def test_what_a_report_must_say(case: Case) -> None:
    def answer(**fields: Any) -> int:
        return case.chamber.send("POST", PATH, case.body(**fields), by=of(case.deputy)).status

    assert answer(happened_on="2026-12-01") == 400
    assert answer(happened_on="2023-11-27") == 400
    assert answer(happened_on="2023-11-28") == 201
    assert answer(unit=None) == 400
    assert answer(unit="u" + "9" * 20) == 404
    assert answer(wrong="rudeness") == 400
    assert answer(text="x\u202ey") == 400
    assert answer(text="字" * 40_000) == 413


def test_reported_twice_with_one_key_it_is_one(case: Case) -> None:
    answers = [
        case.chamber.send("POST", PATH, case.body(), by=of(case.deputy), key="report-0001") for _ in range(2)
    ]
    assert answers[0].json["id"] == answers[1].json["id"]
    assert len(case.chamber.whole("/v1/me/obstruction-reports", by=of(case.deputy))) == 1
    assert case.chamber.kinds("committee_staff:1402") == ["report_received"]


def test_special_matters_are_counted_nowhere(case: Case) -> None:
    """A number of one would tell that there was a report."""
    chamber = case.chamber
    case.decided()
    letter = chamber.letter(case.deputy)
    given = chamber.done(
        "POST", f"/v1/concerns/{letter['id']}/handover", {"unit": case.unit}, by=HANDLER, version=1
    )
    assert given["state"] == "handed_over"
    body = {"congress": DATONG, "name": "李国庆", "received_at": chamber.now.isoformat(), "text": "申诉"}
    chamber.done("POST", f"/v1/units/{case.unit}/appeals", body, by=staff_of(case.unit))
    assert (brought(chamber.world), stored(chamber.world)) == ([], {})
