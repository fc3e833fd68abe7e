"""Ten thousand rows: how many calls they take when they are new, unchanged, or changed here and there."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from functions.registration.rosters.columns import DEPUTIES, STATIONS
from functions.registration.rosters.importing.run import AT_ONCE
from functions.registration.rosters.kinds import Kind
from functions.registration.rosters.rows import DeputyRow, StationRow
from functions.registration.rosters.templates import write_csv
from shared.domain import divisions
from shared.domain.divisions import Level
from tests.registration.rosters.credulous import Credulous, credulous
from tests.registration.rosters.desk import Desk, counts
from tests.registration.rosters.test_import_deputies import COUNTY
from tests.registration.rosters.test_import_stations import FULL

ROWS = 10_000
LOTS = math.ceil(ROWS / AT_ONCE)


def station_rows() -> Iterator[StationRow]:
    townships = [one.code for one in divisions.within("4114") if one.level is Level.TOWNSHIP]
    places = [(code, serial) for serial in range(1, 100) for code in townships]
    return (replace(FULL, division=code, serial=serial) for code, serial in places[:ROWS])


def deputy_rows(stations: list[StationRow]) -> Iterator[DeputyRow]:
    """Neighbours in the file are not neighbours in a station."""
    return (
        replace(COUNTY, phone=f"+86137{number:08d}", station=stations[number % 500].id)
        for number in range(ROWS)
    )


def taken(desk: Desk, tables: Credulous, kind: Kind[Any], rows: Iterable[Any]) -> dict[str, int]:
    """The numbers of the report; the calls that the import made are in ``tables`` afterwards."""
    roster = desk.ask(kind.name)["id"]
    happened = desk.send(roster, write_csv(kind, rows))
    tables.made.clear()
    desk.arrive(happened)
    numbers = counts(desk.report(roster))
    tables.made["GetItem"] -= 1
    assert tables.made["UpdateItem"] == 2, "begun and finished"
    assert tables.made["Query"] == 1, "the uploader's roles"
    assert set(+tables.made) <= {"BatchGetItem", "TransactWriteItems", "UpdateItem", "Query"}
    return numbers


def test_ten_thousand_stations_and_deputies_take_few_calls(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stations = list(station_rows())
    deputies = list(deputy_rows(stations))
    with credulous(monkeypatch) as tables:
        made = tables.made
        assert taken(desk, tables, STATIONS, stations) == {"created": ROWS}
        assert (made["BatchGetItem"], made["TransactWriteItems"]) == (LOTS, LOTS)

        assert taken(desk, tables, DEPUTIES, deputies) == {"created": ROWS}
        assert made["BatchGetItem"] == 2 * LOTS, "owners of the phones; stations"
        assert made["TransactWriteItems"] <= 7 * LOTS, "a new deputy is six operations"
        assert tables.largest == 100

        assert taken(desk, tables, STATIONS, stations) == {"unchanged": ROWS}
        assert (made["BatchGetItem"], made["TransactWriteItems"]) == (LOTS, 0)
        assert taken(desk, tables, DEPUTIES, deputies) == {"unchanged": ROWS}
        assert made["BatchGetItem"] <= 3 * LOTS, "owners; entries and stations are up to two hundred keys"
        assert made["TransactWriteItems"] == 0

        renamed = (row if number % 1000 else replace(row, name="新名") for number, row in enumerate(stations))
        assert taken(desk, tables, STATIONS, renamed) == {"updated": 10, "unchanged": ROWS - 10}
        assert (made["BatchGetItem"], made["TransactWriteItems"]) == (LOTS, 10)
