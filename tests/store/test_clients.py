"""What every client of a function has in common: short time-outs, few attempts, a short name."""

from collections.abc import Callable
from typing import Any

import pytest

from infra import template
from shared.store import clients, engine, keys, objects
from shared.store.records import RecordItem

SHORTEST = template.load()["Globals"]["Function"]["Timeout"]
"""Seconds: what a function has that says nothing else."""


@pytest.mark.usefixtures("tables")
def test_whoever_waits_in_vain_is_told_before_the_function_is_killed_and_no_client_tells_what_it_runs_on(
    act_as: Callable[[str], None],
) -> None:
    act_as("CheckinFunction")
    made = {"kms": keys._client(), "s3": objects.client(), "dynamodb": engine.connection().client}
    sent: list[Any] = []
    for service, client in made.items():
        config = client.meta.config
        assert config.retries["mode"] == "standard", service
        attempts = config.retries["total_max_attempts"]
        pauses = sum(2**attempt for attempt in range(attempts - 1))  # the longest of botocore's standard mode
        assert attempts * (config.connect_timeout + config.read_timeout) + pauses < SHORTEST, service
        client.meta.events.register(
            "before-send", lambda request, **_: sent.append(request.headers["User-Agent"])
        )
    engine.get(RecordItem, "P#1", "NONE")
    assert [str(agent, "ascii") if isinstance(agent, bytes) else agent for agent in sent] == [clients.AGENT]


@pytest.mark.usefixtures("tables")
def test_all_clients_of_a_process_are_of_one_session(act_as: Callable[[str], None]) -> None:
    act_as("CheckinFunction")
    made: list[Any] = [keys._client(), objects.client(), engine.connection().client]
    of = {client._loader for client in made}
    assert of == {clients.session().get_component("data_loader")}
