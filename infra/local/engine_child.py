"""The process in which ministack runs; a script, for nothing of this project is on its path.

It watches the pipe to its parent, so that neither it nor the functions' processes outlive a parent that was
killed. And it gives a stream's batch again when the function gives records of it back.
"""

import importlib
import os
import runpy
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
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


def _end_with_parent(folder: Path) -> None:
    """Wait until the parent is gone. One that stops us by itself has killed us before."""
    sys.stdin.buffer.read()
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    threading.Thread(target=_end_with_parent, args=(Path.cwd(),), daemon=True).start()
    lambdas: Any = importlib.import_module("ministack.services.lambda_svc")
    lambdas._execute_function = gives_back(lambdas._execute_function)
    sys.argv = ["ministack"]
    runpy.run_module("ministack", run_name="__main__", alter_sys=True)
