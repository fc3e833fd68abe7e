"""Deadlines: Shenzhen art. 9 and 32, Deputies Law art. 51, and forms that other regulations use."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.regulations.calendars.working_days import china, with_announced
from shared.regulations.clocks import Clock, Grant, clocks
from shared.regulations.forms import Extension
from shared.regulations.kinds.deadline import Deadline
from shared.regulations.reckoning import Event
from shared.regulations.values import Span
from tests.regulations.moments import at, happened, on

THREE_WORKING_DAYS = Deadline(("arranged",), after=("requested",), within=Span(3, "working_days"))
TWO_WORKING_DAYS = THREE_WORKING_DAYS.but(within=Span(2, "working_days"))
TWELVE_HOURS = Deadline(("forwarded",), after=("appeal_received",), within=Span(12, "hours"))
REPLY = Deadline(("replied",), after=("handed_over",), within=Span(3, "months"))


def one(rule: Deadline, *events: Event, now: str, grants: tuple[Grant, ...] = ()) -> Clock:
    (clock,) = clocks(rule, events, at(now), china(), grants)
    return clock


def due_day(rule: Deadline, *events: Event, now: str = "2026-01-01", grants: tuple[Grant, ...] = ()) -> str:
    clock = clocks(rule, events, max(at(now), *(event.at for event in events)), china(), grants)[-1]
    assert clock.due is not None
    return str(clock.due.day)


@pytest.mark.parametrize(
    ("asked", "two", "three"),
    [
        # Spring Festival 2026: 15 to 23 February off, Saturdays 14 and 28 February worked
        ("2026-02-12", "2026-02-14", "2026-02-24"),
        ("2026-02-13", "2026-02-24", "2026-02-25"),
        ("2026-02-14", "2026-02-25", "2026-02-26"),
        ("2026-02-20", "2026-02-25", "2026-02-26"),  # asked on a day off
        ("2026-02-26", "2026-02-28", "2026-03-02"),
        # National Day 2026: 1 to 7 October off, Sunday 20 September and Saturday 10 October worked
        ("2026-09-18", "2026-09-21", "2026-09-22"),
        ("2026-09-29", "2026-10-08", "2026-10-09"),
        ("2026-09-30", "2026-10-09", "2026-10-10"),
        ("2026-10-08", "2026-10-10", "2026-10-12"),
    ],
)
def test_shenzhen_9_working_days_across_the_holidays(asked: str, two: str, three: str) -> None:
    assert due_day(TWO_WORKING_DAYS, happened("requested", asked)) == two
    assert due_day(THREE_WORKING_DAYS, happened("requested", asked)) == three


def test_the_last_working_day_runs_to_its_end() -> None:
    asked = happened("requested", "2026-02-12")
    late_evening = happened("arranged", "2026-02-24 23:59")
    assert one(THREE_WORKING_DAYS, asked, late_evening, now="2026-03-01").state == "met"
    assert (
        one(THREE_WORKING_DAYS, asked, happened("arranged", "2026-02-25 00:00"), now="2026-03-01").state
        == "late"
    )
    assert one(THREE_WORKING_DAYS, asked, now="2026-02-24 23:59").state == "running"
    assert one(THREE_WORKING_DAYS, asked, now="2026-02-25 00:00").state == "overdue"


def test_shenzhen_32_twelve_hours_run_across_midnight_and_holidays() -> None:
    received = happened("appeal_received", "2026-02-16 21:30")
    clock = one(TWELVE_HOURS, received, now="2026-02-16 22:00")
    assert clock.due is not None
    assert clock.due.at == at("2026-02-17 09:30")
    assert clock.due.day == on("2026-02-17")
    assert (
        one(TWELVE_HOURS, received, happened("forwarded", "2026-02-17 09:30"), now="2026-02-18").state
        == "met"
    )
    assert (
        one(TWELVE_HOURS, received, happened("forwarded", "2026-02-17 09:31"), now="2026-02-18").state
        == "late"
    )


@pytest.mark.parametrize(
    ("handed_over", "three_months", "six_months"),
    [
        ("2026-03-10", "2026-06-10", "2026-09-10"),
        ("2025-08-31", "2025-11-30", "2026-02-28"),
        ("2023-08-31", "2023-11-30", "2024-02-29"),
        ("2024-02-29", "2024-05-29", "2024-08-29"),
        ("2025-11-30", "2026-02-28", "2026-05-30"),
    ],
)
def test_national_51_months_from_hand_over(handed_over: str, three_months: str, six_months: str) -> None:
    event = happened("handed_over", handed_over)
    assert due_day(REPLY, event) == three_months
    assert due_day(REPLY.but(within=Span(6, "months")), event) == six_months


def test_hand_over_just_before_midnight_counts_from_that_day_in_shanghai() -> None:
    assert due_day(REPLY, happened("handed_over", "2026-03-10 23:59")) == "2026-06-10"
    assert due_day(REPLY, happened("handed_over", "2026-03-11 00:00")) == "2026-06-11"


def test_the_day_of_the_event_counts_only_where_the_rule_says_so() -> None:
    asked = happened("requested", "2026-11-16")  # a Monday
    assert due_day(THREE_WORKING_DAYS, asked) == "2026-11-19"
    assert due_day(THREE_WORKING_DAYS.but(start_day="same"), asked) == "2026-11-18"
    assert due_day(REPLY.but(start_day="same"), happened("handed_over", "2026-03-01")) == "2026-05-31"


def test_a_last_day_of_rest_is_kept_or_moved_as_the_rule_says() -> None:
    event = happened("handed_over", "2026-07-03")  # 3 October lies in the Golden Week
    assert due_day(REPLY, event) == "2026-10-03"
    assert due_day(REPLY.but(shift="forward"), event) == "2026-10-08"
    assert due_day(REPLY.but(shift="backward"), event) == "2026-09-30"


def test_2027_is_provisional_until_it_is_announced_and_the_clock_follows_the_table() -> None:
    asked = happened("requested", "2027-02-03")
    before = one(THREE_WORKING_DAYS, asked, now="2027-02-03")
    assert before.due is not None
    assert (before.due.day, before.due.provisional) == (on("2027-02-10"), True)
    announced = with_announced(["2027,announced,", *(f"2027-02-{day:02d},rest,春节" for day in range(5, 12))])
    (after,) = clocks(THREE_WORKING_DAYS, [asked], at("2027-02-03"), announced)
    assert after.due is not None
    assert (after.due.day, after.due.provisional) == (on("2027-02-15"), False)


def test_no_extension_without_a_rule_for_it() -> None:
    grant = Grant(at("2026-05-01"), "explain")
    clock = one(REPLY, happened("handed_over", "2026-03-10"), now="2026-05-02", grants=(grant,))
    assert clock.due is not None
    assert clock.due.day == on("2026-06-10")
    assert [refused.why for refused in clock.refused] == ["not_allowed"]


def test_an_extension_by_explaining_adds() -> None:
    rule = REPLY.but(extension=Extension("explain", add=Span(1, "months")))
    grant = Grant(at("2026-05-01"), "explain")
    assert (
        due_day(rule, happened("handed_over", "2025-11-30"), grants=(Grant(at("2026-01-01"), "explain"),))
        == "2026-03-30"
    )
    assert (
        due_day(rule, happened("handed_over", "2026-03-10"), now="2026-06-01", grants=(grant,))
        == "2026-07-10"
    )
    clock = one(rule, happened("handed_over", "2026-03-10"), now="2026-06-01", grants=(grant, grant))
    assert [refused.why for refused in clock.refused] == ["too_often"]


def test_an_extension_with_consent_is_absolute_and_capped() -> None:
    rule = REPLY.but(
        extension=Extension("consent", by="committee", to=Span(9, "months"), longest=Span(6, "months"))
    )
    event = happened("handed_over", "2026-03-10")
    consent = Grant(at("2026-05-01"), "consent", by="committee")
    assert due_day(rule, event, now="2026-06-01", grants=(consent,)) == "2026-09-10"
    for grant, why in (
        (consent.but(by="handling_unit"), "wrong_body"),
        (consent.but(form="explain"), "wrong_form"),
        (consent.but(at=at("2026-06-11")), "too_late"),
    ):
        clock = one(rule, event, now="2026-07-01", grants=(grant,))
        assert [refused.why for refused in clock.refused] == [why]


def test_the_first_or_the_last_of_several_starting_events() -> None:
    rule = Deadline(("replied",), after=("session_closed", "handed_over"), within=Span(3, "months"))
    events = (happened("session_closed", "2026-02-06"), happened("handed_over", "2026-03-10"))
    assert due_day(rule, *events) == "2026-05-06"
    assert due_day(rule.but(starting="last"), *events) == "2026-06-10"
    assert clocks(rule.but(starting="last"), events[:1], at("2026-02-10"), china()) == ()


def test_a_second_hand_over_restarts_the_clock_or_not() -> None:
    events = (happened("handed_over", "2026-03-10"), happened("handed_over", "2026-03-20"))
    assert due_day(REPLY, *events) == "2026-06-20"
    assert due_day(REPLY.but(repeated="keep"), *events) == "2026-06-10"


def test_rounds_nest_and_may_differ() -> None:
    order = Deadline(("redo_ordered",), after=("dissatisfied",), within=Span(5, "working_days"))
    redo = Deadline(("replied",), after=("redo_ordered",), within=Span(2, "months"), round_to=1)
    again = redo.but(within=Span(1, "months"), round_from=2, round_to=None)
    events = (
        happened("handed_over", "2026-01-05"),
        happened("replied", "2026-03-02"),
        happened("dissatisfied", "2026-03-09"),
        happened("redo_ordered", "2026-03-12"),
        happened("replied", "2026-04-30"),
        happened("dissatisfied", "2026-05-06"),
        happened("redo_ordered", "2026-05-20"),
    )
    assert [clock.state for clock in clocks(order, events, at("2026-06-01"), china())] == ["met", "late"]
    (first,) = clocks(redo, events, at("2026-06-01"), china())
    (second,) = clocks(again, events, at("2026-06-01"), china())
    assert (first.round, first.state, first.due and str(first.due.day)) == (1, "met", "2026-05-12")
    assert (second.round, second.state, second.due and str(second.due.day)) == (2, "running", "2026-06-20")


def test_before_an_event_with_and_without_a_length() -> None:
    rule = Deadline(("materials_sent",), before="meeting_opens")
    meeting = happened("meeting_opens", "2026-12-08 09:00")
    week = rule.but(lead=Span(7, "days"))
    assert one(rule, meeting, now="2026-11-20").state == "running"
    assert one(rule, meeting, happened("materials_sent", "2026-12-08 08:59"), now="2026-12-09").state == "met"
    assert (
        one(rule, meeting, happened("materials_sent", "2026-12-08 09:00"), now="2026-12-09").state
        == "overdue"
    )
    assert due_day(week, meeting) == "2026-12-01"
    assert one(week, meeting, happened("materials_sent", "2026-12-02"), now="2026-12-09").state == "late"
    assert (
        due_day(rule.but(lead=Span(3, "working_days")), happened("meeting_opens", "2026-10-09"))
        == "2026-09-29"
    )


def test_each_meeting_has_its_own_clock() -> None:
    rule = Deadline(("materials_sent",), before="meeting_opens")
    events = (
        happened("materials_sent", "2026-10-20"),
        happened("meeting_opens", "2026-10-27"),
        happened("meeting_opens", "2026-12-08"),
    )
    assert [clock.state for clock in clocks(rule, events, at("2026-12-01"), china())] == ["met", "running"]


def test_promptly_has_no_day_and_is_never_overdue() -> None:
    rule = Deadline(("filled",), after=("changed",), promptly=True)
    clock = one(rule, happened("changed", "2026-01-05"), now="2026-11-20")
    assert (clock.due, clock.state) == (None, "running")


def test_a_clock_stands_still_while_it_is_halted() -> None:
    rule = Deadline(
        ("replied",), after=("accepted",), within=Span(10, "working_days"),
        pause_from=("returned",), pause_to=("received",),
    )  # fmt: skip
    events = [happened("accepted", "2026-11-02"), happened("returned", "2026-11-05")]
    assert one(rule, *events, now="2026-11-09").state == "halted"
    assert due_day(rule, *events, happened("received", "2026-11-10")) == "2026-11-19"
    assert due_day(rule, events[0]) == "2026-11-16"


def test_a_clock_survives_a_change_of_term_unless_its_rule_says_otherwise() -> None:
    event = happened("handed_over", "2026-12-20")
    (surviving,) = clocks(REPLY, [event], at("2027-04-01"), china(), term_ends=on("2027-01-15"))
    (ending,) = clocks(
        REPLY.but(ends_with_term=True), [event], at("2027-04-01"), china(), term_ends=on("2027-01-15")
    )
    assert (surviving.state, ending.state) == ("overdue", "stopped")


@given(
    st.dates(on("2004-01-01"), on("2080-01-01")),
    st.integers(1, 60),
    st.sampled_from(["days", "working_days", "weeks", "months", "years"]),
)
def test_no_deadline_is_due_on_the_day_it_starts_and_longer_is_never_earlier(day, n, unit) -> None:  # type: ignore[no-untyped-def]
    event = Event("handed_over", at(str(day)))
    rule = REPLY.but(within=Span(n, unit))
    longer = REPLY.but(within=Span(n + 1, unit))
    (short,), (long,) = (clocks(r, [event], event.at, china()) for r in (rule, longer))
    assert short.due is not None
    assert long.due is not None
    assert day < short.due.day <= long.due.day


@given(st.permutations(range(5)))
def test_the_order_in_which_events_are_given_never_matters(order: list[int]) -> None:
    start = at("2026-03-01")
    names = ["handed_over", "returned", "handed_over", "replied", "dissatisfied"]
    events = [Event(name, start + timedelta(days=n)) for n, name in enumerate(names)]
    assert clocks(REPLY, [events[n] for n in order], at("2026-11-20"), china()) == clocks(
        REPLY, events, at("2026-11-20"), china()
    )
