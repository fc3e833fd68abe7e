"""Functions whose clocks do not agree: each request finds another one, minutes apart, and time runs
backwards between two of them."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from shared.domain import clock
from shared.domain.clock import SHANGHAI
from shared.web.service import Service
from tests import gateway
from tests.checkin.desk import Desk
from tests.faults import test_opinion as opinions
from tests.faults import test_suggestion as suggestions
from tests.faults.standing import complaints
from tests.suggestions.opinions.street import Street
from tests.suggestions.suggestions.congress import Congress

MOST = 240
"""Seconds by which a clock is wrong, to either side."""


@pytest.fixture(params=range(2))
def skew(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on each request meets a function with a clock of its own."""
    chance, handle = Random(request.param), gateway.handle

    def skewed(app: Service, event: dict[str, Any]) -> gateway.Response:
        wrong, now = timedelta(seconds=chance.randint(-MOST, MOST)), clock.now
        with monkeypatch.context() as patch:
            patch.setattr(clock, "now", lambda: now() + wrong)
            return handle(app, event)

    monkeypatch.setattr(gateway, "handle", skewed)


@pytest.mark.usefixtures("skew")
def test_a_history_keeps_its_order_whatever_the_clocks_say(street: Street) -> None:
    receipt = opinions.two_rounds(street)
    history = street.history(receipt)
    assert [entry["number"] for entry in history] == list(range(1, len(history) + 1))
    assert [entry["what"] for entry in history] == [
        *("received", "sorted", "handed_over", "asked", "result_known", "fed_back", "rated", "unsolved"),
        *("handed_over", "result_known", "fed_back", "rated"),
    ]
    assert street.opinion(receipt)["version"] == len(history)
    assert complaints() == set()


@pytest.mark.usefixtures("skew")
def test_a_suggestion_is_closed_whatever_the_clocks_say(congress: Congress) -> None:
    found = suggestions.two_rounds(congress)
    assert found["state"] == "closed"
    words = congress.events(found)
    assert (words[0], words[-1], len(words)) == ("drafted", "closed", found["version"])


@pytest.mark.parametrize("behind", [-30, -1, 1, MOST])
def test_one_visit_across_the_end_of_a_year_stays_one_whatever_the_clock_says(
    desk: Desk, behind: int, tables: Any
) -> None:
    """A scan whose answer was lost in the last second of the year is sent again in the next one, to a
    function whose clock is wrong: the code says on which day it was shown."""
    desk.add_station()
    desk.now = datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI)
    code = desk.code()
    first = desk.scan(code, key="the-last-visit-of-2026")
    desk.pass_time(seconds=2 + behind)
    again = desk.scan(code, key="the-last-visit-of-2026")
    assert (first.status, again.status) == (201, 200)
    assert again.json == first.json
    assert first.json["day"] == "2026-12-31"
    desk.now = datetime(2026, 12, 31, 23, 55, tzinfo=SHANGHAI)
    assert desk.scan(code, key="the-last-visit-of-2026").json["code"] == "code_not_yet_valid"
    assert len([item for item in tables.items("Records") if item["sk"]["S"].startswith("RECORD#")]) == 1
