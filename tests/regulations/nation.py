"""The Deputies Law alone, and those whom its rules bind."""

from shared.regulations.values import Facts
from tests.regulations.standings import law, part, somebody, ways

NATION = law("00")
AT: dict[str, Facts] = {
    level: {"level": level} for level in ("national", "province", "city", "county", "township")
}
COUNTY_AND_ABOVE = ("national", "province", "city", "county")
LOCAL = ("province", "city", "county", "township")
COMMITTEE = somebody("committee", "city")
PRESIDIUM = somebody("committee", "township")
DEPUTY = somebody("deputy", "city")
VILLAGE_DEPUTY = somebody("deputy", "township")
UNIT = somebody("handling_unit")


def acts(part_id: str, event: str, facts: Facts) -> list[tuple[str, ...]]:
    return [way.branch.act for way in ways(NATION, part_id, event, facts)]


def levels_of(part_id: str) -> tuple[str, ...]:
    """The levels of congress that a part binds."""
    return tuple(level for level in AT if part(NATION, part_id).condition.holds(AT[level]))
