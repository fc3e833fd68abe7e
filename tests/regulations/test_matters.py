"""What the rules say of one matter: clocks as verdicts, routes, checklists of an occasion, bars, permits."""

from typing import Any

import pytest

from shared.regulations import matters
from shared.regulations.clocks import Grant
from shared.regulations.library import library
from shared.regulations.matters import Answer, Matter
from shared.regulations.rules import SubjectKind
from shared.regulations.verdicts import State
from tests.regulations.books import TODAY, book, rule
from tests.regulations.moments import at, happened, on

SHANGQIU = library().rulebook("411402001", TODAY)
STATION = (SubjectKind.STATION,)


def test_national_51_a_suggestion_is_answered_in_three_months_or_six() -> None:
    handed_over = happened("handed_over", "2026-08-31")

    def found(now: str, *events: Any, **facts: bool) -> list[tuple[str, str, State]]:
        matter = Matter("s1", facts, (handed_over, *events), subjects=(SubjectKind.HANDLING_UNIT,))
        verdicts = matters.verdicts(SHANGQIU, matter, at(now))
        return [(v.rule, str(v.due), v.state) for v in verdicts if v.rule.startswith("nat-51b")]

    assert found("2026-11-20") == [("nat-51b.usual", "2026-11-30", State.OPEN)]
    assert found("2026-11-28") == [("nat-51b.usual", "2026-11-30", State.AT_RISK)]
    assert found("2026-12-01") == [("nat-51b.usual", "2026-11-30", State.SHORT)]
    assert found("2026-12-01", wide_or_difficult=True) == [("nat-51b.wide", "2027-02-28", State.OPEN)]
    assert found("2027-03-01", happened("replied", "2026-11-30")) == [
        ("nat-51b.usual", "2026-11-30", State.MET)
    ]


def test_a_verdict_of_a_clock_is_proven_by_the_event() -> None:
    reply = happened("replied", "2026-11-30")
    matter = Matter(
        "s1", {}, (happened("handed_over", "2026-08-31"), reply), subjects=(SubjectKind.HANDLING_UNIT,)
    )
    verdict = next(
        v for v in matters.verdicts(SHANGQIU, matter, at("2027-01-01")) if v.rule == "nat-51b.usual"
    )
    assert (verdict.required, verdict.counted, verdict.evidence) == (1, 1, (reply.id,))
    assert (verdict.period.first, verdict.period.last) == (on("2026-08-31"), on("2026-11-30"))


def test_a_clock_runs_on_under_the_next_congress() -> None:
    matter = Matter(
        "s1",
        {},
        (happened("handed_over", "2026-12-20"),),
        subjects=(SubjectKind.HANDLING_UNIT,),
        term_ends=on("2027-01-15"),
    )
    verdict = next(
        v for v in matters.verdicts(SHANGQIU, matter, at("2027-03-21")) if v.rule == "nat-51b.usual"
    )
    assert verdict.state is State.SHORT


ROUTES = [
    ({"answerable": True}, "sq-20a", ("answer_at_once",), ("resident",), ()),
    ({"matter_remit": "township"}, "sq-20b.a", ("hand_over",), ("unit_concerned",), ()),
    ({"matter_remit": "higher"}, "sq-20c.a", ("hand_over", "forward"), ("unit_concerned",), ("county_body",)),
    ({"common_and_complex": True}, "sq-20d", ("do_research", "propose"), (), ()),
    (
        {"personal_legal_case": True, "matter_remit": "township"},
        "sq-20e",
        ("explain", "show_the_channel"),
        ("resident",),
        (),
    ),
]


@pytest.mark.parametrize(("facts", "rule_id", "act", "to", "via"), ROUTES, ids=[r[1] for r in ROUTES])
def test_shangqiu_20_where_an_opinion_goes(
    facts: dict[str, Any], rule_id: str, act: Any, to: Any, via: Any
) -> None:
    (way,) = matters.routes(SHANGQIU, facts, "received", STATION)
    assert (way.part.id, way.branch.act, way.branch.to, way.branch.via) == (rule_id, act, to, via)


def test_shangqiu_20_the_resident_hears_of_the_hand_over_and_of_the_result() -> None:
    events = (
        happened("handed_over", "2026-11-02"),
        happened("handover_notice", "2026-11-03"),
        happened("result_known", "2026-11-18"),
    )
    matter = Matter("o1", {"matter_remit": "township"}, events, subjects=STATION)
    found = {(v.rule, v.state) for v in matters.verdicts(SHANGQIU, matter, at("2026-11-20"))}
    assert found == {("sq-20b.b", State.MET), ("sq-20b.c", State.OPEN)}


def test_branches_are_tried_in_order_or_all_taken() -> None:
    fields = """
on = "received"
branch = [
    { when = { important = true }, act = "report", to = ["chairpersons_meeting"] },
    { act = "hand_over", to = ["handling_unit", "government"], co = ["court"], joint = true },
]
choose = "%s"
"""
    first = book(rule("route", fields % "first", subject="staff"))
    every = book(rule("route", fields % "all", subject="staff"))
    assert [way.branch.act for way in matters.routes(first, {"important": True}, "received")] == [("report",)]
    assert [way.branch.act for way in matters.routes(first, {}, "received")] == [("hand_over",)]
    assert len(matters.routes(every, {"important": True}, "received")) == 2
    assert matters.routes(first, {}, "replied") == ()


