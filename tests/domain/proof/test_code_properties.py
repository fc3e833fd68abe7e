"""Any code that this station did not make for the time is refused; any that it made is accepted."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.places import Place
from shared.domain.proof import codes, payload
from shared.domain.proof.reasons import Reason
from tests.domain.proof.strategies import (
    OTHER_SECRET,
    SECRET,
    STATION,
    activities,
    days,
    durations,
    moments,
    places,
    rotations,
    stations,
)

secrets = st.binary(min_size=codes.MIN_SECRET_BYTES, max_size=80)
refused_text = {Reason.CODE_MALFORMED, Reason.CODE_UNKNOWN_VERSION, Reason.CODE_FORGED}


def outcome(text: str, now: datetime, captured_at: datetime | None = None, secret: bytes = SECRET) -> str:
    try:
        codes.verify(secret, text, now, captured_at)
    except Refusal as refusal:
        return refusal.code
    return "accepted"


@given(secrets, stations, rotations, moments, places, durations)
def test_a_rotating_code_of_the_window_is_accepted_for_seven_days(
    secret: bytes, station: str, rotation: int, now: datetime, place: Place | None, later: timedelta
) -> None:
    text = codes.make_rotating(secret, station, rotation=rotation, window=codes.window_at(now), place=place)
    for captured_at in (None, now):
        verified = codes.verify(secret, text, now + later, captured_at)
        assert (verified.subject, verified.rotation, verified.place) == (station, rotation, place)
        assert verified.day == legal_day(now)
        assert abs(verified.moment - now) < codes.WINDOW


@given(stations, rotations, days, st.integers(1, codes.MAX_POSTER_DAYS), places, st.data())
def test_a_poster_is_accepted_on_each_of_its_days(
    station: str, rotation: int, issued: date, length: int, place: Place | None, data: st.DataObject
) -> None:
    text = codes.make_poster(SECRET, station, rotation=rotation, issued=issued, days=length, place=place)
    now = data.draw(moments, "now")
    expected = (
        Reason.CODE_NOT_YET_VALID
        if legal_day(now) < issued
        else Reason.CODE_EXPIRED
        if legal_day(now) >= issued + timedelta(days=length)
        else "accepted"
    )
    assert outcome(text, now) == expected


@given(moments, st.integers(2, 2**31))
def test_a_future_window_is_refused(now: datetime, ahead: int) -> None:
    text = codes.make_rotating(SECRET, STATION, rotation=1, window=codes.window_at(now) + ahead)
    assert outcome(text, now) == Reason.CODE_NOT_YET_VALID


@given(moments, st.integers(7 * 2880 + 2, 40_000_000))
def test_a_window_of_more_than_seven_days_ago_is_refused(now: datetime, ago: int) -> None:
    text = codes.make_rotating(SECRET, STATION, rotation=1, window=codes.window_at(now) - ago)
    assert outcome(text, now) == Reason.CODE_EXPIRED


@given(moments, st.timedeltas(-timedelta(days=30), timedelta(minutes=2)), durations)
def test_one_rotating_code_never_counts_on_two_days(
    scanned: datetime, claim: timedelta, later: timedelta
) -> None:
    text = codes.make_rotating(SECRET, STATION, rotation=1, window=codes.window_at(scanned))
    for captured_at in (None, scanned, scanned + claim):
        result = outcome(text, scanned + later, captured_at)
        if result == "accepted":
            assert codes.verify(SECRET, text, scanned + later, captured_at).day == legal_day(scanned)
        else:
            assert result in {Reason.CODE_WINDOW_MISMATCH, Reason.CAPTURED_IN_FUTURE}


@given(moments, st.timedeltas(-timedelta(days=30), timedelta(days=30)))
def test_a_posters_moment_is_never_ahead_of_the_clock_nor_a_week_behind(
    now: datetime, claim: timedelta
) -> None:
    text = codes.make_poster(SECRET, STATION, rotation=1, issued=legal_day(now) - timedelta(days=60))
    if claim > codes.CLOCK_SKEW:
        assert outcome(text, now, now + claim) == Reason.CAPTURED_IN_FUTURE
    elif claim < -codes.LATE:
        assert outcome(text, now, now + claim) == Reason.CAPTURED_TOO_OLD
    else:
        verified = codes.verify(SECRET, text, now, now + claim)
        assert verified.moment == min(now, now + claim)
        assert verified.late == (claim < -codes.CLOCK_SKEW)


@pytest.mark.parametrize("place", [None, Place(34.41429, 115.65635, 200)])
@pytest.mark.parametrize("form", ["rotating", "poster"])
def test_every_flipped_bit_is_refused(form: str, place: Place | None) -> None:
    now = datetime.fromisoformat("2026-11-20T09:30:10+08:00")
    text = (
        codes.make_rotating(SECRET, STATION, rotation=1, window=codes.window_at(now), place=place)
        if form == "rotating"
        else codes.make_poster(SECRET, STATION, rotation=1, issued=now.date(), place=place)
    )
    assert outcome(text, now) == "accepted"
    _, signed, mac = payload.split(text)
    raw = signed + mac
    for bit in range(8 * len(raw)):
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 0x80 >> bit % 8
        assert outcome(payload.join(bytes(flipped)), now) in refused_text, bit
    for length in range(len(text)):
        assert outcome(text[:length], now) == Reason.CODE_MALFORMED


@given(moments, rotations, places, st.data())
def test_any_changed_character_is_refused(
    now: datetime, rotation: int, place: Place | None, data: st.DataObject
) -> None:
    text = codes.make_rotating(SECRET, STATION, rotation=rotation, window=codes.window_at(now), place=place)
    index = data.draw(st.integers(0, len(text) - 1))
    changed = text[:index] + data.draw(st.characters()) + text[index + 1 :]
    assume(changed != text)
    assert outcome(changed, now) in refused_text


@given(st.tuples(stations, rotations, places), st.tuples(stations, rotations, places), moments, st.booleans())
def test_a_mac_is_good_for_nothing_but_its_own_code(
    mine: tuple[str, int, Place | None],
    other: tuple[str, int, Place | None],
    now: datetime,
    shifted: bool,
) -> None:
    window = codes.window_at(now)
    (station, rotation, place), wanted = mine, codes.Rotating(other[0], other[1], window - shifted, other[2])
    text = codes.make_rotating(SECRET, station, rotation=rotation, window=window, place=place)
    assume(codes.read(text) != wanted)
    _, _, mac = payload.split(text)
    assert outcome(payload.join(payload.pack(wanted), mac), now) == Reason.CODE_FORGED


@given(secrets, stations, rotations, moments, places)
def test_another_provinces_code_is_refused(
    secret: bytes, station: str, rotation: int, now: datetime, place: Place | None
) -> None:
    assume(secret.rstrip(b"\0") != OTHER_SECRET)
    text = codes.make_rotating(
        OTHER_SECRET, station, rotation=rotation, window=codes.window_at(now), place=place
    )
    assert outcome(text, now, secret=secret) == Reason.CODE_FORGED


@given(st.text(max_size=60), moments)
def test_a_text_of_chance_is_refused(text: str, now: datetime) -> None:
    assert outcome(text, now) in refused_text


@given(st.binary(min_size=12, max_size=12), moments, stations, rotations)
def test_a_mac_of_chance_is_refused(mac: bytes, now: datetime, station: str, rotation: int) -> None:
    wanted = codes.Rotating(station, rotation, codes.window_at(now))
    assert outcome(payload.join(payload.pack(wanted), mac), now) == Reason.CODE_FORGED


@given(moments)
def test_a_moment_lies_in_its_window(moment: datetime) -> None:
    window = codes.window_at(moment)
    assert codes.window_start(window) <= moment < codes.window_start(window + 1)
    last = codes.window_start(window + 1) - timedelta(microseconds=1)
    assert legal_day(codes.window_start(window)) == legal_day(last)


@given(moments, st.integers(-100_000, 100_000), st.integers(-10, 100_000))
def test_every_fetched_window_is_one_that_may_be_shown_within_two_hours(
    now: datetime, offset: int, count: int
) -> None:
    first = codes.window_at(now) + offset
    for window in codes.windows(first, count, now)[::40]:
        assert first <= window < first + count
        assert now - codes.WINDOW < codes.window_start(window) <= now + codes.PREFETCH


@given(activities, moments, places, durations)
def test_an_activitys_code_is_good_for_attendance_only(
    activity: str, now: datetime, place: Place | None, later: timedelta
) -> None:
    text = codes.make_rotating(SECRET, activity, rotation=1, window=codes.window_at(now), place=place)
    verified = codes.verify(SECRET, text, now + later, purpose=codes.Purpose.ACTIVITY)
    assert (verified.subject, verified.place, verified.day) == (activity, place, legal_day(now))
    assert outcome(text, now) == Reason.CODE_FOR_OTHER


@given(stations, moments, places)
def test_a_stations_code_is_never_good_for_attendance(
    station: str, now: datetime, place: Place | None
) -> None:
    text = codes.make_rotating(SECRET, station, rotation=1, window=codes.window_at(now), place=place)
    with pytest.raises(Refusal) as caught:
        codes.verify(SECRET, text, now, purpose=codes.Purpose.ACTIVITY)
    assert caught.value.code == Reason.CODE_FOR_OTHER


@given(stations, activities, moments)
def test_a_stations_mac_makes_no_code_of_an_activity(station: str, activity: str, now: datetime) -> None:
    window = codes.window_at(now)
    _, _, mac = payload.split(codes.make_rotating(SECRET, station, rotation=1, window=window))
    text = payload.join(payload.pack(codes.Rotating(activity, 1, window)), mac)
    with pytest.raises(Refusal) as caught:
        codes.verify(SECRET, text, now, purpose=codes.Purpose.ACTIVITY)
    assert caught.value.code == Reason.CODE_FORGED
