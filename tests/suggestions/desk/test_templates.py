"""Templates of answers: kept for a scope, used below it, filled only with what the opinion has."""

from typing import Any

import pytest

from tests.gateway import someone
from tests.suggestions.opinions.street import (
    AUDITOR,
    COUNTY,
    COUNTY_STAFF,
    LIAISON,
    NEIGHBOUR,
    RESIDENT,
    STATION,
    STREET,
    TOWNSHIP,
    Street,
    code,
)

PATH = "/v1/answer-templates"
DONE = "您反映的{place}的问题（{receipt}）已由{unit}办理。"


def kept(street: Street, scope: str = COUNTY, text: str = DONE, name: str = "已办理", **fields: Any) -> Any:
    body = {"scope": scope, "name": name, "text": text, **fields}
    return street.done("POST", PATH, body, by=COUNTY_STAFF)


def names(street: Street, scope: str, by: Any = LIAISON, limit: int = 50) -> list[str]:
    """The names of all templates that a scope can use, page by page."""
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = street.done("GET", PATH, query={"scope": scope, "limit": limit, **cursor}, by=by)
        found += [one["name"] for one in page["items"]]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


def filled(street: Street, receipt: Any, template: Any, by: Any = TOWNSHIP) -> Any:
    return street.send(
        "POST", f"/v1/opinions/{receipt['receipt']}/filled", {"template": template["id"]}, by=by
    )


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_the_staff_of_a_scope_use_its_templates_and_those_from_above(street: Street, limit: int) -> None:
    kept(street, COUNTY, name="乙")
    kept(street, COUNTY, name="丙", category="transport")
    kept(street, COUNTY, name="甲")
    kept(street, STATION, name="本站")
    kept(street, "411402002", name="别处")
    assert names(street, STATION, limit=limit) == ["本站", "乙", "甲", "丙"]
    assert names(street, STREET, TOWNSHIP, limit) == ["乙", "甲", "丙"]
    assert names(street, COUNTY, AUDITOR, limit) == ["乙", "甲", "丙"]


def test_a_template_is_filled_for_the_opinion_and_nothing_is_sent(street: Street) -> None:
    receipt, unit = street.bring(place="人民路{unit}"), street.unit()
    template = kept(street)
    street.sorted(receipt, matter_remit="township")
    street.called(receipt)
    street.took(receipt, "handover", {"unit": unit.id})
    told = filled(street, receipt, template).json
    assert told == {"text": f"您反映的人民路{{unit}}的问题（{receipt['receipt']}）已由市政管理所办理。"}
    assert [entry["what"] for entry in street.history(receipt)] == [
        "received",
        "sorted",
        "sorted",
        "handed_over",
    ]


def test_what_the_opinion_lacks_is_not_left_out_in_silence(street: Street) -> None:
    receipt = street.bring(place="人民路东段")
    street.called(receipt)
    answer = filled(street, receipt, kept(street))
    assert code(answer) == (409, "template_unfilled")
    assert "{unit}" in answer.json["title"]
    long = street.bring(place="路" * 100)
    street.called(long)
    repeated = filled(street, long, kept(street, text="{place}" * 200))
    assert code(repeated) == (409, "template_unfilled")


def test_the_place_is_taken_only_where_staff_say_in_neutral_words_what_it_is(street: Street) -> None:
    """All whose opinions were joined read the answer, and the place is the resident's own word."""
    receipt, template = street.bring(place="我家楼下"), kept(street, text="{place}的路灯已修好。")
    answer = filled(street, receipt, template)
    assert code(answer) == (409, "template_unfilled")
    assert "{place}" in answer.json["title"]
    street.called(receipt)
    assert filled(street, receipt, template).json == {"text": "我家楼下的路灯已修好。"}


