"""Concrete cases under the packs in force: where somebody stands, what the obligation board shows, when a
clock is due, which way a matter goes."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from shared.regulations import matters
from shared.regulations.evaluation import evaluate
from shared.regulations.inputs import ATTESTATION, PUBLICATION, Entry, Leave, Record, Subject
from shared.regulations.kinds.attest import Attest
from shared.regulations.library import library
from shared.regulations.matters import Lack, Matter, Permission, Way
from shared.regulations.reckoning import Event
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part, Rule, SubjectKind
from shared.regulations.values import Fact, Facts
from shared.regulations.verdicts import State, Verdict
from tests.regulations.moments import at, on

NO_SETS: Mapping[str, int | tuple[Entry, ...]] = MappingProxyType({})
TERM = (on("2023-01-15"), on("2028-01-14"))
SOMEBODY = "somebody"


def law(division: str, *drafts: str) -> Rulebook:
    """What binds a division in 2026; drafts named count as in force."""
    return library().rulebook(division, on("2026-06-30"), drafts)


def part(book: Rulebook, id_: str) -> Part:
    found = book.part(id_)
    assert found is not None, f"no part {id_} holds in {book.division}"
    return found


def rule_of(book: Rulebook, id_: str) -> Rule:
    found = book.rule(id_)
    assert found is not None, f"no rule {id_} holds in {book.division}"
    return found


def library_rules(instrument: str) -> tuple[Rule, ...]:
    """Every rule of an instrument, draft or not."""
    (pack,) = [pack for pack in library().packs if pack.instrument.id == instrument]
    return pack.rules


def facts_that_fit(one: Part) -> Facts:
    """Facts of the first case in which a part holds."""
    return {test.fact: test.allowed[0] for test in one.condition.when[0]} if one.condition.when else {}


def somebody(
    kind: str,
    level: str = "",
    *,
    sets: Mapping[str, int | tuple[Entry, ...]] = NO_SETS,
    over: str = "",
    has: Collection[str] | None = None,
    sessions: tuple[tuple[date, date], ...] = (),
    leaves: tuple[Leave, ...] = (),
    **facts: Fact,
) -> Subject:
    """A subject of a kind, in a term from 2023 to 2028; ``level`` is that of its congress."""
    known = {**facts, "level": level} if level else facts
    return Subject(
        SubjectKind(kind),
        SOMEBODY,
        known,
        leaves=leaves,
        sets=sets,
        has=None if has is None else frozenset(has),
        over=over,
        term=TERM,
        sessions=sessions,
    )


def did(kind: str, day: str, *marks: str, with_: tuple[str, ...] = (), amount: int = 1) -> Record:
    """A record of the subject; two of a kind on a day differ in whom they were with."""
    return Record(f"{kind}@{day}{''.join(with_)}", SOMEBODY, on(day), kind, amount, marks, with_)


def times(n: int, kind: str, month: str = "2026-03") -> list[Record]:
    """A kind of record on the first ``n`` days of a month."""
    return [did(kind, f"{month}-{day:02d}") for day in range(1, n + 1)]


def stated(part_id: str, day: str, *evidence: str) -> Record:
    return Record(f"{part_id}@{day}", SOMEBODY, on(day), ATTESTATION, 1, evidence, (), part_id)


def told(item: str, day: str, *channels: str) -> Record:
    return Record(f"{item}@{day}", SOMEBODY, on(day), PUBLICATION, 1, channels, (), item)


# -- standing ----------------------------------------------------------------------------------------------


def verdicts(
    book: Rulebook,
    who: Subject,
    part_id: str,
    records: Collection[Record] = (),
    day: str = "2026-06-30",
    today: str = "",
) -> tuple[Verdict, ...]:
    """All verdicts under one part: none where it does not bind or nothing was measured."""
    part(book, part_id)
    found = evaluate(book, who, records, on(day), on(today or day))
    return tuple(verdict for verdict in found if verdict.rule == part_id)


def verdict(
    book: Rulebook,
    who: Subject,
    part_id: str,
    records: Collection[Record] = (),
    day: str = "2026-06-30",
    today: str = "",
) -> Verdict:
    """The one verdict under a part."""
    found = verdicts(book, who, part_id, records, day, today)
    assert len(found) == 1, f"{len(found)} verdicts under {part_id}"
    return found[0]


def counted(kind: str, size: int, **facts: Fact) -> tuple[Entry, ...]:
    """``size`` entries of a set, alike in their facts."""
    return tuple(Entry(f"{kind}{number}", facts) for number in range(size))


def assert_board(book: Rulebook, who: Subject, part_id: str, *evidence: str) -> None:
    """The obligation board shows the duty as due by the end of the year, whoever it binds falls short
    after it, and any evidence that the pack names meets it; nothing else does."""
    fields = part(book, part_id).fields
    assert isinstance(fields, Attest)
    assert set(fields.evidence) == set(evidence)
    due = verdict(book, who, part_id)
    assert (due.state, due.required, due.remaining, due.due) == (State.OPEN, 1, 1, on("2026-12-31"))
    assert verdict(book, who, part_id, today="2027-01-01").state is State.SHORT
    beside_the_point = stated(part_id, "2026-05-08", "leave")
    assert verdict(book, who, part_id, [beside_the_point]).counted == 0
    for shown in evidence:
        statement = stated(part_id, "2026-05-08", shown)
        met = verdict(book, who, part_id, [statement], today="2027-01-01")
        assert (met.state, met.evidence) == (State.MET, (statement.id,))
        next_year = verdict(book, who, part_id, [statement], day="2027-06-30")
        assert next_year.state is State.OPEN


# -- matters -----------------------------------------------------------------------------------------------


def clock(
    book: Rulebook, part_id: str, facts: Facts, *events: Event, now: str, item: str = ""
) -> Verdict | None:
    """The last run of a part's clock over what happened; ``None`` where it does not run."""
    part(book, part_id)
    found = matters.verdicts(book, Matter("matter", facts, events), at(now))
    wanted = [v for v in found if v.rule == part_id and (not item or f"item:{item}" in v.because)]
    return wanted[-1] if wanted else None


def state(
    book: Rulebook, part_id: str, facts: Facts, *events: Event, now: str, item: str = ""
) -> State | None:
    """How that clock stands; ``None`` where it does not run."""
    found = clock(book, part_id, facts, *events, now=now, item=item)
    return found.state if found else None


def ways(book: Rulebook, part_id: str, happened: str, facts: Facts) -> list[Way]:
    """The ways that one part sends a matter when something happens to it."""
    part(book, part_id)
    return [way for way in matters.routes(book, facts, happened) if way.part.id == part_id]


def lack(book: Rulebook, part_id: str, occasion: str, present: Collection[str], facts: Facts) -> Lack | None:
    """What one checklist misses on an occasion; ``None`` where it is satisfied."""
    part(book, part_id)
    found = [lack for lack in matters.lacking(book, occasion, facts, present) if lack.part.id == part_id]
    return found[0] if found else None


def permission(
    book: Rulebook, part_id: str, act: str, facts: Facts, *answers: matters.Answer
) -> Permission | None:
    """Where an application stands under one part; ``None`` where the part does not ask for one."""
    part(book, part_id)
    found = matters.permissions(book, act, facts, at("2026-06-30"), answers)
    return next((permission for permission in found if permission.part.id == part_id), None)
