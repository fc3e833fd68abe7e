"""A resident's opinion: brought, sorted, handed over, answered, rated, opened again, answered once more."""

from typing import Any

from tests.faults.gauntlet import Gauntlet
from tests.gateway import Response
from tests.suggestions.opinions.street import LIAISON, RESIDENT, Street


def rate(street: Street, receipt: Any, result: str, reason: str | None = None) -> Response:
    named = {"receipt": receipt["receipt"], "secret": receipt["secret"]}
    return street.send("POST", "/v1/opinions/follow/rating", {**named, "result": result, "reason": reason})


def two_rounds(street: Street) -> Any:
    """The receipt of an opinion that was answered, rated and answered again."""
    receipt, unit = street.bring(by=RESIDENT), street.unit()
    street.sorted(receipt, matter_remit="township")
    street.took(receipt, "handover", {"unit": unit.id})
    assert street.words(receipt, "什么时候来修？").status == 201
    street.later(minutes=1)
    assert street.by_unit(unit, receipt, "result", {"text": "已装路灯六盏"}).status == 200
    street.took(receipt, "feedback", {"text": "路灯已装好"})
    street.later(minutes=1)
    assert rate(street, receipt, "dissatisfied", "三楼仍然没有灯").status == 201
    street.took(receipt, "handover", {"unit": unit.id})
    street.later(minutes=1)
    assert street.by_unit(unit, receipt, "result", {"text": "三楼也已装灯"}).status == 200
    street.took(receipt, "feedback", {"text": "三楼也已装灯"})
    street.later(minutes=1)
    assert rate(street, receipt, "satisfied").status == 201
    return receipt


def test_an_opinion_comes_through_two_rounds(street: Street, gauntlet: Gauntlet) -> None:
    two_rounds(street)
    assert gauntlet.tally.requests >= 10


def test_an_opinion_without_an_account_comes_through(street: Street, gauntlet: Gauntlet) -> None:
    receipt = street.bring(anonymous=True)
    merged = street.bring("人民路西段夜间也没有路灯，老人出行不安全。")
    street.took(merged, "merging", {"into": receipt["receipt"]})
    street.sorted(receipt, answerable="true")
    street.later(minutes=1)
    street.took(receipt, "answer", {"text": "已报修"}, LIAISON)
    erasing = {"receipt": merged["receipt"], "secret": merged["secret"]}
    street.done("POST", "/v1/opinions/follow/erasure", erasing)
    assert gauntlet.tally.requests >= 5
