"""A check-in as recorded (Shangqiu art. 21: each visit is registered)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from shared.domain.errors import Refusal
from shared.domain.places import division_of
from shared.domain.proof.assurance import Assurance, Flag, Grade, Proof, Timing, Whereabouts, counts
from shared.store.corrections import Action, Correction
from shared.store.records import CHECK_IN, record_id


class RecordKey(NamedTuple):
    """There is one record of a deputy, legal day and station."""

    deputy: str
    day: date
    station: str

    @property
    def id(self) -> str:
        """``{deputy}.{YYYYMMDD}.{station}``."""
        return record_id(self.deputy, self.day, self.station)


@dataclass(frozen=True, slots=True)
class CheckIn:
    """A deputy's visit to a station on a legal day, and how it was proven.

    ``moment`` is missing where only the day is known. ``distance`` is metres from the station; where the
    phone was is not kept. ``recorded_by`` is the deputy, or the staff who entered the visit for ``reason``.
    """

    deputy: str
    station: str
    day: date
    grade: Grade
    proof: Proof
    place: Whereabouts
    timing: Timing
    flags: tuple[Flag, ...]
    recorded_at: datetime
    recorded_by: str
    moment: datetime | None = None
    distance: int | None = None
    reason: str | None = None
    correction: Correction | None = None

    @property
    def id(self) -> str:
        """See :class:`RecordKey`."""
        return RecordKey(self.deputy, self.day, self.station).id

    @property
    def voided(self) -> bool:
        """Whether the last correction took it out of the count."""
        return self.correction is not None and self.correction.action is Action.VOID


def new(
    deputy: str,
    station: str,
    day: date,
    assurance: Assurance,
    *,
    now: datetime,
    by: str,
    moment: datetime | None,
    reason: str | None = None,
) -> CheckIn:
    """The record of a visit that becomes known ``now``."""
    return CheckIn(
        deputy=deputy,
        station=station,
        day=day,
        grade=assurance.grade,
        proof=assurance.proof,
        place=assurance.place,
        timing=assurance.timing,
        flags=assurance.flags,
        recorded_at=now,
        recorded_by=by,
        moment=moment,
        distance=assurance.distance,
        reason=reason,
    )


def parse_id(record: str) -> RecordKey:
    """What a record's id names; raises ``Refusal("record_not_found")`` for a day that never was."""
    deputy, digits, station = record.split(".")
    try:
        return RecordKey(deputy, date(int(digits[:4]), int(digits[4:6]), int(digits[6:])), station)
    except ValueError as error:
        raise Refusal("record_not_found") from error


def shown(record: CheckIn, counted_grades: Collection[str]) -> dict[str, Any]:
    """The record as it is answered: whether it counts is the province's policy and may change."""
    return {
        "id": record.id,
        "kind": CHECK_IN,
        "deputy": record.deputy,
        "station": record.station,
        "division": division_of(record.station),
        "day": record.day,
        "moment": record.moment,
        "grade": record.grade,
        "counted": counts(record.grade, counted_grades) and not record.voided,
        "proof": record.proof,
        "place": record.place,
        "timing": record.timing,
        "flags": record.flags,
        "distance": record.distance,
        "recorded_at": record.recorded_at,
        "recorded_by": record.recorded_by,
        "reason": record.reason,
        "correction": record.correction,
    }
