"""Judges of calendars (was the day kept?) and of consequences (has something followed?)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shared.regulations.calendars.recurrences import Occurrence, nominal
from shared.regulations.counting import Count, count, longest_run, marked
from shared.regulations.inputs import MET, SHORT, Record
from shared.regulations.judging.hand import Hand, Judge, Window, covered
from shared.regulations.judging.quotas import ONCE
from shared.regulations.kinds.calendar import Calendar
from shared.regulations.kinds.consequence import Consequence
from shared.regulations.periods import OPEN, Period
from shared.regulations.rules import Part
from shared.regulations.values import Facts, Limits, Per
from shared.regulations.verdicts import State, Verdict


class CalendarJudge(Judge):
    """Each occurrence of the week, month or year asked about: one record on one of its days keeps it."""

    __slots__ = ("_days", "fields", "per")

    def __init__(self, part: Part, facts: Facts, in_session: bool | None) -> None:
        super().__init__(part, in_session, (part.fields.of,))
        self.fields: Calendar = part.fields
        self.per = Per(self.fields.every)
        self._days: tuple[Period | None, tuple[Occurrence, ...]] = (None, ())

    def judge(self, hand: Hand, records: list[Record], verdicts: list[Verdict]) -> None:
        period = self.period(hand, self.per)
        if period is None:
            return
        known, occurrences = self._days
        if known != period:
            occurrences = tuple(nominal(self.fields, period.first, period.last, hand.working))
            self._days = (period, occurrences)
        for occurrence in occurrences:
            asked = Period(occurrence.first, occurrence.last, f"{period.label}: {occurrence.first}")
            window = self.window(hand, asked)
            if window is None:
                continue
            kept = [
                r
                for r in self.within(hand, window, records)
                if any(o.first <= r.day <= o.last for o in occurrence.options)
            ]
            verdicts.append(
                self.verdict(hand, window, ONCE, count(kept, "times"), provisional=occurrence.provisional)
            )


class ConsequenceJudge(Judge):
    """What follows from a count, a run or a share. Says nothing as long as nothing was counted; ``short``
    when it has followed, ``at_risk`` when one more would do."""

    __slots__ = ("breaks", "fields", "level", "limits")

    def __init__(self, part: Part, facts: Facts, in_session: bool | None) -> None:
        fields: Consequence = part.fields
        breaks = (MET,) if fields.short_of else fields.broken_by
        counted = (SHORT,) if fields.short_of else fields.of
        super().__init__(part, in_session, tuple(dict.fromkeys((*counted, *breaks, *fields.share_of))))
        self.fields = fields
        self.level = facts.get("level")
        self.limits = None if fields.share_of else fields.bound.resolve(self.level, None)
        self.breaks = breaks

    def judge(self, hand: Hand, records: list[Record], verdicts: list[Verdict]) -> None:
        found = self._counted(hand, records) if records else records
        if not found:
            return
        fields = self.fields
        period = self.period(hand, fields.per) if fields.per else Period(date.min, OPEN, "")
        window = self.window(hand, period) if period is not None else None
        if window is None:
            return
        first, last = window.first, window.last
        found = [record for record in found if first <= record.day <= last]
        inside = [record for record in records if first <= record.day <= last]
        if fields.consecutive:
            found = longest_run(found, self._breaks(inside, found))
        whole = sum(record.kind in fields.share_of for record in inside) if fields.share_of else None
        limits = self.limits or fields.bound.resolve(self.level, whole)
        if found and limits is not None:
            verdicts.append(self._verdict(hand, window, limits, count(found, "times")))

    def _counted(self, hand: Hand, records: Sequence[Record]) -> list[Record]:
        fields = self.fields
        if fields.short_of:
            return [r for r in records if r.kind == SHORT and self._of_these(r)]
        found = [r for r in records if r.kind in fields.of]
        if found and (fields.marked or fields.unmarked):
            found = marked(found, fields.marked, fields.unmarked)
        if not found or not hand.subject.leaves or "unapproved" not in fields.marked:
            return found
        missed = {*fields.of, *fields.share_of, *fields.marked}  # absence, marked with what was missed
        leaves = [
            (leave.first, leave.last)
            for leave in hand.subject.leaves
            if leave.approved and (not leave.what or missed.intersection(leave.what))
        ]
        return [r for r in found if not covered(r.day, r.day, leaves)]

    def _breaks(self, records: Sequence[Record], found: Sequence[Record]) -> list[Record]:
        counted = {record.id for record in found}
        if self.fields.short_of:
            return [r for r in records if r.kind == MET and self._of_these(r)]
        return [r for r in records if r.kind in self.breaks and r.id not in counted]

    def _of_these(self, outcome: Record) -> bool:
        """Whether an outcome is of one of the rules named, or of a part of one."""
        named = self.fields.short_of
        return outcome.reference in named or outcome.reference.partition(".")[0] in named

    def _verdict(self, hand: Hand, window: Window, limits: Limits, counted: Count) -> Verdict:
        followed = limits.holds(counted.number)
        near = limits.low is not None and counted.number + 1 == limits.low
        state = State.SHORT if followed else State.AT_RISK if near else State.OPEN
        if not self.binding and state is not State.SHORT:
            state = State.OPEN
        because = tuple(f"then:{word}" for word in self.fields.then) if followed else ()
        verdict = self.verdict(hand, window, limits, counted, because)
        return verdict._replace(state=state, due=None, because=because)
