"""README.md teaches what the code does: every field is told, every example can be used."""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.regulations import loading, matters
from shared.regulations.calendars.working_days import china
from shared.regulations.evaluation import Evaluator, evaluate, outcomes
from shared.regulations.inputs import Record, Subject
from shared.regulations.kinds import KINDS
from shared.regulations.library import Library, library
from shared.regulations.loading import load
from shared.regulations.matters import Matter
from shared.regulations.metrics import assessment, scores
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import SubjectKind
from shared.regulations.shapes import keys_of
from shared.regulations.values import Ratio
from shared.regulations.verdicts import State
from shared.regulations.words import COMMON, FACTS
from tests.regulations.books import deputy, records
from tests.regulations.moments import at, happened, on

README = Path(loading.__file__).with_name("README.md").read_text("utf-8")
EXAMPLE = Path(__file__).with_name("example.toml")


def section(kind: str) -> str:
    found = re.search(rf"^### {kind}: .*?(?=^##)", README, re.MULTILINE | re.DOTALL)
    assert found, f"README.md has no section on {kind}"
    return found[0]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_is_told(kind: str) -> None:
    told = section(kind)
    bounds = {"more_than", "at_most", "less_than", "exactly", "out_of", "at_least"}  # told once, under Values
    asides = {"when", "unless"}
    untold = [key for key in keys_of(KINDS[kind]) if not re.search(rf"\b{key}\b", told)]
    assert set(untold) <= bounds | asides | {"unmarked"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_example_of_a_kind_has_a_field_that_it_does_not_take(kind: str) -> None:
    for block in re.findall(r"```toml\n(.*?)```", section(kind), re.DOTALL):
        document: dict[str, Any] = tomllib.loads(block)
        for part in document.pop("rule", {}).get("part", [document]) if kind == "deadline" else [document]:
            taken = set(keys_of(KINDS[kind])) | {"id", "rule"}
            assert set(part) <= taken


def test_every_built_in_fact_is_told() -> None:
    assert [name for name in FACTS if f"`{name}`" not in README] == []


def test_words_have_both_names() -> None:
    assert all(zh.strip() and en.strip() for zh, en in COMMON.values())


def test_the_worked_example_stands_in_the_readme_as_it_is_tested() -> None:
    assert EXAMPLE.read_text("utf-8") in README


@pytest.fixture(scope="module")
def book() -> Rulebook:
    """Its county is in no table of divisions here, so the rulebook is made directly."""
    national = next(pack for pack in library().packs if pack.instrument.id == "national")
    together = Library([national, load(EXAMPLE)])
    assert together.faults == []
    return Rulebook("330199", on("2027-05-01"), together.in_force(on("2027-05-01"), ["example-county"]))


def test_the_example_asks_visits_by_level_in_proportion_to_the_time_in_office(book: Rulebook) -> None:
    township = deputy("township", begins="2027-05-15")
    (verdict,) = [v for v in evaluate(book, township, [], on("2027-05-20")) if v.rule == "ex-04"]
    assert (verdict.required, verdict.because) == (2, ("prorated",))  # 47 of 91 days of two, rounded up
    (verdict,) = [v for v in evaluate(book, deputy("county"), [], on("2027-05-20")) if v.rule == "ex-04"]
    assert verdict.required == 1


def test_the_example_reminds_after_two_quarters_running(book: Rulebook) -> None:
    subject, evaluator = deputy("county", begins="2026-01-01"), Evaluator(book)
    visits = records("check_in", "2026-01-05")
    ends = [on("2026-03-31"), on("2026-06-30"), on("2026-09-30")]
    past = [
        v
        for end in ends
        for v in evaluator.evaluate(subject, visits, end, end + timedelta(days=1))
        if v.rule == "ex-04"
    ]
    assert [verdict.state for verdict in past] == [State.MET, State.SHORT, State.SHORT]
    found = evaluator.evaluate(subject, [*visits, *outcomes(past)], on("2026-10-01"))
    reminded = next(verdict for verdict in found if verdict.rule == "ex-12")
    assert (reminded.counted, reminded.state, reminded.because) == (2, State.SHORT, ("then:reminded",))


def test_the_example_holds_its_reception_day_on_the_first_wednesday(book: Rulebook) -> None:
    station = Subject(SubjectKind.STATION, "s1", {})
    held = records("reception_day", "2026-10-08", subject="s1")  # Wednesday the 7th is a holiday
    (verdict,) = [v for v in evaluate(book, station, held, on("2026-10-20")) if v.rule == "ex-06"]
    assert (verdict.due, verdict.state) == (on("2026-10-08"), State.MET)


def test_the_example_wants_three_deputies_and_more_than_half_in_receptions(book: Rulebook) -> None:
    station = Subject(SubjectKind.STATION, "s1", {}, sets={"deputies": 8})
    given = [
        Record(f"r{n}", "s1", on("2026-08-05"), "reception", with_=(f"d{n}", f"d{n + 1}")) for n in range(3)
    ]
    (verdict,) = [v for v in evaluate(book, station, given, on("2026-12-31")) if v.rule == "ex-07"]
    assert (verdict.required, verdict.counted, verdict.period.label) == (5, 4, "2026-H2")


def test_the_example_runs_a_matter_through_its_rounds(book: Rulebook) -> None:
    events = (
        happened("handed_over", "2026-09-21"),
        happened("answered", "2026-10-20"),
        happened("dissatisfied", "2026-10-21"),
        happened("redo_ordered", "2026-10-26"),
    )
    matter = Matter("o1", {}, events)
    found = {
        v.rule: (str(v.due), v.state)
        for v in matters.verdicts(book, matter, at("2026-11-10"), china())
        if v.rule.startswith("ex-")
    }
    assert found == {
        "ex-08.answer": ("2026-10-19", State.SHORT),  # Mid-autumn and Golden Week left out, the 10th worked
        "ex-08.order": ("2026-10-28", State.MET),
        "ex-08.redo": ("2026-11-26", State.OPEN),
    }
    (way,) = matters.routes(book, {"urgent": True}, "received", [SubjectKind.STATION])
    assert way.branch.act == ("hand_over", "urge")


def test_the_example_assesses_a_station(book: Rulebook) -> None:
    station = Subject(SubjectKind.STATION, "s1", {}, sets={"deputies": 2})
    given = [
        *records("answered", "2027-01-05", "2027-01-06", "2027-01-07", subject="s1", marks=["on_time"]),
        *records("answered", "2027-01-08", subject="s1"),
        *records("check_in", *(f"2027-02-{day:02d}" for day in range(1, 7)), subject="s1"),
    ]
    found = scores(book, station, given, on("2027-12-31"))
    assert [score.points for score in found] == [4500, 2000]
    assert assessment(found) == Ratio(6500, 10000)


def test_the_example_refers_to_rules_that_no_pack_supplies_yet(book: Rulebook) -> None:
    assert book.resolutions["ex-15"].missing == ("province", "city")
