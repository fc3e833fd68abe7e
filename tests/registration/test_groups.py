"""Deputy groups are made, led, joined, left and changed (Datong art. 3; Shenzhen art. 7)."""

from datetime import timedelta
from typing import Any

import pytest

from shared.domain import groups as domain
from tests.aws import World
from tests.gateway import Response, someone
from tests.registration.office import (
    AUDITOR,
    CITY,
    CITY_MANDATE,
    COUNTY,
    ELSEWHERE,
    RESIDENT,
    TOWNSHIP,
    Office,
    bad_fields,
    code,
)


def join(office: Office, group: Any, deputy: Any, **options: Any) -> Response:
    return office.send("PUT", f"/v1/groups/{group['id']}/members/{deputy['id']}", **options)


def leave(office: Office, group: Any, deputy: Any, **options: Any) -> Response:
    return office.send("DELETE", f"/v1/groups/{group['id']}/members/{deputy['id']}", **options)


def move(office: Office, group: Any, deputy: Any, to: Any, **options: Any) -> Response:
    path = f"/v1/groups/{group['id']}/members/{deputy['id']}/move"
    return office.send("POST", path, {"to": to["id"]}, **options)


def lead(office: Office, group: Any, **leaders: Any) -> Response:
    version = office.done("GET", f"/v1/groups/{group['id']}")["version"]
    return office.send("PATCH", f"/v1/groups/{group['id']}", leaders, version=version)


def members(office: Office, group: Any) -> list[str]:
    shown = office.done("GET", f"/v1/groups/{group['id']}")
    assert shown["size"] == len(shown["members"])
    return [member["deputy"] for member in shown["members"]]


def groups_of(office: Office, deputy: Any) -> set[str]:
    found = office.done("GET", f"/v1/deputies/{deputy['id']}/groups")["items"]
    return {group["id"] for group in found}


def small(office: Office, parent: Any, name: str = "平原小组", **fields: Any) -> Any:
    return office.group(kind="small", parent=parent["id"], name=name, **fields)


def test_dt_03a_a_large_group_gathers_the_deputies_of_an_electing_unit(office: Office) -> None:
    group = office.group(electing_unit="411402")
    deputies = [office.deputy(name=name) for name in ("甲", "乙", "丙")]
    assert [join(office, group, deputy).status for deputy in deputies] == [204, 204, 204]
    shown = office.done("GET", f"/v1/groups/{group['id']}")
    assert (shown["electing_unit"], shown["size"]) == ("411402", 3)
    assert {member["name"] for member in shown["members"]} == {"甲", "乙", "丙"}
    assert {member["since"] for member in shown["members"]} == {"2026-11-20"}


def test_dt_03a_deputies_assigned_from_city_bodies_have_a_large_group_of_their_own(office: Office) -> None:
    bodies = office.group(division="4114", name="市直大组", electing_unit="市直单位")
    deputy = office.deputy(mandates=[{**CITY_MANDATE, "electing_unit": "市直单位"}])
    assert join(office, bodies, deputy).status == 204


def test_dt_03a_a_deputy_is_in_one_large_group_of_a_congress(office: Office) -> None:
    deputy, first, second = office.deputy(), office.group(), office.group(name="睢阳区代表大组")
    join(office, first, deputy)
    assert code(join(office, second, deputy)) == (409, "already_in_group")
    of_county = office.group(division="411402", congress="411402", name="区代表大组")
    assert join(office, of_county, deputy).status == 204
    assert groups_of(office, deputy) == {first["id"], of_county["id"]}


def test_dt_03b_small_groups_divide_a_large_one(office: Office) -> None:
    large = office.group()
    part = small(office, large, division="411402001")
    assert (part["parent"], part["congress"]) == (large["id"], "4114")
    deputy = office.deputy()
    assert code(join(office, part, deputy)) == (409, "not_in_parent")
    join(office, large, deputy)
    assert join(office, part, deputy).status == 204
    assert groups_of(office, deputy) == {large["id"], part["id"]}


