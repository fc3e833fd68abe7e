"""When a deadline is due: the arithmetic of one run of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from shared.domain.clock import SHANGHAI, legal_day
from shared.regulations.calendars.dates import add_months
from shared.regulations.calendars.working_days import Reckoned, WorkingDays
from shared.regulations.kinds.deadline import Deadline
from shared.regulations.value import Value
from shared.regulations.values import Span

DAY = timedelta(days=1)


class Event(Value):
    """Something that happened to the matter, or is planned to (a meeting), at an aware instant."""

    name: str
    at: datetime
    id: str = ""


class Due(Value):
    """Until when: ``at`` is the last instant, ``day`` its legal day."""

    at: datetime
    day: date
    provisional: bool


class Run(Value):
    """What opens a run; the time in which an event can fulfil it; the event that it must precede."""

    started: Event | None
    since: datetime | None
    limit: datetime | None
    target: Event | None

    def takes(self, at: datetime) -> bool:
        return (self.since is None or at >= self.since) and (self.limit is None or at < self.limit)


class Halt(Value):
    """A time in which a clock stood still."""

    begins: datetime
    ends: datetime


class Reckoning(Value):
    """What the due day of one run follows from."""

    rule: Deadline
    run: Run
    halts: tuple[Halt, ...]
    working: WorkingDays

    def due(self, extensions: int) -> Due | None:
        """When it is due after so many extensions."""
        if self.rule.within is not None and self.run.started is not None:
            return self._after(self.run.started, self.rule.within, extensions)
        if self.run.target is not None:
            return self._before(self.run.target)
        return None

    def _after(self, start: Event, within: Span, extensions: int) -> Due:
        extension = self.rule.extension
        lengths = [within]
        if extension is not None and extensions:
            if extension.to is not None:
                lengths = [extension.to]
            elif extension.add is not None:
                lengths.extend([extension.add] * extensions)
        due = self._reached(start, lengths)
        if extension is not None and extension.longest is not None and extensions:
            due = min(due, self._reached(start, [extension.longest]), key=lambda due: due.at)
        return due

    def _reached(self, start: Event, lengths: Sequence[Span]) -> Due:
        if all(span.unit == "hours" for span in lengths):
            halted = sum((halt.ends - halt.begins for halt in self.halts), timedelta(0))
            at = start.at + timedelta(hours=sum(span.n for span in lengths)) + halted
            return Due(at, legal_day(at), False)
        day, provisional = legal_day(start.at), False
        merged = _merged(lengths)
        same, whole_months = self.rule.start_day == "same", merged[0].unit in ("months", "years")
        if same and not whole_months:
            day -= DAY
        for span in merged:
            day, touched = reached(day, span, self.working)
            provisional = provisional or touched
        if same and whole_months:  # three months of which 1 March is the first day end on 31 May
            day -= DAY
        for halt in self.halts:
            day, touched = self._resumed(day, halt, lengths[0])
            provisional = provisional or touched
        return self._closing(day, provisional)

    def _resumed(self, day: date, halt: Halt, length: Span) -> tuple[date, bool]:
        first, last = legal_day(halt.begins), legal_day(halt.ends)
        if length.unit == "working_days":
            return self.working.counted(day, self.working.between(first + DAY, last))
        return day + (last - first), False

    def _before(self, target: Event) -> Due:
        lead = self.rule.lead
        if lead is None or lead.unit == "hours":
            at = target.at - timedelta(hours=lead.n if lead else 0, microseconds=0 if lead else 1)
            return Due(at, legal_day(at), False)
        day, provisional = reached(legal_day(target.at), lead, self.working, -1)
        return self._closing(day, provisional)

    def _closing(self, day: date, provisional: bool) -> Due:
        shifted = self.working.shifted(day, self.rule.shift)
        return Due(last_instant(shifted.day), shifted.day, provisional or shifted.provisional)


def last_instant(day: date) -> datetime:
    """The last instant of a legal day."""
    return datetime.combine(day, time.max, SHANGHAI)


def _merged(lengths: Sequence[Span]) -> list[Span]:
    """Lengths of one unit added up: three months and one more are four, whatever the days between."""
    merged = [lengths[0]]
    for span in lengths[1:]:
        if span.unit == merged[-1].unit:
            merged[-1] = Span(merged[-1].n + span.n, span.unit)
        else:
            merged.append(span)
    return merged


def reached(day: date, span: Span, working: WorkingDays, way: int = 1) -> Reckoned:
    """The last day of a ``span`` after ``day``, which is not counted; the first before it with ``way`` -1."""
    n = span.n * way
    if span.unit == "working_days":
        return working.counted(day, n)
    if span.unit in ("months", "years"):
        return Reckoned(add_months(day, n * (12 if span.unit == "years" else 1)), False)
    if span.unit == "hours":  # hours beside whole days: a day begun counts
        return Reckoned(day + timedelta(days=-(-span.n // 24) * way), False)
    return Reckoned(day + timedelta(days=n * (7 if span.unit == "weeks" else 1)), False)
