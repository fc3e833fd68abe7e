"""The matrix route x role over a suggestion of Shangqiu: its own office acts, those above and elsewhere do
not; who reads what a division has recorded reads it."""

import pytest

from shared.domain.roles import READERS, Role
from shared.web.access import RESOURCE
from shared.web.openapi import examples
from tests.contract.test_role_matrix import BY_ROLE, DENIALS, Route, code
from tests.gateway import Response, call, someone
from tests.suggestions.suggestions.congress import (
    AT_TRAFFIC,
    CITY,
    CIVIL,
    CONFIRMED,
    OFFICE,
    SHENZHEN,
    SHENZHEN_OFFICE,
    TOWNSHIP,
    Congress,
    of,
)

LOADING = [
    route
    for route in BY_ROLE
    if route.operation.tag == "Suggestions" and route.operation.access.within == RESOURCE
]
OFFICES = [route for route in LOADING if Role.COMMITTEE_STAFF in route.operation.access.roles]
by_office = pytest.mark.parametrize("route", OFFICES, ids=str)


def send(route: Route, suggestion: str, *grants: str) -> Response:
    body = examples.sent(route.operation.body) if route.operation.body is not None else None
    path = route.path.format(suggestion_id=suggestion, unit_id=CIVIL)
    return call(
        route.app, route.method, path, body=body, headers={"If-Match": '"v1"'}, caller=someone(*grants)
    )


def test_there_are_such_routes() -> None:
    assert len(OFFICES) >= 8
    assert len(LOADING) > len(OFFICES)


@by_office
def test_the_office_of_the_congress_itself_is_let_in(route: Route, congress: Congress) -> None:
    found = congress.submitted(congress.deputy())
    assert code(send(route, found["id"], f"committee_staff:{CITY}")) not in DENIALS
    township = congress.submitted(congress.deputy(TOWNSHIP))
    assert code(send(route, township["id"], f"township_staff:{TOWNSHIP}")) not in DENIALS


@by_office
@pytest.mark.parametrize("scope", ["41", "411402", "12", "4101"])
def test_no_other_office_is(route: Route, scope: str, congress: Congress) -> None:
    found = congress.submitted(congress.deputy())
    assert code(send(route, found["id"], f"committee_staff:{scope}")) == "out_of_scope"
    assert code(send(route, found["id"], f"township_staff:{TOWNSHIP}")) == "role_missing"
    township = congress.submitted(congress.deputy(TOWNSHIP))
    assert code(send(route, township["id"], f"committee_staff:{TOWNSHIP[:6]}")) == "role_missing"


def test_readers_read_what_their_scope_reaches(congress: Congress) -> None:
    found = congress.submitted(congress.deputy())
    path = f"/v1/suggestions/{found['id']}"
    for role in READERS:
        assert congress.send("GET", path, by=someone(f"{role}:41")).status == 200
        for scope in ("411402", "12"):
            assert code(congress.send("GET", path, by=someone(f"{role}:{scope}"))) == "out_of_scope"
            listed = congress.send(
                "GET",
                "/v1/suggestions",
                by=someone(f"{role}:{scope}"),
                query={"scope": CITY, "state": "submitted"},
            )
            assert code(listed) == "out_of_scope"


def test_an_opinion_is_no_suggestion(congress: Congress) -> None:
    for id_ in ("e01j9zq3v7k2m8n4p6r5t", "s0", "s01j9zq3v7k2m8n4p6r5u"):
        assert code(congress.send("GET", f"/v1/suggestions/{id_}")) in ("not_found", "case_not_found")


