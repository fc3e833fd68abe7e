"""Quotas and attestations: what is counted, in what period, and where the subject stands."""

from datetime import date

import pytest

from shared.domain.divisions import Level
from shared.domain.mandates import Mandate, MandateAction, MandateEvent
from shared.regulations.evaluation import evaluate
from shared.regulations.inputs import ATTESTATION, Entry, Leave, Record, Subject, suspensions
from shared.regulations.inputs import deputy as deputy_of
from shared.regulations.library import library
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import SubjectKind
from shared.regulations.verdicts import State, Verdict
from tests.regulations.books import TODAY, book, deputy, quota, records, rule
from tests.regulations.moments import on

TWO_A_YEAR = 'at_least = 2\nper = "year"'


def one(
    rules: Rulebook, subject: Subject, given: list[Record], day: date = TODAY, today: date | None = None
) -> Verdict:
    (verdict,) = evaluate(rules, subject, given, day, today)
    return verdict


def test_shangqiu_13_asks_two_visits_of_a_city_deputy_and_three_of_a_county_deputy() -> None:
    rules = library().rulebook("411402001", TODAY)
    visits = records("check_in", "2026-03-05", "2026-09-10")
    found = {
        (level, verdict.rule): (verdict.required, verdict.counted, verdict.state)
        for level in ("city", "county", "township", "province")
        for verdict in evaluate(rules, deputy(level), visits, TODAY)
        if verdict.rule.startswith("sq-") and verdict.kind == "quota"
    }
    assert found == {
        ("city", "sq-13b"): (2, 2, State.MET),
        ("county", "sq-13c"): (3, 2, State.AT_RISK),
        ("township", "sq-13c"): (3, 2, State.AT_RISK),
    }


def test_a_verdict_names_all_that_a_reader_needs() -> None:
    rules = library().rulebook("411402001", TODAY)
    verdicts = evaluate(rules, deputy("city"), records("check_in", "2026-03-05"), TODAY)
    verdict = next(verdict for verdict in verdicts if verdict.rule == "sq-13b")
    assert (verdict.instrument, verdict.article, verdict.subject) == ("shangqiu", "13-2", "d1")
    assert verdict.period == (on("2026-01-01"), on("2026-12-31"), "2026")
    assert (verdict.required, verdict.counted, verdict.remaining) == (2, 1, 1)
    assert verdict.due == on("2026-12-31")
    assert verdict.evidence == ("d1.2026-03-05.check_in.0",)


@pytest.mark.parametrize(
    ("today", "visits", "state"),
    [
        ("2026-02-01", [], State.OPEN),
        ("2026-08-31", [], State.OPEN),
        ("2026-09-01", [], State.AT_RISK),  # two thirds of the year are over
        ("2026-09-01", ["2026-01-05"], State.AT_RISK),  # one of two is behind an even pace
        ("2026-12-31", [], State.AT_RISK),
        ("2027-01-01", ["2026-01-05"], State.SHORT),
        ("2027-01-01", ["2026-01-05", "2026-12-31"], State.MET),
    ],
)
def test_open_then_at_risk_then_short(today: str, visits: list[str], state: State) -> None:
    given = records("check_in", *visits)
    assert one(quota(TWO_A_YEAR), deputy(), given, on("2026-06-01"), on(today)).state is state


def test_nothing_after_the_day_of_asking_is_known() -> None:
    given = records("check_in", "2026-03-05", "2026-09-10")
    assert one(quota(TWO_A_YEAR), deputy(), given, on("2026-06-01")).counted == 1


def test_records_left_out_voided_or_corrected_do_not_count() -> None:
    good, poor, void, wrong = records("check_in", "2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05")
    right = Record("right", "d1", on("2026-05-05"), "check_in", corrects=wrong.id)
    given = [good, poor._replace(counted=False), void._replace(voided=True), wrong, right]
    verdict = one(quota(TWO_A_YEAR), deputy(), given)
    assert (verdict.counted, verdict.evidence) == (2, (good.id, "right"))


