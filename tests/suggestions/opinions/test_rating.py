"""What residents think of the answer: by the receipt, once to each; who is dissatisfied is owed another."""

from dataclasses import replace
from typing import Any

import pytest

from functions.suggestions.opinions import store
from functions.suggestions.opinions.opinion import MOST_ROUNDS, Rating
from shared.store import engine
from shared.store.envelopes import changed
from tests.gateway import Response, someone
from tests.suggestions.opinions.street import (
    COUNTY_STAFF,
    LIAISON,
    RESIDENT,
    STATION,
    STREET,
    TOWNSHIP,
    Street,
    code,
)

OTHER = someone(person="p0ther000000000000000")


def rate(street: Street, receipt: Any, result: str, reason: object = None) -> Response:
    """The resident rates the answer."""
    body = {"receipt": receipt["receipt"], "secret": receipt["secret"], "result": result, "reason": reason}
    return street.send("POST", "/v1/opinions/follow/rating", body)


def answer(street: Street, receipt: Any, text: str = "已报修") -> None:
    """It is answered on the spot."""
    street.sorted(receipt, answerable="true")
    street.later(minutes=1)
    street.took(receipt, "answer", {"text": text}, LIAISON)
    street.later(minutes=1)


def shown(street: Street, receipt: Any) -> Any:
    """The opinion in the list of its month."""
    query = {"scope": STREET, "month": "2026-11"}
    items = street.done("GET", "/v1/opinions", query=query, by=TOWNSHIP)["items"]
    return next(one for one in items if one["id"] == receipt["receipt"])


@pytest.mark.parametrize("result", ["satisfied", "mostly_satisfied"])
def test_who_is_content_says_so_once(street: Street, result: str) -> None:
    """Without an account too: the receipt is enough."""
    receipt = street.bring(anonymous=True)
    assert street.follow(receipt)["rating"] is None
    answer(street, receipt)
    seen = rate(street, receipt, result)
    assert (seen.status, seen.json["rating"], seen.json["state"]) == (201, result, "answered")
    assert (seen.json["steps"][-1]["what"], seen.json["steps"][-1]["rating"]) == ("rated", result)
    found = street.opinion(receipt)
    assert (found["rating"], found["version"]) == (result, len(street.history(receipt)))
    assert [(one["of"], one["round"], one["result"]) for one in found["ratings"]] == [
        (receipt["receipt"], 1, result)
    ]
    assert shown(street, receipt)["rating"] == result
    assert street.told(f"liaison_officer:{STATION}")[-1][0] == "opinion_rated"
    assert code(rate(street, receipt, "dissatisfied", "其实没有")) == (409, "rated_already")
    entry = street.history(receipt)[-1]
    assert (entry["what"], entry["by"], entry["data"]["round"]) == ("rated", "resident", 1)


def test_who_is_dissatisfied_is_owed_another_round_and_rates_that_too(street: Street) -> None:
    receipt, unit = street.bring(by=RESIDENT), street.unit()
    street.sorted(receipt, matter_remit="township")
    street.took(receipt, "handover", {"unit": unit.id})
    street.later(minutes=1)
    street.by_unit(unit, receipt, "result", {"text": "已修"})
    street.later(minutes=1)
    street.took(receipt, "feedback", {"text": "已修"})
    street.later(minutes=1)
    assert code(rate(street, receipt, "dissatisfied")) == (400, "invalid_request")
    seen = rate(street, receipt, "dissatisfied", "三楼仍然没有灯").json
    assert (seen["state"], seen["round"], seen["rating"], seen["waiting"]) == ("received", 2, None, True)
    assert [(one["what"], one["text"]) for one in seen["steps"][-2:]] == [
        ("rated", "三楼仍然没有灯"),
        ("unsolved", None),
    ]
    assert street.listed(STREET, "received") == [receipt["receipt"]]
    assert shown(street, receipt)["rating"] == "dissatisfied"
    kind, data = street.told(f"unit_staff:{unit.id}")[-1]
    assert (kind, data["outcome"]) == ("opinion_rated", "不满意")
    assert "三楼" not in str(street.told(f"unit_staff:{unit.id}"))
    assert code(rate(street, receipt, "satisfied")) == (409, "case_state")
    street.took(receipt, "handover", {"unit": unit.id})
    street.later(minutes=1)
    street.by_unit(unit, receipt, "result", {"text": "全部修好"})
    street.later(minutes=1)
    street.took(receipt, "feedback", {"text": "全部修好"})
    seen = rate(street, receipt, "satisfied").json
    assert (seen["round"], seen["rating"]) == (2, "satisfied")
    ratings = [(one["round"], one["result"]) for one in street.opinion(receipt)["ratings"]]
    assert ratings == [(1, "dissatisfied"), (2, "satisfied")]
    assert street.opinion(receipt)["version"] == len(street.history(receipt))


