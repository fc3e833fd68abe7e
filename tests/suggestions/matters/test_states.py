"""Whatever happens to a special matter, in whatever order: only what may follow follows."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.suggestions.cases.case import Entry
from functions.suggestions.matters.appeals import appeal as appeals
from functions.suggestions.matters.appeals.appeal import Appeal
from functions.suggestions.matters.letters import concern as concerns
from functions.suggestions.matters.letters.concern import Concern, Way
from functions.suggestions.matters.obstruction import report as reports
from functions.suggestions.matters.obstruction.report import Report, Wrong
from shared.domain.errors import Refusal
from tests.regulations.moments import at

NOW, DAY = at("2026-11-30 09:00"), date(2026, 11, 30)
CONCERN = Concern("h1", "45", "p1", "王晓梅", Way.LETTER, "停车", "没有车位", DAY, NOW)
APPEAL = Appeal("t1", "4403", "u1", "市公安局", "王晓梅", NOW, NOW)
REPORT = Report("x1", "1402", "1402", "p1", "王晓梅", Wrong.OBSTRUCTION, "拒绝", DAY, NOW)


def after(module: Any, case: Any, steps: list[Any]) -> tuple[Any, list[tuple[Any, Any, Any]]]:
    """The case after all steps that could be taken, and each of them with the states around it."""
    taken = []
    for number, step in enumerate(steps):
        try:
            moved, _ = module.then(case, Entry(step, "p2", NOW + timedelta(minutes=number)))
        except Refusal:
            continue
        taken.append((case.state, step, moved.state))
        case = replace(moved, version=case.version + 1)
    return case, taken


@given(st.lists(st.sampled_from(concerns.Happened), max_size=60))
def test_a_concern_leaves_an_answer_only_by_the_deputy_s_word(steps: list[concerns.Happened]) -> None:
    found, taken = after(concerns, CONCERN, steps)
    for before, step, now in taken:
        assert before is not concerns.State.WITHDRAWN
        if before is concerns.State.ANSWERED and now is not before:
            assert step is concerns.Happened.UNSOLVED
    assert found.round == 1 + sum(step is concerns.Happened.UNSOLVED for _, step, _ in taken)
    assert found.round <= concerns.MOST_ROUNDS
    if found.state is concerns.State.RECEIVED:
        assert (found.unit, found.body, found.result_known) == (None, None, False)


@given(st.lists(st.sampled_from(appeals.Happened), max_size=30))
def test_an_appeal_is_settled_only_once_it_was_passed_on(steps: list[appeals.Happened]) -> None:
    found, taken = after(appeals, APPEAL, steps)
    happened = [step for _, step, _ in taken]
    while happened[:1] == [appeals.Happened.UNIT_SUCCEEDED]:
        happened = happened[1:]
    if found.state is appeals.State.SETTLED:
        assert happened == [appeals.Happened.FORWARDED, appeals.Happened.SETTLED]
    assert len(happened) == len(set(happened)) <= 2
    assert appeals.Happened.UNIT_SUCCEEDED not in happened, "only while the organ has it"


@given(st.lists(st.sampled_from(reports.Happened), max_size=80))
def test_a_report_is_decided_only_by_who_it_was_assigned_to(steps: list[reports.Happened]) -> None:
    found, taken = after(reports, REPORT, steps)
    for before, step, _ in taken:
        if step is reports.Happened.DECIDED:
            assert before is reports.State.ASSIGNED
        if before is reports.State.DECIDED:
            assert step in (reports.Happened.REOPENED, reports.Happened.ADDED)
    assert found.added == sum(step is reports.Happened.ADDED for _, step, _ in taken) <= reports.MOST_WORDS
    assert found.round <= reports.MOST_ROUNDS
