"""Asking for oneself: deputies, members of standing committees, and who is both."""

from datetime import date

from functions.standing.app import app
from shared.domain.divisions import Level
from shared.domain.members import Link, Member, Office
from shared.store import engine
from shared.store.registry import LINK, MEMBER, envelope, person_key
from tests.gateway import call, someone
from tests.standing.hall import DEPUTY_ID, Hall, mandate

MINE = "/v1/me/standing"
OF_TIANJIN = someone("member:12", person=DEPUTY_ID)


def member(links: int = 0, until: date | None = None) -> Member:
    """A member of Tianjin's standing committee, linked with deputies."""
    made = Member(
        DEPUTY_ID, "赵文博", "138****1234", "12", Office.MEMBER, date(2023, 1, 10), until, links=links
    )
    engine.put(envelope(person_key(DEPUTY_ID), MEMBER, made))
    for number in range(links):
        link = Link(DEPUTY_ID, f"p{number:020d}", date(2023, 2, 1))
        engine.put(envelope(person_key(DEPUTY_ID), LINK + link.deputy, link))
    return made


def test_tj_10a_a_member_asks_for_their_office(hall: Hall) -> None:
    member(links=1)
    told = hall.get(MINE, OF_TIANJIN).json
    assert (told["deputy"], told["name"], told["mandates"]) == (DEPUTY_ID, "赵文博", [])
    held = told["member"]
    assert (held["division"], held["office"], held["since"], held["until"]) == (
        "12",
        "member",
        "2023-01-10",
        None,
    )
    (links,) = (verdict for verdict in held["verdicts"] if verdict["rule"] == "tj-10a.links")
    assert (links["counted"], links["state"]) == (1, "short")
    assert held["verdicts"] == hall.get(f"/v1/members/{DEPUTY_ID}/standing", OF_TIANJIN).json["verdicts"]


def test_tj_10a_tj_02_who_is_both_sees_mandates_and_office(hall: Hall) -> None:
    member(links=3)
    hall.deputy(mandate(Level.PROVINCE, "12", "120101"), station=None)
    told = hall.get(MINE, someone("deputy:12", "member:12", person=DEPUTY_ID)).json
    assert [held["level"] for held in told["mandates"]] == ["province"]
    assert told["member"]["office"] == "member"
    alone = hall.get(f"/v1/deputies/{DEPUTY_ID}/standing", someone("deputy:12", person=DEPUTY_ID)).json
    assert alone["mandates"] == told["mandates"]
    assert "member" not in alone


def test_who_is_a_deputy_only_has_no_office(hall: Hall) -> None:
    hall.deputy()
    told = hall.get(MINE).json
    assert told["member"] is None
    assert len(told["mandates"]) == 1


def test_nothing_is_asked_of_an_office_before_and_after_it(hall: Hall) -> None:
    member(until=date(2026, 6, 30))
    days = {"2023-01-09": False, "2023-01-10": True, "2026-06-30": True, "2026-07-01": False}
    for day, held in days.items():
        told = hall.get(MINE, OF_TIANJIN, on=day).json
        assert (told["member"] is not None, told["mandates"]) == (held, []), day


def test_who_is_neither_and_whose_role_it_is_not(hall: Hall) -> None:
    assert hall.get(MINE, OF_TIANJIN).json["code"] == "deputy_not_found"
    assert hall.get(MINE, OF_TIANJIN, on="1999-12-31").json["code"] == "day_out_of_range"
    assert hall.get(MINE, someone("committee_staff:12")).json["code"] == "role_missing"
    assert call(app, "GET", MINE).status == 401
