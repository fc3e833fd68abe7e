"""Many at once: each by itself, every party told, nothing done twice, one bad item harms no other."""

from typing import Any

import pytest

from shared.domain.roles import Caller
from tests.gateway import Response, someone
from tests.suggestions.opinions.street import (
    COUNTY,
    COUNTY_STAFF,
    NEIGHBOUR,
    RESIDENT,
    TOWNSHIP,
    Street,
    code,
)
from tests.suggestions.suggestions.congress import (
    AT_TRAFFIC,
    CIVIL,
    OFFICE,
    PROVINCE,
    TRAFFIC,
    Congress,
)

HANDOVERS, ANSWERS, FEEDBACKS = "/v1/opinions/handovers", "/v1/opinions/answers", "/v1/opinions/feedbacks"


def batch(street: Street, path: str, items: list[Any], by: Any = TOWNSHIP, **rest: Any) -> Response:
    return street.send("POST", path, {"items": items, **rest}, by=by)


def statuses(answer: Response) -> list[str]:
    """What became of each item: its status, or the code of its problem."""
    assert answer.status == 200, answer.text
    return [one["problem"]["code"] if "problem" in one else one["status"] for one in answer.json["items"]]


def brought(street: Street, count: int, by: Caller | None = RESIDENT, **facts: Any) -> list[Any]:
    """So many opinions, each sorted: version 2."""
    receipts = [street.bring(f"第{number}件：路灯不亮", by=by) for number in range(count)]
    for receipt in receipts:
        street.sorted(receipt, **(facts or {"matter_remit": "township"}))
    return receipts


def to(unit: Any, receipt: Any, version: int = 2, **rest: Any) -> dict[str, Any]:
    return {"receipt": receipt["receipt"], "version": version, "unit": unit.id, **rest}


def of(receipt: Any, version: int = 2) -> dict[str, Any]:
    return {"receipt": receipt["receipt"], "version": version}


def test_sq_20b_every_party_is_told_of_each_opinion_handed_over_in_a_batch(street: Street) -> None:
    receipts, unit = brought(street, 3), street.unit()
    answer = batch(street, HANDOVERS, [to(unit, one, text="请研究处理") for one in receipts])
    assert statuses(answer) == ["done"] * 3
    first = answer.json["items"][0]
    assert (first["id"], first["state"], first["version"]) == (receipts[0]["receipt"], "handed_over", 3)
    told = [kind for kind, _ in street.told(f"unit_staff:{unit.id}")]
    assert told == ["opinion_assigned"] * 3
    assert [kind for kind, _ in street.told(RESIDENT.person)] == ["opinion_handed_over"] * 3
    for receipt in receipts:
        entry = street.history(receipt)[-1]
        assert (entry["what"], entry["by"]) == ("handed_over", TOWNSHIP.person)
        assert entry["data"]["rule"].startswith("sq-20b")
        assert street.follow(receipt)["unit"] == unit.name
    assert len(street.done("GET", f"/v1/units/{unit.id}/due", by=COUNTY_STAFF)["items"]) == 3


def test_the_batch_sent_again_does_nothing_twice(street: Street) -> None:
    receipts, unit = brought(street, 2), street.unit()
    body = {"items": [to(unit, one) for one in receipts]}
    first = street.send("POST", HANDOVERS, body, by=TOWNSHIP, key="batch-0001")
    again = street.send("POST", HANDOVERS, body, by=TOWNSHIP, key="batch-0001")
    assert (statuses(first), statuses(again)) == (["done"] * 2, ["existing"] * 2)
    told = [{**one, "status": ""} for one in first.json["items"]]
    assert [{**one, "status": ""} for one in again.json["items"]] == told
    assert len(street.told(f"unit_staff:{unit.id}")) == 2
    assert [len(street.history(one)) for one in receipts] == [3, 3]
    other = {"items": [to(unit, receipts[0], text="急")]}
    reused = street.send("POST", HANDOVERS, other, by=TOWNSHIP, key="batch-0001")
    assert code(reused) == (422, "idempotency_key_reused")
    assert (
        statuses(street.send("POST", HANDOVERS, body, by=COUNTY_STAFF, key="batch-0001"))
        == ["stale_version"] * 2
    )


