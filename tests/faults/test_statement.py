"""What is stated of an obligation: once, withdrawn, restored."""

from datetime import timedelta

from tests.faults.gauntlet import Gauntlet
from tests.standing.board.floor import Floor
from tests.standing.board.test_stating import BUDGET, SHANGQIU
from tests.standing.hall import Hall


def test_a_statement_comes_through(hall: Hall, gauntlet: Gauntlet) -> None:
    floor = Floor(hall)
    made = floor.state("sq-22", "committee", "4114", SHANGQIU, **BUDGET)
    assert made.status == 201, made.text
    for action in ("void", "restore"):
        hall.now += timedelta(minutes=1)
        assert floor.correct(made.json["id"], action, SHANGQIU).status == 201
    assert gauntlet.tally.requests >= 2
