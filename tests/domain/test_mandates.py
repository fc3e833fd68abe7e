"""Mandates begin, are suspended, resumed and ended (Deputies Law art. 2, 61, 62)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import mandates
from shared.domain.divisions import Level
from shared.domain.errors import Basis, Refusal
from shared.domain.mandates import Mandate, MandateAction, MandateEvent, MandateStatus

MANDATE = Mandate(
    id="m1", level=Level.CITY, division="4114", electing_unit="411402", term=6, begins=date(2022, 4, 1)
)


def happen(mandate: Mandate, action: MandateAction, on: date, reason: str = "detained") -> Mandate:
    return mandates.apply(mandate, MandateEvent(action, on, reason))


def test_a_mandate_counts_from_its_first_to_its_last_day() -> None:
    ended = happen(MANDATE, MandateAction.END, date(2024, 2, 29), "resigned")
    assert not ended.active_on(date(2022, 3, 31))
    assert ended.active_on(date(2022, 4, 1))
    assert ended.active_on(date(2024, 2, 29))
    assert not ended.active_on(date(2024, 3, 1))
    assert ended.status is MandateStatus.ENDED


def test_national_61_suspension_takes_it_away_and_resumption_gives_it_back() -> None:
    suspended = happen(MANDATE, MandateAction.SUSPEND, date(2024, 5, 1))
    resumed = happen(suspended, MandateAction.RESUME, date(2024, 8, 1), "cause_gone")
    assert [resumed.active_on(date(2024, month, 1)) for month in (4, 5, 7, 8)] == [True, False, False, True]


def test_national_61_only_a_suspended_mandate_resumes() -> None:
    with pytest.raises(Refusal) as caught:
        happen(MANDATE, MandateAction.RESUME, date(2024, 5, 1), "cause_gone")
    assert caught.value.code == "mandate_transition"
    assert caught.value.basis == Basis("national", "61")


def test_national_62_an_ended_mandate_stays_ended() -> None:
    ended = happen(MANDATE, MandateAction.END, date(2024, 5, 1), "recalled")
    for action in MandateAction:
        with pytest.raises(Refusal, match="mandate_transition"):
            happen(ended, action, date(2024, 6, 1))


def test_events_stand_in_the_order_of_their_days() -> None:
    suspended = happen(MANDATE, MandateAction.SUSPEND, date(2024, 5, 1))
    with pytest.raises(Refusal, match="mandate_event_order"):
        happen(suspended, MandateAction.RESUME, date(2024, 4, 30), "cause_gone")


def test_only_the_reasons_of_the_law_are_taken() -> None:
    assert mandates.reason_of(MandateAction.END, "moved_away") == "moved_away"
    assert mandates.reason_of(MandateAction.RESUME, None) == "cause_gone"
    for action, reason in ((MandateAction.END, "bored"), (MandateAction.SUSPEND, None)):
        with pytest.raises(Refusal, match="mandate_reason"):
            mandates.reason_of(action, reason)


@given(st.lists(st.tuples(st.sampled_from(MandateAction), st.integers(0, 2000)), max_size=6))
def test_whatever_happens_the_events_stay_in_order_and_nothing_follows_an_end(
    steps: list[tuple[MandateAction, int]],
) -> None:
    mandate = MANDATE
    for action, days in steps:
        try:
            mandate = happen(mandate, action, MANDATE.begins + timedelta(days=days))
        except Refusal:
            continue
    order = [event.on for event in mandate.events]
    assert order == sorted(order)
    assert MandateAction.END not in [event.action for event in mandate.events[:-1]]


@given(st.lists(st.tuples(st.sampled_from(MandateAction), st.integers(0, 2000)), max_size=6))
def test_withdrawing_every_event_leads_back_through_each_state_to_the_first(
    steps: list[tuple[MandateAction, int]],
) -> None:
    for start in (MANDATE, replace(MANDATE, ends=MANDATE.begins + timedelta(days=1500))):
        states = [start]
        for action, days in steps:
            try:
                states.append(happen(states[-1], action, MANDATE.begins + timedelta(days=days)))
            except Refusal:
                continue
        while len(states) > 1:
            last = states.pop()
            assert mandates.withdraw(last) == states[-1]
        with pytest.raises(Refusal, match="mandate_no_event"):
            mandates.withdraw(states[-1])


@given(
    st.lists(st.tuples(st.sampled_from(MandateAction), st.integers(0, 400)), max_size=4),
    st.integers(-400, 400),
    st.none() | st.integers(-400, 800),
)
def test_whatever_is_corrected_the_events_stay_inside_the_mandate(
    steps: list[tuple[MandateAction, int]], first: int, last: int | None
) -> None:
    mandate = MANDATE
    for action, days in steps:
        try:
            mandate = happen(mandate, action, MANDATE.begins + timedelta(days=days))
        except Refusal:
            continue
    ends = None if last is None else MANDATE.begins + timedelta(days=last)
    try:
        after = mandates.correct(mandate, {"begins": MANDATE.begins + timedelta(days=first), "ends": ends})
    except Refusal:
        assert mandate.events
        return
    assert after.events == mandate.events
    assert all(after.begins <= event.on <= (after.ends or event.on) for event in after.events)
    if mandate.status is MandateStatus.ENDED:
        assert after.ends == after.events[-1].on


def test_what_is_known_to_last_longer_is_known_again_when_an_end_is_withdrawn() -> None:
    known = replace(MANDATE, ends=date(2027, 3, 31))
    ended = happen(known, MandateAction.END, date(2026, 11, 1), "resigned")
    assert (ended.ends, mandates.withdraw(ended).ends) == (date(2026, 11, 1), date(2027, 3, 31))
