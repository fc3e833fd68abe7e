"""A province grown from specimens: who is who, and where, in every copy."""

import json
from collections.abc import Iterable
from typing import Any

from infra.sample.copies import CITY, COUNTY, STATION, TOWNSHIP, Copier, Family, Per, Place, key_of, places
from shared.domain import divisions

DEPUTY, UNIT, CASE = "pmnbvcxz0123456789abc", "umnbvcxz0123456789abc", "emnbvcxz0123456789abc"
OTHER = Place("411403001-01")


def item(pk: str, sk: str, **fields: str) -> tuple[str, Any]:
    plain = {name: {"S": value} for name, value in {"sk": sk, "pk": pk, **fields}.items()}
    return "Table", plain


def made(copier: Copier, *where: Place) -> list[Any]:
    return [json.loads(text) for _, text in copier.copies(where)]


def texts(found: Iterable[Any], name: str) -> list[str]:
    return [one[name]["S"] for one in found if name in one]


def test_a_copy_stands_elsewhere_with_the_same_person_in_every_family() -> None:
    person = Family.of("person", Per.STATION, 1, [item(f"PERSON#{DEPUTY}", "HOLDS#DEPUTY", gsi1sk=STATION)])
    record = Family.of("record", Per.STATION, 1, [item(f"DEPUTY#{DEPUTY}", f"RECORD#2026-04-11#{STATION}")])
    registered, recorded = made(Copier([person, record]), OTHER)
    assert registered["gsi1sk"]["S"] == OTHER.station
    copied = registered["pk"]["S"].removeprefix("PERSON#")
    assert copied != DEPUTY
    assert recorded["pk"]["S"] == f"DEPUTY#{copied}"
    assert recorded["sk"]["S"] == f"RECORD#2026-04-11#{OTHER.station}"


def test_codes_are_replaced_whole_and_nothing_that_only_looks_like_one() -> None:
    said = f"{CITY}|{COUNTY}|{TOWNSHIP}|{STATION}|{CITY}03|1{CITY}|0.{CITY}|committee_staff:{CITY}"
    (found,) = made(
        Copier([Family.of("said", Per.STATION, 1, [item("A", "B", text=said)])]), Place("410102001-02")
    )
    assert found["text"]["S"] == (
        f"4101|410102|410102001|410102001-02|{CITY}03|1{CITY}|0.{CITY}|committee_staff:4101"
    )


def test_a_unit_of_the_county_is_one_for_all_cases_of_its_stations() -> None:
    unit = Family.of("unit", Per.COUNTY, 1, [item(f"UNIT#{UNIT}", "UNIT")])
    case = Family.of("case", Per.STATION, 3, [item(f"CASE#{CASE}", f"HANDOVER#{UNIT}")])
    found = made(Copier([unit, case]), OTHER, Place("411403002-01"))
    handed = [sk for sk in texts(found, "sk") if sk.startswith("HANDOVER#")]
    assert len(handed) == 6
    assert len(set(handed)) == 1
    assert len({pk for pk in texts(found, "pk") if pk.startswith("CASE#")}) == 6
    assert [sk for sk in texts(found, "sk") if sk == "UNIT"] == ["UNIT"]


def test_the_specimens_are_not_copied_over_themselves() -> None:
    case = Family.of("case", Per.STATION, 3, [item(f"CASE#{CASE}", "CASE", scope=STATION)])
    copier = Copier([case])
    found = made(copier, Place(STATION))
    assert len(found) == 2
    assert f"CASE#{CASE}" not in texts(found, "pk")
    assert [json.loads(text)["pk"]["S"] for _, text in copier.originals()] == [f"CASE#{CASE}"]


def test_a_key_is_told_from_the_text() -> None:
    family = Family.of("x", Per.CITY, 1, [item("A", "B", text="C")])
    ((_, text),) = Copier([family]).originals()
    assert key_of(text) == '{"pk":{"S":"A"},"sk":{"S":"B'


def test_henan_has_as_many_places_as_are_asked_for_its_own_county_first() -> None:
    found = places(2_600)
    assert len(set(found)) == 2_600
    assert found[0] == Place(STATION)
    assert all(place.station.startswith(COUNTY) for place in found[:10])
    assert all(divisions.exists(place.station.partition("-")[0]) for place in found)
