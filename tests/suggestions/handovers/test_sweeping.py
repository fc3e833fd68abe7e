"""The schedule tells of every moment once: ahead, overdue, and then each week."""

from datetime import timedelta
from typing import Any

import pytest

from functions.suggestions.clocks import clock
from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import About, HandOver, Share
from functions.suggestions.sweeping import sweeping
from shared.domain.errors import Refusal
from shared.domain.units import unit_id
from shared.regulations.calendars.working_days import with_announced
from shared.regulations.library import Library, library
from shared.store import engine
from shared.store.writing import commit
from tests.gateway import someone
from tests.regulations.books import pack, rule
from tests.regulations.moments import at
from tests.suggestions.handovers.desk import AT_BRIDGES, BRIDGES, HEAD, LIGHTS, STATION, Desk, case_id

UNIT, OFFICE = f"unit_staff:{BRIDGES}", "committee_staff:4114"


STAFF_SHENZHEN = someone("committee_staff:4403")


def put_in_hand(desk: Desk, own: HandOver) -> None:
    """A party has a case in hand for the first time."""
    commit(*store.writes(None, own, desk.now))


def use(monkeypatch: pytest.MonkeyPatch, rules: str) -> None:
    """Beside the law there is a pack with these rules."""
    found = Library([*library().packs, pack(rules)])
    assert not found.faults
    monkeypatch.setattr(clock, "packs", lambda: found)


def kinds(desk: Desk, recipient: str) -> list[str]:
    return [kind for kind, _, _ in desk.notices(recipient)]


def test_nat_51b_a_unit_is_warned_and_urged_and_the_committee_hears_of_what_is_overdue(desk: Desk) -> None:
    case = desk.give(desk.suggestion())
    assert desk.sweep("2027-02-13 20:00") == 0
    assert desk.sweep("2027-02-14") == 1
    assert desk.sweep("2027-02-26 00:00") == 1
    assert desk.sweep("2027-02-28 23:59:59") == 0
    assert desk.sweep("2027-03-01 00:05") == 2
    assert desk.sweep("2027-03-08 00:05") == 1
    assert desk.sweep("2027-03-15 00:05") == 1
    assert kinds(desk, UNIT) == [
        "case_due_soon",
        "case_due_soon",
        "case_overdue",
        "case_urged",
        "case_urged",
    ]
    ((kind, about, data),) = desk.notices(OFFICE)
    assert (kind, about) == ("case_overdue", f"suggestion:{case}")
    assert (data["title"], data["due"]) == ("建议第1号", "2027-02-28")
    assert (data["instrument"], data["article"]) == ("national", "51-2")


def test_a_run_that_comes_late_or_twice_tells_nobody_twice(desk: Desk) -> None:
    """It tells the last moment; the committee hears all the same that it is overdue."""
    desk.give(desk.suggestion())
    assert desk.sweep("2027-03-10") == 2
    assert (kinds(desk, UNIT), kinds(desk, OFFICE)) == (["case_urged"], ["case_overdue"])
    assert [desk.sweep(), desk.sweep("2027-03-10 13:00")] == [0, 0]
    assert len(desk.notices(UNIT)) == 1
    assert desk.sweep("2027-03-20") == 1
    assert kinds(desk, OFFICE) == ["case_overdue"]


def test_who_read_an_old_index_tells_nobody_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.give(desk.suggestion())
    old = list(store.watched(at("2027-03-01 00:05")))
    assert len(old) == 1
    assert desk.sweep("2027-03-01 00:05") == 2
    monkeypatch.setattr(store, "watched", lambda now: iter(old))
    assert sweeping.sweep(desk.now) == 0
    assert len(desk.notices(UNIT)) == 1


def test_what_is_answered_or_given_back_is_not_told_of(desk: Desk) -> None:
    answered, back = desk.give(desk.suggestion(1)), desk.give(desk.suggestion(2))
    desk.reply(answered)
    desk.change(back, lambda found: handover.returned(found, desk.now, AT_BRIDGES.person, "不属于本单位"))
    assert desk.sweep("2027-06-01") == 0
    assert desk.notices(UNIT) == desk.notices(OFFICE) == []


def test_a_change_after_the_last_instant_takes_nothing_from_what_is_told(desk: Desk) -> None:
    case = desk.give(desk.suggestion())
    desk.sweep("2027-02-27")
    desk.now = at("2027-03-01 00:01")
    desk.change(case, lambda found: handover.accepted(found, desk.now, AT_BRIDGES.person))
    desk.sweep("2027-03-01 00:05")
    assert kinds(desk, UNIT)[-1] == "case_overdue"


