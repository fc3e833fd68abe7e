"""What is looked at once a day, from eight in the morning on. No regulation names the hour.

A job for each reason and day, whoever starts it how often. Each looks at what lies ahead of its day, so a day
on which none ran is made good by the next; whatever it makes is of a moment that follows from what it tells
of, not from when it ran, and so stands once.
"""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from functions.invitations import jobs
from functions.invitations.activities import store
from functions.invitations.activities.store import Listed
from functions.invitations.jobs import Job
from shared.domain.clock import SHANGHAI, legal_day, month_of
from shared.store import engine
from shared.store.settings import Setting, setting

logger = logging.getLogger("lianluo")
HOUR = time(8, tzinfo=SHANGHAI)
_PAGE = 50
_DAY = timedelta(days=1)


def morning(day: date) -> datetime:
    """Eight in the morning of a legal day."""
    return datetime.combine(day, HOUR)


def start(kinds: Iterable[str], now: datetime) -> int:
    """Starts the day's jobs of these kinds that nobody has started yet; says how many. A call each, none
    before eight."""
    begins = morning(legal_day(now))
    if now < begins:
        return 0
    made = (jobs.new(kind, "day", begins, str(legal_day(now))) for kind in kinds)
    return sum(engine.insert(jobs.item(job)) for job in made)


def apart(kind: str, about: str, at: datetime, look: Callable[[], None]) -> None:
    """Looks at one of many. One that fails keeps no other waiting: it gets a job of this kind for itself,
    which is tried again and in the end lies in the dead letters. A call only where it fails."""
    try:
        look()
    except Exception as error:
        logger.exception(json.dumps({"apart": kind, "failed": type(error).__name__}))
        engine.insert(jobs.item(jobs.new(kind, about, at, str(legal_day(at)))))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the province's list of activities, within one legal month: what starts from ``first`` to the
    end of ``last``, of one kind or all."""

    first: date
    last: date
    kind: str | None = None


def stretches(first: date, last: date, kinds: Sequence[str | None] = (None,)) -> list[Stretch]:
    """The days from ``first`` to ``last``, month by month, for each of these kinds."""
    found = []
    while first <= last:
        turn = (first.replace(day=1) + 31 * _DAY).replace(day=1) - _DAY
        found += [Stretch(first, min(turn, last), kind) for kind in kinds]
        first = turn + _DAY
    return found


def walk(job: Job, along: Sequence[Stretch], each: Callable[[Listed], None]) -> Job:
    """Goes through the next activities that start then, drafts too. One call, and those of ``each``."""
    number, _, cursor = (job.cursor or "0:").partition(":")
    at = int(number)
    if at >= len(along):
        return replace(job, finished=True)
    part = along[at]
    begins = datetime.combine(part.first, time(), SHANGHAI)
    ends = datetime.combine(part.last + _DAY, time(), SHANGHAI) - timedelta(milliseconds=1)
    page = store.starting(
        setting(Setting.PROVINCE),
        month_of(part.first),
        part.kind,
        begins,
        ends,
        limit=_PAGE,
        cursor=cursor or None,
    )
    for found in page.items:
        each(found)
    following = f"{at}:{page.next}" if page.next else f"{at + 1}:"
    return replace(job, cursor=following, done=job.done + len(page.items))
