"""Every obligation of the five local instruments is a rule of its pack, and has a test that shows it working.

``obligations.csv`` beside this file lists them, article by article.
"""

import ast
import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from shared.regulations import loading
from shared.regulations.rules import Pack

HERE = Path(__file__).parent
PACKS = Path(loading.__file__).parent / "packs"


class Obligation(NamedTuple):
    id: str
    instrument: str
    article: str


with (HERE / "obligations.csv").open(encoding="utf-8", newline="") as lines:
    OBLIGATIONS = [Obligation(**row) for row in csv.DictReader(lines)]


@cache
def pack(instrument: str) -> Pack:
    return loading.load(PACKS / f"{instrument}.toml")


@cache
def names_of_tests() -> frozenset[str]:
    return frozenset(
        node.name
        for file in HERE.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_the_list_holds_the_145_obligations_of_five_instruments() -> None:
    assert len({obligation.id for obligation in OBLIGATIONS}) == len(OBLIGATIONS) == 145
    assert {obligation.instrument for obligation in OBLIGATIONS} == {
        "tianjin",
        "datong",
        "guangxi",
        "shenzhen",
        "shangqiu",
    }


@pytest.mark.parametrize("obligation", OBLIGATIONS, ids=lambda obligation: obligation.id)
def test_every_obligation_is_a_rule_of_its_instrument_under_its_article(obligation: Obligation) -> None:
    rule = pack(obligation.instrument).by_id.get(obligation.id)
    assert rule is not None, f"{obligation.instrument}.toml has no rule {obligation.id}"
    stands_at = rule.article
    assert stands_at == obligation.article or stands_at.startswith(
        (f"{obligation.article}-", f"{obligation.article}(")
    )


@pytest.mark.parametrize("obligation", OBLIGATIONS, ids=lambda obligation: obligation.id)
def test_every_obligation_has_a_test_that_bears_its_id(obligation: Obligation) -> None:
    start = f"test_{obligation.id.replace('-', '_')}_"
    assert any(name.startswith(start) for name in names_of_tests()), f"no test is called {start}..."
