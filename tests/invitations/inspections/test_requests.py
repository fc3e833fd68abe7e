"""A deputy asks for an inspection with the card; the committee arranges it (Datong art. 7)."""

from datetime import timedelta
from typing import Any

from shared.domain.clock import iso
from shared.domain.deputies import Deputy
from shared.domain.roles import Role
from shared.store import inbox
from tests.gateway import Response, someone
from tests.invitations.committee import (
    CARD,
    DATONG,
    DATONG_STAFF,
    SHANGQIU,
    Committee,
    bad_fields,
    basis,
    code,
    of,
)

PATH = "/v1/inspection-requests"
WISH = {"division": DATONG, "wish": "视察老旧小区加装电梯", "first": "2026-11-20", "last": "2026-12-31"}


def ask(committee: Committee, deputy: Deputy, key: str | None = None, **fields: str) -> Response:
    return committee.send("POST", PATH, {**WISH, **fields}, by=of(deputy), key=key)


def inspection(committee: Committee, **fields: Any) -> Any:
    """An inspection with the card that Datong's committee drafts."""
    starts = committee.now + timedelta(days=9)
    when = {"starts": iso(starts), "ends": iso(starts + timedelta(hours=3))}
    return committee.draft(
        DATONG, **{"kind": "card_inspection", "title": "老旧小区视察", "agenda": [], **when, **fields}
    )


def arrange(committee: Committee, request: Any, activity: Any, **options: Any) -> Response:
    body = {"activity": activity["id"]}
    return committee.send(
        "POST", f"{PATH}/{request['id']}/arrangement", body, **{"by": DATONG_STAFF, **options}
    )


def test_dt_07c_at_a_deputy_s_request_an_inspection_with_the_card_is_arranged(committee: Committee) -> None:
    deputy = committee.deputy(DATONG, card=CARD)
    asked = ask(committee, deputy)
    assert asked.status == 201
    request = asked.json
    assert (request["rule"], request["state"], request["activity"]) == ("dt-07c", "asked", None)
    (notice,) = committee.notices(inbox.post(Role.COMMITTEE_STAFF, DATONG))
    assert notice["kind"] == "inspection_requested"
    rule = {"instrument": "datong", "article": "7(3)"}
    assert notice["data"] == {"name": deputy.name, "subject": WISH["wish"], **rule}
    (listed,) = committee.whole(PATH, by=DATONG_STAFF, division=DATONG)
    assert listed == request
    activity = inspection(committee)
    arranged = arrange(committee, request, activity)
    assert (arranged.json["state"], arranged.json["activity"]) == ("arranged", activity["id"])
    assert arrange(committee, request, activity).json["version"] == arranged.json["version"]
    other = inspection(committee)
    assert code(arrange(committee, request, other)) == (409, "inspection_arranged")
    (invited,) = committee.whole(f"/v1/activities/{activity['id']}/invitations", by=DATONG_STAFF)
    assert (invited["person"], invited["state"]) == (deputy.id, "selected")
    own = committee.done("GET", f"{PATH}/{request['id']}", by=of(deputy))
    assert own["state"] == "arranged"


def test_nat_29_it_takes_the_card(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    refused = ask(committee, deputy)
    assert code(refused) == (422, "card_required")
    assert basis(refused) == ("national", "29-3")


def test_a_request_is_to_the_own_congress_and_for_days_to_come(committee: Committee) -> None:
    deputy = committee.deputy(DATONG, card=CARD)
    assert code(ask(committee, deputy, division=SHANGQIU)) == (403, "out_of_scope")
    assert code(ask(committee, deputy, division="140213")) == (409, "mandates_ended")
    assert code(ask(committee, deputy, first="2026-11-01", last="2026-11-19")) == (422, "day_out_of_range")
    assert bad_fields(ask(committee, deputy, last="2026-11-19")) == ["body.last"]
    assert bad_fields(ask(committee, deputy, wish=" ")) == ["body.wish"]
    assert ask(committee, deputy, last="2026-11-20").status == 201


def test_where_no_rule_says_so_one_may_ask_all_the_same(committee: Committee) -> None:
    deputy = committee.deputy(SHANGQIU, card=CARD)
    assert ask(committee, deputy, division=SHANGQIU).json["rule"] is None


def test_sent_again_it_is_one_request(committee: Committee) -> None:
    deputy = committee.deputy(DATONG, card=CARD)
    first = ask(committee, deputy, key="request-1").json
    assert ask(committee, deputy, key="request-1").json == first
    assert code(ask(committee, deputy, key="request-1", wish="别的")) == (422, "idempotency_key_reused")
    assert len(committee.notices(inbox.post(Role.COMMITTEE_STAFF, DATONG))) == 1


def test_only_the_committee_arranges_by_an_inspection_of_its_own(committee: Committee) -> None:
    deputy, other = committee.deputy(DATONG, card=CARD), committee.deputy(DATONG)
    request = ask(committee, deputy).json
    activity = inspection(committee)
    outside = someone("committee_staff:4114", person="pother000000000000000")
    assert code(arrange(committee, request, activity, by=outside)) == (403, "out_of_scope")
    assert code(arrange(committee, request, activity, by=of(deputy))) == (403, "role_missing")
    training = inspection(committee, kind="training")
    assert code(arrange(committee, request, training)) == (422, "inspection_elsewhere")
    assert code(arrange(committee, {"id": "q" + "0" * 20}, activity)) == (404, "inspection_request_not_found")
    unknown = {"id": "a" + "0" * 20}
    assert code(arrange(committee, request, unknown)) == (404, "activity_not_found")
    assert code(committee.send("GET", f"{PATH}/{request['id']}", by=of(other))) == (403, "role_missing")
    assert code(committee.send("GET", PATH, by=outside, query={"division": DATONG})) == (403, "out_of_scope")


def test_the_list_comes_page_by_page_the_last_first(committee: Committee) -> None:
    deputies = committee.deputies(3, DATONG, card=CARD)
    made = []
    for deputy in deputies:
        committee.later(minutes=1)
        made.append(ask(committee, deputy).json["id"])
    listed = committee.whole(PATH, by=DATONG_STAFF, division=DATONG, limit=2)
    assert [request["id"] for request in listed] == made[::-1]


def test_an_inspection_that_was_cancelled_is_arranged_anew(committee: Committee) -> None:
    deputy = committee.deputy(DATONG, card=CARD)
    request = ask(committee, deputy).json
    activity, other = inspection(committee), inspection(committee)
    assert arrange(committee, request, activity).status == 200
    committee.change(activity, "cancellation", {"reason": "大雪"})
    again = arrange(committee, request, other)
    assert (again.status, again.json["activity"]) == (200, other["id"])
