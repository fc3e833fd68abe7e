"""A unit is no more: what it had in hand goes on with the one that succeeds it, over HTTP."""

from typing import Any

import pytest

from functions.registration.units import store as units
from functions.suggestions.continuation import units as continuing
from functions.suggestions.handovers import store as handovers
from shared.domain.roles import Caller
from shared.domain.units import Unit
from shared.store import engine, writing
from tests.gateway import Response, someone
from tests.regulations.moments import at
from tests.suggestions.continuation.test_deputies import suspended
from tests.suggestions.opinions.street import COUNTY, COUNTY_STAFF, RESIDENT, Street, staff_of
from tests.suggestions.promises.replies import promised, sweep
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AT_TRAFFIC,
    AUDITOR,
    CITY,
    CIVIL,
    FINANCE,
    NAMES,
    OFFICE,
    PROVINCE,
    TRAFFIC,
    Congress,
    code,
    of,
)
from tests.suggestions.suggestions.test_handling import (
    CONTENT,
    due,
    give,
    handed,
    replied,
    taken_up,
    unit_attempt,
    unit_step,
)

REFORM = "机构改革，职责划入承继单位"


def dissolve(congress: Congress, unit: str = CIVIL) -> None:
    """The unit takes nothing new from now on."""
    congress._act_as("RegistrationFunction")
    engine.put(units.new_item(Unit(unit, CITY, NAMES[unit], active=False)))
    congress._act_as("SuggestionsFunction")


def succeed(
    congress: Any, unit: str = CIVIL, to: str = TRAFFIC, by: Caller = OFFICE, cursor: str | None = None
) -> Response:
    body = {"successor": to, "reason": REFORM, **({} if cursor is None else {"cursor": cursor})}
    answer: Response = congress.send("POST", f"/v1/units/{unit}/succession", body, by=by)
    return answer


def head(congress: Congress, found: Any) -> Any:
    return congress.done("GET", f"/v1/suggestions/{found['id']}")


def test_nat_51b_the_time_runs_on_when_another_unit_goes_on_with_it(congress: Congress) -> None:
    deputy = congress.deputy()
    found = taken_up(congress, handed(congress, deputy))
    unit_step(congress, found, CIVIL, "contact", {"way": "visit", "heard": True})
    before = due(congress)[0]
    congress.later(days=40)
    dissolve(congress)
    answer = succeed(congress)
    (item,) = answer.json["items"]
    assert (item["case"], item["kind"], item["passed"]) == (found["id"], "suggestion", True)
    assert answer.json["next"] is None
    assert due(congress) == []
    (entry,) = due(congress, TRAFFIC)
    assert (entry["due"], entry["state"], entry["since"]) == (before["due"], "accepted", before["since"])
    (listed,) = congress.whole("/v1/due", scope=CITY)
    assert listed["party"] == TRAFFIC
    standing = head(congress, found)
    assert [(one["unit"], one["progress"]) for one in standing["units"]] == [
        (CIVIL, "released"),
        (TRAFFIC, "accepted"),
    ]
    assert standing["state"] == "handling"
    last = congress.whole(f"/v1/suggestions/{found['id']}/history")[-1]
    assert (last["what"], last["by"], last["reason"]) == ("unit_succeeded", OFFICE.person, REFORM)
    assert (last["data"]["from"], last["data"]["unit"]) == (CIVIL, TRAFFIC)
    reply = {"text": "已办结。", "outcome": "done", "signer": "张建军"}
    assert unit_attempt(congress, standing, CIVIL, "reply", reply).status == 409
    assert unit_step(congress, standing, TRAFFIC, "reply", reply)["state"] == "replied"


def test_both_units_the_office_and_the_deputy_hear_of_each_case(congress: Congress) -> None:
    deputy = congress.deputy()
    handed(congress, deputy)
    dissolve(congress)
    succeed(congress)
    for recipient in (f"unit_staff:{CIVIL}", f"unit_staff:{TRAFFIC}", "committee_staff:4114", deputy.id):
        data = dict(congress.notices(recipient))["case_succeeded"]
        assert (data["name"], data["with"], data["reason"]) == ("市民政局", "市交通运输局", REFORM)
        assert (data["due"], data["article"]) == ("2027-02-28", "51-2")


