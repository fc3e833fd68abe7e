"""Every refusal code in the source has its words, and every code that has words is used."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.web.problems import KINDS

ROOT = Path(__file__).resolve().parents[2]
PROBLEMS = ROOT / "shared" / "web" / "problems.py"
SOURCES = sorted(path for top in ("functions", "shared") for path in (ROOT / top).rglob("*.py"))


def strings(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def refused(path: Path) -> set[str]:
    """The codes given to ``Refusal(...)`` as they stand."""
    return {
        code
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal"
        for code in strings(node.args[0])
    }


def mentioned(path: Path) -> set[str]:
    """All strings but those of the declarations ``refusals=...``, which say but do not do."""
    tree = ast.parse(path.read_text("utf-8"))
    said = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "refusals"]
    declared = {inner for value in said for inner in ast.walk(value)}
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in declared
    }


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_refusal_in_the_source_has_words(path: Path) -> None:
    assert refused(path) <= set(KINDS)


def test_words_without_a_refusal_are_none() -> None:
    used = {text for path in SOURCES if path != PROBLEMS for text in mentioned(path)}
    assert set(KINDS) - used == set()