def test_an_extension_shows_in_the_verdict() -> None:
    fields = """
after = "handed_over"
within = "3 months"
until = "replied"
extension = { form = "explain", add = "1 month" }
"""
    rules = book(rule("deadline", fields, subject="handling_unit"))
    matter = Matter("s1", {}, (happened("handed_over", "2026-03-10"),), (Grant(at("2026-05-01"), "explain"),))
    (verdict,) = matters.verdicts(rules, matter, at("2026-06-15"))
    assert (verdict.due, verdict.state, verdict.because) == (on("2026-07-10"), State.OPEN, ("extended",))


def test_a_checklist_of_an_occasion_says_what_is_missing_and_what_must_not_be_there() -> None:
    words = (
        '[words]\ncause = ["案由", "cause"]\ngrounds = ["案据", "grounds"]\nsubmitted = ["提交", "sent in"]'
    )
    rules = book(
        rule("checklist", 'items = ["cause", "grounds"]\nclosed = true\non = "submitted"'), extra=words
    )
    assert matters.lacking(rules, "submitted", {}, {"cause", "grounds"}) == ()
    (lack,) = matters.lacking(rules, "submitted", {}, {"cause", "materials"})
    assert (lack.missing, lack.not_allowed, lack.refuses) == (("grounds",), ("materials",), True)
    assert matters.lacking(rules, "received", {}, set()) == ()


def test_datong_12_an_inspection_with_the_card_does_not_settle_problems() -> None:
    rules = library().rulebook("1402", TODAY)
    facts = {"level": "city"}
    assert "dt-12c" in {
        part.rule for part in matters.barred(rules, "settle_problem", facts, ["card_inspection"])
    }
    assert "dt-12c" not in {
        part.rule for part in matters.barred(rules, "settle_problem", facts, ["reception"])
    }
    assert matters.barred(rules, "report", facts, ["card_inspection"]) == ()


PERMIT = """
act = "be_absent"
is = "leave"
approver = ["organiser", "committee"]
within = "2 working_days"
silence = "%s"
case = [{ when = { in_session = true }, approver = ["presidium"] }]
"""


def asked(silence: str, now: str, *answers: Answer, **facts: bool) -> tuple[str, tuple[str, ...]]:
    rules = book(rule("permit", PERMIT % silence))
    (found,) = matters.permissions(rules, "be_absent", facts, at("2026-11-16"), answers, at(now))
    return found.state, found.of


def test_approvers_are_asked_one_after_another() -> None:
    yes, also, no = (
        Answer(by, granted, at("2026-11-17"))
        for by, granted in (("organiser", True), ("committee", True), ("committee", False))
    )
    assert asked("pending", "2026-11-17") == ("pending", ("organiser", "committee"))
    assert asked("pending", "2026-11-17", yes) == ("pending", ("committee",))
    assert asked("pending", "2026-11-17", yes, also) == ("granted", ())
    assert asked("pending", "2026-11-17", yes, no) == ("refused", ())
    assert asked("pending", "2026-11-17", in_session=True) == ("pending", ("presidium",))


def test_silence_means_what_the_rule_says() -> None:
    yes = Answer("organiser", True, at("2026-11-17"))
    assert asked("granted", "2026-11-19", yes) == ("pending", ("committee",))
    assert asked("granted", "2026-11-20", yes) == ("granted", ())
    assert asked("refused", "2026-11-20", yes) == ("refused", ())
    assert asked("pending", "2026-11-30", yes) == ("pending", ("committee",))


def test_what_no_rule_asks_a_permit_for_needs_none_and_a_report_needs_no_answer() -> None:
    rules = book(rule("permit", 'act = "report"\nis = "report"\napprover = "committee"'))
    assert matters.permissions(rules, "be_absent", {}, at("2026-11-16")) == ()
    (found,) = matters.permissions(rules, "report", {}, at("2026-11-16"))
    assert (found.state, found.what) == ("granted", ("report",))


def test_a_veto_holds_publication_back_for_its_time_or_for_good() -> None:
    veto = 'veto = { by = "deputy", of = "result", within = "3 days" }'
    fields = f'what = ["year_plan", "result"]\nto = "public"\n{veto}'
    (part,) = book(rule("publish", fields, subject="committee")).parts
    asked_at, late = at("2026-11-16"), at("2026-11-20")
    assert matters.may_publish(part, "year_plan", None, False, late) == "free"
    assert matters.may_publish(part, "result", None, False, late) == "waiting"
    assert matters.may_publish(part, "result", asked_at, False, at("2026-11-19")) == "waiting"
    assert matters.may_publish(part, "result", asked_at, False, late) == "free"
    assert matters.may_publish(part, "result", asked_at, True, late) == "objected"
