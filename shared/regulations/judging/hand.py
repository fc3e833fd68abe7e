"""What every judge is handed: the subject, the day asked about and the day of asking; and how a count
against a bound becomes a state."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from shared.regulations.calendars.working_days import WorkingDays
from shared.regulations.counting import Count
from shared.regulations.inputs import Record, Subject
from shared.regulations.periods import OPEN, Period, Setting, period_of
from shared.regulations.rules import Modality, Part
from shared.regulations.values import Limits, Per, Ratio
from shared.regulations.verdicts import State, Verdict

DAY = timedelta(days=1)
_OF_THE_SUBJECT = ("term", "years", "session", "between_sessions")
"""Periods that depend on the subject; all others are the same for everybody."""


class Hand:
    """One evaluation of one subject."""

    __slots__ = (
        "_away_from", "_away_until", "_covered", "_same_for_all", "_spans",
        "at_risk", "day", "subject", "today", "working",
    )  # fmt: skip

    def __init__(
        self, subject: Subject, day: date, today: date, at_risk: Ratio, working: WorkingDays
    ) -> None:
        self.subject = subject
        self.day = day
        self.today = today
        self.at_risk = at_risk
        self.working = working
        self._spans: list[tuple[date, date | None]] = []
        self._away_from, self._away_until = date.max, date.min
        self._covered: dict[tuple[date, date, tuple[str, ...]], int] = {}
        if subject.suspended or subject.leaves:
            self._reckon_absence(subject)

    def _reckon_absence(self, subject: Subject) -> None:
        leaves = [leave for leave in subject.leaves if leave.approved]
        self._spans = [*subject.suspended, *((leave.first, leave.last) for leave in leaves)]
        self._same_for_all = not any(leave.what for leave in leaves)
        for first, last in self._spans:
            self._away_from = min(self._away_from, first)
            self._away_until = max(self._away_until, last or date.max)

    def here(self, first: date, last: date) -> bool:
        """Whether these days lie before the subject's first suspension or leave, or after the last."""
        return not self._spans or last < self._away_from or self._away_until < first

    def away(self, first: date, last: date, kinds: tuple[str, ...]) -> int:
        """How many days from ``first`` to ``last`` the subject was suspended, or on approved leave from one
        of the kinds."""
        if self.here(first, last):
            return 0
        key = (first, last, () if self._same_for_all else kinds)
        if key not in self._covered:
            self._covered[key] = covered(first, last, self._spans if self._same_for_all else self._of(kinds))
        return self._covered[key]

    def _of(self, kinds: tuple[str, ...]) -> list[tuple[date, date | None]]:
        leaves = [
            (leave.first, leave.last)
            for leave in self.subject.leaves
            if leave.approved and (not leave.what or any(kind in leave.what for kind in kinds))
        ]
        return [*self.subject.suspended, *leaves]


class Window(NamedTuple):
    """The days of a period on which a subject is bound. ``free`` counts those on which it is neither
    suspended nor on leave; ``excused`` says why nothing is owed at all."""

    period: Period
    first: date
    last: date
    free: int
    excused: str = ""

    @property
    def whole(self) -> bool:
        """Whether the subject is bound, and free to act, on every day of the period."""
        return self.free == (self.period.last - self.period.first).days + 1


