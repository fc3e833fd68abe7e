"""Groups, members of standing committees and committees in the lists of who is short."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from functions.registration.groups import store as groups
from functions.registration.members import store as members
from functions.standing.congresses import has_congress, in_charge, of_shard
from shared.domain import divisions
from shared.domain.clock import SHANGHAI
from shared.domain.groups import Group, GroupKind
from shared.domain.members import Link, Member, Office
from shared.regulations.inputs import ATTESTATION
from shared.store import engine, records
from shared.store.registry import LINK, RegistryItem, envelope, person_key
from tests.gateway import someone
from tests.standing.hall import Hall
from tests.standing.projection.lists import Lists

GROUP, MEMBER = "g01j9zq3v7k2m8n4p6r5t", "p2k2m8n4p6r5t01j9zq3v"
DATONG, TIANJIN = someone("committee_staff:1402"), someone("committee_staff:12")
SMALL_GROUPS, LINKS = "dt-03b.number", "tj-10a.links"


def group(**fields: Any) -> Group:
    """A large group of Datong's deputies, without small groups."""
    made = Group(GROUP, GroupKind.LARGE, "1402", "1402", "第一大组", **fields)
    engine.put(envelope(records.group_key(GROUP), "GROUP", made, (groups.KIND, "1402")))
    return made


def member(links: int = 0, until: date | None = None) -> None:
    """A member of Tianjin's standing committee."""
    made = Member(MEMBER, "赵文博", "138****1234", "12", Office.MEMBER, date(2023, 1, 10), until, links=links)
    engine.put(members.new_item(made))
    for number in range(links):
        link = Link(MEMBER, f"p{number:020d}", date(2023, 2, 1))
        engine.put(envelope(person_key(MEMBER), LINK + link.deputy, link))


def test_dt_03b_a_large_group_without_small_ones_is_listed_until_it_has_them(
    hall: Hall, lists: Lists
) -> None:
    group()
    lists.work(list="GROUPS", city="1402")
    (entry,) = lists.short(DATONG, rule=SMALL_GROUPS, scope="1402", state="short")
    assert (entry["kind"], entry["subject"], entry["name"]) == ("group", GROUP, "第一大组")
    assert (entry["home"], entry["mandate"], entry["period"]) == ("1402", None, "current")
    assert len(lists.short(someone("auditor:14"), rule=SMALL_GROUPS, scope="14", state="short")) == 1
    group(parts=entry["required"])
    lists.work(list="GROUPS", city="1402")
    assert lists.short(DATONG, rule=SMALL_GROUPS, scope="1402", state="short") == []


def test_dt_03b_a_dissolved_group_leaves_the_list_with_the_next_night(hall: Hall, lists: Lists) -> None:
    made = group()
    lists.work(subject=f"GROUP#{GROUP}")
    item = engine.get(RegistryItem, records.group_key(GROUP), "GROUP")
    assert item is not None
    groups.dissolve(item, replace(made, dissolved_on=date(2026, 11, 20)), 1)
    hall.now = datetime(2026, 11, 21, 0, 5, tzinfo=SHANGHAI)
    lists.work(list="GROUPS", city="1402")
    assert len(lists.short(DATONG, rule=SMALL_GROUPS, scope="1402", state="short")) == 1
    lists.work(list="DISSOLVED", city="1402")
    assert lists.short(DATONG, rule=SMALL_GROUPS, scope="1402", state="short") == []


def test_tj_10a_a_member_with_too_few_links_is_listed_while_in_office(hall: Hall, lists: Lists) -> None:
    member(links=1)
    lists.work(list="MEMBERS", city="12")
    (entry,) = lists.short(TIANJIN, rule=LINKS, scope="12", state="short")
    assert (entry["kind"], entry["subject"], entry["counted"]) == ("member", MEMBER, 1)
    member(links=entry["required"])
    lists.work(list="MEMBERS", city="12")
    assert lists.short(TIANJIN, rule=LINKS, scope="12", state="short") == []
    member(links=0, until=date(2026, 11, 19))
    lists.work(subject=f"MEMBER#{MEMBER}")
    assert lists.short(TIANJIN, rule=LINKS, scope="12", state="short") == []


def test_sq_24_a_committee_that_has_not_stated_it_is_listed_and_no_more_once_it_has(
    hall: Hall, lists: Lists
) -> None:
    lists.work(list="COMMITTEES", city="4114")
    found = [entry["subject"] for entry in lists.short(rule="sq-24", state="at_risk")]
    assert sorted(found) == ["4114", "411402"]
    key = records.committee_key("411402")
    engine.put(records.item(key, date(2026, 11, 3), ATTESTATION, "sq-24", body={}, marks=["document"]))
    lists.project()
    before = lists.stored()
    assert [entry["subject"] for entry in lists.short(rule="sq-24", state="at_risk")] == ["4114"]
    lists.project(lists.records() * 3)
    assert lists.stored() == before


def test_leave_touches_every_period_that_it_lasts_in(hall: Hall, lists: Lists) -> None:
    hall.deputy()
    keys = {"pk": {"S": "DEPUTY#p01j9zq3v7k2m8n4p6r5t"}, "sk": {"S": "RECORD#2025-01-20#leave#l1"}}
    change = {"Keys": keys, "SequenceNumber": "1"}
    lists.project([{"eventName": "INSERT", "dynamodb": change}])
    assert lists.short(period="2024", state="short") == []
    change["NewImage"] = {"first": {"S": "2024-12-20"}}
    lists.project([{"eventName": "INSERT", "dynamodb": change}])
    assert len(lists.short(period="2024", state="short")) == 1


def test_streets_zones_and_groupings_have_no_congress() -> None:
    told = {
        code: has_congress(divisions.get(code)) for code in ("41", "4114", "411402", "411402100", "411402203")
    }
    assert all(told.values())
    for code in ("1201", "4190", "411472", "411402001", "120113500"):
        assert not has_congress(divisions.get(code)), code
    assert (in_charge("411402001"), in_charge("411402100")) == ("411402", "411402100")
    assert [division.code for division in of_shard("41")] == ["41"]
    assert "411402100" in [division.code for division in of_shard("4114")]
