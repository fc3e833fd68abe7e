"""From records to the lists: whatever comes, in whatever order, the lists tell what stands."""

import random
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from functions.standing.projection import project, store
from shared.domain.clock import SHANGHAI
from shared.domain.errors import Refusal
from shared.regulations.verdicts import State
from shared.store import engine
from shared.store.corrections import Action
from tests.standing.hall import DEPUTY_ID, STATION, Hall
from tests.standing.projection.lists import Lists

PARTITION = f"DEPUTY#{DEPUTY_ID}"


def test_sq_13b_who_still_owes_a_visit_is_listed_and_no_more_once_it_is_made(
    hall: Hall, lists: Lists
) -> None:
    hall.deputy()
    hall.visit("2026-03-05")
    lists.project()
    (entry,) = lists.short()
    expected = hall.verdicts()["sq-13b"]
    for name in ("rule", "required", "counted", "remaining", "state", "due", "with", "sentence"):
        assert entry[name] == expected[name]
    assert (entry["kind"], entry["subject"], entry["name"]) == ("deputy", DEPUTY_ID, "王晓梅")
    assert (entry["home"], entry["period"]) == (STATION, "2026")
    hall.visit("2026-11-20")
    lists.project()
    assert lists.short() == []


def test_a_replay_changes_nothing(hall: Hall, lists: Lists) -> None:
    hall.deputy()
    hall.visit("2026-03-05")
    hall.visit("2025-03-05")
    lists.project()
    before = lists.stored()
    assert before
    lists.project(lists.records() * 3)
    assert lists.stored() == before


@pytest.mark.parametrize("seed", range(5))
def test_any_order_in_any_pieces_gives_the_same(hall: Hall, lists: Lists, seed: int) -> None:
    hall.deputy()
    for day in ("2024-06-01", "2025-03-05", "2025-03-06", "2026-03-05"):
        hall.visit(day)
    events = lists.records() * 2
    random.Random(seed).shuffle(events)
    for event in events:
        assert lists.project([event]) == []
    (now,) = lists.short()
    assert now["counted"] == 1
    assert lists.short(period="2025", state="short") == []
    (past,) = lists.short(period="2024", state="short")
    assert (past["counted"], past["remaining"]) == (1, 1)


def test_a_correction_in_an_earlier_period_reopens_it(hall: Hall, lists: Lists) -> None:
    hall.deputy()
    hall.visit("2025-03-05")
    wrong = hall.visit("2025-06-05")
    lists.project()
    assert lists.short(period="2025", state="short") == []
    hall.correct(wrong, Action.VOID)
    lists.project()
    (entry,) = lists.short(period="2025", state="short")
    assert (entry["counted"], entry["due"]) == (1, "2025-12-31")
    hall.correct(wrong, Action.RESTORE)
    lists.project()
    assert lists.short(period="2025", state="short") == []


def test_an_early_period_is_taken_in_when_a_record_of_it_is_touched(hall: Hall, lists: Lists) -> None:
    hall.deputy()
    hall.now = datetime(2029, 2, 1, 10, tzinfo=SHANGHAI)
    visit = hall.visit("2026-03-05")
    lists.project()
    assert lists.short(period="2026", state="short")[0]["counted"] == 1
    hall.correct(visit, Action.VOID)
    lists.project()
    assert lists.short(period="2026", state="short")[0]["counted"] == 0


def test_what_was_computed_from_older_inputs_is_computed_again(
    hall: Hall, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second visit is made and projected while the first one's projection is about to write."""
    hall.deputy()
    hall.visit("2026-03-05")
    lists.project()
    (old,) = lists.records()
    write = store.replace
    raced: list[bool] = []

    def late(*arguments: object) -> None:
        if not raced:
            raced.append(True)
            hall.visit("2026-11-20")
            lists.project()
            lists._as("ProjectFunction")
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "replace", late)
    assert lists.project([old]) == []
    assert lists.short() == []


def test_who_always_loses_the_race_is_told_to_come_again(
    hall: Hall, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise Refusal("stale_version")

    hall.deputy()
    hall.visit("2026-03-05")
    monkeypatch.setattr(store, "replace", lost)
    assert lists.project() == ["1"]


def test_who_meets_another_s_transaction_over_a_subject_begins_again(
    hall: Hall, lists: Lists, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing listed changes, so the mark is put alone; the engine refuses it while a transaction has it."""
    hall.deputy()
    hall.visit("2026-03-05")
    lists.project()
    before = lists.stored()
    put, clashes = engine.put, iter([True, True, False])

    def clashing(*arguments: Any) -> None:
        if next(clashes):
            raise Refusal("conflict", retry_after=1)
        put(*arguments)

    monkeypatch.setattr(engine, "put", clashing)
    assert lists.project() == []
    assert list(clashes) == []
    assert lists.stored() == before
    assert "projection" not in caplog.text


def test_one_subject_that_fails_holds_up_no_other(
    hall: Hall, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.deputy()
    hall.visit("2026-03-05")
    hall.visit("2026-03-06")
    good = lists.records()
    keys = {"pk": {"S": "DEPUTY#p0000000000000000bad"}, "sk": good[0]["dynamodb"]["Keys"]["sk"]}
    bad = {"eventName": "INSERT", "dynamodb": {"Keys": keys, "SequenceNumber": "0"}}
    whole = project.recompute

    def failing(partition: str, touched: object = ()) -> None:
        if partition.endswith("bad"):
            raise Refusal("busy")
        whole(partition, touched)  # type: ignore[arg-type]

    monkeypatch.setattr(project, "recompute", failing)
    assert lists.project([bad, *good]) == ["0"]
    assert (len(lists.short(period="2025", state="short")), lists.short()) == (1, [])


def test_more_differences_than_a_transaction_takes_are_all_written(
    hall: Hall, lists: Lists, act_as: Callable[[str], None]
) -> None:
    act_as("ProjectFunction")
    made = [
        store.Entry(
            "deputy",
            DEPUTY_ID,
            "王晓梅",
            STATION,
            "m1",
            f"r-{n}",
            "2026",
            "",
            2,
            1,
            1,
            State.SHORT,
            "",
            "句",
            "A",
        )
        for n in range(45)
    ]
    store.replace(PARTITION, store.read(PARTITION, "2025"), made, {"2026"})
    kept = store.read(PARTITION, "2025")
    assert (len(kept.items), kept.version) == (45 * 5, 3)
    store.replace(PARTITION, kept, [], {"2026"})
    assert store.read(PARTITION, "2025").items == {}


def test_somebody_registered_nowhere_is_in_no_list(hall: Hall, lists: Lists) -> None:
    hall.visit("2026-03-05")
    assert lists.project() == []
    assert lists.stored() == []
