"""The embedded AWS: ministack as a child process with its own temporary folder.

What runs in the child is ``engine_child.py``.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import boto3

HOST = "127.0.0.1"
REGION = "cn-north-1"
ACCOUNT = "000000000000"
SECRET = "local"
START_SECONDS = 30.0
STOP_SECONDS = 5.0

_CHILD = Path(__file__).with_name("engine_child.py")
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
"""Nothing else of the caller's environment reaches the engine: no AWS account, no PYTHONPATH."""


class EngineError(Exception):
    """The engine did not start; the message says why."""


def free_port() -> int:
    """A port of the loopback address that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


class Engine:
    """A running ministack. Use start() and stop(), or `with`."""

    def __init__(self) -> None:
        self.folder = Path()
        self.endpoint_url = ""
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers. Raises EngineError."""
        self.folder = Path(tempfile.mkdtemp(prefix="lianluo-local-"))
        port = free_port()
        self.endpoint_url = f"http://{HOST}:{port}"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-I", _CHILD],
                cwd=self.folder,
                env=self._environment(port),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._wait_until_ready()
        except EngineError:
            self.stop()
            raise

    def stop(self) -> None:
        """End the engine and the functions' processes, and remove their files. Repeating it is harmless."""
        process, self._process = self._process, None
        if process is not None:
            _signal_group(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
            _signal_group(process.pid, signal.SIGKILL)
            process.wait()
            if process.stdin is not None:
                process.stdin.close()
        if self.folder.name:
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def log(self) -> Path:
        """What the engine prints; also the functions' own output."""
        return self.folder / "engine.log"

    region = REGION

    def session(self) -> boto3.Session:
        """A session whose clients need `endpoint_url=engine.endpoint_url`; client() gives them ready."""
        return boto3.Session(ACCOUNT, SECRET, region_name=REGION)

    def client(self, service: str) -> Any:
        """A boto3 client of the engine."""
        session: Any = self.session()
        return session.client(service, endpoint_url=self.endpoint_url)

    def _environment(self, port: int) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        return kept | {
            "AWS_ACCESS_KEY_ID": ACCOUNT,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AUTH": "true",  # a function may do what its policy in template.yaml says, and no more
            "BIND_HOST": HOST,
            "DOCKER_HOST": f"unix://{self.folder}/none",  # leaves the machine's containers alone
            "GATEWAY_PORT": str(port),
            "HOME": str(self.folder),
            "IOT_MTLS_ENABLED": "0",  # would listen beyond the loopback address
            "LOG_LEVEL": "WARNING",
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "MINISTACK_HOST": HOST,
            "MINISTACK_REGION": REGION,
            "SFTP_ENABLED": "0",
            "TMPDIR": str(self.folder),
        }

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process is None or self._process.poll() is not None:
                raise EngineError(f"the local engine ended at once: {self._last_words()}")
            try:
                with urllib.request.urlopen(f"{self.endpoint_url}/_ministack/health", timeout=1):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise EngineError(f"the local engine gave no answer for {START_SECONDS:.0f} s: {self._last_words()}")

    def _last_words(self) -> str:
        lines = self.log.read_text("utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"


def _signal_group(pid: int, signum: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signum)
