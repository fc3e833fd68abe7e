"""The line of time of a case: history and hand-overs as one, with who, when, why and by which article."""

from typing import Any

import pytest

from functions.suggestions.sweeping.sweeping import sweep
from shared.store.pages import encode
from tests.suggestions.handovers.test_extending import BODY, CONSENT, allow
from tests.suggestions.opinions.street import (
    AUDITOR,
    COUNTY_STAFF,
    LIAISON,
    NEIGHBOUR,
    RESIDENT,
    TOWNSHIP,
    Street,
    code,
    staff_of,
)
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AT_FINANCE,
    AT_TRAFFIC,
    CIVIL,
    OFFICE,
    TRAFFIC,
    Congress,
    of,
)


def line(street: Street, receipt: Any, by: Any = TOWNSHIP, limit: int = 50) -> list[Any]:
    return pages(street, f"/v1/opinions/{receipt['receipt']}/timeline", by, limit)


def pages(world: Street | Congress, path: str, by: Any, limit: int = 50) -> list[Any]:
    found: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page = world.done("GET", path, query={"limit": limit, **cursor}, by=by)
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


def told(entries: list[Any]) -> list[tuple[str, str]]:
    return [(one["what"], one["who"]) for one in entries]


@pytest.mark.parametrize("limit", [1, 3, 50])
def test_sq_20b_an_opinion_s_course_is_one_line_with_urging_between(street: Street, limit: int) -> None:
    receipt, unit = street.bring(by=RESIDENT), street.unit()
    street.later(hours=1)
    street.sorted(receipt, matter_remit="township")
    street.later(hours=1)
    street.took(receipt, "handover", {"unit": unit.id, "text": "请研究处理"})
    street.later(days=5)
    at_unit = f"/v1/units/{unit.id}/handovers/{receipt['receipt']}"
    street.done("POST", f"{at_unit}/urging", {"reason": "居民又问"}, by=LIAISON)
    street.later(days=1)
    assert street.by_unit(unit, receipt, "result", {"text": "已修复"}).status == 200
    street.later(hours=1)
    street.took(receipt, "feedback", {"text": "路灯已修复。"})
    found = line(street, receipt, AUDITOR, limit)
    assert told(found) == [
        ("received", "resident"),
        ("sorted", "staff"),
        ("handed_over", "staff"),
        ("urged", "staff"),
        ("result_known", "unit"),
        ("fed_back", "staff"),
    ]
    handed, urged, known, back = found[2:]
    assert (handed["by"], handed["unit_name"], handed["text"]) == (TOWNSHIP.person, unit.name, "请研究处理")
    assert handed["rule"]["rule"].startswith("sq-20b")
    assert (urged["by"], urged["reason"], urged["unit"]) == (LIAISON.person, "居民又问", unit.id)
    assert (known["name"], known["text"]) == (unit.name, "已修复")
    assert back["rule"]["article"].startswith("20")
    assert [one["at"] for one in found] == sorted(one["at"] for one in found)


def test_a_unit_sees_its_own_part_and_nobody_s_name(street: Street) -> None:
    receipt, first, second = street.bring(by=RESIDENT), street.unit(), street.unit("城管局", number=2)
    street.sorted(receipt, matter_remit="township")
    street.took(receipt, "handover", {"unit": first.id})
    street.later(hours=1)
    assert street.by_unit(first, receipt, "return", {"reason": "不属于本单位职责"}).status == 200
    street.later(hours=1)
    street.took(receipt, "handover", {"unit": second.id})
    street.later(hours=1)
    assert street.words(receipt, "我是王秀英，什么时候修？").status == 201
    path = f"/v1/units/{second.id}/opinions/{receipt['receipt']}/timeline"
    found = pages(street, path, staff_of(second), 1)
    assert told(found) == [("handed_over", "staff")]
    assert found[0]["by"] is None
    assert "王秀英" not in str(found)
    stranger = path.replace(second.id, first.id)
    assert code(street.send("GET", stranger, by=staff_of(first))) == (404, "case_not_found")
    whole = told(line(street, receipt))
    assert whole.count(("returned", "unit")) == 1
    assert whole[-1] == ("asked", "resident")


