"""A province grown from specimens: what the services wrote once, copied to other places and people.

A family is what belongs together: a deputy with a year's records, an opinion with its history. A copy is the
same items of another station, county or city of the province, with other ids: the same person or case has
the same new id in every family, and everybody who appears in two of them keeps to one place.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Self

from shared.domain import divisions
from shared.domain.divisions import Level

CITY, COUNTY, TOWNSHIP, STATION = "4114", "411402", "411402001", "411402001-01"
"""Where specimens are made. Copies stand elsewhere in the same province."""
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_ID = r"(?<![0-9A-Za-z])[a-z][0-9a-hjkmnp-tv-z]{20}(?![0-9a-z])"
_PLACE = r"(?<![0-9A-Za-z.])4114(?:02(?:001(?:-01)?)?)?(?![0-9A-Za-z])"
_SPREAD = r"(?:WATCH|PROMISES|DIGESTS)#[0-9](?![0-9])"
_TOKEN = re.compile(f"({_ID}|{_PLACE}|{_SPREAD})")
_SPREADS = {"WATCH": 8, "PROMISES": 8, "DIGESTS": 4}


class Per(StrEnum):
    """For each of what a family is copied."""

    STATION = "station"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"


_LENGTHS = {Per.COUNTY: 6, Per.CITY: 4, Per.PROVINCE: 2}


class Place(NamedTuple):
    """Where a copy stands: a station, and what it lies in."""

    station: str

    @property
    def names(self) -> dict[str, str]:
        """What the specimens' place is called here."""
        township = self.station.partition("-")[0]
        return {CITY: township[:4], COUNTY: township[:6], TOWNSHIP: township, STATION: self.station}

    def of(self, per: Per) -> str:
        """The station, or what it lies in."""
        return self.station if per is Per.STATION else self.station[: _LENGTHS[per]]


@dataclass(frozen=True)
class Family:
    """``texts`` are the items as JSON, by table, cut at what is different in a copy (every second part)."""

    name: str
    per: Per
    times: int
    texts: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, name: str, per: Per, times: int, items: Iterable[tuple[str, Any]]) -> Self:
        """From items as DynamoDB writes them."""
        texts = [(table, _text(item)) for table, item in items]
        return cls(name, per, times, tuple((table, tuple(_TOKEN.split(text))) for table, text in texts))

    @property
    def ids(self) -> set[str]:
        """Whoever and whatever appears in it."""
        return {part for _, parts in self.texts for part in parts[1::2] if re.fullmatch(_ID, part)}


class Copier:
    """``families`` in the order in which they were made: who appears first in a family of counties is one
    person of each county, also where families of its stations name them."""

    def __init__(self, families: Iterable[Family]) -> None:
        self.families = list(families)
        self._homes: dict[str, Family] = {}
        for family in self.families:
            for id_ in family.ids:
                self._homes.setdefault(id_, family)

    def originals(self) -> Iterator[tuple[str, str]]:
        """Table and JSON of every specimen's item."""
        for family in self.families:
            for table, parts in family.texts:
                yield table, "".join(parts)

    def copies(self, places: Iterable[Place]) -> Iterator[tuple[str, str]]:
        """Table and JSON of every item of the copies at these places, the specimens' own among them; the
        specimens themselves are not copied."""
        seen: set[tuple[str, str]] = set()
        for place in places:
            for family in self.families:
                where = place.of(family.per)
                if (family.name, where) in seen:
                    continue
                seen.add((family.name, where))
                first = 1 if where == Place(STATION).of(family.per) else 0
                for number in range(first, family.times):
                    yield from self._copy(family, place, number)

    def _copy(self, family: Family, place: Place, number: int) -> Iterator[tuple[str, str]]:
        names: dict[str, str] = dict(place.names)
        for table, parts in family.texts:
            made = list(parts)
            for position in range(1, len(made), 2):
                token = made[position]
                if token not in names:
                    names[token] = self._renamed(token, family, place, number)
                made[position] = names[token]
            yield table, "".join(made)

    def _renamed(self, token: str, family: Family, place: Place, number: int) -> str:
        if "#" in token:
            kind, _ = token.split("#")
            return f"{kind}#{_digest(f'{place.station}{number}')[0] % _SPREADS[kind]}"
        home = self._homes[token]
        where = place.of(home.per)
        mine = number if home is family else 0
        if mine == 0 and where == Place(STATION).of(home.per):
            return token
        return token[0] + "".join(_ALPHABET[byte & 31] for byte in _digest(f"{token}{where}{mine}"))


def _text(item: dict[str, Any]) -> str:
    """The item as JSON, its key first."""
    keyed = {"pk": item["pk"], "sk": item["sk"], **item}
    return json.dumps(keyed, ensure_ascii=False, separators=(",", ":"))


def key_of(text: str) -> str:
    """The part of an item's text that is its key."""
    return text[: text.index('"}', text.index('"sk":'))]


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=20).digest()


def places(stations: int) -> list[Place]:
    """The first so many stations of Henan: the specimens' county first, then the rest of its city, then city
    by city; every township has one before any has a second."""
    codes = [one.code for one in divisions.within(CITY[:2]) if one.level is Level.TOWNSHIP]
    codes.sort(key=lambda code: (code != TOWNSHIP, code[:6] != COUNTY, code[:4] != CITY, code))
    serials = range(1, stations // len(codes) + 2)
    return [Place(f"{code}-{serial:02d}") for serial in serials for code in codes][:stations]


def counts(chosen: Iterable[Place]) -> Mapping[str, int]:
    """How many stations, counties and cities these places are."""
    places_ = list(chosen)
    return {str(per): len({place.of(per) for place in places_}) for per in Per}
