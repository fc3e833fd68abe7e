"""The attendance sheet: JSON, a page to print, a workbook."""

import io

import openpyxl
import pytest

from tests.gateway import someone
from tests.invitations.attendance.hall import closed, held, listed, scan, sheet
from tests.invitations.committee import DATONG_STAFF, GUANGXI_STAFF, RESIDENT, Committee, of
from tests.invitations.committee import code as refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AUDITOR = someone("auditor:14", person="pavd1t0r0000000000000")


def test_the_sheet_tells_of_everybody_invited(committee: Committee) -> None:
    came, sick, stayed = committee.deputies(3, "1402")
    activity = held(committee, came, sick, stayed)
    scan(committee, activity, came)
    assert sheet(committee, activity, AUDITOR)["counts"] == {
        "invited": 3,
        "present": 1,
        "absent": 0,
        "justified": 0,
        "on_leave": 0,
    }
    listed(committee, activity, sick, status="absent", justified=True, reason="住院")
    closed(committee, activity)
    told = sheet(committee, activity, AUDITOR)
    assert told["counts"] == {"invited": 3, "present": 1, "absent": 2, "justified": 1, "on_leave": 0}
    lines = {line["person"]: line for line in told["items"]}
    assert (lines[came.id]["outcome"], lines[came.id]["grade"]) == ("present", "B")
    assert (lines[sick.id]["justified"], lines[sick.id]["reason"]) == (True, "住院")
    assert (lines[stayed.id]["outcome"], lines[stayed.id]["answer"]) == ("absent", "accepted")


def test_the_page_to_print_escapes_everything_and_runs_nothing(committee: Committee) -> None:
    deputy = committee.deputy("1402", name="阿依努尔·买买提")
    activity = held(committee, deputy, title="培训<script>alert(1)</script>", place='<img src="x">')
    listed(committee, activity, deputy, reason="手机<b>没电</b>")
    path = f"/v1/activities/{activity['id']}/attendance-sheet"
    page = committee.send("GET", path, by=DATONG_STAFF, accept="text/html,*/*")
    assert page.status == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    for raw in ("<script", "<img", "<b>"):
        assert raw not in page.text
    for shown in ("阿依努尔·买买提", "2026年12月1日", "签名"):
        assert shown in page.text


def test_the_page_to_sign_does_not_tell_why_others_stay_away(committee: Committee) -> None:
    sick, busy = committee.deputies(2, "1402")
    activity = held(committee, sick)
    listed(committee, activity, sick, status="absent", justified=True, reason="住院手术")
    committee.done("PUT", f"/v1/activities/{activity['id']}/invitations/{busy.id}", {}, by=DATONG_STAFF)
    committee.done(
        "PUT",
        f"/v1/activities/{activity['id']}/invitations/me",
        {"answer": "decline", "reason": "家中变故"},
        by=of(busy),
    )
    path = f"/v1/activities/{activity['id']}/attendance-sheet"
    page = committee.send("GET", path, by=DATONG_STAFF, accept="text/html,*/*")
    assert "缺席（有正当理由）" in page.text
    assert "住院手术" not in page.text
    assert "家中变故" not in page.text


@pytest.mark.parametrize(("language", "head"), [("zh-CN", "姓名"), ("en", "Name")])
def test_the_workbook_holds_no_formula(committee: Committee, language: str, head: str) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    listed(committee, activity, deputy, reason='=HYPERLINK("http://x")')
    path = f"/v1/activities/{activity['id']}/attendance-sheet"
    answer = committee.send("GET", path, by=DATONG_STAFF, accept=XLSX, language=language)
    assert answer.status == 200
    assert f"attendance-{activity['id']}.xlsx" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == head
    assert rows[1][0] == deputy.name
    assert rows[1][10] == '\'=HYPERLINK("http://x")'
    assert [row[1] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)] == [1, 1, 0, 0, 0]


def test_an_unknown_media_type_is_refused(committee: Committee) -> None:
    activity = held(committee)
    path = f"/v1/activities/{activity['id']}/attendance-sheet"
    answer = committee.send("GET", path, by=DATONG_STAFF, accept="application/pdf")
    assert refusal(answer) == (406, "not_acceptable")


def test_the_sheet_is_for_the_organiser_and_those_above(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    activity = held(committee, deputy)
    path = f"/v1/activities/{activity['id']}/attendance-sheet"
    for caller in (GUANGXI_STAFF, of(deputy), RESIDENT):
        assert committee.send("GET", path, by=caller).status == 403
