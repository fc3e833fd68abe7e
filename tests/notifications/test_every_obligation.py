"""Every obligation to tell somebody something, to ask them, or to make it public has a test over HTTP that
names it, in the tests of the function that shows it: the name or the docstring of a test has its id.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.regulations.test_every_obligation import OBLIGATIONS

TESTS = Path(__file__).parents[1]
SHOWN_BY = {
    "tj-04": ("publications", "standing"),
    "tj-05b": ("invitations", "invitations/reminding"),
    "tj-06b": ("publications", "invitations"),
    "tj-07a": ("publications",),
    "tj-08b": ("publications", "invitations"),
    "tj-14": ("publications", "standing"),
    "dt-08": ("publications", "standing"),
    "gx-05": ("publications", "invitations"),
    "gx-06b": ("invitations", "invitations/reminding"),
    "sz-11b": ("publications", "standing"),
    "sz-16c": ("publications", "invitations"),
    "sq-09": ("publications",),
    "sq-11b": ("publications",),
    "sq-14": ("publications",),
    "sq-19": ("publications", "invitations"),
    "sq-20b": ("suggestions",),
    "sq-20c": ("suggestions",),
    "sq-21": ("checkin", "standing"),
}
"""The folders of tests, each of which names it: materials before a meeting are asked for when it is
announced, and reminded of before."""


@cache
def named(folder: str) -> frozenset[str]:
    """The ids that the tests of a folder name."""
    words: list[str] = []
    for file in (TESTS / folder).rglob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                words += [node.name, ast.get_docstring(node) or ""]
    found = re.findall(r"(?<![a-z0-9])((?:tj|dt|gx|sz|sq)[-_][0-9]{2}[a-z]?)(?![a-z0-9])", " ".join(words))
    return frozenset(id_.replace("_", "-") for id_ in found)


@pytest.mark.parametrize(
    ("obligation", "folder"), [(id_, folder) for id_, folders in SHOWN_BY.items() for folder in folders]
)
def test_it_is_shown_over_http(obligation: str, folder: str) -> None:
    assert obligation in named(folder), f"no test in tests/{folder} names {obligation}"


def test_each_is_an_obligation() -> None:
    assert SHOWN_BY.keys() <= {obligation.id for obligation in OBLIGATIONS}
