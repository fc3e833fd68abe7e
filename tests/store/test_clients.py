"""What every client of a function has in common: short time-outs, few attempts, a short name."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.store import clients, engine, keys, objects
from shared.store.records import RecordItem

NONE_WAITS_LONGER = {"kms": 5, "s3": 20, "dynamodb": 5}
"""Seconds of the read time-out; a file takes longer than an item."""


@pytest.mark.usefixtures("tables")
def test_no_client_waits_long_or_tries_often_or_tells_what_it_runs_on(
    act_as: Callable[[str], None],
) -> None:
    act_as("CheckinFunction")
    made = {"kms": keys._client(), "s3": objects.client(), "dynamodb": engine.connection().client}
    sent: list[Any] = []
    for service, client in made.items():
        config = client.meta.config
        assert (config.connect_timeout, config.read_timeout) == (2, NONE_WAITS_LONGER[service])
        assert config.retries["mode"] == "standard"
        assert config.retries["total_max_attempts"] <= 4
        client.meta.events.register(
            "before-send", lambda request, **_: sent.append(request.headers["User-Agent"])
        )
    engine.get(RecordItem, "P#1", "NONE")
    assert [str(agent, "ascii") if isinstance(agent, bytes) else agent for agent in sent] == [clients.AGENT]
