"""Which divisions have a people's congress, hence a standing committee or a township's presidium.

The table of divisions tells it by the forms of GB/T 2260 and GB/T 10114: a street (``001`` to ``099`` of its
county) and a zone (``400`` and beyond; ``71`` to ``80`` of its city) have none, nor have entries that only
group the districts of a municipality or the counties that a province leads itself.
"""

from collections.abc import Iterator

from shared.domain import divisions
from shared.domain.divisions import Division, Level

_GROUPING = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
"""What the standard calls entries of the city level that are no city."""
_ZONES = range(71, 81)
_TOWNS = range(100, 400)


def has_congress(division: Division) -> bool:
    """Whether the division elects a people's congress."""
    match division.level:
        case Level.CITY:
            return division.name not in _GROUPING
        case Level.COUNTY:
            return int(division.code[4:]) not in _ZONES
        case Level.TOWNSHIP:
            return int(division.code[6:]) in _TOWNS
        case _:
            return True


def in_charge(code: str) -> str:
    """The division whose congress is the one here: its own or, where it has none, the next one up. In a
    street an organ of the county's standing committee acts (Shangqiu art. 2)."""
    return next(division.code for division in reversed(divisions.path(code)) if has_congress(division))


def of_shard(shard: str) -> Iterator[Division]:
    """The divisions with a congress in one partition of a scope list: a city's, or the province's own."""
    for division in divisions.within(shard):
        if divisions.shard(division.code) == shard and has_congress(division):
            yield division
