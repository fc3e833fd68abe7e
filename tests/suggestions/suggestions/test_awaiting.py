"""What each suggestion of a deputy's own list waits for from that deputy."""

from typing import Any

from shared.domain.deputies import Deputy
from tests.suggestions.promises.replies import CONTENT, DONE, given, promised, replied, step
from tests.suggestions.suggestions.congress import CIVIL, CONFIRMED, OFFICE, Congress, of


def awaited(congress: Congress, deputy: Deputy) -> list[list[str]]:
    return [one["awaits"] for one in congress.whole("/v1/me/suggestions", by=of(deputy))]


def test_a_signature_of_who_is_asked_and_the_submission_of_who_drafted_it(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy(name="王晓梅")
    found = congress.draft(deputy)
    found = congress.step(found, "signers", {"deputies": [other.id]}, by=of(deputy))
    assert (awaited(congress, deputy), awaited(congress, other)) == ([["submission"]], [["signature"]])
    found = congress.step(found, "signature", {"signed": True}, by=of(other))
    assert awaited(congress, other) == [[]]
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    assert awaited(congress, deputy) == [[]]
    congress.step(found, "check", {"accepted": False, "reason": "请写明地点"}, by=OFFICE)
    assert (awaited(congress, deputy), awaited(congress, other)) == ([["submission"]], [[]])


def test_the_rating_of_each_round_and_the_consent_to_publication(congress: Congress) -> None:
    deputy, other = congress.deputy(), congress.deputy(name="王晓梅")
    found = congress.draft(deputy)
    found = congress.step(found, "signers", {"deputies": [other.id]}, by=of(deputy))
    found = congress.step(found, "signature", {"signed": True}, by=of(other))
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    found = congress.step(found, "check", {"accepted": True}, by=OFFICE)
    found = replied(congress, given(congress, found, CIVIL), reply=DONE)
    found = congress.step(found, "publication", {}, by=OFFICE)
    assert (awaited(congress, deputy), awaited(congress, other)) == ([["rating", "publication"]], [[]])
    congress.step(found, "rating", {**CONTENT}, by=of(deputy))
    assert awaited(congress, deputy) == [["publication"]]


def test_what_a_unit_promised_asks_for_another_day_and_for_a_second_rating(congress: Congress) -> None:
    deputy = congress.deputy()
    found: Any = congress.step(promised(congress, deputy), "rating", CONTENT, by=of(deputy))
    assert awaited(congress, deputy) == [[]]
    later = {"until": "2027-09-30", "reason": "汛期停工"}
    found = step(congress, found, "promise/postponement", later)
    assert awaited(congress, deputy) == [["postponement"]]
    answer = {"granted": True, "reason": "同意"}
    found = congress.step(found, f"promises/{CIVIL}/postponement", answer, by=of(deputy))
    step(congress, found, "promise/fulfilment", {"text": "已竣工。"})
    assert awaited(congress, deputy) == [["promise_rating"]]
