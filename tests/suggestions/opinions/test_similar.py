"""Opinions that say the same: shown before one is brought, joined by the resident, found by staff."""

import json
from typing import Any

import pytest

from functions.suggestions.opinions.opinion import MOST_MERGED
from functions.suggestions.opinions.similar.entries import NEWEST
from functions.suggestions.opinions.similar.likeness import likeness, signature
from tests import costs
from tests.gateway import Response, someone
from tests.suggestions.opinions.street import (
    AUDITOR,
    COUNTY_STAFF,
    LAMPS,
    LIAISON,
    NEIGHBOUR,
    RESIDENT,
    STATION,
    STREET,
    TOWNSHIP,
    Street,
    code,
)

OTHER = someone(person="p0ther000000000000000")
DARK = "人民路东段晚上没路灯，走路很危险"
BUS = "十二路公交车一个小时才来一班，老人看病很不方便"


def ask(street: Street, text: object = DARK, **fields: Any) -> Response:
    """Somebody asks what is there already."""
    body = {"text": text, **({} if "division" in fields else {"station": STATION}), **fields}
    return street.send("POST", "/v1/opinions/similar", body)


def shown(street: Street, text: str = DARK, **fields: Any) -> list[str]:
    """The numbers of what is shown, in its order."""
    answer = ask(street, text, **fields)
    assert answer.status == 200, answer.text
    return [one["receipt"] for one in answer.json["items"]]


def join(street: Street, into: Any, text: object = DARK, **options: Any) -> Response:
    """Somebody joins an opinion."""
    path = f"/v1{'/me' if options.get('by') else ''}/opinions/{into['receipt']}/joining"
    body = {"text": text, **options.pop("fields", {})}
    return street.send("POST", path, body, **options)


def test_who_brings_the_like_is_shown_it_first_without_anybodys_words(street: Street) -> None:
    lamps = street.bring(LAMPS, category="utilities", place="人民路东段3号王秀英家")
    street.bring(BUS)
    found = ask(street).json["items"]
    assert found == [
        {
            "receipt": lamps["receipt"],
            "scope": STATION,
            "day": "2026-11-20",
            "state": "received",
            "voices": 1,
            "category": "utilities",
            "place": None,
            "subject": None,
        }
    ]
    assert "王秀英" not in json.dumps(found, ensure_ascii=False)
    version = street.opinion(lamps)["version"]
    path = f"/v1/opinions/{lamps['receipt']}"
    street.done("PATCH", path, {"subject": "道路照明"}, by=TOWNSHIP, version=version)
    seen = ask(street).json["items"][0]
    assert (seen["subject"], seen["place"]) == ("道路照明", "人民路东段3号王秀英家")
    assert street.opinion(lamps)["subject"] == "道路照明"
    assert "道路照明" not in str(street.follow(lamps)["steps"])


def test_the_table_holds_no_words_beside_the_opinion_itself(street: Street) -> None:
    street.bring(LAMPS)
    entries = [item for item in street.world.items("Suggestions") if item["pk"]["S"].startswith("LIKE#")]
    assert {item["pk"]["S"] for item in entries} == {"LIKE#411402001", "LIKE#411402"}
    assert "路灯" not in json.dumps(entries, ensure_ascii=False)


def test_those_of_the_township_stand_before_those_of_the_county_and_five_are_shown(street: Street) -> None:
    far = street.done("POST", "/v1/opinions", {"text": DARK, "division": "411402002"})["receipt"]
    elsewhere = street.done("POST", "/v1/opinions", {"text": DARK, "division": "411403"})["receipt"]
    near = street.bring(LAMPS)["receipt"]
    assert shown(street) == [near, far]
    assert shown(street, division="411402") == [far, near]
    assert shown(street, division="411403") == [elsewhere]
    assert shown(street, division="4114") == []
    more = [street.bring(DARK)["receipt"] for _ in range(6)]
    found = shown(street)
    assert len(found) == 5
    assert set(found) <= set(more)


def test_only_what_is_open_is_shown(street: Street) -> None:
    answered, merged, main = street.bring(LAMPS), street.bring(LAMPS), street.bring(LAMPS)
    street.sorted(answered, answerable="true")
    street.took(answered, "answer", {"text": "已报修"}, LIAISON)
    street.took(merged, "merging", {"into": main["receipt"]})
    found = ask(street).json["items"]
    assert [(one["receipt"], one["voices"]) for one in found] == [(main["receipt"], 2)]
    street.later(minutes=1)
    street.words(answered, "还是不亮", unsolved=True)
    assert set(shown(street)) == {main["receipt"], answered["receipt"]}


