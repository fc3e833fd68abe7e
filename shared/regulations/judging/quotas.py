"""Judges of what is counted in periods: quotas and attestations."""

from __future__ import annotations

from datetime import date

from shared.regulations.counting import NOTHING, count, marked
from shared.regulations.inputs import ATTESTATION, Record
from shared.regulations.judging.hand import DAY, Hand, Judge, Window
from shared.regulations.kinds.attest import Attest
from shared.regulations.kinds.quota import Quota
from shared.regulations.periods import Period
from shared.regulations.rules import Part
from shared.regulations.values import Facts, Limits
from shared.regulations.verdicts import Verdict

ONCE = Limits(1, None)
SAME_FOR_ALL = ("week", "month", "months", "quarter", "half_year", "year")
"""Periods of the calendar, which do not depend on the subject."""


class QuotaJudge(Judge):
    """n of a kind of record per period, of the subject or with each of a set."""

    __slots__ = ("excused", "fields", "level", "limits")

    def __init__(self, part: Part, facts: Facts, in_session: bool | None) -> None:
        fields: Quota = part.fields
        super().__init__(part, in_session, fields.tally.of, whole=fields.part_period == "whole")
        self.fields = fields
        self.level = facts.get("level")
        self.excused = any(all(test.holds(facts) for test in tests) for tests in self.fields.excused_when)
        self.limits = None if self.fields.bound.out_of else self.fields.bound.resolve(self.level, None)

    def judge(self, hand: Hand, records: list[Record], verdicts: list[Verdict]) -> None:
        if not records and self.blank(hand, verdicts):
            return
        fields = self.fields
        period = self.period(hand, fields.per)
        if period is None:
            return
        window = self.window(hand, period)
        limits = self.limits or self._of_whole(hand)
        if window is None or limits is None:
            return
        if self.excused and not window.excused:
            window = window._replace(excused="circumstances")
        due: date | None = None
        if fields.per.name == "rolling" and not window.excused:
            window, due = _rolling(window)
        because: tuple[str, ...] = ()
        if fields.part_period != "whole" and not window.whole and not window.excused:
            window, limits, because = self._of_part(window, limits)
        found = self.within(hand, window, records) if records else records
        tally = fields.tally
        if found and (tally.marked or tally.unmarked):
            found = marked(found, tally.marked, tally.unmarked)
        if found and fields.with_any:
            others = _ids(hand, fields.with_any)
            found = [record for record in found if not others.isdisjoint(record.with_)]
        if not fields.each:
            counted = count(found, tally.unit) if found else NOTHING
            verdict = self.verdict(hand, window, limits, counted, because, due)
            verdicts.append(verdict)
            if not records and self.limits is not None and fields.per.name in SAME_FOR_ALL:
                self.remember(hand, window, verdict)
            return
        entries = hand.subject.sets.get(fields.each)
        for other in entries if isinstance(entries, tuple) else ():
            counted = count([record for record in found if other.id in record.with_], tally.unit)
            verdicts.append(self.verdict(hand, window, limits, counted, because, due, other.id))

    def _of_whole(self, hand: Hand) -> Limits | None:
        whole = hand.subject.sets.get(self.fields.bound.out_of)
        number = len(whole) if isinstance(whole, tuple) else whole
        return self.fields.bound.resolve(self.level, number)

    def _of_part(self, window: Window, limits: Limits) -> tuple[Window, Limits, tuple[str, ...]]:
        """What a period owes that is not bound whole: its share, rounded up, or nothing."""
        if self.fields.part_period == "excused":
            return window._replace(excused="part_period"), limits, ()
        days = (window.period.last - window.period.first).days + 1
        low = None if limits.low is None else -(-limits.low * window.free // days)
        return window, Limits(low, limits.high), ("prorated",)


class AttestJudge(Judge):
    """A statement per period that a duty was done."""

    __slots__ = ("excused", "fields", "ids")

    def __init__(self, part: Part, facts: Facts, in_session: bool | None) -> None:
        super().__init__(part, in_session, (ATTESTATION,), whole=True)
        self.fields: Attest = part.fields
        self.ids = (part.id, part.rule)
        self.excused = any(all(test.holds(facts) for test in tests) for tests in self.fields.excused_when)

    def judge(self, hand: Hand, records: list[Record], verdicts: list[Verdict]) -> None:
        found = [record for record in records if record.reference in self.ids] if records else records
        if found and self.fields.evidence:
            shows = self.fields.evidence
            found = [record for record in found if any(mark in shows for mark in record.marks)]
        if not found and self.blank(hand, verdicts):
            return
        period = self.period(hand, self.fields.per)
        window = self.window(hand, period) if period is not None else None
        if window is None:
            return
        if self.excused and not window.excused:
            window = window._replace(excused="circumstances")
        counted = count(self.within(hand, window, found), "times") if found else NOTHING
        verdict = self.verdict(hand, window, ONCE, counted)
        verdicts.append(verdict)
        if not found and self.fields.per.name in SAME_FOR_ALL:
            self.remember(hand, window, verdict)


def _rolling(window: Window) -> tuple[Window, date | None]:
    """A rolling period is over at any time: what it asks was due the day before. Whoever is bound for less
    than its length has until that length is full."""
    period = window.period
    if window.first == period.first:
        return window, window.last - DAY
    last = window.first + (period.last - period.first)
    return window._replace(period=Period(window.first, last, period.label), last=last), None


def _ids(hand: Hand, name: str) -> frozenset[str]:
    entries = hand.subject.sets.get(name)
    return frozenset(entry.id for entry in entries) if isinstance(entries, tuple) else frozenset()
