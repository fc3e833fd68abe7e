"""What residents may add, how an answer that solves nothing is taken up again, and opinions joined in one."""

from dataclasses import replace
from typing import Any

from functions.suggestions.opinions import store
from functions.suggestions.opinions.opinion import MOST_MERGED
from functions.suggestions.opinions.store import Resident
from functions.suggestions.tables import SuggestionItem, case_key
from shared.domain.clock import iso
from shared.domain.roles import Caller
from shared.store import engine
from shared.store.envelopes import body_of, changed
from tests.gateway import someone
from tests.suggestions.opinions.street import (
    COUNTY,
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


def answered(street: Street) -> Any:
    """An opinion that was answered on the spot."""
    receipt = street.bring(by=RESIDENT)
    street.sorted(receipt, answerable="true")
    street.took(receipt, "answer", {"text": "已报修"}, LIAISON)
    return receipt


def said(receipt: Any) -> dict[str, str]:
    """What the receipt says."""
    return {"receipt": receipt["receipt"], "secret": receipt["secret"]}


def waiting(street: Street, scope: str, by: Caller) -> list[Any]:
    """The opinions of a scope that wait for an answer to what was added."""
    query = {"scope": scope, "waiting": "true"}
    return list(street.done("GET", "/v1/opinions", query=query, by=by)["items"])


def test_a_question_reaches_the_staff_and_its_answer_the_resident(street: Street) -> None:
    receipt = street.bring(by=RESIDENT)
    street.later(minutes=5)
    seen = street.words(receipt, "什么时候能修？")
    assert (seen.status, seen.json["waiting"], seen.json["state"]) == (201, True, "received")
    kind, told = street.told(f"liaison_officer:{STATION}")[-1]
    assert (kind, told["opinion"]) == ("opinion_added", receipt["receipt"])
    assert "什么时候能修" not in str(told)
    assert street.opinion(receipt)["waiting"] is True
    street.later(minutes=5)
    street.took(receipt, "reply", {"text": "本周五前。"}, LIAISON)
    seen = street.follow(receipt)
    assert seen["waiting"] is False
    assert [(step["what"], step["text"]) for step in seen["steps"][1:]] == [
        ("asked", "什么时候能修？"),
        ("replied", "本周五前。"),
    ]
    assert street.told(RESIDENT.person)[-1][1]["answer"] == "本周五前。"


def test_a_question_sent_again_is_asked_once(street: Street) -> None:
    """Under its Idempotency-Key, as a telephone does that got no answer."""
    receipt = street.bring()
    path, body = "/v1/opinions/follow/words", {**said(receipt), "text": "什么时候能修？"}
    key = "0192f5a0-0000-7000-8000-000000000001"
    first, second = (street.send("POST", path, body, key=key) for _ in range(2))
    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json
    assert [entry["what"] for entry in street.history(receipt)] == ["received", "asked"]
    other = street.send("POST", path, {**body, "text": "灯还没修"}, key=key)
    assert code(other) == (422, "idempotency_key_reused")

    street.sorted(receipt, answerable="true")
    street.later(minutes=1)
    street.took(receipt, "answer", {"text": "已报修"}, LIAISON)
    street.later(minutes=1)
    rating = {**said(receipt), "result": "dissatisfied", "reason": "还是不亮"}
    for _ in range(2):
        rated = street.send("POST", "/v1/opinions/follow/rating", rating, key=key[:-1] + "2")
        assert (rated.status, rated.json["state"], rated.json["round"]) == (201, "received", 2)
    assert [entry["what"] for entry in street.history(receipt)][-2:] == ["rated", "unsolved"]
    assert [kind for kind, _ in street.told(f"liaison_officer:{STATION}")].count("opinion_rated") == 1


def test_no_question_is_lost_whatever_the_state(street: Street) -> None:
    """What was asked and not answered stands in a list of its own, also of what was answered or merged."""
    open_, done, merged = street.bring(), answered(street), street.bring("路灯不亮")
    street.later(minutes=1)
    street.took(merged, "merging", {"into": open_["receipt"]})
    for receipt in (merged, done, open_):
        street.later(minutes=1)
        assert street.words(receipt, "什么时候能修？").status == 201
    waits = {open_["receipt"], done["receipt"], merged["receipt"]}
    assert {one["id"] for one in waiting(street, STREET, TOWNSHIP)} == waits
    assert {one["id"] for one in waiting(street, COUNTY, COUNTY_STAFF)} == waits
    assert {one["state"] for one in waiting(street, STATION, LIAISON)} == {"received", "answered", "merged"}
    street.later(minutes=1)
    street.took(done, "reply", {"text": "明天。"}, LIAISON)
    street.sorted(open_, LIAISON, answerable="true")
    street.later(minutes=1)
    street.took(open_, "answer", {"text": "已报修"}, LIAISON)
    assert [one["id"] for one in waiting(street, STREET, TOWNSHIP)] == [merged["receipt"]]
    street.took(merged, "reply", {"text": "明天。"}, LIAISON)
    assert waiting(street, STREET, TOWNSHIP) == []
    query = {"scope": STREET, "waiting": "true", "state": "received"}
    assert code(street.send("GET", "/v1/opinions", query=query, by=TOWNSHIP)) == (400, "invalid_request")
    refused = street.send("GET", "/v1/opinions", query={"scope": STREET, "waiting": "true"}, by=NEIGHBOUR)
    assert code(refused) == (403, "out_of_scope")


def test_what_is_closed_and_not_solved_is_open_again(street: Street) -> None:
    receipt = answered(street)
    seen = street.words(receipt, "灯还是不亮", unsolved=True)
    assert (seen.status, seen.json["state"], seen.json["round"]) == (201, "received", 2)
    assert street.listed(STREET, "received", TOWNSHIP) == [seen.json["receipt"]]
    assert street.listed(STREET, "answered", TOWNSHIP) == []
    street.took(receipt, "answer", {"text": "已换灯头"}, LIAISON)
    assert street.follow(receipt)["answer"] == "已换灯头"


def test_nothing_is_unsolved_before_there_is_an_answer(street: Street) -> None:
    assert code(street.words(street.bring(), "？", unsolved=True)) == (409, "case_state")


def test_words_are_limited(street: Street) -> None:
    receipt = street.bring()
    for _ in range(10):
        assert street.words(receipt, "还有").status == 201
    assert code(street.words(receipt, "还有")) == (429, "too_many_requests")
    street.later(hours=1)
    assert street.words(receipt, "还有").status == 201


def test_the_resident_does_not_read_how_it_was_sorted_nor_by_whom(street: Street) -> None:
    receipt = answered(street)
    text = str(street.follow(receipt))
    assert "sorted" not in text
    assert LIAISON.person not in text


def test_every_step_has_actor_time_and_rule_in_the_history(street: Street) -> None:
    """The number of an entry is the version that it made: nothing happens beside the history."""
    receipt = answered(street)
    entries = street.history(receipt)
    assert [(one["number"], one["what"], one["by"]) for one in entries] == [
        (1, "received", "resident"),
        (2, "sorted", TOWNSHIP.person),
        (3, "answered", LIAISON.person),
    ]
    assert entries[2]["data"]["rule"] == "sq-20a"
    assert entries[2]["at"] == iso(street.now)
    assert street.opinion(receipt)["version"] == 3


def test_two_who_answer_at_once_do_not_both(street: Street) -> None:
    receipt = street.bring()
    street.sorted(receipt, answerable="true")
    path = f"/v1/opinions/{receipt['receipt']}/answer"
    assert street.send("POST", path, {"text": "已报修"}, by=LIAISON, version=2).status == 200
    assert code(street.send("POST", path, {"text": "不管"}, by=TOWNSHIP, version=2)) == (412, "stale_version")
    assert code(street.send("POST", path, {"text": "不管"}, by=TOWNSHIP, version=3)) == (409, "case_state")
    assert len(street.history(receipt)) == 3
    assert street.send("POST", path, {"text": "不管"}, by=TOWNSHIP).status == 428


def test_facts_are_those_that_rules_know(street: Street) -> None:
    receipt = street.bring()
    path = f"/v1/opinions/{receipt['receipt']}"
    for facts in ({"matter_remit": "province"}, {"nobody_knows": "true"}, {"level": "city"}):
        refused = street.send("PATCH", path, {"facts": facts}, by=TOWNSHIP, version=1)
        assert code(refused) == (400, "invalid_request")
    found = street.sorted(receipt, category="utilities", matter_remit="own")
    assert (found["category"], found["facts"], found["ways"]) == (
        "utilities",
        {"matter_remit": "own"},
        [],
    )
    assert street.done("GET", path, by=TOWNSHIP, language="en")["begins"].startswith("人民路")


def test_joined_opinions_keep_each_voice_and_each_hears_of_the_outcome(street: Street) -> None:
    main, other, nameless = (
        street.bring(by=RESIDENT),
        street.bring("路灯不亮", by=OTHER),
        street.bring("灯！"),
    )
    for receipt in (other, nameless):
        street.later(minutes=1)
        street.took(receipt, "merging", {"into": main["receipt"]})
    assert street.told(OTHER.person)[-1][0] == "opinion_merged"
    found = street.opinion(main)
    assert (found["voices"], found["merged"]) == (3, [other["receipt"], nameless["receipt"]])
    assert street.opinion(other)["merged_into"] == main["receipt"]
    assert street.opinion(other)["text"] == "路灯不亮"
    assert sorted(street.listed(STREET, "merged", TOWNSHIP)) == sorted(
        [other["receipt"], nameless["receipt"]]
    )

    street.later(minutes=1)
    street.words(main, "我家住三楼")
    street.sorted(main, answerable="true")
    street.later(minutes=1)
    street.took(main, "answer", {"text": "六盏都修好了"}, LIAISON)
    for receipt in (main, other, nameless):
        seen = street.follow(receipt)
        assert (seen["state"], seen["answer"]) == ("answered", "六盏都修好了")
        assert seen["steps"][-1]["what"] == "answered"
    street.later(minutes=1)
    seen = street.words(other, "谢谢").json["steps"]
    assert [step["what"] for step in seen] == ["received", "merged", "answered", "asked"]
    assert "三楼" not in str(street.follow(other))
    assert LAMPS not in str(street.follow(other))
    for person in (RESIDENT, OTHER):
        assert street.told(person.person)[-1][0] == "opinion_result"


def test_one_of_the_joined_may_go_its_own_way_again(street: Street) -> None:
    main, other = street.bring(), street.bring("路灯不亮")
    street.later(minutes=1)
    street.took(other, "merging", {"into": main["receipt"]})
    assert code(street.words(other, "还是不亮", unsolved=True)) == (409, "case_state")
    street.sorted(main, answerable="true")
    street.later(minutes=1)
    street.took(main, "answer", {"text": "修好了"}, LIAISON)
    street.later(minutes=1)
    seen = street.words(other, "还是不亮", unsolved=True)
    assert (seen.status, seen.json["state"], seen.json["joined"]) == (201, "received", False)
    assert street.opinion(main)["merged"] == []
    assert street.follow(main)["state"] == "answered"


def test_what_cannot_be_joined(street: Street) -> None:
    main, other, third = street.bring(), street.bring(), street.bring()
    street.took(other, "merging", {"into": main["receipt"]})
    assert code(street.step(main, "merging", {"into": main["receipt"]})) == (400, "invalid_request")
    assert code(street.step(main, "merging", {"into": third["receipt"]})) == (400, "invalid_request")
    assert code(street.step(third, "merging", {"into": other["receipt"]})) == (409, "case_state")
    assert code(street.step(third, "merging", {"into": "e" + "0" * 20})) == (404, "case_not_found")
    elsewhere = street.done("POST", "/v1/opinions", {"text": LAMPS, "division": "411402002"})
    refused = street.step(third, "merging", {"into": elsewhere["receipt"]})
    assert code(refused) == (403, "out_of_scope")
    assert code(street.step(third, "merging", {"into": main["receipt"]}, NEIGHBOUR)) == (403, "out_of_scope")


def test_all_the_voices_that_can_be_joined_are_told_at_once(street: Street) -> None:
    """The largest transaction: forwarded, and so in the lists twice, with fifty who have an account."""
    main, unit = street.bring(by=RESIDENT), street.unit()
    street.sorted(main, matter_remit="higher")
    voices = [Resident(f"e{n:020d}", "0" * 64, f"p{n:020d}") for n in range(MOST_MERGED)]
    for voice in voices:
        item = SuggestionItem(case_key(voice.opinion), "RESIDENT", version=1, body=body_of(voice))
        engine.put(item)
    found = store.load(main["receipt"])
    joined = replace(found.opinion, merged=tuple(voice.opinion for voice in voices))
    engine.put(changed(found.item, joined))
    street.took(main, "forwarding", {})
    street.later(minutes=1)
    street.took(main, "handover", {"unit": unit.id}, COUNTY_STAFF)
    street.later(minutes=1)
    street.took(main, "result", {"text": "已修"}, COUNTY_STAFF)
    street.later(minutes=1)
    assert street.words(main, "怎么样了？").json["waiting"] is True
    street.later(minutes=1)
    street.took(main, "feedback", {"text": "六盏都修好了"})
    for voice in (voices[0], voices[-1]):
        kinds = [kind for kind, _ in street.told(str(voice.person))]
        assert kinds == ["opinion_handed_over", "opinion_handed_over", "opinion_result"]
    refused = street.step(street.bring(), "merging", {"into": main["receipt"]})
    assert code(refused) == (409, "limit_reached")
