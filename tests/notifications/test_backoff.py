"""How long what failed waits, and when a channel is left alone."""

from datetime import timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from functions.notifications import backoff
from functions.notifications.circuits import deciding
from functions.notifications.circuits.deciding import FAILURES, Circuit
from tests.notifications.letters import NOW

LONGEST = timedelta(seconds=900)


@given(tries=st.integers(1, 10_000), longest=st.integers(1, 900), seed=st.integers())
def test_a_pause_is_some_seconds_and_never_longer_than_the_longest(
    tries: int, longest: int, seed: int
) -> None:
    assert min(backoff.SHORTEST, longest) <= backoff.pause(tries, longest, Random(seed)) <= longest


def test_pauses_grow_with_the_tries_and_differ_among_those_that_failed_together() -> None:
    chance = Random(7)
    means = []
    for tries in (1, 3, 5, 7, 9):
        pauses = [backoff.pause(tries, 900, chance) for _ in range(500)]
        means.append(sum(pauses) / len(pauses))
        assert len(set(pauses)) > 2
    assert means == sorted(means)
    assert 400 < means[-1] < 500


def test_a_message_of_two_days_is_not_stopped_by_the_queue_s_own_count() -> None:
    """With the pauses that chance gives, 48 hours take fewer receipts than the thousand of the queue."""
    chance = Random(3)
    for _ in range(50):
        seconds, tries = 0, 0
        while seconds < 48 * 3600:
            tries += 1
            seconds += backoff.pause(tries, 900, chance)
        assert tries < 600


def failing(times: int) -> Circuit:
    circuit = deciding.WELL
    for _ in range(times):
        circuit = deciding.failed(circuit, NOW, LONGEST, asked=False)
    return circuit


def test_some_failures_in_a_row_and_the_channel_rests() -> None:
    assert failing(FAILURES - 1) == Circuit(FAILURES - 1)
    assert failing(FAILURES) == Circuit(FAILURES, NOW + deciding.FIRST_REST)
    assert failing(FAILURES).rests(NOW)
    assert not failing(FAILURES).rests(NOW + deciding.FIRST_REST)


def test_calls_that_were_under_way_when_the_rest_began_do_not_lengthen_it() -> None:
    assert failing(FAILURES + 4) == failing(FAILURES)


def test_each_rest_after_a_failed_question_is_twice_as_long_up_to_a_limit() -> None:
    circuit, now, rests = failing(FAILURES), NOW, []
    for _ in range(8):
        assert circuit.rests_until is not None
        now = circuit.rests_until
        asking = deciding.asking(circuit, now)
        assert asking.rests(now)
        circuit = deciding.failed(asking, now, deciding.LONGEST_REST, asked=True)
        assert circuit.rests_until is not None
        rests.append(circuit.rests_until - now)
    assert rests[0] == 2 * deciding.FIRST_REST
    assert rests == sorted(rests)
    assert rests[-1] == deciding.LONGEST_REST
