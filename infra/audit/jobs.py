"""Jobs: what takes longer than a request comes to its end, and a part that left the rest has a next one."""

from collections.abc import Iterator

from infra.audit.finding import Code, Finding, Snapshot, found
from shared.store.jobs import JOB, Job, job_key

TABLES = ("Activities", "Publications")


def unfinished(snapshot: Snapshot) -> Iterator[Finding]:
    """The stream calls the worker until a job is done: one that stands still was given up."""
    for table in TABLES:
        for item, job in snapshot.values(table, JOB, JOB, Job):
            if not job.finished:
                words = f"{job.kind} of {job.about} stands at {job.cursor or 'its beginning'}"
                yield found(Code.JOB, item, words, settles=True)
            elif job.continued and snapshot.get(table, job_key(f"{job.id}.{job.part + 1}"), JOB) is None:
                yield found(Code.JOB, item, "left the rest to a part that is not there")


CHECKS = (unfinished,)
