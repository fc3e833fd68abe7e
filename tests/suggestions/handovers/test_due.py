"""Lists of what is due, by unit and by scope, and a case in the hands of a unit, over HTTP."""

import pytest

from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import Share
from shared.domain.errors import Refusal
from shared.store.writing import commit
from tests.gateway import Response, someone
from tests.regulations.moments import at
from tests.suggestions.handovers.desk import (
    AT_BRIDGES,
    AT_LIGHTS,
    BRIDGES,
    HEAD,
    LIGHTS,
    STAFF,
    STATION,
    Desk,
)

AUDITOR = someone("auditor:41")
OF_BRIDGES = f"/v1/units/{BRIDGES}/due"


def code(answer: Response) -> tuple[int, str]:
    return answer.status, answer.json["code"]


def test_nat_51b_what_is_due_says_until_when_by_which_article(desk: Desk) -> None:
    case = desk.give(desk.suggestion())
    (found,) = desk.whole(OF_BRIDGES, by=AT_BRIDGES)
    assert found == {
        "case": case,
        "kind": "suggestion",
        "scope": "4114",
        "title": "建议第1号",
        "party": BRIDGES,
        "name": "市交通运输局",
        "share": "lead",
        "state": "given",
        "since": "2026-11-30T09:00:00+08:00",
        "due": "2027-02-28",
        "due_at": "2027-02-28T23:59:59+08:00",
        "overdue": False,
        "provisional": False,
        "halted": False,
        "rule": "nat-51b.usual",
        "instrument": "national",
        "article": "51-2",
        "binding": True,
        "promised": False,
        "extension_asked": False,
    }
    desk.now = at("2027-03-01 00:00")
    assert [entry["overdue"] for entry in desk.whole(OF_BRIDGES, by=AT_BRIDGES)] == [True]


def test_lists_are_in_the_order_of_what_is_due_page_by_page(desk: Desk) -> None:
    late = desk.give(desk.suggestion(1, wide_or_difficult=True))
    no_time = desk.give(desk.opinion(2))
    desk.now = at("2026-12-05")
    second = desk.give(desk.suggestion(3))
    desk.now = at("2026-12-01")
    first = desk.give(desk.suggestion(4))
    order = [first, second, late, no_time]
    assert [entry["case"] for entry in desk.whole(OF_BRIDGES, by=AT_BRIDGES, limit=1)] == order
    assert [entry["case"] for entry in desk.whole("/v1/due", scope="4114", limit=3)] == order
    assert [entry["case"] for entry in desk.whole("/v1/due", scope=STATION, by=HEAD)] == [no_time]
    assert [e["case"] for e in desk.whole(OF_BRIDGES, by=AT_BRIDGES, until="2027-03-01")] == [first]
    assert [e["case"] for e in desk.whole(OF_BRIDGES, by=AT_BRIDGES, until="2027-02-28")] == []


def test_sq_20b_what_is_owed_to_a_resident_promptly_comes_first(desk: Desk) -> None:
    desk.give(desk.suggestion(1))
    about = desk.opinion(2, matter_remit="township")
    own = handover.given(about, STATION, Share.OWN, desk.now, HEAD.person, what="received")
    commit(*store.writes(None, own, desk.now))
    assert len(desk.whole("/v1/due", scope="4114")) == 1
    desk.change(about.case, lambda h: handover.happened(h, "handed_over", desk.now, HEAD.person), STATION)
    first, _ = desk.whole("/v1/due", scope="4114")
    assert (first["case"], first["share"], first["due"]) == (about.case, "own", None)
    assert (first["rule"], first["article"]) == ("sq-20b.b", "20(2)")
    (mine,) = desk.whole("/v1/due", scope=STATION, by=HEAD)
    assert mine == first
    desk.change(about.case, lambda h: handover.happened(h, "handover_notice", desk.now, HEAD.person), STATION)
    assert desk.whole("/v1/due", scope=STATION, by=HEAD) == []


def test_entries_follow_every_change_and_leave_nothing_behind(desk: Desk) -> None:
    case = desk.give(desk.suggestion())
    desk.change(case, lambda found: handover.restated(found, desk.suggestion(wide_or_difficult=True)))
    assert [entry["due"] for entry in desk.whole("/v1/due", scope="41", by=AUDITOR)] == ["2027-05-30"]
    desk.change(case, lambda found: handover.accepted(found, desk.now, AT_BRIDGES.person))
    (accepted,) = desk.whole(OF_BRIDGES, by=AT_BRIDGES)
    assert (accepted["state"], accepted["due"]) == ("accepted", "2027-05-30")
    desk.reply(case)
    left = [item["pk"]["S"] for item in desk.world.items("Suggestions")]
    assert left == [f"CASE#{case}"]


