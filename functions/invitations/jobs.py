"""The jobs of the Activities table (see `shared.store.jobs`)."""

from functions.invitations.tables import ActivityItem
from shared.store.jobs import Job, Jobs, Step, new

__all__ = ["Job", "Step", "item", "new", "progress", "work"]

_jobs = Jobs(ActivityItem)
item = _jobs.item
progress = _jobs.progress
work = _jobs.work