class Judge:
    """One part, made ready for subjects of the same kind and facts. ``kinds`` are the kinds of record that
    it wants; ``in_session`` whether it binds only during sessions, only outside them, or (None) always;
    ``whole`` whether who was away for a part of a period owes in it as much as others."""

    __slots__ = ("_blank", "_seen", "binding", "in_session", "kinds", "part", "whole")

    def __init__(
        self, part: Part, in_session: bool | None, kinds: tuple[str, ...] = (), *, whole: bool = False
    ) -> None:
        self.part = part
        self.kinds = kinds
        self.in_session = in_session
        self.whole = whole
        self.binding = part.modality in (Modality.MUST, Modality.MUST_NOT)
        self._seen: tuple[date | None, Period | None] = (None, None)
        self._blank: tuple[date, date, Verdict] | None = None

    def judge(self, hand: Hand, records: list[Record], verdicts: list[Verdict]) -> None:
        """Add what there is to say to ``verdicts``. ``records`` are the subject's of the wanted kinds."""
        raise NotImplementedError

    def period(self, hand: Hand, per: Per) -> Period | None:
        """The period that the day asked about falls in."""
        if per.name in _OF_THE_SUBJECT:
            subject = hand.subject
            begins, ends = subject.term or (subject.begins, subject.ends)
            return period_of(per, hand.day, Setting(begins, ends, subject.sessions))
        day, period = self._seen
        if day != hand.day:
            period = period_of(per, hand.day)
            self._seen = (hand.day, period)
        return period

    def _always(self, subject: Subject) -> bool:
        """Whether sessions make no difference to this rule and subject."""
        return self.in_session is None or (not self.in_session and not subject.sessions)

    def window(self, hand: Hand, period: Period) -> Window | None:
        """The days of the period on which the rule binds the subject; ``None`` if there are none."""
        subject = hand.subject
        first, last, _ = period
        if subject.begins is not None and subject.begins > first:
            first = subject.begins
        if subject.ends is not None and subject.ends < last:
            last = subject.ends
        if first > last:
            return None
        days = (last - first).days + 1
        if hand.here(first, last) and self._always(subject):
            return Window(period, first, last, days)
        return self._limited(hand, period, first, last, days)

    def _limited(self, hand: Hand, period: Period, first: date, last: date, days: int) -> Window | None:
        subject = hand.subject
        if self.in_session is not None:
            sitting = covered(first, last, subject.sessions)
            if self.in_session and not sitting:
                return None
            if not self.in_session and sitting == days:
                return Window(period, first, last, 0, "in_session")
        free = days - hand.away(first, last, self.kinds)
        if free:
            return Window(period, first, last, free)
        away = covered(first, last, subject.suspended) == days
        return Window(period, first, last, 0, "suspended" if away else "on_leave")

    def blank(self, hand: Hand, verdicts: list[Verdict]) -> bool:
        """Give the verdict on a subject that did nothing as it was last remembered, if that is the same for
        this one: bound for the whole period, never away (or not all the time, where that makes no
        difference), asked on the same days. Most are."""
        if self._blank is None:
            return False
        day, today, verdict = self._blank
        subject = hand.subject
        period = verdict.period
        if (
            day != hand.day
            or not (hand.here(period.first, period.last) or (self.whole and self._free(hand, period)))
            or today != hand.today
            or (subject.begins is not None and subject.begins > period.first)
            or (subject.ends is not None and subject.ends < period.last)
            or not self._always(subject)
        ):
            return False
        verdicts.append(Verdict._make((*verdict[:3], subject.id, *verdict[4:])))
        return True

    def _free(self, hand: Hand, period: Period) -> bool:
        first, last, _ = period
        return hand.away(first, last, self.kinds) <= (last - first).days

    def remember(self, hand: Hand, window: Window, verdict: Verdict) -> None:
        """Remember the verdict on a subject that did nothing, for :meth:`blank`."""
        if self._always(hand.subject) and window.whole and not window.excused:
            self._blank = (hand.day, hand.today, verdict)

    def within(self, hand: Hand, window: Window, records: Sequence[Record]) -> list[Record]:
        """The records of the window's days. What is done while suspended does not count; nor, for a rule
        that binds only in or only out of session, what is done on the other days."""
        first, last = window.first, window.last
        found = [record for record in records if first <= record.day <= last]
        if hand.here(first, last) and self._always(hand.subject):
            return found
        subject = hand.subject
        for begins, ends in subject.suspended:
            ended = ends or date.max
            found = [record for record in found if not begins <= record.day <= ended]
        if self.in_session is not None and (subject.sessions or self.in_session):
            wanted = int(self.in_session)
            found = [r for r in found if covered(r.day, r.day, subject.sessions) == wanted]
        return found

    def verdict(
        self,
        hand: Hand,
        window: Window,
        limits: Limits,
        counted: Count,
        because: tuple[str, ...] = (),
        due: date | None = None,
        with_: str = "",
        provisional: bool = False,
    ) -> Verdict:
        """The verdict on a count in a window. ``due``, if not the window's last day, is when it is judged."""
        part = self.part
        low, high = limits.low or 0, limits.high
        number, evidence = counted
        last = due or window.last
        state: State
        if window.excused:
            state, because = State.EXCUSED, (*because, window.excused)
        elif high is not None and number > high:
            state, because = State.SHORT, (*because, "too_many")
        elif number >= low:
            state = State.MET
        elif hand.today > last:
            state = State.SHORT
        else:
            state = State.AT_RISK if behind(hand, window.first, last, low, number) else State.OPEN
        if not self.binding and state in (State.SHORT, State.AT_RISK):
            state, because = State.OPEN, (*because, "not_binding")
        return Verdict(
            part.id,
            part.article,
            part.instrument,
            hand.subject.id,
            part.kind,
            part.modality,
            window.period,
            low,
            number,
            low - number if low > number else 0,
            state,
            None if last == OPEN else last,
            evidence,
            because,
            high,
            with_,
            provisional,
        )

    def standing(
        self, hand: Hand, limits: Limits, counted: Count, because: tuple[str, ...] = (), with_: str = ""
    ) -> Verdict:
        """The verdict on what must be so at any time: short at once where it is not."""
        window = Window(Period(hand.day, hand.day, "standing"), hand.day, hand.day, 1)
        early = hand.day - DAY  # what is owed at any time was owed yesterday
        return self.verdict(hand, window, limits, counted, because, early, with_)._replace(due=None)


def covered(first: date, last: date, spans: Sequence[tuple[date, date | None]]) -> int:
    """How many days from ``first`` to ``last`` lie in one of the spans; an open span goes on."""
    total = 0
    reached = first
    for begins, ends in sorted(spans, key=lambda span: (span[0], span[1] or date.max)):
        begin, end = max(begins, reached), min(ends or date.max, last)
        if begin <= end:
            total += (end - begin).days + 1
            if end == last:
                break
            reached = end + DAY
    return total


def behind(hand: Hand, first: date, last: date, low: int, number: int) -> bool:
    """Whether a great share of the time is over and the count lags behind an even pace."""
    if hand.today < first:
        return False
    days, gone = (last - first).days + 1, (hand.today - first).days + 1
    top, bottom = hand.at_risk.top, hand.at_risk.bottom
    return gone * bottom >= days * top and number * days < low * gone
