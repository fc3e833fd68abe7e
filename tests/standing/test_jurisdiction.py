"""Which rulebook binds whom."""

from typing import Any

import pytest

from functions.standing.jurisdiction import binding
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.mandates import Mandate
from tests.standing.hall import DEPUTY_ID, STATION, Hall, mandate

CITY = mandate()
COUNTY = mandate(Level.COUNTY, "411402", "411402001")
PROVINCE = mandate(Level.PROVINCE, "41", "4114")
NATION = mandate(Level.NATIONAL, "00", "41")
ELECTED_BY_A_UNIT = mandate(elected_by="某选区")


@pytest.mark.parametrize(
    ("held", "station", "division"),
    [
        (CITY, STATION, "411402001"),
        (CITY, None, "411402"),
        (CITY, "410102001-01", "411402"),
        (ELECTED_BY_A_UNIT, None, "4114"),
        (ELECTED_BY_A_UNIT, "410102001-01", "4114"),
        (COUNTY, "411403001-01", "411402001"),
        (PROVINCE, STATION, "411402001"),
        (PROVINCE, None, "4114"),
        (NATION, STATION, "411402001"),
        (NATION, None, "41"),
    ],
)
def test_the_congress_binds_and_inside_its_division_the_place_does(
    held: Mandate, station: str | None, division: str
) -> None:
    deputy = Deputy(DEPUTY_ID, "王晓梅", "138****1234", (held,), station=station)
    assert binding(deputy, held) == division


@pytest.mark.parametrize("held", [PROVINCE, NATION])
def test_sq_13d_deputies_from_above_are_placed_and_owe_the_city_no_number_of_visits(
    hall: Hall, held: Mandate
) -> None:
    hall.deputy(held)
    found: Any = hall.verdicts()
    assert found["sq-11a"]["state"] == "met"
    assert not found.keys() & {"sq-13b", "sq-13c"}


def test_a_visit_counts_wherever_the_station_is(hall: Hall) -> None:
    hall.deputy()
    visit = hall.visit("2026-03-05", "410102001-01")
    assert hall.verdicts()["sq-13b"]["evidence"] == [visit.id]
