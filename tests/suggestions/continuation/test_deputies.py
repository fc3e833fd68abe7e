"""A deputy's mandate ends, or is suspended: who reads, who rates, who goes on with a suggestion"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from functions.registration.deputies import store as deputies
from shared.domain.deputies import Deputy
from shared.domain.mandates import MandateAction, MandateEvent, apply
from shared.store import engine
from tests.gateway import someone
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AUDITOR,
    CITY,
    CIVIL,
    CONFIRMED,
    OFFICE,
    PROVINCE,
    RESIDENT,
    TRAFFIC,
    Congress,
    basis,
    code,
    of,
)
from tests.suggestions.suggestions.test_handling import (
    CONTENT,
    NOT_CONTENT,
    give,
    handed,
    replied,
    taken_up,
    unit_attempt,
    unit_step,
)

LEFT = "届满离任，由联名代表继续跟进"
REPLY = {"text": "已办结。", "outcome": "done", "signer": "张建军"}


def change(congress: Congress, deputy: Deputy, action: MandateAction, reason: str, on: date) -> Deputy:
    """Something happens to the deputy's mandate."""
    (mandate,) = deputy.mandates
    after = replace(deputy, mandates=(apply(mandate, MandateEvent(action, on, reason)),))
    congress._act_as("RegistrationFunction")
    engine.put(deputies.new_item(after))
    congress._act_as("SuggestionsFunction")
    return after


def ends(congress: Congress, deputy: Deputy, on: date = date(2026, 11, 30)) -> Deputy:
    gone = change(congress, deputy, MandateAction.END, "term_ended", on)
    congress.later(days=1)
    return gone


def suspended(congress: Congress, deputy: Deputy) -> Deputy:
    return change(congress, deputy, MandateAction.SUSPEND, "detained", date(2026, 11, 30))


def successor(congress: Congress, found: Any, to: Deputy, **options: Any) -> Any:
    body = {"deputy": to.id, "reason": LEFT}
    return congress.attempt(found, "successor", body, by=options.get("by", OFFICE))


def signed(congress: Congress, deputy: Deputy, other: Deputy) -> Any:
    """Accepted, signed by the other too."""
    found = congress.draft(deputy)
    found = congress.step(found, "signers", {"deputies": [other.id]}, by=of(deputy))
    found = congress.step(found, "signature", {"signed": True}, by=of(other))
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    return congress.step(found, "check", {"accepted": True}, by=OFFICE)


def test_nat_62_whose_mandate_has_ended_still_reads_and_rates(congress: Congress) -> None:
    deputy = congress.deputy()
    found = replied(congress, handed(congress, deputy))
    ends(congress, deputy)
    former = someone(person=deputy.id)
    path = f"/v1/suggestions/{found['id']}"
    assert congress.done("GET", path, by=former)["title"] == found["title"]
    assert [one["id"] for one in congress.whole("/v1/me/suggestions", by=former)] == [found["id"]]
    assert congress.step(found, "rating", NOT_CONTENT, by=former)["state"] == "rated"


@pytest.mark.parametrize("what", ["rating", "withdrawal"])
def test_nat_61_who_is_suspended_does_not_rate_or_withdraw_meanwhile(congress: Congress, what: str) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy)
    if what == "rating":
        found = replied(congress, found)
    away = suspended(congress, deputy)
    body = CONTENT if what == "rating" else {"reason": "另行提出"}
    refused = congress.attempt(found, what, body, by=of(deputy))
    assert (code(refused), basis(refused)) == ((409, "deputy_suspended"), ("national", "61-1"))
    assert (
        congress.done("GET", f"/v1/suggestions/{found['id']}", by=of(deputy))["version"] == found["version"]
    )
    congress.later(days=5)
    change(congress, away, MandateAction.RESUME, "cause_gone", date(2026, 12, 2))
    assert congress.step(found, what, body, by=of(deputy))["version"] > found["version"]


