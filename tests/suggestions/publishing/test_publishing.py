"""Replies to suggestions before everybody: proposed by the office, with the deputy's consent, as a copy."""

from datetime import date
from typing import Any

import pytest

from functions.suggestions.publishing.publication import masked
from shared.domain.mandates import MandateAction, MandateEvent
from tests.suggestions.promises.replies import CONTENT, DONE, NOT_CONTENT, REPLY, given, promised, replied
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    CITY,
    CIVIL,
    OFFICE,
    PROVINCE,
    RESIDENT,
    SHENZHEN,
    TOWNSHIP,
    Congress,
    basis,
    code,
    of,
)

PUBLIC = "/v1/published-suggestions"


def proposed(congress: Congress, found: Any, **body: Any) -> Any:
    return congress.step(found, "publication", body, by=OFFICE)


def published(congress: Congress, deputy: Any, **fields: Any) -> Any:
    found = promised(congress, deputy, **fields)
    return congress.step(proposed(congress, found), "publication/answer", {"consents": True}, by=of(deputy))


def listed(congress: Congress, division: str = CITY) -> list[Any]:
    """What somebody reads who is not signed in."""
    return list(congress.done("GET", PUBLIC, by=None, query={"division": division})["items"])


def test_nat_51c_nothing_is_public_before_the_deputy_has_agreed(congress: Congress) -> None:
    deputy = congress.deputy()
    found = proposed(congress, promised(congress, deputy))
    assert found["publication"]["state"] == "proposed"
    assert ("publication_proposed", {"subject": found["title"]}) in congress.notices(deputy.id)
    assert listed(congress) == []
    assert code(congress.send("GET", f"{PUBLIC}/{found['id']}", by=None)) == (404, "not_published")
    found = congress.step(found, "publication/answer", {"consents": True}, by=of(deputy))
    assert found["publication"]["state"] == "published"
    (entry,) = listed(congress)
    assert entry == {
        "id": found["id"],
        "congress": CITY,
        "title": found["title"],
        "category": None,
        "name": "李国庆",
        "signers": 0,
        "submitted_on": "2026-11-30",
        "published_at": "2026-11-30T09:00:00+08:00",
        "units": ["市民政局"],
    }
    whole = congress.done("GET", f"{PUBLIC}/{found['id']}", by=None)
    assert whole == {
        **entry,
        "text": found["text"],
        "replies": [
            {
                "unit": "市民政局",
                "text": REPLY["text"],
                "outcome": "planned",
                "on": "2026-11-30",
                "until": "2027-06-30",
            }
        ],
        "rating": None,
    }
    assert congress.events(found)[-2:] == ["publication_proposed", "published"]
    for recipient in (f"committee_staff:{CITY}", f"unit_staff:{CIVIL}"):
        told = [data for kind, data in congress.notices(recipient) if kind == "publication_answered"]
        assert [one["outcome"] for one in told] == ["同意，已公开"]


def test_the_deputy_objects_and_says_why(congress: Congress) -> None:
    deputy = congress.deputy()
    found = proposed(congress, promised(congress, deputy))
    silent = congress.attempt(found, "publication/answer", {"consents": False}, by=of(deputy))
    assert code(silent) == (400, "invalid_request")
    body = {"consents": False, "reason": "问题尚未解决"}
    found = congress.step(found, "publication/answer", body, by=of(deputy))
    assert (found["publication"]["state"], found["publication"]["reason"]) == ("objected", "问题尚未解决")
    assert listed(congress) == []
    again = congress.attempt(found, "publication/answer", {"consents": True}, by=of(deputy))
    assert code(again) == (409, "publication_state")
    congress.later(days=30)
    assert proposed(congress, found)["publication"]["state"] == "proposed"


@pytest.mark.parametrize("by_deputy", [True, False])
def test_either_takes_it_back_with_a_reason(congress: Congress, by_deputy: bool) -> None:
    deputy = congress.deputy()
    found = published(congress, deputy)
    who = of(deputy) if by_deputy else OFFICE
    assert code(congress.attempt(found, "publication/withdrawal", {}, by=who)) == (400, "invalid_request")
    found = congress.step(found, "publication/withdrawal", {"reason": "内容有误"}, by=who)
    assert (found["publication"]["state"], listed(congress)) == ("withdrawn", [])
    assert code(congress.send("GET", f"{PUBLIC}/{found['id']}", by=None)) == (404, "not_published")
    for recipient in (deputy.id, f"committee_staff:{CITY}", f"unit_staff:{CIVIL}"):
        assert [
            data["reason"] for kind, data in congress.notices(recipient) if kind == "publication_withdrawn"
        ]
    assert code(congress.attempt(found, "publication/withdrawal", {"reason": "再次"}, by=who)) == (
        409,
        "publication_state",
    )


def test_the_rating_is_shown_only_where_that_was_agreed_to(congress: Congress) -> None:
    deputy = congress.deputy()
    found = promised(congress, deputy, reply=DONE)
    early = congress.attempt(found, "publication", {"with_rating": True}, by=OFFICE)
    assert code(early) == (400, "invalid_request")
    found = congress.step(found, "rating", CONTENT, by=of(deputy))
    found = proposed(congress, found, with_rating=True)
    found = congress.step(found, "publication/answer", {"consents": True}, by=of(deputy))
    rating = congress.done("GET", f"{PUBLIC}/{found['id']}", by=None)["rating"]
    assert rating == {"result": "satisfied", "attitude": "satisfied"}


