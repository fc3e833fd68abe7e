"""The sample: the same on every call, real divisions, rows that every roster's reading takes."""

from collections import Counter

import pytest

from functions.registration.rosters.columns import KINDS
from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.reading import read
from functions.registration.rosters.templates import write_csv
from infra.local.walk import meeting
from infra.sample import history, load
from infra.sample.rows import GUANGXI, SHANGQIU, SHENZHEN, Sample, sample
from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.roles import Role


@pytest.fixture(scope="module")
def made() -> Sample:
    return sample()


def test_it_is_the_same_on_every_call(made: Sample) -> None:
    assert sample() == made


@pytest.mark.parametrize("kind", RosterKind)
def test_every_row_is_good(made: Sample, kind: RosterKind) -> None:
    rows = getattr(made, kind)
    results = list(read(KINDS[kind], write_csv(KINDS[kind], rows), divisions.exists))
    assert [result.problems for result in results if result.problems] == []
    assert [result.value for result in results] == rows


def test_every_township_and_street_of_shangqiu_has_a_station_with_head_and_officer(made: Sample) -> None:
    townships = [one.code for one in divisions.within(SHANGQIU) if one.level is Level.TOWNSHIP]
    assert len(townships) == 199
    assert {f"{code}-01" for code in townships} <= {station.id for station in made.stations}
    posts = Counter((row.station, row.position) for row in made.staff if row.station)
    for station in made.stations:
        assert posts[station.id, Role.STATION_HEAD] == posts[station.id, Role.LIAISON_OFFICER] == 1


def test_there_are_deputies_of_every_level_each_placed_in_a_station_that_exists(made: Sample) -> None:
    assert {deputy.level for deputy in made.deputies} == set(Level)
    assert {deputy.station for deputy in made.deputies} <= {station.id for station in made.stations}


def test_nobody_shares_a_phone(made: Sample) -> None:
    phones = [row.phone for row in made.deputies] + [row.phone for row in made.staff]
    phones += [phone for _, phone in (*made.administrators.values(), made.unit_staff, made.resident)]
    assert len(phones) == len(set(phones))


def test_each_province_s_rows_go_to_its_own_administrator(made: Sample) -> None:
    for kind in RosterKind:
        parts = dict(load._by_province(getattr(made, kind)))
        assert parts.keys() <= made.administrators.keys()
        assert sum(map(len, parts.values())) == len(getattr(made, kind))
    national = [row for row in made.deputies if row.level is Level.NATIONAL]
    assert all(row in dict(load._by_province(list(made.deputies)))["41"] for row in national)


def test_whoever_is_named_for_signing_in_is_in_the_sample(made: Sample) -> None:
    phones = load._phones(made)
    assert {str(role) for role in Role} <= phones.keys()
    deputy = next(row for row in made.deputies if row.phone == phones["deputy"])
    officer = next(row for row in made.staff if row.phone == phones["liaison_officer"])
    assert deputy.station == officer.station, "the walk scans this officer's screen"
    assert {f"deputy ({level})" for level in Level if level is not deputy.level} <= phones.keys()


def test_the_county_s_staff_see_the_deputy_who_walks(made: Sample) -> None:
    phones = load._phones(made)
    deputy = next(row for row in made.deputies if row.phone == phones["deputy"])
    staff = next(row for row in made.staff if row.phone == phones[load.COUNTY_STAFF])
    assert (staff.position, len(staff.division)) == (Role.COMMITTEE_STAFF, 6)
    assert str(deputy.station).startswith(staff.division)


def test_shenzhen_has_deputies_of_its_own_congress_with_a_screen_and_staff(made: Sample) -> None:
    phones = load._phones(made)
    deputies = [row for row in made.deputies if row.division == SHENZHEN]
    assert {row.level for row in deputies} == {Level.CITY}
    assert len({row.station for row in deputies}) == len(deputies) == len(history.VISITS_IN_SHENZHEN)
    deputy = next(row for row in deputies if row.phone == phones[load.DEPUTY_IN_SHENZHEN])
    officer = next(row for row in made.staff if row.phone == phones[load.OFFICER_IN_SHENZHEN])
    assert (officer.position, officer.station) == (Role.LIAISON_OFFICER, deputy.station)
    staff = next(row for row in made.staff if row.phone == phones[load.STAFF_IN_SHENZHEN])
    assert (staff.position, staff.division) == (Role.COMMITTEE_STAFF, SHENZHEN)
    member = next(row for row in made.staff if row.phone == phones[load.MEMBER_IN_SHENZHEN])
    assert (member.position, member.division) == (Role.MEMBER, SHENZHEN)


def test_guangxi_has_deputies_of_the_region_to_choose_among(made: Sample) -> None:
    """Of the four categories of gx-06a two are in the sample: grassroots deputies, enough for a member's
    links (gx-12a), and deputies of the agenda's field who are of the grassroots or are not."""
    phones = load._phones(made)
    of_region = [row for row in made.deputies if row.division == GUANGXI]
    assert {row.level for row in of_region} == {Level.PROVINCE}
    assert Counter(row.grassroots for row in of_region) == {True: 3, False: 2}
    assert {row.grassroots for row in of_region if meeting.FIELD in row.fields} == {True, False}
    invited = [row for row in of_region if row.grassroots or meeting.FIELD in row.fields]
    assert len(invited) < len(of_region), "somebody is in none of the categories"
    two = [phones[load.DEPUTY_IN_GUANGXI], phones[load.ANOTHER_IN_GUANGXI]]
    assert [row.grassroots for row in of_region if row.phone in two] == [True, True]


@pytest.mark.parametrize(
    ("name", "position"),
    [(load.STAFF_IN_GUANGXI, Role.COMMITTEE_STAFF), (load.MEMBER_IN_GUANGXI, Role.MEMBER)],
)
def test_guangxi_s_committee_has_staff_and_a_member(made: Sample, name: str, position: Role) -> None:
    phone = load._phones(made)[name]
    row = next(row for row in made.staff if row.phone == phone)
    assert (row.position, row.division) == (position, GUANGXI)


@pytest.mark.parametrize("times", [0, 1, 12])
def test_last_year_s_visits_are_records_of_as_many_days_of_that_year(times: int) -> None:
    items = list(history._visits("p01j9zq3v7k2m8n4p6r5t", "440303001-01", times, 2025))
    days = [item.day for item in items]
    assert len(set(days)) == times
    assert all("2025-01-01" <= day <= "2025-12-31" for day in days)
    assert {item.serialize()["body"]["M"]["grade"]["S"] for item in items} <= {"A"}
    assert {item.pk for item in items} <= {"DEPUTY#p01j9zq3v7k2m8n4p6r5t"}
    assert len({(item.pk, item.sk) for item in items}) == times
