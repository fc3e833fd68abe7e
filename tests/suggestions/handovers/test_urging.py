"""Whoever received or oversees a case urges its unit, not too often."""

import pytest

from functions.suggestions.handovers import handover
from tests.gateway import Response, someone
from tests.suggestions.handovers.desk import AT_BRIDGES, AT_LIGHTS, BRIDGES, HEAD, LIGHTS, STAFF, Desk

UNIT = f"unit_staff:{BRIDGES}"


def code(answer: Response) -> tuple[int, str]:
    return answer.status, answer.json["code"]


def test_a_unit_is_told_why_and_until_when(desk: Desk) -> None:
    case = desk.give(desk.suggestion())
    answer = desk.urge(case, {"reason": "代表多次询问进展"})
    assert answer.status == 200, answer.text
    step = {"what": "urged", "at": "2026-11-30T09:00:00+08:00", "reason": "代表多次询问进展"}
    assert answer.json["steps"][-1] == step
    ((kind, about, data),) = desk.notices(UNIT)
    assert (kind, about) == ("case_urged", f"suggestion:{case}")
    assert (data["due"], data["article"], data["reason"]) == ("2027-02-28", "51-2", "代表多次询问进展")
    assert STAFF.person not in str(data)


def test_once_in_three_days_whoever_urges(desk: Desk) -> None:
    case = desk.give(desk.opinion())
    assert desk.urge(case, by=HEAD).status == 200
    refused = desk.urge(case, by=STAFF)
    assert code(refused) == (409, "urged_lately")
    assert "2026-12-03T09:00:00+08:00" in refused.json["title"]
    desk.now = desk.now.replace(month=12, day=3, hour=8, minute=59, second=59)
    assert code(desk.urge(case)) == (409, "urged_lately")
    desk.now = desk.now.replace(hour=9, minute=0, second=0)
    assert desk.urge(case).status == 200
    assert len(desk.notices(UNIT)) == 2


def test_it_neither_stops_nor_moves_the_clock(desk: Desk) -> None:
    case = desk.give(desk.suggestion())
    desk.urge(case)
    (due,) = desk.whole("/v1/due", scope="4114")
    assert (due["due"], due["state"]) == ("2027-02-28", "given")
    assert desk.sweep("2027-03-01 00:05") == 2


def test_only_what_is_in_hand(desk: Desk) -> None:
    case = desk.give(desk.suggestion())
    desk.reply(case)
    assert code(desk.urge(case)) == (409, "handover_state")
    assert code(desk.urge(case, unit=LIGHTS)) == (404, "handover_not_found")
    assert desk.notices(UNIT) == []


@pytest.mark.parametrize("text", ["", "字" * 501, "a\u202eb", 7])
def test_reasons_that_are_none(desk: Desk, text: object) -> None:
    case = desk.give(desk.suggestion())
    assert code(desk.urge(case, {"reason": text})) == (400, "invalid_request")


def test_who_may_urge(desk: Desk) -> None:
    case = desk.give(desk.suggestion())
    for by in (HEAD, someone("committee_staff:1402")):
        assert code(desk.urge(case, by=by)) == (403, "out_of_scope")
    for by in (AT_BRIDGES, AT_LIGHTS, someone("deputy:4114"), someone("auditor:41"), someone()):
        assert code(desk.urge(case, by=by)) == (403, "role_missing")


def test_what_changes_meanwhile_is_not_urged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case = desk.give(desk.suggestion())
    real = handover.urged

    def overtaken(found: handover.HandOver, *more: object) -> handover.HandOver:
        desk.change(case, lambda now: handover.accepted(now, desk.now, AT_BRIDGES.person))
        return real(found, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(handover, "urged", overtaken)
    assert code(desk.urge(case)) == (409, "conflict")
    assert desk.notices(UNIT) == []