def test_sz_32_twelve_hours_are_watched_by_the_hour(desk: Desk) -> None:
    desk.world.deploy_with(AdoptedDrafts="shenzhen:2026-01-01")
    desk.act_as("SuggestionsFunction")
    organ = unit_id("4403", "市公安局", None)
    about = About(case_id(1), "APPEALS", "4403", "代表申诉书", {})
    desk.now = at("2026-12-31 20:30")
    put_in_hand(desk, handover.given(about, organ, Share.LEAD, desk.now, HEAD.person, what="appeal_received"))
    (due,) = desk.whole("/v1/due", scope="4403", by=STAFF_SHENZHEN)
    assert (due["due_at"], due["rule"]) == ("2027-01-01T08:30:00+08:00", "sz-32.a")
    told = []
    for _ in range(14):
        told.append(desk.sweep(desk.now + timedelta(hours=1)))
    assert kinds(desk, f"unit_staff:{organ}") == ["case_due_soon", "case_overdue"]
    assert kinds(desk, "committee_staff:4403") == ["case_overdue"]
    assert [hour for hour, number in enumerate(told, 1) if number] == [10, 13]


def test_of_what_a_station_owes_its_staff_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = 'after = "received"\nwithin = "12 days"\nuntil = "answered"'
    use(monkeypatch, rule("deadline", fields, subject="station"))
    own = handover.given(desk.opinion(), STATION, Share.OWN, desk.now, HEAD.person, what="received")
    put_in_hand(desk, own)
    desk.sweep("2026-12-13 00:05")
    assert kinds(desk, f"liaison_officer:{STATION}") == ["case_overdue"]
    assert kinds(desk, "township_staff:411402001") == ["case_overdue"]


def test_a_calendar_that_is_announced_moves_what_is_due(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = 'after = "handed_over"\nwithin = "10 working_days"\nuntil = "replied"'
    use(monkeypatch, rule("deadline", fields, subject="handling_unit"))
    desk.now = at("2029-01-31")
    case = desk.give(desk.suggestion())
    before = next(e for e in desk.whole("/v1/due", scope="4114") if e["case"] == case)
    assert (before["rule"], before["provisional"]) == ("x-1", True)
    announced = with_announced(["2029-02-05,rest,休", "2029-02-06,rest,休", "2029,announced,"])
    monkeypatch.setattr("shared.regulations.matters.china", lambda: announced)
    assert desk.sweep(desk.now + timedelta(days=7)) == 2
    after = next(e for e in desk.whole("/v1/due", scope="4114") if e["case"] == case)
    assert after["due"] > before["due"]
    for recipient in (UNIT, OFFICE):
        ((kind, _, data),) = desk.notices(recipient)
        assert (kind, data["due"], data["starts"]) == ("case_due_moved", after["due"], before["due"])
    assert len([e for e in desk.whole("/v1/due", scope="4114") if e["case"] == case]) == 1


def test_one_that_fails_keeps_no_other_from_being_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = desk.give(desk.suggestion(1))
    good = desk.give(desk.suggestion(2), LIGHTS)
    clocks = handover.clocks

    def failing(found: HandOver, now: Any) -> Any:
        if found.about.case == bad:
            raise Refusal("busy")
        return clocks(found, now)

    monkeypatch.setattr(handover, "clocks", failing)
    with pytest.raises(RuntimeError, match="1 hand-overs"):
        desk.sweep("2027-03-01 00:05")
    assert [about for _, about, _ in desk.notices(f"unit_staff:{LIGHTS}")] == [f"suggestion:{good}"]
    monkeypatch.setattr(handover, "clocks", clocks)
    assert desk.sweep() == 2
    assert kinds(desk, UNIT) == ["case_overdue"]


def test_a_sweep_costs_what_has_come_due(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.give(desk.suggestion(1))
    desk.now = at("2027-02-01")
    for number in range(2, 40):
        desk.give(desk.suggestion(number), LIGHTS)
    counted = {"queries": 0, "transactions": 0}
    query, transact = engine.query, engine.transact

    def counting_query(*args: Any, **options: Any) -> Any:
        counted["queries"] += 1
        return query(*args, **options)

    def counting_transact(*args: Any, **options: Any) -> Any:
        counted["transactions"] += 1
        return transact(*args, **options)

    desk.sweep("2027-02-12 00:05")
    monkeypatch.setattr(engine, "query", counting_query)
    monkeypatch.setattr(engine, "transact", counting_transact)
    desk.sweep("2027-03-01 00:05")
    assert counted == {"queries": 16, "transactions": 1}
