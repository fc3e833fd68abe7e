"""The local stack for tests: started once in each worker, when its first test asks for it.

Workers have stacks of their own: what one test waits for does not keep the other worker waiting, and
pytest-xdist 3.8 keeps no group together under pytest 9.2 (pytest-dev/pytest-xdist#1386).
"""

from collections.abc import Generator, Iterator

import pytest

from infra.local.stack import LocalStack

SHOWN_LINES = 40
"""Lines of each log that a failed test shows."""

_RUNNING = pytest.StashKey[LocalStack]()


@pytest.fixture(scope="session")
def stack(pytestconfig: pytest.Config) -> Iterator[LocalStack]:
    """The whole backend over HTTP. Tests share it: each takes people and stations of its own."""
    with LocalStack(port=0) as running:
        pytestconfig.stash[_RUNNING] = running
        yield running
        del pytestconfig.stash[_RUNNING]


def end_walk(stack: LocalStack) -> None:
    """Drops what is left of a night's walk: through a whole province it would keep this machine busy for
    minutes beside every test that follows."""
    queues = stack.client("sqs")
    (url,) = (url for url in queues.list_queues()["QueueUrls"] if "Walks" in url)
    queues.purge_queue(QueueUrl=url)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for the stack can be chosen, or left out, by its mark: `-m stack`."""
    for item in items:
        if "stack" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.stack)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failed test of the stack shows what the functions and the engine printed last."""
    report = yield
    running = item.config.stash.get(_RUNNING, None)
    if report.failed and running is not None and item.get_closest_marker("stack"):
        logs = {"functions": running.function_logs(), "engine": running.engine_log().splitlines()}
        for title, lines in logs.items():
            report.sections.append((f"last words of the {title}", "\n".join(lines[-SHOWN_LINES:])))
    return report
