"""One evidence chain: the resident's opinion, who received it, the deputy's suggestion, its hand-over, the
reply, the ratings, and what the resident is told (Shangqiu art. 20(4), Deputies Law art. 51)."""

import json
from collections import Counter
from typing import Any

import pytest

from tests.suggestions.chain.street import NEIGHBOUR, RESIDENT, STREET, TEXT, TOWNSHIP, Street
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AT_TRAFFIC,
    AUDITOR,
    OFFICE,
    PROVINCE,
    SHENZHEN,
    code,
    of,
)

CONTENT = {"result": "satisfied", "attitude": "satisfied"}
RECEIVER = f"township_staff:{STREET}"


def kinds(street: Street, recipient: str) -> Counter[str]:
    return Counter(kind for kind, _ in street.congress.notices(recipient))


def steps(street: Street, path: str, by: Any) -> list[tuple[str, str | None]]:
    found = street.congress.done("GET", path, by=by)["steps"]
    assert [step["at"] for step in found] == sorted(step["at"] for step in found)
    return [(step["what"], step["with"]) for step in found]


def test_sq_20d_from_the_opinion_to_the_feedback_it_is_one_chain(street: Street) -> None:
    congress = street.congress
    congress.later(days=1)
    found = street.linked()
    assert [(one["opinion"], one["scope"]) for one in found["origins"]] == [
        (street.receipt["receipt"], STREET)
    ]
    assert kinds(street, RESIDENT.person)["opinion_proposed"] == 1
    assert kinds(street, RECEIVER)["opinion_linked"] == 1
    assert kinds(street, street.deputy.id)["suggestion_origin_linked"] == 0, "who links need not be told"
    street.replied()
    congress.later(days=1)
    street.step("rating", CONTENT, by=of(street.deputy))
    congress.later(days=1)
    assert street.feed_back().status == 200
    congress.later(days=1)
    body = {"receipt": street.receipt["receipt"], "secret": street.receipt["secret"], "result": "satisfied"}
    congress.done("POST", "/v1/opinions/follow/rating", body, by=None)
    whole = [
        ("received", STREET),
        ("submitted", "李国庆"),
        ("linked", STREET),
        ("handed_over", "市民政局"),
        ("heard", "市民政局"),
        ("replied", "市民政局"),
        ("rated", "satisfied"),
        ("fed_back", None),
        ("rated_by_resident", "satisfied"),
    ]
    of_suggestion = f"/v1/suggestions/{found['id']}/chain"
    for who in (OFFICE, of(street.deputy), AUDITOR, AT_CIVIL):
        told = steps(street, of_suggestion, who)
        assert [what for what, _ in told] == [what for what, _ in whole]
    of_opinion = f"/v1/opinions/{street.receipt['receipt']}/chain"
    assert [what for what, _ in steps(street, of_opinion, PROVINCE)] == [what for what, _ in whole]
    entries = congress.done("GET", f"/v1/opinions/{street.receipt['receipt']}/history", by=TOWNSHIP)["items"]
    proposed = next(entry for entry in entries if entry["what"] == "proposed")
    assert (proposed["data"]["rule"], proposed["data"]["suggestion"]) == ("sq-20d", found["id"])


def test_the_resident_sees_by_the_receipt_what_is_public_of_it(street: Street) -> None:
    assert street.follow()["became"] == []
    street.linked()
    (became,) = street.follow()["became"]
    assert (became["name"], became["state"], became["units"]) == ("李国庆", "submitted", [])
    street.handed_over()
    (became,) = street.follow()["became"]
    assert (became["state"], became["units"]) == ("handed_over", ["市民政局"])
    assert became["handed_over_at"] is not None
    assert became["replied_at"] is None
    seen = json.dumps(street.follow(), ensure_ascii=False)
    assert street.suggestion["title"] not in seen
    assert street.suggestion["text"] not in seen
    assert street.deputy.id not in seen


