"""The measured process: a handler imported and called as Lambda's runtime does. No module of this project
or of the bench is imported but the handler's.

Run as ``python -I -S -B child.py``, with what to do as JSON on standard input: ``paths`` (before Python's
own), ``handler``, ``events`` (each in JSON; the first one cold), ``warm`` (how many after it are not timed).
Says in JSON what it took; milliseconds.
"""

import sys
import time

begun = time.perf_counter(), time.process_time()

import importlib  # noqa: E402 - what comes before is not timed
import json  # noqa: E402
import logging  # noqa: E402
import os  # noqa: E402

task = json.loads(sys.stdin.buffer.read())
said = sys.stdout
sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - functions write their metrics there
sys.path[:0] = task["paths"]
# Lambda's runtime writes what is logged; here it is formatted and thrown away.
logging.basicConfig(stream=sys.stdout)


class Context:
    """What Lambda tells about an invocation."""

    function_name = "bench"
    function_version = "$LATEST"
    invoked_function_arn = "arn:aws-cn:lambda:cn-north-1:123456789012:function:bench"
    memory_limit_in_mb = "512"
    aws_request_id = "6f0c2f5e-0000-4000-8000-000000000001"

    def get_remaining_time_in_millis(self) -> int:
        """Ever the same."""
        return 300_000


def clocks() -> tuple[float, float]:
    """Wall and processor time (this process, all its threads), in seconds."""
    return time.perf_counter(), time.process_time()


def since(start: tuple[float, float]) -> dict[str, float]:
    """Milliseconds."""
    return {
        name: (now - then) * 1000 for name, now, then in zip(("wall", "cpu"), clocks(), start, strict=True)
    }


def peak() -> float:
    """The largest resident memory so far in MiB; 0 where the system does not say it. (What getrusage tells
    begins with the size of the process that started this one.)"""
    try:
        with open("/proc/self/status", encoding="utf-8") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0.0


module, _, name = task["handler"].rpartition(".")
context = Context()
handler = getattr(importlib.import_module(module), name)
imported = since(begun)
if task["now"] is not None:
    # Every function asks this one module what time it is.
    clock = importlib.import_module("shared.domain.clock")
    moment = importlib.import_module("datetime").datetime.fromisoformat(task["now"])
    clock.now = lambda: moment  # type: ignore[attr-defined]
answer = handler(json.loads(task["events"][0]), context)
found = {"import": imported, "cold": since(begun), "peak": peak()}
answers = [answer]
statuses = set()
times = []
for place, text in enumerate(task["events"]):
    if place:
        event = json.loads(
            text
        )  # one at a time, as the runtime does: what is kept is walked by the collector
        start = clocks()
        answer = handler(event, context)
        times.append(since(start))
        if task["whole"]:
            answers.append(answer)
    if "statusCode" in (answer or {}):
        statuses.add(answer["statusCode"])
timed = times[task["warm"] :]
if timed:
    found["warm"] = {clock: sum(took[clock] for took in timed) / len(timed) for clock in ("wall", "cpu")}
found["answers"], found["statuses"] = answers, sorted(statuses)
said.write(json.dumps(found))
said.flush()
