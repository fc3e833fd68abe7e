"""The poster to print and the page that a phone's own camera opens."""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.checkin import pages
from shared.domain.proof import codes
from shared.domain.proof.payload import Poster
from shared.domain.stations import OpeningHours, Station, StationStatus, StationType
from shared.web import drawing
from tests.checkin import symbols
from tests.domain.proof.strategies import PLACE, SECRET, STATION

CODE = codes.make_poster(SECRET, STATION, rotation=3, issued=date(2026, 11, 20), place=PLACE)
URL = drawing.url("https://lianluo.example.cn", f"s/{STATION}", CODE)
OPEN = Station(
    STATION,
    "411402001",
    "前进街道人大代表联络站",
    StationType.LIAISON_STATION,
    address="商丘市梁园区凯旋中路1号",
    place=PLACE,
    opening_hours=(
        OpeningHours(3, time(14), time(17)),
        OpeningHours(3, time(9), time(11, 30)),
        OpeningHours(1, time(8, 30), time(12)),
    ),
)


def poster_page(station: Station) -> str:
    poster = codes.read(CODE)
    assert isinstance(poster, Poster)
    return pages.poster_page(station, poster, URL)


class Outline(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


both = pytest.mark.parametrize(
    ("draw", "policy"),
    [(poster_page, pages.POSTER_POLICY), (pages.station_page, pages.STATION_POLICY)],
)


def test_a_poster_says_where_how_and_until_when() -> None:
    page = poster_page(OPEN)
    text = Outline(page).text
    for said in (
        OPEN.name,
        OPEN.address,
        STATION,
        "扫码签到",
        "有效期：2026年11月20日至2027年11月20日（含当日）",
        "第 3 期",
    ):
        assert said in text
    assert "size: A4" in page
    assert symbols.decode(symbols.from_svg(page)) == URL


def test_the_station_page_says_when_it_is_open_and_to_open_the_app() -> None:
    page = pages.station_page(OPEN)
    outline = Outline(page)
    for said in (OPEN.name, OPEN.address, "周一 08:30–12:00", "周三 09:00–11:30、14:00–17:00", "应用内扫描"):
        assert said in outline.text
    assert ("href", f"lianluo://check-in?station={STATION}") in outline.attributes
    assert "请向本站询问" in pages.station_page(replace(OPEN, opening_hours=()))


def test_a_closed_station_says_so_and_offers_no_check_in() -> None:
    closed = replace(OPEN, status=StationStatus.CLOSED, closed_on=date(2026, 12, 1))
    page = pages.station_page(closed)
    assert "本站自2026年12月1日起已撤销，不能签到。" in page
    assert "lianluo://" not in page
    assert "本站已撤销" in pages.station_page(replace(closed, closed_on=None))


@both
def test_a_page_loads_nothing_and_runs_nothing(draw: Callable[[Station], str], policy: str) -> None:
    page = draw(OPEN)
    outline = Outline(page)
    assert not {"script", "img", "link", "iframe", "form", "object", "base"} & set(outline.tags)
    assert not {"style", "src", "srcset"} & {name for name, _ in outline.attributes}
    assert not any(name.startswith("on") for name, _ in outline.attributes)
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", page)
    assert 'lang="zh-CN"' in page
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@both
def test_the_policy_allows_exactly_the_pages_own_style(draw: Callable[[Station], str], policy: str) -> None:
    (css,) = re.findall(r"<style>(.*?)</style>", draw(OPEN), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in policy


@settings(max_examples=25)
@given(
    st.text(),
    st.text(),
    st.sampled_from(["</title><script>alert(1)</script>", "\"'><img src=x>", "&lt;&#60;"]),
)
def test_names_and_addresses_are_only_ever_text(name: str, address: str, attack: str) -> None:
    station = replace(OPEN, name=name + attack, address=attack + address)
    for draw in (poster_page, pages.station_page):
        outline, plain = Outline(draw(station)), Outline(draw(OPEN))
        assert outline.tags == plain.tags
        assert outline.attributes == plain.attributes
        assert attack in outline.text
