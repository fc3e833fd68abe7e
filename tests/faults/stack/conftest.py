"""A day of bad weather takes minutes: it is had only when this folder is named (`make faults`)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.stack import LocalStack
from tests.e2e.pipeline import hidden_for
from tests.faults.stack import life as living
from tests.faults.stack.life import Life
from tests.faults.stack.looking import settle
from tests.faults.stack.townsfolk import Ledger, Patient
from tests.faults.stack.weather import Weather

HERE = Path(__file__).parent
SEED = 20261120
SHARE = 0.06
"""Of the requests to the database that meet a fault, beside outages."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves the folder out of a run over all tests."""
    named = (config.invocation_params.dir / argument.partition("::")[0] for argument in config.args)
    return None if any(path.is_relative_to(HERE) for path in named) else True


@pytest.fixture(scope="session")
def running() -> Iterator[LocalStack]:
    """A stack that no other test uses."""
    with LocalStack(port=0) as stack:
        yield stack


@pytest.fixture(scope="session")
def weather(running: LocalStack) -> Iterator[Weather]:
    server = Weather(running.endpoint_url, seed=SEED, share=SHARE, most=500)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def life(running: LocalStack, weather: Weather) -> Life:
    """A day in the city in bad weather, and the calm after it."""
    Patient.ledger = Ledger()
    with pytest.MonkeyPatch.context() as patch, hidden_for(running, 5):
        with weather.over(running):
            lived = living.live(running, patch)
        settle(running)
    return lived
