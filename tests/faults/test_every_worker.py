"""No worker of the template is left out: each meets every fault at each of its calls in one of the tests."""

from importlib import import_module
from pathlib import Path

from infra import template


def workers() -> set[str]:
    """The functions that no request calls."""
    functions = template.resources("AWS::Serverless::Function")
    return {name for name, one in functions.items() if not one["Properties"]["Handler"].endswith(".app.app")}


def marked() -> set[str]:
    """The workers that a test is said to be of; such a test fails where one of them did not go through."""
    modules = [import_module(f"tests.faults.{path.stem}") for path in Path(__file__).parent.glob("test_*.py")]
    tests = [one for module in modules for name, one in vars(module).items() if name.startswith("test_")]
    marks = [mark for test in tests for mark in getattr(test, "pytestmark", ())]
    return {name for mark in marks if mark.name == "worker" for name in mark.args}


def test_every_worker_of_the_template_goes_through_the_gauntlet() -> None:
    assert marked() == workers()
