"""Administrative divisions (GB/T 2260 codes): lookup, path, children, reach.

A code is digits as text; the code of a division begins with the codes of all that contain it:
``41`` Henan, ``4114`` Shangqiu, ``411402`` Liangyuan, ``411402001`` a street in it. The table is
``data/divisions.csv`` (code, name, level), sorted by code, loaded on first use.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from os.path import abspath, dirname, join

from shared.domain.errors import Refusal

_FILE = join(dirname(abspath(__file__)), "data", "divisions.csv")
"""A plain path: importlib.resources would cost a cold start more."""

NATION = "00"
"""Stands for the whole country where a mandate of the national congress needs a division."""


class Level(StrEnum):
    """The five levels of people's congresses (Deputies Law art. 2)."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


@dataclass(frozen=True, slots=True)
class Division:
    """One division: its code, Chinese name and level."""

    code: str
    name: str
    level: Level


@cache
def _rows() -> dict[str, str]:
    """Name and level of each code, as the file has them: a request asks for few of thousands, so that each
    is read when it is asked for."""
    with open(_FILE, encoding="utf-8") as file:
        lines = file.read().splitlines()[1:]
    return {NATION: f"全国,{Level.NATIONAL}", **dict(line.split(",", 1) for line in lines)}


@cache
def _codes() -> list[str]:
    return sorted(_rows())


@cache
def _known(code: str) -> Division:
    name, level = _rows()[code].split(",")
    return Division(code, name, Level(level))


def find(code: str) -> Division | None:
    """The division with this code, or ``None``."""
    return _known(code) if code in _rows() else None


def exists(code: str) -> bool:
    """Whether the code is that of a known division."""
    return code in _rows()


def get(code: str) -> Division:
    """The division with this code; raises ``Refusal("division_not_found")``."""
    division = find(code)
    if division is None:
        raise Refusal("division_not_found", division=code)
    return division


def path(code: str) -> list[Division]:
    """From the province down to the division itself; raises as :func:`get`."""
    get(code)
    return [found for end in range(2, len(code) + 1) if (found := find(code[:end])) is not None]


def within(scope: str) -> Iterator[Division]:
    """All divisions that ``scope`` reaches, itself included, in the order of codes."""
    codes = _codes()
    for code in codes[bisect_left(codes, scope) :]:
        if not code.startswith(scope):
            return
        yield _known(code)


def children(code: str) -> list[Division]:
    """The divisions directly below this one, in the order of codes; raises as :func:`get`."""
    if get(code).level is Level.NATIONAL:
        return [division for division in within("") if division.level is Level.PROVINCE]
    below = [division for division in within(code) if division.code != code]
    shortest = min((len(division.code) for division in below), default=0)
    return [division for division in below if len(division.code) == shortest]


def reaches(scope: str, code: str) -> bool:
    """Whether a role held in ``scope`` reaches ``code``: exactly the codes that begin with it."""
    return scope != "" and code.startswith(scope)


def shard(code: str) -> str:
    """The partition of a scope list: the city, or the province for a province's own entries."""
    return code[:4]


def shards(scope: str) -> list[str]:
    """All partitions in which entries of this scope can stand, in the order of codes."""
    if len(scope) >= 4:
        return [shard(scope)]
    return [division.code for division in within(scope) if len(division.code) <= 4]
