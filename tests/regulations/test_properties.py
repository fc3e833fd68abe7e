"""What must hold of every evaluation: more records never count for less, order never matters, evidence adds
up to the count, and nothing ever fails."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.regulations.counting import count
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import ATTESTATION, PUBLICATION, Entry, Leave, Record, Subject
from shared.regulations.library import library
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import SubjectKind
from shared.regulations.sentences import of_verdict
from shared.regulations.verdicts import State, Verdict
from tests.regulations.books import book, rule

UNITS = ("times", "days", "persons", "items", "person_times")
COUNTED = 'of = ["check_in", "inspection"]\nat_least = 3\nat_most = 9\nper = "year"\nunit = '
QUOTAS = (
    'of = "check_in"\nmarked = "at_station"\nat_least = 1\nper = "quarter"\npart_period = "prorate"',
    'of = "check_in"\nat_least = 1\nper = "rolling 3 months"',
    'of = "inspection"\nat_least = 1\nper = "term"\neach = "linked_deputies"',
    'of = "inspection"\nat_least = 1\nper = "month"\nwhen = { in_session = false }',
)
OWN = book(
    *(rule("quota", f'{COUNTED}"{unit}"', id_=f"u-{number}") for number, unit in enumerate(UNITS)),
    *(rule("quota", fields, id_=f"q-{number}") for number, fields in enumerate(QUOTAS, 1)),
    rule("consequence", 'of = "absence"\nat_least = 2\nthen = "reminded"', id_="q-5"),
)
REAL = [
    library().rulebook("411402001", date(2026, 11, 20)),
    library().rulebook("440303", date(2026, 11, 20), ["shenzhen"]),
    library().rulebook("140213", date(2026, 11, 20)),
]
KINDS = [
    "check_in",
    "inspection",
    "activity",
    "training",
    "absence",
    "problem_solved",
    ATTESTATION,
    PUBLICATION,
]
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
OTHERS = ("a", "b", "c")

RECORDS = st.lists(
    st.builds(
        Record,
        st.integers(0, 10_000).map(str),
        st.just("x"),
        DAYS,
        st.sampled_from(KINDS),
        st.integers(0, 5),
        st.lists(st.sampled_from(["at_station", "unapproved", "document"]), max_size=2, unique=True).map(
            tuple
        ),
        st.lists(st.sampled_from(OTHERS), max_size=2, unique=True).map(tuple),
        st.sampled_from(["sq-22", "nat-47.b", ""]),
        st.booleans(),
        st.sampled_from([False, False, True]),
    ),
    max_size=25,
    unique_by=lambda record: record.id,
)
SPANS = st.tuples(DAYS, st.integers(0, 120)).map(lambda span: (span[0], span[0] + timedelta(days=span[1])))
WHAT = st.sampled_from([(), ("check_in",), ("inspection", "absence")])
LEAVES = st.builds(lambda span, what: Leave(span[0], span[1], True, what), SPANS, WHAT)
AROUND = st.tuples(st.integers(0, 400), st.integers(0, 400))
"""Days away before and after the day asked about."""
SUBJECTS = st.builds(
    Subject,
    st.sampled_from([SubjectKind.DEPUTY, SubjectKind.MEMBER, SubjectKind.STATION, SubjectKind.COMMITTEE]),
    st.just("x"),
    st.fixed_dictionaries({"level": st.sampled_from(["city", "county"]), "grassroots": st.booleans()}),
    st.none() | DAYS,
    st.none() | DAYS,
    st.lists(SPANS, max_size=2).map(tuple),
    st.lists(LEAVES, max_size=2).map(tuple),
    st.just({"linked_deputies": tuple(Entry(id_) for id_ in OTHERS)}),
    st.none() | st.frozensets(st.sampled_from(["signs", "mailbox"])),
    sessions=st.lists(SPANS, max_size=1).map(tuple),
)  # fmt: skip
BOOKS = st.sampled_from([OWN, *REAL])


def judged(
    rules: Rulebook, subject: Subject, records: Sequence[Record], day: date, today: date
) -> tuple[Verdict, ...]:
    return Evaluator(rules).evaluate(subject, records, day, today)


def by_rule(verdicts: Sequence[Verdict]) -> dict[tuple[str, str, date], Verdict]:
    return {(verdict.rule, verdict.with_, verdict.period.first): verdict for verdict in verdicts}


@given(BOOKS, SUBJECTS, RECORDS, DAYS, DAYS)
def test_no_subject_and_no_records_make_evaluation_or_its_sentences_fail(
    rules: Rulebook, subject: Subject, records: list[Record], day: date, today: date
) -> None:
    for verdict in judged(rules, subject, records, day, today):
        assert verdict.remaining == max(verdict.required - verdict.counted, 0)
        assert len(set(verdict.evidence)) == len(verdict.evidence)
        if verdict.state is State.MET:
            assert verdict.remaining == 0
        zh, en = of_verdict(rules, verdict)
        assert zh.startswith("《")
        assert en


@given(BOOKS, SUBJECTS, RECORDS, DAYS, DAYS, st.randoms(use_true_random=False))
def test_order_never_matters(rules, subject, records, day, today, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(records)
    random.shuffle(shuffled)
    assert judged(rules, subject, shuffled, day, today) == judged(rules, subject, records, day, today)


@given(BOOKS, SUBJECTS, RECORDS, DAYS, DAYS)
def test_a_replay_changes_nothing(
    rules: Rulebook, subject: Subject, records: list[Record], day: date, today: date
) -> None:
    assert judged(rules, subject, records * 2, day, today) == judged(rules, subject, records, day, today)


@given(BOOKS, SUBJECTS, RECORDS, DAYS, DAYS, st.none() | AROUND, st.none() | AROUND, WHAT)
def test_what_is_remembered_of_others_changes_nothing(  # type: ignore[no-untyped-def]
    rules, subject, records, day, today, suspended, away, what
) -> None:
    """An evaluator remembers what it said of who did nothing and was never away."""
    evaluator = Evaluator(rules)
    evaluator.evaluate(Subject(subject.kind, "other", subject.facts), [], day, today)
    spans = [
        () if around is None else ((day - timedelta(around[0]), day + timedelta(around[1])),)
        for around in (suspended, away)
    ]
    leaves = tuple(Leave(*span, approved=True, what=what) for span in spans[1])
    absent = Subject(subject.kind, "x", subject.facts, suspended=spans[0], leaves=leaves)
    for one in (subject, absent):
        for known in (records[:0], records):
            assert evaluator.evaluate(one, known, day, today) == judged(rules, one, known, day, today)


@given(BOOKS, SUBJECTS, RECORDS, DAYS, DAYS)
def test_adding_a_record_never_lowers_a_count(
    rules: Rulebook, subject: Subject, records: list[Record], day: date, today: date
) -> None:
    for kept in range(len(records)):
        fewer = by_rule(judged(rules, subject, records[:kept], day, today))
        more = by_rule(judged(rules, subject, records[: kept + 1], day, today))
        assert all(more[key].counted >= verdict.counted for key, verdict in fewer.items())


@given(BOOKS, SUBJECTS, RECORDS, DAYS, DAYS)
def test_the_evidence_alone_proves_the_count(
    rules: Rulebook, subject: Subject, records: list[Record], day: date, today: date
) -> None:
    known = {record.id: record for record in records}
    for verdict in judged(rules, subject, records, day, today):
        if verdict.kind in ("size", "checklist") and verdict.rule not in known and not verdict.evidence:
            continue  # counted of what there is, not of records
        proof = [known[id_] for id_ in verdict.evidence if id_ in known]
        alone = by_rule(judged(rules, subject, proof, day, today))
        again = alone.get((verdict.rule, verdict.with_, verdict.period.first))
        assert (again.counted if again else 0, again.evidence if again else ()) == (
            verdict.counted,
            verdict.evidence,
        )


@given(RECORDS, st.sampled_from(UNITS))
def test_what_is_counted_is_what_its_evidence_amounts_to(records, unit) -> None:  # type: ignore[no-untyped-def]
    counted = count(records, unit)
    assert count([record for record in records if record.id in counted.evidence], unit) == counted


@given(SUBJECTS, RECORDS, DAYS)
def test_a_verdict_on_a_period_that_is_over_is_final(subject, records, day) -> None:  # type: ignore[no-untyped-def]
    today = date(2028, 1, 1)
    for verdict in judged(OWN, subject, records, day, today):
        if verdict.due is not None and verdict.due < today:
            assert verdict.state in (State.MET, State.SHORT, State.EXCUSED)
