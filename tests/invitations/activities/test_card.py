"""Inspection with the deputy card (Deputies Law art. 29; Datong art. 12; Shenzhen art. 21): alone or with a
few, within the own division; told before or reported after; settling no problem."""

from typing import Any

import pytest

from shared.domain.deputies import Deputy
from tests.gateway import Response
from tests.invitations.committee import (
    CARD,
    DATONG,
    DATONG_STAFF,
    SHENZHEN,
    Committee,
    basis,
    code,
    of,
)

CONDUCT = [
    "lawful", "by_policy", "impartial_and_clean", "devoted", "by_the_facts", "courteous", "tactful",
    "reporting",
]  # fmt: skip


@pytest.fixture
def deputy(committee: Committee) -> Deputy:
    """A deputy of Datong with a card."""
    return committee.deputy(DATONG, card=CARD)


def plan(committee: Committee, deputy: Deputy, congress: str = DATONG, **fields: Any) -> dict[str, Any]:
    fields = {
        "kind": "card_inspection",
        "title": "视察小区养老服务",
        "organiser": {"kind": "deputy", "id": deputy.id},
        "division": {DATONG: "140214", SHENZHEN: "440304"}[congress],
        "agenda": [],
        "provided": CONDUCT if congress == DATONG else [],
        **fields,
    }
    return committee.plan(congress, **fields)


def draft(committee: Committee, deputy: Deputy, **fields: Any) -> Any:
    return committee.done("POST", "/v1/activities", plan(committee, deputy, **fields), by=of(deputy))


def announce(committee: Committee, deputy: Deputy, activity: Any) -> Response:
    path = f"/v1/activities/{activity['id']}/announcement"
    return committee.send("POST", path, {}, by=of(deputy), version=activity["version"])


def checks(committee: Committee, deputy: Deputy, activity: Any, **query: str) -> dict[str, str]:
    path = f"/v1/activities/{activity['id']}/checks"
    found = committee.done("GET", path, by=of(deputy), query=query)
    return {check["rule"]: check["outcome"] for check in found["items"]}


def test_dt_12a_with_the_card_alone_within_the_city(committee: Committee, deputy: Deputy) -> None:
    inspection = draft(committee, deputy)
    assert (inspection["scope"], inspection["congress"]) == ("140214", DATONG)
    assert checks(committee, deputy, inspection)["dt-12a.card"] == "met"
    assert announce(committee, deputy, inspection).status == 200


def test_dt_12a_with_a_few_others(committee: Committee, deputy: Deputy) -> None:
    inspection = draft(committee, deputy)
    other = committee.deputy(DATONG)
    path = f"/v1/activities/{inspection['id']}/invitations"
    committee.done("POST", path, {"persons": [other.id]}, by=of(deputy))
    committee.work()
    assert checks(committee, deputy, inspection)["dt-12a.card"] == "met"


def test_dt_12a_not_outside_the_city(committee: Committee, deputy: Deputy) -> None:
    body = plan(committee, deputy, division="410102")
    answer = committee.send("POST", "/v1/activities", body, by=of(deputy))
    assert (code(answer), basis(answer)) == ((422, "card_elsewhere"), ("national", "29-3"))


def test_dt_12a_only_with_a_card_and_only_the_own(committee: Committee, deputy: Deputy) -> None:
    without = committee.deputy(DATONG)
    answer = committee.send("POST", "/v1/activities", plan(committee, without), by=of(without))
    assert (code(answer), basis(answer)) == ((422, "card_required"), ("national", "29-3"))
    foreign = committee.send("POST", "/v1/activities", plan(committee, deputy), by=of(without))
    assert code(foreign) == (403, "not_organiser")
    staff = committee.send("POST", "/v1/activities", plan(committee, deputy), by=DATONG_STAFF)
    assert code(staff) == (403, "not_organiser")


def test_dt_12a_who_no_longer_holds_a_mandate_inspects_nothing(committee: Committee) -> None:
    over = committee.mandate(DATONG, ends="2026-11-19")
    former = committee.deputy(DATONG, over, card=CARD)
    answer = committee.send("POST", "/v1/activities", plan(committee, former), by=of(former))
    assert code(answer) == (422, "card_elsewhere")