def test_dt_03b_the_large_group_is_left_after_the_small_one(office: Office) -> None:
    large, deputy = office.group(), office.deputy()
    part = small(office, large)
    join(office, large, deputy)
    join(office, part, deputy)
    assert code(leave(office, large, deputy)) == (409, "in_small_group")
    assert leave(office, part, deputy).status == 204
    assert leave(office, large, deputy).status == 204
    assert groups_of(office, deputy) == set()


def test_dt_03b_a_deputy_is_in_one_small_group_of_a_congress(office: Office) -> None:
    large, deputy = office.group(), office.deputy()
    first, second = small(office, large), small(office, large, "长征小组")
    for group in (large, first):
        join(office, group, deputy)
    assert code(join(office, second, deputy)) == (409, "already_in_group")
    assert move(office, first, deputy, second).status == 204
    assert (members(office, first), members(office, second)) == ([], [deputy["id"]])
    assert groups_of(office, deputy) == {large["id"], second["id"]}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "professional", "parent": "g01j9zq3v7k2m8n4p6r5t"}, "parent"),
        ({"kind": "large", "subject": "教育"}, "subject"),
        ({"kind": "small", "electing_unit": "411402"}, "electing_unit"),
        ({"kind": "medium"}, "kind"),
        ({"congress": "411403"}, "congress"),
        ({"name": "组\u2066"}, "name"),
    ],
)
def test_a_group_that_cannot_be_is_refused_at_its_field(
    office: Office, fields: dict[str, Any], field: str
) -> None:
    body = {"division": "411402", "kind": "large", "name": "大组", **fields}
    assert bad_fields(office.send("POST", "/v1/groups", body)) == [f"body.{field}"]


def test_the_parent_is_a_large_group_whose_division_holds_the_small_one(office: Office) -> None:
    body = {"division": "411403", "kind": "small", "name": "小组"}
    for parent in (office.group(), office.group(kind="small", division="4114")):
        refused = office.send("POST", "/v1/groups", {**body, "parent": parent["id"]})
        assert code(refused) == (422, "parent_not_large")
    unknown = office.send("POST", "/v1/groups", {**body, "parent": "g01j9zq3v7k2m8n4p6r5t"})
    assert code(unknown) == (404, "group_not_found")


def test_sz_07a_leader_and_deputy_leader_are_members(office: Office) -> None:
    group, first, second = office.group(), office.deputy(), office.deputy()
    assert code(lead(office, group, leader=first["id"])) == (409, "not_in_group")
    for deputy in (first, second):
        join(office, group, deputy)
    led = lead(office, group, leader=first["id"], deputy_leader=second["id"])
    assert (led.json["leader"], led.json["deputy_leader"]) == (first["id"], second["id"])
    assert bad_fields(lead(office, group, deputy_leader=first["id"])) == ["body.deputy_leader"]
    same = lead(office, group, leader=first["id"], deputy_leader=first["id"])
    assert bad_fields(same) == ["body.deputy_leader"]


def test_sz_07a_who_leads_a_group_is_replaced_before_leaving(office: Office) -> None:
    group, other, deputy = office.group(), office.group(name="另一大组"), office.deputy()
    join(office, group, deputy)
    for office_held in ("leader", "deputy_leader"):
        lead(office, group, **{office_held: deputy["id"]})
        assert code(leave(office, group, deputy)) == (409, "group_leader")
        assert code(move(office, group, deputy, other)) == (409, "group_leader")
        lead(office, group, **{office_held: None})
    assert leave(office, group, deputy).status == 204


def test_sz_07_professional_groups_come_in_addition(office: Office) -> None:
    deputy, large = office.deputy(), office.group()
    experts = [office.group(kind="professional", name=name, subject=name) for name in ("教育组", "法制组")]
    for group in (large, *experts):
        assert join(office, group, deputy).status == 204
    assert groups_of(office, deputy) == {group["id"] for group in (large, *experts)}


