"""How cases were handled: in time or not, by whom, to what end."""

from typing import Any

import pytest

from shared.domain.roles import Caller
from tests import costs
from tests.regulations.moments import at
from tests.suggestions.continuation.test_units import dissolve, succeed
from tests.suggestions.numbers.stream import brought
from tests.suggestions.promises.replies import promised
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AT_TRAFFIC,
    AUDITOR,
    CIVIL,
    OFFICE,
    PROVINCE,
    RESIDENT,
    SHENZHEN_OFFICE,
    TOWNSHIP,
    TRAFFIC,
    Congress,
    code,
    of,
)
from tests.suggestions.suggestions.test_handling import (
    CONTENT,
    NOT_CONTENT,
    give,
    handed,
    replied,
    unit_step,
)
from tests.suggestions.suggestions.test_merging import UNSOLVED, Joined

PATH = "/v1/suggestions/statistics"


def numbers(congress: Congress, by: Caller = OFFICE, scope: str = "4114", **query: Any) -> Any:
    brought(congress.world)
    return congress.done("GET", PATH, query={"scope": scope, **query}, by=by)


def in_hand(congress: Congress, deputy: Any, **fields: Any) -> Any:
    """Handed over to the civil affairs unit alone."""
    return give(congress, congress.accepted(deputy, **fields), CIVIL)


def year(congress: Congress) -> dict[str, Any]:
    """One content, one late and in its second round, one overdue, one pending, one withdrawn: the deputy."""
    deputy = congress.deputy()
    content = replied(congress, in_hand(congress, deputy, category="城建"))
    congress.step(content, "rating", CONTENT, by=of(deputy))
    late = in_hand(congress, deputy, category="城建")
    overdue = handed(congress, deputy)
    gone = congress.submitted(deputy)
    congress.step(gone, "withdrawal", {"reason": "已解决"}, by=of(deputy))
    congress.now = at("2027-03-02 09:00")
    late = congress.step(replied(congress, late), "rating", NOT_CONTENT, by=of(deputy))
    give(congress, late, TRAFFIC)
    return {"deputy": deputy, "overdue": overdue, "late": late}


def test_what_was_in_time_what_was_late_and_what_is_overdue(congress: Congress) -> None:
    """nat-51b: three months from 30 November end on 28 February; each round has a time of its own."""
    congress.now = at("2026-11-30 09:00")
    year(congress)
    found = numbers(congress, year=2026)
    whole = found["total"]
    assert whole["cases"] == 4
    assert (whole["on_time"], whole["late"], whole["pending"], whole["overdue"]) == (1, 1, 2, 1)
    assert whole["rounds"] == {"1": 3, "2": 1}
    assert (whole["result"], whole["attitude"]) == ({"satisfied": 1}, {"mostly_satisfied": 1})
    assert whole["states"] == {"rated": 1, "handed_over": 2, "withdrawn": 1}
    assert (whole["answered"], whole["average_days"]) == (2, 46)  # 0 and 92 days
    units = {one["unit"]: one for one in found["units"]}
    assert units[CIVIL]["name"] == "市民政局"
    assert (units[CIVIL]["on_time"], units[CIVIL]["late"], units[CIVIL]["overdue"]) == (1, 1, 1)
    assert (units[TRAFFIC]["cases"], units[TRAFFIC]["pending"], units[TRAFFIC]["overdue"]) == (1, 1, 0)
    categories = {one["category"]: (one["cases"], one["on_time"], one["late"]) for one in found["categories"]}
    assert categories["城建"] == (2, 1, 1)
    assert [one["cases"] for one in found["months"] if one["month"] == "2026-11"] == [4]
    assert numbers(congress, year=2027)["total"]["cases"] == 0


def test_what_is_owed_is_overdue_by_itself_once_its_last_day_is_past(congress: Congress) -> None:
    """Nothing happens to the case: the day alone turns."""
    congress.now = at("2026-11-30 09:00")
    handed(congress, congress.deputy())
    brought(congress.world)
    congress.now = at("2027-02-28 23:59:59")
    assert numbers(congress, year=2026)["total"]["overdue"] == 0
    congress.later(seconds=1)
    assert numbers(congress, year=2026)["total"]["overdue"] == 1


def test_a_congress_s_own_and_all_below(congress: Congress) -> None:
    congress.submitted(congress.deputy())
    congress.submitted(congress.deputy(TOWNSHIP))
    assert numbers(congress)["total"]["cases"] == 2
    assert numbers(congress, own="true")["total"]["cases"] == 1
    assert numbers(congress, scope="41", by=PROVINCE)["total"]["cases"] == 2
    assert numbers(congress, scope="41", by=PROVINCE, own="true")["total"]["cases"] == 0


def test_drafts_are_counted_nowhere(congress: Congress) -> None:
    congress.draft(congress.deputy())
    assert numbers(congress)["total"]["cases"] == 0


def test_what_a_unit_gave_back_is_not_its_delay(congress: Congress) -> None:
    found = handed(congress, congress.deputy())
    unit_step(congress, found, CIVIL, "acceptance", {"accepted": False, "reason": "非本单位职责"})
    (unit,) = numbers(congress)["units"]
    assert (unit["returned"], unit["pending"], unit["late"]) == (1, 0, 0)
    congress.now = at("2028-01-05 09:00")
    assert numbers(congress, year=2026)["total"]["overdue"] == 0


def test_promises_land_or_do_not(congress: Congress) -> None:
    """dt-10 and its like: what a reply plans is counted as planned, and as overdue once its day is past."""
    found = handed(congress, congress.deputy())
    replied(congress, found, outcome="planned", until="2027-06-30")
    whole = numbers(congress)["total"]
    assert whole["outcomes"] == {"planned": 1}
    assert (whole["promises"]["open"], whole["promises"]["overdue"]) == (1, 0)
    congress.now = at("2027-07-01 00:00")
    assert numbers(congress, year=2026)["total"]["promises"]["overdue"] == 1


