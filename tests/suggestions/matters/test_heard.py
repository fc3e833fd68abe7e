"""What members hear in contact with deputies: sorted, handed over in the name of the general office,
answered, and what became of it told to the deputy."""

from typing import Any

import pytest

from shared.domain.roles import Caller
from tests.gateway import someone
from tests.suggestions.matters.chamber import (
    GUANGXI,
    OFFICE_GX,
    OFFICE_SZ,
    SHENZHEN,
    Chamber,
    staff_of,
)
from tests.suggestions.suggestions.congress import code, of

TIANJIN = "12"
OFFICE_TJ = someone("committee_staff:12", person="pt1anj1nstaff00000000")


def as_member(division: str, person: str) -> Caller:
    return someone(f"member:{division}", person=person)


def test_sz_08b_what_a_member_heard_goes_in_the_general_office_s_name(chamber: Chamber) -> None:
    chamber.adopt("shenzhen:2026-01-01")
    deputy, member = chamber.deputy(SHENZHEN), chamber.member(SHENZHEN)
    unit = chamber.unit(SHENZHEN, "市教育局")
    contact = "k" + "1" * 20
    found = chamber.taken(deputy, as_member(SHENZHEN, member.id), way="contact", contact=contact)
    assert (found["member_name"], found["contact"]) == (member.name, contact)
    (way,) = found["ways"]
    assert (way["rule"], way["act"]) == ("sz-08b.a", ["归纳整理", "交办"])
    assert (way["in_name_of"], way["by"], way["article"]) == (
        "常务委员会办公厅",
        "组成人员的联络员或者部门",
        "8-3",
    )
    sorted_ = chamber.took(found, "", {"facts": {"important": "false"}}, by=OFFICE_SZ)
    given = chamber.took(sorted_, "handover", {"unit": unit}, by=OFFICE_SZ)
    assert given["in_name_of"] == "常务委员会办公厅"
    body = {"text": "新增学位八百个。", "signer": "教育局长"}
    assert chamber.by_unit(unit, given, "reply", body).json["state"] == "answered"
    assert chamber.heard(deputy.id, "concern_answered")["answer"] == body["text"]
    assert "concern_closed" in chamber.kinds(member.id)
    history = chamber.happened(found, OFFICE_SZ)
    assert [entry["what"] for entry in history] == ["received", "sorted", "handed_over", "replied"]
    assert history[2]["rule"]["rule"] == "sz-08b.a"
    assert [one["id"] for one in chamber.whole("/v1/concerns", by=OFFICE_SZ, **HEARD)] == [found["id"]]


HEARD = {"scope": SHENZHEN, "kind": "heard", "state": "answered"}


def test_sz_08b_units_answer_it_without_the_months_of_suggestions(chamber: Chamber) -> None:
    """Art. 51 gives three months for suggestions; what was heard has no number."""
    deputy, member, unit = chamber.deputy(), chamber.member("4114"), chamber.unit("4114", "市教育局")
    office = someone("committee_staff:4114", person="pshangq1vstaff0000000")
    found = chamber.taken(deputy, office, way="contact", member=member.id)
    chamber.took(found, "handover", {"unit": unit}, by=office)
    (due,) = chamber.done("GET", f"/v1/units/{unit}/due", by=staff_of(unit))["items"]
    assert (due["kind"], due["rule"], due["due_at"]) == ("heard", None, None)


@pytest.mark.parametrize(
    ("division", "office", "rule"), [(GUANGXI, OFFICE_GX, "gx-12c"), (TIANJIN, OFFICE_TJ, "tj-10c")]
)
def test_gx_12c_tj_10c_the_member_tells_the_deputy_what_became_of_it(
    chamber: Chamber, division: str, office: Caller, rule: str
) -> None:
    """Owed from the result (Guangxi) or from the view itself (Tianjin), until the deputy is told."""
    deputy, member = chamber.deputy(division), chamber.member(division)
    unit = chamber.unit(division, "教育厅")

    def due() -> list[Any]:
        found: list[Any] = chamber.done("GET", "/v1/due", by=office, query={"scope": division})["items"]
        return found

    found = chamber.taken(deputy, as_member(division, member.id), way="contact")
    assert [one["rule"] for one in due()] == (["tj-10c"] if division == TIANJIN else [])
    given = chamber.took(found, "handover", {"unit": unit}, by=office)
    early = chamber.try_(given, "feedback", {"text": "在办"}, by=office)
    assert code(early) == (409, "case_state")
    answered = chamber.by_unit(unit, given, "reply", {"text": "已办", "signer": "张建国"}).json
    (owed,) = due()
    assert (owed["rule"], owed["share"], owed["due_at"]) == (rule, "own", None)
    stranger = as_member(division, "pan0thermember0000000")
    body = {"text": "您的意见已采纳"}
    assert code(chamber.try_(answered, "feedback", body, by=stranger))[0] == 403
    told = chamber.took(answered, "feedback", body, by=as_member(division, member.id))
    assert told["fed_back"]
    assert chamber.heard(deputy.id, "concern_answered")["answer"] == body["text"]
    assert due() == []
    again = chamber.try_(told, "feedback", body, by=office)
    assert code(again) == (409, "told_already")
    clocks = [clock for one in chamber.detail(found, of(deputy))["parties"] for clock in one["clocks"]]
    assert [(clock["rule"], clock["state"]) for clock in clocks] == [(rule, "met")]


def test_a_member_enters_what_the_member_heard_and_nothing_else(chamber: Chamber) -> None:
    deputy, member, other = chamber.deputy(), chamber.member("4114"), chamber.member("41")
    body = {
        "division": "4114",
        "title": "停车",
        "text": "没有车位",
        "deputy": deputy.id,
        "day": "2026-11-27",
    }

    def answer(by: Caller, **fields: object) -> int:
        return chamber.send("POST", "/v1/concerns", {**body, **fields}, by=by).status

    own = as_member("4114", member.id)
    assert answer(own, way="contact", member=other.id) == 201
    assert answer(own, way="letter") == 400
    assert answer(as_member("41", other.id), way="contact") == 400  # not of this committee
    assert answer(as_member("4115", member.id), way="contact") == 403
    assert answer(of(deputy), way="contact") == 403
    assert [one["name"] for one in chamber.whole("/v1/me/concerns", by=of(deputy))] == [deputy.name]
    assert chamber.kinds(deputy.id) == ["concern_entered"]
    assert chamber.kinds(member.id) == []
