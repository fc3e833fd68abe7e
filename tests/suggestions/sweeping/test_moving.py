"""The calendar of working days changes: what is due moves with it, and those whom it concerns hear of it."""

from dataclasses import replace
from typing import Any

import pytest

from functions.suggestions.clocks import clock
from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import HandOver
from functions.suggestions.tables import WATCHES
from shared.regulations.calendars.working_days import with_announced
from shared.regulations.library import Library, library
from tests.regulations.books import pack, rule
from tests.suggestions.handovers.desk import BRIDGES, Desk

UNIT, OFFICE = f"unit_staff:{BRIDGES}", "committee_staff:4114"
TEN_DAYS = 'after = "handed_over"\nwithin = "10 working_days"\nuntil = "replied"'
OVERRIDE = ["2026-12-07,rest,调休", "2026-12-08,rest,调休"]


def bind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit answers within ten working days, before the law's three months are over."""
    found = Library([*library().packs, pack(rule("deadline", TEN_DAYS, subject="handling_unit"))])
    assert not found.faults
    monkeypatch.setattr(clock, "packs", lambda: found)


def announce(monkeypatch: pytest.MonkeyPatch, lines: list[str]) -> None:
    calendar = with_announced(lines)
    monkeypatch.setattr("shared.regulations.matters.china", lambda: calendar)
    monkeypatch.setattr("shared.regulations.calendars.working_days.china", lambda: calendar)


def due(desk: Desk) -> dict[str, str]:
    return {one["case"]: one["due"] for one in desk.whole("/v1/due", scope="4114", limit=3)}


def moved(desk: Desk, recipient: str) -> list[Any]:
    return [data for kind, _, data in desk.notices(recipient) if kind == "case_due_moved"]


def test_days_of_a_known_year_follow_a_change_of_it_and_all_concerned_hear_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bind(monkeypatch)
    author = "pdepvty00000000000000"
    cases = [desk.give(replace(desk.suggestion(number), concerned=(author,))) for number in range(1, 8)]
    assert desk.sweep() == 0
    assert due(desk) == dict.fromkeys(cases, "2026-12-14")
    announce(monkeypatch, OVERRIDE)
    desk.sweep("2026-12-01 10:05")
    assert due(desk) == dict.fromkeys(cases, "2026-12-16")
    for recipient in (UNIT, OFFICE, author):
        told = moved(desk, recipient)
        assert len(told) == len(cases)
        assert {(data["starts"], data["due"]) for data in told} == {("2026-12-14", "2026-12-16")}
    assert desk.sweep("2026-12-01 11:05") == 0
    announce(monkeypatch, [])
    desk.sweep("2026-12-01 12:05")
    assert due(desk) == dict.fromkeys(cases, "2026-12-14")
    assert len(moved(desk, UNIT)) == 2 * len(cases)


def test_what_only_asks_has_a_day_that_follows_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = rule("deadline", TEN_DAYS, subject="handling_unit", modality="generally")
    monkeypatch.setattr(clock, "packs", lambda: Library([pack(asking)]))
    case = desk.give(desk.suggestion())
    assert [desk.sweep(), due(desk)] == [0, {case: "2026-12-14"}]
    assert desk.sweep("2027-06-01") == 0
    announce(monkeypatch, OVERRIDE)
    desk.sweep("2027-06-02")
    assert due(desk) == {case: "2026-12-16"}


def test_what_is_counted_in_months_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.give(desk.suggestion())
    desk.sweep()
    announce(monkeypatch, ["2027-02-28,rest,休", *OVERRIDE])
    assert desk.sweep("2026-12-02") == 0


def test_a_run_that_ends_early_is_gone_on_with_and_tells_nobody_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bind(monkeypatch)
    cases = [desk.give(desk.suggestion(number)) for number in range(1, 12)]
    desk.sweep()
    announce(monkeypatch, OVERRIDE)
    clocks, seen = handover.clocks, [0]

    def dying(found: HandOver, now: Any) -> Any:
        seen[0] += 1
        if seen[0] > 6:
            raise KeyboardInterrupt
        return clocks(found, now)

    monkeypatch.setattr(handover, "clocks", dying)
    with pytest.raises(KeyboardInterrupt):
        desk.sweep("2026-12-01 10:05")
    monkeypatch.setattr(handover, "clocks", clocks)
    part = len(moved(desk, UNIT))
    assert 0 < part < len(cases)
    desk.act_as("SuggestionsFunction")
    desk.sweep("2026-12-01 11:05")
    assert due(desk) == dict.fromkeys(cases, "2026-12-16")
    assert len(moved(desk, UNIT)) == len(cases)


def test_one_that_fails_keeps_no_other_from_following(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bind(monkeypatch)
    cases = [desk.give(desk.suggestion(number)) for number in range(1, 6)]
    desk.sweep()
    announce(monkeypatch, OVERRIDE)
    clocks = handover.clocks

    def failing(found: HandOver, now: Any) -> Any:
        if found.about.case == cases[0]:
            raise ValueError
        return clocks(found, now)

    monkeypatch.setattr(handover, "clocks", failing)
    with pytest.raises(RuntimeError, match="new calendar"):
        desk.sweep("2026-12-01 10:05")
    monkeypatch.setattr(handover, "clocks", clocks)
    desk.act_as("SuggestionsFunction")
    assert [due(desk)[case] for case in cases] == ["2026-12-14", *["2026-12-16"] * 4]
    desk.sweep("2026-12-01 11:05")
    assert due(desk) == dict.fromkeys(cases, "2026-12-16")


def test_an_unchanged_calendar_costs_one_call(desk: Desk) -> None:
    for number in range(1, 20):
        desk.give(desk.suggestion(number))
    desk.sweep()
    held = sum(len(list(store.dated(number))) for number in range(WATCHES))
    assert held == 19
    desk.act_as("SweepFunction")
    before = desk.world.items("Suggestions")
    desk.sweep("2026-12-01")
    assert desk.world.items("Suggestions") == before
