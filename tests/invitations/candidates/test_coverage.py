"""How far a term has come: who of those whom a rule wants at an activity has been at one, and who not yet."""

from datetime import date
from typing import Any

import pytest

from functions.invitations.candidates import coverage
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.store.writing import commit
from tests.gateway import someone
from tests.invitations.attendance.hall import held, listed
from tests.invitations.committee import (
    AUDITOR,
    DATONG,
    DATONG_STAFF,
    GUANGXI,
    SHENZHEN,
    SHENZHEN_STAFF,
    TIANJIN_STAFF,
    Committee,
    bad_fields,
    code,
    of,
)

MEETING = "standing_committee_meeting"
PATH = "/v1/coverage"
RULE: Any = {"scope": GUANGXI, "rule": "gx-06c.a"}


def came(deputy: Deputy, congress: str = GUANGXI, term: int = 14, by: int = 1) -> None:
    day = date(2026, 3, 10)
    commit(coverage.attended(congress, term, MEETING, deputy.id, deputy.grassroots, day, by))


def test_gx_06c_how_many_of_the_grassroots_attended_and_who_not_yet(committee: Committee) -> None:
    attended, twice, missing = committee.deputies(3)
    other = committee.deputy(grassroots=False)
    for deputy in (attended, twice, twice, other):
        came(deputy)
    told = committee.done("GET", PATH, query=RULE)
    assert (told["term"], told["attended"]) == (14, 2)
    assert (told["modality"], told["status"]) == ("best_effort", "in_force")
    assert "任期内列席过常委会会议" in told["sentence"]
    assert [one["deputy"] for one in told["items"]] == [missing.id]
    everybody = committee.done("GET", PATH, query={**RULE, "missing": "false"})
    assert {one["deputy"]: one["attended"] for one in everybody["items"]} == {
        attended.id: 1,
        twice.id: 2,
        missing.id: 0,
    }


def test_another_term_counts_for_itself(committee: Committee) -> None:
    deputy = committee.deputy()
    came(deputy, term=13)
    told = committee.done("GET", PATH, query=RULE)
    assert (told["attended"], [one["attended"] for one in told["items"]]) == (0, [0])


def test_sz_16b_of_a_draft_too(committee: Committee) -> None:
    attended, missing = committee.deputies(2, SHENZHEN)
    came(attended, SHENZHEN)
    query = {"scope": SHENZHEN, "rule": "sz-16b.a"}
    told = committee.done("GET", PATH, query=query, by=SHENZHEN_STAFF)
    assert (told["status"], told["modality"], told["attended"]) == ("draft", "must", 1)
    assert [one["deputy"] for one in told["items"]] == [missing.id]


def test_an_attendance_taken_back_counts_no_longer(committee: Committee) -> None:
    deputy = committee.deputy()
    came(deputy)
    came(deputy, by=-1)
    assert committee.done("GET", PATH, query=RULE)["attended"] == 0
    with pytest.raises(Refusal, match="conflict"):
        came(deputy, by=-1)


def test_invited_and_attended_over_http_count_once(committee: Committee) -> None:
    """A job that is repeated, an entry made twice: one invitation, one attendance."""
    deputy = committee.deputy(DATONG)
    activity = held(committee, deputy, division=DATONG, kind=MEETING)
    committee.work()
    committee.change(activity, "opening", by=DATONG_STAFF)
    for _ in range(2):
        listed(committee, activity, deputy)
    counted = coverage.of_kinds(DATONG, [MEETING], [(deputy.id, 14)])[deputy.id][MEETING]
    assert (counted.invited, counted.attended) == (1, 1)
    assert (counted.attended_on, counted.grassroots) == ("2026-12-01", True)


def test_over_several_pages_the_sum_stays_the_same(committee: Committee) -> None:
    for number, deputy in enumerate(committee.deputies(7)):
        if number % 2:
            came(deputy)
    first = committee.done("GET", PATH, query={**RULE, "limit": 2, "missing": "false"})
    second = committee.done(
        "GET", PATH, query={**RULE, "limit": 2, "missing": "false", "cursor": first["next"]}
    )
    assert (first["attended"], second["attended"]) == (3, 3)
    assert len(committee.whole(PATH, **RULE, limit=2)) == 4


def test_nobody_is_named_where_there_is_nobody(committee: Committee) -> None:
    told = committee.done("GET", PATH, query=RULE)
    assert (told["term"], told["attended"], told["items"], told["next"]) == (None, None, [], None)


@pytest.mark.parametrize(
    ("rule", "refused"),
    [
        ("gx-99", (404, "rule_not_found")),
        ("sz-16b.a", (404, "rule_not_found")),
        ("gx-06c.b", (422, "rule_not_covered")),
        ("gx-09a.a", (422, "rule_not_covered")),
    ],
)
def test_rules_that_want_nobody_there(committee: Committee, rule: str, refused: Any) -> None:
    answer = committee.send("GET", PATH, query={"scope": GUANGXI, "rule": rule})
    assert code(answer) == refused


def test_a_rule_of_the_region_covers_no_city(committee: Committee) -> None:
    answer = committee.send("GET", PATH, query={"scope": "4501", "rule": "gx-06c.a"})
    assert code(answer) == (422, "rule_not_covered")


def test_who_may_ask(committee: Committee) -> None:
    assert committee.send("GET", PATH, query=RULE, by=AUDITOR).status == 200
    assert code(committee.send("GET", PATH, query=RULE, by=TIANJIN_STAFF)) == (403, "out_of_scope")
    assert code(committee.send("GET", PATH, query=RULE, by=of(committee.deputy()))) == (
        403,
        "role_missing",
    )
    city = someone("committee_staff:4501")
    assert code(committee.send("GET", PATH, query=RULE, by=city)) == (403, "out_of_scope")
    assert bad_fields(committee.send("GET", PATH, query={"scope": GUANGXI})) == ["query.rule"]
