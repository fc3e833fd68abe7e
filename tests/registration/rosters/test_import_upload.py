"""Rosters over HTTP: who may announce one, the form by which it is sent, who reads the report, templates."""

import base64
import io
import json
from typing import Any

import openpyxl
import pytest

from functions.registration.app import app
from functions.registration.rosters import objects
from functions.registration.rosters.columns import DEPUTIES, KINDS, STATIONS
from functions.registration.rosters.names import RosterKind
from shared.domain.ids import is_id
from shared.store import objects as files
from tests.gateway import Response, call, someone
from tests.registration.rosters.desk import XLSX, Desk, codes
from tests.registration.rosters.samples import STATION, STATION_HEADER, opened, text

BODY = {"kind": "stations", "filename": "商丘站点.csv"}


def ask(by: Any, key: str = "", body: Any = None) -> Response:
    headers = {"Idempotency-Key": key} if key else {}
    return call(app, "POST", "/v1/rosters", body=body or BODY, headers=headers, caller=by)


def policy(form: Any) -> Any:
    return json.loads(base64.b64decode(form["fields"]["policy"]))


def test_an_upload_is_announced_and_a_form_for_one_key_and_ten_mebibytes_comes_back(desk: Desk) -> None:
    answer = ask(desk.admin)
    assert answer.status == 201
    assert answer.json["status"] == "awaiting_upload"
    assert is_id("r", answer.json["id"])
    form = answer.json["upload"]
    assert (form["expires_in"], form["max_bytes"]) == (900, 10 * 1024 * 1024)
    assert form["fields"]["key"] == f"rosters/{answer.json['id']}"
    conditions = policy(form)["conditions"]
    assert ["content-length-range", 1, 10 * 1024 * 1024] in conditions
    assert {"key": form["fields"]["key"]} in conditions
    assert {"bucket": desk.bucket} in conditions


def test_the_form_goes_to_the_region_of_the_bucket_in_china(desk: Desk) -> None:
    url = ask(desk.admin).json["upload"]["url"]
    assert url == f"https://{desk.bucket}.s3.cn-north-1.amazonaws.com.cn/"


@pytest.mark.parametrize("region", ["cn-northwest-1", "eu-central-1", "us-east-2"])
def test_the_form_is_signed_for_its_region_with_signature_4(
    desk: Desk, region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    files.client.cache_clear()
    try:
        form = objects.form("r01j9zq3v7k2m8n4p6r5t")
    finally:
        files.client.cache_clear()
    assert f".s3.{region}.amazonaws.com" in form.url
    assert form.fields["x-amz-algorithm"] == "AWS4-HMAC-SHA256"
    assert f"/{region}/s3/aws4_request" in form.fields["x-amz-credential"]


def test_the_same_announcement_twice_is_one_roster(desk: Desk) -> None:
    first, second = (ask(desk.admin, key="upload-0001") for _ in range(2))
    assert first.json["id"] == second.json["id"]
    assert second.json["upload"] is not None
    other = ask(desk.admin, key="upload-0001", body={**BODY, "kind": "units"})
    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")


def test_once_the_file_has_come_a_repeated_announcement_has_no_form(desk: Desk) -> None:
    roster = ask(desk.admin, key="upload-0002").json["id"]
    desk.arrive(desk.send(roster, text(STATION_HEADER, STATION).encode()))
    again = ask(desk.admin, key="upload-0002").json
    assert (again["id"], again["status"], again["upload"]) == (roster, "done", None)


@pytest.mark.parametrize("role", ["township_staff:411402001", "auditor:41", "station_head:411402001-01"])
def test_only_overseers_upload(desk: Desk, role: str) -> None:
    answer = ask(someone(role))
    assert (answer.status, answer.json["code"]) == (403, "role_missing")


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "voters", "filename": "a.csv"},
        {"kind": "stations"},
        {"kind": "stations", "filename": ""},
        {"kind": "stations", "filename": "a.csv", "grants": "admin:41"},
    ],
)
def test_announcements_are_checked(desk: Desk, body: Any) -> None:
    answer = ask(desk.admin, body=body)
    assert (answer.status, answer.json["code"]) == (400, "invalid_request")


def test_before_the_file_comes_there_is_nothing_to_report(desk: Desk) -> None:
    report = desk.report(ask(desk.admin).json["id"])
    assert (report["status"], report["filename"]) == ("awaiting_upload", "商丘站点.csv")
    assert report["counts"] == {"rows": None, "created": 0, "updated": 0, "unchanged": None, "bad": None}
    assert report["asked_at"] == "2026-11-20T09:30:00+08:00"


