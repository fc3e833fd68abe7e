"""What goes along for a library's modules offers what is asked of them, and was written for them."""

import ast
import importlib.util
from dataclasses import replace

import pytest

from infra.packaging import vendored
from infra.packaging.errors import PackageError
from infra.packaging.stand_ins import STAND_INS, StandIn
from infra.packaging.stand_ins.docstring import ClientMethodDocstring


def offered(source: bytes) -> set[str]:
    return {node.name for node in ast.parse(source).body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}


def asked(files: dict[str, bytes], module: str) -> set[str]:
    """The names that modules of the package import from this one, and modules below it apart."""
    name = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    folder = module.rpartition("/")[0]
    found = set()
    for path, source in files.items():
        if path.startswith(module.partition("/")[0]) and path.endswith(".py"):
            package = path.rpartition("/")[0].replace("/", ".")
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.ImportFrom):
                    wanted = importlib.util.resolve_name("." * node.level + (node.module or ""), package)
                    found |= {alias.name for alias in node.names} if wanted == name else set()
    return {one for one in found if f"{folder}/{one}.py" not in files}


@pytest.mark.parametrize("one", STAND_INS, ids=lambda one: one.module)
def test_a_stand_in_offers_what_the_package_asks_of_it(one: StandIn) -> None:
    files = vendored.files()
    assert asked(files, one.module) <= offered(files[one.module])


def test_that_something_is_asked_is_seen() -> None:
    files = vendored.files()
    wanted = {"ClientMethodDocstring", "PaginatorDocstring", "WaiterDocstring"}
    assert asked(files, "botocore/docs/docstring.py") == wanted


def test_documentation_of_anything_is_nothing() -> None:
    assert ClientMethodDocstring("a", operation="b") == ""


def test_a_module_that_has_changed_is_to_be_looked_at() -> None:
    with pytest.raises(PackageError, match=r"urllib3/http2/__init__\.py is another than"):
        replace(STAND_INS[-1], digest="0" * 64).check()


def test_what_was_changed_is_said_with_the_terms() -> None:
    """Apache License 2.0, section 4 b."""
    for one in STAND_INS:
        assert one.module in vendored.files()[f"licences/{one.library}/changed.txt"].decode()
