"""A filing: which deputy is placed in which station, reported upward (Shangqiu art. 11).

A township reports its deputies to the county; the county its own and what each township last filed to the
city. So each level reports what it knows, and the city sees through.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shared.domain import divisions
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.stations import Station
from shared.regulations.kinds.publish import Publish
from shared.regulations.rules import Part, SubjectKind
from shared.store.packs import packs

ITEM = "placements_report"
"""The word of the rules for the report."""
MOST = 1_500
"""Deputies that one filing names: what an item holds, and five times what a township has."""
_BODIES = {"county_body": Level.COUNTY, "city_body": Level.CITY, "provincial_body": Level.PROVINCE}


class State(StrEnum):
    """Sent; taken to the record above; or returned with a reason, so that it is sent anew."""

    SENT = "sent"
    TAKEN = "taken"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Placed:
    """A deputy in a station, and the levels of the congresses that the deputy is in."""

    id: str
    name: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class AtStation:
    """Who is placed in a station."""

    station: str
    name: str
    deputies: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Below:
    """What a division below last filed; without a filing it filed nothing yet."""

    division: str
    name: str
    filing: str | None = None
    filed_at: datetime | None = None
    state: State | None = None
    placed: int = 0
    unplaced: int = 0


@dataclass(frozen=True, slots=True)
class Filing:
    """``day`` is the legal day of the report, of which its record is. ``unplaced`` serve and are placed in no
    station though they should be, ``armed_forces`` are organised by their own unit. ``below`` is empty of a
    township."""

    id: str
    division: str
    receiver: str
    day: date
    by: str
    at: datetime
    stations: tuple[AtStation, ...]
    unplaced: tuple[Placed, ...]
    armed_forces: int
    below: tuple[Below, ...] = ()
    state: State = State.SENT
    reason: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None
    version: int = 1

    @property
    def stands(self) -> bool:
        """Whether it is not returned."""
        return self.state is not State.RETURNED

    @property
    def placed(self) -> int:
        """Deputies placed in stations, here and below."""
        return sum(len(one.deputies) for one in self.stations) + sum(one.placed for one in self.below)

    @property
    def left_over(self) -> int:
        """Deputies placed nowhere, here and below."""
        return len(self.unplaced) + sum(one.unplaced for one in self.below)

    @property
    def missing(self) -> tuple[str, ...]:
        """Divisions below that have filed nothing that stands."""
        return tuple(one.division for one in self.below if one.filing is None or one.state is State.RETURNED)


def rule_of(division: str, day: date) -> Part:
    """The rule by which a division files; raises ``filing_not_asked`` where there is none."""
    level = str(divisions.get(division).level)
    for part in packs().rulebook(division, day).of(SubjectKind.STAFF):
        fields = part.fields
        if isinstance(fields, Publish) and ITEM in fields.what and part.condition.holds({"level": level}):
            return part
    raise Refusal("filing_not_asked", division=division)


def receiver_of(division: str, part: Part) -> str:
    """The division above to which the rule has it filed."""
    wanted = {_BODIES[body] for body in part.fields.to if body in _BODIES}
    return next(above.code for above in divisions.path(division) if above.level in wanted)


def sorted_out(
    stations: list[Station], deputies: list[Deputy], day: date
) -> tuple[tuple[AtStation, ...], tuple[Placed, ...], int]:
    """Who is placed where, who nowhere, and how many are of the armed forces, among those who serve. Raises
    ``limit_reached``."""
    serving = [one for one in deputies if one.serves_from(day)]
    if len(serving) > MOST:
        raise Refusal("limit_reached", limit=MOST)
    at: dict[str, list[Placed]] = {station.id: [] for station in stations}
    unplaced = []
    armed = 0
    for one in serving:
        if one.armed_forces_unit is not None:
            armed += 1
        elif one.station is not None:
            at.setdefault(one.station, []).append(_placed(one, day))
        else:
            unplaced.append(_placed(one, day))
    names = {station.id: station.name for station in stations}
    found = tuple(AtStation(id_, names.get(id_, id_), tuple(who)) for id_, who in sorted(at.items()))
    return found, tuple(unplaced), armed


def _placed(deputy: Deputy, day: date) -> Placed:
    held = (mandate for mandate in deputy.mandates if mandate.ends is None or day <= mandate.ends)
    return Placed(deputy.id, deputy.name, tuple(dict.fromkeys(mandate.level for mandate in held)))
