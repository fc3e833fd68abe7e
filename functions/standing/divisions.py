"""Where townships stand and the posts at their stations: which have no station, where nobody is in charge."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from functions.standing import registry
from functions.standing.judging import evaluator
from functions.standing.subjects import of_division, of_station
from functions.standing.views import shown
from shared.domain import divisions
from shared.domain.divisions import Division, Level
from shared.domain.stations import Station, StationStatus
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Subject
from shared.regulations.verdicts import State
from shared.store import pages
from shared.store.pages import Page

_ROWS = {Level.CITY, Level.COUNTY, Level.TOWNSHIP}
"""Where stations stand."""


def page(
    scope: str, day: date, chinese: bool, *, short: bool, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """A page of the divisions in ``scope``, in the order of their codes; of them only those where something
    is short, if ``short``. One call for each city on the page, none for a division that has no more.

    Raises ``division_not_found``, ``invalid_cursor``.
    """
    divisions.get(scope)
    after = "" if cursor is None else pages.decode(cursor, str)[0]
    rows = [row for row in divisions.within(scope) if row.level in _ROWS and row.code > after]
    chosen = rows[:limit]
    stations = registry.stations_of([row.code for row in chosen])
    found = [_row(row, stations.get(row.code, ()), day, chinese) for row in chosen]
    more = pages.encode(chosen[-1].code) if len(rows) > limit else None
    return Page([row for row in found if not short or _is_short(row)], more)


def _row(division: Division, stations: tuple[Station, ...], day: date, chinese: bool) -> dict[str, Any]:
    """A division by itself: only what lies in it directly, and only a township is judged by that."""
    judge = evaluator(division.code, day)
    opened = [station for station in stations if station.status is StationStatus.OPEN]
    township = division.level is Level.TOWNSHIP
    return {
        "division": division.code,
        "name": division.name,
        "level": division.level,
        "verdicts": list(_sizes(judge, of_division(division, stations), day, chinese)) if township else [],
        "stations": [
            {
                "station": station.id,
                "name": station.name,
                "verdicts": list(_sizes(judge, of_station(station), day, chinese)),
            }
            for station in opened
        ],
    }


def _sizes(judge: Evaluator, subject: Subject, day: date, chinese: bool) -> Iterator[dict[str, Any]]:
    for verdict in judge.evaluate(subject, (), day):
        if verdict.kind == "size":
            yield shown(verdict, judge.book, chinese)


def _is_short(row: dict[str, Any]) -> bool:
    judged = [row, *row["stations"]]
    return any(verdict["state"] is State.SHORT for entry in judged for verdict in entry["verdicts"])