def test_a_record_that_comes_twice_counts_once_and_those_of_others_never() -> None:
    (mine,) = records("check_in", "2026-01-05")
    (theirs,) = records("check_in", "2026-01-05", subject="d2")
    assert one(quota(TWO_A_YEAR), deputy(), [mine, mine, theirs]).counted == 1


def test_a_mandate_counts_from_its_first_to_its_last_day() -> None:
    given = records("check_in", "2026-03-09", "2026-03-10", "2026-06-30", "2026-07-01")
    verdict = one(quota(TWO_A_YEAR), deputy(begins="2026-03-10", ends="2026-06-30"), given)
    assert verdict.evidence == (given[1].id, given[2].id)
    assert verdict.due == on("2026-06-30")
    assert evaluate(quota(TWO_A_YEAR), deputy(begins="2027-01-01"), given, TODAY) == ()
    assert evaluate(quota(TWO_A_YEAR), deputy(begins="2022-03-01", ends="2025-12-31"), given, TODAY) == ()


@pytest.mark.parametrize(
    ("part_period", "required", "state"),
    [("whole", 2, State.SHORT), ("prorate", 1, State.SHORT), ("excused", 2, State.EXCUSED)],
)
def test_part_of_a_period_owes_the_whole_unless_the_pack_says_otherwise(
    part_period: str, required: int, state: State
) -> None:
    rules = quota(f'{TWO_A_YEAR}\npart_period = "{part_period}"')
    verdict = one(rules, deputy(begins="2026-07-03"), [], on("2026-12-31"), on("2027-01-01"))
    assert (verdict.required, verdict.state) == (required, state)
    assert one(rules, deputy(), [], on("2026-12-31"), on("2027-01-01")).required == 2


def test_two_mandates_of_one_deputy_count_each_on_its_own() -> None:
    rules = library().rulebook("411402001", TODAY)
    city = Mandate("m1", Level.CITY, "4114", "411402", 6, on("2022-03-01"))
    county = Mandate("m2", Level.COUNTY, "411402", "411402", 17, on("2026-10-01"))
    given = records("check_in", "2026-03-05", "2026-10-10")
    found = [
        (verdict.rule, verdict.counted)
        for mandate in (city, county)
        for verdict in evaluate(rules, deputy_of("d1", mandate), given, TODAY)
        if verdict.rule.startswith("sq-13")
    ]
    assert found == [("sq-13b", 2), ("sq-13c", 1)]


def test_national_61_a_suspended_deputy_is_excused_and_nothing_done_meanwhile_counts() -> None:
    suspended = MandateEvent(MandateAction.SUSPEND, on("2026-02-01"), "detained")
    resumed = MandateEvent(MandateAction.RESUME, on("2026-07-01"), "cause_gone")
    mandate = Mandate("m1", Level.CITY, "4114", "411402", 6, on("2022-03-01"), events=(suspended, resumed))
    assert suspensions(mandate) == ((on("2026-02-01"), on("2026-06-30")),)
    subject = deputy_of("d1", mandate)
    given = records("check_in", "2026-01-31", "2026-02-01", "2026-06-30", "2026-07-01")
    assert one(
        quota('at_least = 1\nper = "month"'), subject, [], on("2026-05-10"), on("2026-06-01")
    ).because == ("suspended",)
    year = one(quota(TWO_A_YEAR), subject, given)
    assert (year.counted, year.state) == (2, State.MET)
    half = one(quota('at_least = 4\nper = "year"\npart_period = "prorate"'), subject, given)
    assert half.required == 3  # 215 of 365 days of four, rounded up