def test_no_answer_before_the_suggestion_was_replied_to_and_one_step_then(street: Street) -> None:
    congress = street.congress
    assert code(street.feed_back()) == (409, "case_state"), "nothing is known of research alone"
    street.linked()
    assert code(street.feed_back()) == (409, "reply_awaited")
    street.replied()
    told = [data for kind, data in congress.notices(RECEIVER) if kind == "opinion_suggestion"]
    assert [(one["outcome"], one["subject"]) for one in told] == [("已答复", street.suggestion["title"])]
    answer = street.feed_back()
    assert (answer.status, answer.json["state"]) == (200, "answered")
    assert kinds(street, RESIDENT.person)["opinion_result"] == 1
    seen = street.follow()
    assert (seen["state"], seen["answer"], seen["became"][0]["state"]) == (
        "answered",
        "市民政局答复：三处用房年内建成。",
        "replied",
    )
    assert code(street.feed_back()) == (409, "case_state")


def test_what_solved_nothing_is_not_told_twice(street: Street) -> None:
    congress = street.congress
    street.linked()
    street.replied()
    congress.later(hours=1)
    assert street.feed_back().status == 200
    congress.later(hours=1)
    words = {"receipt": street.receipt["receipt"], "secret": street.receipt["secret"]}
    body = {**words, "text": "仍未解决。", "unsolved": True}
    assert congress.done("POST", "/v1/opinions/follow/words", body, by=None)["state"] == "received"
    assert code(street.feed_back()) == (409, "reply_awaited")
    said = {"result": "dissatisfied", "attitude": "satisfied", "reason": "群众反映没有解决"}
    street.step("rating", said, by=of(street.deputy))
    congress.later(hours=1)
    street.replied()
    assert street.feed_back("已全部建成。").status == 200
    assert (street.follow()["state"], street.follow()["round"]) == ("answered", 2)


@pytest.mark.parametrize("how", ["closed", "withdrawn"])
def test_those_who_received_it_hear_how_it_ends(how: str, street: Street) -> None:
    street.linked()
    if how == "closed":
        street.replied()
        street.step("closing", {})
    else:
        street.step("withdrawal", {"reason": "已另行解决"}, by=of(street.deputy))
    told = [
        data["outcome"] for kind, data in street.congress.notices(RECEIVER) if kind == "opinion_suggestion"
    ]
    assert len(told) == len(set(told)), "each is told once"
    assert set(told) == {"closed": {"已答复", "已办结"}, "withdrawn": {"已由代表撤回"}}[how]
    assert street.follow()["became"][0]["state"] == how


def test_staff_link_what_their_research_led_to(street: Street) -> None:
    congress = street.congress
    path = f"/v1/opinions/{street.receipt['receipt']}/suggestion"
    body, version = {"suggestion": street.suggestion["id"]}, street.opinion()["version"]
    for who, refusal in (
        (NEIGHBOUR, "out_of_scope"),
        (RESIDENT, "role_missing"),
        (of(street.deputy), "role_missing"),
    ):
        assert code(congress.send("POST", path, body, by=who, version=version)) == (403, refusal)
    stale = congress.send("POST", path, body, by=TOWNSHIP, version=version - 1)
    assert code(stale) == (412, "stale_version")
    linked = congress.done("POST", path, body, by=TOWNSHIP, version=version)
    assert (linked["suggestions"], linked["state"]) == ([street.suggestion["id"]], "research")
    assert kinds(street, street.deputy.id)["suggestion_origin_linked"] == 1
    again = congress.send("POST", path, body, by=TOWNSHIP, version=linked["version"])
    assert code(again) == (409, "linked_already")
    for unknown in ("s01j9zq3v7k2m8n4p6r5t", congress.draft(street.deputy)["id"]):
        answer = congress.send("POST", path, {"suggestion": unknown}, by=TOWNSHIP, version=linked["version"])
        assert code(answer) == (404, "case_not_found"), "a draft is nobody's business"


def test_the_office_links_too_and_nobody_else(street: Street) -> None:
    other = street.congress.deputy()
    for who, refusal in (
        (of(other), (403, "role_missing")),
        (AT_CIVIL, (403, "role_missing")),
        (PROVINCE, (403, "out_of_scope")),
        (TOWNSHIP, (403, "role_missing")),
    ):
        answer = street.link(by=who)
        assert code(answer) == refusal
    assert street.link(by=OFFICE).status == 200


