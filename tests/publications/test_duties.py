"""What the rules want told to deputies, shown by publishing it: tj-04, tj-14, dt-08, sz-11b."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.standing.app import app as standing
from shared.domain.units import Unit
from tests.gateway import call, someone
from tests.invitations.committee import (
    DATONG,
    DATONG_STAFF,
    SHENZHEN,
    TIANJIN,
    TIANJIN_STAFF,
    bad_fields,
    basis,
    code,
)
from tests.publications.newsroom import Newsroom, of_unit

YEARLY = ("work_priorities", "legislative_plan", "supervision_plan", "deputies_work_plan", "major_matters")
Board = Callable[..., dict[str, Any]]


def duties(newsroom: Newsroom, id_: str, *, kind: str = "committee", year: int = 2026) -> dict[Any, Any]:
    """What is owed, by rule and item."""
    query: dict[str, str | int] = {"kind": kind, "issuer": id_, "year": year}
    auditors = someone("auditor:12", "auditor:14", "auditor:44")
    found = newsroom.done("GET", "/v1/publication-duties", query=query, by=auditors)
    assert found["year"] == year
    return {(entry["rule"], entry["item"]): entry for entry in found["duties"]}


@pytest.fixture
def board(newsroom: Newsroom, act_as: Callable[[str], None]) -> Board:
    """What the standing service says of a rule, as it is now."""

    def verdict(rule: str, path: str) -> dict[str, Any]:
        newsroom._act_as("StandingFunction")
        try:
            answer = call(standing, "GET", path, caller=someone("auditor:12", "auditor:44"))
        finally:
            newsroom._act_as("PublicationsFunction")
        return next(one for one in answer.json["verdicts"] if one["rule"] == rule)

    return verdict


# -- Tianjin ------------------------------------------------------------------------------------------------


def test_tj_04_the_year_s_five_documents_reach_deputies_and_the_board(
    newsroom: Newsroom, board: Board
) -> None:
    """tj-04: each of the five is owed by itself, and publishing it is its record."""
    newsroom.deputy(TIANJIN)
    path = "/v1/committees/12/standing"
    for item in YEARLY:
        assert duties(newsroom, TIANJIN)["tj-04", item]["state"] == "at_risk"  # in November
        assert board("tj-04", path)["state"] == "at_risk"
        made = newsroom.published(items=[item], title=f"2026年{item}")
        owed = duties(newsroom, TIANJIN)["tj-04", item]
        assert (owed["state"], owed["article"], owed["when"]) == ("met", "4", "period")
        assert owed["publications"][0]["publication"] == made["id"]
    verdict = board("tj-04", path)
    assert (verdict["state"], verdict["counted"], verdict["recorded"]) == ("met", 5, True)


def test_tj_04_readers_are_told_by_which_article(newsroom: Newsroom) -> None:
    deputy = newsroom.deputy(TIANJIN)
    newsroom.published(items=["work_priorities"])
    newsroom.published(items=["deputies_work_plan"])
    newsroom.published()
    data = [notice["data"] for notice in newsroom.notices(deputy.id)]
    found = sorted((one.get("instrument", ""), one.get("article", "")) for one in data)
    assert found == [("", ""), ("tianjin", "4"), ("tianjin", "4")]


def test_tj_04_what_was_short_last_year_stays_short(newsroom: Newsroom) -> None:
    newsroom.published(items=["work_priorities"])
    last = duties(newsroom, TIANJIN, year=2025)
    assert last["tj-04", "work_priorities"]["state"] == "short"
    assert last["tj-04", "work_priorities"]["publications"] == []


def test_tj_04_the_year_turns_at_midnight_in_china(newsroom: Newsroom, board: Board) -> None:
    newsroom.now = newsroom.now.replace(month=12, day=31, hour=23, minute=59, second=59)
    newsroom.published(items=["work_priorities"], issued_on="2026-12-31")
    newsroom.later(seconds=1)
    assert duties(newsroom, TIANJIN, year=2027)["tj-04", "work_priorities"]["state"] == "open"
    assert duties(newsroom, TIANJIN, year=2026)["tj-04", "work_priorities"]["state"] == "met"


def test_tj_04_what_is_withdrawn_is_owed_again(newsroom: Newsroom, board: Board) -> None:
    path = "/v1/committees/12/standing"
    made = newsroom.published(items=["work_priorities"])
    assert board("tj-04", path)["counted"] == 1
    newsroom.step(made, "withdrawal", {"reason": "数据有误"})
    assert board("tj-04", path)["counted"] == 0
    assert duties(newsroom, TIANJIN)["tj-04", "work_priorities"]["state"] == "at_risk"
    newsroom.published(items=["work_priorities"])
    assert board("tj-04", path)["counted"] == 1


def test_an_item_told_twice_in_a_day_stays_told_when_one_of_them_is_withdrawn(
    newsroom: Newsroom, board: Board
) -> None:
    """tj-04: whichever of the two made the record."""
    first = newsroom.published(items=["work_priorities"])
    second = newsroom.published(items=["work_priorities"], title="更正稿")
    newsroom.step(first, "withdrawal", {"reason": "以更正稿为准"})
    assert board("tj-04", "/v1/committees/12/standing")["counted"] == 1
    newsroom.step(second, "withdrawal", {"reason": "再议"})
    newsroom.work()
    assert board("tj-04", "/v1/committees/12/standing")["counted"] == 0


def test_a_new_version_makes_no_second_record(newsroom: Newsroom) -> None:
    """tj-04"""
    made = newsroom.published(items=["work_priorities"])
    newsroom.later(days=1)
    newsroom.revised(made)
    (record,) = newsroom.records("COMMITTEE#12", "publication")
    assert (record["day"]["S"], record["marks"]["L"]) == ("2026-11-20", [{"S": "duty_platform"}])


def test_tj_14_documents_journals_and_materials_follow_their_issue(newsroom: Newsroom) -> None:
    """tj-14: in time, without a number: what was issued and is not told is open, from its day of issue."""
    for item in ("documents", "journals", "reading_materials"):
        rule = "tj-14." + item.removeprefix("reading_")
        assert duties(newsroom, TIANJIN)[rule, item]["state"] == "excused"
        made = newsroom.drafted(items=[item], issued_on="2026-11-18")
        waiting = duties(newsroom, TIANJIN)[rule, item]
        assert (waiting["state"], waiting["article"], waiting["when"]) == ("open", "14", "issue")
        (entry,) = waiting["publications"]
        assert (entry["told_at"], entry["days"], entry["issued_on"]) == (None, None, "2026-11-18")
        newsroom.step(made, "publishing", {"number": newsroom.worded(made)})
        (entry,) = duties(newsroom, TIANJIN)[rule, item]["publications"]
        assert (entry["state"], entry["days"], entry["channel"]) == ("met", 2, "duty_platform")


def test_tj_14_one_that_waits_keeps_the_item_open(newsroom: Newsroom) -> None:
    newsroom.published(items=["documents"])
    newsroom.drafted(items=["documents"], title="另一份")
    found = duties(newsroom, TIANJIN)["tj-14.documents", "documents"]
    assert found["state"] == "open"
    assert sorted(entry["state"] for entry in found["publications"]) == ["met", "open"]


@pytest.mark.parametrize(
    "audience",
    [
        {"scope": "120101"},
        {"level": "county"},
        {"fields": ["民政"]},
        {"roles": ["member"]},
    ],
)
def test_tj_04_what_is_told_to_some_deputies_only_fulfils_nothing(
    newsroom: Newsroom, audience: dict[str, Any]
) -> None:
    body = newsroom.fields(items=["work_priorities"], audience=audience)
    answer = newsroom.send("POST", "/v1/publications", body)
    assert (code(answer), basis(answer)) == ((422, "audience_partial"), ("tianjin", "4"))
    made = newsroom.drafted(audience=audience)
    del body["issuer"]
    changed = newsroom.send("PUT", f"/v1/publications/{made['id']}", body, version=made["version"])
    assert code(changed) == (422, "audience_partial")
    whole = {"roles": ["deputy", "member"], "level": "province"}
    assert newsroom.drafted(items=["work_priorities"], audience=whole)["state"] == "draft"


# -- Datong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "rule"), [("work_bulletin", "dt-08.bulletin"), ("congress_journal", "dt-08.journal")]
)
def test_dt_08_the_two_bulletins_are_posted_to_deputies(newsroom: Newsroom, item: str, rule: str) -> None:
    """dt-08: Datong posts them; that deputies read them here too does not stand in for it."""
    made = newsroom.published(DATONG, items=[item], kind="bulletin", issued_on="2026-11-19")
    owed = duties(newsroom, DATONG)[rule, item]
    assert (owed["state"], owed["channels"], owed["article"]) == ("open", ["post"], "8")
    body = {"channel": "post", "on": "2026-11-20", "note": "挂号"}
    sent = newsroom.step(made, "dispatches", body)
    assert [(one["channel"], one["on"]) for one in sent["dispatches"]] == [("post", "2026-11-20")]
    owed = duties(newsroom, DATONG)[rule, item]
    (entry,) = owed["publications"]
    assert (owed["state"], entry["channel"], entry["days"]) == ("met", "post", 1)


def test_dt_08_only_a_channel_that_the_rule_names_on_a_day_that_was(newsroom: Newsroom) -> None:
    made = newsroom.published(DATONG, items=["work_bulletin"], issued_on="2026-11-19")
    path = f"/v1/publications/{made['id']}/dispatches"

    def answer(channel: str, day: str) -> Any:
        body = {"channel": channel, "on": day}
        return newsroom.send("POST", path, body, by=DATONG_STAFF, version=made["version"])

    assert bad_fields(answer("pigeon", "2026-11-20")) == ["body.channel"]
    assert bad_fields(answer("duty_platform", "2026-11-20")) == ["body.channel"]
    assert code(answer("post", "2026-11-18")) == (422, "day_out_of_range")
    assert code(answer("post", "2026-11-21")) == (422, "day_out_of_range")
    other = newsroom.published(TIANJIN, items=["documents"])
    elsewhere = newsroom.send(
        "POST",
        f"/v1/publications/{other['id']}/dispatches",
        {"channel": "post", "on": "2026-11-20"},
        by=TIANJIN_STAFF,
        version=other["version"],
    )
    assert bad_fields(elsewhere) == ["body.channel"]


# -- Shenzhen -----------------------------------------------------------------------------------------------


def test_sz_11b_organs_and_the_committee_inform_deputies_each_year(newsroom: Newsroom, board: Board) -> None:
    """sz-11b: the draft adopted; the organ's part by the organ, the committee's by the committee."""
    newsroom.adopt("shenzhen:2026-01-01")
    newsroom.deputy(SHENZHEN)
    unit: Unit = newsroom.unit(SHENZHEN)
    issuer = {"kind": "unit", "id": unit.id}
    both = ["work_situation", "information_materials"]
    made = newsroom.published(SHENZHEN, by=of_unit(unit), issuer=issuer, items=both)
    assert made["issuer"]["name"] == "市财政局"
    assert board("sz-11b.a", f"/v1/units/{unit.id}/standing")["state"] == "met"
    of_the_unit = duties(newsroom, unit.id, kind="unit")
    assert {of_the_unit["sz-11b.a", item]["state"] for item in both} == {"met"}
    assert duties(newsroom, SHENZHEN)["sz-11b.b", both[0]]["state"] == "at_risk"
    newsroom.published(SHENZHEN, items=both[:1])
    assert board("sz-11b.b", "/v1/committees/4403/standing")["because"] == ["missing:information_materials"]
    newsroom.published(SHENZHEN, items=both[1:])
    assert board("sz-11b.b", "/v1/committees/4403/standing")["state"] == "met"


def test_sz_11b_binds_nobody_before_the_draft_is_adopted(newsroom: Newsroom) -> None:
    assert not [rule for rule, _ in duties(newsroom, SHENZHEN) if rule.startswith("sz-")]


# -- who may see it -----------------------------------------------------------------------------------------


def test_duties_are_for_who_issues_and_auditors(newsroom: Newsroom) -> None:
    unit = newsroom.unit(TIANJIN)
    query: dict[str, str | int] = {"kind": "unit", "issuer": unit.id, "year": 2026}
    path = "/v1/publication-duties"
    assert newsroom.send("GET", path, query=query, by=of_unit(unit)).status == 200
    assert code(newsroom.send("GET", path, query=query, by=DATONG_STAFF)) == (403, "out_of_scope")
    assert code(newsroom.send("GET", path, query=query, by=someone("deputy:12"))) == (403, "role_missing")
    unknown = {**query, "issuer": "u" + "z" * 20}
    assert code(newsroom.send("GET", path, query=unknown)) == (404, "unit_not_found")
    for year in ("1999", "2200", "x"):
        assert newsroom.send("GET", path, query={**query, "year": year}).status == 400


def test_the_words_of_a_duty_are_in_the_caller_s_language(newsroom: Newsroom) -> None:
    query: dict[str, str | int] = {"kind": "committee", "issuer": TIANJIN, "year": 2026}
    answer = newsroom.send("GET", "/v1/publication-duties", query=query, language="en")
    first = next(one for one in answer.json["duties"] if one["rule"] == "tj-04")
    assert first["says"].isascii()
    assert first["name"].isascii()