def test_a_unit_s_staff_see_what_their_unit_had_to_do(congress: Congress) -> None:
    handed(congress, congress.deputy(), TRAFFIC)
    brought(congress.world)
    query = {"kind": "suggestion"}
    path = f"/v1/units/{TRAFFIC}/statistics"
    found = congress.done("GET", path, query=query, by=AT_TRAFFIC)
    assert (found["of"], found["kind"], found["units"]) == (TRAFFIC, "suggestion", [])
    assert (found["total"]["cases"], found["total"]["pending"]) == (1, 1)
    assert congress.done("GET", path, query={"kind": "opinion"}, by=AT_TRAFFIC)["total"]["cases"] == 0
    for by in (OFFICE, AUDITOR):
        assert congress.done("GET", path, query=query, by=by)["total"]["cases"] == 1
    for by in (AT_CIVIL, SHENZHEN_OFFICE, RESIDENT):
        assert congress.send("GET", path, query=query, by=by).status == 403
    assert code(congress.send("GET", path, by=AT_TRAFFIC)) == (400, "invalid_request")
    gone = congress.send("GET", "/v1/units/u0000000000000000000a/statistics", query=query, by=OFFICE)
    assert code(gone) == (404, "unit_not_found")


def test_only_who_reads_what_the_congress_has_recorded_is_answered(congress: Congress) -> None:
    for by in (SHENZHEN_OFFICE, RESIDENT, AT_CIVIL, of(congress.deputy())):
        assert congress.send("GET", PATH, query={"scope": "4114"}, by=by).status == 403
    for by in (OFFICE, PROVINCE, AUDITOR):
        numbers(congress, by)
    ahead = congress.send("GET", PATH, query={"scope": "4114", "year": 2027}, by=OFFICE)
    assert code(ahead) == (400, "invalid_request")


@pytest.mark.usefixtures("scheme")
def test_metrics_of_the_rules_in_force_are_reckoned_and_cited(congress: Congress) -> None:
    congress.now = at("2026-11-30 09:00")
    year(congress)
    (share,) = numbers(congress, year=2026)["metrics"]
    assert (share["rule"], share["instrument"], share["article"]) == ("han-1", "handling", "1")
    assert (share["numerator"], share["denominator"], share["meets"]) == (1, 2, False)
    assert (share["label"], share["points"], share["weight"]) == ("2026", 3000, 60)
    query = {"kind": "suggestion", "year": 2026}
    (own,) = congress.done("GET", f"/v1/units/{CIVIL}/statistics", query=query, by=AT_CIVIL)["metrics"]
    assert (own["rule"], own["numerator"], own["denominator"]) == ("han-2", 1, 2)


def test_where_no_metric_is_in_force_none_is_told(congress: Congress) -> None:
    handed(congress, congress.deputy())
    assert numbers(congress)["metrics"] == []


def test_the_cost_does_not_depend_on_the_number_of_cases(congress: Congress) -> None:
    deputy = congress.deputy()
    congress.submitted(deputy)
    brought(congress.world)
    with costs.counted() as few:
        congress.done("GET", PATH, query={"scope": "4114"}, by=OFFICE)
    for _ in range(10):
        congress.submitted(deputy)
    brought(congress.world)
    with costs.counted() as many:
        assert congress.done("GET", PATH, query={"scope": "4114"}, by=OFFICE)["total"]["cases"] == 11
    assert few == many == ["BatchGetItem"]


def test_of_joined_suggestions_each_deputy_s_rating_counts_and_no_voice_twice(congress: Congress) -> None:
    joined = Joined(congress)
    assert numbers(congress)["total"]["voices"] == 2
    joined.replied()
    joined.step("rating", {"result": "satisfied", "attitude": "satisfied"}, by=of(joined.first))
    joined.step("voices/rating", UNSOLVED, by=of(joined.second))
    whole = numbers(congress)["total"]
    assert (whole["cases"], whole["voices"], whole["states"]) == (2, 2, {"merged": 1, "rated": 1})
    assert whole["result"] == {"satisfied": 1, "dissatisfied": 1}
    assert (whole["on_time"], whole["pending"]) == (1, 0)


def test_a_kept_promise_has_landed(congress: Congress) -> None:
    deputy = congress.deputy()
    found = promised(congress, deputy)
    found = unit_step(congress, found, CIVIL, "promise/fulfilment", {"text": "用房已交付使用。"})
    assert numbers(congress)["total"]["promises"]["reported"] == 1
    body = {"result": "satisfied", "attitude": "satisfied"}
    congress.step(found, f"promises/{CIVIL}/rating", body, by=of(deputy))
    told = numbers(congress)
    kept = {"open": 0, "overdue": 0, "reported": 0, "kept": 1, "broken": 0}
    assert told["total"]["promises"] == told["units"][0]["promises"] == kept


def test_what_a_unit_was_relieved_of_goes_on_with_its_successor_s_time(congress: Congress) -> None:
    """nat-51b: the time runs on, and the delay is the successor's alone."""
    handed(congress, congress.deputy())
    dissolve(congress)
    assert len(succeed(congress).json["items"]) == 1
    congress.now = at("2027-03-01 00:00")
    units = {one["unit"]: one for one in numbers(congress, year=2026)["units"]}
    assert (units[CIVIL]["pending"], units[CIVIL]["late"]) == (0, 0)
    assert (units[TRAFFIC]["pending"], units[TRAFFIC]["overdue"]) == (1, 1)
