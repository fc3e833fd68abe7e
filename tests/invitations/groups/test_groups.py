"""Plans and wishes of deputy groups (Datong art. 3 to 6, Shenzhen art. 7), over HTTP."""

import pytest

from shared.domain.groups import GroupKind
from shared.store import engine
from shared.store.registry import RegistryItem
from tests.invitations.committee import (
    DATONG,
    DATONG_STAFF,
    GUANGXI_STAFF,
    RESIDENT,
    SHENZHEN,
    bad_fields,
    code,
    of,
)
from tests.invitations.groups.circle import Circle


def test_the_leaders_write_the_plan_and_everybody_is_told(circle: Circle) -> None:
    group, deputies = circle.group(3)
    path = f"/v1/groups/{group.id}/plan"
    empty = circle.committee.done("GET", path, by=of(deputies[2]), query={"year": 2027})
    assert (empty["version"], empty["text"], empty["items"]) == (0, None, [])
    made = circle.writes(group, by=of(deputies[1]))
    assert (made.status, made.json["version"]) == (200, 1)
    assert made.json["items"] == [{"title": "视察养老服务设施", "kind": "inspection", "month": 5}]
    circle.committee.work()
    for deputy in deputies:
        assert len(circle.committee.notices(deputy.id, "group_plan")) == 1
    changed = circle.writes(group, by=DATONG_STAFF, version=1, text="改为围绕教育")
    assert (changed.json["text"], changed.json["version"]) == ("改为围绕教育", 2)
    shown = circle.committee.done("GET", path, by=of(deputies[2]), query={"year": 2027})
    assert shown == changed.json
    other = circle.committee.done("GET", path, by=of(deputies[2]))
    assert (other["year"], other["version"]) == (2026, 0)


def test_who_may_not_write_or_read_a_plan(circle: Circle) -> None:
    group, deputies = circle.group(3)
    assert code(circle.writes(group, by=of(deputies[2]))) == (403, "not_leader")
    assert code(circle.writes(group, by=of(circle.committee.deputy(DATONG))))[0] == 403
    assert code(circle.writes(group, by=GUANGXI_STAFF)) == (403, "out_of_scope")
    path = f"/v1/groups/{group.id}/plan"
    assert code(circle.committee.send("GET", path, by=RESIDENT)) == (403, "role_missing")
    assert code(circle.committee.send("GET", path, by=GUANGXI_STAFF)) == (403, "out_of_scope")
    circle.writes(group, by=of(deputies[0]))
    assert code(circle.writes(group, by=of(deputies[0]))) == (412, "stale_version")
    for year in (2024, 2028):
        assert bad_fields(circle.writes(group, by=DATONG_STAFF, year=year)) == ["query.year"]
    unknown = f"/v1/groups/g{'0' * 20}/plan"
    assert code(circle.committee.send("GET", unknown, by=DATONG_STAFF)) == (404, "group_not_found")


def test_dt_04_dt_05_dt_06_a_plan_shows_what_is_asked_of_the_group(circle: Circle) -> None:
    def duties(kind: GroupKind) -> set[str]:
        group, _ = circle.group(2, kind)
        plan = circle.committee.done("GET", f"/v1/groups/{group.id}/plan", by=DATONG_STAFF)
        return {duty["rule"] for duty in plan["duties"]}

    large, small = duties(GroupKind.LARGE), duties(GroupKind.SMALL)
    assert {"dt-03b.by", "dt-04", "dt-06b"} <= large
    assert {"dt-05", "dt-06c"} <= small
    assert not {"dt-05", "dt-06c"} & large


def test_sz_07b_sz_07d_a_professional_group_of_shenzhen(circle: Circle) -> None:
    circle.adopts_shenzhen()
    group, deputies = circle.group(2, GroupKind.PROFESSIONAL, SHENZHEN)
    written = circle.writes(group, by=of(deputies[0]))
    duties = {duty["rule"] for duty in written.json["duties"]}
    assert {"sz-07b.a", "sz-07b.b", "sz-07d"} <= duties
    for number, state in ((1, "at_risk"), (2, "met")):
        circle.acted(group, f"2026-0{number}-10")
        verdict = circle.verdicts(group, "2026-11-20")["sz-07d"]
        assert (verdict["counted"], verdict["state"]) == (number, state)


def test_sz_07a_leaders_and_deputy_leaders_are_a_verdict(circle: Circle) -> None:
    circle.adopts_shenzhen()
    led, _ = circle.group(2, GroupKind.PROFESSIONAL, SHENZHEN)
    unled = circle.committee.group(SHENZHEN, kind=GroupKind.PROFESSIONAL)
    for group, state in ((led, "met"), (unled, "short")):
        verdicts = circle.verdicts(group, "2026-11-20")
        assert (verdicts["sz-07a.a"]["state"], verdicts["sz-07a.b"]["state"]) == (state, state)


