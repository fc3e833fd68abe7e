"""Clocks of what is handed over, against days reckoned by hand; and when somebody is told of them."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.suggestions.clocks import clock
from functions.suggestions.clocks.clock import Timed
from shared.domain.clock import iso
from shared.regulations.clocks import Grant
from shared.regulations.library import Library, library
from shared.regulations.reckoning import Event
from shared.regulations.rules import SubjectKind
from shared.regulations.values import Fact
from tests.regulations.books import pack, rule
from tests.regulations.moments import at, happened

SHANGQIU, DATONG, GUANGXI, SHENZHEN, TIANJIN, TOWNSHIP = "4114", "1402", "45", "4403", "12", "411402001"
FAR = at("2040-01-01")
ADOPTED = "shenzhen:2026-01-01"


def of(*events: Event, division: str = SHANGQIU, now: datetime = FAR, **facts: Fact) -> tuple[Timed, ...]:
    return clock.of("s1", events, facts, division, now)


def only(found: tuple[Timed, ...]) -> Timed:
    (timed,) = found
    return timed


def due(timed: Timed) -> str:
    assert timed.run.clock.due is not None
    return str(timed.run.clock.due.day)


@pytest.mark.parametrize(
    ("handed_over", "three_months", "six_months"),
    [
        ("2026-11-20 09:00", "2027-02-20", "2027-05-20"),
        ("2026-11-30 09:00", "2027-02-28", "2027-05-30"),
        ("2027-11-30 09:00", "2028-02-29", "2028-05-30"),
        ("2027-11-29 09:00", "2028-02-29", "2028-05-29"),
        ("2026-08-31 17:00", "2026-11-30", "2027-02-28"),
        ("2027-08-31 17:00", "2027-11-30", "2028-02-29"),
        ("2026-12-31 23:59:59", "2027-03-31", "2027-06-30"),
        ("2027-01-01 00:00", "2027-04-01", "2027-07-01"),
        ("2028-02-29 12:00", "2028-05-29", "2028-08-29"),
    ],
)
def test_nat_51b_months_from_the_hand_over(handed_over: str, three_months: str, six_months: str) -> None:
    usual = only(of(happened("handed_over", handed_over)))
    wide = only(of(happened("handed_over", handed_over), wide_or_difficult=True))
    assert (usual.run.part.id, due(usual)) == ("nat-51b.usual", three_months)
    assert (wide.run.part.id, due(wide)) == ("nat-51b.wide", six_months)
    assert (usual.run.part.instrument, usual.run.part.article) == ("national", "51-2")


def test_nat_51b_the_day_is_that_of_china_not_of_greenwich() -> None:
    sixteen_utc = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    assert due(only(of(Event("handed_over", sixteen_utc)))) == "2027-04-01"
    assert due(only(of(Event("handed_over", sixteen_utc - timedelta(seconds=1))))) == "2027-03-31"


@pytest.mark.parametrize("division", [SHANGQIU, DATONG, GUANGXI, SHENZHEN, TIANJIN, TOWNSHIP])
def test_nat_51b_holds_in_every_division_and_starts_with_the_hand_over_alone(division: str) -> None:
    handed = happened("handed_over", "2026-11-30 09:00")
    later = happened("accepted", "2027-01-15")
    timed = only(of(handed, later, division=division))
    assert (timed.run.part.id, due(timed)) == ("nat-51b.usual", "2027-02-28")
    assert of(later, division=division) == ()


def test_nat_51b_the_last_instant_of_the_last_day_is_in_time() -> None:
    handed = happened("handed_over", "2026-11-30 09:00")
    in_time = only(of(handed, happened("replied", "2027-02-28 23:59:59")))
    late = only(of(handed, happened("replied", "2027-03-01 00:00")))
    assert (in_time.run.clock.state, late.run.clock.state) == ("met", "late")
    assert only(of(handed, now=at("2027-02-28 23:59:59"))).run.clock.state == "running"
    assert only(of(handed, now=at("2027-03-01 00:00"))).run.clock.state == "overdue"


def test_nat_51b_a_second_round_has_its_own_three_months() -> None:
    first, second = of(
        happened("handed_over", "2026-11-30"),
        happened("replied", "2027-01-10"),
        happened("dissatisfied", "2027-01-20"),
        happened("handed_over", "2027-01-31"),
    )
    assert (first.run.clock.round, first.run.clock.state) == (1, "met")
    assert (second.run.clock.round, due(second)) == (2, "2027-04-30")


def test_nat_51b_what_is_given_anew_without_a_reply_starts_anew() -> None:
    timed = only(
        of(
            happened("handed_over", "2026-11-30"),
            happened("returned", "2026-12-04"),
            happened("handed_over", "2026-12-20"),
        )
    )
    assert (timed.run.clock.round, due(timed)) == (1, "2027-03-20")


def test_nothing_happened_nothing_is_owed() -> None:
    assert of() == ()
    assert clock.first_owed(()) is None


# -- by the hour -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "until"),
    [
        ("2026-11-20 20:30", "2026-11-21T08:30:00+08:00"),
        ("2026-12-31 23:59:59", "2027-01-01T11:59:59+08:00"),
        ("2028-02-28 18:00", "2028-02-29T06:00:00+08:00"),
    ],
)
def test_sz_32_an_appeal_is_forwarded_within_twelve_hours(
    monkeypatch: pytest.MonkeyPatch, received: str, until: str
) -> None:
    appeal = happened("appeal_received", received)
    monkeypatch.setenv("ADOPTED_DRAFTS", ADOPTED)
    timed = only(of(appeal, division=SHENZHEN))
    assert timed.run.part.id == "sz-32.a"
    assert timed.run.clock.due is not None
    last = timed.run.clock.due.at
    assert iso(last) == until
    on_time = only(of(appeal, Event("forwarded", last), division=SHENZHEN))
    late = only(of(appeal, Event("forwarded", last + timedelta(seconds=1)), division=SHENZHEN))
    assert (on_time.run.clock.state, late.run.clock.state) == ("met", "late")


def test_sz_32_binds_nobody_where_the_draft_is_not_adopted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADOPTED_DRAFTS", "none")
    assert of(happened("appeal_received", "2026-11-20"), division=SHENZHEN) == ()


def test_sz_28b_hand_over_in_time_adds_no_clock_to_that_of_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADOPTED_DRAFTS", ADOPTED)
    timed = only(
        of(happened("submitted", "2026-11-01"), happened("handed_over", "2026-11-30"), division="4403")
    )
    assert (timed.run.part.id, due(timed)) == ("nat-51b.usual", "2027-02-28")


# -- without a number --------------------------------------------------------------------------------------


def test_gx_10_what_cannot_be_answered_in_the_meeting_is_explained_and_answered_promptly() -> None:
    voiced = happened("voiced", "2026-11-20 10:00")
    explained, answered = of(voiced, happened("meeting_closed", "2026-11-21"), division=GUANGXI)
    assert (explained.run.part.id, answered.run.part.id) == ("gx-10.b", "gx-10.c")
    assert (explained.run.clock.due, answered.run.clock.due) == (None, None)
    first = clock.first_owed((explained, answered))
    assert first is explained
    told = happened("explained", "2026-11-20 11:00")
    assert only(of(voiced, told, division=GUANGXI)).run.clock.state == "met"


def test_gx_10_what_can_be_is_answered_before_the_meeting_closes() -> None:
    voiced, closes = happened("voiced", "2026-11-20 10:00"), happened("meeting_closed", "2026-11-21 17:00")
    now = at("2026-11-20 12:00")
    timed = only(of(voiced, closes, division=GUANGXI, now=now, answerable_in_meeting=True))
    assert timed.run.clock.due is not None
    assert (timed.run.clock.state, timed.run.clock.due.at < closes.at) == ("running", True)


@pytest.mark.parametrize(
    ("remit", "event", "item", "rule_id"),
    [
        ("township", "handed_over", "handover_notice", "sq-20b.b"),
        ("township", "result_known", "result", "sq-20b.c"),
        ("higher", "forwarded", "forwarding_notice", "sq-20c.b"),
        ("higher", "result_known", "result", "sq-20c.c"),
    ],
)
def test_sq_20_the_resident_is_told_promptly(remit: str, event: str, item: str, rule_id: str) -> None:
    def station(*events: Event) -> Timed:
        facts: dict[str, Fact] = {"matter_remit": remit}
        return only(clock.of("e1", events, facts, TOWNSHIP, FAR, subjects=clock.RECEIVER))

    owed = station(happened(event, "2026-11-20"))
    assert (owed.run.part.id, owed.run.item, owed.run.clock.due, owed.is_open) == (rule_id, item, None, True)
    assert not station(happened(event, "2026-11-20"), happened(item, "2026-11-20 13:00")).is_open


# -- made longer -------------------------------------------------------------------------------------------

EXTENDED = rule(
    "deadline",
    """