def test_sz_07c_who_moves_changes_group(office: Office) -> None:
    deputy, here, there = office.deputy(), office.group(), office.group(division="411403", name="睢阳大组")
    join(office, here, deputy)
    office.now += timedelta(days=1)
    assert move(office, here, deputy, there).status == 204
    assert (members(office, here), members(office, there)) == ([], [deputy["id"]])
    newest = office.done("GET", f"/v1/deputies/{deputy['id']}/changes")["items"][0]
    assert newest["what"] == "moved_group"
    assert (newest["before"], newest["after"]) == ({"group": here["id"]}, {"group": there["id"]})


def test_sz_07c_one_moves_from_one_professional_group_to_another(office: Office) -> None:
    deputy = office.deputy()
    first, second = (office.group(kind="professional", name=name) for name in ("教育组", "法制组"))
    join(office, first, deputy)
    assert move(office, first, deputy, second).status == 204
    assert groups_of(office, deputy) == {second["id"]}
    join(office, first, deputy)
    assert code(move(office, first, deputy, second)) == (409, "already_in_group")


def test_one_moves_only_out_of_a_group_one_is_in_to_one_of_its_kind(office: Office) -> None:
    deputy, large = office.deputy(), office.group()
    other = office.group(name="另一大组")
    assert code(move(office, large, deputy, other)) == (409, "not_in_group")
    join(office, large, deputy)
    assert code(move(office, large, deputy, office.group(kind="professional"))) == (422, "group_kind")
    assert code(move(office, large, deputy, office.group(congress="411402"))) == (422, "group_kind")
    assert move(office, large, deputy, large).status == 204
    assert members(office, large) == [deputy["id"]]


def test_who_moves_into_a_part_of_another_large_group_joins_that_first(office: Office) -> None:
    deputy, here, there = office.deputy(), office.group(), office.group(name="另一大组")
    part, other_part = small(office, here), small(office, there)
    join(office, here, deputy)
    join(office, part, deputy)
    assert code(move(office, part, deputy, other_part)) == (409, "not_in_parent")
    assert code(move(office, here, deputy, there)) == (409, "in_small_group")


def test_joining_twice_is_joining_once_and_leaving_twice_is_refused(office: Office) -> None:
    group, deputy = office.group(), office.deputy()
    assert [join(office, group, deputy).status for _ in range(2)] == [204, 204]
    assert members(office, group) == [deputy["id"]]
    assert leave(office, group, deputy).status == 204
    assert code(leave(office, group, deputy)) == (409, "not_in_group")


def test_both_sides_of_a_membership_go_together(office: Office, tables: World) -> None:
    group, deputy = office.group(), office.deputy()

    def sides() -> list[str]:
        keys = [(item["pk"]["S"], item["sk"]["S"]) for item in tables.items("Registry")]
        return sorted(sk.split("#")[0] for _, sk in keys if sk.startswith(("MEMBER#", "GROUP#")))

    join(office, group, deputy)
    assert sides() == ["GROUP", "MEMBER"]
    leave(office, group, deputy)
    assert sides() == []


