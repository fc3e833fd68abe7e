"""How fast the law is: verdict sets a second on one core, and what loading all packs adds to a cold start.

    python -m tests.bench.bench_regulations

Not a test: pytest does not collect it. Results are kept in README.md beside this file.
"""

import compileall
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from shared.regulations.compiled import packed
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import ATTESTATION, Leave, Record, Subject
from shared.regulations.library import COMPILED, from_sources, library
from shared.regulations.rules import SubjectKind
from shared.regulations.verdicts import Verdict

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 20)
RECORDS = 30
DEPUTIES = 200
"""Different deputies, so that no cache helps but that of the rulebook's plan."""
KINDS = (
    "check_in", "check_in", "check_in", "reception", "inspection", "research", "training", "forum", "absence",
    "problem_solved", "congress_session", "standing_committee_meeting", "group_activity", ATTESTATION,
)  # fmt: skip
STARTS = 21


def deputies(*, level: str, plain: bool) -> list[tuple[Subject, list[Record]]]:
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


def sets_a_second(evaluator: Evaluator, cases: list[tuple[Subject, list[Record]]]) -> tuple[float, float]:
    """Verdict sets a second of processor time (median of five rounds), and verdicts in a set."""
    rounds = []
    found: tuple[Verdict, ...] = ()
    verdicts = 0
    for _ in range(5):
        begun = time.process_time()
        verdicts = 0
        for subject, records in cases * 5:
            found = evaluator.evaluate(subject, records, DAY)
            verdicts += len(found)
        rounds.append(len(cases) * 5 / (time.process_time() - begun))
    return statistics.median(rounds), verdicts / (len(cases) * 5)


PROGRAM = """
import sys, time
sys.path[:] = [sys.argv[1], *sys.path]
import collections.abc, datetime, enum, functools, json, re, typing
import shared.domain.clock, shared.domain.divisions, shared.domain.errors, shared.domain.mandates
clock = time.process_time
begun = clock()
from shared.regulations.library import library
modules = clock()
found = library()
loaded = clock()
shared.domain.divisions.exists("411402001")
divisions = clock()
found.rulebook("411402001", datetime.date(2026, 11, 20))
done = clock()
print((modules - begun) * 1000, (loaded - modules) * 1000, (done - divisions) * 1000)
"""


def starts() -> list[list[float]]:
    """Milliseconds of processor time in fresh processes, of a copy laid out as in the package, its modules
    compiled: import of the modules, reading of all packs, making of one rulebook. The table of divisions,
    in which a rulebook looks its division up, is the domain's and is read before the last."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(
            ROOT / "shared", Path(folder) / "shared", ignore=shutil.ignore_patterns("__pycache__")
        )
        (Path(folder) / "shared" / "regulations" / COMPILED).write_bytes(packed(from_sources().packs))
        compileall.compile_dir(folder, quiet=1)
        return [
            [
                float(number)
                for number in subprocess.run(
                    [sys.executable, "-c", PROGRAM, folder],
                    capture_output=True,
                    text=True,
                    check=True,
                    cwd=folder,
                ).stdout.split()
            ]
            for _ in range(STARTS)
        ]


def main() -> None:
    """Measure and print."""
    print(f"Python {platform.python_version()}, {platform.machine()}")
    print(f"{DEPUTIES} deputies with {RECORDS} records each, on {DAY}")
    for name, division, drafts, level in (
        ("Shangqiu, city deputy", "411402001", (), "city"),
        ("Shangqiu, township deputy", "411402001", (), "township"),
        ("Shenzhen's draft, city deputy", "440303", ("shenzhen",), "city"),
        ("Datong, city deputy", "140213", (), "city"),
    ):
        book = library().rulebook(division, DAY, drafts)
        evaluator = Evaluator(book)
        speed, size = sets_a_second(evaluator, deputies(level=level, plain=True))
        hard, _ = sets_a_second(evaluator, deputies(level=level, plain=False))
        print(
            f"{name}: {len(book.rules)} rules, {size:.1f} verdicts a set: {speed:,.0f} sets a second;"
            f" with a suspension and a leave {hard:,.0f}"
        )
    measured = list(zip(*starts(), strict=True))
    modules, packs, rulebook = (statistics.median(column) for column in measured)
    least = [min(column) for column in measured]
    for name, column in (("medians", [modules, packs, rulebook]), ("least", least)):
        print(
            f"cold start, {name} of {STARTS}: modules {column[0]:.1f} ms + all packs {column[1]:.1f} ms"
            f" = {column[0] + column[1]:.1f} ms; a rulebook {column[2]:.1f} ms"
        )
    begun = time.perf_counter()
    from_sources()
    print(f"the same packs from TOML: {(time.perf_counter() - begun) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
