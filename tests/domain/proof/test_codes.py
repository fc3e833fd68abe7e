"""When a genuine code is accepted, and on which legal day it counts (times are of Shanghai)."""

import hashlib
import hmac
from datetime import UTC, date, datetime, timedelta

import pytest

from shared.domain.clock import SHANGHAI
from shared.domain.errors import Refusal
from shared.domain.places import Place
from shared.domain.proof import codes, payload
from shared.domain.proof.codes import Form
from shared.domain.proof.reasons import Reason
from tests.domain.proof.strategies import OTHER_SECRET, PLACE, SECRET, STATION

INSTANT = timedelta(microseconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def rotating(moment: datetime, rotation: int = 1, place: Place | None = None) -> str:
    return codes.make_rotating(
        SECRET, STATION, rotation=rotation, window=codes.window_at(moment), place=place
    )


def poster(issued: date, days: int = codes.POSTER_DAYS) -> str:
    return codes.make_poster(SECRET, STATION, rotation=1, issued=issued, days=days, place=PLACE)


def refusal(text: str, now: datetime, captured_at: datetime | None = None, secret: bytes = SECRET) -> str:
    with pytest.raises(Refusal) as caught:
        codes.verify(secret, text, now, captured_at)
    return caught.value.code


def test_a_code_carries_all_that_is_needed_to_judge_it() -> None:
    now = at("2026-11-20T09:30:10")
    verified = codes.verify(SECRET, rotating(now, rotation=7, place=PLACE), now)
    assert verified == codes.Verified(
        STATION, Form.ROTATING, 7, at("2026-11-20T09:30:00"), late=False, place=PLACE
    )
    assert verified.day == date(2026, 11, 20)
    assert verified.moment.tzinfo is UTC


def test_the_mac_is_what_the_documentation_says() -> None:
    """Posters hang for years: their bytes and keys must not drift."""
    text = codes.make_poster(SECRET, STATION, rotation=2, issued=date(2026, 11, 20), place=PLACE)
    station = 5 << 37 | 411402001 << 7 | 1
    valid = (date(2026, 11, 20) - date(1970, 1, 1)).days << 16 | (date(2027, 11, 20) - date(1970, 1, 1)).days
    place = (34_41429 + 90_00000) << 39 | (115_65635 + 180_00000) << 13 | 200
    signed = b"\x13%b\0\2%b%b" % (station.to_bytes(5), valid.to_bytes(4), place.to_bytes(8))
    key = hmac.new(SECRET, b"lianluo/check-in/1|411402001-01|2", hashlib.sha256).digest()
    assert text == payload.join(signed, hmac.new(key, signed, hashlib.sha256).digest()[:12])
    assert text == "E6xCv4iBAAJRKVKWXuuquGRYYMixX2NL_UjTj569Oq4"


@pytest.mark.parametrize(
    ("offset", "outcome"),
    [
        (-timedelta(seconds=30) - INSTANT, Reason.CODE_NOT_YET_VALID),
        (-timedelta(seconds=30), "live"),
        (timedelta(0), "live"),
        (timedelta(seconds=90) - INSTANT, "live"),
        (timedelta(seconds=90), "late"),
        (timedelta(days=7, seconds=30) - INSTANT, "late"),
        (timedelta(days=7, seconds=30), Reason.CODE_EXPIRED),
        (timedelta(days=400), Reason.CODE_EXPIRED),
    ],
)
def test_a_rotating_code_from_its_window_to_seven_days_later(offset: timedelta, outcome: str) -> None:
    start = at("2026-11-20T09:30:00")
    text = rotating(start)
    if outcome in {"live", "late"}:
        verified = codes.verify(SECRET, text, start + offset)
        assert (verified.late, verified.moment) == (outcome == "late", start)
    else:
        assert refusal(text, start + offset) == outcome


@pytest.mark.parametrize(
    ("offset", "moment"),
    [
        (-timedelta(seconds=30) - INSTANT, None),
        (-timedelta(seconds=30), timedelta(0)),
        (timedelta(0), timedelta(0)),
        (timedelta(seconds=17), timedelta(seconds=17)),
        (timedelta(seconds=30) - INSTANT, timedelta(seconds=30) - INSTANT),
        (timedelta(seconds=30), timedelta(0)),
        (timedelta(seconds=90) - INSTANT, timedelta(0)),
        (timedelta(seconds=90), None),
        (-timedelta(days=30), None),
    ],
)
def test_the_phones_time_must_agree_with_the_window_and_never_leaves_it(
    offset: timedelta, moment: timedelta | None
) -> None:
    start = at("2026-11-20T09:30:00")
    now = start + timedelta(days=3)
    if moment is None:
        assert refusal(rotating(start), now, start + offset) == Reason.CODE_WINDOW_MISMATCH
    else:
        assert codes.verify(SECRET, rotating(start), now, start + offset).moment == start + moment


@pytest.mark.parametrize("form", ["rotating", "poster"])
def test_a_scan_from_the_future_is_refused(form: str) -> None:
    now = at("2026-11-20T09:30:29")
    text = rotating(now) if form == "rotating" else poster(now.date())
    ahead = now + timedelta(minutes=2)
    assert refusal(text, now, ahead + INSTANT) == Reason.CAPTURED_IN_FUTURE
    assert refusal(text, now, datetime.max.replace(tzinfo=UTC)) == Reason.CAPTURED_IN_FUTURE
    if form == "poster":
        assert codes.verify(SECRET, text, now, ahead).moment == now


def test_a_posters_scan_may_arrive_seven_days_late() -> None:
    now = at("2026-11-20T09:30:00")
    text = poster(date(2026, 1, 1))
    for late, captured_at in [
        (False, now - codes.CLOCK_SKEW),
        (True, now - codes.CLOCK_SKEW - INSTANT),
        (True, now - codes.LATE),
    ]:
        verified = codes.verify(SECRET, text, now, captured_at)
        assert (verified.moment, verified.late) == (captured_at, late)
    assert refusal(text, now, now - codes.LATE - INSTANT) == Reason.CAPTURED_TOO_OLD
    assert refusal(text, now, datetime.min.replace(tzinfo=SHANGHAI)) == Reason.CAPTURED_TOO_OLD


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        ("2026-11-19T23:59:59.999999", Reason.CODE_NOT_YET_VALID),
        ("2026-11-20T00:00:00", "accepted"),
        ("2026-11-22T23:59:59.999999", "accepted"),
        ("2026-11-23T00:00:00", Reason.CODE_EXPIRED),
    ],
)
def test_a_poster_is_valid_for_whole_legal_days(now: str, outcome: str) -> None:
    text = poster(date(2026, 11, 20), days=3)
    if outcome == "accepted":
        assert codes.verify(SECRET, text, at(now)).moment == at(now)
    else:
        assert refusal(text, at(now)) == outcome


