"""Asking who is short."""

from dataclasses import replace
from datetime import datetime

import pytest

from shared.domain.clock import SHANGHAI
from shared.domain.divisions import Level
from shared.domain.roles import Caller
from shared.regulations.verdicts import State
from shared.store import engine
from shared.store.registry import DEPUTY, envelope, person_key
from tests.gateway import someone
from tests.standing.hall import COUNTY, OFFICER, OWN, STATION, Hall, mandate
from tests.standing.projection.lists import CITY, Lists

OTHER = "411403001-01"


def register(
    hall: Hall, lists: Lists, number: int, name: str, visits: int = 0, station: str = STATION
) -> None:
    """A county deputy, who owes three visits a year, having made some."""
    person = f"p{number:020d}"
    county = mandate(Level.COUNTY, "411402", "411402001")
    made = replace(hall.deputy(county, person=person, station=station), name=name)
    engine.put(envelope(person_key(person), DEPUTY, made))
    for day in range(visits):
        hall.visit(f"2026-03-{day + 1:02d}", person=person)
    lists.work(subject=f"DEPUTY#{person}")


def names(lists: Lists, caller: Caller = CITY, **query: str) -> list[str]:
    return [entry["name"] for entry in lists.short(caller, rule="sq-13c", **query)]


@pytest.fixture
def people(hall: Hall, lists: Lists) -> None:
    """Six of the county: two who owe all, two who owe two, one who owes one, one who owes nothing."""
    whom = [("甲", 3), ("乙", 2), ("丙", 1), ("丁", 0), ("子", 1), ("丑", 0)]
    for number, (name, visits) in enumerate(whom):
        register(hall, lists, number, name, visits)


@pytest.mark.usefixtures("people")
def test_most_remaining_comes_first_then_names_and_pages_are_whole(lists: Lists) -> None:
    expected = [*sorted("丁丑"), *sorted("丙子"), "乙"]
    for limit in range(1, 7):
        assert names(lists, limit=str(limit)) == expected
    assert [entry["remaining"] for entry in lists.short(rule="sq-13c")] == [3, 3, 2, 2, 1]


@pytest.mark.usefixtures("people")
def test_each_scope_has_a_list_of_its_own(hall: Hall, lists: Lists) -> None:
    register(hall, lists, 9, "寅", 0, OTHER)
    for scope, count in {"4114": 6, "411402": 5, "411402001": 5, STATION: 5, OTHER: 1, "411403": 1}.items():
        assert len(names(lists, scope=scope)) == count
    assert len(names(lists, caller=someone("auditor:41"), scope="41")) == 6
    assert names(lists, scope="4101", caller=someone("auditor:41")) == []


@pytest.mark.usefixtures("people")
def test_states_are_lists_of_their_own(hall: Hall, lists: Lists) -> None:
    assert names(lists, state="short") == names(lists, state="open") == []
    hall.now = datetime(2027, 1, 2, 9, tzinfo=SHANGHAI)
    lists.work(subject="DEPUTY#p00000000000000000003")
    assert names(lists, state="short", period="2026") == ["丁"]
    assert names(lists, state="open") == ["丁"]
    assert lists.get(rule="sq-13c", state="met").json["code"] == "invalid_request"
    assert lists.get(rule="sq-13c", state=State.EXCUSED).status == 400


@pytest.mark.usefixtures("people")
def test_the_sentence_is_in_the_caller_s_language(lists: Lists) -> None:
    asked = {"rule": "sq-13c", "state": "at_risk", "limit": "1"}
    assert "商丘市人大代表联络站工作条例" in lists.get(CITY, **asked).json["items"][0]["sentence"]
    assert "Shangqiu" in lists.get(CITY, "en", **asked).json["items"][0]["sentence"]


@pytest.mark.usefixtures("people")
def test_a_cursor_of_another_list_is_refused(lists: Lists) -> None:
    after = lists.get(rule="sq-13c", state="at_risk", limit="1").json["next"]
    for cursor in (after, "x", "WyJhIl0"):
        answer = lists.get(rule="sq-13c", state="short", cursor=cursor)
        assert (answer.status, answer.json["code"]) == (400, "invalid_cursor")


def test_a_rule_without_a_list_says_so(lists: Lists) -> None:
    unknown = lists.get(rule="sq-99")
    assert (unknown.status, unknown.json["code"]) == (404, "rule_not_found")
    assert "sq-99" in unknown.json["title"]
    assert lists.get(rule="sq-13a").status == 200
    for rule in ("sq-21.archive", "sq-07", "dt-06a", "dt-04"):
        answer = lists.get(rule=rule)
        assert (answer.status, answer.json["code"]) == (422, "rule_not_listed"), rule


@pytest.mark.parametrize(
    "period", ["2026", "2026-H2", "2026-Q4", "2026-11", "2026-11~12", "2026-W47", "current"]
)
def test_every_form_of_period_can_be_asked_for(lists: Lists, period: str) -> None:
    assert lists.short(period=period) == []


@pytest.mark.parametrize("period", ["26", "next", "2026#x", "2026-11\n"])
def test_nothing_else_can(lists: Lists, period: str) -> None:
    assert lists.get(period=period).json["code"] == "invalid_request"


def test_readers_ask_within_their_scope_and_nobody_else_asks(lists: Lists) -> None:
    for caller, scope in ((CITY, "4114"), (COUNTY, "411402"), (OFFICER, STATION)):
        assert lists.get(caller, scope=scope).status == 200
    for caller, code in ((OWN, "role_missing"), (COUNTY, "out_of_scope"), (OFFICER, "out_of_scope")):
        assert lists.get(caller).json["code"] == code