def test_the_report_is_read_by_the_uploader_and_by_administrators_above(desk: Desk) -> None:
    county = desk.appoint("committee_staff:411402")
    roster = desk.ask("stations", by=county)["id"]
    assert desk.see(roster, county).status == 200
    assert desk.see(roster, desk.admin).status == 200
    assert desk.see(roster, someone("admin:41")).status == 200
    for stranger in ("admin:411403", "committee_staff:41", "admin:14"):
        answer = desk.see(roster, someone(stranger, person="p00000000000000000000"))
        assert answer.status == 403, stranger
    unknown = desk.see("r00000000000000000000")
    assert (unknown.status, unknown.json["code"]) == (404, "roster_not_found")


def test_who_uploaded_by_several_roles_is_read_by_whoever_reaches_them_all(desk: Desk) -> None:
    both = desk.appoint("committee_staff:411402", "committee_staff:411403", "deputy:14")
    roster = desk.ask("stations", by=both)["id"]
    assert desk.see(roster, desk.admin).status == 200
    assert desk.see(roster, someone("admin:411402")).status == 403


def test_the_report_speaks_the_reader_s_language(desk: Desk) -> None:
    roster = desk.ask("stations")["id"]
    desk.arrive(desk.send(roster, text([*STATION_HEADER, "备注"], ["商丘", "甲", "联络站", "x"]).encode()))
    chinese, english = (desk.see(roster, language=language).json for language in ("zh-CN", "en"))
    assert chinese["problems"][0]["message"].startswith("请填写行政区划代码")
    assert english["problems"][0]["message"].startswith("Enter the division's code")
    assert chinese["problems"][0]["column"] == english["problems"][0]["column"] == "区划代码"
    assert "未读取" in chinese["notices"][0]["message"]
    assert codes(english["notices"]) == ["column_unknown"]


def test_what_stands_in_a_bad_cell_is_shown_without_the_phone(desk: Desk) -> None:
    line = ["13800001234", "王芳1", "县", "411402", "第 12 选区", "16", "2022-04-18"]
    header = ["手机号", "姓名", "代表层级", "所属区划", "选举单位", "届次", "任期开始"]
    bad_phone = ["138000012345", *line[1:]]
    report = desk.upload("deputies", text(header, line, bad_phone).encode())
    assert [problem["shown"] for problem in report["problems"]] == ["王芳1", "138*******45", "王芳1"]


@pytest.mark.parametrize("kind", list(RosterKind))
def test_templates_read_back_as_empty_rosters(desk: Desk, kind: RosterKind) -> None:
    answer = call(app, "GET", f"/v1/roster-templates/{kind}", caller=desk.admin, headers={"Accept": "*/*"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{kind}.csv"'
    assert answer.body.startswith(b"\xef\xbb\xbf")
    assert list(opened(KINDS[kind], answer.body)) == []
    book = call(app, "GET", f"/v1/roster-templates/{kind}", caller=desk.admin, headers={"Accept": XLSX})
    assert book.headers["content-type"] == XLSX
    assert openpyxl.load_workbook(io.BytesIO(book.body)).sheetnames[0] == KINDS[kind].zh
    assert list(opened(KINDS[kind], book.body)) == []


def test_there_is_no_template_of_another_kind(desk: Desk) -> None:
    answer = call(app, "GET", "/v1/roster-templates/voters", caller=desk.admin)
    assert (answer.status, answer.json["code"]) == (404, "not_found")


def test_a_template_filled_in_is_taken(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_template("deputies", desk)))
    sheet = book.worksheets[0]
    values = {"phone": "13800001234", "name": "王芳", "level": "县", "division": "411402"}
    values |= {"electing_unit": "第 12 选区", "term": "16", "begins": "2022-04-18"}
    for index, column in enumerate(DEPUTIES.columns, start=1):
        sheet.cell(2, index, values.get(column.field))
    saved = io.BytesIO()
    book.save(saved)
    report = desk.upload("deputies", saved.getvalue())
    assert (report["status"], report["counts"]["created"]) == ("done", 1)


def _template(kind: str, desk: Desk) -> bytes:
    answer = call(app, "GET", f"/v1/roster-templates/{kind}", caller=desk.admin, headers={"Accept": XLSX})
    return answer.body


def test_a_file_of_another_kind_is_refused_as_a_whole(desk: Desk) -> None:
    report = desk.upload("deputies", text(STATION_HEADER, STATION).encode())
    assert report["status"] == "failed"
    assert codes(report["stopped"])[0] == "columns_missing"
    assert STATIONS.zh in report["stopped"][0]["message"]
    assert report["counts"] == {"rows": 0, "created": 0, "updated": 0, "unchanged": 0, "bad": 0}