def test_a_poster_scanned_on_its_last_day_may_arrive_later() -> None:
    text = poster(date(2026, 11, 20), days=3)
    now = at("2026-11-25T12:00:00")
    assert codes.verify(SECRET, text, now, at("2026-11-22T23:00:00")).day == date(2026, 11, 22)
    assert refusal(text, now, at("2026-11-23T00:00:00")) == Reason.CODE_EXPIRED
    assert refusal(text, now, at("2026-11-19T23:00:00")) == Reason.CODE_NOT_YET_VALID


def test_a_poster_is_valid_for_a_year_unless_said_otherwise() -> None:
    assert codes.read(poster(date(2028, 1, 1))) == codes.Poster(
        STATION, 1, date(2028, 1, 1), date(2028, 12, 31), PLACE
    )
    for days in (0, -1, codes.MAX_POSTER_DAYS + 1):
        with pytest.raises(ValueError, match="a poster is valid for"):
            poster(date(2026, 1, 1), days)


@pytest.mark.parametrize("form", ["rotating", "poster"])
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-12-31T23:59:59.999", date(2026, 12, 31)),
        ("2027-01-01T00:00:00", date(2027, 1, 1)),
        ("2028-02-29T00:00:00", date(2028, 2, 29)),
        ("2028-02-29T23:59:59.999999", date(2028, 2, 29)),
        ("2028-03-01T00:00:00", date(2028, 3, 1)),
        ("2027-02-28T23:59:59.999", date(2027, 2, 28)),
        ("2027-03-01T00:00:00", date(2027, 3, 1)),
        ("2026-11-20T07:59:59", date(2026, 11, 20)),  # still 19 November in UTC
    ],
)
def test_the_legal_day_is_the_date_in_shanghai(form: str, moment: str, day: date) -> None:
    now = at(moment)
    text = rotating(now) if form == "rotating" else poster(date(2026, 11, 1), days=700)
    for captured_at in (None, now):
        assert codes.verify(SECRET, text, now, captured_at).day == day
        if form == "rotating" or captured_at:
            assert codes.verify(SECRET, text, now + timedelta(days=2), captured_at).day == day