def test_a_co_signer_goes_on_with_it_is_heard_and_rates(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy(name="王晓梅")
    found = taken_up(congress, give(congress, signed(congress, deputy, other), CIVIL, TRAFFIC))
    found = unit_step(congress, found, CIVIL, "contact", {"way": "visit", "heard": True})
    ends(congress, deputy)
    done = successor(congress, found, other).json
    assert (done["deputy"], done["name"], done["signers"]) == (other.id, "王晓梅", [])
    assert [(one["deputy"], one["name"]) for one in done["formers"]] == [(deputy.id, "李国庆")]
    assert [one["contacted_at"] for one in done["units"]] == [None, None]
    refused = unit_attempt(congress, done, CIVIL, "reply", REPLY)
    assert (code(refused), basis(refused)) == ((422, "suggestion_incomplete"), ("national", "51-2"))
    done = unit_step(congress, done, CIVIL, "contact", {"way": "meeting", "heard": True})
    done = unit_step(congress, done, CIVIL, "reply", REPLY)
    assert congress.told(other.id, "replied")["with"] == "市民政局"
    former = someone(person=deputy.id)
    assert congress.done("GET", f"/v1/suggestions/{found['id']}", by=former)["state"] == "replied"
    assert code(congress.attempt(done, "rating", CONTENT, by=former)) == (403, "not_yours")
    assert congress.step(done, "rating", CONTENT, by=of(other))["rating"]["result"] == "satisfied"


def test_all_who_have_to_do_with_it_hear_of_the_successor_and_the_history_says_it(congress: Congress) -> None:
    deputy, third = congress.deputy(), congress.deputy(name="赵建国")
    other = congress.deputy(name="王晓梅")
    found = give(congress, signed(congress, deputy, other), CIVIL, TRAFFIC)
    ends(congress, deputy)
    assert successor(congress, found, third).status == 200
    for recipient in (deputy.id, other.id, third.id, f"unit_staff:{CIVIL}", f"unit_staff:{TRAFFIC}"):
        data = congress.told(recipient, "successor")
        assert (data["name"], data["reason"]) == ("赵建国", LEFT)
    entry = congress.whole(f"/v1/suggestions/{found['id']}/history")[-1]
    assert (entry["what"], entry["by"], entry["reason"]) == ("deputy_succeeded", OFFICE.person, LEFT)
    assert entry["data"] == {
        "from": deputy.id,
        "from_name": "李国庆",
        "deputy": third.id,
        "name": "赵建国",
        "term": 16,
    }
    assert [one["id"] for one in congress.whole("/v1/me/suggestions", by=of(third))] == [found["id"]]


def test_the_word_on_a_reply_is_owed_by_the_successor(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy(name="王晓梅")
    found = replied(congress, handed(congress, deputy))
    assert [one["case"] for one in congress.whole("/v1/me/due", by=of(deputy))] == [found["id"]]
    ends(congress, deputy)
    done = successor(congress, found, other).json
    assert congress.whole("/v1/me/due", by=someone(person=deputy.id)) == []
    assert [one["case"] for one in congress.whole("/v1/me/due", by=of(other))] == [found["id"]]
    congress.step(done, "rating", CONTENT, by=of(other))
    assert congress.whole("/v1/me/due", by=of(other)) == []


def test_more_time_for_a_unit_is_told_to_the_successor(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy(name="王晓梅")
    found = handed(congress, deputy)
    ends(congress, deputy)
    successor(congress, found, other)
    held = congress.world.items("Suggestions")
    concerned = [
        item["body"]["M"]["about"]["M"]["concerned"]["L"]
        for item in held
        if item["sk"]["S"] == f"HANDOVER#{CIVIL}"
    ]
    assert concerned == [[{"S": other.id}]]


def test_the_office_finds_what_nobody_attends_to(congress: Congress) -> None:
    deputy, other, third = congress.deputy(), congress.deputy(), congress.deputy()
    gone, away, kept = (handed(congress, one) for one in (deputy, other, third))
    suspended(congress, other)
    ends(congress, deputy)
    path = "/v1/suggestions/unattended"
    found = congress.whole(path, scope=CITY, state="handed_over", limit=2)
    assert {one["id"]: one["mandate"] for one in found} == {gone["id"]: "ended", away["id"]: "suspended"}
    assert congress.whole(path, scope=CITY, state="handling") == []
    successor(congress, gone, third)
    assert [one["id"] for one in congress.whole(path, scope=CITY, state="handed_over")] == [away["id"]]
    assert kept["id"] not in {one["id"] for one in found}
    for by, scope in ((OFFICE, "4101"), (AT_CIVIL, CITY), (RESIDENT, CITY)):
        assert congress.send("GET", path, by=by, query={"scope": scope, "state": "handling"}).status == 403


def test_nobody_takes_it_from_a_deputy_who_serves(congress: Congress) -> None:
    deputy, other, county = congress.deputy(), congress.deputy(), congress.deputy("411402")
    found = handed(congress, deputy)
    assert code(successor(congress, found, other)) == (409, "deputy_serves")
    gone = ends(congress, deputy)
    assert code(successor(congress, found, county)) == (422, "no_mandate_there")
    assert code(successor(congress, found, gone)) == (422, "no_mandate_there")
    nobody = replace(other, id="p99999999999999999999")
    assert code(successor(congress, found, nobody)) == (404, "deputy_not_found")
    for by in (PROVINCE, AUDITOR, AT_CIVIL, of(other)):
        assert successor(congress, found, other, by=by).status == 403
    assert successor(congress, found, other).status == 200
    assert code(successor(congress, found, other)) == (409, "deputy_serves")


def test_who_is_restored_may_have_it_back(congress: Congress) -> None:
    """nat-61b: once the cause is gone duty is resumed."""
    deputy, other = congress.deputy(), congress.deputy(name="王晓梅")
    found = handed(congress, deputy)
    away = suspended(congress, deputy)
    done = successor(congress, found, other).json
    assert code(successor(congress, done, deputy)) == (422, "no_mandate_there")
    congress.later(days=3)
    change(congress, away, MandateAction.RESUME, "cause_gone", date(2026, 12, 2))
    back = successor(congress, done, deputy).json
    assert (back["deputy"], [one["deputy"] for one in back["formers"]]) == (deputy.id, [other.id])


def test_a_deputy_of_the_next_term_takes_over_and_the_history_names_the_term(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy(name="王晓梅")
    found = handed(congress, deputy)
    ends(congress, deputy)
    (mandate,) = other.mandates
    newest = replace(mandate, id="m99999999999999999999", term=17, begins=date(2026, 12, 1))
    ended = apply(mandate, MandateEvent(MandateAction.END, date(2026, 11, 30), "term_ended"))
    congress._act_as("RegistrationFunction")
    engine.put(deputies.new_item(replace(other, mandates=(ended, newest))))
    congress._act_as("SuggestionsFunction")
    assert successor(congress, found, other).status == 200
    entry = congress.whole(f"/v1/suggestions/{found['id']}/history")[-1]
    assert entry["data"]["term"] == 17


def test_what_was_withdrawn_has_no_successor(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy()
    gone = congress.step(congress.submitted(deputy), "withdrawal", {"reason": "另案提出"}, by=of(deputy))
    ends(congress, deputy)
    assert code(successor(congress, gone, other)) == (409, "case_state")
    draft = congress.draft(other)
    ends(congress, other)
    assert code(successor(congress, draft, deputy)) == (404, "case_not_found")


def test_the_successor_has_the_same_voice_in_what_stands_for_it(congress: Congress) -> None:
    first, second, third = (congress.deputy(name=name) for name in ("李国庆", "王晓梅", "赵一鸣"))
    main, other = congress.submitted(first), congress.submitted(second)
    other = congress.step(other, "merging", {"into": main["id"]}, by=OFFICE)
    main = congress.done("GET", f"/v1/suggestions/{main['id']}")
    main = congress.step(main, "check", {"accepted": True}, by=OFFICE)
    main = congress.step(main, "handover", {"units": [{"unit": CIVIL, "share": "lead"}]}, by=OFFICE)
    ends(congress, second)
    named = successor(congress, other, third).json
    assert (named["state"], named["name"]) == ("merged", "赵一鸣")
    main = congress.done("GET", f"/v1/suggestions/{main['id']}", by=of(third))
    assert [(one["deputy"], one["name"]) for one in main["voices"]] == [(third.id, "赵一鸣")]
    assert congress.events(main)[-1] == "deputy_succeeded"
    for what, body in (
        ("acceptance", {"accepted": True}),
        ("contact", {"way": "visit", "heard": True}),
        ("reply", {"text": "已办结。", "outcome": "done", "signer": "张建军"}),
    ):
        path = f"/v1/units/{CIVIL}/suggestions/{main['id']}/{what}"
        main = congress.done("POST", path, body, by=AT_CIVIL, version=main["version"])
    assert congress.told(third.id, "replied")["with"] == "市民政局"
    said = {"result": "satisfied", "attitude": "satisfied"}
    assert code(congress.attempt(main, "voices/rating", said, by=of(second))) == (404, "case_not_found")
    rated = congress.step(main, "voices/rating", said, by=of(third))
    assert rated["voices"][0]["rating"]["result"] == "satisfied"


def test_the_word_on_a_reply_goes_with_the_voice_though_who_had_it_signed_the_other_too(
    congress: Congress,
) -> None:
    first, second, third = (congress.deputy(name=name) for name in ("李国庆", "王晓梅", "赵一鸣"))
    main, other = signed(congress, first, second), congress.submitted(second)
    other = congress.step(other, "merging", {"into": main["id"]}, by=OFFICE)
    main = replied(congress, give(congress, congress.done("GET", f"/v1/suggestions/{main['id']}"), CIVIL))
    assert len(congress.whole("/v1/me/due", by=of(second))) == 1
    ends(congress, second)
    other = congress.done("GET", f"/v1/suggestions/{other['id']}")
    assert successor(congress, other, third).status == 200
    assert congress.whole("/v1/me/due", by=of(second)) == []
    assert [one["case"] for one in congress.whole("/v1/me/due", by=of(third))] == [main["id"]]


def test_who_led_two_still_owes_a_word_on_the_one_that_nobody_took_over(congress: Congress) -> None:
    first, third = congress.deputy(name="李国庆"), congress.deputy(name="赵一鸣")
    main, other = congress.submitted(first), congress.submitted(first)
    congress.step(other, "merging", {"into": main["id"]}, by=OFFICE)
    main = congress.done("GET", f"/v1/suggestions/{main['id']}")
    main = congress.step(main, "check", {"accepted": True}, by=OFFICE)
    main = replied(congress, give(congress, main, CIVIL))
    ends(congress, first)
    assert successor(congress, main, third).status == 200
    for deputy in (first, third):
        assert len(congress.whole("/v1/me/due", by=someone(person=deputy.id))) == 1
    other = congress.done("GET", f"/v1/suggestions/{other['id']}")
    assert successor(congress, other, third).status == 200
    assert congress.whole("/v1/me/due", by=someone(person=first.id)) == []
    main = congress.done("GET", f"/v1/suggestions/{main['id']}")
    main = congress.step(main, "rating", CONTENT, by=of(third))
    assert len(congress.whole("/v1/me/due", by=of(third))) == 1
    congress.step(main, "voices/rating", CONTENT, by=of(third))
    assert congress.whole("/v1/me/due", by=of(third)) == []
