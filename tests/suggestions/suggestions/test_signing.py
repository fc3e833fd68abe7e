"""Deputies sign one another's suggestions, and take their signatures back."""

from datetime import date

from shared.domain.mandates import MandateAction, MandateEvent
from tests.suggestions.suggestions.congress import (
    CIVIL,
    CONFIRMED,
    OFFICE,
    RESIDENT,
    SHENZHEN,
    Congress,
    code,
    of,
)


def test_who_is_asked_reads_the_draft_and_signs_it(congress: Congress) -> None:
    deputy, other, third = congress.deputy(), congress.deputy(name="王晓梅"), congress.deputy()
    found = congress.draft(deputy)
    found = congress.step(found, "signers", {"deputies": [other.id]}, by=of(deputy))
    asked = congress.told(other.id, "signature_asked")
    assert asked == {"subject": found["title"], "name": "李国庆"}
    path = f"/v1/suggestions/{found['id']}"
    assert congress.done("GET", path, by=of(other))["text"] == found["text"]
    assert code(congress.send("GET", path, by=of(third))) == (404, "case_not_found")
    assert [one["id"] for one in congress.whole("/v1/me/suggestions", by=of(other))] == [found["id"]]
    found = congress.step(found, "signature", {"signed": True}, by=of(other))
    assert [(one["name"], one["signature"]) for one in found["signers"]] == [("王晓梅", "signed")]
    assert congress.told(deputy.id, "signed")["name"] == "王晓梅"
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    (record,) = congress.world.items("Records")
    assert record["others"]["L"] == [{"S": other.id}]
    congress.step(found, "check", {"accepted": True}, by=OFFICE)
    assert congress.told(other.id, "checked") == congress.told(deputy.id, "checked")
    assert congress.whole("/v1/suggestions", scope="4114", state="accepted")[0]["signers"] == 1


def test_other_words_are_signed_anew(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy()
    found = congress.step(congress.draft(deputy), "signers", {"deputies": [other.id]}, by=of(deputy))
    read = found
    found = congress.step(found, "signature", {"signed": True}, by=of(other))
    path = f"/v1/suggestions/{found['id']}"
    congress.later(hours=1)
    found = congress.done("PATCH", path, {"category": "民政"}, by=of(deputy), version=found["version"])
    assert found["signers"][0]["signature"] == "signed", "only title and text are signed"
    found = congress.done("PATCH", path, {"text": "另一段文字"}, by=of(deputy), version=found["version"])
    assert found["signers"][0]["signature"] == "asked"
    kinds = [kind for kind, _ in congress.notices(other.id)]
    assert kinds == ["suggestion_signature_asked"] * 2
    answer = congress.attempt(read, "signature", {"signed": True}, by=of(other))
    assert code(answer) == (412, "stale_version"), "one signs the words that one has read"


def test_who_has_not_signed_when_it_is_submitted_is_left_out(congress: Congress) -> None:
    deputy, late, away = congress.deputy(), congress.deputy(), congress.deputy()
    found = congress.draft(deputy)
    found = congress.step(found, "signers", {"deputies": [late.id, away.id]}, by=of(deputy))
    found = congress.step(found, "signature", {"signed": False}, by=of(away))
    assert congress.whole("/v1/me/suggestions", by=of(away)) == []
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    assert [one["signature"] for one in found["signers"]] == ["declined"]
    assert congress.whole("/v1/me/suggestions", by=of(late)) == []
    path = f"/v1/suggestions/{found['id']}"
    assert code(congress.send("GET", path, by=of(late))) == (403, "role_missing")


def test_a_signature_is_taken_back_until_the_hand_over(congress: Congress) -> None:
    deputy, first, second = congress.deputy(), congress.deputy(), congress.deputy()
    found = congress.draft(deputy)
    found = congress.step(found, "signers", {"deputies": [first.id, second.id]}, by=of(deputy))
    for one in (first, second):
        found = congress.step(found, "signature", {"signed": True}, by=of(one))
    twice = congress.attempt(found, "signature", {"signed": True}, by=of(first))
    assert code(twice) == (409, "signed_already")
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    found = congress.step(found, "signature", {"signed": False}, by=of(first))
    assert [one["signature"] for one in found["signers"]] == ["withdrawn", "signed"]
    found = congress.step(found, "check", {"accepted": True}, by=OFFICE)
    body = {"units": [{"unit": CIVIL, "share": "lead"}]}
    found = congress.step(found, "handover", body, by=OFFICE)
    late = congress.attempt(found, "signature", {"signed": False}, by=of(second))
    assert code(late) == (409, "case_state")


def test_who_can_be_asked(congress: Congress) -> None:
    suspended = MandateEvent(MandateAction.SUSPEND, date(2026, 11, 1), "detained")
    deputy, other = congress.deputy(), congress.deputy()
    elsewhere, away = congress.deputy(SHENZHEN), congress.deputy(events=(suspended,))
    found = congress.draft(deputy)
    for ids, refusal in (
        ([elsewhere.id], (422, "no_mandate_there")),
        ([away.id], (422, "no_mandate_there")),
        (["p00000000000000000zzz"], (404, "deputy_not_found")),
        ([deputy.id], (409, "asked_already")),
        ([other.id, other.id], (409, "asked_already")),
        ([], (400, "invalid_request")),
        ([f"p{number:020d}" for number in range(21)], (400, "invalid_request")),
    ):
        assert code(congress.attempt(found, "signers", {"deputies": ids}, by=of(deputy))) == refusal
    for who, refusal in ((of(other), (404, "case_not_found")), (RESIDENT, (404, "case_not_found"))):
        assert code(congress.attempt(found, "signers", {"deputies": [other.id]}, by=who)) == refusal
    found = congress.step(found, "signers", {"deputies": [other.id]}, by=of(deputy))
    again = congress.attempt(found, "signers", {"deputies": [other.id]}, by=of(deputy))
    assert code(again) == (409, "asked_already")
    own = congress.attempt(found, "signature", {"signed": True}, by=of(deputy))
    assert code(own) == (403, "not_asked")


def test_who_declined_can_be_asked_again(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy()
    found = congress.draft(deputy)
    for _ in range(2):
        found = congress.step(found, "signers", {"deputies": [other.id]}, by=of(deputy))
        found = congress.step(found, "signature", {"signed": False}, by=of(other))
        congress.later(days=1)
    assert [one["signature"] for one in found["signers"]] == ["declined"]


def test_twenty_who_sign_are_all_told_of_the_hand_over(congress: Congress) -> None:
    deputy = congress.deputy()
    others = [congress.deputy() for _ in range(20)]
    found = congress.draft(deputy)
    found = congress.step(found, "signers", {"deputies": [one.id for one in others]}, by=of(deputy))
    for one in others:
        found = congress.step(found, "signature", {"signed": True}, by=of(one))
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    found = congress.step(found, "check", {"accepted": True}, by=OFFICE)
    body = {"units": [{"unit": CIVIL, "share": "lead"}]}
    congress.step(found, "handover", body, by=OFFICE)
    for one in others:
        assert congress.told(one.id, "handed_over")["with"] == "市民政局"
