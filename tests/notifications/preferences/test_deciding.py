"""What is sent, when, and what never: the pure decision."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.notifications.channels.names import Channel
from functions.notifications.preferences.deciding import (
    DIGEST_TAKES,
    STANDARD,
    Digest,
    Later,
    Never,
    Preferences,
    Quiet,
    Send,
    Wish,
    decide,
    next_at,
)
from functions.notifications.preferences.groups import (
    MANDATORY,
    NAMES,
    URGENT,
    Group,
    group_of,
    kinds_of,
    kinds_without_group,
)
from shared.domain.clock import SHANGHAI
from shared.domain.notices import NoticeKind as Kind

NIGHT = Quiet(time(22), time(7))
NOON = Quiet(time(12), time(14))
BY_KIND = {group: kinds_of(group)[0] for group in Group if kinds_of(group)}


def on(text: str) -> datetime:
    """An instant of Asia/Shanghai."""
    return datetime.fromisoformat(f"{text}:00+08:00")


NOW = on("2026-11-20T09:30")


def test_every_kind_is_in_one_group() -> None:
    assert kinds_without_group() == set()
    assert sum(len(kinds_of(group)) for group in Group) == len(Kind)
    assert NAMES.keys() == set(Group)


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("kind", [*Kind, "invented_tomorrow"])
def test_who_has_said_nothing_hears_at_once_by_every_channel(kind: str, channel: Channel) -> None:
    assert decide(kind, channel, STANDARD, NOW) == Send()


def test_a_channel_is_off_for_its_group_alone() -> None:
    wants = Preferences(wishes=(Wish(Group.ACTIVITIES, off=(Channel.SMS,)),))
    assert decide(Kind.INVITATION_RECEIVED, Channel.SMS, wants, NOW) == Never("switched off")
    assert decide(Kind.INVITATION_RECEIVED, Channel.EMAIL, wants, NOW) == Send()
    assert decide(Kind.SUGGESTION_REPLIED, Channel.SMS, wants, NOW) == Send()


@pytest.mark.parametrize("kind", [Kind.CASE_OVERDUE, Kind.INVITATION_CANCELLED, Kind.RATING_DUE_SOON])
def test_mandatory_kinds_reach_the_phone_whatever_is_stored(kind: Kind) -> None:
    """Also where the kind became mandatory after the wish was stored."""
    wants = Preferences(wishes=(Wish(group_of(kind), off=tuple(Channel), digest=True),))
    assert decide(kind, Channel.SMS, wants, NOW) == Send()
    assert decide(kind, Channel.WECHAT, wants, NOW) == Never("switched off")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-20T21:59", None),
        ("2026-11-20T22:00", "2026-11-21T07:00"),
        ("2026-11-20T23:59", "2026-11-21T07:00"),
        ("2026-11-21T00:00", "2026-11-21T07:00"),
        ("2026-11-21T06:59", "2026-11-21T07:00"),
        ("2026-11-21T07:00", None),
        ("2026-12-31T23:59", "2027-01-01T07:00"),
        ("2028-02-28T23:00", "2028-02-29T07:00"),
        ("2028-02-29T23:00", "2028-03-01T07:00"),
    ],
)
def test_quiet_hours_over_midnight(now: str, until: str | None) -> None:
    assert NIGHT.until(on(now)) == (None if until is None else on(until))


@pytest.mark.parametrize(
    ("now", "until"), [("11:59", None), ("12:00", "14:00"), ("13:59", "14:00"), ("14:00", None)]
)
def test_quiet_hours_within_a_day(now: str, until: str | None) -> None:
    expected = None if until is None else on(f"2026-11-20T{until}")
    assert NOON.until(on(f"2026-11-20T{now}")) == expected


def test_quiet_hours_until_midnight() -> None:
    assert Quiet(time(22), time(0)).until(on("2026-12-31T23:30")) == on("2027-01-01T00:00")
    assert Quiet(time(22), time(0)).until(on("2027-01-01T00:00")) is None


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "1990-04-15"])
def test_no_summer_time_moves_quiet_hours(day: str) -> None:
    """Days on which clocks move elsewhere, or once moved in China: every day here has 24 hours."""
    evening = on(f"{day}T22:00") - timedelta(days=1)
    assert NIGHT.until(evening) == evening + timedelta(hours=9)
    assert NIGHT.until(evening.astimezone(UTC)) == evening + timedelta(hours=9)


def test_quiet_hours_hold_back_deadlines_and_let_changes_through() -> None:
    wants, now = Preferences(quiet=NIGHT), on("2026-11-20T23:00")
    morning = Later(on("2026-11-21T07:00"))
    assert decide(Kind.INVITATION_RECEIVED, Channel.SMS, wants, now) == morning
    assert decide(Kind.CASE_OVERDUE, Channel.SMS, wants, now) == morning
    assert decide(Kind.INVITATION_CANCELLED, Channel.SMS, wants, now) == Send()
    assert decide(Kind.INVITATION_RECEIVED, Channel.SMS, wants, on("2026-11-21T07:00")) == Send()


def test_the_digest_takes_what_it_is_asked_to() -> None:
    wants = Preferences(wishes=(Wish(Group.SUGGESTIONS, digest=True),), digest_at=time(8))
    tomorrow = Digest(on("2026-11-21T08:00"))
    assert decide(Kind.SUGGESTION_REPLIED, Channel.SMS, wants, NOW) == tomorrow
    assert decide(Kind.SUGGESTION_REPLIED, Channel.SMS, wants, on("2026-11-21T08:00")) == Digest(
        on("2026-11-22T08:00")
    )
    assert decide(Kind.SUGGESTION_REPLIED, Channel.SMS, wants, on("2026-11-21T07:59")) == tomorrow
    assert decide(Kind.OPINION_RESULT, Channel.SMS, wants, NOW) == Send()


def test_what_would_be_over_by_the_digest_does_not_wait_for_it() -> None:
    wants = Preferences(wishes=(Wish(Group.ACTIVITIES, digest=True),), quiet=NIGHT)
    begins = on("2026-11-21T08:00")
    assert decide(Kind.SEAT_FREE, Channel.SMS, wants, NOW, lambda at: at >= begins) == Send()
    sent = begins + DIGEST_TAKES
    assert decide(Kind.SEAT_FREE, Channel.SMS, wants, NOW, lambda at: at >= sent) == Send()
    assert decide(Kind.SEAT_FREE, Channel.SMS, wants, NOW, lambda at: at > sent) == Digest(begins)
    night = on("2026-11-20T23:00")
    assert decide(Kind.SEAT_FREE, Channel.SMS, wants, night, lambda at: at >= begins) == Later(
        on("2026-11-21T07:00")
    )


TIMES = st.times(timezones=st.none()).map(lambda at: at.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(1992, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(tzinfo=SHANGHAI))  # noqa: DTZ001


@given(start=TIMES, end=TIMES, now=MOMENTS)
def test_quiet_ends_within_a_day_and_outside_of_itself(start: time, end: time, now: datetime) -> None:
    if start == end:
        return
    quiet = Quiet(start, end)
    until = quiet.until(now)
    if until is not None:
        assert now < until <= now + timedelta(days=1)
        assert until.time() == end
        assert quiet.until(until) is None
        assert quiet.until(until - timedelta(microseconds=1)) == until


@given(at=TIMES, now=MOMENTS)
def test_the_next_digest_is_within_a_day(at: time, now: datetime) -> None:
    found = next_at(at, now)
    assert now < found <= now + timedelta(days=1)
    assert found.time() == at


@given(
    kind=st.sampled_from(Kind),
    channel=st.sampled_from(Channel),
    off=st.sets(st.sampled_from(Channel)),
    digest=st.booleans(),
    now=MOMENTS,
)
def test_nothing_mandatory_is_lost_and_nothing_urgent_waits(
    kind: Kind, channel: Channel, off: set[Channel], digest: bool, now: datetime
) -> None:
    group = group_of(kind)
    wants = Preferences(wishes=(Wish(group, tuple(off), digest),), quiet=NIGHT)
    decision = decide(kind, channel, wants, now)
    if group in MANDATORY and channel is Channel.SMS:
        assert isinstance(decision, Send | Later)
    if group in URGENT:
        assert decision == (Never("switched off") if channel in off - {Channel.SMS} else Send())
