"""Deputies draft suggestions and submit them; their office takes them in or sends them back."""

from datetime import date
from typing import Any

import pytest

from functions.suggestions.suggestions import ruling
from shared.domain.mandates import MandateAction, MandateEvent
from shared.regulations.loading import parse
from shared.store.packs import packs
from tests.regulations.moments import at
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AUDITOR,
    CITY,
    CONFIRMED,
    LISTED,
    OFFICE,
    PRESIDIUM,
    PROVINCE,
    RESIDENT,
    SHENZHEN,
    SHENZHEN_OFFICE,
    TOWNSHIP,
    Congress,
    basis,
    code,
    of,
)


def test_a_draft_is_its_deputys_alone(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy()
    found = congress.draft(deputy)
    path = f"/v1/suggestions/{found['id']}"
    assert congress.done("GET", path, by=of(deputy))["state"] == "draft"
    for who in (of(other), OFFICE, AUDITOR, RESIDENT, AT_CIVIL):
        assert code(congress.send("GET", path, by=who)) == (404, "case_not_found")
        assert code(congress.send("GET", f"{path}/history", by=who)) == (404, "case_not_found")
    assert code(congress.attempt(found, "check", {"accepted": True}, by=OFFICE)) == (404, "case_not_found")
    assert congress.whole("/v1/suggestions", scope=CITY, state="draft") == []
    assert congress.whole("/v1/suggestions", scope=CITY, month="2026-11") == []
    assert [one["id"] for one in congress.whole("/v1/me/suggestions", by=of(deputy))] == [found["id"]]
    assert congress.whole("/v1/me/suggestions", by=of(other)) == []


def test_the_same_request_twice_drafts_once(congress: Congress) -> None:
    deputy = congress.deputy()
    first, second = (
        congress.done("POST", "/v1/suggestions", congress.plan(), by=of(deputy), key="suggestion-1")
        for _ in range(2)
    )
    assert first["id"] == second["id"]
    other = congress.send(
        "POST", "/v1/suggestions", congress.plan(title="另一件"), by=of(deputy), key="suggestion-1"
    )
    assert code(other) == (422, "idempotency_key_reused")
    assert len(congress.whole("/v1/me/suggestions", by=of(deputy))) == 1


def test_one_makes_suggestions_to_a_congress_of_which_one_is_a_deputy(congress: Congress) -> None:
    suspended = MandateEvent(MandateAction.SUSPEND, date(2026, 11, 1), "detained")
    deputy, away = congress.deputy(), congress.deputy(events=(suspended,))
    below = congress.send("POST", "/v1/suggestions", congress.plan("411402"), by=of(deputy))
    assert code(below) == (422, "no_mandate_there")
    beside = congress.send("POST", "/v1/suggestions", congress.plan("4101"), by=of(deputy))
    assert code(beside) == (403, "out_of_scope")
    refused = congress.send("POST", "/v1/suggestions", congress.plan(), by=of(away))
    assert code(refused) == (422, "no_mandate_there")
    for who in (OFFICE, RESIDENT, AT_CIVIL):
        assert code(congress.send("POST", "/v1/suggestions", congress.plan(), by=who)) == (
            403,
            "role_missing",
        )


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"title": "建" * 101},
        {"text": "建" * 5001},
        {"text": "隐\u202e藏"},
        {"title": "两\u200b行"},
        {"origin": "p01j9zq3v7k2m8n4p6r5t"},
        {"facts": {"in_session": "true"}},
        {"facts": {"no_such_fact": "true"}},
        {"congress": "00"},
        {"state": "closed"},
    ],
)
def test_what_cannot_be_said_is_refused(congress: Congress, fields: dict[str, Any]) -> None:
    answer = congress.send("POST", "/v1/suggestions", congress.plan(**fields), by=of(congress.deputy()))
    assert code(answer) == (400, "invalid_request")


def test_script_in_a_text_stays_text(congress: Congress) -> None:
    text = "<script>alert('x')</script>\n=HYPERLINK(\"x\")"
    assert congress.draft(congress.deputy(), text=text)["text"] == text


