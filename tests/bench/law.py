"""How fast the law is: verdict sets on one core, beside boto3's reading of the records that they are about;
what loading all packs adds to a cold start, beside the DynamoDB client of the same package."""

import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import ATTESTATION, Leave, Record, Subject
from shared.regulations.library import library
from shared.regulations.rules import SubjectKind
from tests.bench.comparing import Bar, median, ratios
from tests.bench.processes import Failed
from tests.bench.report import table

DAY = date(2026, 11, 20)
RECORDS = 30
DEPUTIES = 200
"""Different deputies, so that no cache helps but that of the rulebook's plan."""
KINDS = (
    "check_in", "check_in", "check_in", "reception", "inspection", "research", "training", "forum", "absence",
    "problem_solved", "congress_session", "standing_committee_meeting", "group_activity", ATTESTATION,
)  # fmt: skip
BOOKS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("Shangqiu, city deputy", "411402001", (), "city"),
    ("Shangqiu, township deputy", "411402001", (), "township"),
    ("Shenzhen's draft, city deputy", "440303", ("shenzhen",), "city"),
    ("Datong, city deputy", "140213", (), "city"),
)
"""Words, division, drafts taken as in force, the deputies' level."""
SET_BAR = 50.0
"""Microseconds a set: 20,000 a second."""
LOAD_BAR = 10.0
"""Milliseconds."""

Cases = list[tuple[Subject, list[Record]]]


def deputies(*, level: str, plain: bool) -> Cases:
    """Deputies with records all over the year; those that are not plain have a suspension and a leave."""
    chosen = random.Random(7)
    made = []
    for number in range(DEPUTIES):
        id_ = f"d{number}"
        subject = Subject(
            SubjectKind.DEPUTY, id_, {"level": level, "grassroots": number % 2 == 0}, date(2022, 3, 1)
        )
        if not plain:
            subject = subject._replace(
                suspended=((date(2026, 2, 1), date(2026, 2, 28)),),
                leaves=(Leave(date(2026, 5, 1), date(2026, 5, 31), approved=True),),
            )
        records = [
            Record(
                f"{id_}.{entry}",
                id_,
                date(2026, 1, 1) + timedelta(days=chosen.randrange(320)),
                chosen.choice(KINDS),
                marks=("document",),
                reference=chosen.choice(("nat-47.b", "nat-08.d", "sq-16b", "")),
            )
            for entry in range(RECORDS)
        ]
        made.append((subject, records))
    return made


class Round(NamedTuple):
    """Microseconds of the processor, each for one deputy: a verdict set; one with a suspension and a leave;
    boto3's deserializer reading the records."""

    plain: float
    hard: float
    read: float


def sets(evaluator: Evaluator, level: str, rounds: int) -> tuple[list[Round], float]:
    """Three things that run in turn, and how many verdicts a set has."""
    plain, hard = (deputies(level=level, plain=which) for which in (True, False))
    stored = [[_item(record) for record in records] for _, records in plain]
    read = TypeDeserializer().deserialize
    found = [evaluator.evaluate(*case, DAY) for case in plain]

    def evaluated(cases: Cases) -> Callable[[], None]:
        def run() -> None:
            for subject, records in cases:
                evaluator.evaluate(subject, records, DAY)

        return run

    def reading() -> None:
        for items in stored:
            for item in items:
                for value in item.values():
                    read(value)

    tasks = (evaluated(plain), evaluated(hard), reading)
    return [Round(*map(_each, tasks)) for _ in range(rounds)], sum(map(len, found)) / DEPUTIES


def _item(record: Record) -> Mapping[str, Any]:
    """A record as DynamoDB would send its fields."""
    plain = {**record._asdict(), "day": record.day.isoformat()}
    return {name: TypeSerializer().serialize(value) for name, value in plain.items()}


def _each(task: Callable[[], None]) -> float:
    begun = time.process_time()
    task()
    return (time.process_time() - begun) * 1e6 / DEPUTIES


