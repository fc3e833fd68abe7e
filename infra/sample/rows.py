"""What the sample's rosters list: the whole of Shangqiu, a few stations in four other cities, the city's own
deputies in those of Shenzhen, deputies of the autonomous region in those of Guangxi.

Every township and street of Shangqiu has a station (Shangqiu art. 6) with head and liaison officer (art. 8),
and every deputy is placed in one (art. 11). Positions, people and numbers are made up.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time
from itertools import cycle
from random import Random

from functions.registration.rosters.rows import DeputyRow, StaffRow, StationRow, UnitRow
from infra.sample.people import people
from shared.domain import divisions
from shared.domain.divisions import Division, Level
from shared.domain.roles import Role
from shared.domain.stations import OpeningHours, StationType

SHANGQIU = "4114"
SHENZHEN = "4403"
GUANGXI, NANNING = "45", "4501"
OTHERS = {
    "1402": (StationType.LIAISON_STATION, 3),
    SHENZHEN: (StationType.CENTRAL_STATION, 3),
    "1201": (StationType.DEPUTY_HOME, 2),
    NANNING: (StationType.LIAISON_STATION, 2),
}
"""City, the type of station usual there, and how many stations the sample has of it."""

_CENTRES = {
    SHANGQIU: (34.414, 115.656),
    "1402": (40.077, 113.300),
    SHENZHEN: (22.543, 114.058),
    "1201": (39.085, 117.201),
    NANNING: (22.817, 108.367),
}
_FIELDS = ("教育", "医疗卫生", "农业农村", "法律", "城市建设", "财政经济", "环境保护", "社会保障")
OF_THE_REGION = (
    (True, ("农业农村", "教育")),
    (True, ("社会保障", "医疗卫生")),
    (True, ("环境保护", "城市建设")),
    (False, ("社会保障", "法律")),
    (False, ("财政经济", "城市建设")),
)
"""Guangxi's deputies: whether they are of the grassroots, and their fields. A meeting chooses among them."""
_UNITS = ("市教育局", "市卫生健康委员会", "市交通运输局", "市住房和城乡建设局")
_TERM_BEGINS = {
    Level.NATIONAL: (14, date(2023, 3, 5)),
    Level.PROVINCE: (14, date(2023, 1, 10)),
    Level.CITY: (6, date(2022, 4, 20)),
    Level.COUNTY: (16, date(2022, 3, 25)),
    Level.TOWNSHIP: (12, date(2022, 1, 15)),
}
_WEEKDAYS = tuple(OpeningHours(day, time(8, 30), time(17, 30)) for day in range(1, 6))


Person = tuple[str, str]
"""A name and a phone (E.164)."""


@dataclass
class Sample:
    """The rows of the four rosters, and who stands in none: the provinces' first administrators by code,
    somebody of a handling unit, a resident."""

    administrators: dict[str, Person]
    unit_staff: Person
    resident: Person
    stations: list[StationRow] = field(default_factory=list)
    deputies: list[DeputyRow] = field(default_factory=list)
    staff: list[StaffRow] = field(default_factory=list)
    units: list[UnitRow] = field(default_factory=list)


def sample() -> Sample:
    """The whole sample, the same on every call."""
    persons, draw = people(), Random("places")  # noqa: S311 - a sample
    provinces = sorted({city[:2] for city in (SHANGQIU, *OTHERS)})
    made = Sample({code: next(persons) for code in provinces}, next(persons), next(persons))
    for township in _townships(SHANGQIU):
        _add_station(made, township, StationType.LIAISON_STATION, draw, persons)
    for city, (type_, count) in OTHERS.items():
        for township in list(_townships(city))[:count]:
            _add_station(made, township, type_, draw, persons)
    _add_upper_levels(made, draw, persons)
    _add_shenzhen(made, draw, persons)
    _add_guangxi(made, draw, persons)
    return made


def _townships(scope: str) -> Iterator[Division]:
    return (division for division in divisions.within(scope) if division.level is Level.TOWNSHIP)


def _add_station(
    made: Sample, township: Division, type_: StationType, draw: Random, persons: Iterator[Person]
) -> None:
    lat, lng = _CENTRES[township.code[:4]]
    station = StationRow(
        division=township.code,
        serial=1,
        name=f"{township.name}人大代表联络站",
        type=type_,
        address="".join(division.name for division in divisions.path(township.code)[1:]),
        lat=round(lat + draw.uniform(-0.35, 0.35), 5),
        lng=round(lng + draw.uniform(-0.35, 0.35), 5),
        radius=200,
        opening_hours=_WEEKDAYS,
        facilities=("接待室", "代表活动室"),
        mailbox=True,
        legislative_contact_point=draw.random() < 0.1,
        demonstration=draw.random() < 0.1,
    )
    made.stations.append(station)
    for position in (Role.STATION_HEAD, Role.LIAISON_OFFICER):
        name, phone = next(persons)
        made.staff.append(StaffRow(phone, name, position, township.code, station.id, ""))
    county = township.code[:6]
    levels = [(Level.COUNTY, county, township.code)]
    if not township.name.endswith("街道"):
        levels.append((Level.TOWNSHIP, township.code, township.code))
    for level, division, elected_in in levels:
        made.deputies.append(
            _deputy(level, division, elected_in, station.id, draw=draw, person=next(persons))
        )


