"""A group is dissolved when nobody and nothing is in it any more (Datong art. 3; Shenzhen art. 7)."""

from typing import Any

from tests.aws import World
from tests.gateway import Response, someone
from tests.registration.office import CITY, COUNTY, ELSEWHERE, RESIDENT, TOWNSHIP, Office, bad_fields, code


def dissolve(office: Office, group: Any, **options: Any) -> Response:
    if "version" not in options:
        options["version"] = office.done("GET", f"/v1/groups/{group['id']}")["version"]
    return office.send("DELETE", f"/v1/groups/{group['id']}", **options)


def small(office: Office, parent: Any, **fields: Any) -> Any:
    return office.group(kind="small", parent=parent["id"], name="平原小组", **fields)


def parts(office: Office, group: Any) -> int:
    return int(office.done("GET", f"/v1/groups/{group['id']}")["parts"])


def test_a_dissolved_group_leaves_the_lists_and_stays_under_its_id(office: Office) -> None:
    group, other = office.group(), office.group(name="另一大组")
    done = dissolve(office, group)
    assert (done.status, done.body) == (204, b"")
    assert [found["id"] for found in office.whole("/v1/groups", scope="4114")] == [other["id"]]
    shown = office.done("GET", f"/v1/groups/{group['id']}")
    assert (shown["name"], shown["version"], shown["members"]) == (group["name"], 2, [])
    assert (shown["dissolved_on"], shown["dissolved_by"]) == ("2026-11-20", CITY.person)


def test_nothing_happens_to_a_dissolved_group_any_more(office: Office) -> None:
    group, other, deputy = office.group(), office.group(name="另一大组"), office.deputy()
    dissolve(office, group)
    path = f"/v1/groups/{group['id']}"
    office.done("PUT", f"/v1/groups/{other['id']}/members/{deputy['id']}")
    new = {"division": "411402", "kind": "small", "name": "小组", "parent": group["id"]}
    for refused in (
        dissolve(office, group, version=2),
        office.send("PATCH", path, {"name": "大组"}, version=2),
        office.send("PUT", f"{path}/members/{deputy['id']}"),
        office.send("DELETE", f"{path}/members/{deputy['id']}"),
        office.send("POST", f"/v1/groups/{other['id']}/members/{deputy['id']}/move", {"to": group["id"]}),
        office.send("POST", "/v1/groups", new),
    ):
        assert code(refused) == (409, "group_dissolved")


def test_a_group_with_members_is_not_dissolved(office: Office) -> None:
    group, deputy = office.group(), office.deputy()
    office.done("PUT", f"/v1/groups/{group['id']}/members/{deputy['id']}")
    refused = dissolve(office, group)
    assert code(refused) == (409, "group_not_empty")
    assert "1" in refused.json["title"]
    office.done("DELETE", f"/v1/groups/{group['id']}/members/{deputy['id']}")
    assert dissolve(office, group).status == 204
    told = office.done("GET", f"/v1/deputies/{deputy['id']}/changes")["items"]
    assert {change["what"] for change in told} == {"registered", "joined_group", "left_group"}


def test_dt_03b_a_large_group_is_dissolved_after_its_small_ones(office: Office) -> None:
    large = office.group()
    first, second = small(office, large), small(office, large)
    assert parts(office, large) == 2
    assert code(dissolve(office, large)) == (409, "group_has_parts")
    dissolve(office, first)
    assert parts(office, large) == 1
    assert code(dissolve(office, large)) == (409, "group_has_parts")
    dissolve(office, second)
    assert dissolve(office, large).status == 204


def test_dt_03b_a_small_group_made_twice_with_a_key_is_one_part(office: Office) -> None:
    large = office.group()
    body = {"division": "411402", "kind": "small", "name": "小组", "parent": large["id"]}
    first, again = (office.send("POST", "/v1/groups", body, key="small-group-1") for _ in range(2))
    assert (first.status, first.json) == (again.status, again.json) == (201, first.json)
    other = office.send("POST", "/v1/groups", {**body, "name": "组"}, key="small-group-1")
    assert code(other) == (422, "idempotency_key_reused")
    assert parts(office, large) == 1


def test_a_group_is_dissolved_under_the_version_that_was_read(office: Office, tables: World) -> None:
    large = office.group()
    small(office, large)
    before = tables.items("Registry")
    assert code(dissolve(office, large, version=1)) == (412, "stale_version")
    assert code(dissolve(office, large, version=None)) == (428, "precondition_required")
    assert tables.items("Registry") == before


def test_who_reaches_a_group_dissolves_it(office: Office) -> None:
    group = office.group(division="4114", congress="4114")
    for who in (COUNTY, ELSEWHERE):
        assert code(dissolve(office, group, version=1, by=who)) == (403, "out_of_scope")
    for who in (TOWNSHIP, RESIDENT, someone("deputy:4114")):
        assert code(dissolve(office, group, version=1, by=who)) == (403, "role_missing")
    assert code(dissolve(office, {"id": "g01j9zq3v7k2m8n4p6r5t"}, version=1)) == (404, "group_not_found")
    body = {"dissolved_on": "2026-11-20"}
    changed = office.send("PATCH", f"/v1/groups/{group['id']}", body, version=1)
    assert bad_fields(changed) == ["body.dissolved_on"]