def test_numbers_of_telephones_and_identity_cards_are_not_published(congress: Congress) -> None:
    deputy = congress.deputy()
    reply = {**DONE, "text": "请联系张建军13800001234，身份证411402199001011234。"}
    found = published(congress, deputy, reply=reply)
    (said,) = congress.done("GET", f"{PUBLIC}/{found['id']}", by=None)["replies"]
    assert said["text"] == "请联系张建军138****1234，身份证411402************。"
    whole = congress.send("GET", f"{PUBLIC}/{found['id']}", by=None).text
    for secret in ("13800001234", "199001011234", deputy.id):
        assert secret not in whole


def test_what_is_no_such_number_stays_as_it_is() -> None:
    for text in ("预算13800万元", "2026年12月", "电话0370-1234567", "编号1380000123456", "一共138 0000件"):
        assert masked(text) == text
    assert masked("+86 138-0000-1234") == "138****1234"
    assert masked("138 0000 1234") == "138****1234"
    assert masked("１３８００００１２３４") == "138****1234"
    for number in (
        "１３８－００００－１２３４",
        "138—0000—1234",
        "138\u30000000\u30001234",
        "＋86138\u00a000001234",
    ):
        assert masked(number) == "138****1234"
    for number in ("411402 1990 0101 123X", "411402-19900101-123Ｘ", "411402199001011234"):
        assert masked(f"身份证{number}。") == "身份证411402************。"


def test_a_new_round_is_published_anew_in_the_place_of_the_other(congress: Congress) -> None:
    deputy = congress.deputy()
    found = published(congress, deputy)
    assert code(congress.attempt(found, "publication", {}, by=OFFICE)) == (409, "publication_state")
    found = congress.step(found, "rating", NOT_CONTENT, by=of(deputy))
    congress.later(days=1)
    found = given(congress, found, CIVIL)
    assert code(congress.attempt(found, "publication", {}, by=OFFICE)) == (409, "case_state")
    found = proposed(congress, replied(congress, found, reply=DONE))
    (before,) = listed(congress)
    found = congress.step(found, "publication/answer", {"consents": True}, by=of(deputy))
    (after,) = listed(congress)
    assert after["published_at"] > before["published_at"]
    (reply,) = congress.done("GET", f"{PUBLIC}/{found['id']}", by=None)["replies"]
    assert reply["text"] == DONE["text"]


def test_who_decides_on_publication(congress: Congress) -> None:
    deputy = congress.deputy()
    unanswered = given(congress, congress.accepted(deputy), CIVIL)
    assert code(congress.attempt(unanswered, "publication", {}, by=OFFICE)) == (409, "case_state")
    found = replied(congress, unanswered)
    for who, refusal in (
        (PROVINCE, "out_of_scope"),
        (AT_CIVIL, "role_missing"),
        (of(deputy), "role_missing"),
    ):
        assert code(congress.attempt(found, "publication", {}, by=who)) == (403, refusal)
    found = proposed(congress, found)
    for who, refused in ((OFFICE, (403, "not_yours")), (RESIDENT, (404, "case_not_found"))):
        answer = congress.attempt(found, "publication/answer", {"consents": True}, by=who)
        assert code(answer) == refused
    for who, refusal in ((PROVINCE, "out_of_scope"), (AT_CIVIL, "role_missing"), (RESIDENT, "role_missing")):
        answer = congress.attempt(found, "publication/withdrawal", {"reason": "误"}, by=who)
        assert code(answer) == (403, refusal)
    found = congress.step(found, "publication/withdrawal", {"reason": "暂缓"}, by=OFFICE)
    assert found["publication"]["state"] == "withdrawn"


def test_lists_are_of_the_division_and_those_in_it_the_newest_first(congress: Congress) -> None:
    first = published(congress, congress.deputy())
    congress.later(days=1)
    second = published(congress, congress.deputy())
    assert [one["id"] for one in listed(congress)] == [second["id"], first["id"]]
    assert [one["id"] for one in listed(congress, "41")] == [second["id"], first["id"]]
    assert listed(congress, SHENZHEN) == listed(congress, TOWNSHIP) == []
    page = congress.done("GET", PUBLIC, by=None, query={"division": CITY, "limit": 1})
    rest = congress.done("GET", PUBLIC, by=None, query={"division": CITY, "cursor": page["next"]})
    assert [one["id"] for one in (*page["items"], *rest["items"])] == [second["id"], first["id"]]
    wrong: tuple[dict[str, str | int], ...] = (
        {},
        {"division": "99"},
        {"division": CITY, "cursor": "x"},
        {"division": CITY, "limit": 101},
    )
    for query in wrong:
        assert congress.send("GET", PUBLIC, by=None, query=query).status == 400


def test_nat_61_who_is_suspended_says_nothing_to_a_publication_and_the_office_takes_it_back(
    congress: Congress,
) -> None:
    events = (MandateEvent(MandateAction.SUSPEND, date(2026, 12, 15), "detained"),)
    deputy = congress.deputy(events=events)
    open_, shown = proposed(congress, promised(congress, deputy)), published(congress, deputy)
    congress.later(days=20)
    for found, what, body in (
        (open_, "publication/answer", {"consents": True}),
        (open_, "publication/answer", {"consents": False, "reason": "暂不公开"}),
        (shown, "publication/withdrawal", {"reason": "内容有误"}),
    ):
        refused = congress.attempt(found, what, body, by=of(deputy))
        assert (code(refused), basis(refused)) == ((409, "deputy_suspended"), ("national", "61-1"))
    assert [one["id"] for one in listed(congress)] == [shown["id"]]
    congress.step(shown, "publication/withdrawal", {"reason": "内容有误"}, by=OFFICE)
    assert listed(congress) == []
