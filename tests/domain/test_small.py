"""Phones, ids, one-time codes, time and text."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import clock, ids, one_time_codes, phones, text
from shared.domain.errors import Refusal
from shared.domain.roles import Caller, Grant, Role, parse_grants


@pytest.mark.parametrize(
    "written",
    ["13800001234", "138 0000 1234", "+86 138-0000-1234", "008613800001234", "１３８００００１２３４"],
)
def test_a_phone_has_one_form_inside(written: str) -> None:
    assert phones.normalise(written) == "+8613800001234"


@pytest.mark.parametrize(
    "written", ["", "1380000123", "12800001234", "+1 212 555 0100", "١٣٨٠٠٠٠١٢٣٤x", "138000012345"]
)
def test_what_is_no_mainland_mobile_is_refused(written: str) -> None:
    with pytest.raises(Refusal):
        phones.normalise(written)


def test_a_mask_shows_first_three_and_last_four() -> None:
    assert phones.mask("+8613800001234") == "138****1234"


def test_the_last_second_of_a_year_in_shanghai_belongs_to_that_year() -> None:
    assert clock.legal_day(datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert clock.legal_day(datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC)) == date(2027, 1, 1)


def test_a_naive_moment_has_no_legal_day() -> None:
    with pytest.raises(ValueError, match="aware"):
        clock.legal_day(datetime(2026, 1, 1))  # noqa: DTZ001


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_stored_time_sorts_as_text(moment: datetime) -> None:
    later = moment.replace(year=moment.year + 1, day=1)
    assert clock.utc_text(moment) < clock.utc_text(later)
    assert abs(clock.from_text(clock.utc_text(moment)) - moment).total_seconds() < 0.001


@given(st.text(), st.text())
def test_derived_ids_repeat_and_differ_by_their_parts(left: str, right: str) -> None:
    assert ids.derived_id("g", left, right) == ids.derived_id("g", left, right)
    assert ids.is_id("g", ids.derived_id("g", left, right))
    if left != right:
        assert ids.derived_id("g", left) != ids.derived_id("g", right)


def test_random_ids_differ() -> None:
    assert len({ids.new_id("p") for _ in range(1000)}) == 1000


@given(st.binary(min_size=1), st.text())
def test_a_one_time_code_has_six_digits_and_matches_only_itself(secret: bytes, challenge: str) -> None:
    code = one_time_codes.derive(secret, challenge)
    assert len(code) == 6
    assert code.isdigit()
    assert one_time_codes.matches(secret, challenge, code)
    other = f"{(int(code) + 1) % 10**6:06d}"
    assert not one_time_codes.matches(secret, challenge, other)


def test_one_time_codes_are_spread_over_their_range() -> None:
    codes = {one_time_codes.derive(b"secret", f"c{number}") for number in range(2000)}
    assert len(codes) > 1990


@pytest.mark.parametrize("char", ["\u200b", "\u202e", "\x00", "\x1b", "\ue000", "\n"])
def test_invisible_characters_are_seen(char: str) -> None:
    assert text.has_invisible(f"王{char}晓")


def test_a_flood_of_marks_is_seen_and_no_script_is_one() -> None:
    for flood in ("灯" + "\u0301" * 9, "a\u20e3" + "\ufe0f" * 8, "好" + "\u0e49" * 400):
        assert text.is_flooded(flood)
    for written in ("", "བཀྲ་ཤིས་བདེ་ལེགས", "ئۇيغۇرچە", "Đặng Văn", "בְּרֵאשִׁ֖ית", "4\ufe0f\u20e3", "灯不亮"):
        assert not text.is_flooded(written), written


def test_names_of_every_people_are_names() -> None:
    for name in ("王晓梅", "阿卜杜拉·买买提", "བཀྲ་ཤིས", "O'Brien Lee", "Đặng Văn"):
        assert text.is_personal_name(text.clean(name)), name
    for name in ("", "王<b>", "=1+1", "张三3"):
        assert not text.is_personal_name(name)


def test_reach_is_exactly_the_codes_that_begin_with_the_scope() -> None:
    officer = Caller("p", parse_grants("liaison_officer:411402001-01 auditor:4114"), "s", datetime.now(UTC))
    assert officer.grants == (Grant(Role.LIAISON_OFFICER, "411402001-01"), Grant(Role.AUDITOR, "4114"))
    assert officer.reaches({Role.LIAISON_OFFICER}, "411402001-01")
    assert not officer.reaches({Role.LIAISON_OFFICER}, "411402001-02")
    assert not officer.reaches({Role.LIAISON_OFFICER}, "411402001")
    assert officer.reaches({Role.AUDITOR}, "411402001-02")
    assert not officer.reaches({Role.AUDITOR}, "4115")
    with pytest.raises(Refusal, match="out_of_scope"):
        officer.require_reach({Role.AUDITOR}, "41")
    with pytest.raises(Refusal, match="role_missing"):
        officer.require_reach({Role.ADMIN}, "4114")


def test_everyone_signed_in_is_a_resident() -> None:
    assert Caller("p", (), "s", datetime.now(UTC)).holds({Role.RESIDENT})
