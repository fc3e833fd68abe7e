"""The yearly report, and lists as workbooks."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from functions.suggestions.app import app
from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.numbers import listing, words
from functions.suggestions.opinions.opinion import Category
from functions.suggestions.opinions.opinion import State as OpinionState
from functions.suggestions.suggestions.suggestion import Outcome
from functions.suggestions.suggestions.suggestion import State as SuggestionState
from shared.domain.roles import Caller
from shared.web.workbooks import XLSX
from tests.gateway import Query, Response, call
from tests.regulations.moments import at
from tests.suggestions.numbers.stream import brought
from tests.suggestions.numbers.test_statistics import in_hand
from tests.suggestions.opinions.street import COUNTY_STAFF, LAMPS, STATION, Street
from tests.suggestions.suggestions.congress import (
    AUDITOR,
    OFFICE,
    PRESIDIUM,
    PROVINCE,
    RESIDENT,
    TOWNSHIP,
    Congress,
    code,
    of,
)
from tests.suggestions.suggestions.test_handling import CONTENT, replied

PATH = "/v1/suggestions/report"
FORMULA = '=HYPERLINK("http://evil.example","看")'


def fetched(path: str, query: Query, by: Caller, media: str = XLSX, language: str = "zh-CN") -> Response:
    headers = {"Accept": media, "Accept-Language": language}
    return call(app, "GET", path, query=query, headers=headers, caller=by)


def sheets(answer: Response) -> dict[str, list[tuple[Any, ...]]]:
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"] == XLSX
    assert "attachment" in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def year(congress: Congress) -> None:
    deputy = congress.deputy()
    found = replied(congress, in_hand(congress, deputy, category="城建"))
    congress.step(found, "rating", CONTENT, by=of(deputy))
    congress.submitted(congress.deputy(TOWNSHIP))
    brought(congress.world)


def test_the_report_names_to_whom_it_is_owed(congress: Congress) -> None:
    """nat-51c: to the committee, the next session, and made public; in a township to its congress."""
    year(congress)
    told = congress.done("GET", PATH, query={"scope": "4114", "year": 2026}, by=OFFICE)
    assert (told["congress"], told["total"]["cases"]) == ("商丘市人民代表大会", 1)
    assert [(one["rule"], one["article"], one["to"]) for one in told["owed"]] == [
        ("nat-51c.committee", "51-3", ["常务委员会"]),
        ("nat-51c.session", "51-3", ["人民代表大会"]),
        ("nat-51c.public", "51-3", ["社会公众"]),
    ]
    assert all(one["binding"] for one in told["owed"])
    small = congress.done("GET", PATH, query={"scope": TOWNSHIP, "year": 2026}, by=PRESIDIUM)
    assert small["total"]["cases"] == 1
    assert [one["rule"] for one in small["owed"]] == ["nat-51c.township", "nat-51c.public"]


def given(congress: Congress, what: str, on: str, scope: str = "4114", by: Caller = OFFICE) -> Response:
    """The office states that the report on 2026 was given."""
    body = {"scope": scope, "year": 2026, "what": what, "on": on, "note": "常委会会议"}
    return congress.send("POST", f"{PATH}/statements", body, by=by)


def stands(answer: Any) -> dict[str, tuple[str, str | None]]:
    """Of each rule where it stands, and the day."""
    return {one["rule"].partition(".")[2]: (one["state"], one["given_on"]) for one in answer["owed"]}


def test_nat_51c_it_is_reported_printed_for_the_session_and_made_public(congress: Congress) -> None:
    year(congress)
    query: Query = {"scope": "4114", "year": 2026}
    nothing = ("open", None)
    before = stands(congress.done("GET", PATH, query=query, by=OFFICE))
    assert before == {"committee": nothing, "session": nothing, "public": nothing}
    congress.now = at("2027-01-10 09:00")
    answer = given(congress, "handling_report", "2026-12-20")
    assert answer.status == 200, answer.text
    assert stands(answer.json)["committee"] == ("met", "2026-12-20")
    assert stands(answer.json)["public"] == nothing
    congress.now = at("2027-03-01 09:00")
    congress.sits("4114", date(2027, 2, 24), date(2027, 2, 27))
    late = stands(congress.done("GET", PATH, query=query, by=OFFICE))
    assert late == {"committee": ("met", "2026-12-20"), "session": ("short", None), "public": nothing}
    given(congress, "handling_report_to_session", "2027-02-25")
    answer = given(congress, "public_handling_report", "2027-02-28")
    assert {state for state, _ in stands(answer.json).values()} == {"met"}
    assert [one["note"] for one in answer.json["owed"]] == ["常委会会议"] * 3
    again = given(congress, "public_handling_report", "2027-02-28")
    assert stands(again.json) == stands(answer.json)
    page = fetched(PATH, query, OFFICE, "text/html")
    assert "2027年2月28日" in page.text
    assert sheets(fetched(PATH, query, OFFICE))["依据"][1][2] == "2026-12-20"


def test_nat_51c_in_a_township_the_presidium_reports_to_its_congress(congress: Congress) -> None:
    congress.submitted(congress.deputy(TOWNSHIP))
    answer = given(congress, "handling_report_to_session", "2026-11-30", TOWNSHIP, PRESIDIUM)
    assert stands(answer.json)["township"] == ("met", "2026-11-30")
    refused = given(congress, "handling_report", "2026-11-30", TOWNSHIP, PRESIDIUM)
    assert (code(refused), refused.json["errors"][0]["field"]) == ((400, "invalid_request"), "body.what")
    above = given(congress, "handling_report_to_session", "2026-11-30", TOWNSHIP)
    assert code(above) == (403, "not_yours")


def test_only_the_office_of_the_congress_states_it_and_of_a_day_that_was(congress: Congress) -> None:
    year(congress)
    for by in (RESIDENT, PRESIDIUM, PROVINCE, AUDITOR, of(congress.deputy())):
        assert given(congress, "handling_report", "2026-11-20", by=by).status == 403
    for day in ("2026-12-01", "2025-12-31"):
        refused = given(congress, "handling_report", day)
        assert refused.json["errors"][0]["field"] == "body.on"
    assert stands(given(congress, "handling_report", "2026-11-20").json)["committee"][1] == "2026-11-20"
    assert stands(given(congress, "handling_report", "2026-11-21").json)["committee"][1] == "2026-11-21"


def test_the_report_as_a_workbook(congress: Congress) -> None:
    year(congress)
    found = sheets(fetched(PATH, {"scope": "4114", "year": 2026}, OFFICE))
    assert list(found) == ["总体", "承办单位", "类别", "月份", "依据"]
    assert ("总数", "件数", 1) in found["总体"]
    assert ("对结果的评价", "满意", 1) in found["总体"]
    assert found["承办单位"][1][:2] == ("市民政局", 1)
    assert found["类别"][1][:3] == ("城建", 1, 1)
    assert "第五十一条第三款" in str(found["依据"][1][0])
    english = sheets(fetched(PATH, {"scope": "4114", "year": 2026}, OFFICE, language="en"))
    assert list(english) == ["In all", "Units", "Categories", "Months", "Rules"]


def test_the_report_as_a_page_to_print(congress: Congress) -> None:
    deputy = congress.deputy()
    congress.submitted(deputy, category="<script>alert(1)</script>")
    brought(congress.world)
    page = fetched(PATH, {"scope": "4114", "year": 2026}, OFFICE, "text/html")
    assert page.status == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "商丘市人民代表大会2026年代表建议、批评和意见办理情况" in page.text
    assert "《中华人民共和国全国人民代表大会和地方各级人民代表大会代表法》第五十一条第三款" in page.text
    assert "&lt;script&gt;" in page.text
    assert "<script" not in page.text


def test_who_may_have_the_report(congress: Congress) -> None:
    bad: tuple[Query, ...] = ({"scope": "4114", "year": 2031}, {"scope": "4114-01"}, {"scope": STATION}, {})
    for query in bad:
        refused = congress.send("GET", PATH, query=query, by=OFFICE)
        assert code(refused) == (400, "invalid_request")
    for by in (RESIDENT, PRESIDIUM, of(congress.deputy())):
        assert congress.send("GET", PATH, query={"scope": "4114"}, by=by).status == 403


def test_a_list_of_suggestions_as_a_workbook(congress: Congress) -> None:
    deputy = congress.deputy(name="李国庆")
    congress.submitted(deputy, title=FORMULA[:90])
    in_hand(congress, deputy, category="@城建")
    found = sheets(fetched("/v1/suggestions/sheet", {"scope": "4114", "month": "2026-11"}, OFFICE))
    rows = found["建议"][1:]
    assert {(row[3], row[4], row[5], row[7]) for row in rows} == {
        (f"'{FORMULA}", "未分类", "李国庆", "待审核"),
        ("关于完善社区养老用房的建议", "'@城建", "李国庆", "已交办"),
    }
    query = {"scope": "4114", "month": "2026-11", "state": "submitted"}
    assert len(sheets(fetched("/v1/suggestions/sheet", query, OFFICE))["建议"]) == 2
    by_state = sheets(fetched("/v1/suggestions/sheet", {"scope": "4114", "state": "handed_over"}, OFFICE))
    assert len(by_state["建议"]) == 2


def test_a_list_of_opinions_has_nothing_of_residents(street: Street) -> None:
    body = {"text": LAMPS, "name": "王秀英", "place": "=1+1|人民路", "category": "utilities"}
    made = street.done("POST", f"/v1/stations/{STATION}/opinions", body, by=COUNTY_STAFF)
    receipt = made["receipt"]
    answer = fetched("/v1/opinions/sheet", {"scope": "411402", "month": "2026-11"}, COUNTY_STAFF)
    (row,) = sheets(answer)["意见"][1:]
    assert (row[0], row[2], row[3], row[4]) == (receipt, STATION, "已收到", "水电气暖")
    assert "'=1+1|人民路" in row
    assert not [cell for cell in row if cell and ("王秀英" in str(cell) or "路灯" in str(cell))]
    english = fetched(
        "/v1/opinions/sheet", {"scope": "411402", "state": "received"}, COUNTY_STAFF, XLSX, "en"
    )
    assert list(sheets(english)) == ["Opinions"]


def test_too_many_rows_are_refused_whole(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST", 2)
    query = {"scope": STATION, "month": "2026-11"}
    for number in range(3):
        street.bring(f"第{number}件")
        answer = fetched("/v1/opinions/sheet", query, COUNTY_STAFF)
        assert answer.status == (200 if number < 2 else 422)
    assert code(answer) == (422, "too_many_rows")


def test_what_a_workbook_needs_to_be_asked(street: Street) -> None:
    neither = fetched("/v1/opinions/sheet", {"scope": STATION}, COUNTY_STAFF)
    assert code(neither) == (400, "invalid_request")
    query = {"scope": STATION, "month": "2026-11"}
    assert fetched("/v1/opinions/sheet", query, RESIDENT).status == 403
    assert code(fetched("/v1/opinions/sheet", query, COUNTY_STAFF, "application/json")) == (
        406,
        "not_acceptable",
    )


@pytest.mark.parametrize("language", [0, 1])
def test_whatever_a_case_can_be_has_a_name_on_paper(language: int) -> None:
    for state in (*OpinionState, *SuggestionState):
        assert state is SuggestionState.DRAFT or words.STATES[state.value][language]
    for one in Category:
        assert one.value in words.CATEGORIES
    assert {one.value for one in Verdict} == set(words.VERDICTS)
    assert {one.value for one in Outcome} == set(words.OUTCOMES)