def test_sz_28b_b_and_c_in_shenzhen_units_hear_the_deputy_and_handling_is_tracked(congress: Congress) -> None:
    congress.adopt("shenzhen:2026-01-01")
    unit = congress.unit(SHENZHEN, "市规划局")
    deputy = congress.deputy(SHENZHEN)
    found = congress.step(congress.submitted(deputy), "check", {"accepted": True}, by=SHENZHEN_OFFICE)
    body = {"units": [{"unit": unit, "share": "lead"}]}
    found = congress.step(found, "handover", body, by=SHENZHEN_OFFICE)
    ways = {way["rule"]: way for way in found["ways"]}
    assert (ways["sz-28b.b"]["by"], ways["sz-28b.b"]["to"]) == ("承办单位", ["代表"])
    assert ways["sz-28b.c"]["by"] == "专门委员会"
    staff = someone(f"unit_staff:{unit}", person="pp1anstaff00000000000")
    at_unit = f"/v1/units/{unit}/suggestions/{found['id']}"
    found = congress.done(
        "POST", f"{at_unit}/acceptance", {"accepted": True}, by=staff, version=found["version"]
    )
    talk = {"way": "forum", "heard": True, "note": "邀请代表参加座谈"}
    found = congress.done("POST", f"{at_unit}/contact", talk, by=staff, version=found["version"])
    assert found["units"][0]["heard_at"] is not None
    entries = congress.whole(f"/v1/suggestions/{found['id']}/history", by=of(deputy))
    assert entries[-1]["reason"] == "邀请代表参加座谈"


def test_units_of_elsewhere_and_inactive_ones_are_given_nothing(congress: Congress) -> None:
    found = congress.accepted(congress.deputy())
    for unit, refusal in (
        (congress.unit(SHENZHEN, "市规划局"), "unit_elsewhere"),
        (congress.unit(CITY, "市旧局", active=False), "unit_inactive"),
    ):
        body = {"units": [{"unit": unit, "share": "lead"}]}
        assert code(congress.attempt(found, "handover", body, by=OFFICE)) == refusal
    path = f"/v1/units/{CIVIL}/suggestions/{found['id']}/contact"
    talk = {"way": "visit", "heard": True}
    assert code(congress.send("POST", path, talk, by=AT_TRAFFIC, version=3)) == "out_of_scope"


def test_the_largest_hand_over_fits_one_transaction(congress: Congress) -> None:
    """Twenty who signed, in a township, whose six units make room for six others in the next round."""
    deputy, others = congress.deputy(TOWNSHIP), [congress.deputy(TOWNSHIP) for _ in range(20)]
    office = someone(f"township_staff:{TOWNSHIP}")
    found = congress.draft(deputy)
    found = congress.step(found, "signers", {"deputies": [one.id for one in others]}, by=of(deputy))
    for one in others:
        found = congress.step(found, "signature", {"signed": True}, by=of(one))
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    found = congress.step(found, "check", {"accepted": True}, by=office)
    units = [congress.unit(TOWNSHIP, f"站所{number}") for number in range(12)]
    six = [{"unit": unit, "share": "lead"} for unit in units[:6]]
    found = congress.step(found, "handover", {"units": six}, by=office)
    for unit in units[:6]:
        for what, body in (
            ("acceptance", {"accepted": True}),
            ("contact", {"way": "visit", "heard": True}),
            ("reply", {"text": "已办结。", "outcome": "done", "signer": "张建军"}),
        ):
            path, staff = f"/v1/units/{unit}/suggestions/{found['id']}/{what}", someone(f"unit_staff:{unit}")
            found = congress.done("POST", path, body, by=staff, version=found["version"])
    said = {"result": "dissatisfied", "attitude": "satisfied", "reason": "没有解决"}
    found = congress.step(found, "rating", said, by=of(deputy))
    more = [{"unit": unit, "share": "co"} for unit in units[6:]]
    assert code(congress.attempt(found, "handover", {"units": [*six, *more]}, by=office)) == "invalid_request"
    others_ = [{**more[0], "share": "lead"}, *more[1:]]
    assert code(congress.attempt(found, "handover", {"units": others_}, by=office)) == "limit_reached"
    found = congress.step(found, "handover", {"units": others_[:5]}, by=office)
    assert len(found["units"]) == 5
    for one in others:
        kinds = [kind for kind, _ in congress.notices(one.id)]
        assert kinds.count("suggestion_handed_over") == 2
