"""What binds a division on a day: the path, time, drafts, refs, replacement, versions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.errors import Refusal
from shared.regulations.compiled import packed, unpacked
from shared.regulations.evaluation import evaluate
from shared.regulations.inputs import Subject
from shared.regulations.library import Library, from_sources, library
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import SubjectKind
from tests.regulations.books import TODAY, deputy, pack, rule
from tests.regulations.moments import on

QUOTA = 'of = "check_in"\nat_least = 2\nper = "year"'


def ids(book: Rulebook) -> list[str]:
    return [found.id for found in book.rules]


def test_the_packs_that_come_with_the_project_have_no_fault() -> None:
    assert from_sources().faults == []
    assert {p.instrument.id for p in library().packs} == {
        "national", "tianjin", "datong", "guangxi", "shenzhen", "shangqiu",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("division", "day", "bound"),
    [
        ("411402001", "2026-11-20", ["national", "shangqiu"]),
        ("4114", "2024-04-30", []),  # before 1 May 2024
        ("4114", "2024-05-01", ["shangqiu"]),
        ("41", "2026-11-20", ["national"]),
        ("1401", "2026-11-20", ["national"]),
        ("140213", "2026-11-20", ["national", "datong"]),
        ("440303", "2026-11-20", ["national"]),  # Shenzhen's text is a draft
        ("00", "2026-11-20", ["national"]),
    ],
)
def test_a_rulebook_has_the_packs_in_force_on_the_path(division: str, day: str, bound: list[str]) -> None:
    assert [p.instrument.id for p in library().rulebook(division, on(day)).packs] == bound


def test_a_draft_binds_only_who_asks_for_it_by_name() -> None:
    book = library().rulebook("440303", date(2025, 6, 1), drafts=["shenzhen"])
    assert [p.instrument.id for p in book.packs] == ["national", "shenzhen"]


def test_an_unknown_division_is_refused() -> None:
    with pytest.raises(Refusal, match="division_not_found"):
        library().rulebook("99", TODAY)


def test_a_tried_pack_stands_in_the_place_of_the_version_in_force() -> None:
    edited = pack(rule("quota", QUOTA.replace("2", "5"), id_="sq-13b"), instrument="shangqiu", status="draft")
    book = library().rulebook("411402001", TODAY, trial=edited)
    assert [found.id for found in book.rules if found.instrument == "shangqiu"] == ["sq-13b"]
    assert library().rulebook("411402001", TODAY).rule("sq-07") is not None


def test_shangqiu_13_national_and_provincial_deputies_follow_national_and_provincial_rules() -> None:
    found = library().rulebook("411402001", TODAY).resolutions["sq-13d"]
    assert "nat-13a" in found.rules
    assert found.missing == ("province",)
    provincial = pack(rule("quota", QUOTA, id_="hn-1"), instrument="henan", division="41")
    with_henan = Library([*library().packs, provincial]).rulebook("411402001", TODAY).resolutions["sq-13d"]
    assert "hn-1" in with_henan.rules
    assert with_henan.missing == ()


def test_shangqiu_25_stations_of_development_zones_follow_the_same_rules() -> None:
    book = library().rulebook("411402001", TODAY)
    zone = Subject(SubjectKind.STATION, "z", {"level": "township", "station_type": "development_zone"})
    assert "sq-13a" in {verdict.rule for verdict in evaluate(book, zone, [], TODAY)}
    assert "sq-13a" in book.resolutions["sq-25"].rules


def test_a_ref_to_own_rules_widens_their_conditions() -> None:
    narrow = rule("quota", QUOTA + '\nwhen = { station_type = "liaison_station" }', subject="station")
    wide = rule(
        "ref", 'own = true\nwiden = { station_type = ["industry_point"] }', id_="x-2", subject="station"
    )
    for rules, bound in ((narrow, []), (narrow + wide, ["x-1"])):
        book = Library([pack(rules)]).rulebook("4114", TODAY)
        point = Subject(SubjectKind.STATION, "s1", {"station_type": "industry_point"})
        assert [verdict.rule for verdict in evaluate(book, point, [], TODAY)] == bound


def test_a_ref_brings_the_rules_of_an_instrument_from_elsewhere_under_its_own_condition() -> None:
    other = pack(
        rule("quota", QUOTA, id_="gd-1") + rule("quota", QUOTA, id_="gd-2"), instrument="gd", division="44"
    )
    fields = 'instruments = "gd"\nrules = "gd-1"\nwhen = { grassroots = true }'
    book = Library([pack(rule("ref", fields)), other]).rulebook("4114", TODAY)
    assert ids(book) == ["x-1", "gd-1"]
    assert book.resolutions["x-1"].rules == ("gd-1",)
    assert [v.rule for v in evaluate(book, deputy(grassroots=True), [], TODAY)] == ["gd-1"]
    assert evaluate(book, deputy(), [], TODAY) == ()


def test_an_instrument_that_is_not_there_is_named() -> None:
    book = Library([pack(rule("ref", 'instruments = "gd"'))]).rulebook("4114", TODAY)
    assert book.resolutions["x-1"].missing == ("gd",)


def replacing(condition: str = "") -> Library:
    old = pack(rule("quota", QUOTA, id_="hn-1"), instrument="henan", division="41")
    new = pack(rule("quota", f'{QUOTA}\nreplaces = "hn-1"\n{condition}'))
    return Library([old, new])


def test_a_rule_replaces_another_only_by_naming_it_and_only_where_it_holds() -> None:
    book = replacing().rulebook("4114", TODAY)
    assert (ids(book), book.replaced) == (["x-1"], {"hn-1": "x-1"})
    assert ids(replacing().rulebook("4101", TODAY)) == ["hn-1"]


def test_a_rule_that_replaces_under_a_condition_leaves_the_rest() -> None:
    book = replacing('when = { level = "city" }').rulebook("4114", TODAY)
    found = {
        level: [v.rule for v in evaluate(book, deputy(level), [], TODAY)] for level in ("city", "county")
    }
    assert found == {"city": ["x-1"], "county": ["hn-1"]}


def test_versions_of_one_instrument_follow_one_another() -> None:
    old = pack(rule("quota", QUOTA), last="2025-12-31", file="old.toml")
    new = pack(rule("quota", QUOTA.replace("2", "4")), first="2026-01-01", file="new.toml")
    both = Library([new, old])
    assert both.faults == []
    asked = {
        day: both.rulebook("4114", on(day)).parts[0].fields.bound.limits[0].value
        for day in ("2025-12-31", "2026-01-01")
    }
    assert asked == {"2025-12-31": 2, "2026-01-01": 4}


def test_a_rule_may_have_a_time_of_its_own() -> None:
    later = Library([pack(rule("quota", f"in_force_from = 2026-01-01\nin_force_to = 2026-06-30\n{QUOTA}"))])
    counts = [
        len(later.rulebook("4114", on(day)).rules) for day in ("2025-12-31", "2026-01-01", "2026-07-01")
    ]
    assert counts == [0, 1, 0]


def seen(book: Rulebook) -> object:
    return ids(book), book.parts, book.replaced, book.resolutions, list(book.instruments)


@given(st.permutations(range(6)), st.sampled_from(["411402001", "1402", "12", "4503", "440303"]))
def test_a_rulebook_is_the_same_whatever_order_packs_load_in(order: list[int], division: str) -> None:
    packs = library().packs
    shuffled = Library([packs[number] for number in order])
    drafts = ["shenzhen"]
    assert seen(shuffled.rulebook(division, TODAY, drafts)) == seen(
        library().rulebook(division, TODAY, drafts)
    )


def test_packed_packs_are_the_same_packs_and_the_same_bytes() -> None:
    content = packed(from_sources().packs)
    assert content == packed(from_sources().packs)
    read = unpacked(content)
    assert [p.rules for p in read] == [p.rules for p in from_sources().packs]
    assert seen(Library(read).rulebook("411402001", TODAY)) == seen(library().rulebook("411402001", TODAY))


def test_all_townships_of_a_city_and_all_days_between_two_changes_have_one_rulebook() -> None:
    assert library().alike("411402001", on("2026-11-20")) == library().alike("4114", on("2026-03-01"))
    assert library().alike("4101", on("2026-11-20"))[0] == "00"
    assert library().alike("4114", on("2024-04-30")) != library().alike("4114", on("2024-05-01"))
    with pytest.raises(Refusal):
        library().alike("4199", TODAY)


TIMED = Library(
    [
        pack(rule("quota", f"in_force_from = 2026-03-01\nin_force_to = 2026-06-30\n{QUOTA}"), division="41"),
        pack(rule("quota", QUOTA, id_="y-1"), instrument="y", first="2026-02-28", last="2027-02-28"),
    ]
)
"""A province whose rule has a time of its own, and a city in it."""


@given(
    st.sampled_from(["00", "41", "4101", "4114", "411402", "411402001", "140213", "4403", "450103"]),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.sampled_from([library(), TIMED]),
)
def test_what_is_alike_has_the_very_same_rules(division: str, day: date, packs: Library) -> None:
    place, since = packs.alike(division, day)
    assert division.startswith(place) or place == "00"
    assert since <= day
    assert seen(packs.rulebook(division, day)) == seen(packs.rulebook(place, since))
