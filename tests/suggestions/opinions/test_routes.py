"""The five routes of Shangqiu art. 20, from the resident's word to what the resident is told."""

from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import Share
from shared.domain.roles import Caller
from shared.store.writing import commit
from tests.gateway import someone
from tests.suggestions.opinions.street import (
    COUNTY,
    COUNTY_STAFF,
    LAMPS,
    LIAISON,
    RESIDENT,
    STATION,
    STREET,
    TOWNSHIP,
    Street,
    basis,
    code,
    staff_of,
)


def test_what_can_be_answered_is_answered_on_the_spot(street: Street) -> None:
    """sq-20a: no other step is taken of it, and the resident reads the answer with its article."""
    receipt, unit = street.bring(), street.unit()
    sorted_ = street.sorted(receipt, LIAISON, answerable="true")
    assert [(way["rule"], way["article"], way["act"]) for way in sorted_["ways"]] == [
        ("sq-20a", "20(1)", ["及时解答回复"])
    ]
    refused = street.step(receipt, "handover", {"unit": unit.id})
    assert code(refused) == (409, "way_other")
    assert basis(refused) == ("shangqiu", "20(1)")
    street.took(receipt, "answer", {"text": "已报修，本周内修好。"}, LIAISON)
    seen = street.follow(receipt)
    assert (seen["state"], seen["answer"]) == ("answered", "已报修，本周内修好。")
    assert [(step["what"], step["rule"] and step["rule"]["article"]) for step in seen["steps"]] == [
        ("received", None),
        ("answered", "20(1)"),
    ]


def test_a_township_matter_goes_to_the_unit_and_the_resident_hears_of_both(street: Street) -> None:
    """sq-20b: the hand-over and the result are told, one by the step itself, the other is owed."""
    receipt, unit = street.bring(by=RESIDENT), street.unit()
    street.sorted(receipt, matter_remit="township")
    elsewhere = someone(f"liaison_officer:{STATION}", "township_staff:411402002", person=LIAISON.person)
    for by in (LIAISON, elsewhere):
        by_station = street.step(receipt, "handover", {"unit": unit.id}, by)
        assert code(by_station) == (403, "way_through")
    street.later(hours=1)
    street.took(receipt, "handover", {"unit": unit.id, "text": "请研究处理"})
    seen = street.follow(receipt)
    assert (seen["state"], seen["unit"]) == ("handed_over", unit.name)
    assert seen["steps"][-1]["rule"]["rule"] == "sq-20b.a"
    assert [kind for kind, _ in street.told(f"unit_staff:{unit.id}")] == ["opinion_assigned"]

    street.later(days=2)
    assert street.by_unit(unit, receipt, "result", {"text": "已装路灯六盏"}).status == 200
    clocks = {(one["rule"], one["state"]) for one in street.opinion(receipt)["clocks"]}
    assert clocks == {("sq-20b.b", "met"), ("sq-20b.c", "running")}
    assert street.follow(receipt)["state"] == "result_known"

    street.later(hours=1)
    street.took(receipt, "feedback", {"text": "路灯六盏已装好。"})
    assert {one["state"] for one in street.opinion(receipt)["clocks"]} == {"met"}
    assert street.follow(receipt)["answer"] == "路灯六盏已装好。"
    told = street.told(RESIDENT.person)
    assert [kind for kind, _ in told] == ["opinion_handed_over", "opinion_result"]
    assert (told[0][1]["with"], told[1][1]["answer"]) == (unit.name, "路灯六盏已装好。")


def test_the_unit_reads_what_came_with_it_and_what_was_answered_before(street: Street) -> None:
    """What the resident adds may tell who it is: the staff say what the unit has to know of it."""
    receipt, unit = street.bring(), street.unit()
    street.sorted(receipt, matter_remit="township")
    street.later(hours=1)
    street.took(receipt, "handover", {"unit": unit.id, "text": "请研究处理"})
    path = f"/v1/units/{unit.id}/opinions/{receipt['receipt']}"
    seen = street.done("GET", path, by=staff_of(unit))
    assert (seen["note"], seen["answer"], seen["round"]) == ("请研究处理", None, 1)
    street.later(hours=1)
    street.by_unit(unit, receipt, "result", {"text": "已装路灯六盏"})
    street.later(hours=1)
    street.took(receipt, "feedback", {"text": "路灯六盏已装好。"})
    street.later(hours=1)
    street.words(receipt, "我是王秀英，东头仍不亮", unsolved=True)
    street.later(hours=1)
    street.took(receipt, "handover", {"unit": unit.id, "text": "东段仍不亮，请再查"})
    again = street.done("GET", path, by=staff_of(unit))
    assert (again["note"], again["answer"], again["round"]) == ("东段仍不亮，请再查", "路灯六盏已装好。", 2)
    assert "王秀英" not in str(again)


