"""From a subject as registered and recorded to its entries: recomputed whole, as the standing routes do."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from functions.standing import recorded
from functions.standing.judging import evaluator, since
from functions.standing.jurisdiction import binding
from functions.standing.projection import periods
from functions.standing.projection.store import Entry
from functions.standing.subjects import of_mandate, of_station
from functions.standing.views import is_recorded
from shared.domain.deputies import Deputy
from shared.domain.stations import Station
from shared.regulations import sentences
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Subject
from shared.regulations.rules import Modality, Part, SubjectKind
from shared.regulations.verdicts import State, Verdict
from shared.store import engine, records
from shared.store.registry import DEPUTY, RegistryItem, person_key, station_key, value_of

KINDS = frozenset({SubjectKind.DEPUTY, SubjectKind.STATION})
"""Whom the lists are about."""
UNMET = frozenset({State.SHORT, State.AT_RISK, State.OPEN})
_BINDING = frozenset({Modality.MUST, Modality.MUST_NOT})


class _Judged(NamedTuple):
    """One of the subjects that somebody is (each mandate is one), on one of the days to judge on."""

    day: date
    judge: Evaluator
    subject: Subject
    mandate: str


def is_listed(part: Part) -> bool:
    """Whether who is short of this rule can be listed: it binds, it binds deputies or stations, and what it
    asks is recorded here."""
    return part.subject in KINDS and part.modality in _BINDING and is_recorded(part)


def entries(partition: str, days: Sequence[date], today: date) -> list[Entry]:
    """What the subject of a partition of Records has not done, in the periods judged on ``days``. Two
    consistent calls, one where nothing binds it; another for each megabyte of records."""
    kind, _, id_ = partition.partition("#")
    if kind == "DEPUTY":
        return _of_deputy(id_, days, today)
    return _of_station(id_, days, today)


def _of_deputy(id_: str, days: Sequence[date], today: date) -> list[Entry]:
    item = engine.get(RegistryItem, person_key(id_), DEPUTY, consistent=True)
    if item is None:
        return []
    deputy = value_of(item, Deputy)
    judged = [
        _Judged(day, evaluator(binding(deputy, mandate), day), of_mandate(deputy, mandate), mandate.id)
        for mandate in deputy.mandates
        for day in days
        if mandate.begins <= day and (mandate.ends is None or day <= mandate.ends)
    ]
    return list(_entries(records.deputy_key(id_), judged, deputy.name, deputy.home, today))


def _of_station(id_: str, days: Sequence[date], today: date) -> list[Entry]:
    item = engine.get(RegistryItem, station_key(id_), "STATION", consistent=True)
    if item is None:
        return []
    station = value_of(item, Station)
    judged = [
        _Judged(day, evaluator(station.division, day), of_station(station), "")
        for day in days
        if station.closed_on is None or day <= station.closed_on
    ]
    return list(_entries(records.station_key(id_), judged, station.name, station.id, today))


def _entries(partition: str, judged: Sequence[_Judged], name: str, home: str, today: date) -> Iterator[Entry]:
    if not judged:
        return
    first = min(since(judge.book.of(subject.kind), subject, day) for day, judge, subject, _ in judged)
    found = recorded.of_subject(partition, first, today, consistent=True)
    for day, judge, subject, mandate in judged:
        parts = {part.id: part for part in judge.book.of(subject.kind)}
        for verdict in judge.evaluate(subject, found, day, today):
            part = parts[verdict.rule]
            if _is_unmet(verdict) and is_listed(part) and periods.judged_on(part, day, today) == day:
                zh, en = sentences.of_verdict(judge.book, verdict)
                yield Entry(
                    kind=str(subject.kind),
                    subject=subject.id,
                    name=name,
                    home=home,
                    mandate=mandate,
                    rule=verdict.rule,
                    period=periods.label_of(part, day),
                    with_=verdict.with_,
                    required=verdict.required,
                    counted=verdict.counted,
                    remaining=verdict.remaining,
                    state=verdict.state,
                    due="" if verdict.due is None else verdict.due.isoformat(),
                    zh=zh,
                    en=en,
                )


def _is_unmet(verdict: Verdict) -> bool:
    return verdict.state in UNMET and (verdict.remaining > 0 or verdict.state is State.SHORT)
