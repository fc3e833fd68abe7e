"""Sizes, checklists, publications, calendars, consequences and metrics."""

from datetime import date

import pytest

from shared.regulations.evaluation import evaluate
from shared.regulations.inputs import MET, PUBLICATION, SHORT, Entry, Leave, Record, Subject
from shared.regulations.library import library
from shared.regulations.metrics import assessment, scores
from shared.regulations.rules import SubjectKind
from shared.regulations.values import Ratio
from shared.regulations.verdicts import State, Verdict
from tests.regulations.books import TODAY, book, deputy, records, rule
from tests.regulations.moments import on

STATION = Subject(SubjectKind.STATION, "s1", {"level": "township"})
WORDS = '[words]\na = ["甲", "a"]\nb = ["乙", "b"]\nc = ["丙", "c"]\nd = ["丁", "d"]'


def verdict_on(
    fields: str,
    kind: str,
    subject: Subject,
    given: list[Record],
    *,
    modality: str = "must",
    day: date = TODAY,
) -> Verdict:
    rules = book(rule(kind, fields, subject=subject.kind, modality=modality), extra=WORDS)
    (verdict,) = evaluate(rules, subject, given, day)
    return verdict


# -- sizes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("links", "state", "because"),
    [(2, State.SHORT, ()), (3, State.MET, ()), (6, State.MET, ()), (7, State.SHORT, ("too_many",))],
)
def test_three_to_six_of_those_who_count(links: int, state: State, because: tuple[str, ...]) -> None:
    grassroots = tuple(Entry(f"d{n}", {"grassroots": True}) for n in range(links))
    others = tuple(Entry(f"x{n}", {"grassroots": False}) for n in range(4))
    member = Subject(
        SubjectKind.MEMBER, "m1", {"level": "province"}, sets={"linked_deputies": grassroots + others}
    )
    fields = 'set = "linked_deputies"\namong = { grassroots = true }\nat_least = 3\nat_most = 6'
    verdict = verdict_on(fields, "size", member, [])
    assert (verdict.counted, verdict.state, verdict.because) == (links, state, because)
    assert verdict.evidence == tuple(entry.id for entry in grassroots)


def test_a_set_that_nobody_measured_is_not_judged() -> None:
    rules = book(rule("size", 'set = "heads"\nat_least = 1', subject="station"))
    assert evaluate(rules, STATION, [], TODAY) == ()


def test_shangqiu_6_each_township_has_a_station() -> None:
    rules = library().rulebook("411402001", TODAY)
    township = Subject(SubjectKind.DIVISION, "411402001", {"level": "township"}, sets={"stations": 0})
    verdicts = {verdict.rule: verdict for verdict in evaluate(rules, township, [], TODAY)}
    assert (verdicts["sq-06a.a"].state, verdicts["sq-06a.a"].remaining) == (State.SHORT, 1)
    assert verdicts["sq-06a.a"].due is None


def test_a_size_over_each_activity_is_measured_of_that_activity() -> None:
    fields = 'set = "invited_deputies"\nat_least = 2\neach = ["inspection", "research"]'
    committee = Subject(SubjectKind.COMMITTEE, "c1", {}, sets={"invited_deputies": 1})
    assert evaluate(book(rule("size", fields, subject="committee")), committee, [], TODAY) == ()
    assert verdict_on(fields, "size", committee._replace(over="research"), []).state is State.SHORT


@pytest.mark.parametrize(
    ("bound", "enough"),
    [
        ('more_than = "1/2"', 6),
        ('at_least = "1/2"', 5),
        ('at_least = "60%"', 6),
        ('at_least = [3, "1/3"]', 4),
    ],
)
def test_strict_and_other_fractions_of_ten(bound: str, enough: int) -> None:
    fields = f'set = "attending_deputies"\n{bound}\nout_of = "deputies"'
    for number in (enough - 1, enough):
        subject = STATION._replace(sets={"attending_deputies": number, "deputies": 10})
        assert verdict_on(fields, "size", subject, []).state is (
            State.MET if number == enough else State.SHORT
        )


# -- checklists and publications ---------------------------------------------------------------------------


def test_shangqiu_7_what_is_missing_of_a_station() -> None:
    rules = library().rulebook("411402001", TODAY)
    station = STATION._replace(has=frozenset({"functional_areas", "signs", "equipment"}))
    verdicts = {verdict.rule: verdict for verdict in evaluate(rules, station, [], TODAY)}
    assert (verdicts["sq-07"].counted, verdicts["sq-07"].required) == (3, 4)
    assert verdicts["sq-07"].because == ("missing:mailbox",)
    assert "sq-07" not in {verdict.rule for verdict in evaluate(rules, STATION, [], TODAY)}