def test_a_higher_matter_goes_through_the_countys_body(street: Street) -> None:
    """sq-20c: the township forwards, the county's body hands over, the resident hears of both."""
    receipt, unit = street.bring(by=RESIDENT), street.unit("区住房和城乡建设局")
    street.sorted(receipt, matter_remit="higher")
    early = street.step(receipt, "handover", {"unit": unit.id})
    assert code(early) == (403, "way_through")
    assert basis(early) == ("shangqiu", "20(3)")
    street.took(receipt, "forwarding", {"text": "属区级职责"})
    assert street.listed(COUNTY, "forwarded") == [receipt["receipt"]]
    assert street.listed(COUNTY, "received") == []
    assert [kind for kind, _ in street.told(f"committee_staff:{COUNTY}")] == ["opinion_forwarded"]

    street.later(hours=2)
    assert code(street.step(receipt, "handover", {"unit": unit.id})) == (403, "role_missing")
    street.took(receipt, "handover", {"unit": unit.id}, COUNTY_STAFF)
    street.later(days=3)
    street.took(receipt, "result", {"text": "已列入改造计划"}, COUNTY_STAFF)
    street.took(receipt, "feedback", {"text": "已列入明年改造计划。"}, COUNTY_STAFF)
    steps = [step["what"] for step in street.follow(receipt)["steps"]]
    assert steps == ["received", "forwarded", "handed_over", "result_known", "fed_back"]
    assert [kind for kind, _ in street.told(RESIDENT.person)] == [
        "opinion_handed_over",
        "opinion_handed_over",
        "opinion_result",
    ]
    assert {one["state"] for one in street.opinion(receipt)["clocks"]} == {"met"}


def test_what_is_common_and_complex_may_be_researched(street: Street) -> None:
    """sq-20d: a rule that says may; the matter can as well go another way."""
    receipt = street.bring()
    ways = street.sorted(receipt, common_and_complex="true")["ways"]
    assert [(way["rule"], way["binding"]) for way in ways] == [("sq-20d", False)]
    street.took(receipt, "research", {"text": "与相近意见一并开展专题调研。"})
    assert street.follow(receipt)["steps"][-1]["rule"]["article"] == "20(4)"
    street.took(receipt, "result", {"text": "已提出建议"})
    street.took(receipt, "feedback", {"text": "代表已就此提出建议。"})
    assert street.follow(receipt)["state"] == "answered"


def test_a_personal_legal_case_is_explained_with_its_channel(street: Street) -> None:
    """sq-20e: nobody hands it over; the resident reads where it is taken."""
    receipt, unit = street.bring("我的案子判决后一直没有执行。"), street.unit()
    street.sorted(receipt, LIAISON, personal_legal_case="true", matter_remit="township")
    refused = street.step(receipt, "handover", {"unit": unit.id})
    assert (code(refused), basis(refused)) == ((409, "way_other"), ("shangqiu", "20(5)"))
    body = {"text": "联络站不处理个案。", "channel": "区人民法院执行局"}
    street.took(receipt, "explanation", body, LIAISON)
    step = street.follow(receipt)["steps"][-1]
    assert (step["channel"], step["rule"]["article"]) == ("区人民法院执行局", "20(5)")


def test_the_rules_ask_first_what_the_matter_is(street: Street) -> None:
    receipt = street.bring()
    refused = street.step(receipt, "answer", {"text": "好的"})
    assert code(refused) == (409, "opinion_not_sorted")
    assert basis(refused)[0] == "shangqiu"
    assert street.opinion(receipt)["version"] == 1


def test_where_no_rule_speaks_the_staff_find_the_way(street: Street) -> None:
    """Zhengzhou has no routes of its own."""
    by = someone("committee_staff:410102", person="pzhengzh0vstaff000000")
    receipt = street.done("POST", "/v1/opinions", {"text": LAMPS, "division": "410102"})
    path = f"/v1/opinions/{receipt['receipt']}"
    assert street.done("GET", path, by=by)["ways"] == []
    street.done("POST", f"{path}/answer", {"text": "已转告"}, by=by, version=1)
    assert street.follow(receipt)["steps"][-1]["rule"] is None


