"""What may happen to a case in somebody's hands, and what they then owe."""

from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from functions.suggestions.clocks import clock
from functions.suggestions.handovers import handover
from functions.suggestions.handovers.handover import About, HandOver, Longer, Share, State
from shared.domain.errors import Refusal
from shared.regulations.library import Library, library
from shared.store.codec import from_plain, to_plain
from tests.regulations.books import pack, rule
from tests.regulations.moments import at

UNIT, STAFF, STATION = "v" * 21, "p" + "1" * 20, "411402001-01"
SUGGESTION = About("s1", "SUGGESTIONS", "4114", "关于增设过街天桥的建议", {"wide_or_difficult": False})
OPINION = About("e1", "OPINIONS", STATION, "路灯不亮", {"matter_remit": "higher"})
GIVEN = at("2026-11-30 09:00")


def given(about: About = SUGGESTION, share: Share = Share.LEAD) -> HandOver:
    return handover.given(about, UNIT, share, GIVEN, STAFF, name="市交通运输局")


def refused(code: str, *why: str) -> AbstractContextManager[pytest.ExceptionInfo[Refusal]]:
    def right(refusal: Refusal) -> bool:
        return refusal.code == code and (not why or refusal.params.get("why") in why)

    return pytest.raises(Refusal, check=right)


def dues(found: HandOver, now: str) -> list[tuple[str, str, str]]:
    return [
        (t.run.part.id, str(t.run.clock.due and t.run.clock.due.day), t.run.clock.state)
        for t in handover.clocks(found, at(now))
    ]


def test_nat_51b_the_time_runs_from_the_hand_over_whether_accepted_or_not() -> None:
    waiting = given()
    taken = handover.accepted(waiting, at("2027-01-20"), STAFF)
    for found in (waiting, taken):
        assert dues(found, "2027-02-28") == [("nat-51b.usual", "2027-02-28", "running")]
        assert dues(found, "2027-03-01") == [("nat-51b.usual", "2027-02-28", "overdue")]


def test_lead_and_joint_unit_have_clocks_of_their_own() -> None:
    lead = handover.accepted(given(), at("2026-12-01"), STAFF)
    joint = given(share=Share.CO)
    done = handover.replied(joint, at("2026-12-20"), STAFF)
    assert dues(done, "2027-03-01") == [("nat-51b.usual", "2027-02-28", "met")]
    assert dues(lead, "2027-03-01") == [("nat-51b.usual", "2027-02-28", "overdue")]


def test_what_was_given_back_is_owed_no_more_and_stands_as_it_stood() -> None:
    back = handover.returned(given(), at("2026-12-04"), STAFF, "不属于本单位职责")
    assert dues(back, "2030-01-01") == [("nat-51b.usual", "2027-02-28", "running")]
    assert not handover.is_owed(back, handover.clocks(back, at("2030-01-01")))
    assert back.steps[-1].reason == "不属于本单位职责"


def test_the_same_unit_may_have_it_again_with_its_time_anew() -> None:
    back = handover.returned(given(), at("2026-12-04"), STAFF, "不属于本单位职责")
    anew = handover.again(back, Share.CO, at("2026-12-20"), STAFF, "协助办理")
    assert (anew.state, anew.share) == (State.GIVEN, Share.CO)
    assert dues(anew, "2026-12-20 12:01") == [("nat-51b.usual", "2027-03-20", "running")]


def test_a_second_round_after_a_reply() -> None:
    replied = handover.replied(given(), at("2027-01-10"), STAFF)
    unhappy = handover.happened(replied, handover.DISSATISFIED, at("2027-01-20"), STAFF)
    assert unhappy.state is State.REPLIED
    second = handover.again(unhappy, Share.LEAD, at("2027-01-31"), STAFF)
    assert dues(second, "2027-02-01") == [
        ("nat-51b.usual", "2027-02-28", "met"),
        ("nat-51b.usual", "2027-04-30", "running"),
    ]


def test_facts_that_are_stated_later_change_the_time() -> None:
    wide = replace(SUGGESTION, facts={"wide_or_difficult": True})
    assert dues(handover.restated(given(), wide), "2027-03-01") == [("nat-51b.wide", "2027-05-30", "running")]