after = "handed_over"
within = "3 months"
until = "replied"
[rule.extension]
form = "consent"
by = "deputies_affairs_committee"
add = "1 months"
longest = "5 months"
times = 3
""",
    id_="x-1",
    subject="handling_unit",
)
NOTICE_OF_REST = rule(
    "deadline",
    """
after = "handed_over"
within = "5 working_days"
until = ["accepted", "returned"]
""",
    id_="x-2",
    subject="handling_unit",
)


@pytest.fixture
def own_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the law, a province has a rule with an extension, and one in working days."""
    library_ = Library([*library().packs, pack(EXTENDED + NOTICE_OF_REST, division="4114")])
    assert not library_.faults
    monkeypatch.setattr(clock, "packs", lambda: library_)


def consent(when: str, body: str = "deputies_affairs_committee") -> Grant:
    return Grant(at(when), "consent", body, when)


def with_grants(*grants: Grant, now: datetime = FAR) -> Timed:
    handed = happened("handed_over", "2026-11-30 09:00")
    found = clock.of("s1", [handed], {}, SHANGQIU, now, grants=grants)
    return next(timed for timed in found if timed.run.part.id == "x-1")


@pytest.mark.usefixtures("own_rules")
def test_extensions_add_up_from_the_same_start_and_end_at_the_longest() -> None:
    assert due(with_grants()) == "2027-02-28"
    assert due(with_grants(consent("2027-02-20"))) == "2027-03-30"
    assert due(with_grants(consent("2027-02-20"), consent("2027-03-20"))) == "2027-04-30"
    three = with_grants(consent("2027-02-20"), consent("2027-03-20"), consent("2027-04-20"))
    assert (due(three), len(three.run.clock.extended)) == ("2027-04-30", 3)


