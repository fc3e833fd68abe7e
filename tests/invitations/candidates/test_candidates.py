"""Whom to invite: ranked within a page, each with the reasons and the rules that give them."""

from datetime import date
from typing import Any

import pytest

from functions.invitations.candidates import coverage
from shared.domain.deputies import Deputy
from shared.domain.mandates import MandateAction, MandateEvent
from shared.store import engine, records
from shared.store.writing import commit
from tests.gateway import someone
from tests.invitations.attendance.hall import held, listed
from tests.invitations.committee import (
    DATONG,
    DATONG_STAFF,
    GUANGXI,
    GUANGXI_STAFF,
    SHENZHEN,
    SHENZHEN_STAFF,
    TIANJIN_STAFF,
    Committee,
    bad_fields,
    code,
    of,
)

MEETING = "standing_committee_meeting"


def candidates(committee: Committee, activity: Any, by: Any = GUANGXI_STAFF, **query: Any) -> list[Any]:
    return committee.whole(f"/v1/activities/{activity['id']}/candidates", by=by, **query)


def ids(found: list[Any]) -> list[str]:
    return [one["deputy"] for one in found]


def came(deputy: Deputy, kind: str = MEETING, congress: str = GUANGXI, **more: Any) -> None:
    """The deputy was at an activity of this kind in March."""
    day = date(2026, 3, 10)
    commit(coverage.attended(congress, 14, kind, deputy.id, deputy.grassroots, day, **more))


def asked(deputy: Deputy, times: int = 1) -> None:
    """The deputy was invited so often."""
    for _ in range(times):
        commit(coverage.invited(GUANGXI, 14, MEETING, deputy.id, deputy.grassroots, date(2026, 3, 10)))


def test_gx_06c_first_who_of_the_grassroots_has_not_attended_in_the_term(committee: Committee) -> None:
    attended, other, fresh = (
        committee.deputy(name="韦一"),
        committee.deputy(name="韦二", grassroots=False),
        committee.deputy(name="韦三"),
    )
    came(attended)
    found = candidates(committee, committee.draft())
    assert ids(found) == [fresh.id, other.id, attended.id]
    (reason,) = found[0]["reasons"]
    assert (reason["why"], reason["rule"]) == ("not_attended", "gx-06c.a")
    assert "第六条第二款" in reason["sentence"]
    assert found[1]["reasons"] == []
    assert [reason["why"] for reason in found[2]["reasons"]] == ["grassroots"]
    assert (found[2]["attended"], found[2]["attended_on"]) == (1, "2026-03-10")


def test_of_equals_who_was_asked_least_comes_first(committee: Committee) -> None:
    often, once, never = committee.deputies(3)
    asked(often, 3)
    asked(once)
    found = candidates(committee, committee.draft())
    assert [(one["deputy"], one["invited"]) for one in found] == [
        (never.id, 0),
        (once.id, 1),
        (often.id, 3),
    ]


def test_gx_06a_the_field_of_the_agenda_counts(committee: Committee) -> None:
    plain = committee.deputy(grassroots=False)
    expert = committee.deputy(grassroots=False, fields=("教育", "民政"))
    found = candidates(committee, committee.draft())
    assert ids(found) == [expert.id, plain.id]
    (reason,) = found[0]["reasons"]
    assert (reason["why"], reason["rule"]) == ("field", "gx-06a.a")
    assert "民政" in reason["sentence"]
    assert "教育" not in reason["sentence"]


def test_gx_08b_the_field_is_asked_for_by_the_rule_on_inspections(committee: Committee) -> None:
    committee.deputy(grassroots=False, fields=("民政",))
    (one,) = candidates(committee, committee.draft(kind="enforcement_inspection"))
    assert one["reasons"][0]["rule"] == "gx-08b.a"


def test_gx_06a_who_took_part_in_related_activities(committee: Committee) -> None:
    """In an enforcement inspection of the same field; not in one of another."""
    related, elsewhere = committee.deputies(2, grassroots=False)
    came(related, "enforcement_inspection", fields=["民政"])
    came(elsewhere, "enforcement_inspection", fields=["教育"])
    meeting = committee.draft()
    found = candidates(committee, meeting)
    assert ids(found)[0] == related.id
    assert [reason["why"] for reason in found[0]["reasons"]] == ["participant"]
    assert found[1]["reasons"] == []
    only = candidates(committee, meeting, category="participating_invitees")
    assert ids(only) == [related.id]


def test_sz_18_who_inspected_may_hear_the_report(committee: Committee) -> None:
    """Those who inspected or researched its topic before a special report come to the meeting."""
    inspected, other = committee.deputies(2, SHENZHEN, grassroots=False)
    came(inspected, "inspection", SHENZHEN, fields=["民政"])
    meeting = committee.draft(SHENZHEN)
    found = candidates(committee, meeting, SHENZHEN_STAFF, category="participating_invitees")
    assert ids(found) == [inspected.id]
    assert other.id in ids(candidates(committee, meeting, SHENZHEN_STAFF))


