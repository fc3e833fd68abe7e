"""What a statement must be, and what becomes of it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.domain.clock import SHANGHAI
from shared.domain.mandates import MandateAction, MandateEvent
from shared.domain.members import Office
from shared.domain.stations import StationStatus
from tests.gateway import someone
from tests.standing.board.floor import GROUP_ID, MEMBER_ID, STAFF_ID, UNIT_ID, Floor, group, member, unit
from tests.standing.hall import DAY, DEPUTY_ID, STATION, mandate

SHANGQIU = someone("committee_staff:4114", person=STAFF_ID)
OWN = someone("deputy:4114", person=DEPUTY_ID)
BUDGET = {"evidence": ["budget"]}


def refused(answer: Any) -> tuple[int, str]:
    return answer.status, answer.json["code"]


def test_sq_22_twice_the_same_makes_one_and_tells_the_first(floor: Floor) -> None:
    first = floor.state("sq-22", "committee", "4114", SHANGQIU, **BUDGET, note="一")
    again = floor.state("sq-22", "committee", "4114", SHANGQIU, **BUDGET, note="二")
    assert (first.status, again.status) == (201, 200)
    assert again.json == first.json
    entry = floor.board("4114", SHANGQIU)["sq-22"]
    assert (entry["counted"], entry["evidence"]) == (1, ["4114.20261120.sq-22"])


def test_sq_22_a_request_repeated_is_answered_as_before_and_its_key_serves_no_other(floor: Floor) -> None:
    sent: dict[str, Any] = {**BUDGET, "key": "statement-0001"}
    first = floor.state("sq-22", "committee", "4114", SHANGQIU, **sent)
    assert floor.state("sq-22", "committee", "4114", SHANGQIU, **sent).json == first.json
    other = floor.state("sq-22", "committee", "4114", SHANGQIU, **sent, note="另一份")
    assert refused(other) == (422, "idempotency_key_reused")


def test_sq_22_another_day_of_the_year_is_another_statement_and_the_latest_three_are_told(
    floor: Floor,
) -> None:
    days = [f"2026-0{month}-15" for month in range(1, 6)]
    for day in reversed(days):
        assert floor.state("sq-22", "committee", "4114", SHANGQIU, day=day, **BUDGET).status == 201
    entry = floor.board("4114", SHANGQIU)["sq-22"]
    assert (entry["state"], entry["counted"], len(entry["evidence"])) == ("met", 5, 5)
    assert [told["day"] for told in entry["statements"]] == days[2:]
    pages = []
    cursor: dict[str, str] = {}
    while True:
        page = floor.statements("sq-22", "committee", "4114", SHANGQIU, limit="2", **cursor).json
        pages.append([told["day"] for told in page["items"]])
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert [day for page in pages for day in page] == days
    assert max(map(len, pages)) == 2


def test_sq_22_withdrawn_it_counts_no_more_and_restored_again(floor: Floor) -> None:
    made = floor.state("sq-22", "committee", "4114", SHANGQIU, **BUDGET).json["id"]
    voided = floor.correct(made, "void", SHANGQIU)
    assert (voided.status, voided.json["record"], voided.json["by"]) == (201, made, STAFF_ID)
    entry = floor.board("4114", SHANGQIU)["sq-22"]
    assert (entry["state"], entry["evidence"], entry["statements"]) == ("at_risk", [], [])
    (listed,) = floor.statements("sq-22", "committee", "4114", SHANGQIU).json["items"]
    assert (listed["counted"], listed["correction"]["reason"]) == (False, "日期有误")
    again = floor.state("sq-22", "committee", "4114", SHANGQIU, **BUDGET)
    assert (again.status, again.json["counted"]) == (200, False)
    assert refused(floor.correct(made, "void", SHANGQIU)) == (409, "already_corrected")
    floor.hall.now += timedelta(minutes=1)
    assert floor.correct(made, "restore", SHANGQIU).status == 201
    assert floor.board("4114", SHANGQIU)["sq-22"]["state"] == "met"
    assert refused(floor.correct(made, "restore", SHANGQIU)) == (409, "not_voided")
    history = floor.hall.get(f"/v1/statements/{made}/corrections", SHANGQIU).json["items"]
    assert [entry["action"] for entry in history] == ["void", "restore"]


def test_a_withdrawal_repeated_makes_one(floor: Floor) -> None:
    made = floor.state("sq-22", "committee", "4114", SHANGQIU, **BUDGET).json["id"]
    first = floor.correct(made, "void", SHANGQIU, Idempotency_Key="withdrawal-0002")
    again = floor.correct(made, "void", SHANGQIU, Idempotency_Key="withdrawal-0002")
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json


def test_what_was_never_stated_cannot_be_withdrawn(floor: Floor) -> None:
    assert refused(floor.correct("4114.20261120.sq-22", "void", SHANGQIU)) == (404, "record_not_found")
    assert refused(floor.correct("4114.20260230.sq-22", "void", SHANGQIU)) == (404, "record_not_found")
    assert refused(floor.correct("4114.20261120.sq-99", "void", SHANGQIU)) == (404, "rule_not_found")


def test_nat_47b_who_withdrew_cannot_restore_unless_guiding(floor: Floor) -> None:
    floor.hall.deputy()
    made = floor.state("nat-47.b", "deputy", DEPUTY_ID, OWN, evidence=["training"]).json["id"]
    assert floor.correct(made, "void", SHANGQIU).status == 201
    assert refused(floor.correct(made, "restore", OWN)) == (403, "role_missing")
    assert floor.correct(made, "restore", SHANGQIU).status == 201
    assert floor.correct(made, "void", OWN).status == 201


@pytest.mark.parametrize(
    ("rule", "kind", "id_", "code", "article"),
    [
        ("sq-13b", "deputy", DEPUTY_ID, "rule_not_stated", "13-2"),  # visits prove it
        ("nat-42", "committee", "4114", "rule_not_stated", "42"),  # stated part by part
        ("tj-05a.system", "committee", "4114", "rule_not_in_force", "5-1"),  # of another place
        ("sq-22", "staff", "4114", "rule_binds_others", "22"),
        ("sq-24", "committee", "411402001", "rule_binds_others", "24"),  # a street has no congress
        ("dt-07d", "committee", "140212", "rule_binds_others", "7(4)"),  # of the city's committee only
        ("sz-05.b", "committee", "4403", "rule_not_in_force", "5"),  # a draft
    ],
)
def test_a_rule_that_asks_no_statement_there_is_refused_with_its_article(
    floor: Floor, rule: str, kind: str, id_: str, code: str, article: str
) -> None:
    floor.hall.deputy()
    everywhere = someone(*(f"committee_staff:{scope}" for scope in ("14", "41", "44")), person=STAFF_ID)
    answer = floor.state(rule, kind, id_, everywhere, evidence=["document"])
    assert refused(answer) == (422, code)
    assert answer.json["basis"]["article"] == article


def test_a_rule_or_a_subject_that_does_not_exist(floor: Floor) -> None:
    assert refused(floor.state("sq-99", "committee", "4114", SHANGQIU)) == (404, "rule_not_found")
    for kind, id_, code in (
        ("committee", "419999", "division_not_found"),
        ("station", STATION, "station_not_found"),
        ("group", GROUP_ID, "group_not_found"),
        ("member", MEMBER_ID, "member_not_found"),
        ("deputy", DEPUTY_ID, "deputy_not_found"),
        ("handling_unit", UNIT_ID, "unit_not_found"),
    ):
        assert refused(floor.state("sq-22", kind, id_, SHANGQIU)) == (404, code)


@pytest.mark.parametrize("evidence", [[], ["document"], ["budget", "document"], ["no_such_word"]])
def test_sq_22_evidence_is_what_the_rule_names(floor: Floor, evidence: list[str]) -> None:
    answer = floor.state("sq-22", "committee", "4114", SHANGQIU, evidence=evidence)
    assert refused(answer) == (422, "evidence_not_named")
    assert answer.json["basis"] == {"instrument": "shangqiu", "article": "22"}
    assert "budget" in answer.json["title"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("note", "一" * 1001),
        ("note", "零宽\u200b字符"),
        ("links", ["http://www.example.cn/a"]),
        ("links", ["javascript:alert(1)"]),
        ("links", ["https://www.example.cn/有 空格"]),
        ("links", ["https://www.example.cn/" + "a" * 500]),
        ("links", [f"https://www.example.cn/{n}" for n in range(6)]),
        ("evidence", ["budget"] * 21),
        ("evidence", ["Budget"]),
        ("day", "2026-02-30"),
        ("day", "20261120"),
        ("subject", {"kind": "mayor", "id": "4114"}),
        ("subject", {"kind": "committee", "id": "四一"}),
        ("counted", True),
    ],
)
def test_a_statement_of_another_form_is_refused(floor: Floor, field: str, value: object) -> None:
    sent = {"subject": {"kind": "committee", "id": "4114"}, "day": "2026-11-20", **BUDGET, field: value}
    answer = floor.post("/v1/obligations/sq-22/statements", sent, SHANGQIU)
    assert refused(answer) == (400, "invalid_request")
    assert answer.json["errors"][0]["field"].startswith(f"body.{field}")


def test_the_longest_note_and_every_link_are_kept_as_sent(floor: Floor) -> None:
    links = [f"https://www.example.cn:8443/{n}?a=b&c=%E4%B8%AD" for n in range(5)]
    note = "第一行\n第二行" + "一" * 993
    made = floor.state("sq-22", "committee", "4114", SHANGQIU, **BUDGET, note=note, links=links)
    assert made.status == 201, made.text
    assert (made.json["note"], made.json["links"]) == (note, links)


@pytest.mark.parametrize("day", ["2026-11-21", "2023-12-31"])
def test_a_day_to_come_and_one_too_long_ago_are_refused(floor: Floor, day: str) -> None:
    answer = floor.state("sq-22", "committee", "4114", SHANGQIU, day=day, **BUDGET)
    assert refused(answer) == (422, "day_out_of_range")


def test_sq_22_a_statement_of_last_year_meets_last_year_alone(floor: Floor) -> None:
    assert floor.board("4114", SHANGQIU, on="2025-06-01")["sq-22"]["state"] == "short"
    made = floor.state("sq-22", "committee", "4114", SHANGQIU, day="2025-12-31", **BUDGET)
    assert made.status == 201
    assert floor.board("4114", SHANGQIU, on="2025-06-01")["sq-22"]["state"] == "met"
    assert floor.board("4114", SHANGQIU)["sq-22"]["state"] == "at_risk"


def test_sq_22_the_last_second_of_the_year_is_the_old_one_in_china(floor: Floor) -> None:
    floor.hall.now = datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI)
    tomorrow = floor.state("sq-22", "committee", "4114", SHANGQIU, day="2027-01-01", **BUDGET)
    assert refused(tomorrow) == (422, "day_out_of_range")
    assert floor.state("sq-22", "committee", "4114", SHANGQIU, day="2026-12-31", **BUDGET).status == 201
    assert floor.board("4114", SHANGQIU)["sq-22"]["period"]["label"] == "2026"
    assert floor.board("4114", SHANGQIU)["sq-22"]["state"] == "met"
    floor.hall.now += timedelta(seconds=1)
    now = floor.board("4114", SHANGQIU)["sq-22"]
    assert (now["period"]["label"], now["state"]) == ("2027", "open")
    assert floor.state("sq-22", "committee", "4114", SHANGQIU, day="2027-01-01", **BUDGET).status == 201


def test_the_29_of_february_is_a_day_like_others(floor: Floor) -> None:
    early = floor.state("sq-22", "committee", "4114", SHANGQIU, day="2024-02-29", **BUDGET)
    assert refused(early) == (422, "rule_not_in_force")  # Shangqiu's text holds from 1 May 2024
    floor.hall.now = datetime(2028, 2, 29, 0, 0, 0, tzinfo=SHANGHAI)
    made = floor.state("sq-22", "committee", "4114", SHANGQIU, day="2028-02-29", **BUDGET)
    assert (made.status, made.json["id"]) == (201, "4114.20280229.sq-22")


def test_nat_47b_nothing_is_stated_of_a_day_before_the_mandate_or_while_it_rests(floor: Floor) -> None:
    rests = MandateEvent(MandateAction.SUSPEND, DAY, "detained")
    floor.hall.deputy(mandate(begins="2026-03-01", events=(rests,)))
    for day, expected in (("2026-02-28", 422), ("2026-03-01", 201), ("2026-11-20", 422)):
        answer = floor.state("nat-47.b", "deputy", DEPUTY_ID, OWN, day=day, evidence=["training"])
        assert answer.status == expected, answer.text
        if expected == 422:
            assert answer.json["code"] == "day_out_of_range"


def test_nat_47b_the_archive_tells_a_statement_by_its_name_and_the_certificate_leaves_it_out(
    floor: Floor,
) -> None:
    floor.hall.deputy()
    made = floor.state("nat-47.b", "deputy", DEPUTY_ID, OWN, evidence=["training"]).json["id"]
    told = floor.hall.get(f"/v1/deputies/{DEPUTY_ID}/archive", OWN, year="2026").json
    (line,) = told["records"]
    assert (line["id"], line["name"], line["reference"]) == (made, "履行情况说明", "nat-47.b")
    certificate = floor.hall.get(
        f"/v1/deputies/{DEPUTY_ID}/certificate", SHANGQIU, **{"from": "2026-01-01", "to": "2026-11-20"}
    )
    assert certificate.status == 200, certificate.text
    assert "履行情况说明" not in certificate.text


def test_nothing_is_stated_of_a_station_after_it_closed(floor: Floor) -> None:
    floor.hall.station(status=StationStatus.CLOSED, closed_on=DAY - timedelta(days=1))
    officer = someone(f"liaison_officer:{STATION}", person=STAFF_ID)
    sent = {"evidence": ["photograph"]}
    answer = floor.state("sq-06b.place", "station", STATION, officer, **sent)
    assert refused(answer) == (422, "day_out_of_range")
    before = floor.state("sq-06b.place", "station", STATION, officer, day="2026-11-19", **sent)
    assert before.status == 201


def test_nat_47b_two_mandates_are_met_by_one_statement(floor: Floor) -> None:
    from shared.domain.divisions import Level

    county = mandate(Level.COUNTY, "411402", "411402", number=2)
    floor.hall.deputy(mandate(), county)
    made = floor.state("nat-47.b", "deputy", DEPUTY_ID, OWN, evidence=["training"])
    mandates = floor.hall.get("/v1/me/standing", OWN).json["mandates"]
    found = [v for held in mandates for v in held["verdicts"] if v["rule"] == "nat-47.b"]
    assert [(v["state"], v["evidence"]) for v in found] == [("met", [made.json["id"]])] * 2


def test_dt_07g_of_the_leaders_only_and_who_heads_a_body_is_not_known(floor: Floor) -> None:
    member("1402", Office.MEMBER)
    own = someone("member:1402", person=MEMBER_ID)
    for rule in ("dt-07g.leaders", "dt-07g.heads"):
        answer = floor.state(rule, "member", MEMBER_ID, own, evidence=["visit"])
        assert refused(answer) == (422, "rule_binds_others")
        assert answer.json["basis"] == {"instrument": "datong", "article": "7(7)"}


def test_a_group_states_nothing_that_no_rule_asks_of_it(floor: Floor) -> None:
    group("1402", leader=DEPUTY_ID)
    leader = someone("deputy:1402", person=DEPUTY_ID)
    answer = floor.state("dt-11.part", "group", GROUP_ID, leader, evidence=["forum"])
    assert refused(answer) == (422, "rule_binds_others")


def test_nat_40_a_unit_of_another_unit_s_staff_is_out_of_reach(floor: Floor) -> None:
    unit()
    other = someone("unit_staff:u7k2m8n4p6r5t01j9zq3v", person=STAFF_ID)
    answer = floor.state("nat-40", "handling_unit", UNIT_ID, other, evidence=["document"])
    assert refused(answer) == (403, "out_of_scope")
    own = someone(f"unit_staff:{UNIT_ID}", person=STAFF_ID)
    assert floor.state("nat-40", "handling_unit", UNIT_ID, own, evidence=["document"]).status == 201
    assert refused(floor.statements("nat-40", "handling_unit", UNIT_ID, other)) == (403, "out_of_scope")
    assert len(floor.statements("nat-40", "handling_unit", UNIT_ID, own).json["items"]) == 1


def test_statements_of_other_rules_and_days_are_not_listed(floor: Floor) -> None:
    for day in ("2025-12-31", "2026-01-01", "2026-11-20"):
        floor.state("sq-22", "committee", "4114", SHANGQIU, day=day, **BUDGET)
    floor.state("nat-42.a", "committee", "4114", SHANGQIU, **BUDGET)
    listed = floor.statements("sq-22", "committee", "4114", SHANGQIU).json["items"]
    assert [entry["day"] for entry in listed] == ["2026-01-01", "2026-11-20"]
    query = {"from": "2025-12-01", "to": "2026-01-01"}
    listed = floor.statements("sq-22", "committee", "4114", SHANGQIU, **query).json["items"]
    assert [entry["day"] for entry in listed] == ["2025-12-31", "2026-01-01"]
    backwards = {"from": "2026-02-01", "to": "2026-01-01"}
    answer = floor.statements("sq-22", "committee", "4114", SHANGQIU, **backwards)
    assert refused(answer) == (422, "day_out_of_range")
    assert refused(floor.statements("sq-99", "committee", "4114", SHANGQIU)) == (404, "rule_not_found")
    answer = floor.statements("sq-22", "committee", "4114", SHANGQIU, cursor="xx")
    assert refused(answer) == (400, "invalid_cursor")