def test_approved_leave_of_a_whole_period_excuses_and_other_leave_does_not() -> None:
    rules = quota('at_least = 1\nper = "month"')
    away = Leave(on("2026-04-20"), on("2026-06-10"), approved=True)
    for leave, state in (
        (away, State.EXCUSED),
        (away._replace(approved=False), State.SHORT),
        (away._replace(first=on("2026-05-02")), State.SHORT),
        (away._replace(what=("check_in",)), State.EXCUSED),
        (away._replace(what=("congress_session",)), State.SHORT),
    ):
        subject = deputy()._replace(leaves=(leave,))
        assert one(rules, subject, [], on("2026-05-10"), on("2026-07-01")).state is state


def test_shangqiu_13_a_month_in_session_is_excused_and_what_is_done_in_session_does_not_count() -> None:
    rules = library().rulebook("411402001", TODAY)
    station = Subject(SubjectKind.STATION, "411402001-01", {"level": "township"})
    sitting = station._replace(
        sessions=((on("2026-03-01"), on("2026-03-31")), (on("2026-06-10"), on("2026-06-20")))
    )

    def in_month(subject: Subject, day: str, *activities: str) -> State:
        given = records("activity", *activities, subject="411402001-01")
        verdicts = evaluate(rules, subject, given, on(day), on("2026-12-31"))
        return next(verdict.state for verdict in verdicts if verdict.rule == "sq-13a")

    assert in_month(station, "2026-03-15") is State.SHORT
    assert in_month(sitting, "2026-03-15") is State.EXCUSED
    assert in_month(sitting, "2026-06-15", "2026-06-15") is State.SHORT
    assert in_month(sitting, "2026-06-15", "2026-06-25") is State.MET


def test_one_to_two_a_year_is_a_least_and_a_most() -> None:
    rules = quota('at_least = 1\nat_most = 2\nper = "year"')
    days = ["2026-01-05", "2026-02-05", "2026-03-05"]
    states = [one(rules, deputy(), records("check_in", *days[:n])) for n in range(4)]
    assert [verdict.state for verdict in states] == [State.AT_RISK, State.MET, State.MET, State.SHORT]
    assert states[3].because == ("too_many",)
    assert states[3].limit == 2


def test_what_does_not_bind_is_shown_and_never_short() -> None:
    rules = quota(TWO_A_YEAR, modality="best_effort")
    verdict = one(rules, deputy(), [], on("2026-06-01"), on("2027-02-01"))
    assert (verdict.state, verdict.because, verdict.remaining) == (State.OPEN, ("not_binding",), 2)


def test_per_level_values_and_levels_that_are_not_named() -> None:
    rules = quota('at_least = { city = 2, county = 3 }\nper = "year"')
    assert one(rules, deputy("city"), []).required == 2
    assert one(rules, deputy("county"), []).required == 3
    assert evaluate(rules, deputy("township"), [], TODAY) == ()


@pytest.mark.parametrize(
    ("unit", "counted"), [("times", 4), ("items", 9), ("person_times", 9), ("days", 3), ("persons", 3)]
)
def test_units(unit: str, counted: int) -> None:
    days = ["2026-01-05", "2026-01-05", "2026-02-05", "2026-03-05"]
    given = [
        record._replace(amount=amount, with_=with_)
        for record, amount, with_ in zip(
            records("check_in", *days), (1, 3, 5, 0), (("a", "b"), ("b",), ("c",), ()), strict=True
        )
    ]
    assert one(quota(f'unit = "{unit}"\n{TWO_A_YEAR}'), deputy(), given).counted == counted


def test_marks_narrow_what_counts() -> None:
    given = [
        *records("check_in", "2026-01-05", marks=["at_station", "on_time"]),
        *records("check_in", "2026-02-05", marks=["at_station", "unapproved"]),
        *records("check_in", "2026-03-05"),
    ]
    assert one(quota(f'marked = ["at_station", "on_time"]\n{TWO_A_YEAR}'), deputy(), given).counted == 1
    assert one(quota(f'unmarked = "unapproved"\n{TWO_A_YEAR}'), deputy(), given).counted == 2


