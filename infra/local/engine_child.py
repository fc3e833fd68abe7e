"""The process in which ministack runs; a script, for nothing of this project is on its path.

It watches the pipe to its parent, so that neither it nor the functions' processes outlive a parent that was
killed. It gives a stream's batch again when the function gives records of it back, and unpacks a package
once, not for each process that runs it.
"""

import hashlib
import importlib
import os
import runpy
import shutil
import signal
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

Execute = Callable[[dict[str, Any], Any], dict[str, Any]]


def gives_back(execute: Execute) -> Execute:
    """``execute`` (of a function and an event) as Lambda does it under ``ReportBatchItemFailures``: where the
    answer names records of a table's stream, the batch has failed. ministack heeds that of queues alone. Here
    the whole batch comes again, on AWS what begins with the first record named."""

    def executed(function: dict[str, Any], event: Any) -> dict[str, Any]:
        result = execute(function, event)
        body = result.get("body")
        if _of_a_table(event) and isinstance(body, dict) and body.get("batchItemFailures"):
            return {**result, "error": True, "body": {"errorType": "GivenBack", "errorMessage": str(body)}}
        return result

    return executed


def _of_a_table(event: Any) -> bool:
    records = event.get("Records") if isinstance(event, dict) else None
    return bool(records and records[0].get("eventSource") == "aws:dynamodb")


class Unpacked(zipfile.ZipFile):
    """A package whose files lie here once, by what they are: who unpacks it gets links to them. A package is
    a thousand files, and a function's processes come and go."""

    folder = Path()
    _one_at_a_time = threading.Lock()  # ZipFile has a _lock of its own, each file another

    def extractall(self, path: Any = None, members: Any = None, pwd: Any = None) -> None:
        """Links in ``path`` to all that the package has at its top."""
        known = hashlib.sha256("".join(f"{one.filename} {one.CRC}\n" for one in self.infolist()).encode())
        whole = self.folder / known.hexdigest()
        with self._one_at_a_time:
            if not whole.exists():
                super().extractall(whole.with_suffix(".new"), members, pwd)
                whole.with_suffix(".new").rename(whole)
        for entry in whole.iterdir():
            Path(path, entry.name).symlink_to(entry)


def _end_with_parent(folder: Path) -> None:
    """Wait until the parent is gone. One that stops us by itself has killed us before."""
    sys.stdin.buffer.read()
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, args=(Path.cwd(),), daemon=True).start()
    Unpacked.folder = Path.cwd() / "packages"
    runtime: Any = importlib.import_module("ministack.core.lambda_runtime")
    runtime.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": Unpacked})
    lambdas: Any = importlib.import_module("ministack.services.lambda_svc")
    lambdas._execute_function = gives_back(lambdas._execute_function)
    sys.argv = ["ministack"]
    runpy.run_module("ministack", run_name="__main__", alter_sys=True)