def _deputy(
    level: Level, division: str, elected_in: str, station: str, *, draw: Random, person: Person
) -> DeputyRow:
    name, phone = person
    term, begins = _TERM_BEGINS[level]
    return DeputyRow(
        phone=phone,
        name=name,
        gender=draw.choice(("male", "female")),
        grassroots=level in {Level.COUNTY, Level.TOWNSHIP} or draw.random() < 0.5,
        fields=tuple(draw.sample(_FIELDS, 2)),
        level=level,
        division=division,
        electing_unit=elected_in,
        term=term,
        begins=begins,
        ends=None,
        card_number=f"{division}-{phone[-6:]}",
        card_issued_on=begins,
        station=station,
        armed_forces=False,
        armed_forces_unit=None,
    )


def _add_upper_levels(made: Sample, draw: Random, persons: Iterator[Person]) -> None:
    stations = [station.id for station in made.stations if station.division.startswith(SHANGQIU)]
    counties = [division.code for division in divisions.children(SHANGQIU)]
    seats: list[tuple[Level, str, str]] = [
        (Level.CITY, SHANGQIU, county) for county in counties for _ in range(3)
    ]
    seats += [(Level.PROVINCE, "41", SHANGQIU)] * 5 + [(Level.NATIONAL, divisions.NATION, "41")] * 2
    for level, division, elected_in in seats:
        near = [station for station in stations if station.startswith(elected_in)] or stations
        made.deputies.append(
            _deputy(level, division, elected_in, draw.choice(near), draw=draw, person=next(persons))
        )
    for division in ("41", SHANGQIU, *counties):
        name, phone = next(persons)
        made.staff.append(StaffRow(phone, name, Role.COMMITTEE_STAFF, division, None, ""))
    for name, phone in _take(persons, 5):
        made.staff.append(StaffRow(phone, name, Role.MEMBER, SHANGQIU, None, "市人大常委会委员"))
    name, phone = next(persons)
    township = made.stations[0].division
    made.staff.append(StaffRow(phone, name, Role.TOWNSHIP_STAFF, township, None, ""))
    name, phone = next(persons)
    made.staff.append(StaffRow(phone, name, Role.AUDITOR, SHANGQIU, None, ""))
    for number, unit in enumerate(_UNITS, 1):
        contact, _ = next(persons)
        telephone = f"0370-32812{number:02d}"
        made.units.append(UnitRow(f"{number:03d}", f"商丘{unit}", SHANGQIU, contact, telephone, "政府部门"))


def _add_shenzhen(made: Sample, draw: Random, persons: Iterator[Person]) -> None:
    """A deputy of the city in each of its stations, and of the city's committee somebody of the staff and a
    member: Shenzhen's draft speaks of the deputies of the city."""
    for station in [station for station in made.stations if station.division.startswith(SHENZHEN)]:
        seat = (Level.CITY, SHENZHEN, station.division[:6])
        made.deputies.append(_deputy(*seat, station.id, draw=draw, person=next(persons)))
    name, phone = next(persons)
    made.staff.append(StaffRow(phone, name, Role.COMMITTEE_STAFF, SHENZHEN, None, ""))
    name, phone = next(persons)
    made.staff.append(StaffRow(phone, name, Role.MEMBER, SHENZHEN, None, "市人大常委会委员"))


def _add_guangxi(made: Sample, draw: Random, persons: Iterator[Person]) -> None:
    """Deputies of the autonomous region whom its capital elected, and of its committee somebody of the staff
    and a member: Guangxi's measures speak of no others (art. 1)."""
    stations = [station.id for station in made.stations if station.division.startswith(NANNING)]
    for (grassroots, fields), station in zip(OF_THE_REGION, cycle(stations), strict=False):
        drawn = _deputy(Level.PROVINCE, GUANGXI, NANNING, station, draw=draw, person=next(persons))
        made.deputies.append(replace(drawn, grassroots=grassroots, fields=fields))
    for position, title in ((Role.COMMITTEE_STAFF, ""), (Role.MEMBER, "自治区人大常委会委员")):
        name, phone = next(persons)
        made.staff.append(StaffRow(phone, name, position, GUANGXI, None, title))


def _take(persons: Iterable[Person], count: int) -> list[Person]:
    return [person for person, _ in zip(persons, range(count), strict=False)]