def test_dt_12a_keeping_to_the_rules_of_conduct(committee: Committee, deputy: Deputy) -> None:
    inspection = draft(committee, deputy, provided=CONDUCT[:-1])
    answer = announce(committee, deputy, inspection)
    assert (code(answer), basis(answer)) == ((422, "activity_rule_unmet"), ("datong", "12-4"))
    assert "报告情况" in answer.json["errors"][0]["message"]


def test_dt_12b_told_before(committee: Committee, deputy: Deputy) -> None:
    inspection = draft(committee, deputy)
    told = announce(committee, deputy, inspection).json
    found = checks(committee, deputy, told)
    assert found["dt-12b.before"] == "met"
    (notice,) = committee.notices(f"committee_staff:{DATONG}", "card_inspection_announced")
    assert notice["data"]["title"] == "视察小区养老服务"


def test_dt_12b_or_reported_after(committee: Committee, deputy: Deputy) -> None:
    """Without having been announced: the deputy went, and tells of it the day after."""
    inspection = draft(committee, deputy)
    committee.later(days=10)
    opened = committee.done("POST", f"/v1/activities/{inspection['id']}/opening", by=of(deputy), version=1)
    committee.later(days=1)
    closed = committee.done(
        "POST",
        f"/v1/activities/{inspection['id']}/closure",
        {"report": "两部电梯停运，已向物业提出意见。"},
        by=of(deputy),
        version=opened["version"],
    )
    assert closed["report"] == "两部电梯停运，已向物业提出意见。"
    found = checks(committee, deputy, closed)
    assert (found["dt-12b.before"], found["dt-12b.after"]) == ("advice", "met")
    assert len(committee.notices(f"committee_staff:{DATONG}", "card_inspection_reported")) == 1
    committee.work()
    (record,) = committee.records(f"DEPUTY#{deputy.id}", "card_inspection")
    assert (record["day"]["S"], record["reference"]["S"]) == ("2026-11-30", inspection["id"])
    assert committee.records(f"COMMITTEE#{DATONG}") == []
    assert len(committee.records(f"DEPUTY#{deputy.id}")) == 1


def test_dt_12c_nat_31c_it_settles_no_problem(committee: Committee, deputy: Deputy) -> None:
    agenda = [{"title": "责令物业整改", "act": "settle_problem"}]
    inspection = draft(committee, deputy, agenda=agenda)
    answer = announce(committee, deputy, inspection)
    rules = [error["field"] for error in answer.json["errors"]]
    assert (code(answer), rules) == ((422, "activity_rule_unmet"), ["rule.nat-31c", "rule.dt-12c"])
    assert basis(answer) == ("national", "31-2")
    plain = draft(committee, deputy)
    assert checks(committee, deputy, plain)["dt-12c"] == "met"


def test_nat_31c_nor_does_research(committee: Committee) -> None:
    agenda = [{"title": "现场解决", "act": "settle_problem"}]
    research = committee.draft(DATONG, kind="research", agenda=agenda)
    path = f"/v1/activities/{research['id']}/announcement"
    answer = committee.send("POST", path, {}, by=DATONG_STAFF, version=1)
    assert basis(answer) == ("national", "31-2")


def test_sz_21b_on_the_spot_with_the_card(committee: Committee) -> None:
    deputy = committee.deputy(SHENZHEN, card=CARD)
    inspection = draft(committee, deputy, congress=SHENZHEN)
    assert checks(committee, deputy, inspection, draft="shenzhen")["sz-21b"] == "met"


def test_a_committee_arranges_one_at_a_deputys_request(committee: Committee) -> None:
    """Datong art. 7(3): the committee's own activity, to which the deputy is invited."""
    arranged = committee.draft(DATONG, kind="card_inspection", provided=CONDUCT)
    assert arranged["organiser"]["kind"] == "committee"
    assert committee.change(arranged, "announcement", {})["state"] == "announced"


def test_who_enters_themself_on_the_own_list_can_still_close_it(committee: Committee, deputy: Deputy) -> None:
    inspection = draft(committee, deputy)
    committee.later(days=10)
    path = f"/v1/activities/{inspection['id']}"
    opened = committee.done("POST", f"{path}/opening", by=of(deputy), version=1)
    committee.done("PUT", f"{path}/attendances/{deputy.id}", {"status": "present"}, by=of(deputy))
    committee.done("POST", f"{path}/closure", {}, by=of(deputy), version=opened["version"])
    committee.work()
    assert len(committee.records(f"DEPUTY#{deputy.id}", "card_inspection")) == 1
