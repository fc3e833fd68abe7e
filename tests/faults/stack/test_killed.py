"""A function's process is killed at each of its calls to the database (SIGKILL), before the call is done and
after it; the client sends the request again. Run by `make faults`."""

import os
import signal
from itertools import count

from infra.local.stack import LocalStack
from shared.store.registry import DEPUTY
from tests.e2e.pipeline import workers
from tests.faults.stack.life import CITY, COUNTY, Life
from tests.faults.stack.looking import audited, settle, stored
from tests.faults.stack.weather import Fault, Weather

MOST = 12
"""Calls, more than registering a deputy takes."""


class Killer(Weather):
    """Kills the function that makes the call with this number, once, and lets the call be done or not."""

    def __init__(self, stack: LocalStack, function: str) -> None:
        self._stack, self._function = stack, function
        self._left, self._how = -1, Fault.LOST
        self.killed: list[int] = []
        super().__init__(stack.endpoint_url, seed=0, share=0, most=0)

    def at(self, number: int, how: Fault) -> None:
        """From now on the call with this number, from 0."""
        self._left, self._how, self.killed = number, how, []

    def strikes(self, operation: str) -> Fault | None:
        with self._lock:
            self._left -= 1
            if self._left != -1:
                return None
            self.killed = workers(self._stack, self._function)
            for process in self.killed:
                os.kill(process, signal.SIGKILL)
            return self._how


def deputies(stack: LocalStack) -> int:
    return sum(sort == DEPUTY for _, sort in stored(stack)["Registry"])


def test_a_process_killed_at_each_call_leaves_a_deputy_registered_once(
    running: LocalStack, life: Life
) -> None:
    before, phones = deputies(running), count(13_700_000_000)
    mandate = {"level": "city", "division": CITY, "electing_unit": COUNTY, "term": 6, "begins": "2022-04-01"}
    registered: set[str] = set()
    kills = 0
    killer = Killer(running, "RegistrationFunction")
    with killer.over(running):
        for how in (Fault.LOST, Fault.UNANSWERED):
            for number in range(MOST):
                killer.at(number, how)
                body = {"phone": str(next(phones)), "name": "王晓梅", "mandates": [mandate]}
                registered.add(life.staff.must(201, "POST", "/v1/deputies", body=body).json["id"])
                if not killer.killed:
                    break
                kills += 1
    killer.stop()
    assert kills >= 4
    assert kills < 2 * MOST, "each call of the request had its turn"
    settle(running)
    assert deputies(running) - before == len(registered) == kills + 2
    assert audited(running) == []
