"""The ordinary course of what a worker does: what :mod:`tests.bench.requests` measures of it.

What stands before the course begins is made outside it, and so is what other functions do between.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from infra import template

_running: list[str] = []


@contextmanager
def course(function: str) -> Iterator[None]:
    """What the function of this logical id does herein is its ordinary course."""
    _running.append(function)
    try:
        yield
    finally:
        _running.pop()


def running() -> str | None:
    """The function whose course runs."""
    return _running[-1] if _running else None


def handler(function: str) -> str:
    """The handler that the template gives it."""
    name: str = template.resources("AWS::Serverless::Function")[function]["Properties"]["Handler"]
    return name