def test_attendance_itself_is_what_counts(committee: Committee) -> None:
    """From the invitation over the list in the hall to the next meeting's candidates."""
    first, second = committee.deputies(2, DATONG)
    activity = held(committee, first, second, division=DATONG, kind=MEETING)
    committee.change(activity, "opening", by=DATONG_STAFF)
    assert listed(committee, activity, first).status == 200
    next_one = committee.draft(DATONG)
    found = {one["deputy"]: one for one in candidates(committee, next_one, DATONG_STAFF)}
    assert (found[first.id]["invited"], found[first.id]["attended"]) == (1, 1)
    assert (found[second.id]["invited"], found[second.id]["attended"]) == (1, 0)


def test_one_category_at_a_time(committee: Committee) -> None:
    grassroots = committee.deputy()
    expert = committee.deputy(grassroots=False, fields=("民政",))
    meeting = committee.draft()
    assert ids(candidates(committee, meeting, category="grassroots_invitees")) == [grassroots.id]
    assert ids(candidates(committee, meeting, category="field_invitees")) == [expert.id]
    plain = committee.draft(agenda=[])
    assert candidates(committee, plain, category="field_invitees") == []


def proposed(deputy: Deputy, category: str | None, *signers: Deputy, congress: str = GUANGXI) -> None:
    """A suggestion as its submission records it."""
    day, reference = date(2026, 3, 2), f"s{deputy.id[1:]}"
    body = {"title": "关于养老服务的建议", "congress": congress}
    others = [signer.id for signer in signers]
    item = records.item(
        records.deputy_key(deputy.id),
        day,
        "suggestion",
        reference,
        body=body if category is None else {**body, "category": category},
        others=others,
    )
    item.gsi1pk = records.suggestions_key(congress)
    item.gsi1sk = f"{day}#{deputy.id}#{reference}"
    engine.put(item)


def test_gx_06a_who_proposed_related_suggestions_or_signed_them_is_shown_by_the_rule(
    committee: Committee,
) -> None:
    leading, signing, elsewhere, plain = committee.deputies(4, GUANGXI, grassroots=False)
    proposed(leading, "民政", signing)
    proposed(elsewhere, "教育")
    proposed(plain, None)
    meeting = committee.draft()
    only = candidates(committee, meeting, category="proposing_invitees")
    assert set(ids(only)) == {leading.id, signing.id}
    for one in only:
        (reason,) = one["reasons"]
        assert (reason["why"], reason["rule"]) == ("proposer", "gx-06a.a")
        assert reason["sentence"].startswith("提出过相关建议（")
        assert "第六条" in reason["sentence"]
    found = candidates(committee, meeting)
    assert set(ids(found)[:2]) == {leading.id, signing.id}
    assert set(ids(found)) == {leading.id, signing.id, elsewhere.id, plain.id}
    without = committee.draft(agenda=[])
    assert candidates(committee, without, category="proposing_invitees") == []
    query = {"category": "relatives"}
    path = f"/v1/activities/{meeting['id']}/candidates"
    assert bad_fields(committee.send("GET", path, query=query)) == ["query.category"]


def test_only_those_of_the_congress_who_exercise_their_mandate(committee: Committee) -> None:
    event = MandateEvent(MandateAction.SUSPEND, date(2026, 5, 1), "detained")
    serving = committee.deputy()
    committee.deputy("4501")
    committee.deputy(GUANGXI, committee.mandate(ends="2026-11-19"))
    committee.deputy(GUANGXI, committee.mandate(begins="2026-11-21"))
    committee.deputy(GUANGXI, committee.mandate(events=(event,)))
    assert ids(candidates(committee, committee.draft())) == [serving.id]


def test_who_is_selected_already_comes_last_and_is_marked(committee: Committee) -> None:
    chosen, free = committee.deputies(2)
    meeting = committee.draft()
    committee.select(meeting, chosen)
    found = candidates(committee, meeting)
    assert [(one["deputy"], one["standing"]) for one in found] == [
        (free.id, None),
        (chosen.id, "selected"),
    ]


def test_page_by_page_everybody_once(committee: Committee) -> None:
    """Deputies who live in several cities: no page asks for each of them."""
    everybody = [
        *committee.deputies(5, station="450103001-01"),
        *committee.deputies(5, station="450202001-01"),
    ]
    found = candidates(committee, committee.draft(), limit=3)
    assert sorted(ids(found)) == sorted(deputy.id for deputy in everybody)
    assert len(found) == 10


def test_sz_16b_where_the_draft_is_adopted_its_rule_is_the_reason(committee: Committee) -> None:
    committee.adopt("shenzhen:2026-01-01")
    committee.deputy(SHENZHEN)
    (one,) = candidates(committee, committee.draft(SHENZHEN), SHENZHEN_STAFF)
    assert one["reasons"][0]["rule"] == "sz-16b.a"


@pytest.mark.parametrize(
    ("by", "refused"), [(TIANJIN_STAFF, "out_of_scope"), (someone("auditor:45"), "role_missing")]
)
def test_only_who_holds_it_asks(committee: Committee, by: Any, refused: str) -> None:
    path = f"/v1/activities/{committee.draft()['id']}/candidates"
    assert code(committee.send("GET", path, by=by)) == (403, refused)
    assert code(committee.send("GET", path, by=of(committee.deputy()))) == (403, "not_organiser")
    unknown = "/v1/activities/a01j9zq3v7k2m8n4p6r5t/candidates"
    assert code(committee.send("GET", unknown)) == (404, "activity_not_found")
    assert code(committee.send("GET", path, query={"cursor": "bm8"})) == (400, "invalid_cursor")
