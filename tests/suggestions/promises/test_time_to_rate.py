"""What rules say of the time after a reply: the deputy's to rate it, the office's to order another round, the
units' in that round. No pack in force has such rules: here a city has measures of its own."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from shared.domain.deputies import Deputy
from shared.regulations.library import Library, library
from shared.store import packs
from tests.regulations.books import pack, rule
from tests.regulations.moments import at
from tests.suggestions.promises.replies import (
    CONTENT,
    DONE,
    NOT_CONTENT,
    due,
    given,
    replied,
    step,
    sweep,
    waits,
)
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AT_TRAFFIC,
    CITY,
    CIVIL,
    OFFICE,
    TRAFFIC,
    Congress,
    basis,
    code,
    of,
)

OFFICE_POST = f"committee_staff:{CITY}"
RATING = rule("deadline", 'after = "replied"\nwithin = "10 working_days"\nuntil = "rated"', id_="x-rate")
ORDER = rule(
    "deadline",
    'after = "dissatisfied"\nwithin = "5 working_days"\nuntil = "redo_ordered"',
    id_="x-order",
    subject="staff",
)
REDO = """
[[rule]]
id = "x-redo"
article = "2"
modality = "must"
kind = "deadline"
subject = "handling_unit"
says = "重新办理的，二个月内再次答复。"
says_en = "In the next round the unit replies within two months."
[[rule.part]]
id = "second"
after = "redo_ordered"
until = "replied"
within = "2 months"
round_to = 1
[rule.part.extension]
form = "consent"
by = "deputies_affairs_committee"
add = "1 months"
longest = "3 months"
times = 2
[[rule.part]]
id = "later"
says = "第三次以后办理的，一个月内再次答复。"
says_en = "In later rounds it replies within one month."
after = "redo_ordered"
until = "replied"
within = "1 months"
round_from = 2
"""
"""The first order of another round opens a clock of two months, each later one of one month."""


@pytest.fixture
def measures(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Beside the law, the city has a pack with these rules."""

    def use(rules: str) -> None:
        found = Library([*library().packs, pack(rules)])
        assert not found.faults
        monkeypatch.setattr(packs, "library", lambda _adopted: found)

    return use


def answered(congress: Congress, deputy: Deputy, when: str = "2026-12-20 09:00") -> Any:
    """A suggestion to which the unit that leads has replied."""
    found = given(congress, congress.accepted(deputy), CIVIL)
    congress.now = at(when)
    return replied(congress, found, reply=DONE)


def clock_of(congress: Congress, found: Any, share: str) -> Any:
    """The clock that runs, of who has this part, and who it is."""
    items = congress.done("GET", f"/v1/suggestions/{found['id']}/clocks", by=OFFICE)["items"]
    (one,) = [item for item in items if item["share"] == share]
    return one["unit"], one["clocks"][-1]


def consented(congress: Congress, found: Any, reason: str = "情况复杂") -> Any:
    path = f"/v1/units/{CIVIL}/handovers/{found['id']}"
    version = congress.done("GET", path, by=OFFICE)["version"]
    body = {"granted": True, "body": "deputies_affairs_committee", "reason": reason}
    return congress.send("POST", f"{path}/extension", body, by=OFFICE, version=version)


# -- where no rule speaks ----------------------------------------------------------------------------------


def test_without_a_rule_a_reply_waits_for_the_deputy_without_a_day(congress: Congress) -> None:
    deputy = congress.deputy()
    found = answered(congress, deputy)
    (owed,) = waits(congress, deputy)
    assert (owed["case"], owed["due"], owed["rule"], owed["share"]) == (found["id"], None, None, "author")
    assert congress.whole("/v1/due", scope=CITY) == [], "the office is owed nothing by a rule"
    items = congress.done("GET", f"/v1/suggestions/{found['id']}/clocks", by=OFFICE)["items"]
    assert [one["share"] for one in items] == ["lead"]
    assert sweep(congress, "2027-06-01 00:05") == 0
    congress.step(found, "rating", CONTENT, by=of(deputy))
    assert waits(congress, deputy) == []


def test_what_waits_is_the_deputy_s_own(congress: Congress) -> None:
    deputy = congress.deputy()
    answered(congress, deputy)
    assert waits(congress, congress.deputy()) == []
    assert congress.send("GET", "/v1/me/due", by=None).status == 401


