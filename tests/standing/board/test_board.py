"""The board of a division: what it shows, to whom, page by page; and who states what others may."""

import pytest

from functions.standing.board import parties
from functions.standing.board.statements import require_evidence
from shared.domain.errors import Refusal
from shared.regulations.library import library
from shared.regulations.rules import SubjectKind
from shared.store import engine, records
from shared.store.records import committee_key
from tests.gateway import someone
from tests.standing.board.floor import STAFF_ID, Floor, group, own_mandate
from tests.standing.hall import DAY, DEPUTY_ID, STATION

TIANJIN = someone("committee_staff:12", person=STAFF_ID)
SHANGQIU = someone("committee_staff:4114", person=STAFF_ID)
AUDITOR = someone("auditor:41", person=STAFF_ID)


def test_tj_08b_who_states_is_whom_the_rule_names(floor: Floor) -> None:
    board = floor.board("12", TIANJIN)
    assert board["tj-08b.contact"]["may_state"]["who"] == "deputies_affairs_committee"
    assert board["tj-08b.contact"]["may_state"]["name"] == "代表工作委员会"
    assert board["nat-41.b"]["may_state"]["who"] == "finance"
    english = floor.hall.get("/v1/obligations", TIANJIN, "en", scope="12", rule="tj-08b.contact").json
    assert english["items"][0]["may_state"]["name"] == "deputies' affairs committee"


def test_who_reads_the_board_without_stating_is_told_so(floor: Floor) -> None:
    assert floor.board("4114", AUDITOR)["sq-22"]["may_state"]["you"] is False
    assert floor.board("4114", SHANGQIU)["sq-22"]["may_state"]["you"] is True


def test_the_board_of_one_rule_of_a_part_and_of_a_state(floor: Floor) -> None:
    assert set(floor.board("4114", SHANGQIU, rule="nat-42")) == {"nat-42.a", "nat-42.b"}
    assert set(floor.board("4114", SHANGQIU, rule="nat-42.b")) == {"nat-42.b"}
    floor.state("nat-42.b", "committee", "4114", SHANGQIU, evidence=["accounts"])
    assert set(floor.board("4114", SHANGQIU, state="met")) == {"nat-42.b"}
    open_ = floor.board("4114", SHANGQIU, state="at_risk")
    assert "nat-42.a" in open_
    assert "nat-42.b" not in open_
    assert floor.board("4114", SHANGQIU, state="short", rule="nat-42.b") == {}
    assert floor.board("4114", SHANGQIU, rule="tj-09.plan") == {}


def test_pages_tell_every_obligation_once_in_the_order_of_the_rulebook(floor: Floor) -> None:
    whole = floor.hall.get("/v1/obligations", SHANGQIU, scope="4114", limit="100").json
    assert whole["next"] is None
    rules = [entry["rule"] for entry in whole["items"]]
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = floor.hall.get("/v1/obligations", SHANGQIU, scope="4114", limit="7", **cursor).json
        assert len(page["items"]) <= 7
        found += [entry["rule"] for entry in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert found == rules
    assert len(found) > 14
    answer = floor.hall.get("/v1/obligations", SHANGQIU, scope="4114", cursor="WyJ4Il0")
    assert (answer.status, answer.json["code"]) == (400, "invalid_cursor")


def test_sq_23_what_other_records_prove_is_on_the_board_too(floor: Floor) -> None:
    before = floor.board("411402", SHANGQIU)["sq-23.training"]
    assert (before["kind"], before["counted"], before["may_state"]) == ("quota", 0, None)
    held = records.item(committee_key("411402"), DAY, "staff_training", "a1", body={})
    engine.put(held)
    after = floor.board("411402", SHANGQIU)["sq-23.training"]
    assert (after["counted"], after["evidence"], after["statements"]) == (1, ["411402.20261120.a1"], [])


def test_dt_07d_what_was_stated_of_a_day_in_session_does_not_count(floor: Floor) -> None:
    """Datong art. 7: while the congress is not in session."""
    datong = someone("committee_staff:1402", person=STAFF_ID)
    for day in ("2026-02-03", "2026-11-19"):
        assert floor.state("dt-07d", "committee", "1402", datong, day=day, evidence=["forum"]).status == 201
    assert floor.board("1402", datong)["dt-07d"]["counted"] == 2
    session = {"day": DAY.replace(month=2, day=5), "first": DAY.replace(month=2, day=1)}
    last, first = session["day"], session["first"]
    engine.put(records.item(committee_key("1402"), last, records.SESSION, "s1", body={}, first=first))
    entry = floor.board("1402", datong)["dt-07d"]
    assert (entry["counted"], entry["evidence"]) == (1, ["1402.20261119.dt-07d"])


def test_a_street_has_no_congress_and_its_staff_owe_all_the_same(floor: Floor) -> None:
    street = someone("township_staff:411402001", person=STAFF_ID)
    kinds = {entry["subject"]["kind"] for entry in floor.board("411402001", street).values()}
    assert kinds == {"staff"}
    sent = {"evidence": ["document"]}
    assert floor.state("sq-17a.service", "staff", "411402001", street, **sent).status == 201
    assert floor.board("411402001", street)["sq-17a.service"]["state"] == "met"


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"scope": "12"}, 403, "out_of_scope"),
        ({"scope": "4114", "on": "1999-12-31"}, 422, "day_out_of_range"),
        ({"scope": "419999"}, 400, "invalid_request"),
        ({"scope": STATION}, 400, "invalid_request"),
        ({"scope": "4114", "state": "lost"}, 400, "invalid_request"),
        ({"scope": "4114", "rule": "../x"}, 400, "invalid_request"),
        ({}, 400, "invalid_request"),
    ],
)
def test_a_board_elsewhere_or_of_another_form(
    floor: Floor, query: dict[str, str], status: int, code: str
) -> None:
    answer = floor.hall.get("/v1/obligations", SHANGQIU, **query)
    assert (answer.status, answer.json["code"]) == (status, code)


def test_sz_07b_the_leaders_of_a_group_state_what_a_rule_lets_leaders_state(floor: Floor) -> None:
    """No text in force asks it yet (Shenzhen art. 7 is a draft): who speaks is decided all the same."""
    group("4403", leader=DEPUTY_ID)
    leader = someone("deputy:4403", person=DEPUTY_ID)
    party = parties.load(SubjectKind.GROUP, "g01j9zq3v7k2m8n4p6r5t")
    party.require_speaker(leader, "leaders")
    with pytest.raises(Refusal, match="role_missing"):
        party.require_speaker(leader, "committee")


def test_what_a_rule_lets_others_state_nobody_states_of_themselves(floor: Floor) -> None:
    floor.hall.deputy(own_mandate("4114"), station=None)
    party = parties.load(SubjectKind.DEPUTY, DEPUTY_ID)
    own = someone("deputy:4114", person=DEPUTY_ID)
    party.require_speaker(own, "")
    party.require_speaker(SHANGQIU, "committee")
    with pytest.raises(Refusal, match="role_missing"):
        party.require_speaker(own, "committee")


def test_where_a_rule_lists_no_evidence_any_word_of_rules_will_do_or_none() -> None:
    book = library().rulebook("4114", DAY)
    listing = book.part("sq-22")
    assert listing is not None
    part = listing.but(fields=listing.fields.but(evidence=()))
    require_evidence(part, book, [], chinese=True)
    require_evidence(part, book, ["budget", "photograph"], chinese=True)
    with pytest.raises(Refusal, match="invalid_request"):
        require_evidence(part, book, ["budget", "gossip"], chinese=True)
