"""Every obligation by which a committee and its deputies meet has a test over HTTP that names it.

What is shown by a statement is named by the cases of ``tests/standing/board/test_obligations.py``; everything
else by the name or the docstring of a test.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from shared.regulations.library import library
from tests.regulations.test_every_obligation import OBLIGATIONS
from tests.standing.board.test_obligations import DRAFTED, PRESENT

TESTS = Path(__file__).parents[1]
OVER_HTTP = ("invitations", "standing", "registration", "e2e")
ARTICLES = {
    "tj": range(3, 15),
    "dt": range(2, 16),
    "gx": range(4, 13),
    "sz": range(5, 28),
    "sq": (10, 13, 14, 15, 16, 17, 18, 19, 23),
}
"""Of each instrument the articles on activities, invitations, contact, appointments and groups."""


def _is_asked(id_: str) -> bool:
    instrument, number = id_.split("-")
    return int(number[:2]) in ARTICLES.get(instrument, ())


ASKED = [obligation.id for obligation in OBLIGATIONS if _is_asked(obligation.id)]


@cache
def named() -> frozenset[str]:
    """The ids that tests name."""
    words: list[str] = []
    for folder in OVER_HTTP:
        for file in (TESTS / folder).rglob("test_*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                    words += [node.name, ast.get_docstring(node) or ""]
    found = re.findall(r"(?<![a-z0-9])((?:tj|dt|gx|sz|sq)[-_][0-9]{2}[a-z]?)(?![a-z0-9])", " ".join(words))
    return frozenset(id_.replace("_", "-") for id_ in found)


@cache
def stated() -> frozenset[str]:
    """The rules that a statement shows in all their parts, each a case of the board's tests."""
    of_the_board = {part.id for part in (*PRESENT, *DRAFTED)}
    return frozenset(
        rule.id
        for pack in library().packs
        for rule in pack.rules
        if {part.id for part in pack.parts() if part.rule == rule.id} <= of_the_board
    )


def test_the_list_has_every_obligation_of_these_articles() -> None:
    assert len(ASKED) == len(set(ASKED)) == 114
    assert {"tj-05a", "dt-07i", "gx-06c", "sz-09b", "sq-23"} <= set(ASKED)


@pytest.mark.parametrize("obligation", ASKED)
def test_it_is_shown_over_http(obligation: str) -> None:
    assert obligation in named() | stated(), f"no test over HTTP names {obligation}"
