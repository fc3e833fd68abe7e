"""Where a station stands: who is in its posts, and what it held itself."""

from datetime import date
from typing import Any

from functions.standing import recorded
from functions.standing.judging import evaluator, since
from functions.standing.subjects import of_station
from functions.standing.views import shown
from shared.domain.stations import Station
from shared.regulations.rules import SubjectKind
from shared.store.records import station_key


def standing(station: Station, day: date, today: date, chinese: bool) -> dict[str, Any]:
    """In the periods that ``day`` falls in, as known ``today``; nothing is asked of a station after it was
    closed. One query."""
    judge = evaluator(station.division, day)
    subject = of_station(station)
    first = since(judge.book.of(SubjectKind.STATION), subject, day)
    records = recorded.of_subject(station_key(station.id), first, today)
    closed = station.closed_on is not None and station.closed_on < day
    verdicts = () if closed else judge.evaluate(subject, records, day, today)
    return {
        "station": station.id,
        "name": station.name,
        "on": day,
        "verdicts": [shown(verdict, judge.book, chinese) for verdict in verdicts],
    }
