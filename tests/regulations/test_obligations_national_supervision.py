"""The Deputies Law (amended 2025), each rule on a concrete case: supervision of deputies, suspension and the
end of a mandate (art. 58-63)."""

import pytest

from shared.regulations.inputs import Leave
from shared.regulations.matters import barred
from shared.regulations.verdicts import State
from tests.regulations.moments import happened, on
from tests.regulations.nation import (
    AT,
    COMMITTEE,
    DEPUTY,
    LOCAL,
    NATION,
    PRESIDIUM,
    acts,
    levels_of,
)
from tests.regulations.standings import (
    assert_board,
    did,
    part,
    somebody,
    state,
    told,
    verdict,
    verdicts,
    ways,
)


def test_nat_58a_a_deputy_hears_what_people_think_and_reports_on_duty() -> None:
    heard = ("check_in", "reception", "visit", "forum", "research", "duty_report", "voters_appraisal")
    assert_board(NATION, DEPUTY, "nat-58a.hear", *heard)
    assert_board(NATION, DEPUTY, "nat-58a.report", "duty_report", "voters_appraisal")


def test_nat_58b_duty_is_recorded_reported_and_published() -> None:
    assert_board(NATION, PRESIDIUM, "nat-58b.reports", "duty_report")
    kept = verdict(NATION, COMMITTEE, "nat-58b.record", [told("duty_archive", "2025-04-01")])
    assert kept.state is State.MET
    assert verdict(NATION, COMMITTEE, "nat-58b.record").state is State.SHORT
    profile, duty = told("deputy_profile", "2025-04-01"), told("duty_information", "2026-04-01")
    assert verdict(NATION, COMMITTEE, "nat-58b.public", [profile, duty]).state is State.MET
    half = verdict(NATION, COMMITTEE, "nat-58b.public", [profile])
    assert (half.state, half.because) == (State.SHORT, ("missing:duty_information",))
    assert levels_of("nat-58b.public") == LOCAL


def test_nat_59_a_deputy_does_not_use_the_office_in_cases_tenders_or_for_gain() -> None:
    bar = part(NATION, "nat-59")
    for act in ("interfere_in_case", "meddle_in_tender", "seek_private_gain"):
        assert bar in barred(NATION, act, {})
    assert bar not in barred(NATION, "submit_suggestion", {})


def test_nat_60_a_deputy_whose_recall_is_proposed_may_answer_in_person_or_in_writing() -> None:
    assert acts("nat-60", "recall_proposed", {}) == [("defend_in_person",), ("defend_in_writing",)]


@pytest.mark.parametrize(
    ("level", "part_id", "told_to"),
    [("city", "nat-61a.usual", "committee"), ("township", "nat-61a.township", "congress")],
)
def test_nat_61a_a_deputy_detained_or_serving_a_sentence_is_suspended(
    level: str, part_id: str, told_to: str
) -> None:
    one = somebody("deputy", level)
    for cause in ("detained", "sentenced"):
        suspended = verdict(NATION, one, part_id, [did(cause, "2026-05-08")])
        assert (suspended.article, suspended.because) == ("61-1", ("then:suspended",))
    assert verdicts(NATION, one, part_id) == ()
    fields = part(NATION, part_id).fields
    assert (fields.by, fields.tell) == (("credentials_committee",), (told_to,))


def test_nat_61b_duty_is_resumed_when_the_cause_is_gone_unless_the_mandate_has_ended() -> None:
    assert acts("nat-61b", "restored", AT["city"]) == [("resume_duty",)]
    assert acts("nat-61b", "restored", {**AT["city"], "no_longer_deputy": True}) == []


@pytest.mark.parametrize(
    ("rule", "cause"),
    [
        ("nat-62a", "moved_away"),
        ("nat-62b", "resigned"),
        ("nat-62d", "recalled"),
        ("nat-62e", "nationality_lost"),
        ("nat-62f", "political_rights_lost"),
        ("nat-62g", "capacity_lost"),
        ("nat-62h", "deceased"),
    ],
)
def test_nat_62_what_ends_a_mandate_at_once(rule: str, cause: str) -> None:
    record = did(cause, "2026-05-08")
    ended = verdict(NATION, DEPUTY, rule, [record])
    assert (ended.evidence, ended.because) == ((record.id,), ("then:mandate_ends",))
    assert verdicts(NATION, DEPUTY, rule, [did("training", "2026-05-08")]) == ()


def test_nat_62a_a_national_deputy_may_move() -> None:
    moved = [did("moved_away", "2026-05-08")]
    assert verdicts(NATION, somebody("deputy", "national"), "nat-62a", moved) == ()
    assert levels_of("nat-62a") == LOCAL


def test_nat_62c_two_sessions_missed_without_leave_end_the_mandate() -> None:
    first = did("absence", "2025-02-25", "congress_session", "unapproved")
    second = did("absence", "2026-02-25", "congress_session", "unapproved")
    once = verdict(NATION, DEPUTY, "nat-62c", [first])
    assert (once.state, once.required, once.counted, once.because) == (State.AT_RISK, 2, 1, ())
    twice = verdict(NATION, DEPUTY, "nat-62c", [first, second])
    assert (twice.article, twice.because) == ("62(3)", ("then:mandate_ends",))
    assert twice.evidence == tuple(sorted([first.id, second.id]))
    assert part(NATION, "nat-62c").fields.leads_to == ("nat-63",)


def test_nat_62c_absences_with_leave_from_other_meetings_or_in_another_term_do_not_count() -> None:
    first = did("absence", "2025-02-25", "congress_session", "unapproved")
    second = did("absence", "2026-02-25", "congress_session", "unapproved")
    ill = somebody("deputy", "city", leaves=(Leave(on("2026-02-20"), on("2026-03-05"), approved=True),))
    assert verdict(NATION, ill, "nat-62c", [first, second]).counted == 1
    with_leave = did("absence", "2026-02-25", "congress_session")
    a_forum = did("absence", "2026-04-08", "unapproved")
    term_before = did("absence", "2022-02-25", "congress_session", "unapproved")
    assert verdict(NATION, DEPUTY, "nat-62c", [first, with_leave, a_forum, term_before]).counted == 1


def test_nat_63_the_end_of_a_mandate_is_reported_and_announced() -> None:
    (city,) = ways(NATION, "nat-63.report", "mandate_ended", AT["city"])
    (township,) = ways(NATION, "nat-63.report", "mandate_ended", AT["township"])
    assert city.by == township.by == "credentials_committee"
    assert (city.branch.to, township.branch.to) == (("committee",), ("congress",))
    ended, notice = happened("mandate_ended", "2026-05-08"), happened("end_of_mandate_notice", "2026-05-28")
    for level, part_id in (("city", "nat-63.announce"), ("township", "nat-63.township")):
        assert state(NATION, part_id, AT[level], ended, now="2026-05-20") is State.OPEN
        assert state(NATION, part_id, AT[level], ended, notice, now="2026-06-01") is State.MET
    assert state(NATION, "nat-63.township", AT["city"], ended, now="2026-05-20") is None
    assert part(NATION, "nat-63.township").fields.by == "congress"
