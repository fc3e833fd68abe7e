"""What deputies raise beside suggestions: letters, a detained deputy's appeal, a report of obstruction."""

import pytest

from tests.aws import World
from tests.faults.gauntlet import Gauntlet
from tests.suggestions.matters.chamber import GUANGXI, OFFICE_GX, Chamber
from tests.suggestions.matters.test_appeals import Detention
from tests.suggestions.matters.test_letters import ANSWER
from tests.suggestions.matters.test_obstruction import Case
from tests.suggestions.suggestions.congress import of


@pytest.fixture
def chamber(tables: World, act_as: object, monkeypatch: pytest.MonkeyPatch) -> Chamber:
    """Committees with their offices and units on the morning of 30 November 2026."""
    return Chamber(tables, act_as, monkeypatch)  # type: ignore[arg-type]


def test_a_letter_comes_through(chamber: Chamber, gauntlet: Gauntlet) -> None:
    deputy, unit = chamber.deputy(GUANGXI), chamber.unit(GUANGXI, "自治区能源局")
    found = chamber.letter(deputy)
    found = chamber.took(found, "handover", {"unit": unit, "text": "请处理"}, by=OFFICE_GX)
    chamber.later(days=10)
    chamber.done("POST", f"/v1/units/{unit}/handovers/{found['id']}/urging", {}, by=OFFICE_GX)
    returned = chamber.by_unit(unit, found, "return", {"reason": "不属于本单位职责"})
    assert returned.status == 200, returned.text
    found = chamber.took(returned.json, "handover", {"unit": unit}, by=OFFICE_GX)
    found = chamber.took(found, "result", {"text": "电话告知已列入计划"}, by=OFFICE_GX)
    answered = chamber.by_unit(unit, found, "reply", ANSWER)
    assert answered.status == 200, answered.text
    chamber.later(days=1)
    chamber.took(answered.json, "unsolved", {"reason": "仍然跳闸"}, by=of(deputy))
    assert gauntlet.tally.requests >= 7


def test_an_appeal_comes_through(chamber: Chamber, gauntlet: Gauntlet) -> None:
    detention = Detention(chamber)
    found = detention.entered("2026-12-07 08:00")
    found = detention.forward(found, "2026-12-07 12:00").json
    settled = detention.try_(found, "settlement", {"text": "主任会议已听取情况并函告。"})
    assert settled.status == 200, settled.text
    assert gauntlet.tally.requests == 3


def test_a_report_of_obstruction_comes_through(chamber: Chamber, gauntlet: Gauntlet) -> None:
    case = Case(chamber)
    found = case.took(case.made(), "assignment", {})
    found = case.took(found, "words", {"text": "补充现场照片说明"}, by=of(case.deputy))
    found = case.took(found, "decision", {"true": True, "text": "已责令改正"})
    chamber.later(days=1)
    case.took(found, "reopening", {"reason": "有新的证据"})
    assert gauntlet.tally.requests == 5