def test_given_back_and_given_to_another_each_with_its_own_time(desk: Desk) -> None:
    case = desk.give(desk.suggestion())
    desk.now = at("2026-12-04")
    desk.change(case, lambda found: handover.returned(found, desk.now, AT_BRIDGES.person, "不属于本单位"))
    desk.give(desk.suggestion(), LIGHTS)
    assert desk.whole(OF_BRIDGES, by=AT_BRIDGES) == []
    assert [e["due"] for e in desk.whole(f"/v1/units/{LIGHTS}/due", by=AT_LIGHTS)] == ["2027-03-04"]
    before = store.load(case, BRIDGES)
    desk.now = at("2026-12-10")
    commit(*store.give(desk.suggestion(), BRIDGES, Share.CO, desk.now, STAFF.person, before=before))
    assert [(e["share"], e["due"]) for e in desk.whole(OF_BRIDGES, by=AT_BRIDGES)] == [("co", "2027-03-10")]
    assert len(store.of_case(case)) == 2


def test_nothing_is_made_twice(desk: Desk) -> None:
    case = desk.give(desk.suggestion())
    with pytest.raises(Refusal, match="already_handed_over"):
        desk.give(desk.suggestion())
    before = store.load(case, BRIDGES)
    desk.change(case, lambda found: handover.accepted(found, desk.now, AT_BRIDGES.person))
    with pytest.raises(Refusal, match="conflict"):
        commit(*store.writes(before, handover.replied(before, desk.now, AT_BRIDGES.person), desk.now))
    assert len(desk.whole(OF_BRIDGES, by=AT_BRIDGES)) == 1


def test_who_may_read_what_is_due(desk: Desk) -> None:
    desk.give(desk.suggestion())
    for by in (AT_BRIDGES, STAFF, AUDITOR, someone("admin:4114")):
        assert len(desk.whole(OF_BRIDGES, by=by)) == 1
    for by in (AT_LIGHTS, someone("committee_staff:1402"), someone("committee_staff:411402")):
        assert code(desk.get(OF_BRIDGES, by=by)) == (403, "out_of_scope")
    for by in (HEAD, someone("deputy:4114"), someone()):
        assert code(desk.get(OF_BRIDGES, by=by)) == (403, "role_missing")
    assert code(desk.get(OF_BRIDGES, by=None)) == (401, "sign_in_required")
    unknown = BRIDGES[:-1] + ("0" if BRIDGES[-1] != "0" else "1")
    assert code(desk.get(f"/v1/units/{unknown}/due")) == (404, "unit_not_found")
    assert code(desk.get("/v1/due", by=HEAD, query={"scope": "4114"})) == (403, "out_of_scope")
    assert code(desk.get("/v1/due", by=AT_BRIDGES, query={"scope": "4114"})) == (403, "role_missing")
    assert code(desk.get("/v1/due")) == (400, "invalid_request")
    for bad, why in (("until", "invalid_request"), ("cursor", "invalid_cursor")):
        assert code(desk.get("/v1/due", query={"scope": "4114", bad: "29.2.2027"})) == (400, why)


def test_a_unit_sees_the_case_in_its_hands_with_every_clock(desk: Desk) -> None:
    case = desk.give(desk.suggestion())
    path = f"/v1/units/{BRIDGES}/handovers/{case}"
    for by in (AT_BRIDGES, STAFF):
        found = desk.get(path, by=by).json
        assert found["steps"] == [{"what": "handed_over", "at": "2026-11-30T09:00:00+08:00", "reason": None}]
        (clock,) = found["clocks"]
        assert (clock["rule"], clock["round"], clock["started_by"]) == ("nat-51b.usual", 1, "交办")
        assert clock["how"] == "自交办起3个月，2027年2月28日为最后一日。"
    for by in (AT_LIGHTS, HEAD, someone("committee_staff:1402")):
        assert code(desk.get(path, by=by)) == (403, "out_of_scope")
    assert code(desk.get(f"/v1/units/{LIGHTS}/handovers/{case}", by=AT_LIGHTS)) == (404, "handover_not_found")


def test_a_unit_never_learns_who_the_resident_or_the_staff_is(desk: Desk) -> None:
    about = desk.opinion()
    desk.give(about)
    texts = [
        desk.get(OF_BRIDGES, by=AT_BRIDGES).text,
        desk.get(f"/v1/units/{BRIDGES}/handovers/{about.case}", by=AT_BRIDGES).text,
    ]
    for text in texts:
        assert STAFF.person not in text
        assert '"by"' not in text
