"""DynamoDB Local, Amazon's own engine for one machine, as a child process on the loopback address.

with DynamoDBLocal() as engine:
    names = make_tables(engine.client())
"""

import os
import subprocess
import threading
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

import boto3
from botocore.config import Config

from tests.engines import jars
from tests.engines.jars import JavaMissing

__all__ = ["ENDPOINT", "DynamoDBLocal", "EngineFailed", "JavaMissing", "holds_the_tables"]

REGION = "cn-north-1"
ENDPOINT = "AWS_ENDPOINT_URL_DYNAMODB"
"""The environment variable that every DynamoDB client of a process reads, the functions' too."""
START = 120.0
"""Seconds within which it must listen."""
LAUNCHER = Path(__file__).with_name("Loopback.java")


def holds_the_tables() -> bool:
    """Whether the tables of this process's tests stand in DynamoDB Local (tests/engines/plugin.py)."""
    return ENDPOINT in os.environ


class EngineFailed(Exception):
    """The engine did not start; the message is what it said last."""


def _end(process: subprocess.Popen[str], late: threading.Event) -> None:
    late.set()
    process.kill()


class DynamoDBLocal:
    """A running engine: start() and stop(), or `with`. Several may run beside one another.

    folder: where it keeps its data; in memory where none is named. heap: the most that Java may take.
    """

    def __init__(self, folder: Path | None = None, heap: str = "512m") -> None:
        self._store = ["-inMemory"] if folder is None else ["-dbPath", str(folder)]
        self._heap = heap
        self._process: subprocess.Popen[str] | None = None
        self._drain: threading.Thread | None = None
        self.endpoint_url = ""

    def start(self) -> None:
        """Start and wait until it listens. Raises JavaMissing or EngineFailed."""
        java, folder = jars.java(), jars.fetched()
        machine = [f"-Xmx{self._heap}", "-XX:TieredStopAtLevel=1", f"-Dsqlite4java.library.path={folder}"]
        options = ["-sharedDb", "-disableTelemetry", *self._store]
        self._process = subprocess.Popen(
            [java, *machine, "-cp", f"{folder}/*", str(LAUNCHER), *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        late = threading.Event()
        timer = threading.Timer(START, _end, (self._process, late))
        timer.daemon = True
        timer.start()
        said = "it said nothing"
        output = cast(IO[str], self._process.stdout)
        for line in output:
            if line.startswith("port "):
                timer.cancel()
                self.endpoint_url = f"http://127.0.0.1:{int(line.split()[1])}"
                # a full pipe would stop it
                self._drain = threading.Thread(target=deque, args=(output, 0), daemon=True)
                self._drain.start()
                return
            if not line.startswith("SLF4J"):
                said = line.strip()
        how = f"did not listen within {START:g} seconds" if late.is_set() else "ended at once"
        timer.cancel()
        self.stop()
        raise EngineFailed(f"DynamoDB Local {how}: {said}")

    def stop(self) -> None:
        """End it; what it held in memory is gone. Repeating it is harmless."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            if self._drain is not None:
                self._drain.join()
            for pipe in (process.stdin, process.stdout):
                cast(IO[str], pipe).close()

    def client(self, service: str = "dynamodb") -> Any:
        """A client of the engine's, "dynamodb" or "dynamodbstreams". It tries nothing again by itself."""
        session: Any = boto3.Session("local", "local", region_name=REGION)
        config = Config(retries={"total_max_attempts": 1}, max_pool_connections=64)
        return session.client(service, endpoint_url=self.endpoint_url, config=config)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