def test_nothing_is_rated_before_there_is_an_answer_nor_with_another_secret(street: Street) -> None:
    receipt, other = street.bring(), street.bring()
    assert code(rate(street, receipt, "satisfied")) == (409, "case_state")
    answer(street, receipt)
    wrong = {**receipt, "secret": other["secret"]}
    assert code(rate(street, wrong, "satisfied")) == (404, "receipt_wrong")
    unknown = {**receipt, "receipt": "e" + "0" * 20}
    assert code(rate(street, unknown, "satisfied")) == (404, "receipt_wrong")
    for result in ("very_satisfied", "", None, 1):
        assert code(rate(street, receipt, result)) == (400, "invalid_request")  # type: ignore[arg-type]


def test_each_of_the_joined_rates_the_answer_that_they_share(street: Street) -> None:
    main, other, third = street.bring(), street.bring("路灯不亮", by=OTHER), street.bring("灯不亮")
    street.later(minutes=1)
    for receipt in (other, third):
        street.took(receipt, "merging", {"into": main["receipt"]})
    street.later(minutes=1)
    assert code(rate(street, other, "satisfied")) == (409, "case_state")
    answer(street, main)
    assert rate(street, third, "satisfied").json["rating"] == "satisfied"
    assert code(rate(street, third, "satisfied")) == (409, "rated_already")
    seen = rate(street, other, "dissatisfied", "我家门口没修").json
    assert (seen["state"], seen["joined"], seen["round"]) == ("received", False, 2)
    found = street.opinion(main)
    assert (found["state"], found["merged"], found["rating"]) == ("answered", [third["receipt"]], None)
    assert street.follow(main)["rating"] is None
    assert "我家门口" not in str(street.follow(main)) + str(street.follow(third))
    answer(street, other, "也修了")
    assert rate(street, other, "mostly_satisfied").json["rating"] == "mostly_satisfied"
    assert rate(street, main, "satisfied").status == 201
    for receipt in (main, other, third):
        assert street.opinion(receipt)["version"] == len(street.history(receipt))


def test_in_the_last_round_the_rating_stands_alone(street: Street) -> None:
    receipt = street.bring()
    answer(street, receipt)
    found = store.load(receipt["receipt"])
    old = tuple(
        Rating(receipt["receipt"], n, "dissatisfied", street.now)  # type: ignore[arg-type]
        for n in range(1, MOST_ROUNDS)
    )
    engine.put(changed(found.item, replace(found.opinion, round=MOST_ROUNDS, ratings=old)))
    seen = rate(street, receipt, "dissatisfied", "还是没有").json
    assert (seen["state"], seen["round"], seen["rating"]) == ("answered", MOST_ROUNDS, "dissatisfied")
    assert code(street.words(receipt, "没有", unsolved=True)) == (409, "limit_reached")


@pytest.mark.parametrize(
    "reason", ["", " ", "字" * 1001, "灯\u202e坏了", "灯\u200b坏了", "\u0000", "灯" + "\u0301" * 9, 7, ["x"]]
)
def test_a_reason_is_text_of_people(street: Street, reason: object) -> None:
    receipt = street.bring()
    answer(street, receipt)
    assert code(rate(street, receipt, "dissatisfied", reason)) == (400, "invalid_request")
    assert street.opinion(receipt)["rating"] is None


def test_scripts_stay_words_and_a_hundred_kilobytes_are_not_read(street: Street) -> None:
    receipt = street.bring()
    answer(street, receipt)
    assert code(rate(street, receipt, "dissatisfied", "灯" * 40_000)) == (413, "body_too_large")
    words = "<img src=x onerror=alert(1)>'; DROP TABLE--"
    assert rate(street, receipt, "dissatisfied", words).json["steps"][-2]["text"] == words
    assert street.history(receipt)[-2]["data"]["text"] == words


def test_a_receipt_rates_and_adds_so_often_and_no_more(street: Street) -> None:
    receipt = street.bring()
    answer(street, receipt)
    for _ in range(10):
        assert street.words(receipt, "还有").status == 201
    assert code(rate(street, receipt, "satisfied")) == (429, "too_many_requests")
    street.later(hours=1)
    assert rate(street, receipt, "satisfied").status == 201
    assert street.opinion(receipt, COUNTY_STAFF)["rating"] == "satisfied"