@pytest.mark.parametrize(("need", "enough"), [('"all"', 3), ('"any"', 1), ("2", 2)])
def test_all_any_or_some_of_a_list(need: str, enough: int) -> None:
    for number in range(4):
        has = frozenset("abc"[:number])
        verdict = verdict_on(
            f'items = ["a", "b", "c"]\nneed = {need}', "checklist", STATION._replace(has=has), []
        )
        assert verdict.state is (State.MET if number >= enough else State.SHORT)


def test_a_closed_list_takes_nothing_else() -> None:
    fields = 'items = ["a", "b"]\nbesides = ["c"]\nclosed = true'
    assert verdict_on(fields, "checklist", STATION._replace(has=frozenset("abc")), []).state is State.MET
    refused = verdict_on(fields, "checklist", STATION._replace(has=frozenset("abd")), [])
    assert (refused.state, refused.because) == (State.SHORT, ("not_allowed:d",))


def test_tasks_of_a_period_are_records_of_it() -> None:
    given = [
        *records("a", "2026-02-01", "2026-03-01", subject="s1"),
        *records("b", "2025-12-31", subject="s1"),
    ]
    verdict = verdict_on('items = ["a", "b"]\nper = "year"', "checklist", STATION, given)
    assert (verdict.counted, verdict.because) == (1, ("missing:b",))
    assert verdict.evidence == (given[0].id,)


def notice(item: str, day: str, *channels: str) -> Record:
    return Record(f"{item}.{day}", "s1", on(day), PUBLICATION, marks=channels, reference=item)


def test_what_must_be_public_at_any_time() -> None:
    fields = 'what = ["a", "b"]\nto = "public"\nchannels = "website"'
    verdict = verdict_on(
        fields, "publish", STATION, [notice("a", "2024-01-05", "website"), notice("b", "2024-01-05", "post")]
    )
    assert (verdict.counted, verdict.state, verdict.because) == (1, State.SHORT, ("missing:b",))


def test_what_is_told_anew_each_year_within_so_many_working_days() -> None:
    fields = 'what = ["a"]\nto = "deputy"\nper = "year"\nwithin = "10 working_days"'
    before = verdict_on(fields, "publish", STATION, [notice("a", "2025-12-31")], day=on("2026-01-15"))
    assert (before.state, before.due) == (State.AT_RISK, on("2026-01-15"))  # Sunday the 4th is worked
    assert verdict_on(fields, "publish", STATION, [], day=on("2026-01-16")).state is State.SHORT
    assert (
        verdict_on(fields, "publish", STATION, [notice("a", "2026-01-15")], day=on("2026-01-16")).state
        is State.MET
    )


# -- calendars ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "state"), [((), State.SHORT), (("2026-04-05",), State.SHORT), (("2026-04-07",), State.MET)]
)
def test_datong_7_the_reception_day_of_april_2026_is_the_7th(held: tuple[str, ...], state: State) -> None:
    rules = library().rulebook("1402", TODAY)
    committee = Subject(SubjectKind.COMMITTEE, "c1", {"level": "city"})
    verdicts = evaluate(rules, committee, records("reception_day", *held, subject="c1"), on("2026-04-20"))
    verdict = next(verdict for verdict in verdicts if verdict.kind == "calendar")
    assert (verdict.state, verdict.due) == (state, on("2026-04-07"))


def test_day_9_or_19_is_kept_by_either() -> None:
    fields = 'every = "month"\ndays = [9, 19]\neither = true\nof = "reception_day"'
    for held, state in (
        (("2026-11-09",), State.MET),
        (("2026-11-19",), State.MET),
        (("2026-11-12",), State.SHORT),
    ):
        assert (
            verdict_on(fields, "calendar", STATION, records("reception_day", *held, subject="s1")).state
            is state
        )


# -- consequences ------------------------------------------------------------------------------------------

ABSENCES = 'of = "absence"\nmarked = "unapproved"\nthen = "mandate_ends"\n'


def followed(
    fields: str, *days: str, breaks: tuple[str, ...] = (), leaves: tuple[Leave, ...] = ()
) -> tuple[int, State] | None:
    given = [*records("absence", *days, marks=["unapproved"]), *records("congress_session", *breaks)]
    rules = book(rule("consequence", fields))
    found = evaluate(rules, deputy()._replace(leaves=leaves), given, TODAY)
    return (found[0].counted, found[0].state) if found else None


