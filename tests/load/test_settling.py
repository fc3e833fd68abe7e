"""A load is counted when everything rests: not at the first moment at which nothing is wrong."""

from collections.abc import Iterable
from itertools import chain, repeat

import pytest

from infra.audit.snapshot import Snapshot
from tests.load.settling import SETTLES, Look, at_rest


def look(queued: int = 0, stored: int = 7, messages: int = 1, wrong: str = "") -> Look:
    return Look(queued, stored, messages, [wrong] if wrong else [], [], Snapshot([]))


@pytest.fixture
def passing(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Time passes only while somebody waits."""
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr("time.sleep", lambda seconds: now.__setitem__(0, now[0] + seconds))
    return now


def rested(*looks: Look, then: Iterable[Look] = ()) -> tuple[Look, int]:
    """What it was in the end, and how many looks that took."""
    all_, taken = chain(looks, then), list[Look]()

    def next_look() -> Look:
        taken.append(next(all_))
        return taken[-1]

    return at_rest(next_look), len(taken)


def test_two_clean_looks_that_are_the_same_are_enough(passing: list[float]) -> None:
    assert rested(look(), look()) == (look(), 2)
    assert passing[0] > 0


def test_a_message_that_comes_a_second_time_after_a_clean_look_is_seen(passing: list[float]) -> None:
    doubled = look(messages=2, wrong="doubled: 2 codes of 1")
    found, _ = rested(look(), then=repeat(doubled))
    assert found.differences == ["doubled: 2 codes of 1"]
    assert passing[0] > SETTLES


@pytest.mark.parametrize("moves", [look(queued=1), look(stored=8), look(messages=2)])
def test_what_is_on_its_way_or_has_moved_is_waited_for(moves: Look, passing: list[float]) -> None:
    assert rested(look(), moves, look(), look()) == (look(), 4)


def test_what_stays_on_its_way_is_not_waited_for_without_end(passing: list[float]) -> None:
    found, _ = rested(then=repeat(look(queued=1)))
    assert found.queued == 1
