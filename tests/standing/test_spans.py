"""Which days are judged when a span of days is: those on which some period ends."""

from datetime import date

from functions.standing.judging import evaluator
from functions.standing.spans import ends, over
from functions.standing.subjects import of_mandate
from shared.domain.deputies import Deputy
from shared.domain.mandates import Mandate
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Record, Subject
from shared.regulations.library import Library
from shared.regulations.loading import document, from_document
from tests.standing.hall import DEPUTY_ID, mandate

PACK = """
[instrument]
id = "shangqiu-trial"
title = "试行规定"
title_en = "Rules on trial"
division = "4114"
status = "in_force"
in_force_from = 2020-01-01
"""
RULE = """
[[rule]]
id = "tr-{n}"
article = "{n}"
modality = "must"
kind = "quota"
subject = "deputy"
says = "代表进站一次以上。"
says_en = "A deputy comes to the station once."
of = "check_in"
at_least = 1
per = "{per}"
"""
RECEPTION = """
[[rule]]
id = "tr-9"
article = "9"
modality = "must"
kind = "calendar"
subject = "deputy"
says = "每月五日接待群众。"
says_en = "People are received on the 5th of each month."
every = "month"
days = [5]
of = "reception_day"
"""


def judge(*pers: str, more: str = "") -> Evaluator:
    """What judges by rules of these periods alone."""
    text = PACK + "".join(RULE.format(n=n, per=per) for n, per in enumerate(pers, 1)) + more
    pack = from_document(document(text.encode(), "trial"), "trial")
    return Evaluator(Library([pack]).rulebook("4114", date(2026, 1, 1)))


def subject(held: Mandate | None = None) -> Subject:
    return of_mandate(Deputy(DEPUTY_ID, "王晓梅", "138****1234", (held or mandate(),)), held or mandate())


def days(evaluator: Evaluator, first: str, last: str, of: Subject | None = None) -> list[str]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return sorted({str(day) for day in ends(lambda _: evaluator, of or subject(), begin, end)})


def visit(day: str) -> Record:
    return Record(f"r{day}", DEPUTY_ID, date.fromisoformat(day), "check_in")


def test_months_and_the_last_day_are_looked_at_whatever_the_rules() -> None:
    assert days(judge("year"), "2026-01-15", "2026-03-20") == ["2026-01-31", "2026-02-28", "2026-03-20"]
    assert days(judge("year"), "2026-02-01", "2026-01-31") == []


def test_weeks_are_looked_at_where_a_rule_asks_by_the_week() -> None:
    assert days(judge("week"), "2026-01-01", "2026-01-20") == [
        "2026-01-04",
        "2026-01-11",
        "2026-01-18",
        "2026-01-20",
    ]


def test_two_years_of_a_term_end_in_the_middle_of_a_month() -> None:
    of = subject(mandate(begins="2022-04-20"))
    assert "2026-04-19" in days(judge("2 years"), "2026-01-01", "2026-12-31", of)
    assert "2025-04-19" not in days(judge("2 years"), "2025-01-01", "2025-12-31", of)


def test_sessions_and_the_time_between_them_end_when_they_end() -> None:
    of = subject()._replace(
        sessions=(
            (date(2025, 2, 11), date(2025, 2, 14)),
            (date(2026, 2, 3), date(2026, 2, 6)),
            (date(2026, 7, 14), date(2026, 7, 15)),
        )
    )
    found = days(judge("session", "between_sessions"), "2026-01-01", "2026-08-31", of)
    assert set(found) > {"2026-02-02", "2026-02-06", "2026-07-13", "2026-07-15"}


def test_each_day_of_a_calendar_has_its_verdict() -> None:
    first, last = date(2026, 1, 1), date(2026, 3, 31)
    found = over(lambda _: judge(more=RECEPTION), subject(), (), first, last, date(2026, 11, 20))
    assert sorted(str(v.period.last) for v, _ in found.values()) == ["2026-01-05", "2026-02-05", "2026-03-05"]


def test_a_period_that_is_over_is_short_and_one_that_runs_is_open() -> None:
    first, last = date(2026, 1, 1), date(2026, 2, 10)
    told = over(
        lambda _: judge("month", "year"), subject(), [visit("2026-02-11")], first, last, date(2026, 11, 20)
    )
    states = {(v.rule, v.period.label): (str(v.state), v.counted) for v, _ in told.values()}
    assert states == {
        ("tr-1", "2026-01"): ("short", 0),
        ("tr-1", "2026-02"): ("open", 0),
        ("tr-2", "2026"): ("open", 0),
    }


def test_a_mandate_is_judged_to_its_last_day_and_not_beyond() -> None:
    of = subject(mandate(begins="2022-03-01", ends="2026-02-10"))
    told = over(
        lambda _: judge("month", "rolling 1 months"),
        of,
        (),
        date(2026, 1, 1),
        date(2026, 6, 30),
        date(2026, 11, 20),
    )
    states = {(v.rule, str(v.period.last)): str(v.state) for v, _ in told.values()}
    assert states == {
        ("tr-1", "2026-01-31"): "short",
        ("tr-1", "2026-02-28"): "short",
        ("tr-2", "2026-02-10"): "short",
    }
    over_before = over(
        lambda _: judge("year"), of, (), date(2026, 3, 1), date(2026, 6, 30), date(2026, 11, 20)
    )
    assert over_before == {}


def test_the_real_rules_of_a_city_are_judged_by_month() -> None:
    found = days(evaluator("4114", date(2026, 11, 20)), "2026-01-01", "2026-11-20")
    assert {"2026-01-31", "2026-02-28", "2026-10-31", "2026-11-20"} <= set(found)