def test_national_62_two_unapproved_absences() -> None:
    fields = ABSENCES + 'at_least = 2\nper = "term"'
    assert followed(fields) is None
    assert followed(fields, "2025-02-18") == (1, State.AT_RISK)
    assert followed(fields, "2025-02-18", "2026-02-03") == (2, State.SHORT)
    assert followed(fields, "2022-02-18", "2026-02-03") == (1, State.AT_RISK)  # one lies before the mandate


def test_approved_leave_takes_the_unapproved_away() -> None:
    leave = Leave(on("2026-02-01"), on("2026-02-10"), approved=True)
    fields = ABSENCES + "at_least = 2"
    assert followed(fields, "2025-02-18", "2026-02-03", leaves=(leave,)) == (1, State.AT_RISK)


def test_only_a_run_counts_where_the_rule_says_consecutive() -> None:
    fields = ABSENCES + 'at_least = 2\nconsecutive = true\nbroken_by = "congress_session"'
    assert followed(fields, "2024-02-01", "2026-02-03", breaks=("2025-02-18",)) == (1, State.AT_RISK)
    assert followed(fields, "2025-02-18", "2026-02-03", breaks=("2024-02-01",)) == (2, State.SHORT)


def test_a_share_of_what_there_was() -> None:
    fields = ABSENCES + 'more_than = "1/3"\nshare_of = ["absence", "congress_session"]'
    assert followed(fields, "2025-02-18", breaks=("2024-02-01", "2026-02-03")) == (1, State.AT_RISK)
    assert followed(fields, "2025-02-18", breaks=("2024-02-01",)) == (1, State.SHORT)


def test_a_window_of_rolling_months() -> None:
    fields = ABSENCES + 'at_least = 2\nper = "rolling 12 months"'
    assert followed(fields, "2025-11-20", "2026-02-03") == (1, State.AT_RISK)
    assert followed(fields, "2025-11-21", "2026-02-03") == (2, State.SHORT)


def test_short_of_a_rule_in_periods_running() -> None:
    fields = 'short_of = ["x-0"]\nat_least = 2\nconsecutive = true\nthen = "reminded"'
    other = rule("quota", 'of = "check_in"\nat_least = 1\nper = "year"', id_="x-0")
    rules = book(other, rule("consequence", fields))

    def outcome(kind: str, year: int) -> Record:
        return Record(f"{kind}{year}", "d1", date(year, 12, 31), kind, reference="x-0")

    def state(*outcomes: Record) -> State:
        return evaluate(rules, deputy(begins="2020-01-01"), outcomes, TODAY)[-1].state

    assert state(outcome(SHORT, 2023), outcome(MET, 2024), outcome(SHORT, 2025)) is State.AT_RISK
    assert state(outcome(MET, 2023), outcome(SHORT, 2024), outcome(SHORT, 2025)) is State.SHORT


# -- metrics -----------------------------------------------------------------------------------------------


def test_a_share_with_exclusions_target_and_weight() -> None:
    fields = """
numerator = { of = "replied", marked = "on_time" }
denominator = { of = "replied" }
exclude = "returned"
at_least = "90%"
weight = 30
"""
    rules = book(rule("metric", fields, subject="station"))
    given = [
        *records("replied", *["2026-03-01"] * 9, subject="s1", marks=["on_time"]),
        *records("replied", "2026-04-01", subject="s1"),
        *records("replied", "2026-05-01", subject="s1", marks=["returned"]),
        *records("replied", "2025-05-01", subject="s1"),
    ]
    (score,) = scores(rules, STATION, given, TODAY)
    assert (score.above, score.below, score.meets, score.points, score.weight) == (9, 10, True, 2700, 30)
    assert len(score.evidence) == 9


def test_an_average_over_a_set_and_an_assessment_of_what_could_be_measured() -> None:
    average = 'numerator = { of = "check_in" }\nsize = "deputies"\nfull_at = 2\nat_least = 2\nweight = 60'
    unmeasured = 'numerator = { of = "replied" }\ndenominator = { of = "received" }\nweight = 40'
    rules = book(
        rule("metric", average, subject="station"), rule("metric", unmeasured, subject="station", id_="x-2")
    )
    visits = [
        record._replace(id=str(n))
        for n, record in enumerate(records("check_in", *["2026-03-01"] * 15, subject="s1"))
    ]
    found = scores(rules, STATION._replace(sets={"deputies": 10}), visits, TODAY)
    assert [(score.points, score.meets) for score in found] == [(4500, False), (0, None)]
    assert assessment(found) == Ratio(4500, 6000)
    assert assessment(found[1:]) is None