def test_a_fast_phone_cannot_bring_tomorrow_forward() -> None:
    now = at("2026-12-31T23:59:30")
    verified = codes.verify(SECRET, poster(date(2026, 1, 1)), now, now + timedelta(seconds=90))
    assert verified.day == date(2026, 12, 31)


def test_a_code_of_another_province_is_refused() -> None:
    now = at("2026-11-20T09:30:00")
    assert refusal(rotating(now), now, secret=OTHER_SECRET) == Reason.CODE_FORGED
    assert refusal(poster(now.date()), now, secret=OTHER_SECRET) == Reason.CODE_FORGED


def test_a_forged_code_is_called_forged_whatever_its_times_say() -> None:
    now = at("2026-11-20T09:30:00")
    for text in (rotating(now + timedelta(days=1)), rotating(now - timedelta(days=60))):
        assert refusal(text, now, now + timedelta(days=1), OTHER_SECRET) == Reason.CODE_FORGED


def test_a_short_secret_neither_makes_nor_verifies() -> None:
    now = at("2026-11-20T09:30:00")
    for secret in (b"", SECRET[:31]):
        with pytest.raises(ValueError, match="fewer than 32 bytes"):
            codes.make_rotating(secret, STATION, rotation=1, window=0)
        with pytest.raises(ValueError, match="fewer than 32 bytes"):
            codes.verify(secret, rotating(now), now)


def test_windows_begin_at_the_full_and_the_half_minute() -> None:
    midnight = codes.window_at(at("2027-01-01T00:00:00"))
    assert codes.window_at(at("2026-12-31T23:59:59.999999")) == midnight - 1
    assert codes.window_at(at("2027-01-01T00:00:29.999999")) == midnight
    assert codes.window_at(at("2027-01-01T00:00:30")) == midnight + 1
    assert codes.window_start(midnight) == at("2027-01-01T00:00:00")


def test_a_screen_fetches_from_now_to_two_hours_ahead_and_never_the_past() -> None:
    now = at("2026-11-20T09:30:10")
    current = codes.window_at(now)
    assert codes.windows(current, 5, now) == range(current, current + 5)
    assert codes.windows(current + 100, 5, now) == range(current + 100, current + 105)
    assert codes.windows(current - 3, 5, now) == range(current, current + 2)
    assert codes.windows(current, 10_000, now) == range(current, current + 241)
    assert list(codes.windows(current - 20_000, 5, now)) == []
    assert list(codes.windows(current + 241, 5, now)) == []
    assert codes.window_start(codes.windows(current, 10_000, now)[-1]) <= now + codes.PREFETCH


@pytest.mark.parametrize("reason", Reason)
def test_reasons_are_stable_names(reason: Reason) -> None:
    assert reason == reason.name.lower()
