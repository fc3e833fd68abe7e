"""Where groups and members of standing committees stand."""

from datetime import date
from typing import Any

import pytest

from functions.registration.groups.store import KIND
from functions.standing import subjects
from shared.domain.groups import Group, GroupKind
from shared.domain.members import Member, Office
from shared.domain.roles import Caller
from shared.regulations.evaluation import evaluate
from shared.regulations.library import library
from shared.regulations.verdicts import State
from shared.store import engine
from shared.store.records import RecordItem, group_key
from shared.store.registry import MEMBER, envelope, person_key
from tests.gateway import someone
from tests.standing.hall import DAY, Hall

GROUP_ID, MEMBER_ID = "g01j9zq3v7k2m8n4p6r5t", "p2k2m8n4p6r5t01j9zq3v"
GROUP, OF_MEMBER = f"/v1/groups/{GROUP_ID}/standing", f"/v1/members/{MEMBER_ID}/standing"
DATONG = someone("committee_staff:1402", person="p0000000000000000000z")
TIANJIN = someone("committee_staff:12", person="p0000000000000000000z")


def group(**fields: Any) -> Group:
    """A small group of Datong's deputies."""
    made = Group(GROUP_ID, GroupKind.SMALL, "1402", "1402", "第一小组", **fields)
    engine.put(envelope(f"GROUP#{GROUP_ID}", "GROUP", made, (KIND, "1402")))
    return made


def member(links: int, until: date | None = None) -> Member:
    """A member of Tianjin's standing committee."""
    made = Member(
        MEMBER_ID, "赵文博", "138****1234", "12", Office.MEMBER, date(2023, 1, 10), until, links=links
    )
    engine.put(envelope(person_key(MEMBER_ID), MEMBER, made))
    return made


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
    member(links=0)
    (links,) = of_kind(hall.verdicts(OF_MEMBER, TIANJIN), "size")
    assert (links["instrument"]["id"], links["state"], links["counted"]) == ("tianjin", "short", 0)
    member(links=links["required"])
    (links,) = of_kind(hall.verdicts(OF_MEMBER, TIANJIN), "size")
    assert (links["state"], links["remaining"]) == ("met", 0)


def test_nothing_is_asked_of_who_left_office_or_was_dissolved(hall: Hall) -> None:
    member(0, until=date(2026, 6, 30))
    group(dissolved_on=date(2026, 6, 30))
    for path, caller in ((OF_MEMBER, TIANJIN), (GROUP, DATONG)):
        assert hall.verdicts(path, caller) == {}
        assert hall.verdicts(path, caller, on="2026-06-30") != {}


def test_a_member_reads_their_own_and_nobody_else_s(hall: Hall) -> None:
    member(0)
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
