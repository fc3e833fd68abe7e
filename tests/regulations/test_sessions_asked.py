"""Which rules make it matter when the congress is in session: only for those need anybody look it up."""

from datetime import date

import pytest

from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Subject
from shared.regulations.library import library
from shared.regulations.rules import SubjectKind

DAY = date(2026, 11, 20)


def asked(division: str, kind: SubjectKind, level: str, *drafts: str) -> list[str]:
    judge = Evaluator(library().rulebook(division, DAY, drafts))
    return [part.id for part in judge.on_sessions(Subject(kind, "s1", {"level": level}))]


@pytest.mark.parametrize(
    ("division", "kind", "level", "rules"),
    [
        ("411402001", SubjectKind.STATION, "township", ["sq-13a"]),
        ("411402001", SubjectKind.DEPUTY, "county", ["nat-13a"]),
        ("411402001", SubjectKind.GROUP, "county", []),
        ("120101001", SubjectKind.STATION, "township", []),
        ("12", SubjectKind.MEMBER, "province", []),
        ("1402", SubjectKind.COMMITTEE, "city", ["dt-07d", "dt-07e", "dt-07j"]),
    ],
)
def test_sessions_matter_to_whom_a_rule_asks_of_them(
    division: str, kind: SubjectKind, level: str, rules: list[str]
) -> None:
    assert set(rules) <= set(found := asked(division, kind, level))
    assert bool(found) == bool(rules)


def test_sz_29_asks_deputies_of_the_city_alone_and_only_once_the_draft_is_in_force() -> None:
    assert asked("440303001", SubjectKind.DEPUTY, "city", "shenzhen") == ["nat-13a", "sz-29a", "sz-29b"]
    assert asked("440303001", SubjectKind.DEPUTY, "county", "shenzhen") == ["nat-13a"]
    assert asked("440303001", SubjectKind.DEPUTY, "city") == ["nat-13a"]