def test_a_personal_legal_case_is_shown_to_nobody_else_and_joined_by_nobody(street: Street) -> None:
    """sq-20e: somebody's own case is explained to them, not to the street."""
    receipt = street.bring(LAMPS)
    assert shown(street) == [receipt["receipt"]]
    street.sorted(receipt, personal_legal_case="true")
    assert shown(street) == []
    assert code(join(street, receipt)) == (404, "case_not_found")


def test_the_same_cost_whatever_number_is_there(street: Street) -> None:
    receipt = street.bring(LAMPS)
    with costs.counted() as few:
        shown(street)
    assert len(few) == 3
    for n in range(NEWEST + 5):
        street.later(seconds=1)
        path = f"/v1/stations/{STATION}/opinions"
        street.done("POST", path, {"text": f"{BUS}{n}"}, by=LIAISON)
    with costs.counted() as many:
        assert shown(street) == []
    assert len(many) == 3
    assert len(shown(street, BUS)) == 5
    assert receipt["receipt"] in street.listed(STREET, "received")


def test_it_is_asked_so_often_and_no_more(street: Street) -> None:
    for _ in range(60):
        assert ask(street).status == 200
    assert code(ask(street)) == (429, "too_many_requests")
    assert ask(street, station=STATION, division=STREET).status == 400
    street.later(hours=1)
    assert ask(street).status == 200
    assert street.listed(STREET, "received") == []


def test_a_resident_joins_in_own_words_and_both_sides_are_told(street: Street) -> None:
    main = street.bring(LAMPS, by=RESIDENT)
    street.later(minutes=1)
    receipt = join(street, main, "我家三楼也一样", by=OTHER, fields={"place": "人民路东段"}).json
    assert receipt["scope"] == STATION
    seen = street.follow(receipt)
    assert (seen["text"], seen["state"], seen["joined"]) == ("我家三楼也一样", "received", True)
    assert [step["what"] for step in seen["steps"]] == ["received", "merged"]
    assert street.opinion(main)["merged"] == [receipt["receipt"]]
    assert street.opinion(receipt)["merged_into"] == main["receipt"]
    assert street.opinion(receipt)["resident"] == {"person": OTHER.person, "name": None}
    for one in (main, receipt):
        assert street.opinion(one)["version"] == len(street.history(one)) == 2
    assert street.told(f"liaison_officer:{STATION}")[-1][0] == "opinion_joined"
    assert street.told(RESIDENT.person)[-1][0] == "opinion_joined"
    assert [kind for kind, _ in street.told(OTHER.person)] == ["opinion_merged"]
    assert "三楼" not in str(street.told(RESIDENT.person)) + str(street.follow(main))
    assert "路灯" not in str(street.told(OTHER.person)) + str(street.follow(receipt))
    assert street.listed(STREET, "merged") == [receipt["receipt"]]
    mine = street.done("GET", "/v1/me/opinions", by=OTHER)["items"]
    assert [one["id"] for one in mine] == [receipt["receipt"]]

    street.later(minutes=1)
    street.sorted(main, answerable="true")
    street.took(main, "answer", {"text": "六盏都修好了"}, LIAISON)
    assert street.follow(receipt)["answer"] == "六盏都修好了"
    assert street.told(OTHER.person)[-1][0] == "opinion_result"
    street.later(minutes=1)
    assert street.words(receipt, "三楼还是不亮", unsolved=True).json["joined"] is False
    assert street.opinion(main)["merged"] == []
    street.sorted(receipt, answerable="true")
    street.took(receipt, "answer", {"text": "也修好了"}, LIAISON)


def test_who_joins_without_an_account_is_told_by_the_receipt_alone(street: Street) -> None:
    main = street.bring(LAMPS)
    receipt = join(street, main).json
    assert street.follow(receipt)["joined"] is True
    nameless = join(street, main, by=OTHER, fields={"anonymous": True}).json
    assert OTHER.person not in json.dumps(street.world.items("Suggestions"))
    assert street.told(OTHER.person) == []
    assert street.opinion(main)["merged"] == [receipt["receipt"], nameless["receipt"]]


