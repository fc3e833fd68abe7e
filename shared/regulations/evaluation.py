"""Subject + records + rulebook + day -> verdicts. Pure and deterministic: the same records in any order give
the same verdicts, recomputed whole each time.

What the texts leave open is decided here and told in README.md ("What the texts leave open").
"""

from collections.abc import Iterable
from datetime import date

from shared.regulations.calendars.working_days import WorkingDays, china
from shared.regulations.inputs import MET, SHORT, Record, Subject
from shared.regulations.judging import JUDGES, judges
from shared.regulations.judging.hand import Hand, Judge
from shared.regulations.periods import OF_SESSIONS
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part, SubjectKind
from shared.regulations.values import Fact, Facts, Ratio
from shared.regulations.verdicts import State, Verdict

AT_RISK = Ratio(2, 3)
"""The share of a period after which whoever is behind an even pace is at risk. No regulation says so."""

IN_SESSION = "in_session"


class Plan:
    """The judges of one kind of subject with the same facts, each with the number of its bucket; judges that
    want the same kinds of record share one. ``on_sessions`` are the parts whose verdict depends on when the
    congress is in session."""

    __slots__ = ("by_kind", "judges", "on_sessions", "size")

    def __init__(self, parts: Iterable[Part], facts: Facts) -> None:
        self.judges: list[tuple[Judge, int]] = []
        buckets: dict[frozenset[str], int] = {}
        for part in parts:
            if not judges(part):
                continue
            out = part.condition.holds({**facts, IN_SESSION: False})
            within = part.condition.holds({**facts, IN_SESSION: True})
            if not (out or within):
                continue
            judge = JUDGES[part.kind](part, facts, None if out and within else within)
            number = buckets.setdefault(frozenset(judge.kinds), len(buckets))
            self.judges.append((judge, number))
        self.size = len(buckets)
        wanted: dict[str, list[int]] = {}
        for kinds, number in buckets.items():
            for kind in sorted(kinds):
                wanted.setdefault(kind, []).append(number)
        self.by_kind = {kind: tuple(numbers) for kind, numbers in wanted.items()}
        self.on_sessions = tuple(judge.part for judge, _ in self.judges if _asks_of_sessions(judge))


def _asks_of_sessions(judge: Judge) -> bool:
    """What must be so at any time makes no difference between the days of a session and others."""
    per = getattr(judge.part.fields, "per", None)
    if per is None:
        return judge.in_session is not None and judge.part.kind in ("calendar", "consequence")
    return judge.in_session is not None or per.name in OF_SESSIONS


class Evaluator:
    """A rulebook made ready to judge many subjects: each combination of kind and facts is planned once."""

    def __init__(self, book: Rulebook, working: WorkingDays | None = None, at_risk: Ratio = AT_RISK) -> None:
        self.book = book
        self.working = working
        self.at_risk = at_risk
        self._plans: dict[tuple[SubjectKind, frozenset[tuple[str, Fact]]], Plan] = {}

    def evaluate(
        self, subject: Subject, records: Iterable[Record], day: date, today: date | None = None
    ) -> tuple[Verdict, ...]:
        """Where the subject stands under every rule that binds it, in the periods that ``day`` falls in, as
        seen on ``today`` (``day``, if not said): records after ``today`` are not yet known. In the order of
        the rulebook; rules of which nothing is asked in the period give no verdict."""
        plan = self._plan(subject.kind, subject.facts)
        hand = Hand(subject, day, today or day, self.at_risk, self.working or china())
        buckets = _sorted_out(plan, subject.id, records, hand.today)
        verdicts: list[Verdict] = []
        for judge, number in plan.judges:
            judge.judge(hand, buckets[number], verdicts)
        return tuple(verdicts)

    def on_sessions(self, subject: Subject) -> tuple[Part, ...]:
        """What asks the subject something about sessions: without such parts nobody needs to know them."""
        return self._plan(subject.kind, subject.facts).on_sessions

    def _plan(self, kind: SubjectKind, facts: Facts) -> Plan:
        key = (kind, frozenset(facts.items()))
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= 4096:  # a number among the facts makes a plan for each of its values
                self._plans.clear()
            plan = self._plans[key] = Plan(self.book.of(kind), facts)
        return plan


def _sorted_out(plan: Plan, id_: str, records: Iterable[Record], today: date) -> list[list[Record]]:
    """The subject's records that count (as in `counting.valid`) and are known ``today``, in the buckets of
    the judges that want them. One pass, because a province's evaluation spends most of its time here."""
    buckets: list[list[Record]] = [[] for _ in range(plan.size)]
    records = records if isinstance(records, list | tuple) else list(records)
    corrected = {record.corrects for record in records if record.corrects and not record.voided}
    done: set[str] = set()
    by_kind = plan.by_kind
    for record in records:
        numbers = by_kind.get(record.kind)
        if numbers is None or not record.counted or record.voided:
            continue
        name = record.id
        if record.subject != id_ or record.day > today or name in corrected or name in done:
            continue
        done.add(name)
        for number in numbers:
            buckets[number].append(record)
    return buckets


def evaluate(
    book: Rulebook, subject: Subject, records: Iterable[Record], day: date, today: date | None = None
) -> tuple[Verdict, ...]:
    """As :meth:`Evaluator.evaluate`, for a single subject."""
    return Evaluator(book).evaluate(subject, records, day, today)


def outcomes(verdicts: Iterable[Verdict]) -> tuple[Record, ...]:
    """How earlier periods ended, as records that rules on runs of such periods count (``short_of``)."""
    kinds = {State.SHORT: SHORT, State.MET: MET}
    return tuple(
        Record(
            f"{verdict.rule}.{verdict.subject}.{verdict.with_}.{verdict.period.last}",
            verdict.subject,
            verdict.period.last,
            kinds[verdict.state],
            reference=verdict.rule,
        )
        for verdict in verdicts
        if verdict.state in kinds
    )
