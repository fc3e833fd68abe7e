"""Where a station, a group or a member of a standing committee stands, by what it did itself."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from functions.standing import recorded
from functions.standing.congresses import in_charge
from functions.standing.judging import evaluator, since
from functions.standing.sittings import Sittings
from functions.standing.subjects import of_group, of_member, of_station
from functions.standing.views import shown
from shared.domain.groups import Group
from shared.domain.members import Link, Member
from shared.domain.stations import Station
from shared.regulations.inputs import Subject
from shared.store import records as keys


def of_a_station(station: Station, day: date, today: date, chinese: bool) -> dict[str, Any]:
    """Under the rules of the division in which it lies."""
    partition, place = keys.station_key(station.id), station.division
    verdicts = _verdicts(of_station(station), partition, place, in_charge(place), day, today, chinese)
    return {"station": station.id, "name": station.name, "on": day, "verdicts": list(verdicts)}


def of_a_group(group: Group, day: date, today: date, chinese: bool) -> dict[str, Any]:
    """Under the rules of the congress whose deputies it organises."""
    partition, place = keys.group_key(group.id), group.congress
    verdicts = _verdicts(of_group(group), partition, place, place, day, today, chinese)
    return {"group": group.id, "name": group.name, "on": day, "verdicts": list(verdicts)}


def of_a_member(
    member: Member, links: tuple[Link, ...], day: date, today: date, chinese: bool
) -> dict[str, Any]:
    """Under the rules of the standing committee's division. Of the links those that had begun on ``day``."""
    subject = of_member(member, [link for link in links if link.since <= day])
    partition, place = keys.member_key(member.id), member.division
    verdicts = _verdicts(subject, partition, place, place, day, today, chinese)
    return {"member": member.id, "name": member.name, "on": day, "verdicts": list(verdicts)}


def _verdicts(
    subject: Subject, partition: str, division: str, congress: str, day: date, today: date, chinese: bool
) -> Iterator[dict[str, Any]]:
    """In the periods that ``day`` falls in, as known ``today``: one query, and one of the sessions of the
    congress of a division where they matter. Nothing is asked before the subject's first day or after its
    last, and no query made."""
    if day < (subject.begins or day) or day > (subject.ends or day):
        return
    judge = evaluator(division, day)
    first = since(judge.book.of(subject.kind), subject, day)
    known = recorded.known(partition, first, today)
    subject = Sittings().during(subject, congress, known.leaves, [judge], day, max(day, today))
    for verdict in judge.evaluate(subject, known.records, day, today):
        yield shown(verdict, judge.book, chinese)
