"""Members of standing committees and the grassroots deputies they keep contact with
(Tianjin art. 10; Guangxi art. 12; Shangqiu art. 16)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from functions.registration.people import holdings
from shared.domain.clock import legal_day
from tests.gateway import Response, someone
from tests.registration.office import (
    CITY,
    CITY_MANDATE,
    COUNTY,
    ELSEWHERE,
    RESIDENT,
    Office,
    bad_fields,
    code,
)


def link(office: Office, member: Any, deputy: Any, **options: Any) -> Response:
    return office.send("PUT", f"/v1/members/{member['id']}/links/{deputy['id']}", **options)


def unlink(office: Office, member: Any, deputy: Any, **options: Any) -> Response:
    return office.send("DELETE", f"/v1/members/{member['id']}/links/{deputy['id']}", **options)


def show(office: Office, member: Any, **options: Any) -> Any:
    return office.done("GET", f"/v1/members/{member['id']}", **options)


def grants(office: Office, person: str) -> set[str]:
    return {str(grant) for grant in holdings(person).grants(legal_day(office.now))}


def test_a_member_is_registered_and_holds_the_role_in_the_committees_division(office: Office) -> None:
    made = office.member(phone="13911112222", office="vice_chair")
    assert (made["level"], made["office"], made["links"]) == ("city", "vice_chair", 0)
    assert made["phone_mask"] == "139****2222"
    assert grants(office, made["id"]) == {"member:4114"}


def test_a_member_may_be_a_deputy_too(office: Office) -> None:
    phone = office.phone()
    deputy, member = office.deputy(phone=phone), office.member(phone=phone)
    assert deputy["id"] == member["id"]
    assert grants(office, member["id"]) == {"deputy:4114", "member:4114"}


def test_a_township_has_no_standing_committee(office: Office) -> None:
    body = {
        "phone": office.phone(),
        "name": "赵文博",
        "division": "411402001",
        "office": "member",
        "since": "2022-04-20",
    }
    assert bad_fields(office.send("POST", "/v1/members", body)) == ["body.division"]
    later = {**body, "division": "4114", "since": "2026-11-21"}
    assert bad_fields(office.send("POST", "/v1/members", later)) == ["body.since"]


@pytest.mark.parametrize("key", [None, "member-key-1"])
def test_registering_twice_with_a_key_is_once_and_without_is_refused(office: Office, key: str | None) -> None:
    body = {
        "phone": office.phone(),
        "name": "赵文博",
        "division": "4114",
        "office": "member",
        "since": "2022-04-20",
    }
    first, again = (office.send("POST", "/v1/members", body, key=key) for _ in range(2))
    assert first.status == 201
    assert again.json == first.json if key else code(again) == (409, "member_exists")


def test_tj_10a_gx_12a_a_member_is_linked_with_grassroots_deputies_and_they_are_counted(
    office: Office,
) -> None:
    office.station()
    member = office.member()
    deputies = [office.deputy(name=name, grassroots=True) for name in ("甲", "乙", "丙")]
    assert [link(office, member, deputy).status for deputy in deputies] == [204, 204, 204]
    shown = show(office, member)
    assert shown["links"] == 3
    assert {deputy["name"] for deputy in shown["deputies"]} == {"甲", "乙", "丙"}
    assert {deputy["since"] for deputy in shown["deputies"]} == {"2026-11-20"}


def test_tj_10a_only_grassroots_deputies_are_linked(office: Office) -> None:
    assert code(link(office, office.member(), office.deputy())) == (422, "not_grassroots")


def test_sq_16a_a_deputy_sees_who_their_member_is(office: Office) -> None:
    member, deputy = office.member(), office.deputy(grassroots=True)
    link(office, member, deputy)
    path = f"/v1/deputies/{deputy['id']}/members"
    own = someone("deputy:4114", person=deputy["id"])
    assert office.done("GET", path, by=own)["items"] == [
        {
            "member": member["id"],
            "name": "赵文博",
            "division": "4114",
            "office": "member",
            "since": "2026-11-20",
        }
    ]
    assert office.done("GET", f"/v1/deputies/{office.deputy()['id']}/members")["items"] == []
    assert code(office.send("GET", path, by=someone("deputy:4114"))) == (403, "role_missing")
    assert code(office.send("GET", path, by=ELSEWHERE)) == (403, "out_of_scope")


def test_a_member_who_is_a_deputy_has_both_sides_apart(office: Office) -> None:
    phone = office.phone()
    both = office.deputy(phone=phone, grassroots=True)
    office.member(phone=phone)
    other_member, other_deputy = office.member(), office.deputy(grassroots=True)
    link(office, both, other_deputy)
    link(office, other_member, both)
    assert [found["deputy"] for found in show(office, both)["deputies"]] == [other_deputy["id"]]
    (seen,) = office.done("GET", f"/v1/deputies/{both['id']}/members")["items"]
    assert seen["member"] == other_member["id"]


def test_nobody_is_linked_with_themself(office: Office) -> None:
    phone = office.phone()
    both = office.deputy(phone=phone, grassroots=True)
    office.member(phone=phone)
    assert bad_fields(link(office, both, both)) == ["path.deputy_id"]


def test_linking_twice_is_once_and_unlinking_twice_is_refused(office: Office) -> None:
    member, deputy = office.member(), office.deputy(grassroots=True)
    assert [link(office, member, deputy).status for _ in range(2)] == [204, 204]
    assert show(office, member)["links"] == 1
    assert unlink(office, member, deputy).status == 204
    assert show(office, member)["deputies"] == []
    assert code(unlink(office, member, deputy)) == (404, "link_not_found")
    told = [item["what"] for item in office.whole(f"/v1/deputies/{deputy['id']}/changes")]
    assert sorted(told) == ["linked", "registered", "unlinked"]


def test_links_take_reach_over_committee_and_deputy(office: Office) -> None:
    member, deputy = office.member(), office.deputy(grassroots=True)
    for who in (COUNTY, ELSEWHERE):
        assert code(link(office, member, deputy, by=who)) == (403, "out_of_scope")
    assert code(link(office, member, deputy, by=RESIDENT)) == (403, "role_missing")
    of_county = office.member(division="411402")
    assert link(office, of_county, deputy, by=COUNTY).status == 204


def test_there_is_a_most_of_links(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.registration.members.store.MOST_LINKS", 1)
    member = office.member()
    link(office, member, office.deputy(grassroots=True))
    assert code(link(office, member, office.deputy(grassroots=True))) == (409, "limit_reached")


def test_who_left_office_has_no_role_and_no_new_links_and_can_come_back(office: Office) -> None:
    phone = office.phone()
    member = office.member(phone=phone)
    path = f"/v1/members/{member['id']}"
    left = office.done("PATCH", path, {"until": "2026-11-20"}, version=1)
    assert (left["until"], grants(office, member["id"])) == ("2026-11-20", {"member:4114"})
    office.now = datetime(2026, 11, 20, 16, tzinfo=UTC)
    assert grants(office, member["id"]) == set()
    assert code(link(office, member, office.deputy(grassroots=True))) == (409, "member_left")
    again = office.member(phone=phone, division="411402", since="2026-11-21")
    assert (again["id"], again["until"]) == (member["id"], None)
    assert grants(office, member["id"]) == {"member:411402"}


def test_who_left_with_deputies_linked_is_unlinked_before_coming_back(office: Office) -> None:
    phone = office.phone()
    member, deputy = office.member(phone=phone), office.deputy(grassroots=True)
    link(office, member, deputy)
    office.done("PATCH", f"/v1/members/{member['id']}", {"until": "2026-11-19"}, version=2)
    body = {
        "phone": phone,
        "name": "赵文博",
        "division": "4114",
        "office": "member",
        "since": "2026-11-20",
    }
    assert code(office.send("POST", "/v1/members", body)) == (409, "member_exists")
    unlink(office, member, deputy)
    assert office.send("POST", "/v1/members", body).status == 201


def test_a_member_is_changed_under_the_version_that_was_read(office: Office) -> None:
    path = f"/v1/members/{office.member()['id']}"
    changed = office.send("PATCH", path, {"office": "chair"}, version=1)
    assert (changed.json["office"], changed.headers["ETag"]) == ("chair", '"v2"')
    assert code(office.send("PATCH", path, {"office": "chair"}, version=1)) == (412, "stale_version")
    for until in ("2026-11-21", "2022-04-19"):
        assert bad_fields(office.send("PATCH", path, {"until": until}, version=2)) == ["body.until"]
    assert code(office.send("PATCH", path, {"name": "王"}, version=2, by=COUNTY)) == (403, "out_of_scope")


def test_who_has_no_mandate_left_is_not_linked(office: Office) -> None:
    gone = office.deputy(grassroots=True, mandates=[{**CITY_MANDATE, "ends": "2026-11-19"}])
    assert code(link(office, office.member(), gone)) == (409, "mandates_ended")


def test_members_are_listed_by_scope_to_readers_and_to_one_another(office: Office) -> None:
    city, county = office.member(), office.member(division="411402", name="钱")
    listed = office.whole("/v1/members", scope="4114")
    assert [member["id"] for member in listed] == [city["id"], county["id"]]
    colleague = someone("member:4114")
    assert len(office.whole("/v1/members", scope="411402", by=colleague)) == 1
    query = {"scope": "4114"}
    assert code(office.send("GET", "/v1/members", query=query, by=RESIDENT)) == (403, "role_missing")
    assert code(office.send("GET", "/v1/members", query=query, by=COUNTY)) == (403, "out_of_scope")
    path = f"/v1/members/{county['id']}"
    assert code(office.send("GET", path, by=someone("member:1402"))) == (403, "out_of_scope")
    assert office.send("GET", path, by=someone("member:00", person=county["id"])).status == 200


def test_unknown_members_and_deputies_are_not_found(office: Office) -> None:
    nobody = {"id": "p01j9zq3v7k2m8n4p6r5t"}
    member = office.member()
    assert code(link(office, nobody, office.deputy())) == (404, "member_not_found")
    assert code(link(office, member, nobody)) == (404, "deputy_not_found")
    assert code(office.send("GET", f"/v1/members/{nobody['id']}")) == (404, "member_not_found")
    assert code(office.send("GET", f"/v1/deputies/{nobody['id']}/members")) == (404, "deputy_not_found")
    assert CITY.person != nobody["id"]