def test_closed_unrated_nothing_waits_and_it_can_still_be_rated(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.step(answered(congress, deputy), "closing", {}, by=OFFICE)
    assert waits(congress, deputy) == []
    found = congress.step(found, "rating", NOT_CONTENT, by=of(deputy))
    assert found["state"] == "rated"


def test_every_lead_must_have_replied_before_the_deputy_s_word_is_owed(congress: Congress) -> None:
    deputy = congress.deputy()
    found = given(congress, congress.accepted(deputy), CIVIL, TRAFFIC)
    found = replied(congress, found, CIVIL, reply=DONE)
    assert waits(congress, deputy) == []
    found = step(congress, found, "acceptance", {"accepted": False, "reason": "非我局职责"}, unit=TRAFFIC)
    assert (found["state"], len(waits(congress, deputy))) == ("replied", 1)


# -- the deputy's time -------------------------------------------------------------------------------------


def test_the_deputy_rates_within_the_rule_s_days(congress: Congress, measures: Any) -> None:
    measures(RATING)
    deputy = congress.deputy()
    found = answered(congress, deputy, "2026-12-25 17:00")
    (owed,) = waits(congress, deputy)
    assert (owed["due"], owed["rule"], owed["binding"]) == ("2027-01-11", "x-rate", True)
    assert congress.whole("/v1/due", scope=CITY) == [], "it stands in the deputy's own list"
    party, clock = clock_of(congress, found, "author")
    assert (party, clock["due"], clock["started_by"]) == (deputy.id, "2027-01-11", "答复")
    refused = congress.attempt(found, "closing", {}, by=OFFICE)
    assert (code(refused), basis(refused)) == ((409, "rating_awaited"), ("sample", "1"))
    assert "2027-01-11" in refused.json["title"]
    congress.now = at("2027-01-11 23:59:59")
    found = congress.step(found, "rating", CONTENT, by=of(deputy))
    assert clock_of(congress, found, "author")[1]["state"] == "met"
    assert congress.step(found, "closing", {}, by=OFFICE)["state"] == "closed"
    assert waits(congress, deputy) == congress.whole("/v1/due", scope=CITY) == []


def test_unrated_the_deputy_is_warned_and_after_the_time_the_office_may_close(
    congress: Congress, measures: Any
) -> None:
    measures(RATING)
    deputy = congress.deputy()
    found = answered(congress, deputy, "2026-12-25 17:00")
    assert sweep(congress, "2027-01-09 12:05") == 1
    congress.now = at("2027-01-11 23:59:59")
    assert code(congress.attempt(found, "closing", {}, by=OFFICE)) == (409, "rating_awaited")
    assert sweep(congress, "2027-01-12 00:05") == 2
    assert sweep(congress, "2027-01-12 01:05") == 0, "each moment is told once"
    told = [kind for kind, _ in congress.notices(deputy.id) if kind.startswith("rating")]
    assert told == ["rating_due_soon", "rating_overdue"]
    (data,) = [data for kind, data in congress.notices(OFFICE_POST) if kind == "rating_overdue"]
    assert (data["due"], data["instrument"], data["article"]) == ("2027-01-11", "sample", "1")
    assert congress.step(found, "closing", {"reason": "逾期未评价"}, by=OFFICE)["state"] == "closed"
    assert waits(congress, deputy) == []
    assert sweep(congress, "2027-02-12 00:05") == 0


# -- the office's, and that of the next round --------------------------------------------------------------


def test_another_round_is_ordered_within_the_rule_s_days(congress: Congress, measures: Any) -> None:
    measures(ORDER)
    deputy = congress.deputy()
    found = answered(congress, deputy)
    congress.now = at("2026-12-31 23:59:59")
    found = congress.step(found, "rating", NOT_CONTENT, by=of(deputy))
    (owed,) = congress.whole("/v1/due", scope=CITY)
    assert (owed["party"], owed["share"], owed["due"], owed["rule"]) == (
        CITY,
        "own",
        "2027-01-08",
        "x-order",
    )
    assert sweep(congress, "2027-01-09 00:05") == 1
    assert "case_overdue" in [kind for kind, _ in congress.notices(OFFICE_POST)]
    congress.now = at("2027-01-09 10:00")
    found = given(congress, found, CIVIL)
    assert clock_of(congress, found, "own")[1]["state"] == "late"
    assert [one["share"] for one in congress.whole("/v1/due", scope=CITY)] == ["lead"]


def test_without_such_a_rule_nothing_of_the_office_is_kept(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.step(answered(congress, deputy), "rating", NOT_CONTENT, by=of(deputy))
    assert congress.whole("/v1/due", scope=CITY) == []
    items = congress.done("GET", f"/v1/suggestions/{found['id']}/clocks", by=OFFICE)["items"]
    assert [one["share"] for one in items] == ["lead"]


@pytest.mark.parametrize(
    ("ordered", "two_months", "three_months"),
    [
        ("2026-12-31 23:59:59", "2027-02-28", "2027-03-31"),
        ("2027-01-01 00:00", "2027-03-01", "2027-04-01"),
        ("2027-12-30 09:00", "2028-02-29", "2028-03-30"),
        ("2027-12-31 09:00", "2028-02-29", "2028-03-31"),
        ("2027-06-30 09:00", "2027-08-30", "2027-09-30"),
        ("2027-08-31 09:00", "2027-10-31", "2027-11-30"),
    ],
)
def test_the_second_round_has_the_rule_s_own_months(
    congress: Congress, measures: Any, ordered: str, two_months: str, three_months: str
) -> None:
    """The law's three months run too: what is due first is owed first."""
    measures(REDO)
    deputy = congress.deputy()
    found = congress.step(answered(congress, deputy), "rating", NOT_CONTENT, by=of(deputy))
    congress.now = at(ordered)
    given(congress, found, CIVIL)
    (owed,) = due(congress)
    assert (owed["due"], owed["rule"]) == (two_months, "x-redo.second")
    items = congress.done("GET", f"/v1/units/{CIVIL}/handovers/{found['id']}", by=AT_CIVIL)["clocks"]
    running = {one["rule"]: one["due"] for one in items if one["state"] == "running"}
    assert running == {"x-redo.second": two_months, "nat-51b.usual": three_months}


def test_extensions_of_the_second_round_add_up_and_end_at_the_longest(
    congress: Congress, measures: Any
) -> None:
    measures(REDO)
    deputy = congress.deputy()
    found = congress.step(answered(congress, deputy), "rating", NOT_CONTENT, by=of(deputy))
    congress.now = at("2026-12-31 09:00")
    found = given(congress, found, CIVIL)
    congress.now = at("2027-02-20 09:00")
    assert consented(congress, found).status == 200
    assert due(congress)[0]["due"] == "2027-03-31"
    congress.now = at("2027-03-20 09:00")
    assert consented(congress, found).status == 200
    assert due(congress)[0]["due"] == "2027-03-31", "three months in all, and no more"
    third = consented(congress, found)
    assert (code(third), basis(third)) == ((409, "extension_refused"), ("sample", "2"))


def test_each_round_has_its_own_length(congress: Congress, measures: Any) -> None:
    measures(REDO + ORDER + RATING)
    deputy = congress.deputy()
    found = answered(congress, deputy)
    rounds = []
    for month in (1, 3, 5):
        found = congress.step(found, "rating", NOT_CONTENT, by=of(deputy))
        congress.now = at(f"2027-{month:02d}-31 09:00")
        found = given(congress, found, CIVIL)
        (owed,) = due(congress)
        rounds.append((owed["rule"], owed["due"]))
        congress.later(days=7)
        found = replied(congress, found, reply=DONE)
        assert (len(waits(congress, deputy)), found["round"]) == (1, len(rounds) + 1)
    assert rounds == [
        ("x-redo.second", "2027-03-31"),
        ("x-redo.later", "2027-04-30"),
        ("x-redo.later", "2027-06-30"),
    ]
    found = congress.step(found, "rating", CONTENT, by=of(deputy))
    assert congress.step(found, "closing", {}, by=OFFICE)["state"] == "closed"
    handed = congress.done("GET", f"/v1/units/{CIVIL}/handovers/{found['id']}", by=AT_CIVIL)["clocks"]
    assert {one["state"] for one in handed} == {"met"}
    assert date.fromisoformat(handed[-1]["due"]) > date(2027, 6, 1)


def test_a_unit_that_comes_with_the_next_round_is_bound_by_its_time(
    congress: Congress, measures: Any
) -> None:
    measures(REDO)
    deputy = congress.deputy()
    found = congress.step(answered(congress, deputy), "rating", NOT_CONTENT, by=of(deputy))
    congress.now = at("2027-01-31 09:00")
    given(congress, found, TRAFFIC)
    (owed,) = due(congress, f"/v1/units/{TRAFFIC}/due", by=AT_TRAFFIC)
    assert (owed["rule"], owed["due"]) == ("x-redo.second", "2027-03-31")