def test_it_is_done_in_steps_and_nothing_twice(congress: Congress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(continuing, "CASES_A_REQUEST", 2)
    deputy = congress.deputy()
    for _ in range(5):
        handed(congress, deputy)
    dissolve(congress)
    passed: list[str] = []
    cursor: str | None = None
    for _ in range(3):
        page = succeed(congress, cursor=cursor).json
        assert all(one["passed"] for one in page["items"])
        passed += [one["case"] for one in page["items"]]
        cursor = page["next"]
    assert (len(passed), len(set(passed)), cursor) == (5, 5, None)
    assert succeed(congress).json == {"items": [], "next": None}
    assert len(due(congress, TRAFFIC)) == 5
    kinds = [kind for kind, _ in congress.notices(f"unit_staff:{TRAFFIC}")]
    assert kinds.count("case_succeeded") == 5


def test_a_request_that_died_is_gone_on_with_from_the_beginning(
    congress: Congress, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy = congress.deputy()
    for _ in range(4):
        handed(congress, deputy)
    dissolve(congress)
    commit, done = writing.commit, [0]

    def dying(*writes: Any) -> Any:
        done[0] += 1
        if done[0] == 3:
            raise MemoryError
        return commit(*writes)

    monkeypatch.setattr(continuing, "commit", dying)
    assert succeed(congress).status == 500
    monkeypatch.setattr(continuing, "commit", commit)
    assert [len(due(congress)), len(due(congress, TRAFFIC))] == [2, 2]
    assert len(succeed(congress).json["items"]) == 2
    assert [len(due(congress)), len(due(congress, TRAFFIC))] == [0, 4]


def test_who_helped_leads_where_the_unit_led_that_is_joined_with_it(congress: Congress) -> None:
    found = handed(congress, congress.deputy(), TRAFFIC)
    found = taken_up(congress, found, TRAFFIC)
    found = unit_step(congress, found, TRAFFIC, "contribution", {"text": "我局配合。"})
    taken_up(congress, found)
    dissolve(congress)
    assert succeed(congress).json["items"][0]["passed"]
    standing = head(congress, found)
    assert [(one["unit"], one["share"], one["progress"]) for one in standing["units"]] == [
        (CIVIL, "lead", "released"),
        (TRAFFIC, "lead", "accepted"),
    ]
    (entry,) = due(congress, TRAFFIC)
    assert (entry["share"], entry["due"]) == ("lead", "2027-02-28")
    held = congress.done("GET", f"/v1/units/{TRAFFIC}/handovers/{found['id']}", by=AT_TRAFFIC)
    assert held["clocks"][-1]["state"] == "running"


def test_who_leads_goes_on_with_its_own_where_the_other_helped(congress: Congress) -> None:
    found = give(congress, congress.accepted(congress.deputy()), TRAFFIC, CIVIL)
    dissolve(congress)
    assert succeed(congress).json["items"][0]["passed"]
    standing = head(congress, found)
    assert [(one["unit"], one["share"], one["progress"]) for one in standing["units"]] == [
        (TRAFFIC, "lead", "pending"),
        (CIVIL, "co", "released"),
    ]
    assert due(congress) == []
    assert len(due(congress, TRAFFIC)) == 1


def test_who_gave_it_back_before_goes_on_with_it_now(congress: Congress) -> None:
    found = handed(congress, congress.deputy(), TRAFFIC)
    congress.later(hours=1)
    found = unit_step(congress, found, TRAFFIC, "acceptance", {"accepted": False, "reason": "非我局职责"})
    congress.later(days=3)
    dissolve(congress)
    assert succeed(congress).json["items"][0]["passed"]
    held = congress.done("GET", f"/v1/units/{TRAFFIC}/handovers/{found['id']}", by=AT_TRAFFIC)
    assert [one["what"] for one in held["steps"]] == [
        "handed_over",
        "handed_over",
        "returned",
        "unit_succeeded",
    ]
    assert (held["state"], held["share"]) == ("given", "lead")
    assert [(one["due"], one["state"]) for one in held["clocks"]] == [("2027-02-28", "running")]


def test_what_was_promised_goes_on_too(congress: Congress) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy)
    found = replied(congress, found, outcome="planned", until="2027-06-30")
    dissolve(congress)
    assert [one["passed"] for one in succeed(congress).json["items"]] == [True]
    (promise,) = head(congress, found)["promises"]
    assert (promise["unit"], promise["until"]) == (TRAFFIC, "2027-06-30")
    assert [one["due"] for one in due(congress, TRAFFIC)] == ["2027-06-30"]
    assert due(congress) == []


def test_no_moment_of_a_promise_is_lost_between_two_runs(congress: Congress) -> None:
    """Its day has just ended when another unit, and then another deputy, goes on with it: the next run tells
    that it is overdue, once."""
    deputy = congress.deputy()
    found = promised(congress, deputy)
    assert sweep(congress, "2027-06-30 23:05") == 1
    congress.now = at("2027-07-01 00:01")
    dissolve(congress)
    assert succeed(congress).json["items"][0]["passed"]
    away, other = suspended(congress, deputy), congress.deputy(name="王晓梅")
    body = {"deputy": other.id, "reason": REFORM}
    congress.step(head(congress, found), "successor", body, by=OFFICE)
    assert away.id == deputy.id
    assert sweep(congress, "2027-07-01 00:05") == 3
    for recipient in (f"unit_staff:{TRAFFIC}", other.id, f"committee_staff:{CITY}"):
        assert [kind for kind, _ in congress.notices(recipient)].count("promise_overdue") == 1
    assert "promise_overdue" not in [kind for kind, _ in congress.notices(f"unit_staff:{CIVIL}")]
    assert sweep(congress, "2027-07-01 01:05") == 0


def test_only_who_keeps_the_unit_passes_on_what_it_has(congress: Congress) -> None:
    handed(congress, congress.deputy())
    assert code(succeed(congress)) == (409, "unit_active")
    dissolve(congress)
    for by in (AT_CIVIL, AUDITOR, someone("committee_staff:4101", person="pzhengzh0vstaff000000")):
        assert succeed(congress, by=by).status == 403
    assert code(succeed(congress, to=CIVIL)) == (400, "invalid_request")
    assert code(succeed(congress, to="u00000000000000000000")) == (404, "unit_not_found")
    dissolve(congress, FINANCE)
    assert code(succeed(congress, to=FINANCE)) == (409, "unit_inactive")
    assert code(succeed(congress, unit="u00000000000000000000")) == (404, "unit_not_found")
    assert succeed(congress, by=PROVINCE).json["items"][0]["passed"]


def test_a_unit_of_elsewhere_takes_nothing_over_and_nothing_is_lost(congress: Congress) -> None:
    found = handed(congress, congress.deputy())
    dissolve(congress)
    elsewhere = congress.unit("4101", "郑州市民政局")
    (item,) = succeed(congress, to=elsewhere).json["items"]
    assert (item["passed"], item["problem"]["code"]) == (False, "unit_elsewhere")
    assert [one["case"] for one in due(congress)] == [found["id"]]
    assert head(congress, found)["version"] == found["version"]


def test_a_clash_with_another_change_harms_no_other_case(
    congress: Congress, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy = congress.deputy()
    first, second = handed(congress, deputy), handed(congress, deputy)
    dissolve(congress)
    of_case = handovers.of_case

    def stale(case: str, **options: Any) -> Any:
        found = of_case(case, **options)
        if case == first["id"]:
            congress.step(head(congress, first), "supervision", VISIT, by=OFFICE)
            taken_up(congress, head(congress, first))
        return found

    monkeypatch.setattr(handovers, "of_case", stale)
    items = {one["case"]: one for one in succeed(congress).json["items"]}
    monkeypatch.undo()
    assert items[second["id"]]["passed"]
    assert items[first["id"]]["problem"]["code"] in ("conflict", "stale_version")


VISIT = {"by": "working_body", "name": "代表工委", "means": "visit", "text": "实地了解。"}


def test_an_opinion_goes_on_and_the_resident_reads_with_whom(street: Street) -> None:
    """sq-20c: the resident hears who handles it."""
    old, new = street.unit(), street.unit("城市管理局", number=2)
    receipt = street.bring(by=RESIDENT)
    street.sorted(receipt, COUNTY_STAFF, matter_remit="township")
    street.took(receipt, "handover", {"unit": old.id}, COUNTY_STAFF)
    engine.put(units.new_item(Unit(old.id, COUNTY, old.name, active=False)))
    street.later(minutes=1)
    (item,) = succeed(street, old.id, new.id, COUNTY_STAFF).json["items"]
    assert (item["kind"], item["passed"]) == ("opinion", True)
    shown = street.follow(receipt)
    assert (shown["unit"], shown["state"]) == ("城市管理局", "handed_over")
    assert shown["steps"][-1]["what"] == "unit_succeeded"
    assert street.told(RESIDENT.person)[-1][1]["with"] == "城市管理局"
    path = f"/v1/units/{old.id}/opinions/{receipt['receipt']}"
    assert code(street.send("GET", path, by=staff_of(old))) == (404, "case_not_found")
    answer = street.by_unit(new, receipt, "result", {"text": "路灯已修复。"})
    assert answer.json["state"] == "result_known"
    assert street.history(receipt)[-2]["what"] == "unit_succeeded"


def test_deputies_of_a_case_that_went_on_rate_it_as_ever(congress: Congress) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy)
    dissolve(congress)
    succeed(congress)
    done = replied(congress, head(congress, found), TRAFFIC)
    said = {"result": "dissatisfied", "attitude": "satisfied", "reason": "未解决"}
    rated = congress.step(done, "rating", said, by=of(deputy))
    again = congress.attempt(rated, "handover", {"units": [{"unit": CIVIL, "share": "lead"}]}, by=OFFICE)
    assert code(again) == (409, "unit_inactive")
    assert give(congress, rated, TRAFFIC)["round"] == 2


def test_the_line_of_time_shows_nothing_twice(congress: Congress) -> None:
    found = handed(congress, congress.deputy())
    congress.later(days=1)
    congress.done(
        "POST", f"/v1/units/{CIVIL}/handovers/{found['id']}/urging", {"reason": "请抓紧"}, by=OFFICE
    )
    congress.later(days=1)
    dissolve(congress)
    succeed(congress)
    lines = congress.whole(f"/v1/suggestions/{found['id']}/timeline")
    assert [one["what"] for one in lines][-3:] == ["handed_over", "urged", "unit_succeeded"]
    to_unit = congress.whole(f"/v1/suggestions/{found['id']}/timeline", by=AT_TRAFFIC)
    assert [one["what"] for one in to_unit].count("urged") == 1


def test_where_the_successor_has_replied_already_the_deputy_has_yet_to_rate(congress: Congress) -> None:
    deputy = congress.deputy()
    units = [{"unit": CIVIL, "share": "lead"}, {"unit": TRAFFIC, "share": "lead"}]
    units.append({"unit": FINANCE, "share": "co"})
    found = congress.step(congress.accepted(deputy), "handover", {"units": units}, by=OFFICE)
    congress.later(hours=1)
    found = replied(congress, found, TRAFFIC)
    assert found["state"] == "handed_over"
    congress.later(hours=1)
    dissolve(congress)
    assert succeed(congress).json["items"][0]["passed"]
    standing = head(congress, found)
    assert standing["state"] == "replied"
    assert due(congress) == due(congress, TRAFFIC) == due(congress, FINANCE) == []
    assert [one["case"] for one in congress.whole("/v1/me/due", by=of(deputy))] == [found["id"]]
    assert congress.step(standing, "rating", CONTENT, by=of(deputy))["state"] == "rated"