@pytest.mark.usefixtures("own_rules")
def test_extensions_of_another_form_or_body_or_too_late_have_no_effect() -> None:
    for grant, why in [
        (Grant(at("2027-02-20"), "explain", "deputies_affairs_committee"), "wrong_form"),
        (consent("2027-02-20", "general_office"), "wrong_body"),
        (consent("2027-03-01 00:00"), "too_late"),
    ]:
        timed = with_grants(grant)
        assert due(timed) == "2027-02-28"
        assert [refused.why for refused in timed.run.clock.refused] == [why]


@pytest.mark.usefixtures("own_rules")
def test_working_days_leave_out_the_holidays_and_are_provisional_while_those_are_not_announced() -> None:
    def found(when: str) -> Timed:
        handed = happened("handed_over", when)
        return next(t for t in of(handed) if t.run.part.id == "x-2")

    national_day = found("2026-09-29")
    assert (due(national_day), national_day.run.clock.due is not None) == ("2026-10-12", True)
    unannounced = found("2029-09-24").run.clock.due
    assert unannounced is not None
    assert unannounced.provisional


# -- telling -----------------------------------------------------------------------------------------------


def told_until(handed: Event, end: str) -> list[tuple[str, str]]:
    """What an hourly look tells of a clock, from the hand-over to ``end``."""
    after, now, found = handed.at, handed.at, []
    while now < at(end):
        now += timedelta(hours=1)
        for timed in of(handed, now=now):
            moment = clock.told(timed, after, now)
            if moment is not None:
                found.append((moment.kind.value, iso(now)[:13]))
        after = now
    return found


def test_three_months_are_warned_of_twice_then_overdue_then_urged_each_week() -> None:
    assert told_until(happened("handed_over", "2026-11-30 00:00"), "2027-03-16") == [
        ("case_due_soon", "2027-02-13T20"),
        ("case_due_soon", "2027-02-26T00"),
        ("case_overdue", "2027-03-01T00"),
        ("case_urged", "2027-03-08T00"),
        ("case_urged", "2027-03-15T00"),
    ]


def test_a_late_look_tells_the_last_only() -> None:
    handed = happened("handed_over", "2026-11-30 00:00")
    now = at("2027-03-10")
    timed = only(of(handed, now=now))
    moment = clock.told(timed, handed.at, now)
    assert moment is not None
    assert (moment.kind.value, moment.at) == ("case_urged", at("2027-03-08 00:00"))
    assert clock.told(timed, now, now) is None
    assert clock.next_moment(timed, now) == at("2027-03-15 00:00")


def test_twelve_hours_are_warned_of_once_two_hours_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADOPTED_DRAFTS", ADOPTED)
    received = happened("appeal_received", "2026-11-20 20:30")
    timed = only(of(received, division=SHENZHEN, now=received.at))
    warned = clock.next_moment(timed, received.at)
    assert warned == at("2026-11-21 06:30")
    assert clock.next_moment(timed, warned) == at("2026-11-21 08:30") + timedelta(microseconds=1)


def test_nobody_is_told_of_what_is_done_or_has_no_day() -> None:
    handed, replied = happened("handed_over", "2026-11-30"), happened("replied", "2027-03-02")
    assert clock.next_moment(only(of(handed, replied)), handed.at) is None
    notice = happened("forwarded", "2026-11-20")
    facts: dict[str, Fact] = {"matter_remit": "higher"}
    owed = only(clock.of("e1", [notice], facts, TOWNSHIP, FAR, subjects=(SubjectKind.STATION,)))
    assert clock.next_moment(owed, notice.at) is None


def test_what_binds_comes_first_and_what_is_only_asked_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    wish = rule(
        "deadline",
        'after = "handed_over"\nwithin = "1 months"\nuntil = "replied"',
        subject="handling_unit",
        modality="generally",
    )
    library_ = Library([*library().packs, pack(wish)])
    monkeypatch.setattr(clock, "packs", lambda: library_)
    handed = happened("handed_over", "2026-11-30")
    found = of(handed, now=handed.at)
    first = clock.first_owed(found)
    asked = next(timed for timed in found if timed.run.part.id == "x-1")
    assert first is not None
    assert (first.run.part.id, due(asked)) == ("nat-51b.usual", "2026-12-30")
    assert clock.next_moment(asked, handed.at) is None
