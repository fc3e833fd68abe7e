"""The growth bench asks every GET of the contract, and shows what its figures say. Nothing is measured."""

from collections import Counter
from contextlib import suppress
from typing import Any

import pytest

from infra.contract import apps
from shared.web.service import Service
from tests.bench.growth import curves, showing
from tests.bench.growth.reads import PROVINCE, reads
from tests.gateway import event_of


class _Anything(str):
    """An id, and whatever else a specimen is asked for."""

    @property
    def mandates(self) -> tuple["_Anything", ...]:
        return (self,)

    def __getattr__(self, name: str) -> "_Anything":
        if name.startswith("__"):
            raise AttributeError(name)
        return self


class _Found(dict[str, Any]):
    def __missing__(self, name: str) -> _Anything:
        return _Anything(f"x{''.join(filter(str.isalpha, name)):0<19.19}")


@pytest.fixture(scope="module")
def served() -> dict[str, Service]:
    """The applications by function."""
    return apps()


@pytest.fixture(scope="module")
def asked(served: dict[str, Service]) -> list[tuple[str, str]]:
    """The route of every request, and which of the route's it is."""
    found = _Found(post=f"admin:{PROVINCE}")
    return [(_route(served, read.path), read.where) for read in reads(found)]


def _route(served: dict[str, Service], path: str) -> str:
    for app in served.values():
        with suppress(LookupError):
            return str(event_of(app, "GET", path)["resource"])
    raise LookupError(path)


def test_every_get_of_the_contract_is_read(served: dict[str, Service], asked: list[tuple[str, str]]) -> None:
    contract = {path for app in served.values() for path, methods in app.routes.items() if "GET" in methods}
    assert {route for route, _ in asked} == contract


def test_requests_of_one_route_are_told_apart(asked: list[tuple[str, str]]) -> None:
    assert not [request for request, times in Counter(asked).items() if times > 1]


@pytest.mark.parametrize(
    ("costs", "flat"),
    [
        ({"1": (2, 10.0), "10": (2, 11.0)}, True),
        ({"1": (2, 10.0), "10": (2, 11.5)}, False),
        ({"1": (2, 10.0), "10": (3, 10.0)}, False),
        ({"10": (9, 90.0), "2": (10, 100.0)}, True),
        ({"1": (0, 0.0), "10": (0, 0.5)}, False),
        ({"1": (4, 4.0), "10": (1, 0.5), "100": (5, 4.0)}, False),
    ],
)
def test_flat_is_at_most_a_tenth_more_than_at_the_smallest(
    costs: dict[str, tuple[int, float]], flat: bool
) -> None:
    assert showing.is_flat(costs) is flat


def _night(subjects: int, **others: Any) -> dict[str, Any]:
    whole = {"timeout": 600, "invocations": 4, "handed_on": 0, "longest": 30.0, "complete": True}
    used = {"calls": subjects * 4, "read": subjects * 10.0, "written": subjects * 1.5, "cpu": subjects / 100}
    return {"subjects": subjects, "seconds": subjects / 50, **whole, **used, **others}


def _figures() -> dict[str, Any]:
    places = {"station": 26, "county": 2, "city": 1}
    small = {
        "machine": "1 May 2026, commit a; X",
        "places": places,
        "reads": [
            ["/v1/a", "middle", 1, 0.5],
            ["/v1/suggestions/sheet", "middle", 1, 8],
            ["/i", "middle", 0, 0],
        ],
        "nightly": _night(
            100,
            same_lists=True,
            from_nothing=_night(100, longest=45.0, handed_on=3),
            killed=_night(150),
            again=_night(100),
            committees=_night(300, longest=20.0),
        ),
    }
    large = {
        "machine": "2 May 2026, commit b; X",
        "places": {name: 10 * count for name, count in places.items()},
        "reads": [
            ["/v1/a", "middle", 1, 0.5],
            ["/v1/suggestions/sheet", "middle", 1, 46],
            ["/i", "middle", 0, 0],
        ],
        "nightly": _night(1000, again=_night(1000), committees=_night(300)),
    }
    return {"sizes": {"1": small, "10": large}}


def test_what_grows_is_written_as_missed_with_its_reason() -> None:
    text = showing.markdown(_figures())
    assert "2 of 3 requests of 3 GET routes are flat" in text
    assert "1 of them touch no table" in text
    (row,) = [line for line in text.splitlines() if line.startswith("| `GET ")]
    assert row.startswith(
        "| `GET /v1/suggestions/sheet` (middle) | 1 / 8 | 1 / 46 | a workbook has every row"
    )


