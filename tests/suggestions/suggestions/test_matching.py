"""Before a suggestion is submitted its deputy shows the draft to units and hears them (sz-28a)."""

from datetime import date
from typing import Any

import pytest

from functions.suggestions.suggestions import ruling
from shared.domain.mandates import MandateAction, MandateEvent
from shared.regulations.loading import parse
from shared.store.packs import packs
from tests.gateway import Response, someone
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AT_FINANCE,
    AT_TRAFFIC,
    CITY,
    CIVIL,
    CONFIRMED,
    FINANCE,
    OFFICE,
    RESIDENT,
    SHENZHEN,
    TRAFFIC,
    Congress,
    basis,
    code,
    of,
)

OURS = {"remit": "ours", "doing": "专项规划正在编制。", "advice": "建议写明适用的小区范围。"}


def show(congress: Congress, found: Any, deputy: Any, *units: str, note: str | None = None) -> Any:
    return congress.step(found, "talks", {"units": list(units), "note": note}, by=of(deputy))


def advise(congress: Congress, unit: str, found: Any, body: Any, *, by: Any, version: int) -> Response:
    path = f"/v1/units/{unit}/drafts/{found['id']}/advice"
    return congress.send("POST", path, body, by=by, version=version)


def test_sz_28a_a_draft_is_matched_with_units_before_it_is_submitted(congress: Congress) -> None:
    congress.adopt("shenzhen:2026-01-01")
    unit = congress.unit(SHENZHEN, "市规划局")
    staff = someone(f"unit_staff:{unit}", person="pp1anstaff00000000000")
    deputy = congress.deputy(SHENZHEN)
    found = congress.draft(deputy)
    way = next(way for way in found["ways"] if way["rule"] == "sz-28a.a")
    assert (way["article"], way["act"][:2]) == ("28-1", ["预提交", "提办对接"])
    found = show(congress, found, deputy, unit, note="有无安排？")
    assert congress.told(f"unit_staff:{unit}", "shown")["reason"] == "有无安排？"
    seen = congress.done("GET", f"/v1/units/{unit}/drafts/{found['id']}", by=staff)
    assert (seen["text"], seen["note"], seen["name"]) == (found["text"], "有无安排？", "李国庆")
    assert (seen["rule"]["rule"], seen["rule"]["article"], seen["rule"]["binding"]) == (
        "sz-28a.a",
        "28-1",
        False,
    )
    assert advise(congress, unit, found, OURS, by=staff, version=seen["version"]).status == 200
    assert congress.told(deputy.id, "advised")["with"] == "市规划局"
    found = congress.done("GET", f"/v1/suggestions/{found['id']}", by=of(deputy))
    (talk,) = found["talks"]
    assert (talk["advice"]["remit"], talk["advice"]["advice"]) == ("ours", OURS["advice"])
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    entries = congress.whole(f"/v1/suggestions/{found['id']}/history", by=of(deputy))
    assert [entry["what"] for entry in entries] == ["drafted", "shown", "advised", "submitted"]
    assert [entry["data"].get("rule") for entry in entries[1:3]] == ["sz-28a.a", "sz-28a.a"]
    assert entries[2]["data"]["doing"] == OURS["doing"]
    assert found["talks"][0]["ended_at"] is not None