def test_nat_36b_between_sessions_a_suggestion_is_clear_and_specific(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.draft(deputy)
    asked = [(one["rule"], [item["item"] for item in one["items"]]) for one in found["lists"]]
    assert asked == [("nat-36b", LISTED)]
    for stated in ([], CONFIRMED[:1]):
        answer = congress.attempt(found, "submission", {"stated": stated}, by=of(deputy))
        assert (code(answer), basis(answer)) == ((422, "suggestion_incomplete"), ("national", "36"))
        assert "反映实际情况" in answer.text
    submitted = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    assert (submitted["state"], submitted["in_session"]) == ("submitted", False)


def test_a_suggestion_is_of_one_matter(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.draft(deputy)
    answer = congress.attempt(found, "submission", {"stated": LISTED}, by=of(deputy))
    assert code(answer) == (422, "several_matters")
    assert "basis" not in answer.json, "no rule in force says so"
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    assert "one_matter" in found["stated"]
    body = {"accepted": False, "reason": "含两件事，请分别提出"}
    found = congress.step(found, "check", body, by=OFFICE)
    again = congress.attempt(found, "submission", {"stated": LISTED}, by=of(deputy))
    assert code(again) == (422, "several_matters")


def test_nat_24_while_the_congress_sits_the_suggestion_is_made_to_it(congress: Congress) -> None:
    congress.sits(CITY, date(2026, 11, 28), date(2026, 11, 30))
    deputy = congress.deputy()
    found = congress.draft(deputy)
    assert [one["rule"] for one in found["lists"]] == ["nat-24"]
    answer = congress.attempt(found, "submission", {}, by=of(deputy))
    assert (code(answer), basis(answer)) == ((422, "suggestion_incomplete"), ("national", "24"))
    assert congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))["in_session"]


def test_nat_24_the_session_ends_with_its_last_day_in_china(congress: Congress) -> None:
    congress.sits(CITY, date(2026, 12, 29), date(2026, 12, 31))
    deputy = congress.deputy()
    congress.now = at("2026-12-31 23:59:59")
    assert congress.submitted(deputy)["in_session"]
    congress.now = at("2027-01-01 00:00")
    assert not congress.submitted(deputy)["in_session"]


def test_nat_36a_and_51a_the_committee_takes_it_and_its_offices_hand_it_over(congress: Congress) -> None:
    found = congress.submitted(congress.deputy())
    ways = {way["rule"]: way for way in found["ways"]}
    assert ways["nat-36a"]["to"] == ["常务委员会"]
    assert (ways["nat-51a"]["by"], ways["nat-51a"]["act"]) == ("工作机构", ["交办"])
    told = congress.notices("committee_staff:4114")
    assert told == [("suggestion_received", {"subject": found["title"], "name": "李国庆"})]


def test_nat_36a_and_51a_in_a_township_it_is_the_presidium(congress: Congress) -> None:
    found = congress.submitted(congress.deputy(TOWNSHIP))
    ways = {way["rule"]: way for way in found["ways"]}
    assert ways["nat-36a"]["to"] == ["主席团"]
    assert ways["nat-51a"]["by"] == "主席团"
    assert [kind for kind, _ in congress.notices(f"township_staff:{TOWNSHIP}")] == ["suggestion_received"]
    county = congress.attempt(found, "check", {"accepted": True}, by=OFFICE)
    assert code(county) == (403, "role_missing")
    assert congress.step(found, "check", {"accepted": True}, by=PRESIDIUM)["state"] == "accepted"


def test_sz_28a_in_shenzhen_a_suggestion_is_matched_with_the_units_before(congress: Congress) -> None:
    congress.adopt("shenzhen:2026-01-01")
    deputy = congress.deputy(SHENZHEN)
    ways = {way["rule"]: way for way in congress.draft(deputy)["ways"]}
    assert ways["sz-28a.a"]["to"] == ["承办单位"]
    assert not ways["sz-28a.a"]["binding"]