def test_what_cannot_be_linked_is_refused(street: Street) -> None:
    congress = street.congress
    draft = congress.draft(street.deputy)
    body = {"opinion": street.receipt["receipt"]}
    assert code(congress.attempt(draft, "origins", body, by=of(street.deputy))) == (409, "case_state")
    elsewhere = congress.deputy(SHENZHEN)
    far = congress.submitted(elsewhere)
    answer = congress.attempt(far, "origins", body, by=of(elsewhere))
    assert code(answer) == (422, "opinion_elsewhere")
    unknown = {"opinion": "e01j9zq3v7k2m8n4p6r5t"}
    answer = congress.attempt(street.suggestion, "origins", unknown, by=of(street.deputy))
    assert code(answer) == (404, "case_not_found")
    street.linked()
    assert code(street.link()) == (409, "linked_already")
    stale = congress.send(
        "POST",
        f"/v1/suggestions/{street.suggestion['id']}/origins",
        {"opinion": street.bring()["receipt"]},
        by=of(street.deputy),
        version=1,
    )
    assert code(stale) == (412, "stale_version")
    for _ in range(4):
        street.linked(street.bring())
    assert code(street.link(street.bring())) == (409, "limit_reached")


def test_an_opinion_that_was_merged_is_linked_by_the_one_that_stands_for_it(street: Street) -> None:
    congress = street.congress
    body = {"text": TEXT, "division": STREET}
    second = congress.done("POST", "/v1/me/opinions", body, by=RESIDENT)
    version = street.opinion(second)["version"]
    path = f"/v1/opinions/{second['receipt']}/merging"
    congress.done("POST", path, {"into": street.receipt["receipt"]}, by=TOWNSHIP, version=version)
    assert code(street.link(second)) == (409, "case_state")
    street.linked()
    assert kinds(street, RESIDENT.person)["opinion_proposed"] == 2, "each voice hears of it"
    assert street.follow(second)["became"][0]["name"] == "李国庆"
    chain = congress.done("GET", f"/v1/opinions/{second['receipt']}/chain", by=TOWNSHIP)
    assert [one["id"] for one in chain["suggestions"]] == [street.suggestion["id"]]


def test_what_a_joined_suggestion_grew_from_follows_the_one_that_stands_for_it(street: Street) -> None:
    congress = street.congress
    street.linked()
    own = street.suggestion["id"]
    main = congress.submitted(congress.deputy(name="王晓梅"))
    street.step("merging", {"into": main["id"]})
    assert code(street.link(street.bring())) == (409, "case_state")
    street.suggestion, street.deputy = main, congress.deputy()
    street.suggestion = congress.done("GET", f"/v1/suggestions/{main['id']}")
    street.read = lambda: street.suggestion  # type: ignore[method-assign]
    street.replied()
    assert kinds(street, RECEIVER)["opinion_suggestion"] == 1
    (became,) = street.follow()["became"]
    assert (became["name"], became["state"]) == ("李国庆", "replied")
    assert street.feed_back().status == 200
    for id_ in (own, main["id"]):
        told = [what for what, _ in steps(street, f"/v1/suggestions/{id_}/chain", OFFICE)]
        assert ("received" in told, "replied" in told) == (True, True)


def test_nobody_learns_by_the_chain_who_or_what_is_not_theirs(street: Street) -> None:
    congress = street.congress
    street.linked()
    street.replied()
    street.step("rating", {**CONTENT, "reason": "答复清楚"}, by=of(street.deputy))
    of_suggestion = f"/v1/suggestions/{street.suggestion['id']}/chain"
    for who in (AT_CIVIL, of(street.deputy), OFFICE):
        shown = json.dumps(congress.done("GET", of_suggestion, by=who), ensure_ascii=False)
        assert TEXT not in shown
        assert RESIDENT.person not in shown
    for who in (AT_TRAFFIC, TOWNSHIP, RESIDENT, of(congress.deputy())):
        assert congress.send("GET", of_suggestion, by=who).status == 403
    of_opinion = f"/v1/opinions/{street.receipt['receipt']}/chain"
    chain = congress.done("GET", of_opinion, by=TOWNSHIP)
    (suggestion,) = chain["suggestions"]
    assert (suggestion["rating"], suggestion["units"][0]["outcome"]) == (None, None)
    assert "rated" not in [step["what"] for step in chain["steps"]]
    for who, refusal in ((NEIGHBOUR, "out_of_scope"), (AT_CIVIL, "role_missing"), (RESIDENT, "role_missing")):
        assert code(congress.send("GET", of_opinion, by=who)) == (403, refusal)
    unknown = "/v1/opinions/e01j9zq3v7k2m8n4p6r5t/chain"
    assert code(congress.send("GET", unknown, by=TOWNSHIP)) == (404, "case_not_found")