def test_the_unit_may_give_it_back_and_it_goes_to_another(street: Street) -> None:
    """What the county's body handed over comes back to it."""
    receipt, one, other = street.bring(), street.unit(), street.unit("城管局", number=2)
    street.sorted(receipt, matter_remit="higher")
    street.took(receipt, "forwarding", {})
    street.took(receipt, "handover", {"unit": one.id}, COUNTY_STAFF)
    assert street.by_unit(one, receipt, "return", {"reason": "不属于本单位职责"}).status == 200
    assert street.opinion(receipt)["state"] == "forwarded"
    returned = [data for kind, data in street.told(f"committee_staff:{COUNTY}") if kind == "opinion_returned"]
    assert [(data["with"], data["reason"]) for data in returned] == [(one.name, "不属于本单位职责")]
    assert street.follow(receipt)["steps"][-1]["reason"] == "不属于本单位职责"
    gone = street.by_unit(one, receipt, "result", {"text": "已办"})
    assert code(gone) == (404, "case_not_found")
    street.took(receipt, "handover", {"unit": other.id}, COUNTY_STAFF)
    street.by_unit(other, receipt, "return", {"reason": "应由市政办理"})
    street.took(receipt, "handover", {"unit": one.id}, COUNTY_STAFF)
    path = f"/v1/units/{one.id}/opinions/{receipt['receipt']}"
    assert street.done("GET", path, by=staff_of(one))["state"] == "handed_over"
    street.by_unit(one, receipt, "return", {"reason": "仍非本单位职责"})
    street.took(receipt, "return", {"reason": "由街道办理"}, COUNTY_STAFF)
    kinds = [kind for kind, _ in street.told(f"liaison_officer:{STATION}")]
    assert sorted(kinds) == ["opinion_received", "opinion_returned"]
    assert street.listed(STREET, "received", TOWNSHIP) == [receipt["receipt"]]


def test_a_unit_that_takes_nothing_new_gets_nothing(street: Street) -> None:
    receipt, unit = street.bring(), street.unit(active=False)
    street.sorted(receipt, matter_remit="township")
    assert code(street.step(receipt, "handover", {"unit": unit.id})) == (409, "unit_inactive")
    assert code(street.step(receipt, "handover", {"unit": "u" + "9" * 20})) == (404, "unit_not_found")


def test_what_is_owed_stands_in_the_lists_of_what_is_due(street: Street) -> None:
    """The unit's while it is with it; from then on the station owes the resident the result (sq-20b.c)."""
    receipt, unit = street.bring(), street.unit()

    def due(path: str, by: Caller) -> list[tuple[str, str | None]]:
        query = {"scope": STREET} if path == "/v1/due" else {}
        items = street.done("GET", path, query=query, by=by)["items"]
        return [(one["case"], one["party"]) for one in items]

    of_unit, id_ = f"/v1/units/{unit.id}/due", receipt["receipt"]
    assert due("/v1/due", TOWNSHIP) == []
    street.sorted(receipt, matter_remit="township")
    street.took(receipt, "handover", {"unit": unit.id})
    assert due(of_unit, staff_of(unit)) == [(id_, unit.id)]
    street.later(hours=1)
    street.by_unit(unit, receipt, "result", {"text": "已修"})
    assert due(of_unit, staff_of(unit)) == []
    assert due("/v1/due", TOWNSHIP) == [(id_, STATION)]
    street.later(hours=1)
    street.took(receipt, "feedback", {"text": "已修好"})
    assert due("/v1/due", TOWNSHIP) == []


def test_it_is_sorted_however_many_units_have_had_it(street: Street) -> None:
    """All is one transaction: what units had before is not written anew, the unit that has it reads it."""
    receipt, unit = street.bring(), street.unit()
    street.sorted(receipt, matter_remit="township")
    held = handovers.load(receipt["receipt"], STATION)
    for number in range(100):
        given = handover.given(held.about, f"u{900 + number:020d}", Share.LEAD, street.now, TOWNSHIP.person)
        commit(
            *handovers.writes(
                None, handover.returned(given, street.now, TOWNSHIP.person, "非本单位职责"), street.now
            )
        )
    street.took(receipt, "handover", {"unit": unit.id})
    street.sorted(receipt, matter_remit="township", common_and_complex="true")
    for party in (STATION, unit.id):
        assert "common_and_complex" in handovers.load(receipt["receipt"], party).about.facts
    assert "common_and_complex" not in handovers.load(receipt["receipt"], f"u{900:020d}").about.facts


def test_a_list_says_of_which_version_an_opinion_is(street: Street) -> None:
    """Who acts on what a list showed is not refused for it: also after a step that moves it to no other
    list."""
    receipt = street.bring()
    street.sorted(receipt, category="transport")
    street.sorted(receipt, matter_remit="township")
    query = {"scope": COUNTY, "state": "received"}
    (shown,) = street.done("GET", "/v1/opinions", query=query, by=COUNTY_STAFF)["items"]
    assert shown["version"] == street.opinion(receipt)["version"] == 3
    path, body = f"/v1/opinions/{receipt['receipt']}", {"category": "utilities"}
    assert street.send("PATCH", path, body, by=TOWNSHIP, version=shown["version"]).status == 200