def test_no_notice_holds_the_place_whoever_wrote_it_into_an_answer(street: Street) -> None:
    receipt = street.bring(by=RESIDENT, place="人民路东段")
    joined = street.bring(by=NEIGHBOUR)
    street.took(joined, "merging", {"into": receipt["receipt"]})
    street.sorted(receipt, answerable="true")
    said = "人民路东段的路灯已修好。"
    street.took(receipt, "answer", {"text": said})
    assert street.follow(receipt)["answer"] == said
    for person in (RESIDENT, NEIGHBOUR):
        told = [data["answer"] for _, data in street.told(person.person) if "answer" in data]
        assert told == ["（地点见回执）的路灯已修好。"]


@pytest.mark.parametrize("text", ["{name}", "{", "a}", "{ unit }", "{{unit}}", "{unit!r}", "{unit.a}", "{0}"])
def test_braces_enclose_nothing_else(street: Street, text: str) -> None:
    body = {"scope": COUNTY, "name": "坏", "text": text}
    answer = street.send("POST", PATH, body, by=COUNTY_STAFF)
    assert code(answer) == (400, "invalid_request")
    good = kept(street)
    changed = street.send("PATCH", f"{PATH}/{good['id']}", {"text": text}, by=COUNTY_STAFF, version=1)
    assert code(changed) == (400, "invalid_request")
    assert names(street, COUNTY, COUNTY_STAFF) == ["已办理"]


def test_a_template_is_made_once_changed_under_its_version_and_removed(street: Street) -> None:
    body = {"scope": COUNTY, "name": "已办理", "text": DONE}
    made = street.done("POST", PATH, body, by=COUNTY_STAFF, key="once-00001")
    assert street.done("POST", PATH, body, by=COUNTY_STAFF, key="once-00001") == made
    other = street.send("POST", PATH, {**body, "name": "别的"}, by=COUNTY_STAFF, key="once-00001")
    assert code(other) == (422, "idempotency_key_reused")
    path = f"{PATH}/{made['id']}"
    changed = street.done("PATCH", path, {"name": "已修好"}, by=COUNTY_STAFF, version=1)
    assert (changed["name"], changed["text"], changed["version"]) == ("已修好", DONE, 2)
    assert code(street.send("PATCH", path, {"name": "晚"}, by=COUNTY_STAFF, version=1)) == (
        412,
        "stale_version",
    )
    assert code(street.send("DELETE", path, by=COUNTY_STAFF, version=1)) == (412, "stale_version")
    assert names(street, COUNTY, COUNTY_STAFF) == ["已修好"]
    assert street.send("DELETE", path, by=COUNTY_STAFF, version=2).status == 204
    assert code(street.send("DELETE", path, by=COUNTY_STAFF, version=2)) == (404, "template_not_found")
    assert names(street, COUNTY, COUNTY_STAFF) == []


def test_who_is_below_uses_a_template_and_changes_nothing(street: Street) -> None:
    made = kept(street)
    path = f"{PATH}/{made['id']}"
    assert code(street.send("PATCH", path, {"name": "改"}, by=TOWNSHIP, version=1)) == (403, "out_of_scope")
    assert code(street.send("DELETE", path, by=LIAISON, version=1)) == (403, "out_of_scope")
    for by, refusal in ((AUDITOR, "role_missing"), (RESIDENT, "role_missing"), (TOWNSHIP, "out_of_scope")):
        answer = street.send("POST", PATH, {"scope": COUNTY, "name": "n", "text": "t"}, by=by)
        assert code(answer) == (403, refusal)
    assert code(street.send("GET", PATH, query={"scope": STREET}, by=NEIGHBOUR)) == (403, "out_of_scope")


def test_a_template_of_elsewhere_is_not_there(street: Street) -> None:
    receipt = street.bring()
    elsewhere = kept(street, "411402002", text="谢谢")
    assert code(filled(street, receipt, elsewhere)) == (404, "template_not_found")
    assert code(filled(street, receipt, {"id": "t" + "0" * 20})) == (404, "template_not_found")
    assert code(filled(street, receipt, kept(street), NEIGHBOUR)) == (403, "out_of_scope")
    mine = someone(f"liaison_officer:{STATION}")
    assert filled(street, receipt, kept(street, STATION, text="谢谢"), mine).json == {"text": "谢谢"}
