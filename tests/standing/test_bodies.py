"""Where groups and members of standing committees stand."""

from datetime import date
from typing import Any

import pytest

from functions.registration.groups.store import KIND
from functions.standing import subjects
from shared.domain.groups import Group, GroupKind
from shared.domain.members import Link, Member, Office
from shared.domain.roles import Caller
from shared.regulations.evaluation import evaluate
from shared.regulations.inputs import Record
from shared.regulations.library import library
from shared.regulations.verdicts import State
from shared.store import engine, records
from shared.store.records import RecordItem, group_key, member_key
from shared.store.registry import LINK, MEMBER, envelope, person_key
from tests.gateway import someone
from tests.standing.hall import DAY, Hall

GROUP_ID, MEMBER_ID = "g01j9zq3v7k2m8n4p6r5t", "p2k2m8n4p6r5t01j9zq3v"
GROUP, OF_MEMBER = f"/v1/groups/{GROUP_ID}/standing", f"/v1/members/{MEMBER_ID}/standing"
DATONG = someone("committee_staff:1402", person="p0000000000000000000z")
GUANGXI = someone("committee_staff:45", person="p0000000000000000000z")
TIANJIN = someone("committee_staff:12", person="p0000000000000000000z")


def group(**fields: Any) -> Group:
    """A small group of Datong's deputies."""
    made = Group(GROUP_ID, GroupKind.SMALL, "1402", "1402", "第一小组", **fields)
    engine.put(envelope(f"GROUP#{GROUP_ID}", "GROUP", made, (KIND, "1402")))
    return made


def member(*linked: str, until: date | None = None, division: str = "12", since: date = DAY) -> Member:
    """A member of Tianjin's standing committee, linked with these deputies since a day."""
    made = Member(
        MEMBER_ID, "赵文博", "138****1234", division, Office.MEMBER, date(2023, 1, 10), until, len(linked)
    )
    engine.put(envelope(person_key(MEMBER_ID), MEMBER, made))
    for deputy in linked:
        engine.put(envelope(person_key(MEMBER_ID), f"{LINK}{deputy}", Link(MEMBER_ID, deputy, since)))
    return made


def visit(*visited: tuple[str, str]) -> None:
    """The member went to see a deputy on a day."""
    for day, deputy in visited:
        held = date.fromisoformat(day)
        reference = f"a{held:%Y%m%d}"
        engine.put(records.item(member_key(MEMBER_ID), held, "visit", reference, body={}, others=[deputy]))


def of_kind(found: dict[str, Any], kind: str) -> list[Any]:
    return [verdict for verdict in found.values() if verdict["kind"] == kind]


def test_dt_06_a_group_of_datong_owes_activities_and_what_it_held_counts(hall: Hall) -> None:
    group(size=12)
    owed = [verdict for verdict in of_kind(hall.verdicts(GROUP, DATONG), "quota") if verdict["required"]]
    assert owed
    assert {(verdict["instrument"]["id"], verdict["counted"]) for verdict in owed} == {("datong", 0)}
    key, kind, day = group_key(GROUP_ID), "group_activity", "2026-11-03"
    engine.put(RecordItem(key, f"RECORD#{day}#{kind}#a1", kind=kind, day=day, reference="a1", body={}))
    counted = of_kind(hall.verdicts(GROUP, DATONG), "quota")
    assert [verdict["evidence"] for verdict in counted] == [[f"{GROUP_ID}.20261103.a1"]] * len(owed)


def test_sz_07_a_group_of_shenzhen_has_leaders_once_the_draft_is_in_force() -> None:
    book = library().rulebook("4403", DAY, drafts=("shenzhen",))
    made = Group(GROUP_ID, GroupKind.SMALL, "4403", "4403", "第一小组", leader=MEMBER_ID)
    states = {verdict.rule: verdict.state for verdict in evaluate(book, subjects.of_group(made), (), DAY)}
    assert (states["sz-07a.a"], states["sz-07a.b"]) == (State.MET, State.SHORT)