def test_what_another_did_or_what_differs_is_not_taken_for_done_before(street: Street) -> None:
    (receipt,), unit, other = brought(street, 1), street.unit(), street.unit("城管局", number=2)
    assert statuses(batch(street, HANDOVERS, [to(unit, receipt)])) == ["done"]
    assert statuses(batch(street, HANDOVERS, [to(other, receipt)])) == ["stale_version"]
    assert statuses(batch(street, HANDOVERS, [to(unit, receipt, text="急")])) == ["stale_version"]
    assert statuses(batch(street, HANDOVERS, [to(unit, receipt)], COUNTY_STAFF)) == ["stale_version"]
    assert statuses(batch(street, HANDOVERS, [to(unit, receipt, 3)])) == ["case_state"]
    assert len(street.history(receipt)) == 3


def test_one_bad_item_harms_no_other(street: Street) -> None:
    receipts, unit = brought(street, 4), street.unit()
    elsewhere = street.done("POST", "/v1/opinions", {"text": "别处", "division": "411402002"})
    closed = street.unit("旧局", active=False, number=3)
    items = [
        to(unit, receipts[0]),
        {"receipt": receipts[1]["receipt"], "version": "2"},
        None,
        to(unit, {"receipt": "e" + "0" * 20}),
        to(unit, elsewhere, 1),
        to(unit, receipts[1], 1),
        to(closed, receipts[2]),
        to(unit, receipts[0]),
        to(unit, receipts[3]),
    ]
    answer = batch(street, HANDOVERS, items)
    assert statuses(answer) == [
        "done",
        "invalid_request",
        "invalid_request",
        "case_not_found",
        "out_of_scope",
        "stale_version",
        "unit_inactive",
        "existing",
        "done",
    ]
    fields = [one["field"] for one in answer.json["items"][1]["problem"]["errors"]]
    assert fields == ["body.items.1.version"]
    handed = {receipts[0]["receipt"], receipts[3]["receipt"]}
    assert set(street.listed(COUNTY, "handed_over")) == handed


def test_a_refusal_by_rule_cites_its_article(street: Street) -> None:
    (receipt,) = brought(street, 1, matter_remit="higher")
    plain = street.bring()
    unit = street.unit()
    answer = batch(street, HANDOVERS, [to(unit, receipt), to(unit, plain, 1)])
    assert statuses(answer) == ["way_through", "opinion_not_sorted"]
    for one in answer.json["items"]:
        assert one["problem"]["basis"]["instrument"] == "shangqiu"
        assert one["problem"]["basis"]["article"].startswith("20")


def test_sq_20a_many_are_answered_with_a_template_filled_for_each(street: Street) -> None:
    receipts = [street.bring(by=RESIDENT, place=place) for place in ("东街", "西街")]
    bare = street.bring(by=RESIDENT)
    for one in (*receipts, bare):
        street.sorted(one, answerable="true")
        street.called(one)
    made = street.done(
        "POST",
        "/v1/answer-templates",
        {"scope": COUNTY, "name": "已修", "text": "{place}的路灯已修好。"},
        by=COUNTY_STAFF,
    )
    items = [of(one, 3) for one in (*receipts, bare)]
    assert statuses(batch(street, ANSWERS, items, template=made["id"])) == [
        "done",
        "done",
        "template_unfilled",
    ]
    assert [street.follow(one)["answer"] for one in receipts] == ["东街的路灯已修好。", "西街的路灯已修好。"]
    assert street.follow(bare)["answer"] is None
    told = [data["answer"] for _, data in street.told(RESIDENT.person)]
    assert told == ["（地点见回执）的路灯已修好。"] * 2, "no notice holds the place"
    again = batch(street, ANSWERS, items[:2], template=made["id"])
    assert statuses(again) == ["existing"] * 2


def test_sq_20c_the_result_is_told_to_many_at_once_and_to_all_that_were_joined(street: Street) -> None:
    receipts, unit = brought(street, 2), street.unit()
    joined = street.bring(by=RESIDENT)
    street.took(joined, "merging", {"into": receipts[0]["receipt"]})
    assert statuses(batch(street, HANDOVERS, [to(unit, receipts[0], 3), to(unit, receipts[1])])) == [
        "done",
        "done",
    ]
    for receipt in receipts:
        assert street.by_unit(unit, receipt, "result", {"text": "已修复"}).status == 200
    items = [of(receipts[0], 5), of(receipts[1], 4)]
    answer = batch(street, FEEDBACKS, items, text="路灯已修复，感谢反映。")
    assert statuses(answer) == ["done"] * 2
    assert [one["state"] for one in answer.json["items"]] == ["answered"] * 2
    for receipt in (*receipts, joined):
        assert street.follow(receipt)["answer"] == "路灯已修复，感谢反映。"
    results = [kind for kind, _ in street.told(RESIDENT.person) if kind == "opinion_result"]
    assert len(results) == 3


