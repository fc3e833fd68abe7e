"""What a camera reads from a drawn code is the address of its station with the code as fragment."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.places import Place
from shared.domain.proof import codes
from shared.web import drawing
from tests.checkin import symbols
from tests.domain.proof.strategies import PLACE, SECRET, STATION, places, rotations, stations

PUBLIC_URL = "https://lianluo.example.cn"
CODE = codes.make_rotating(SECRET, STATION, rotation=1, window=59_838_886, place=PLACE)
URL = drawing.url(PUBLIC_URL, f"s/{STATION}", CODE)


def test_the_code_is_the_fragment_which_no_browser_sends() -> None:
    assert f"https://lianluo.example.cn/s/411402001-01#{CODE}" == URL
    assert drawing.url(PUBLIC_URL + "/", f"s/{STATION}", CODE) == URL
    assert urlsplit(URL).fragment == CODE


@pytest.mark.parametrize("correction", ["m", "q"])
@pytest.mark.parametrize("scale", [1, 4, 10])
def test_a_camera_reads_the_png(scale: int, correction: drawing.Correction) -> None:
    assert symbols.decode(symbols.from_png(drawing.png(URL, scale, correction), scale)) == URL


@settings(max_examples=20)
@given(stations, rotations, st.integers(0, 2**32 - 1), places)
def test_a_camera_reads_the_svg(station: str, rotation: int, window: int, place: Place | None) -> None:
    code = codes.make_rotating(SECRET, station, rotation=rotation, window=window, place=place)
    text = drawing.url(PUBLIC_URL, f"s/{station}", code)
    assert symbols.decode(symbols.from_svg(drawing.svg(text).decode())) == text
    assert symbols.decode(symbols.from_svg(drawing.inline_svg(text))) == text


def test_an_svg_scales_and_stays_black_on_white_in_a_dark_page() -> None:
    document = drawing.svg(URL).decode()
    assert document.startswith(
        '<?xml version="1.0" encoding="utf-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"'
    )
    assert "width=" not in document
    assert 'fill="#fff"' in document
    assert drawing.inline_svg(URL).startswith("<svg ")
