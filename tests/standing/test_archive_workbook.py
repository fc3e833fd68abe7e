"""The duty archive as a workbook, of a term, and why a record is not counted."""

import io
from typing import Any

import openpyxl
import pytest

from functions.standing.app import app
from functions.standing.routes import XLSX
from shared.domain.divisions import Level
from shared.domain.proof.assurance import Proof
from shared.store.corrections import Action
from shared.web.workbooks import safe
from tests.gateway import Response, call
from tests.standing.hall import COUNTY, DEPUTY_ID, OWN, STATION, Hall, leave, mandate

PATH = f"/v1/deputies/{DEPUTY_ID}/archive"


def fetched(language: str = "zh-CN", **query: str) -> Response:
    headers = {"Accept": XLSX, "Accept-Language": language}
    return call(app, "GET", PATH, caller=OWN, query=query, headers=headers)


def sheets(answer: Response) -> dict[str, list[tuple[Any, ...]]]:
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"] == XLSX
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_sq_21_the_workbook_says_what_the_archive_says(hall: Hall) -> None:
    hall.deputy()
    counted = hall.visit("2026-03-05")
    weak = hall.visit("2026-03-06", proof=Proof.STAFF)
    leave("2026-03-09", "2026-03-13", "inspection")
    found = sheets(fetched())
    assert list(found) == ["履职记录", "次数统计", "对照规定", "请假"]
    records, totals, rules, leaves = found.values()
    assert leaves[1:] == [("2026-03-09", "2026-03-13", "视察")]
    assert records[1] == ("2026-03-05", "进站签到", STATION, "A", "是", None, counted.id)
    assert records[2] == ("2026-03-06", "进站签到", STATION, "D", "否", "证明等级不计入", weak.id)
    assert totals[1:] == [("进站签到", 1, counted.id)]
    (line,) = [row for row in rules if row[4] == "sq-13b"]
    assert (line[0], line[1], line[3]) == (6, "设区的市级", "13-2")
    assert line[6:11] == ("2026", 2, 1, 1, "有风险")
    assert "商丘市人大代表联络站工作条例" in str(line[11])
    assert line[12] == counted.id


def test_the_workbook_in_english(hall: Hall) -> None:
    hall.deputy()
    hall.correct(hall.visit("2026-03-05"), Action.VOID)
    found = sheets(fetched("en"))
    assert list(found) == ["Records", "Totals", "Rules", "Leave"]
    assert found["Records"][1][4:6] == ("no", "voided")


def test_the_same_archive_is_the_same_bytes_under_a_plain_name(hall: Hall) -> None:
    hall.deputy()
    hall.visit("2026-03-05")
    answer = fetched()
    assert answer.body == fetched().body
    assert answer.headers["content-disposition"] == f'attachment; filename="archive-{DEPUTY_ID}-2026.xlsx"'


@pytest.mark.parametrize("text", ["=1+1", "+8613800001111", "-1", "@SUM(A1)", "\t=1", " =1", "|cmd"])
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert safe("进站签到") == "进站签到"


def test_json_where_nothing_else_is_asked(hall: Hall) -> None:
    hall.deputy()
    assert hall.get(PATH, COUNTY).headers["content-type"] == "application/json"


def test_why_a_record_does_not_count(hall: Hall) -> None:
    hall.deputy()
    hall.visit("2026-03-05")
    hall.visit("2026-03-06", proof=Proof.STAFF)
    hall.correct(hall.visit("2026-03-07"), Action.VOID)
    records = hall.get(PATH, COUNTY).json["records"]
    assert [(line["grade"], line["why"]) for line in records] == [
        ("A", None),
        ("D", "grade"),
        ("A", "voided"),
    ]


def test_a_term_is_told_from_its_first_day_to_its_last(hall: Hall) -> None:
    old = mandate(begins="2017-03-01", ends="2022-02-28", number=2)
    hall.deputy(old, mandate(Level.COUNTY, "411402", "411402001", begins="2025-01-01", number=3))
    visits = [hall.visit(day) for day in ("2017-02-28", "2017-03-01", "2022-02-28", "2022-03-01")]
    found = hall.get(PATH, COUNTY, term="6").json
    assert (found["from"], found["until"], found["year"], found["term"]) == (
        "2017-03-01",
        "2026-11-20",
        None,
        6,
    )
    assert [held["id"] for held in found["mandates"]] == [old.id, mandate(number=3).id]
    assert [line["id"] for line in found["records"]] == [visit.id for visit in visits[1:]]


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ({"term": "7"}, (404, "mandate_not_found")),
        ({"term": "6", "year": "2026"}, (400, "invalid_request")),
        ({"term": "0"}, (400, "invalid_request")),
    ],
)
def test_terms_that_cannot_be_told(hall: Hall, query: dict[str, str], refused: tuple[int, str]) -> None:
    hall.deputy()
    answer = hall.get(PATH, OWN, **query)
    assert (answer.status, answer.json["code"]) == refused


def test_a_term_to_come(hall: Hall) -> None:
    hall.deputy(mandate(begins="2027-03-01"))
    assert hall.get(PATH, OWN, term="6").json["code"] == "day_out_of_range"