def test_a_joining_sent_again_joins_once(street: Street) -> None:
    main = street.bring(LAMPS)
    first = join(street, main, key="a-long-random-key").json
    street.later(minutes=1)
    assert join(street, main, key="a-long-random-key").json == first
    assert code(join(street, main, "别的", key="a-long-random-key")) == (422, "idempotency_key_reused")
    street.sorted(main, answerable="true")
    street.took(main, "answer", {"text": "已报修"}, LIAISON)
    assert join(street, main, key="a-long-random-key").json == first
    assert street.opinion(main)["merged"] == [first["receipt"]]
    own = [join(street, street.bring(LAMPS), by=OTHER, key="a-long-random-key") for _ in range(1)]
    assert own[0].json["receipt"] != first["receipt"]


def test_what_cannot_be_joined(street: Street) -> None:
    main, merged, answered = street.bring(LAMPS), street.bring(LAMPS), street.bring(LAMPS)
    street.took(merged, "merging", {"into": main["receipt"]})
    assert code(join(street, merged)) == (409, "case_state")
    street.sorted(answered, answerable="true")
    street.took(answered, "answer", {"text": "已报修"}, LIAISON)
    assert code(join(street, answered)) == (409, "case_state")
    assert code(join(street, {"receipt": "e" + "0" * 20})) == (404, "case_not_found")


def test_an_opinion_stands_for_so_many_and_each_joins_within_the_limits(street: Street) -> None:
    """Ten an hour from one address, so that nobody alone fills what an opinion can stand for."""
    main = street.bring(LAMPS)
    for n in range(MOST_MERGED):
        assert join(street, main, address=f"203.0.113.{n // 10}").status == 201, n
    for address in ("203.0.113.0", "203.0.113.4"):
        assert code(join(street, street.bring(LAMPS), address=address)) == (429, "too_many_requests")
    assert code(join(street, main, address="203.0.113.9")) == (409, "limit_reached")
    found = street.opinion(main)
    assert (len(found["merged"]), found["version"]) == (MOST_MERGED, 1 + MOST_MERGED)
    assert code(street.step(street.bring(), "merging", {"into": main["receipt"]})) == (409, "limit_reached")


def test_joining_counts_as_bringing(street: Street) -> None:
    main, other = street.bring(LAMPS, by=RESIDENT), street.bring(BUS, by=RESIDENT)
    for n in range(19):
        body = {"text": f"{BUS}{n}", "station": STATION}
        assert street.send("POST", "/v1/me/opinions", body, by=OTHER).status == 201
    assert join(street, main, by=OTHER).status == 201
    assert code(join(street, other, by=OTHER)) == (429, "too_many_requests")


def test_by_name_the_same_one_is_joined_once_and_never_the_own(street: Street) -> None:
    main = street.bring(LAMPS, by=RESIDENT)
    assert code(join(street, main, by=RESIDENT)) == (409, "joined_already")
    assert join(street, main, by=OTHER).status == 201
    street.later(hours=1)
    assert code(join(street, main, by=OTHER)) == (409, "joined_already")
    street.later(days=40)
    assert code(join(street, main, by=OTHER)) == (409, "joined_already")
    assert join(street, street.bring(LAMPS), by=OTHER).status == 201
    assert street.opinion(main)["voices"] == 2


def test_of_an_unnamed_account_nothing_tells_which_opinion_it_joined(street: Street) -> None:
    main = street.bring(LAMPS)

    def counters() -> set[str]:
        items = street.world.items("Suggestions")
        return {item["pk"]["S"] for item in items if item["pk"]["S"].startswith("LIMIT#")}

    before = counters()
    assert join(street, main, by=OTHER, fields={"anonymous": True}).status == 201
    brought = counters() - before
    assert len(brought) == 1
    street.done("POST", "/v1/me/opinions", {"text": BUS, "station": STATION, "anonymous": True}, by=OTHER)
    assert counters() - before == brought


def test_staff_see_what_says_the_same_as_far_as_they_reach(street: Street) -> None:
    main, other = street.bring(LAMPS), street.bring(DARK)
    street.bring(BUS)
    far = street.done("POST", "/v1/opinions", {"text": DARK, "division": "411402002"})
    path = f"/v1/opinions/{main['receipt']}/similar"
    for caller, ids in (
        (TOWNSHIP, [other["receipt"]]),
        (LIAISON, [other["receipt"]]),
        (COUNTY_STAFF, [other["receipt"], far["receipt"]]),
        (AUDITOR, [other["receipt"], far["receipt"]]),
    ):
        found = street.done("GET", path, by=caller)["items"]
        assert [one["id"] for one in found] == ids
    assert found[0]["begins"] == DARK
    assert 0.2 <= found[0]["likeness"] <= 1
    assert code(street.send("GET", path, by=NEIGHBOUR)) == (403, "out_of_scope")
    unknown = street.send("GET", f"/v1/opinions/e{'0' * 20}/similar", by=TOWNSHIP)
    assert code(unknown) == (404, "case_not_found")


