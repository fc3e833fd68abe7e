"""Who may state, withdraw, restore and read: every role, for each kind of subject, near and far."""

from collections.abc import Callable

import pytest

from shared.domain.members import Office
from shared.domain.roles import Caller
from tests.gateway import Response, someone
from tests.standing.board.floor import GROUP_ID, MEMBER_ID, UNIT_ID, Floor, group, member, own_mandate, unit
from tests.standing.hall import DEPUTY_ID, STATION

TOWNSHIP = "411402100"
CASES = {
    "committee": ("sq-22", "4114", "budget"),
    "staff": ("sq-17a.service", TOWNSHIP, "document"),
    "station": ("sq-06b.place", STATION, "document"),
    "group": ("sq-22", GROUP_ID, "budget"),
    "member": ("sq-16a", MEMBER_ID, "minutes"),
    "deputy": ("nat-47.b", DEPUTY_ID, "training"),
    "handling_unit": ("nat-40", UNIT_ID, "document"),
}
"""Of each kind a subject and something stated of it; of groups no text in force asks a statement."""

EVERYBODY = {
    "auditor:41",
    "admin:41",
    "committee_staff:41",
    "committee_staff:4114",
    "committee_staff:411402",
    "township_staff:411402001",
    f"township_staff:{TOWNSHIP}",
    f"station_head:{STATION}",
    f"liaison_officer:{STATION}",
    "liaison_officer:411402001-02",
    f"unit_staff:{UNIT_ID}",
    "unit_staff:u7k2m8n4p6r5t01j9zq3v",
    "deputy:4114",
    "member:4114",
    "resident:41",
    "committee_staff:12",
    "admin:12",
}
GUIDES = {"admin:41", "committee_staff:41", "committee_staff:4114"}
SPEAKERS = {
    "committee": GUIDES,
    "staff": GUIDES | {"committee_staff:411402", f"township_staff:{TOWNSHIP}"},
    "station": GUIDES
    | {
        "committee_staff:411402",
        "township_staff:411402001",
        f"station_head:{STATION}",
        f"liaison_officer:{STATION}",
    },
    "group": GUIDES,
    "member": GUIDES,
    "deputy": GUIDES,
    "handling_unit": GUIDES | {f"unit_staff:{UNIT_ID}"},
}
"""Besides the persons themselves."""


def as_who(grant: str) -> Caller:
    return someone(grant, person="pf0re1gner0000000000")


@pytest.fixture
def filled(floor: Floor) -> Floor:
    """One subject of each kind, all in Shangqiu."""
    floor.hall.deputy(own_mandate("4114"), station=None)
    floor.hall.station()
    member("4114", Office.MEMBER)
    group("4114", leader=DEPUTY_ID, deputy_leader="p0000000000000000001z")
    unit()
    return floor


@pytest.mark.parametrize("kind", CASES)
def test_who_may_state(filled: Floor, kind: str) -> None:
    rule, id_, word = CASES[kind]
    allowed = {
        grant
        for grant in sorted(EVERYBODY)
        if filled.state(rule, kind, id_, as_who(grant), evidence=[word]).status != 403
    }
    assert allowed == SPEAKERS[kind]


@pytest.mark.parametrize("kind", [kind for kind in CASES if kind != "group"])
def test_who_may_withdraw_and_restore(filled: Floor, kind: str) -> None:
    rule, id_, word = CASES[kind]
    made = filled.state(rule, kind, id_, as_who("admin:41"), evidence=[word]).json["id"]
    may = {"void": set[str](), "restore": set[str]()}
    for grant in sorted(EVERYBODY):
        for action, grants in may.items():
            if filled.correct(made, action, as_who(grant)).status != 403:
                grants.add(grant)
    assert may["void"] == SPEAKERS[kind]
    themselves = {
        "station": {"township_staff:411402001", f"station_head:{STATION}", f"liaison_officer:{STATION}"},
        "handling_unit": {f"unit_staff:{UNIT_ID}"},
    }
    assert may["restore"] == SPEAKERS[kind] - themselves.get(kind, set())


@pytest.mark.parametrize("kind", CASES)
def test_who_may_read(filled: Floor, kind: str) -> None:
    rule, id_, word = CASES[kind]
    made = filled.state(rule, kind, id_, as_who("admin:41"), evidence=[word])
    reads: list[Callable[[Caller], Response]] = [lambda who: filled.statements(rule, kind, id_, who)]
    if made.status == 201:
        corrections = f"/v1/statements/{made.json['id']}/corrections"
        reads.append(lambda who: filled.hall.get(corrections, who))
    for read in reads:
        readers = {grant for grant in sorted(EVERYBODY) if read(as_who(grant)).status != 403}
        assert readers == SPEAKERS[kind] | {"auditor:41"}


@pytest.mark.parametrize(
    ("kind", "person", "grant"),
    [
        ("deputy", DEPUTY_ID, "deputy:4114"),
        ("member", MEMBER_ID, "member:4114"),
        ("group", DEPUTY_ID, "deputy:4114"),
        ("group", "p0000000000000000001z", "deputy:4114"),
    ],
)
def test_persons_speak_for_themselves_and_leaders_for_their_group(
    filled: Floor, kind: str, person: str, grant: str
) -> None:
    rule, id_, word = CASES[kind]
    answer = filled.state(rule, kind, id_, someone(grant, person=person), evidence=[word])
    assert (answer.status, answer.json.get("code")) in {(201, None), (422, "rule_binds_others")}
    assert filled.statements(rule, kind, id_, someone(grant, person=person)).status == 200


def test_a_role_that_reaches_elsewhere_is_told_so(filled: Floor) -> None:
    for kind, (rule, id_, word) in CASES.items():
        answer = filled.state(rule, kind, id_, as_who("committee_staff:12"), evidence=[word])
        assert (answer.status, answer.json["code"]) == (403, "out_of_scope"), kind
        answer = filled.state(rule, kind, id_, as_who("deputy:4114"), evidence=[word])
        assert (answer.status, answer.json["code"]) == (403, "role_missing"), kind
