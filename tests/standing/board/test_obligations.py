"""Every obligation of the packs that a statement shows, on the board and in its subject's standing: open or
short without a statement, met with one. The id of the obligation is the name of the case (``tj-05a.system``,
``dt-14b.funds``, ``gx-12d.a``, ``nat-42.a``, ``sq-22`` ...)."""

from datetime import date

import pytest

from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import ATTESTATION, Record, Subject
from shared.regulations.library import library
from shared.regulations.rules import Modality, Part, Status
from shared.regulations.verdicts import State
from tests.gateway import someone
from tests.standing.board.floor import ATTESTED, STAFF_ID, Floor, place_of, subject_of

UNKNOWN = {"dt-07g.heads"}
"""Members who head a working body: the Registry does not know who does."""
PRESENT = [part for part in ATTESTED if part.id not in UNKNOWN]
OF_DIVISIONS = [part for part in PRESENT if part.subject in {"committee", "staff", "meeting", "division"}]
DRAFTED = [
    part
    for pack in library().packs
    if pack.instrument.status is Status.DRAFT
    for part in pack.parts()
    if part.kind == "attest"
]
ANY_LEVEL = ("city", "county", "township", "province")


def unmet(part: Part) -> str:
    """On 20 November more than two thirds of the year are over."""
    return "at_risk" if part.modality is Modality.MUST else "open"


@pytest.mark.parametrize("part", PRESENT, ids=lambda part: part.id)
def test_what_is_stated_turns_from_open_to_met_and_names_its_statement(floor: Floor, part: Part) -> None:
    id_, by, speaker, path = subject_of(floor.hall, part)
    reader = someone("auditor:" + place_of(part)[:2], person="p0000000000000000000z")
    before = floor.hall.verdicts(path, reader)[part.id]
    assert (before["state"], before["counted"], before["evidence"]) == (unmet(part), 0, [])
    assert before["article"] == part.article
    assert before["instrument"]["id"] == part.instrument
    assert before["recorded"] is True
    answer = floor.state(part.id, str(part.subject), id_, speaker, evidence=[part.fields.evidence[0]])
    assert answer.status == 201, answer.text
    assert (answer.json["by"], answer.json["counted"]) == (by, True)
    met = floor.hall.verdicts(path, reader)[part.id]
    assert (met["state"], met["counted"], met["evidence"]) == ("met", 1, [answer.json["id"]])


@pytest.mark.parametrize("part", PRESENT, ids=lambda part: part.id)
def test_a_year_that_ended_without_a_statement_is_short_where_the_rule_binds(
    floor: Floor, part: Part
) -> None:
    *_, path = subject_of(floor.hall, part)
    reader = someone("auditor:" + place_of(part)[:2], person="p0000000000000000000z")
    found = floor.hall.verdicts(path, reader, on="2025-12-31")[part.id]
    assert found["state"] == ("short" if part.modality is Modality.MUST else "open")


@pytest.mark.parametrize("part", OF_DIVISIONS, ids=lambda part: part.id)
def test_the_board_of_the_division_tells_what_was_stated_and_by_whom(floor: Floor, part: Part) -> None:
    place = place_of(part)
    staff = someone(f"committee_staff:{place}", person=STAFF_ID)
    word = part.fields.evidence[-1]
    before = floor.board(place, staff)[part.id]
    assert (before["state"], before["article"], before["statements"]) == (unmet(part), part.article, [])
    assert before["subject"] == {"kind": str(part.subject), "id": place}
    asked = before["may_state"]
    assert (asked["who"], asked["you"]) == (part.fields.by or str(part.subject), True)
    assert [entry["word"] for entry in asked["evidence"]] == list(part.fields.evidence)
    link = "https://www.example.cn/2026/report.html?id=1#top"
    sent = {"evidence": [word], "note": "见附件", "links": [link]}
    made = floor.state(part.id, str(part.subject), place, staff, **sent).json
    after = floor.board(place, staff)[part.id]
    assert (after["state"], after["evidence"]) == ("met", [made["id"]])
    (told,) = after["statements"]
    assert told == made
    assert (told["by"], told["day"], told["note"], told["links"]) == (
        STAFF_ID,
        "2026-11-20",
        "见附件",
        [link],
    )


@pytest.mark.parametrize("part", DRAFTED, ids=lambda part: part.id)
def test_a_draft_that_the_province_adopts_is_met_by_a_statement(
    floor: Floor, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADOPTED_DRAFTS", "shenzhen:2026-01-01")
    id_, _, speaker, path = subject_of(floor.hall, part)
    reader = someone("auditor:44", person="p0000000000000000000z")
    before = floor.hall.verdicts(path, reader)[part.id]
    assert (before["state"], before["article"], before["recorded"]) == (unmet(part), part.article, True)
    answer = floor.state(part.id, str(part.subject), id_, speaker, evidence=[part.fields.evidence[-1]])
    assert answer.status == 201, answer.text
    met = floor.hall.verdicts(path, reader)[part.id]
    assert (met["state"], met["evidence"]) == ("met", [answer.json["id"]])


@pytest.mark.parametrize("part", DRAFTED, ids=lambda part: part.id)
def test_a_draft_binds_nobody_and_once_tried_is_met_by_a_statement(floor: Floor, part: Part) -> None:
    """Shenzhen's text is a draft: over HTTP a statement of it is refused, with its article."""
    evaluator = Evaluator(library().rulebook("4403", date(2026, 11, 20), drafts=("shenzhen",)))
    facts = next(
        {"level": level, **extra}
        for level in ANY_LEVEL
        for extra in ({}, {"group_kind": "small"}, {"group_kind": "large"}, {"group_kind": "professional"})
        if part.condition.holds({"level": level, **extra})
    )
    subject, day = Subject(part.subject, "x1", facts), date(2026, 11, 20)
    statement = Record("x1.a", "x1", day, ATTESTATION, marks=(part.fields.evidence[0],), reference=part.id)

    def state(*records: Record) -> State:
        return next(v.state for v in evaluator.evaluate(subject, records, day) if v.rule == part.id)

    assert (state(), state(statement)) == (unmet(part), State.MET)
    staff = someone("committee_staff:4403", person=STAFF_ID)
    if part.subject == "committee":
        answer = floor.state(part.id, "committee", "4403", staff, evidence=[part.fields.evidence[0]])
        assert (answer.status, answer.json["code"]) == (422, "rule_not_in_force")
        assert answer.json["basis"] == {"instrument": "shenzhen", "article": part.article}
