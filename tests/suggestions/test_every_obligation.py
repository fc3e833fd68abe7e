"""Every obligation by which opinions, suggestions and special matters are handled has a test over HTTP that
names it.

What is shown by a statement is named by the cases of ``tests/standing/board/test_obligations.py``; everything
else by the name or the docstring of a test.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from shared.regulations.library import library
from tests.standing.board.test_obligations import DRAFTED, PRESENT

TESTS = Path(__file__).parents[1]
OVER_HTTP = ("suggestions", "invitations", "standing", "checkin", "registration", "e2e")
ARTICLES = {
    "nat": range(51, 56),
    "tj": range(6, 9),
    "dt": (9, 10, 12, 13),
    "gx": (10, 13),
    "sz": (8, 24, 28, 32, 33),
    "sq": range(16, 21),
}
"""Of each instrument the articles on opinions, suggestions, letters, appeals and obstruction."""


def _is_asked(id_: str) -> bool:
    found = re.fullmatch(r"([a-z]+)-([0-9]{2})[a-z]?", id_)
    return found is not None and int(found[2]) in ARTICLES.get(found[1], ())


ASKED = sorted(rule.id for pack in library().packs for rule in pack.rules if _is_asked(rule.id))


@cache
def named() -> frozenset[str]:
    """The ids that tests name."""
    words: list[str] = []
    for folder in OVER_HTTP:
        for file in (TESTS / folder).rglob("test_*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                    words += [node.name, ast.get_docstring(node) or ""]
    pattern = r"(?<![a-z0-9])((?:nat|tj|dt|gx|sz|sq)[-_][0-9]{2}[a-z]?)(?![a-z0-9])"
    return frozenset(id_.replace("_", "-") for id_ in re.findall(pattern, " ".join(words)))


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
    assert len(ASKED) == len(set(ASKED))
    assert {"nat-51b", "nat-55a", "tj-06a", "dt-13", "gx-13b", "sz-32", "sq-20e"} <= set(ASKED)


@pytest.mark.parametrize("obligation", ASKED)
def test_it_is_shown_over_http(obligation: str) -> None:
    assert obligation in named() | stated(), f"no test over HTTP names {obligation}"