def member(*linked: str) -> Subject:
    return Subject(
        SubjectKind.MEMBER,
        "m1",
        {"level": "city"},
        sets={"linked_deputies": tuple(Entry(id_) for id_ in linked)},
    )


def meetings(*others: str) -> list[Record]:
    return [
        Record(f"r{n}", "m1", on("2026-05-05"), "contact", with_=(other,)) for n, other in enumerate(others)
    ]


def test_owed_with_each_of_a_set_is_a_verdict_for_each_pair() -> None:
    rules = book(
        rule(
            "quota", 'of = "contact"\nat_least = 1\nper = "year"\neach = "linked_deputies"', subject="member"
        )
    )
    verdicts = evaluate(rules, member("a", "b"), meetings("a", "a", "z"), TODAY)
    assert [(verdict.with_, verdict.counted, verdict.state) for verdict in verdicts] == [
        ("a", 2, State.MET),
        ("b", 0, State.AT_RISK),
    ]


def test_with_any_of_a_set_is_one_count() -> None:
    rules = book(
        rule(
            "quota",
            'of = "contact"\nat_least = 2\nper = "year"\nwith_any = "linked_deputies"',
            subject="member",
        )
    )
    assert one(rules, member("a", "b"), meetings("a", "a", "z")).counted == 2


def test_a_fraction_of_a_set_and_a_least_number_together() -> None:
    rules = book(
        rule(
            "quota",
            'of = "check_in"\nunit = "persons"\nper = "year"\n'
            'at_least = 3\nmore_than = "1/2"\nout_of = "deputies"',
            subject="station",
        )
    )
    station = Subject(SubjectKind.STATION, "s1", {})
    for deputies, required in ((4, 3), (6, 4), (7, 4), (8, 5)):
        assert one(rules, station._replace(sets={"deputies": deputies}), []).required == required
    assert one(rules, station, []).required == 3


def test_a_rolling_period_is_over_at_any_time() -> None:
    rules = quota('at_least = 1\nper = "rolling 3 months"')
    assert one(rules, deputy(), records("check_in", "2026-08-21")).state is State.MET
    assert one(rules, deputy(), records("check_in", "2026-08-20")).state is State.SHORT
    young = one(rules, deputy(begins="2026-10-01"), [])
    assert (young.state, young.due) == (State.OPEN, on("2026-12-31"))


def test_a_term_that_has_no_registered_end_has_no_due_day() -> None:
    verdict = one(quota('at_least = 1\nper = "term"'), deputy(), [])
    assert (verdict.due, verdict.state) == (None, State.OPEN)
    term = deputy()._replace(term=(on("2022-03-01"), on("2026-12-31")))
    assert one(quota('at_least = 1\nper = "term"'), term, []).state is State.AT_RISK


def test_special_circumstances_excuse() -> None:
    ill = '[facts]\nill = { name = ["患病", "ill"], values = "yes_no" }'
    rules = book(rule("quota", f'of = "check_in"\n{TWO_A_YEAR}\nexcused_when = {{ ill = true }}'), extra=ill)
    assert one(rules, deputy(ill=True), []).state is State.EXCUSED
    assert one(rules, deputy(), []).state is State.AT_RISK


def test_an_attestation_names_the_rule_and_one_of_its_kinds_of_evidence() -> None:
    rules = book(
        rule("attest", 'evidence = ["document", "minutes"]\nper = "year"', subject="committee"),
        extra='[words]\ndocument = ["文件", "document"]\nminutes = ["记录", "minutes"]',
    )
    committee = Subject(SubjectKind.COMMITTEE, "c1", {})

    def stated(reference: str, *marks: str) -> State:
        record = Record("a1", "c1", on("2026-02-05"), ATTESTATION, marks=marks, reference=reference)
        return one(rules, committee, [record]).state

    assert stated("x-1", "minutes", "other") is State.MET
    assert stated("x-1", "photograph") is State.AT_RISK
    assert stated("x-1") is State.AT_RISK
    assert stated("x-2", "minutes") is State.AT_RISK