def test_a_group_has_a_most_of_members(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.registration.groups.store.MOST_MEMBERS", 1)
    assert domain.MOST_MEMBERS == 200
    group = office.group()
    join(office, group, office.deputy())
    refused = join(office, group, office.deputy())
    assert code(refused) == (409, "limit_reached")
    assert len(members(office, group)) == 1


def test_who_has_no_mandate_left_joins_no_group(office: Office) -> None:
    deputy = office.deputy(mandates=[{**CITY_MANDATE, "ends": "2026-11-19"}])
    assert code(join(office, office.group(), deputy)) == (409, "mandates_ended")


def test_a_group_is_changed_under_its_version(office: Office) -> None:
    group = office.group()
    path = f"/v1/groups/{group['id']}"
    renamed = office.send("PATCH", path, {"name": "新大组"}, version=1)
    assert (renamed.json["name"], renamed.headers["ETag"]) == ("新大组", '"v2"')
    assert code(office.send("PATCH", path, {"name": "大组"}, version=1)) == (412, "stale_version")
    assert bad_fields(office.send("PATCH", path, {"subject": "教育"}, version=2)) == ["body.subject"]
    assert bad_fields(office.send("PATCH", path, {"kind": "small"}, version=2)) == ["body.kind"]
    assert code(office.send("PATCH", path, {"name": "组"}, version=2, by=ELSEWHERE)) == (403, "out_of_scope")


def test_making_a_group_twice_with_a_key_makes_one(office: Office) -> None:
    body = {"division": "411402", "kind": "large", "name": "大组"}
    first, again = (office.send("POST", "/v1/groups", body, key="group-key-1") for _ in range(2))
    assert first.json == again.json
    other = office.send("POST", "/v1/groups", {**body, "name": "组"}, key="group-key-1")
    assert code(other) == (422, "idempotency_key_reused")
    assert office.group()["id"] != office.group()["id"]


def test_groups_are_listed_by_scope_and_kind(office: Office) -> None:
    large, expert = office.group(), office.group(kind="professional", division="4114", name="法制组")
    assert {group["id"] for group in office.whole("/v1/groups", scope="4114")} == {large["id"], expert["id"]}
    assert [group["id"] for group in office.whole("/v1/groups", scope="411402")] == [large["id"]]
    found = office.whole("/v1/groups", scope="41", kind="professional", by=AUDITOR)
    assert [group["id"] for group in found] == [expert["id"]]


def test_who_reaches_a_group_or_is_in_it_sees_it(office: Office) -> None:
    group, deputy = office.group(), office.deputy()
    join(office, group, deputy)
    path = f"/v1/groups/{group['id']}"
    for who in (COUNTY, AUDITOR, someone("deputy:4114"), someone("deputy:00", person=deputy["id"])):
        assert office.send("GET", path, by=who).status == 200
    assert code(office.send("GET", path, by=someone("deputy:1402"))) == (403, "out_of_scope")
    assert code(office.send("GET", path, by=RESIDENT)) == (403, "role_missing")
    own = f"/v1/deputies/{deputy['id']}/groups"
    assert office.send("GET", own, by=someone("deputy:4114", person=deputy["id"])).status == 200
    assert code(office.send("GET", own, by=ELSEWHERE)) == (403, "out_of_scope")


def test_a_change_of_membership_takes_reach_over_group_and_deputy(office: Office) -> None:
    group, deputy = office.group(division="4114"), office.deputy()
    assert code(join(office, group, deputy, by=COUNTY)) == (403, "out_of_scope")
    of_county = office.group(division="411403", name="睢阳大组")
    suiyang = someone("committee_staff:411403")
    assert code(join(office, of_county, deputy, by=suiyang)) == (403, "out_of_scope")
    assert code(join(office, of_county, deputy, by=TOWNSHIP)) == (403, "role_missing")
    assert join(office, of_county, deputy, by=CITY).status == 204


def test_unknown_groups_and_deputies_are_not_found(office: Office) -> None:
    ghost = {"id": "g01j9zq3v7k2m8n4p6r5t"}
    nobody = {"id": "p01j9zq3v7k2m8n4p6r5t"}
    group, deputy = office.group(), office.deputy()
    assert code(join(office, ghost, deputy)) == (404, "group_not_found")
    assert code(join(office, group, nobody)) == (404, "deputy_not_found")
    assert code(move(office, group, deputy, ghost)) == (404, "group_not_found")
    assert code(office.send("GET", f"/v1/groups/{ghost['id']}")) == (404, "group_not_found")
    assert code(office.send("GET", f"/v1/deputies/{nobody['id']}/groups")) == (404, "deputy_not_found")
