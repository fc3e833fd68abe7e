"""Jobs: what takes longer than a request may. A job is an item written in one transaction with what it
follows from, so neither is without the other; the table's stream hands it to the worker.

A job is done in steps. Each step leaves a cursor behind; a worker that is killed is called again by the
stream and goes on from there, so a step must change nothing when it is done twice. A job that needs longer
than the worker may take goes on in a new item.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Generic, TypeVar

from shared.domain.errors import Refusal
from shared.domain.ids import derived_id
from shared.store import engine
from shared.store.envelopes import Envelope, body_of, value_of

logger = logging.getLogger("lianluo")
BUDGET = 40
"""Seconds after which a worker leaves the rest to the next: two thirds of its time-out."""
KEPT = timedelta(days=30)
"""How long a finished job is kept, for those who ask how far it is."""
JOB = "JOB"
M = TypeVar("M", bound=Envelope)


def job_key(job: str) -> str:
    """The partition of a job; the template's stream filters know this prefix."""
    return f"JOB#{job}"


@dataclass(frozen=True, slots=True)
class Job:
    """``kind`` says what to do, ``about`` with what (an activity's id); ``at`` is the moment of its cause,
    and of all that it makes. ``cursor`` is where it goes on, ``done`` how many it has dealt with.
    A part that is ``continued`` has left the rest to the next ``part``."""

    id: str
    kind: str
    about: str
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)
    cursor: str | None = None
    done: int = 0
    finished: bool = False
    part: int = 0
    continued: bool = False


Step = Callable[[Job], Job]
"""Does a bounded part of a job and answers how far it is."""


def new(kind: str, about: str, at: datetime, cause: str, **data: Any) -> Job:
    """A job; the same kind, ``about`` and ``cause`` give the same one."""
    return Job(derived_id("j", kind, about, cause), kind, about, at, data)


class Jobs(Generic[M]):
    """The jobs of one table, whose items are envelopes with ``expires`` (Unix seconds) as their TTL."""

    def __init__(self, model: type[M]) -> None:
        self._model = model

    def item(self, job: Job) -> M:
        """What is put, under the condition that its key is free, with what the job follows from."""
        name = job.id if job.part == 0 else f"{job.id}.{job.part}"
        expires = int((job.at + KEPT).timestamp())
        return self._model(job_key(name), JOB, version=1, body=body_of(job), expires=expires)

    def progress(self, job_id: str) -> Job | None:
        """How far a job is. One call, and one for each time that it went on in a new item."""
        stored = engine.get(self._model, job_key(job_id), JOB)
        while stored is not None and (found := value_of(stored, Job)).continued:
            stored = engine.get(self._model, job_key(f"{job_id}.{found.part + 1}"), JOB)
        return None if stored is None else value_of(stored, Job)

    def work(self, event: dict[str, Any], steps: Mapping[str, Step]) -> dict[str, Any]:
        """Works off the jobs of a stream batch; answers with the first to try again, if any."""
        for record in event["Records"]:
            key = record["dynamodb"]["Keys"]["pk"]["S"]
            try:
                self._run(key, steps)
            except Refusal as refusal:
                logger.error(json.dumps({"job": key, "refused": refusal.code}))
                return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
        return {"batchItemFailures": []}

    def _run(self, key: str, steps: Mapping[str, Step]) -> None:
        stored = engine.get(self._model, key, JOB, consistent=True)
        if stored is None:
            return
        job = value_of(stored, Job)
        until = monotonic() + BUDGET
        while not job.finished:
            if monotonic() > until:
                # The next part goes first: a worker killed between the two only makes it find less to do.
                engine.insert(self.item(replace(job, part=job.part + 1)))
                job = replace(job, finished=True, continued=True)
            else:
                job = steps[job.kind](job)
            stored.body = body_of(job)
            engine.put(stored)
        logger.info(json.dumps({"job": job.id, "kind": job.kind, "done": job.done, "part": job.part}))