CLOCK = """
import sys, time
sys.path.insert(0, sys.argv[1])
clock = time.process_time
"""
LAW = """
import collections.abc, datetime, enum, functools, json, re, typing
import shared.domain.clock, shared.domain.divisions, shared.domain.errors, shared.domain.mandates
begun = clock()
from shared.regulations.library import library
modules = clock()
found = library()
loaded = clock()
shared.domain.divisions.exists("411402001")
divisions = clock()
found.rulebook("411402001", datetime.date(2026, 11, 20))
print(modules - begun, loaded - begun, clock() - divisions)
"""
CLIENT = """
begun = clock()
from botocore.session import get_session
get_session().create_client("dynamodb", "cn-north-1", aws_access_key_id="a", aws_secret_access_key="b")
print(clock() - begun)
"""
TOML = """
import shared.domain.clock, shared.domain.divisions, shared.domain.errors, shared.domain.mandates
begun = clock()
from shared.regulations.library import from_sources
from_sources()
print(clock() - begun)
"""


class Start(NamedTuple):
    """Milliseconds of the processor in fresh processes of one round, from the package alone: import of the
    law's modules; the same and reading all packs; making one rulebook (the table of divisions, in which it
    looks its division up, is the domain's and was read before); import and making of a DynamoDB client;
    modules and the same packs from TOML."""

    modules: float
    packs: float
    rulebook: float
    client: float
    toml: float


def starts(package: Path, rounds: int) -> list[Start]:
    """Law, client and TOML in turn. Raises Failed."""
    with TemporaryDirectory() as folder:
        with zipfile.ZipFile(package) as archive:
            archive.extractall(folder)
        return [
            Start(*(number for program in (LAW, CLIENT, TOML) for number in _fresh(program, folder)))
            for _ in range(rounds)
        ]


def _fresh(program: str, folder: str) -> Sequence[float]:
    run = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", CLOCK + program, folder],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        timeout=300,
    )
    if run.returncode:
        raise Failed(f"the law's modules: {run.stderr[-2000:]}")
    return [float(number) * 1000 for number in run.stdout.split()]


def measured(package: Path, *, rounds: int) -> str:
    """Both tables, and their bars. Raises Failed."""
    rows, slowest = [], [0.0, 0.0]
    for words, division, drafts, level in BOOKS:
        book = library().rulebook(division, DAY, drafts)
        made, verdicts = sets(Evaluator(book), level, rounds)
        plain, hard = (median(made, of) for of in (lambda one: one.plain, lambda one: one.hard))
        rows.append(
            (
                words,
                str(len(book.rules)),
                f"{verdicts:.1f}",
                f"{plain:.1f}",
                str(_beside([(one.plain, one.read) for one in made])),
                f"{1e6 / plain:,.0f}",
                f"{hard:.1f}",
                str(_beside([(one.hard, one.read) for one in made])),
            )
        )
        slowest = [max(pair) for pair in zip(slowest, (plain, hard), strict=True)]
    head = (
        "rulebook", "rules", "verdicts a set", "a set, CPU us", "x reading its records (quartiles)",
        "sets a second", "with a suspension and a leave, CPU us", "x reading (quartiles)",
    )  # fmt: skip
    words = f"{DEPUTIES} deputies with {RECORDS} records each, on {DAY}."
    cold, bar = _cold(starts(package, rounds))
    bars = (
        Bar("a verdict set, CPU us, the slowest rulebook", SET_BAR, slowest[0], f"{slowest[0]:.1f}"),
        Bar("the same with a suspension and a leave", SET_BAR, slowest[1], f"{slowest[1]:.1f}"),
        bar,
    )
    return f"{words}\n\n{table(head, rows)}\n\n{cold}\n\n" + "\n".join(map(str, bars))


def _cold(made: list[Start]) -> tuple[str, Bar]:
    """The table of starts, and what is asked of loading all packs."""
    rows = [
        (words, f"{median(made, of):.1f}", str(_beside([(of(one), one.client) for one in made])))
        for words, of in START_ROWS
    ]
    whole = median(made, lambda one: one.packs)
    return (
        table(("a cold start", "CPU ms", "x the client (quartiles)"), rows),
        Bar("what loading all packs adds to a cold start, CPU ms", LOAD_BAR, whole),
    )


START_ROWS: tuple[tuple[str, Callable[[Start], float]], ...] = (
    ("the law's modules", lambda one: one.modules),
    ("and all packs (`packs.bin`)", lambda one: one.packs),
    ("making one rulebook", lambda one: one.rulebook),
    ("modules, and the same packs from TOML", lambda one: one.toml),
    ("the package's DynamoDB client, imported and made", lambda one: one.client),
)


def _beside(pairs: Sequence[tuple[float, float]]) -> object:
    ones, others = zip(*pairs, strict=True)
    return ratios(ones, others, float)
