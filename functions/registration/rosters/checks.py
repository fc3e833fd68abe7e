"""What one row must fulfil as a whole. Each check yields the field to blame and the reason.

``values`` holds the values of the cells that are filled in; all of them were readable.
"""

from collections.abc import Iterator
from typing import Any

from functions.registration.rosters.kinds import Values
from functions.registration.rosters.problems import Trouble
from shared.domain.divisions import NATION, Level
from shared.domain.places import division_of
from shared.domain.roles import Role
from shared.domain.stations import Post

Troubles = Iterator[tuple[str, Trouble]]

_DIGITS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.TOWNSHIP: 9}
_AT_STATION = {Role.STATION_HEAD, Role.LIAISON_OFFICER, Post.SPECIALIST}


def station(values: Values) -> Troubles:
    """Latitude and longitude come together."""
    if ("lat" in values) != ("lng" in values):
        missing = "lng" if "lat" in values else "lat"
        yield (
            missing,
            Trouble(
                "coordinates_incomplete",
                "经度和纬度须同时填写",
                "Latitude and longitude must be given together",
            ),
        )


def deputy(values: Values) -> Troubles:
    """Level and division agree, the term runs forward, card and day of issue come together, and who
    belongs to the armed forces is placed in no station but organised by their unit."""
    yield from _congress(values)
    if "begins" in values and "ends" in values and values["ends"] < values["begins"]:
        yield (
            "ends",
            Trouble(
                "ends_before_begins",
                f"任期结束早于任期开始（{values['begins']}）",
                f"The mandate ends before it begins ({values['begins']})",
            ),
        )
    if ("card_number" in values) != ("card_issued_on" in values):
        missing = "card_issued_on" if "card_number" in values else "card_number"
        yield (
            missing,
            Trouble(
                "card_incomplete",
                "代表证号和发证日期须同时填写",
                "The card's number and its day of issue must be given together",
            ),
        )
    yield from _armed_forces(values)


def _congress(values: Values) -> Troubles:
    level: Any = values.get("level")
    division: str | None = values.get("division")
    if level is None or division is None:
        return
    if level is Level.NATIONAL or division == NATION:
        if level is not Level.NATIONAL or division != NATION:
            yield (
                "division",
                Trouble(
                    "division_level",
                    "全国人大代表的所属区划填 00，其他层级不能填 00",
                    "The division of the national congress is 00, and of no other",
                ),
            )
        return
    if len(division) != _DIGITS[level]:
        yield (
            "division",
            Trouble(
                "division_level",
                f"该层级的区划代码应为 {_DIGITS[level]} 位，现为 {len(division)} 位",
                f"At this level a division code has {_DIGITS[level]} digits, not {len(division)}",
            ),
        )
        return
    unit = values.get("electing_unit", division)
    if unit.isascii() and unit.isdigit() and not unit.startswith(division):
        yield (
            "electing_unit",
            Trouble(
                "electing_unit_outside",
                f"选举单位不在所属区划 {division} 之内",
                f"The electing unit does not lie in the congress's division {division}",
            ),
        )


def _armed_forces(values: Values) -> Troubles:
    if values.get("armed_forces", False):
        if "armed_forces_unit" not in values:
            yield (
                "armed_forces_unit",
                Trouble(
                    "armed_forces_unit_missing",
                    "军队代表须填写所在单位",
                    "A deputy of the armed forces needs the unit",
                ),
            )
        if "station" in values:
            yield (
                "station",
                Trouble(
                    "armed_forces_placed",
                    "军队代表由所在单位组织活动，不编入联络站，此格应为空",
                    "Deputies of the armed forces are organised by their unit and placed in no station; "
                    "leave this empty",
                ),
            )
    elif "armed_forces_unit" in values:
        yield (
            "armed_forces_unit",
            Trouble(
                "armed_forces_unit_given",
                "只有军队代表填写所在单位；如是军队代表，请在“军队代表”填“是”",
                "Only deputies of the armed forces have a unit here; if so, enter 是 under 军队代表",
            ),
        )


def staff(values: Values) -> Troubles:
    """The staff of a station name the station, all others a division; only congresses from the county
    up have a standing committee (Deputies Law art. 11)."""
    position = values.get("position")
    if position is None:
        return
    if position in _AT_STATION:
        yield from _at_station(values)
        return
    if "division" not in values:
        yield (
            "division",
            Trouble("division_missing", "该角色须填写区划代码", "This position needs a division code"),
        )
    if "station" in values:
        yield (
            "station",
            Trouble(
                "station_given",
                "该角色按区划工作，不填站点编号",
                "This position is held in a division; leave the station empty",
            ),
        )
    if position is Role.MEMBER and len(values.get("division", "")) > 6:
        yield (
            "division",
            Trouble(
                "no_standing_committee",
                "乡镇人大不设常务委员会，组成人员的区划代码为 2、4 或 6 位",
                "Townships have no standing committee; a member's division code has 2, 4 or 6 digits",
            ),
        )


def _at_station(values: Values) -> Troubles:
    if "station" not in values:
        yield (
            "station",
            Trouble("station_missing", "该角色须填写站点编号", "This position needs a station's number"),
        )
    elif not division_of(values["station"]).startswith(values.get("division", "")):
        yield (
            "division",
            Trouble(
                "station_elsewhere",
                f"站点 {values['station']} 不在此区划",
                f"The station {values['station']} does not lie in this division",
            ),
        )


def unit(_values: Values) -> Troubles:
    """The cells of a unit's row do not depend on one another."""
    return iter(())
