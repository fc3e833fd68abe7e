"""The binary form of a code: every code has one spelling, and every other text is refused."""

import base64
import string
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.domain.errors import Refusal
from shared.domain.places import Place
from shared.domain.proof import payload
from shared.domain.proof.payload import Code, Poster, Purpose, Rotating
from shared.domain.proof.reasons import Reason
from tests.domain.proof.strategies import PLACE, STATION, days, places, rotations, subjects

MAC = b"\xff" * payload.MAC_BYTES
FORMED = {Reason.CODE_MALFORMED, Reason.CODE_UNKNOWN_VERSION}

codes: st.SearchStrategy[Code] = st.builds(
    Rotating, subjects, rotations, st.integers(0, 2**32 - 1), places
) | st.builds(
    lambda station, rotation, issued, length, place: Poster(
        station, rotation, issued, issued + timedelta(days=length), place
    ),
    subjects,
    rotations,
    days,
    st.integers(0, 2000),
    places,
)


def outcome(text: str) -> str:
    try:
        payload.read(text)
    except Refusal as refusal:
        return refusal.code
    return "read"


@given(codes)
def test_a_code_reads_back_as_it_was_made(code: Code) -> None:
    assert payload.read(payload.join(payload.pack(code), MAC)) == code


@given(codes)
def test_a_code_is_short(code: Code) -> None:
    lengths = {Purpose.STATION: (32, 43), Purpose.ACTIVITY: (43, 54)}[payload.purpose_of(code.subject)]
    assert len(payload.join(payload.pack(code), MAC)) == lengths[code.place is not None]


@given(codes, codes)
def test_two_codes_never_share_their_bytes(one: Code, other: Code) -> None:
    assert (one == other and one.form == other.form) == (payload.pack(one) == payload.pack(other))


@given(st.binary(min_size=20, max_size=48))
@example(bytes.fromhex("10") + bytes(23))
def test_whatever_can_be_read_is_the_one_spelling_of_what_it_says(raw: bytes) -> None:
    text = payload.join(raw)
    result = outcome(text)
    assert result in {*FORMED, "read"}
    if result == "read":
        code, signed, mac = payload.split(text)
        assert payload.join(payload.pack(code), mac) == text
        assert signed + mac == raw


@given(st.text(max_size=80) | st.text(string.ascii_letters + string.digits + "-_", max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert outcome(text) in {*FORMED, "read"}


@pytest.mark.parametrize("place", [None, PLACE])
@pytest.mark.parametrize("form", ["rotating", "poster"])
def test_a_code_cut_short_anywhere_is_malformed(form: str, place: Place | None) -> None:
    code = (
        Rotating(STATION, 3, 59_838_886, place)
        if form == "rotating"
        else Poster(STATION, 3, date(2026, 11, 20), date(2027, 11, 20), place)
    )
    text = payload.join(payload.pack(code), MAC)
    for length in range(len(text)):
        assert outcome(text[:length]) == Reason.CODE_MALFORMED
        if length:
            assert outcome(text[-length - 1 : -1]) in FORMED


def test_other_spellings_of_the_same_bytes_are_malformed() -> None:
    # The bytes 0xff make "_" and, the last of 43 characters carrying two unused bits, a "w" or "8".
    text = payload.join(payload.pack(Rotating(STATION, 3, 59_838_886, PLACE)), MAC)
    assert "_" in text
    alphabet = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    last = alphabet.index(text[-1])
    assert last % 4 == 0
    others = [
        *(text[:-1] + alphabet[last + bits] for bits in (1, 2, 3)),
        text + "=",
        text + "\n",
        " " + text,
        text[:20] + " " + text[20:],
        text[:20] + "\r\n" + text[20:],
        text[:20] + "\0" + text[20:],
        text[:20] + "." + text[20:],
        text.replace("_", "/"),
        text.replace("_", "%5F"),
        text.replace("_", "＿"),
        "".join(chr(ord(char) + 0xFEE0) for char in text),
        "#" + text,
        text + text,
        text + "AAAA",
        base64.b32encode(base64.urlsafe_b64decode(text + "=")).decode(),
    ]
    for other in others:
        assert outcome(other) == Reason.CODE_MALFORMED, other


@pytest.mark.parametrize("version", [0, *range(2, 16)])
def test_another_version_is_named_as_such(version: int) -> None:
    raw = bytearray(payload.pack(Rotating(STATION, 3, 59_838_886)) + MAC)
    raw[0] = version << 4 | raw[0] & 0xF
    assert outcome(payload.join(bytes(raw))) == Reason.CODE_UNKNOWN_VERSION


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (0, 0x14),  # says that an activity's id follows
        (0, 0x18),  # the reserved bit
        (0, 0x12),  # says that a location follows
        (0, 0x11),  # a poster whose last day is before its first
        (1, 0b110 << 5),  # a division of ten digits
        (1, 0),  # a division of more digits than it says
        (1, 0b100 << 5 | 1),  # a division of eight digits
        (5, 0x80),  # serial 00
        (5, 0x80 | 100),
        (7, 0),  # rotation 0
    ],
)
def test_fields_that_no_code_has_are_malformed(at: int, value: int) -> None:
    raw = bytearray(payload.pack(Rotating(STATION, 3, 0x0002_0001)) + MAC)
    raw[at] = value
    assert outcome(payload.join(bytes(raw))) == Reason.CODE_MALFORMED


@pytest.mark.parametrize(
    "code",
    [
        Rotating("411-01", 1, 0),
        Rotating("41140-01", 1, 0),
        Rotating("41140200-01", 1, 0),
        Rotating("4114020010-01", 1, 0),
        Rotating("411402001-00", 1, 0),
        Rotating("411402001-1", 1, 0),
        Rotating("411402001", 1, 0),
        Rotating("４１１４-01", 1, 0),
        Rotating("41140200x-01", 1, 0),
        Rotating("4114-02-01", 1, 0),
        Rotating("a01j9zq3v7k2m8n4p6r5", 1, 0),
        Rotating("a01j9zq3v7k2m8n4p6r5u", 1, 0),
        Rotating("+411-01", 1, 0),
        Rotating(STATION, 0, 0),
        Rotating(STATION, 0x1_0000, 0),
        Rotating(STATION, 1, -1),
        Rotating(STATION, 1, 2**32),
        Rotating(STATION, 1, 0, Place(90.1, 0)),
        Rotating(STATION, 1, 0, Place(0, -180.1)),
        Rotating(STATION, 1, 0, Place(float("nan"), 0)),
        Rotating(STATION, 1, 0, Place(0, 0, 0)),
        Rotating(STATION, 1, 0, Place(0, 0, 8192)),
        Poster(STATION, 1, date(2026, 1, 2), date(2026, 1, 1)),
        Poster(STATION, 1, date(1969, 12, 31), date(2026, 1, 1)),
        Poster(STATION, 1, date(2026, 1, 1), date(2150, 1, 1)),
    ],
)
def test_what_does_not_fit_a_code_is_never_packed(code: Code) -> None:
    with pytest.raises(ValueError, match=r"."):
        payload.pack(code)
