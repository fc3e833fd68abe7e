"""What rules have deputies consulted on, and where that stands.

Obligations gx-05, gx-08a, sz-16c, tj-06b, tj-07a, tj-08b.
"""

from typing import Any

import pytest

from tests.invitations.committee import (
    DATONG,
    GUANGXI,
    SHENZHEN,
    STAFF,
    TIANJIN,
    TIANJIN_STAFF,
    bad_fields,
    code,
    of,
)
from tests.publications.asking import answer, comment, drafted, fields, opened, seen, step
from tests.publications.newsroom import Newsroom

DRAFT = "shenzhen:2026-01-01"
"""Shenzhen's regulation is a draft, which a province adopts or not."""
PREPARED = ("motions_studied", "suggestions_studied")


def duties(newsroom: Newsroom, division: str) -> dict[tuple[str, str], list[Any]]:
    """The consultations under each rule and occasion of a division's committee."""
    query: dict[str, str | int] = {"kind": "committee", "issuer": division, "year": 2026}
    found = newsroom.done("GET", "/v1/consultation-duties", query=query, by=STAFF[division])["duties"]
    return {(entry["rule"], entry["occasion"]): entry["consultations"] for entry in found}


def rules(newsroom: Newsroom, made: Any) -> dict[str, tuple[str, list[str]]]:
    """Where a consultation stands under each rule of its occasion, and what is missing."""
    return {one["rule"]: (one["state"], one["missing"]) for one in seen(newsroom, made)["rules"]}


def prepare(newsroom: Newsroom, made: Any, item: str, on: str = "2026-11-20") -> Any:
    """Notes that something else was done for the occasion."""
    return step(newsroom, made, "preparations", {"item": item, "on": on})


@pytest.mark.parametrize(
    ("division", "occasion", "rule", "article", "item"),
    [
        (GUANGXI, "deliberated", "gx-05.a", "5", "consultation"),
        (GUANGXI, "decided", "gx-05.a", "5", "consultation"),
        (GUANGXI, "legislative_plan_made", "gx-08a.b", "8-1", "consultation"),
        (GUANGXI, "draft_deliberated", "gx-08a.c", "8-1", "draft_consultation"),
        (SHENZHEN, "draft_deliberated", "sz-16c", "16-4", "consultation"),
        (SHENZHEN, "decision_deliberated", "sz-16c", "16-4", "consultation"),
        (TIANJIN, "regulation_drafted", "tj-06b.draft", "6-3", "deputies_consulted"),
    ],
)
def test_gx_05_sz_16c_tj_06b_deputies_are_consulted_before_the_occasion(
    newsroom: Newsroom, division: str, occasion: str, rule: str, article: str, item: str
) -> None:
    newsroom.adopt(DRAFT)
    deputy = newsroom.deputy(division)
    made = drafted(newsroom, fields(division, occasion=occasion))
    (shown,) = seen(newsroom, made)["rules"]
    assert (shown["rule"], shown["article"], shown["missing"]) == (rule, article, [item])
    assert duties(newsroom, division)[rule, occasion][0]["state"] == "open"
    made = step(newsroom, made, "opening")
    newsroom.work()
    assert rules(newsroom, made) == {rule: ("met", [])}
    (notice,) = newsroom.notices(deputy.id, "consultation_opened")
    assert notice["data"]["article"] == article
    made = step(newsroom, made, "occasion", {"on": "2026-11-20"}, method="PUT")
    (under,) = duties(newsroom, division)[rule, occasion]
    assert (under["consultation"], under["state"], under["happened_on"]) == (made["id"], "met", "2026-11-20")


@pytest.mark.parametrize(
    ("division", "occasion", "rule", "state"),
    [
        (GUANGXI, "deliberated", "gx-05.a", "short"),
        (SHENZHEN, "draft_deliberated", "sz-16c", "open"),
    ],
)
def test_gx_05_who_is_asked_after_the_occasion_was_not_consulted_before_it(
    newsroom: Newsroom, division: str, occasion: str, rule: str, state: str
) -> None:
    """``sz-16c`` only allows it: nothing is held against anybody."""
    newsroom.adopt(DRAFT)
    newsroom.deputy(division)
    made = opened(newsroom, fields(division, occasion=occasion))
    made = step(newsroom, made, "occasion", {"on": "2026-11-19"}, method="PUT")
    found = rules(newsroom, made)[rule]
    assert (found[0], bool(found[1])) == (state, True)


def test_gx_05_what_is_asked_of_the_public_alone_consults_no_deputies(newsroom: Newsroom) -> None:
    made = opened(newsroom, fields(GUANGXI, occasion="decided", audience=None, public=True))
    assert rules(newsroom, made)["gx-05.a"] == ("open", ["consultation"])