@pytest.mark.parametrize(
    "body",
    [
        {"items": [], "text": "好"},
        {"items": [{}] * 26, "text": "好"},
        {"items": [{}]},
        {"items": [{}], "text": "好", "template": "t" + "0" * 20},
        {"text": "好"},
    ],
)
def test_a_batch_has_one_to_twenty_five_items_and_one_text(street: Street, body: Any) -> None:
    assert code(street.send("POST", ANSWERS, body, by=TOWNSHIP)) == (400, "invalid_request")


def test_twenty_five_are_done_in_one_request(street: Street) -> None:
    receipts, unit = brought(street, 25, None), street.unit()
    answer = batch(street, HANDOVERS, [to(unit, one) for one in receipts])
    assert statuses(answer) == ["done"] * 25


def test_who_may_not_hand_over_one_may_not_hand_over_many(street: Street) -> None:
    (receipt,), unit = brought(street, 1), street.unit()
    for path in (HANDOVERS, ANSWERS, FEEDBACKS):
        assert code(batch(street, path, [of(receipt)], RESIDENT, text="好")) == (403, "role_missing")
    assert statuses(batch(street, HANDOVERS, [to(unit, receipt)], NEIGHBOUR)) == ["out_of_scope"]
    assert code(batch(street, ANSWERS, [of(receipt)], template="t" + "0" * 20)) == (404, "template_not_found")


# -- suggestions ---------------------------------------------------------------------------------------


def given(found: Any, *units: str, **rest: Any) -> dict[str, Any]:
    shares = [{"unit": unit, "share": "co" if number else "lead"} for number, unit in enumerate(units)]
    return {"suggestion": found["id"], "version": found["version"], "units": shares, **rest}


def test_nat_51a_every_party_is_told_of_each_suggestion_handed_over_in_a_batch(congress: Congress) -> None:
    deputy = congress.deputy()
    one, two = congress.accepted(deputy), congress.accepted(deputy, title="关于增设过街天桥的建议")
    draft = congress.draft(deputy)
    elsewhere = "u" + "9" * 20
    items = [
        given(one, CIVIL, TRAFFIC, reason="请认真办理"),
        given(draft, CIVIL),
        {**given(two, elsewhere)},
        given(two, TRAFFIC),
        {**given(two), "units": []},
    ]
    path = "/v1/suggestions/handovers"
    answer = congress.send("POST", path, {"items": items})
    assert statuses(answer) == ["done", "case_not_found", "unit_not_found", "done", "invalid_request"]
    assert [kind for kind, _ in congress.notices(f"unit_staff:{TRAFFIC}")] == ["suggestion_assigned"] * 2
    handed = [kind for kind, _ in congress.notices(deputy.id) if kind == "suggestion_handed_over"]
    assert len(handed) == 2
    due = congress.done("GET", f"/v1/units/{TRAFFIC}/due", by=AT_TRAFFIC)["items"]
    assert [entry["due"] for entry in due] == ["2027-02-28"] * 2

    again = congress.send("POST", path, {"items": [items[0], items[3]]})
    assert statuses(again) == ["existing"] * 2
    assert len(congress.notices(f"unit_staff:{TRAFFIC}")) == 2
    other = congress.send("POST", path, {"items": [{**items[3], "reason": "催"}, given(one, CIVIL)]})
    assert statuses(other) == ["stale_version"] * 2


def test_only_the_office_of_the_congress_hands_many_over(congress: Congress) -> None:
    found = congress.accepted(congress.deputy())
    body = {"items": [given(found, CIVIL)]}
    assert statuses(congress.send("POST", "/v1/suggestions/handovers", body, by=PROVINCE)) == ["out_of_scope"]
    denied = congress.send("POST", "/v1/suggestions/handovers", body, by=someone("auditor:41"))
    assert code(denied) == (403, "role_missing")
    assert statuses(congress.send("POST", "/v1/suggestions/handovers", body, by=OFFICE)) == ["done"]