def test_an_opinion_gives_its_unit_no_clock_of_suggestions_but_is_owed_until_it_is_handled() -> None:
    found = given(OPINION)
    assert handover.clocks(found, at("2030-01-01")) == ()
    assert handover.is_owed(found, ())
    assert not handover.is_owed(handover.replied(found, at("2026-12-04"), STAFF), ())


def test_sq_20c_who_received_an_opinion_owes_the_resident_what_became_of_it() -> None:
    own = handover.given(OPINION, STATION, Share.OWN, GIVEN, STAFF, what="received")
    assert not handover.is_owed(own, handover.clocks(own, GIVEN))
    forwarded = handover.happened(own, "forwarded", at("2026-12-01"), STAFF)
    assert dues(forwarded, "2026-12-02") == [("sq-20c.b", "None", "running")]
    assert handover.is_owed(forwarded, handover.clocks(forwarded, at("2026-12-02")))
    told = handover.happened(forwarded, "forwarding_notice", at("2026-12-02"), STAFF)
    assert not handover.is_owed(told, handover.clocks(told, at("2026-12-03")))


def test_out_of_order_is_refused() -> None:
    taken = handover.accepted(given(), at("2026-12-01"), STAFF)
    done = handover.replied(taken, at("2026-12-20"), STAFF)
    over = handover.released(done, at("2026-12-21"), STAFF)
    own = handover.given(OPINION, STATION, Share.OWN, GIVEN, STAFF, what="received")
    now = at("2026-12-22")
    for found in (taken, done, over, own):
        with refused("handover_state"):
            handover.accepted(found, now, STAFF)
        with refused("handover_state"):
            handover.returned(found, now, STAFF, "退回")
    for found in (done, over, own):
        with refused("handover_state"):
            handover.replied(found, now, STAFF)
    for found in (given(), taken, own):
        with refused("handover_state"):
            handover.again(found, Share.LEAD, now, STAFF)
    with refused("handover_state"):
        handover.released(over, now, STAFF)


# -- made longer -------------------------------------------------------------------------------------------


def longer(when: str, body: str = "deputies_affairs_committee") -> Longer:
    return Longer(at(when), "consent", body, STAFF, "需要现场勘测")


def test_nat_51b_knows_no_extension_and_says_so_with_its_article() -> None:
    with refused("extension_refused", "not_allowed") as caught:
        handover.made_longer(given(), longer("2027-02-20"))
    assert caught.value.basis is not None
    assert (caught.value.basis.instrument, caught.value.basis.article) == ("national", "51-2")
    with refused("extension_refused", "no_clock"):
        handover.made_longer(given(OPINION), longer("2027-02-20"))


def test_an_extension_that_a_rule_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    fields = """
after = "handed_over"
within = "1 months"
until = "replied"
extension = { form = "consent", by = "deputies_affairs_committee", add = "1 months" }
"""
    library_ = Library([*library().packs, pack(rule("deadline", fields, subject="handling_unit"))])
    monkeypatch.setattr(clock, "packs", lambda: library_)
    with refused("extension_refused", "wrong_body"):
        handover.made_longer(given(), longer("2026-12-20", "general_office"))
    with refused("extension_refused", "too_late"):
        handover.made_longer(given(), longer("2026-12-31 00:00"))
    after = handover.made_longer(given(), longer("2026-12-20"))
    assert ("x-1", "2027-01-30", "running") in dues(after, "2026-12-31")
    with refused("extension_refused", "too_often"):
        handover.made_longer(after, longer("2027-01-20"))
    with refused("handover_state"):
        handover.made_longer(handover.replied(after, at("2027-01-21"), STAFF), longer("2027-01-22"))


def test_it_is_stored_as_it_is() -> None:
    found = handover.happened(handover.accepted(given(), at("2026-12-01"), STAFF), "contacted", GIVEN, STAFF)
    found = replace(found, longer=(longer("2026-12-20"),), listed="x")
    assert from_plain(HandOver, to_plain(found)) == found


def test_sz_32_an_appeal_is_its_own_kind_of_case_and_binds_the_organ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADOPTED_DRAFTS", "shenzhen:2026-01-01")
    about = About("a1", "APPEALS", "4403", "代表申诉书", {})
    found = handover.given(about, UNIT, Share.LEAD, GIVEN, STAFF, what="appeal_received")
    assert dues(found, "2026-11-30 21:00") == [("sz-32.a", "2026-11-30", "running")]
    assert dues(found, "2026-11-30 21:00:01") == [("sz-32.a", "2026-11-30", "overdue")]