def test_a_draft_is_shown_to_whom_the_deputy_names_and_to_nobody_else(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy()
    found = show(congress, congress.draft(deputy), deputy, CIVIL)
    at_civil = f"/v1/units/{CIVIL}/drafts"
    assert [one["suggestion"] for one in congress.whole(at_civil, by=AT_CIVIL)] == [found["id"]]
    assert congress.whole(f"/v1/units/{TRAFFIC}/drafts", by=AT_TRAFFIC) == []
    elsewhere = f"/v1/units/{TRAFFIC}/drafts/{found['id']}"
    assert code(congress.send("GET", elsewhere, by=AT_TRAFFIC)) == (404, "talk_not_found")
    assert code(congress.send("GET", f"{at_civil}/{found['id']}", by=AT_TRAFFIC)) == (403, "out_of_scope")
    for who in (OFFICE, RESIDENT, of(other)):
        assert code(congress.send("GET", f"{at_civil}/{found['id']}", by=who)) == (403, "role_missing")
        body = {"units": [FINANCE]}
        assert code(congress.attempt(found, "talks", body, by=who)) == (404, "case_not_found")
    assert code(congress.send("GET", f"/v1/suggestions/{found['id']}", by=AT_CIVIL)) == (
        404,
        "case_not_found",
    )
    assert code(congress.send("GET", f"{at_civil}/s01j9zq3v7k2m8n4p6r5t", by=AT_CIVIL)) == (
        404,
        "case_not_found",
    )


def test_a_unit_speaks_of_the_words_that_it_has_read(congress: Congress) -> None:
    deputy = congress.deputy()
    found = show(congress, congress.draft(deputy), deputy, CIVIL)
    read = found["version"]
    path = f"/v1/suggestions/{found['id']}"
    found = congress.done("PATCH", path, {"text": "另一段文字"}, by=of(deputy), version=read)
    assert code(advise(congress, CIVIL, found, OURS, by=AT_CIVIL, version=read)) == (412, "stale_version")
    seen = congress.done("GET", f"/v1/units/{CIVIL}/drafts/{found['id']}", by=AT_CIVIL)
    assert seen["text"] == "另一段文字"
    answer = advise(congress, CIVIL, found, {"remit": "not_ours"}, by=AT_CIVIL, version=seen["version"])
    assert answer.json["advice"]["remit"] == "not_ours"
    twice = advise(congress, CIVIL, found, OURS, by=AT_CIVIL, version=seen["version"])
    assert code(twice) == (412, "stale_version")


def test_a_unit_that_has_answered_can_be_asked_anew(congress: Congress) -> None:
    deputy = congress.deputy()
    found = show(congress, congress.draft(deputy), deputy, CIVIL, TRAFFIC)
    again = congress.attempt(found, "talks", {"units": [CIVIL]}, by=of(deputy))
    assert code(again) == (409, "shown_already")
    twice = congress.attempt(found, "talks", {"units": [FINANCE, FINANCE]}, by=of(deputy))
    assert code(twice) == (409, "shown_already")
    advise(congress, CIVIL, found, OURS, by=AT_CIVIL, version=found["version"])
    found = congress.done("GET", f"/v1/suggestions/{found['id']}", by=of(deputy))
    congress.later(days=1)
    found = show(congress, found, deputy, CIVIL, note="改后请再看")
    assert {talk["name"]: talk["advice"] for talk in found["talks"]} == {
        "市民政局": None,
        "市交通运输局": None,
    }
    assert len(congress.whole(f"/v1/units/{CIVIL}/drafts", by=AT_CIVIL)) == 1
    kinds = [kind for kind, _ in congress.notices(f"unit_staff:{CIVIL}")]
    assert kinds == ["suggestion_shown", "suggestion_shown"]
    units = [congress.unit(CITY, f"市{name}局") for name in "甲乙丙丁戊"]
    over = congress.attempt(found, "talks", {"units": units}, by=of(deputy))
    assert code(over) == (409, "limit_reached")


@pytest.mark.parametrize("how", ["ending", "withdrawal", "submission"])
def test_once_it_is_over_the_unit_sees_nothing_more(how: str, congress: Congress) -> None:
    deputy = congress.deputy()
    found = show(congress, congress.draft(deputy), deputy, CIVIL)
    if how == "ending":
        found = congress.step(found, f"talks/{CIVIL}/ending", {"reason": "改交他单位"}, by=of(deputy))
    elif how == "withdrawal":
        found = congress.step(found, "withdrawal", {"reason": "不再提出"}, by=of(deputy))
    else:
        found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    assert congress.whole(f"/v1/units/{CIVIL}/drafts", by=AT_CIVIL) == []
    path = f"/v1/units/{CIVIL}/drafts/{found['id']}"
    assert code(congress.send("GET", path, by=AT_CIVIL)) == (404, "talk_not_found")
    late = advise(congress, CIVIL, found, OURS, by=AT_CIVIL, version=found["version"])
    assert code(late) == (404, "talk_not_found")
    congress.told(f"unit_staff:{CIVIL}", "talk_ended")
    assert not any(item["pk"]["S"].startswith("SHOWN#") for item in congress.world.items("Suggestions"))
    late = congress.attempt(found, f"talks/{CIVIL}/ending", {}, by=of(deputy))
    assert code(late)[1] == ("talk_not_found" if how == "ending" else "case_state")


def test_what_came_back_can_be_shown_again(congress: Congress) -> None:
    deputy = congress.deputy()
    found = show(congress, congress.draft(deputy), deputy, CIVIL)
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    shut = congress.attempt(found, "talks", {"units": [FINANCE]}, by=of(deputy))
    assert code(shut) == (409, "case_state")
    found = congress.step(found, "check", {"accepted": False, "reason": "请先对接"}, by=OFFICE)
    found = show(congress, found, deputy, FINANCE, CIVIL)
    assert len(congress.whole(f"/v1/units/{FINANCE}/drafts", by=AT_FINANCE)) == 1
    assert all(talk["ended_at"] is None for talk in found["talks"])


def test_units_of_elsewhere_and_inactive_ones_are_shown_nothing(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.draft(deputy)
    for unit, refusal in (
        (congress.unit(SHENZHEN, "市规划局"), "unit_elsewhere"),
        (congress.unit(CITY, "市旧局", active=False), "unit_inactive"),
        ("u01j9zq3v7k2m8n4p6r5t", "unit_not_found"),
    ):
        assert code(congress.attempt(found, "talks", {"units": [unit]}, by=of(deputy)))[1] == refusal


def test_nat_61_who_is_suspended_shows_no_draft_meanwhile(congress: Congress) -> None:
    away = MandateEvent(MandateAction.SUSPEND, date(2026, 12, 1), "detained")
    deputy = congress.deputy(events=(away,))
    found = congress.draft(deputy)
    congress.later(days=1)
    answer = congress.attempt(found, "talks", {"units": [CIVIL]}, by=of(deputy))
    assert (code(answer), basis(answer)) == ((409, "deputy_suspended"), ("national", "61-1"))
    assert congress.whole(f"/v1/units/{CIVIL}/drafts", by=AT_CIVIL) == []


@pytest.mark.parametrize("modality", ["must", "generally"])
def test_where_a_rule_binds_the_deputy_no_talk_is_no_submission(
    modality: str, congress: Congress, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shenzhen's says generally, and refuses nothing; another province's might say must."""
    text = f"""
[instrument]
id = "sample"
title = "示范规定"
title_en = "Sample rules"
division = "4114"
status = "draft"
[words]
suggestion_prepared = ["拟提出建议", "suggestion in preparation"]
pre_submit = ["预提交", "submit in advance"]
[[rule]]
id = "sample-5"
article = "5"
modality = "{modality}"
kind = "route"
subject = "deputy"
says = "提出建议前先预提交。"
says_en = "A suggestion is submitted in advance."
on = "suggestion_prepared"
branch = [{{ act = ["pre_submit"], to = "handling_unit" }}]
"""
    sample = parse(text.encode(), "sample.toml")

    class Sample:
        def rulebook(self, division: str, day: date) -> Any:
            return packs().rulebook(division, day, trial=sample)

    monkeypatch.setattr(ruling, "packs", Sample)
    deputy = congress.deputy()
    found = congress.draft(deputy)
    answer = congress.attempt(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    if modality == "generally":
        assert answer.status == 200
        return
    assert (code(answer), basis(answer)) == ((422, "talk_missing"), ("sample", "5"))
    found = show(congress, found, deputy, CIVIL)
    assert congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))["state"] == "submitted"