def test_sz_28b_a_in_shenzhen_hand_over_is_coordinated(congress: Congress) -> None:
    congress.adopt("shenzhen:2026-01-01")
    found = congress.submitted(congress.deputy(SHENZHEN))
    ways = {way["rule"]: way for way in found["ways"]}
    assert ways["sz-28b.a"]["by"] == "代表工作委员会"
    assert congress.step(found, "check", {"accepted": True}, by=SHENZHEN_OFFICE)["state"] == "accepted"


def test_a_submitted_suggestion_is_a_record_of_the_deputy_once(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.submitted(deputy)
    back = congress.step(found, "check", {"accepted": False, "reason": "请写明地点"}, by=OFFICE)
    congress.later(days=1)
    again = congress.step(back, "submission", {"stated": CONFIRMED}, by=of(deputy))
    assert again["submitted_at"] == found["submitted_at"]
    (record,) = congress.world.items("Records")
    assert record["sk"]["S"] == f"RECORD#2026-11-30#suggestion#{found['id']}"
    assert record["gsi1pk"]["S"] == f"SUGGESTIONS#{found['congress']}"
    assert record["gsi1sk"]["S"] == f"2026-11-30#{deputy.id}#{found['id']}"
    assert record["body"]["M"].get("category", {}).get("S") == found["category"]


def test_what_is_sent_back_says_why_and_can_be_submitted_again(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.submitted(deputy)
    silent = congress.attempt(found, "check", {"accepted": False}, by=OFFICE)
    assert code(silent) == (400, "invalid_request")
    back = congress.step(found, "check", {"accepted": False, "reason": "请写明地点"}, by=OFFICE)
    assert (back["state"], back["reason"]) == ("returned", "请写明地点")
    assert congress.notices(deputy.id) == [
        ("suggestion_sent_back", {"subject": found["title"], "reason": "请写明地点"})
    ]
    path = f"/v1/suggestions/{found['id']}"
    edited = congress.done("PATCH", path, {"text": "梁园区"}, by=of(deputy), version=back["version"])
    again = congress.step(edited, "submission", {"stated": CONFIRMED}, by=of(deputy))
    taken = congress.step(again, "check", {"accepted": True}, by=OFFICE)
    assert congress.events(taken) == ["drafted", "submitted", "sent_back", "edited", "submitted", "checked"]
    assert taken["version"] == 6


def test_the_history_keeps_the_words_of_every_submission(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.submitted(deputy, text="第一稿")
    back = congress.step(found, "check", {"accepted": False, "reason": "请写明地点"}, by=OFFICE)
    path = f"/v1/suggestions/{found['id']}"
    edited = congress.done("PATCH", path, {"text": "第二稿"}, by=of(deputy), version=back["version"])
    congress.step(edited, "submission", {"stated": CONFIRMED}, by=of(deputy))
    entries = congress.whole(f"{path}/history", by=of(deputy))
    assert [one["data"]["text"] for one in entries if one["what"] == "submitted"] == ["第一稿", "第二稿"]
    assert [one["number"] for one in entries] == [1, 2, 3, 4, 5]


def test_who_read_an_older_version_changes_nothing(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.draft(deputy)
    path = f"/v1/suggestions/{found['id']}"
    edited = congress.done("PATCH", path, {"title": "另一题目"}, by=of(deputy), version=found["version"])
    stale = congress.send("PATCH", path, {"title": "第三题目"}, by=of(deputy), version=found["version"])
    assert code(stale) == (412, "stale_version")
    assert code(congress.attempt(found, "submission", {"stated": CONFIRMED}, by=of(deputy))) == (
        412,
        "stale_version",
    )
    assert congress.done("GET", path, by=of(deputy))["title"] == "另一题目"
    same = congress.done("PATCH", path, {"title": "另一题目"}, by=of(deputy), version=edited["version"])
    assert same["version"] == edited["version"]


def test_only_the_office_of_the_congress_itself_checks(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.submitted(deputy)
    for who, status in (
        (PROVINCE, (403, "out_of_scope")),
        (SHENZHEN_OFFICE, (403, "out_of_scope")),
        (AUDITOR, (403, "role_missing")),
        (of(deputy), (403, "role_missing")),
    ):
        assert code(congress.attempt(found, "check", {"accepted": True}, by=who)) == status
    assert congress.done("GET", f"/v1/suggestions/{found['id']}", by=PROVINCE)["state"] == "submitted"


def test_nobody_else_changes_or_submits_it(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy()
    found = congress.submitted(deputy)
    path = f"/v1/suggestions/{found['id']}"
    answer = congress.send("PATCH", path, {"title": "改题"}, by=OFFICE, version=found["version"])
    assert code(answer) == (403, "not_yours")
    answer = congress.attempt(found, "submission", {"stated": CONFIRMED}, by=of(other))
    assert code(answer) == (404, "case_not_found")
    again = congress.attempt(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    assert code(again) == (409, "case_state")


def test_an_item_that_no_list_has_cannot_be_stated(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.draft(deputy)
    for item in ("deputy_heard", "no_such_item"):
        answer = congress.attempt(found, "submission", {"stated": [*CONFIRMED, item]}, by=of(deputy))
        assert code(answer) == (400, "invalid_request")


def test_lists_are_paged_by_state_and_by_month(congress: Congress) -> None:
    deputy = congress.deputy()
    made = []
    for _ in range(5):
        made.append(congress.submitted(deputy)["id"])
        congress.later(hours=1)
    for query in ({"state": "submitted"}, {"month": "2026-11"}):
        for scope, who in ((CITY, OFFICE), ("41", PROVINCE)):
            listed = congress.whole("/v1/suggestions", by=who, scope=scope, limit=2, **query)
            assert [one["id"] for one in listed] == made
    assert [one["id"] for one in congress.whole("/v1/me/suggestions", by=of(deputy), limit=2)] == made[::-1]
    both = congress.send("GET", "/v1/suggestions", query={"scope": CITY})
    assert code(both) == (400, "invalid_request")
    elsewhere = congress.send("GET", "/v1/suggestions", query={"scope": "4101", "state": "submitted"})
    assert code(elsewhere) == (403, "out_of_scope")


BARRED = """
[instrument]
id = "trial"
title = "试行规定"
title_en = "Trial rules"
division = "41"
status = "draft"

[words]
category = ["类别", "category"]
submitted = ["提出", "submission"]
submit_suggestion = ["提出建议", "submit a suggestion"]

[[rule]]
id = "tr-01"
article = "1"
modality = "must_not"
kind = "bar"
subject = "deputy"
when = { personal_legal_case = true }
says = "个人涉法涉诉问题不作为代表建议提出。"
says_en = "A personal legal case is not made a suggestion."
act = "submit_suggestion"
on = "submitted"

[[rule]]
id = "tr-02"
article = "2"
modality = "must"
kind = "checklist"
subject = "deputy"
says = "建议写明类别。"
says_en = "A suggestion names its category."
items = ["category"]
on = "submitted"
"""


def test_barred_matters_and_required_fields_come_from_the_pack(
    congress: Congress, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = parse(BARRED.encode(), "trial.toml")

    class Trial:
        def rulebook(self, division: str, day: date) -> Any:
            return packs().rulebook(division, day, trial=pack)

    monkeypatch.setattr(ruling, "packs", Trial)
    deputy = congress.deputy()
    found = congress.draft(deputy, facts={"personal_legal_case": "true"}, category="政法")
    answer = congress.attempt(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    assert (code(answer), basis(answer)) == ((422, "suggestion_barred"), ("trial", "1"))
    found = congress.draft(deputy)
    answer = congress.attempt(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    assert (code(answer), basis(answer)) == ((422, "suggestion_incomplete"), ("trial", "2"))
    assert congress.submitted(deputy, category="民政")["state"] == "submitted"
