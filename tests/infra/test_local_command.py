"""`make run` and what is left when it ends, in whatever way it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra import template
from infra.local.engine import free_port

PATIENCE = 60.0
"""Seconds that the machine may take for a start or an end."""


@pytest.fixture
def run(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`python -m infra.local up`, started and ready; its temporary files are in tmp_path."""
    command = [sys.executable, "-m", "infra.local", "up", "--empty", "--port", str(free_port())]
    process = subprocess.Popen(
        command,
        cwd=template.PATH.parent,
        env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert any("Ctrl-C" in line for line in process.stdout), "it did not start"
        yield process
        process.kill()


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_in_order_and_leaves_nothing(
    run: subprocess.Popen[str], end: signal.Signals, tmp_path: Path
) -> None:
    assert list(tmp_path.iterdir())
    run.send_signal(end)
    assert run.wait(PATIENCE) == 0
    assert not list(tmp_path.iterdir())


def test_killed_it_takes_the_engine_and_its_files_along(run: subprocess.Popen[str], tmp_path: Path) -> None:
    run.kill()
    run.wait()
    deadline = time.monotonic() + PATIENCE
    while list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not list(tmp_path.iterdir())