@pytest.mark.parametrize(
    ("kind", "rule", "inside", "outside"),
    [
        (GroupKind.LARGE, "dt-06b", "2026-07-01", "2026-06-30"),
        (GroupKind.SMALL, "dt-06c", "2026-10-01", "2026-09-30"),
    ],
)
def test_dt_06b_dt_06c_half_years_and_quarters(
    circle: Circle, kind: GroupKind, rule: str, inside: str, outside: str
) -> None:
    group, _ = circle.group(2, kind)
    circle.acted(group, outside)
    assert circle.verdicts(group, "2026-11-20")[rule]["counted"] == 0
    circle.acted(group, inside)
    verdict = circle.verdicts(group, "2026-11-20")[rule]
    assert (verdict["counted"], verdict["state"]) == (1, "met")


def test_dt_06a_more_than_half_of_all_make_it_the_group_s_wish(circle: Circle) -> None:
    group, deputies = circle.group(4)
    made = circle.proposes(group, deputies[2])
    assert made.status == 201
    wish = made.json
    assert (wish["state"], wish["yes"], wish["size"], wish["own_vote"], wish["ways"]) == (
        "open", 1, 4, True, [],
    )  # fmt: skip
    half = circle.votes(wish, deputies[0]).json
    assert (half["state"], half["yes"]) == ("open", 2), "half is not more than half"
    carried = circle.votes(wish, deputies[1]).json
    assert (carried["state"], carried["yes"]) == ("carried", 3)
    (way,) = carried["ways"]
    assert (way["rule"], way["article"], way["act"]) == ("dt-06a", "6", ["按较多数代表的意见进行"])
    for leader in deputies[:2]:
        assert len(circle.committee.notices(leader.id, "wish_carried")) == 1
    assert code(circle.votes(wish, deputies[3], False)) == (409, "vote_closed")
    seen = circle.committee.done("GET", f"/v1/wishes/{wish['id']}", by=of(deputies[3]))
    assert (seen["own_vote"], seen["ways"]) == (None, carried["ways"])


def test_dt_06a_the_last_word_counts_until_the_vote_closes(circle: Circle) -> None:
    group, deputies = circle.group(3)
    wish = circle.proposes(group, deputies[0]).json
    for yes in (False, False):
        found = circle.votes(wish, deputies[1], yes).json
        assert (found["yes"], found["no"]) == (1, 1)
    back = circle.votes(wish, deputies[0], False).json
    assert (back["yes"], back["no"]) == (0, 2)
    circle.committee.later(days=7)
    assert code(circle.votes(wish, deputies[2])) == (409, "vote_closed")
    seen = circle.committee.done("GET", f"/v1/wishes/{wish['id']}", by=DATONG_STAFF)
    assert (seen["state"], seen["ways"]) == ("not_carried", [])


def test_votes_of_who_has_left_the_group_count_no_longer(circle: Circle) -> None:
    group, deputies = circle.group(5)
    wish = circle.proposes(group, deputies[2]).json
    circle.votes(wish, deputies[3])
    engine.delete(RegistryItem(f"GROUP#{group.id}", f"MEMBER#{deputies[3].id}"))
    found = circle.votes(wish, deputies[4]).json
    assert (found["yes"], found["size"], found["state"]) == (2, 4, "open")
    assert code(circle.votes(wish, deputies[3], False)) == (409, "not_in_group")


def test_the_group_is_asked_and_sees_what_was_proposed(circle: Circle) -> None:
    group, deputies = circle.group(3)
    titles = ["视察老旧小区改造", "调研托育服务", "走访选民"]
    for title in titles:
        assert circle.proposes(group, deputies[0], title=title).status == 201
        circle.committee.later(minutes=1)
    circle.committee.work()
    assert len(circle.committee.notices(deputies[2].id, "wish_vote")) == 3
    listed = circle.committee.whole(f"/v1/groups/{group.id}/wishes", by=of(deputies[1]), limit=2)
    assert [one["title"] for one in listed] == titles[::-1]
    for by in (GUANGXI_STAFF, of(circle.committee.deputy(DATONG))):
        assert circle.committee.send("GET", f"/v1/groups/{group.id}/wishes", by=by).status == 403


def test_proposing_twice_with_a_key_is_once(circle: Circle) -> None:
    group, deputies = circle.group(3)
    body = {"closes": "2026-11-27T10:00:00+08:00"}
    first, again = (circle.proposes(group, deputies[0], key="wish-key-1", **body) for _ in range(2))
    assert first.json["id"] == again.json["id"]
    circle.committee.work()
    assert len(circle.committee.notices(deputies[1].id, "wish_vote")) == 1


def test_a_group_of_one_has_its_wish_at_once(circle: Circle) -> None:
    group, deputies = circle.group(1)
    assert circle.proposes(group, deputies[0]).json["state"] == "carried"


def test_who_may_not_propose_or_vote_and_when_not(circle: Circle) -> None:
    group, deputies = circle.group(3)
    stranger = circle.committee.deputy(DATONG)
    assert code(circle.proposes(group, stranger)) == (409, "not_in_group")
    wish = circle.proposes(group, deputies[0]).json
    assert code(circle.votes(wish, stranger)) == (409, "not_in_group")
    for closes in ("2026-11-20T10:00:00+08:00", "2027-02-01T10:00:00+08:00"):
        assert bad_fields(circle.proposes(group, deputies[0], closes=closes)) == ["body.closes"]
    unknown = {"id": f"w{'0' * 20}"}
    assert code(circle.votes(unknown, deputies[0])) == (404, "wish_not_found")