def test_figures_of_two_commits_say_which_is_whose() -> None:
    lines = showing.markdown(_figures()).splitlines()
    assert "1x: 1 May 2026, commit a; X, DynamoDB Local." in lines
    assert "10x: 2 May 2026, commit b; X, DynamoDB Local." in lines
    night = _figures()
    night["sizes"]["1"]["nightly"]["machine"] = "2 May 2026, commit b; X"
    assert "the night at 1x, 10x: 2 May 2026, commit b; X, DynamoDB Local." in showing.markdown(night)
    same = _figures()
    same["sizes"]["10"]["machine"] = same["sizes"]["1"]["machine"]
    assert showing.markdown(same).startswith("1x, 10x: 1 May 2026, commit a; X, DynamoDB Local.\n")


def test_a_night_that_grows_with_the_province_keeps_its_bars() -> None:
    found = showing.bars(_figures())
    assert len(found) == 11
    assert all(bar.met for bar in found)
    (longest,) = [bar for bar in found if bar.what.startswith("the longest invocation at 1x")]
    assert longest.found == 45 / 600


@pytest.mark.parametrize(
    ("size", "changed", "bar"),
    [
        ("10", {"calls": 4 * 1200}, "calls a subject of the first night at 10x, x those at 1x"),
        ("10", {"read": 12000.0}, "read units a subject of the first night at 10x, x those at 1x"),
        ("10", {"written": 2000.0}, "write units a subject of the first night at 10x, x those at 1x"),
        ("10", {"cpu": 20.0}, "CPU a subject of the first night at 10x, x those at 1x"),
        ("10", {"longest": 601.0}, "the longest invocation at 10x, x the time-out"),
        ("1", {"same_lists": False}, "lists of 1x that a split, killed night leaves otherwise"),
    ],
)
def test_a_night_misses_its_bars(size: str, changed: dict[str, Any], bar: str) -> None:
    figures = _figures()
    figures["sizes"][size]["nightly"].update(changed)
    assert [one.what for one in showing.bars(figures) if not one.met] == [bar]
    assert f"- {bar}: at most " in showing.markdown(figures)
    assert "**MISSED**" in showing.markdown(figures)


def test_a_night_broken_off_or_with_other_lists_proves_nothing() -> None:
    figures = _figures()
    assert showing.broken(figures) == []
    figures["sizes"]["10"]["nightly"]["complete"] = False
    figures["sizes"]["1"]["nightly"]["same_lists"] = False
    assert showing.broken(figures) == ["the night at 10x was broken off", "the night at 1x left other lists"]
    assert "calls a subject of the first night at 10x (its first 1,000), x those at 1x" in {
        bar.what for bar in showing.bars(figures)
    }


@pytest.mark.parametrize("part", ["again", "committees"])
def test_the_longest_invocation_is_that_of_all_nights(part: str) -> None:
    figures = _figures()
    figures["sizes"]["10"]["nightly"][part]["longest"] = 601.0
    (bar,) = [bar for bar in showing.bars(figures) if not bar.met]
    assert bar.what == "the longest invocation at 10x, x the time-out"


def test_what_every_night_after_the_first_takes_has_its_own_rows() -> None:
    figures = _figures()
    figures["sizes"]["10"]["nightly"]["again"] = _night(1000, written=3000.0)
    rows = showing.markdown(figures).splitlines()
    assert "| every night after: write units a subject | 1.50 | 3.00 |" in rows
    assert "| committees beside them | 300 | 300 |" in rows


def test_one_size_alone_says_that_nothing_was_compared() -> None:
    figures = _figures()
    del figures["sizes"]["10"]["nightly"]
    assert "one size was walked through" in showing.markdown(figures)


def test_a_curve_is_of_a_request_that_every_size_was_asked_and_that_uses_any() -> None:
    sizes = _figures()["sizes"]
    sizes["10"]["reads"].append(["/v1/new", "middle", 3, 3])
    assert dict(curves.reads(sizes, curves.CALLS)) == {
        "/v1/a (middle)": [1.0, 1.0],
        "/v1/suggestions/sheet (middle)": [1.0, 1.0],
    }
    assert dict(curves.reads(sizes, curves.UNITS))["/v1/suggestions/sheet (middle)"] == [1.0, 5.75]


def test_the_night_is_drawn_of_those_that_were_walked_through() -> None:
    figures = _figures()
    assert [night["subjects"] for night in curves.nights(figures["sizes"])] == [100, 1000]
    assert "growth-night.svg" in showing.markdown(figures)
    figures["sizes"]["10"]["nightly"]["complete"] = False
    assert [night["subjects"] for night in curves.nights(figures["sizes"])] == [100]
    assert "growth-night.svg" not in showing.markdown(figures)
