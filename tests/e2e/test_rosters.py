"""Rosters as an office uploads them: announced over HTTP, posted to the store, imported by its event."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import openpyxl
import pytest

from functions.registration.rosters.columns import DEPUTIES, STATIONS
from functions.registration.rosters.rows import DeputyRow, StationRow
from functions.registration.rosters.templates import write_csv
from infra.local.client import Client, sign_in
from infra.local.stack import LocalStack
from infra.sample import uploads
from shared.domain.divisions import Level
from shared.domain.stations import StationType

CITY, COUNTY, TOWNSHIP = "1403", "140302", "140302001"
ADMIN = "13600001403"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def office(stack: LocalStack) -> Client:
    """The first administrator of a city of their own, signed in by the code that reached the phone."""
    payload = json.dumps({"phone": ADMIN, "name": "郭城", "division": CITY}).encode()
    function = stack.outputs["AppointAdministratorFunctionName"]
    answer = stack.client("lambda").invoke(FunctionName=function, Payload=payload)
    assert "FunctionError" not in answer, answer["Payload"].read()
    return sign_in(stack.base_url, stack.receiver.inbox, ADMIN)


def station(serial: int, division: str = TOWNSHIP) -> StationRow:
    return StationRow(
        division=division,
        serial=serial,
        name=f"第 {serial} 联络站",
        type=StationType.LIAISON_STATION,
        address="",
        lat=37.86,
        lng=113.58,
        radius=200,
        opening_hours=(),
        facilities=("接待室",),
        mailbox=True,
        legislative_contact_point=False,
        demonstration=False,
    )


def deputy(number: int, at: str | None) -> DeputyRow:
    return DeputyRow(
        phone=f"+8613614030{number:03d}",
        name="王芳",
        gender="female",
        grassroots=True,
        fields=("教育",),
        level=Level.COUNTY,
        division=COUNTY,
        electing_unit=TOWNSHIP,
        term=16,
        begins=date(2022, 4, 18),
        ends=None,
        card_number=f"C-{number}",
        card_issued_on=date(2022, 4, 20),
        station=at,
        armed_forces=False,
        armed_forces_unit=None,
    )


def imported(office: Client, kind: str, data: bytes) -> Any:
    roster = uploads.upload(office, kind, f"{kind}.csv", data)
    return uploads.report(office, roster)


def counts(report: Any) -> dict[str, int]:
    return {name: number for name, number in report["counts"].items() if number and name != "rows"}


def test_what_an_office_uploads_is_there_and_the_same_again_changes_nothing(
    stack: LocalStack, office: Client
) -> None:
    stations = write_csv(STATIONS, [station(serial) for serial in range(1, 31)])
    assert counts(imported(office, "stations", stations)) == {"created": 30}
    listed = office.must(200, "GET", f"/v1/stations?scope={TOWNSHIP}&limit=100").json["items"]
    assert {item["name"] for item in listed} == {f"第 {serial} 联络站" for serial in range(1, 31)}

    deputies = write_csv(DEPUTIES, [deputy(number, f"{TOWNSHIP}-01") for number in range(40)])
    assert counts(imported(office, "deputies", deputies)) == {"created": 40}
    path = f"/v1/deputies?scope={TOWNSHIP}-01&limit=100"
    there = office.must(200, "GET", path).json["items"]
    assert len(there) == 40

    assert counts(imported(office, "stations", stations)) == {"unchanged": 30}
    assert counts(imported(office, "deputies", deputies)) == {"unchanged": 40}
    assert office.must(200, "GET", path).json["items"] == there
    history = f"/v1/deputies/{there[0]['id']}/changes"
    told = [change["what"] for change in office.must(200, "GET", history).json["items"]]
    assert told == ["placed", "registered"]

    me = sign_in(stack.base_url, stack.receiver.inbox, deputy(7, None).phone).must(200, "GET", "/v1/me").json
    assert me["deputy"]["station"] == f"{TOWNSHIP}-01"


def test_good_rows_go_in_and_bad_ones_are_named(office: Client) -> None:
    header = "区划代码,名称,类型\r\n"
    lines = ["140302002,甲站,联络站", "411402001,商丘的站,联络站", "140302003,乙站,站", "1403,丙站,代表之家"]
    report = imported(office, "stations", (header + "\r\n".join(lines)).encode("gbk"))
    assert (report["status"], counts(report)) == ("done", {"created": 2, "bad": 2})
    assert [(problem["cell"], problem["code"]) for problem in report["problems"]] == [
        ("A3", "out_of_scope"),
        ("C4", "not_offered"),
    ]
    assert office.must(200, "GET", "/v1/stations/140302002-01").json["name"] == "甲站"
    named = office.must(200, "GET", "/v1/stations?scope=411402001").json["items"]
    assert "商丘的站" not in [item["name"] for item in named]


def test_a_downloaded_template_is_filled_in_and_uploaded(office: Client) -> None:
    answer = office.must(200, "GET", "/v1/roster-templates/stations", headers={"Accept": XLSX})
    assert answer.headers["content-type"] == XLSX
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    sheet = book.worksheets[0]
    for row, name in ((2, "表格站"), (3, "=1+1")):
        for column, value in ((1, "140302004"), (2, row), (3, name), (4, "联络站")):
            sheet.cell(row, column, value)
    saved = io.BytesIO()
    book.save(saved)
    report = imported(office, "stations", saved.getvalue())
    assert counts(report) == {"created": 1, "bad": 1}
    assert [problem["code"] for problem in report["problems"]] == ["formula"]
    csv = office.must(200, "GET", "/v1/roster-templates/stations", headers={"Accept": "*/*"})
    assert csv.body.startswith("\ufeff区划代码,".encode())


def test_a_file_that_is_no_roster_fails_with_words(office: Client) -> None:
    report = imported(office, "units", b"%PDF-1.7 not a table")
    assert report["status"] == "failed"
    assert [remark["code"] for remark in report["stopped"]] == ["not_a_roster"]


def test_the_store_takes_nothing_but_what_the_form_is_for(stack: LocalStack, office: Client) -> None:
    form = uploads.announce(office, "stations", "大.csv")["upload"]
    assert form["url"].startswith(stack.endpoint_url)
    assert uploads.send(form, b"x" * (form["max_bytes"] + 1)) == 400
    elsewhere = {**form, "fields": {**form["fields"], "key": "rosters/r00000000000000000000"}}
    assert uploads.send(elsewhere, b"x") == 403
    unsigned = {**form, "fields": {"key": form["fields"]["key"]}}
    assert uploads.send(unsigned, b"x") == 403


def test_one_roster_uploaded_several_times_at_once_comes_in_once(office: Client) -> None:
    rows = [deputy(number, None) for number in range(500, 560)]
    data = write_csv(DEPUTIES, rows)
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: imported(office, "deputies", data), range(4)))
    assert {report["status"] for report in reports} == {"done"}
    assert sum(report["counts"]["created"] for report in reports) == 60
    assert [report["counts"]["bad"] for report in reports] == [0] * 4
    found = office.must(200, "GET", f"/v1/deputies?scope={TOWNSHIP}&placed=false&limit=100").json["items"]
    assert len(found) == 60
    assert {item["version"] for item in found} == {1}
