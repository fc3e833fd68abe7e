"""Months, quarters and years turn over, and each period is judged on one day."""

from datetime import date, datetime, timedelta

import pytest

from functions.standing import judging
from functions.standing.projection import listing, periods
from shared.domain.clock import SHANGHAI
from shared.regulations.library import Library, library
from shared.regulations.loading import parse
from shared.regulations.rules import Part
from tests.standing.hall import DEPUTY_ID, Hall
from tests.standing.projection.lists import Lists

PER = ("week", "month", "2 months", "quarter", "4 months", "half_year", "year")
RULE = """
[[rule]]
id = "trial-{number}"
article = "{number}"
modality = "must"
kind = "quota"
subject = "deputy"
says = "按期进站。"
says_en = "Comes to the station."
of = "check_in"
at_least = 1
per = "{per}"
"""
PACK = """
[instrument]
id = "trial"
title = "试行办法"
title_en = "Trial measures"
division = "4114"
status = "in_force"
in_force_from = 2020-01-01
""" + "".join(RULE.format(number=number, per=per) for number, per in enumerate(PER, 1))
TRIAL = parse(PACK.encode(), "trial.toml")
PARTS = {per: next(part for part in TRIAL.parts() if part.id == f"trial-{n}") for n, per in enumerate(PER, 1)}
WEEK, MONTH, QUARTER, YEAR = "trial-1", "trial-2", "trial-4", "trial-7"


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """A city whose deputies come every week, month, quarter and year."""
    packs = Library([*library().packs, TRIAL])
    monkeypatch.setattr(judging, "packs", lambda: packs)
    monkeypatch.setattr(listing, "packs", lambda: packs)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_the_running_period_and_the_one_before_are_each_judged_on_one_day(part: Part) -> None:
    for number in range(0, 800, 3):
        today = date(2026, 1, 1) + timedelta(days=number)
        judged = periods.days((), today)
        found = [periods.label_of(part, day) for day in judged if periods.judged_on(part, day, today) == day]
        running = periods.label_of(part, today)
        assert found[-1] == running
        assert len(found) == len(set(found)) >= 2
        assert set(found) <= periods.labels(judged, today)
        assert found[-2] != running
        assert max(judged) == today


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_a_day_long_past_brings_its_own_periods(part: Part) -> None:
    today, touched = date(2026, 11, 20), date(2023, 2, 14)
    judged = periods.days([touched], today)
    day = periods.judged_on(part, touched, today)
    assert day in judged
    assert periods.label_of(part, touched) in periods.labels(judged, today)
    assert periods.label_of(part, day) == periods.label_of(part, touched)


@pytest.mark.usefixtures("trial")
@pytest.mark.parametrize(
    ("turn", "over"),
    [
        ("2026-12-01", {MONTH: "2026-11"}),
        ("2026-11-23", {WEEK: "2026-W47"}),
        ("2027-01-01", {MONTH: "2026-12", QUARTER: "2026-Q4", YEAR: "2026"}),
    ],
)
def test_in_the_night_of_a_turn_who_did_not_come_is_short_and_the_new_period_begins(
    hall: Hall, lists: Lists, turn: str, over: dict[str, str]
) -> None:
    hall.deputy()
    midnight = datetime.fromisoformat(turn).replace(tzinfo=SHANGHAI)
    subject = f"DEPUTY#{DEPUTY_ID}"
    hall.now = midnight - timedelta(minutes=1)
    lists.work(subject=subject)
    assert not any(lists.short(rule=rule, period=period, state="short") for rule, period in over.items())
    hall.now = midnight + timedelta(minutes=5)
    lists.work(subject=subject)
    for rule, period in over.items():
        (entry,) = lists.short(rule=rule, period=period, state="short")
        assert entry["remaining"] == 1
        assert lists.short(rule=rule, period=period, state="at_risk") == []
        (new,) = lists.short(rule=rule, state="open")
        assert new["period"] > period


@pytest.mark.usefixtures("trial")
def test_a_visit_sent_after_the_turn_counts_in_the_periods_of_its_day(hall: Hall, lists: Lists) -> None:
    hall.deputy()
    hall.now = datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)
    lists.work(subject=f"DEPUTY#{DEPUTY_ID}")
    assert len(lists.short(rule=MONTH, period="2026-11", state="short")) == 1
    hall.visit("2026-11-28")
    lists.project()
    assert lists.short(rule=MONTH, period="2026-11", state="short") == []
    assert len(lists.short(rule=MONTH, state="open")) == 1
    assert not any(lists.short(rule=YEAR, state=state) for state in ("open", "at_risk", "short"))