def test_tj_10a_a_member_is_linked_with_so_many_deputies(hall: Hall) -> None:
    member()
    (links,) = of_kind(hall.verdicts(OF_MEMBER, TIANJIN), "size")
    assert (links["instrument"]["id"], links["state"], links["counted"]) == ("tianjin", "short", 0)
    linked = [f"p{n:020d}" for n in range(links["required"])]
    member(*linked)
    (links,) = of_kind(hall.verdicts(OF_MEMBER, TIANJIN), "size")
    assert (links["state"], links["remaining"], links["evidence"]) == ("met", 0, linked)
    (then,) = of_kind(hall.verdicts(OF_MEMBER, TIANJIN, on="2026-11-19"), "size")
    assert (then["counted"], then["evidence"]) == (0, []), "they were linked the day after"


def test_gx_12b_only_what_was_heard_of_linked_deputies_counts(hall: Hall) -> None:
    member("p0000000000000000000a", division="45")
    visit(("2026-03-02", "p0000000000000000000b"))
    found = hall.verdicts(OF_MEMBER, GUANGXI)["gx-12b"]
    assert (found["required"], found["counted"], found["with"]) == (2, 0, None)
    visit(("2026-04-02", "p0000000000000000000a"), ("2026-05-06", "p0000000000000000000a"))
    found = hall.verdicts(OF_MEMBER, GUANGXI)["gx-12b"]
    assert (found["state"], found["evidence"]) == (
        "met",
        [f"{MEMBER_ID}.20260402.a20260402", f"{MEMBER_ID}.20260506.a20260506"],
    )


def test_sz_08a_a_member_of_shenzhen_meets_each_linked_deputy_once_the_draft_is_in_force() -> None:
    book = library().rulebook("4403", DAY, drafts=("shenzhen",))
    made = Member(MEMBER_ID, "赵文博", "138****1234", "4403", Office.MEMBER, date(2023, 1, 10))
    links = [Link(MEMBER_ID, deputy, DAY) for deputy in ("p0000000000000000000a", "p0000000000000000000b")]
    met = Record("r1", MEMBER_ID, DAY, "visit", marks=("face_to_face",), with_=("p0000000000000000000a",))
    verdicts = evaluate(book, subjects.of_member(made, links), (met,), DAY)
    owed = {v.with_: (v.state, v.counted) for v in verdicts if v.rule == "sz-08a.a"}
    assert owed == {
        "p0000000000000000000a": (State.MET, 1),
        "p0000000000000000000b": (State.AT_RISK, 0),
    }


def test_nothing_is_asked_of_who_left_office_or_was_dissolved(hall: Hall) -> None:
    member(until=date(2026, 6, 30))
    group(dissolved_on=date(2026, 6, 30))
    for path, caller in ((OF_MEMBER, TIANJIN), (GROUP, DATONG)):
        assert hall.verdicts(path, caller) == {}
        assert hall.verdicts(path, caller, on="2026-06-30") != {}


def test_a_member_reads_their_own_and_nobody_else_s(hall: Hall) -> None:
    member()
    own = someone("member:12", person=MEMBER_ID)
    assert hall.get(OF_MEMBER, own).json == hall.get(OF_MEMBER, TIANJIN).json
    other = someone("member:12", person="p0000000000000000000z")
    assert hall.get(OF_MEMBER, other).json["code"] == "role_missing"


@pytest.mark.parametrize(
    ("path", "caller", "code"), [(GROUP, DATONG, "group_not_found"), (OF_MEMBER, TIANJIN, "member_not_found")]
)
def test_who_is_not_there_and_a_day_without_a_calendar(
    hall: Hall, path: str, caller: Caller, code: str
) -> None:
    assert hall.get(path, caller).json["code"] == code
    assert hall.get(path, caller, on="1999-12-31").json["code"] == "day_out_of_range"
