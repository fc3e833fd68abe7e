"""WGS-84 in, WGS-84 out; what WeChat says in GCJ-02 is brought back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.places import distance
from shared.domain.proof.datum import Datum, gcj02_offset, to_wgs84

Point = tuple[float, float]

mainland = st.tuples(st.floats(18, 53.5), st.floats(73.5, 135))


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),  # Shanghai
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),  # Shenzhen
        ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),  # Beijing
    ],
)
def test_the_offset_is_the_published_one(wgs84: Point, gcj02: Point) -> None:
    """The vectors with which the open implementations of the approximation are tested."""
    north, east = gcj02_offset(*wgs84)
    assert (wgs84[0] + north, wgs84[1] + east) == pytest.approx(gcj02, abs=1e-9)
    assert to_wgs84(*gcj02, Datum.GCJ02) == pytest.approx(wgs84, abs=1e-8)


@given(mainland)
def test_the_offset_is_undone(point: Point) -> None:
    north, east = gcj02_offset(*point)
    moved = (point[0] + north, point[1] + east)
    assert distance(to_wgs84(*moved, Datum.GCJ02), point) < 0.1


@given(mainland)
def test_the_offset_would_put_a_visitor_out_of_the_station(point: Point) -> None:
    north, east = gcj02_offset(*point)
    assert 20 < distance(point, (point[0] + north, point[1] + east)) < 1000


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_of_the_globe_has_an_answer(lat: float, lng: float) -> None:
    assert to_wgs84(lat, lng, Datum.WGS84) == (lat, lng)
    assert all(isinstance(value, float) for value in to_wgs84(lat, lng, Datum.GCJ02))