@pytest.mark.parametrize(
    ("occasion", "rule", "article"),
    [
        ("legislative_programme_drafted", "tj-06b.plan", "6-2"),
        ("legislative_plan_drafted", "tj-06b.plan", "6-2"),
        ("supervision_plan_drafted", "tj-07a", "7-2"),
    ],
)
def test_tj_06b_tj_07a_motions_and_suggestions_are_studied_too(
    newsroom: Newsroom, occasion: str, rule: str, article: str
) -> None:
    newsroom.deputy(TIANJIN)
    made = opened(newsroom, fields(occasion=occasion))
    (shown,) = seen(newsroom, made)["rules"]
    assert (shown["rule"], shown["article"], shown["missing"]) == (rule, article, [*PREPARED])
    made = prepare(newsroom, made, PREPARED[0])
    assert rules(newsroom, made) == {rule: ("open", [PREPARED[1]])}
    newsroom.later(days=2)
    made = step(newsroom, made, "occasion", {"on": "2026-11-21"}, method="PUT")
    assert rules(newsroom, made) == {rule: ("short", [PREPARED[1]])}
    made = prepare(newsroom, made, PREPARED[1], on="2026-11-22")
    assert rules(newsroom, made) == {rule: ("short", [PREPARED[1]])}
    made = prepare(newsroom, made, PREPARED[1], on="2026-11-21")
    assert rules(newsroom, made) == {rule: ("met", [])}


def test_what_no_rule_wants_for_the_occasion_is_no_preparation(newsroom: Newsroom) -> None:
    made = drafted(newsroom, fields(occasion="regulation_drafted"))
    path = f"/v1/consultations/{made['id']}/preparations"
    for item in ("motions_studied", "deputies_consulted", "anything"):
        body = {"item": item, "on": "2026-11-20"}
        assert bad_fields(newsroom.send("POST", path, body, version=1)) == ["body.item"]
    made = drafted(newsroom, fields(occasion="supervision_plan_drafted"))
    path = f"/v1/consultations/{made['id']}"
    ahead = {"item": "motions_studied", "on": "2026-11-21"}
    assert code(newsroom.send("POST", f"{path}/preparations", ahead, version=1)) == (422, "day_out_of_range")
    ahead = {"on": "2026-11-21"}
    assert code(newsroom.send("PUT", f"{path}/occasion", ahead, version=1)) == (422, "day_out_of_range")


def test_tj_08b_each_view_on_the_work_with_deputies_is_answered(newsroom: Newsroom) -> None:
    one, two = newsroom.deputies(2, TIANJIN)
    made = opened(newsroom, fields(title="对常委会代表工作的意见", occasion="view_on_deputy_work"))
    key = ("tj-08b.feedback", "view_on_deputy_work")
    assert duties(newsroom, TIANJIN)[key][0]["state"] == "excused"
    first = comment(newsroom, made, of(one))
    second = comment(newsroom, made, of(two))
    assert duties(newsroom, TIANJIN)[key][0]["state"] == "open"
    (shown,) = seen(newsroom, made)["rules"]
    assert (shown["article"], shown["missing"]) == ("8-2", ["use_of_opinions"])
    answer(newsroom, made, first)
    assert rules(newsroom, made) == {key[0]: ("open", ["use_of_opinions"])}
    answer(newsroom, made, second, outcome="adopted")
    assert rules(newsroom, made) == {key[0]: ("met", [])}
    assert newsroom.notices(two.id, "consultation_answered")[0]["data"]["outcome"] == "已采纳"
    path = f"/v1/consultations/{made['id']}/occasion"
    refused = newsroom.send("PUT", path, {"on": "2026-11-20"}, version=made["version"])
    assert code(refused) == (409, "occasion_not_named")


def test_where_no_rule_names_an_occasion_one_may_ask_all_the_same(newsroom: Newsroom) -> None:
    newsroom.deputy(DATONG)
    made = opened(newsroom, fields(DATONG))
    assert seen(newsroom, made)["rules"] == []
    assert duties(newsroom, DATONG) == {}


def test_who_may_see_what_rules_ask(newsroom: Newsroom) -> None:
    query: dict[str, str | int] = {"kind": "committee", "issuer": GUANGXI, "year": 2026}
    refused = newsroom.send("GET", "/v1/consultation-duties", query=query, by=TIANJIN_STAFF)
    assert code(refused) == (403, "out_of_scope")
    refused = newsroom.send("GET", "/v1/consultations", query=query, by=TIANJIN_STAFF)
    assert code(refused) == (403, "out_of_scope")
    made = drafted(newsroom, fields(GUANGXI))
    (listed,) = newsroom.done("GET", "/v1/consultations", query=query, by=STAFF[GUANGXI])["items"]
    assert listed["id"] == made["id"]
