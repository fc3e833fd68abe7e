"""The jobs of the Publications table (see `shared.store.jobs`)."""

from functions.publications.tables import PublicationItem
from shared.store.jobs import Job, Jobs, Step, new

__all__ = ["Job", "Step", "item", "new", "progress", "work"]

_jobs = Jobs(PublicationItem)
item = _jobs.item
progress = _jobs.progress
work = _jobs.work