def test_who_may_not_read_an_opinion_has_no_line_of_it(street: Street) -> None:
    receipt = street.bring()
    path = f"/v1/opinions/{receipt['receipt']}/timeline"
    assert code(street.send("GET", path, by=NEIGHBOUR)) == (403, "out_of_scope")
    assert code(street.send("GET", path, by=RESIDENT)) == (403, "role_missing")
    absent = f"/v1/opinions/e{'0' * 20}/timeline"
    assert code(street.send("GET", absent, by=COUNTY_STAFF)) == (404, "case_not_found")
    naive = encode(encode("EVENT#000001"), "2026-11-20T10:00:00")
    for cursor in ("x", "WyJ4IiwieSJd", "WyJ4Il0", naive):
        answer = street.send("GET", path, by=TOWNSHIP, query={"cursor": cursor})
        assert code(answer) == (400, "invalid_cursor")


def test_nat_51b_what_the_schedule_told_stands_in_the_line_of_a_suggestion(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.accepted(deputy)
    body = {"units": [{"unit": CIVIL, "share": "lead"}, {"unit": TRAFFIC, "share": "co"}]}
    found = congress.step(found, "handover", body, by=OFFICE)
    at_civil = f"/v1/units/{CIVIL}/suggestions/{found['id']}"
    congress.done("POST", f"{at_civil}/acceptance", {"accepted": True}, by=AT_CIVIL, version=found["version"])
    for days in (76, 12, 3):
        congress.later(days=days)
        sweep(congress.now)
    path = f"/v1/suggestions/{found['id']}/timeline"
    whole = pages(congress, path, of(deputy), 2)
    civil = [one for one in whole if one["unit"] == CIVIL]
    assert told(civil) == [
        ("handed_over", "staff"),
        ("accepted", "unit"),
        ("case_due_soon", "schedule"),
        ("case_due_soon", "schedule"),
        ("case_overdue", "schedule"),
    ]
    assert {(one["rule"]["rule"], one["due"]) for one in civil if one["what"] != "accepted"} == {
        ("nat-51b.usual", "2027-02-28")
    }
    assert civil[1]["name"] == "市民政局"
    first = whole[0]
    assert (first["what"], first["who"], first["name"], first["by"]) == (
        "drafted",
        "deputy",
        deputy.name,
        None,
    )
    assert pages(congress, path, OFFICE)[0]["by"] == deputy.id
    seen = {one["unit"] for one in pages(congress, path, AT_TRAFFIC) if one["who"] == "schedule"}
    assert seen == {TRAFFIC}
    assert code(congress.send("GET", path, by=AT_FINANCE))[1] in ("role_missing", "out_of_scope")


@pytest.mark.parametrize("limit", [1, 50])
def test_who_consented_to_more_time_and_who_declined_it_stands_there_with_the_reason(
    congress: Congress, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    allow(monkeypatch, CONSENT)
    deputy = congress.deputy()
    found = congress.accepted(deputy)
    body = {"units": [{"unit": CIVIL, "share": "lead"}]}
    found = congress.step(found, "handover", body, by=OFFICE)
    path = f"/v1/units/{CIVIL}/handovers/{found['id']}"
    answers = [
        {"granted": False, "reason": "材料不足"},
        {"granted": True, "body": BODY, "reason": "同意延期"},
    ]
    for number, said in enumerate(answers):
        congress.later(days=5)
        asked = {"reason": f"需要勘测{number}"}
        version = 2 * number + 1
        congress.done("POST", f"{path}/extension-request", asked, by=AT_CIVIL, version=version)
        congress.later(days=1)
        congress.done("POST", f"{path}/extension", said, by=OFFICE, version=version + 1)
    congress.later(hours=1)
    at_civil = f"/v1/units/{CIVIL}/suggestions/{found['id']}"
    congress.done("POST", f"{at_civil}/acceptance", {"accepted": True}, by=AT_CIVIL, version=found["version"])
    timeline = f"/v1/suggestions/{found['id']}/timeline"
    whole = pages(congress, timeline, of(deputy), limit)
    told_of = [(one["what"], one["who"], one["reason"]) for one in whole if one["unit"] == CIVIL]
    assert told_of == [
        ("handed_over", "staff", None),
        ("extension_asked", "unit", "需要勘测0"),
        ("extension_declined", "staff", "材料不足"),
        ("extension_asked", "unit", "需要勘测1"),
        ("extension_given", "staff", "同意延期"),
        ("accepted", "unit", None),
    ]
    longer = next(one for one in whole if one["what"] == "extension_given")
    assert (longer["due"], longer["by"]) == ("2027-01-30", None)
    assert longer["body"] not in (None, BODY)
    assert longer["rule"]["article"]
    assert next(one for one in pages(congress, timeline, OFFICE) if one["body"])["by"] == OFFICE.person
