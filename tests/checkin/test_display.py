"""What a station shows: codes for its screen, the symbol, the poster, the page that a camera opens."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from functions.checkin import pages
from shared.domain.errors import Refusal
from shared.domain.proof import codes
from shared.domain.proof.payload import Poster
from shared.web.request import chosen
from tests.checkin import symbols
from tests.checkin.desk import DEPUTY_CALLER, HERE, OVERSEER, STAFF, Desk
from tests.costs import counted
from tests.domain.proof.strategies import PLACE, STATION
from tests.gateway import Response, someone

CODES = f"/v1/stations/{STATION}/codes"
CURRENT = f"{CODES}/current"
POSTER = f"/v1/stations/{STATION}/poster"
PAGE = f"/s/{STATION}"
SVG, PNG, HTML = "image/svg+xml", "image/png", "text/html"
ATTACK = "<script>alert('站')</script>"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.add_station()
    return desk


def get(desk: Desk, path: str, accept: str = "*/*", caller: Any = STAFF, **query: Any) -> Response:
    return desk.call("GET", path, caller, headers={"Accept": accept}, query=query)


def read(answer: Response) -> str:
    """The code in a drawn symbol."""
    if answer.headers["content-type"] == PNG:
        modules = symbols.from_png(answer.body, 10)
    else:
        modules = symbols.from_svg(answer.text)
    return urlsplit(symbols.decode(modules)).fragment


def test_a_screen_fetches_the_codes_of_the_next_minutes_and_each_checks_in(desk: Desk) -> None:
    answer = get(desk, CODES, count=3).json
    assert (answer["station"], answer["now"]) == (STATION, "2026-11-20T09:30:10+08:00")
    assert [item["begins"][11:19] for item in answer["items"]] == ["09:30:00", "09:30:30", "09:31:00"]
    assert [item["ends"][11:19] for item in answer["items"]] == ["09:30:30", "09:31:00", "09:31:30"]
    for item in answer["items"]:
        assert item["url"] == f"https://henan.example.cn/s/{STATION}#{item['code']}"
        assert desk.scan(item["code"], location=HERE).json["grade"] == "A"
        desk.pass_time(seconds=30)


def test_a_screen_survives_two_hours_without_network_and_never_has_the_past(desk: Desk) -> None:
    whole = get(desk, CODES, count=241).json["items"]
    assert len(whole) == 241
    assert whole[-1]["begins"] == "2026-11-20T11:30:00+08:00"
    assert get(desk, CODES, **{"from": "2026-11-20T11:29:40+08:00"}).json["items"] == whole[-2:]
    assert get(desk, CODES, **{"from": "2026-11-20T11:31:00+08:00"}).json["items"] == []
    assert get(desk, CODES, **{"from": "2026-11-19T09:30:00+08:00"}).json["items"] == []
    assert get(desk, CODES, **{"from": "0001-01-01T00:00:00+14:00"}).json["items"] == []
    assert get(desk, CODES, **{"from": "9999-12-31T23:59:59-14:00"}).json["items"] == []


@pytest.mark.parametrize(
    "query", [{"count": 0}, {"count": 242}, {"count": "x"}, {"from": "2026-11-20T09:30:00"}, {"till": "x"}]
)
def test_a_query_of_another_form_is_refused(desk: Desk, query: dict[str, Any]) -> None:
    assert get(desk, CODES, **query).status == 400


def test_a_screen_that_fetches_after_the_codes_were_replaced_has_the_new_ones(desk: Desk) -> None:
    old = get(desk, CODES, count=1).json["items"][0]["code"]
    desk.register(STATION, STAFF, "code-rotations")
    new = get(desk, CODES, count=1).json["items"][0]["code"]
    assert desk.scan(old).json["code"] == "code_superseded"
    assert desk.scan(new).status == 201


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", SVG),
        ("*/*", SVG),
        ("image/*", SVG),
        (SVG, SVG),
        ("image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", SVG),
        ("text/html,application/xhtml+xml,image/apng,*/*;q=0.8", SVG),
        (PNG, PNG),
        ("IMAGE/PNG;q=0.9, image/svg+xml", PNG),
        ("image/svg+xml, image/png", SVG),
    ],
)
def test_the_symbol_of_now_is_drawn_as_asked(desk: Desk, accept: str, media: str) -> None:
    answer = get(desk, CURRENT, accept)
    assert (answer.status, answer.headers["content-type"]) == (200, media)
    assert answer.headers["cache-control"] == "no-store"
    assert desk.scan(read(answer), location=HERE).json["grade"] == "A"


@pytest.mark.parametrize("path", [CURRENT, POSTER])
@pytest.mark.parametrize("accept", ["application/json", "image/webp", "text/plain, image/png", "audio/*"])
def test_another_media_type_is_not_to_be_had(desk: Desk, path: str, accept: str) -> None:
    answer = get(desk, path, accept)
    assert (answer.status, answer.json["code"]) == (406, "not_acceptable")
    assert SVG in answer.json["title"]


def test_the_first_media_type_that_is_offered_is_chosen() -> None:
    assert chosen("", (HTML, SVG), binary=PNG) == HTML
    assert chosen("image/*", (HTML, SVG, PNG), binary=PNG) == SVG
    with pytest.raises(Refusal, match="not_acceptable"):
        chosen("image/png", (HTML,), binary=PNG)


def test_a_poster_hangs_for_a_year_or_as_long_as_asked(desk: Desk) -> None:
    page = get(desk, POSTER, HTML)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"] == pages.POSTER_POLICY
    assert "前进街道人大代表联络站" in page.text
    made = codes.read(read(page))
    assert isinstance(made, Poster)
    assert (made.rotation, made.place) == (1, PLACE)
    assert made.issued.isoformat() == "2026-11-20"
    assert made.expires.isoformat() == "2027-11-20"
    week = codes.read(read(get(desk, POSTER, SVG, days=7)))
    assert isinstance(week, Poster)
    assert week.expires.isoformat() == "2026-11-26"
    for days in (0, 1831, -1, "x"):
        assert get(desk, POSTER, days=days).status == 400


@pytest.mark.parametrize("media", [HTML, SVG, PNG])
def test_a_poster_checks_in_on_every_form_of_paper(desk: Desk, media: str) -> None:
    answer = get(desk, POSTER, media)
    desk.pass_time(days=365)
    record = desk.scan(read(answer), location=HERE).json
    assert (record["proof"], record["grade"]) == ("poster", "B")


def test_the_page_that_a_camera_opens_needs_no_token_and_shows_no_code(desk: Desk) -> None:
    page = get(desk, PAGE, caller=None)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-security-policy"] == pages.STATION_POLICY
    assert "前进街道人大代表联络站" in page.text
    assert "<svg" not in page.text
    missing = get(desk, "/s/411402001-77", caller=None)
    assert (missing.status, missing.json["code"]) == (404, "station_not_found")


def test_a_name_with_markup_is_only_ever_text(desk: Desk) -> None:
    desk.add_station("411402002-01", name=ATTACK)
    for path in ("/s/411402002-01", "/v1/stations/411402002-01/poster"):
        page = get(desk, path, caller=OVERSEER).text
        assert "<script" not in page
        assert "&lt;script&gt;alert(&#x27;站&#x27;)&lt;/script&gt;" in page


def test_a_closed_station_shows_no_code_and_its_page_says_so(desk: Desk) -> None:
    desk.register(STATION, OVERSEER, "closure")
    for path in (CODES, CURRENT, POSTER):
        answer = get(desk, path)
        assert (answer.status, answer.json["code"]) == (409, "station_closed")
    assert "本站自2026年11月20日起已撤销，不能签到。" in get(desk, PAGE, caller=None).text


@pytest.mark.parametrize("path", [CODES, CURRENT, POSTER])
def test_only_the_stations_staff_and_those_above_them_have_its_codes(desk: Desk, path: str) -> None:
    for caller in (STAFF, OVERSEER, someone("township_staff:411402001"), someone("admin:41")):
        assert get(desk, path, caller=caller).status == 200
    for caller, code in (
        (DEPUTY_CALLER, "role_missing"),
        (someone(), "role_missing"),
        (someone("auditor:41"), "role_missing"),
        (someone("liaison_officer:411402001-02"), "out_of_scope"),
        (someone("committee_staff:4115"), "out_of_scope"),
    ):
        answer = get(desk, path, caller=caller)
        assert (answer.status, answer.json["code"]) == (403, code)
    assert get(desk, path, caller=None).status == 401
    elsewhere = get(desk, path.replace(STATION, "411402001-77"), caller=OVERSEER)
    assert (elsewhere.status, elsewhere.json["code"]) == (404, "station_not_found")


@pytest.mark.parametrize("path", [CODES, CURRENT, POSTER, PAGE])
def test_showing_costs_one_read(desk: Desk, path: str) -> None:
    with counted() as calls:
        assert get(desk, path).status == 200
    assert calls == ["GetItem"]


@pytest.mark.parametrize(
    "station",
    ["平原街道", "%E5%B9%B3%E5%8E%9F", "411402001-00", "41140-01", "411402001-1", "411402001%2D01x"],
)
def test_what_is_no_stations_id_is_not_found(desk: Desk, station: str) -> None:
    for path in (CODES, CURRENT, POSTER, PAGE):
        answer = get(desk, path.replace(STATION, station))
        assert (answer.status, answer.json["code"]) == (404, "not_found")


def test_a_percent_encoded_id_is_the_same_station(desk: Desk) -> None:
    assert get(desk, PAGE.replace("-", "%2D"), caller=None).status == 200


def test_a_station_without_a_location_has_codes_that_say_so(desk: Desk) -> None:
    bare = desk.add_station("411402002-01", place=None)
    item = get(desk, f"/v1/stations/{bare.id}/codes", caller=OVERSEER, count=1).json["items"][0]
    assert len(item["code"]) == 32
    record = desk.scan(item["code"], location=HERE).json
    assert (record["grade"], record["flags"]) == ("B", ["station_unlocated"])


def test_a_screen_whose_clock_is_wrong_still_learns_ours(desk: Desk) -> None:
    desk.now += timedelta(seconds=0.5)
    assert get(desk, CODES).json["now"] == "2026-11-20T09:30:10+08:00"
