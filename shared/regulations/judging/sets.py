"""Judges of what must be so at any time, or anew in each period: sizes, checklists, publications."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from shared.regulations.counting import Count
from shared.regulations.inputs import PUBLICATION, Entry, Record
from shared.regulations.judging.hand import DAY, Hand, Judge
from shared.regulations.kinds.checklist import Checklist
from shared.regulations.kinds.publish import Publish
from shared.regulations.kinds.size import Size
from shared.regulations.reckoning import reached
from shared.regulations.rules import Part
from shared.regulations.values import Facts, Limits
from shared.regulations.verdicts import State, Verdict


class SizeJudge(Judge):
    """How many there are of something. Says nothing about a set that nobody measured."""

    __slots__ = ("fields", "level")

    def __init__(self, part: Part, facts: Facts, in_session: bool | None) -> None:
        super().__init__(part, in_session)
        self.fields: Size = part.fields
        self.level = facts.get("level")

    def judge(self, hand: Hand, records: list[Record], verdicts: list[Verdict]) -> None:
        fields, subject = self.fields, hand.subject
        measured = subject.sets.get(fields.set)
        if measured is None or (subject.over not in fields.each if fields.each else subject.over):
            return
        whole = subject.sets.get(fields.bound.out_of)
        limits = fields.bound.resolve(self.level, len(whole) if isinstance(whole, tuple) else whole)
        if limits is None:
            return
        if isinstance(measured, tuple):
            ids = tuple(sorted({entry.id for entry in measured if self._counts(entry)}))
            counted = Count(len(ids), ids)
        else:
            counted = Count(measured, ())
        verdicts.append(self.standing(hand, limits, counted))

    def _counts(self, entry: Entry) -> bool:
        among = self.fields.among
        return not among or any(all(test.holds(entry.facts) for test in tests) for tests in among)


class ChecklistJudge(Judge):
    """What must be there, or be done in each period. A list that is looked at on an occasion is not judged
    here, nor one that nobody looked at."""

    __slots__ = ("fields", "limits")

    def __init__(self, part: Part, facts: Facts, in_session: bool | None) -> None:
        super().__init__(part, in_session, part.fields.items if part.fields.per is not None else ())
        self.fields: Checklist = part.fields
        self.limits = Limits(self.fields.needed, None)

    def judge(self, hand: Hand, records: list[Record], verdicts: list[Verdict]) -> None:
        fields = self.fields
        if fields.per is not None:
            period = self.period(hand, fields.per)
            window = self.window(hand, period) if period is not None else None
            if window is not None:
                counted = first_of_each(self.within(hand, window, records))
                because = self._missing({record.kind for record in records if record.id in counted.evidence})
                verdicts.append(self.verdict(hand, window, self.limits, counted, because))
        elif not fields.on and hand.subject.has is not None:
            has = hand.subject.has
            counted = Count(len(has.intersection(fields.items)), ())
            refused = tuple(f"not_allowed:{item}" for item in fields.not_allowed(has))
            verdict = self.standing(hand, self.limits, counted, (*self._missing(has), *refused))
            falls_short = bool(refused) and self.binding
            verdicts.append(verdict._replace(state=State.SHORT) if falls_short else verdict)

    def _missing(self, has: Collection[str]) -> tuple[str, ...]:
        if self.fields.need == "all":
            return tuple(f"missing:{item}" for item in self.fields.missing(has))
        return ()


class PublishJudge(Judge):
    """What is told anew in each period, or must be public at any time. What an event asks for is a clock."""

    __slots__ = ("fields", "limits")

    def __init__(self, part: Part, facts: Facts, in_session: bool | None) -> None:
        super().__init__(part, in_session, (PUBLICATION,))
        self.fields: Publish = part.fields
        self.limits = Limits(len(self.fields.what), None)

    def judge(self, hand: Hand, records: list[Record], verdicts: list[Verdict]) -> None:
        fields = self.fields
        told = [
            record
            for record in records
            if record.reference in fields.what
            and (not fields.channels or any(channel in record.marks for channel in fields.channels))
        ]
        if fields.per is None:
            counted = first_of_each(told, by_reference=True)
            verdicts.append(self.standing(hand, self.limits, counted, self._missing(told)))
            return
        period = self.period(hand, fields.per)
        window = self.window(hand, period) if period is not None else None
        if window is None:
            return
        due: date | None = None
        if fields.within is not None:
            due = reached(window.first - DAY, fields.within, hand.working).day
        inside = self.within(hand, window, told)
        counted = first_of_each(inside, by_reference=True)
        verdicts.append(self.verdict(hand, window, self.limits, counted, self._missing(inside), due))

    def _missing(self, told: Sequence[Record]) -> tuple[str, ...]:
        items = {record.reference for record in told}
        return tuple(f"missing:{item}" for item in self.fields.what if item not in items)


def first_of_each(records: Sequence[Record], *, by_reference: bool = False) -> Count:
    """How many different kinds (or references), proven by the first record of each."""
    first: dict[str, Record] = {}
    for record in sorted(records, key=lambda record: (record.day, record.id)):
        first.setdefault(record.reference if by_reference else record.kind, record)
    return Count(len(first), tuple(sorted(record.id for record in first.values())))