HOSTILE: list[Any] = [
    "", " ", "字" * 2001, "灯\u202e坏了", "灯\u0000坏了", "灯\u200b坏了", "\ufeff灯", "灯" + "\u0301" * 9,
    "a" + "\u20e3" * 400, "👨\u200d👩\u200d👧", 7, None, ["灯"], {"灯": 1},
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:30])
def test_what_is_no_text_of_people_is_refused_on_every_public_route(street: Street, text: object) -> None:
    main = street.bring(LAMPS)
    subject = {"subject": text}
    path = f"/v1/opinions/{main['receipt']}"
    for answer in (
        ask(street, text),
        ask(street, LAMPS, place=text or " "),
        join(street, main, text),
        join(street, main, text, by=OTHER),
        join(street, main, DARK, fields={"place": text or " "}),
        street.send("POST", "/v1/opinions", {"text": text, "station": STATION}),
        street.send("PATCH", path, subject, by=TOWNSHIP, version=1) if text is not None else ask(street, ""),
    ):
        assert code(answer) == (400, "invalid_request"), answer.text
    assert street.opinion(main)["voices"] == 1


def test_half_a_character_is_refused(street: Street) -> None:
    """A lone surrogate, as JSON can write it."""
    main = street.bring(LAMPS)
    for path, more in (
        ("/v1/opinions/similar", {"station": STATION}),
        (f"/v1/opinions/{main['receipt']}/joining", {}),
        ("/v1/opinions", {"station": STATION}),
    ):
        body = json.dumps({"text": "灯\ud800亮", **more})
        assert "\\ud800" in body
        assert code(street.send("POST", path, body)) == (400, "malformed_json")


def test_a_hundred_kilobytes_are_not_read(street: Street) -> None:
    main = street.bring(LAMPS)
    for answer in (ask(street, "灯" * 40_000), join(street, main, "灯" * 40_000)):
        assert code(answer) == (413, "body_too_large")


@pytest.mark.parametrize("text", ["🔥" * 2000, "。！？" * 600, "﷽" * 2000, "<script>alert(1)</script>", "灯"])
def test_what_has_no_words_is_like_nothing_and_does_no_harm(street: Street, text: str) -> None:
    street.bring(LAMPS)
    street.bring(text)
    assert ask(street, text).status == 200
    assert len(shown(street)) == 1
    receipt = join(street, street.bring(LAMPS), text).json
    assert street.follow(receipt)["text"] == text


@pytest.mark.usefixtures("street")
def test_likeness_is_of_letters_alone() -> None:
    """Width, case, blanks, punctuation and marks say nothing."""
    assert likeness(signature("ＡＢＣ Road, 12"), signature("abc road 12!")) == 1
    assert likeness(signature(LAMPS), signature("人民路 东段，夜间没有路灯；老人出行不安全！！")) == 1
    assert likeness(signature("a\u0301bc"), signature("abc")) == 1
    assert likeness(signature(LAMPS), signature(DARK)) > 0.2
    assert likeness(signature(LAMPS), signature(BUS)) < 0.2
    assert likeness(signature(""), signature("")) == likeness(signature("🔥"), signature("🔥")) == 0
    assert likeness(signature("灯"), signature("灯")) == 1


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (LAMPS, DARK, True),
        ("小区停车位不够，车子乱停，消防通道被堵", "我们小区停车难，消防通道经常被占", True),
        ("自来水发黄，有异味，已经持续一个星期", "家里自来水是黄的，有味道", True),
        ("尊敬的领导您好，我们小区的暖气一直不热，室内只有十五度，希望尽快解决", "暖气不热", True),
        ("希望尽快解决小区停车难的问题", "希望尽快解决学校门口拥堵的问题", False),
        ("请有关部门及时处理，谢谢", "请有关部门及时处理，谢谢领导", False),
        (LAMPS, BUS, False),
    ],
)
def test_what_says_the_same_is_found_and_what_only_sounds_so_is_not(
    street: Street, one: str, other: str, alike: bool
) -> None:
    receipt = street.bring(one)
    assert shown(street, other) == ([receipt["receipt"]] if alike else [])


@pytest.mark.usefixtures("street")
def test_a_signature_is_of_one_length_whatever_the_text() -> None:
    lengths = {len(signature(text).bins) for text in ("", "灯", LAMPS, "﷽" * 2000, BUS * 80)}
    assert lengths == {172}
