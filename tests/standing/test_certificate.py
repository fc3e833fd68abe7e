"""The certificate for the employer: that duty counts as attendance at work."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from functions.standing.certificate import certifying, page
from shared.domain.divisions import Level
from shared.domain.mandates import Mandate, MandateAction, MandateEvent
from shared.domain.proof.assurance import Proof
from shared.regulations.library import library
from shared.store.corrections import Action
from tests.gateway import Response, someone
from tests.standing.hall import COUNTY, DAY, DEPUTY_ID, OFFICER, OWN, STATION, Hall, mandate

PATH = f"/v1/deputies/{DEPUTY_ID}/certificate"


def certificate(hall: Hall, first: str = "2026-01-01", last: str = "2026-11-20") -> Response:
    answer = hall.get(PATH, OWN, **{"from": first, "to": last})
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer


def rows(answer: Response) -> list[str]:
    """The ids of the records that the page certifies."""
    return re.findall(r'<td class="id">([^<]*)</td>', answer.text)


def test_nat_41_the_employer_is_told_what_days_and_by_which_article(hall: Hall) -> None:
    hall.deputy()
    visits = [hall.visit("2026-03-05"), hall.visit("2026-03-05", "411402002-01"), hall.visit("2026-11-20")]
    found = certificate(hall)
    assert rows(found) == [visit.id for visit in visits]
    assert "王晓梅同志系第6届商丘市人民代表大会代表" in found.text
    assert "2026年1月1日至2026年11月20日执行代表职务共 2 日、3 次" in found.text
    assert "<td>2026年3月5日</td><td>进站签到</td>" in found.text
    assert f"（联络站 {STATION}）" in found.text
    assert "第四十一条第一款：代表履职，所在单位按出勤对待，工资待遇不变。" in found.text
    assert "2026年11月20日</p>" in found.text


def test_this_year_up_to_today_where_no_days_are_said(hall: Hall) -> None:
    hall.deputy()
    hall.visit("2026-03-05")
    assert hall.get(PATH, OWN).body == certificate(hall).body


def test_nat_40_time_for_organised_duty_is_named_too(hall: Hall) -> None:
    hall.deputy()
    assert "第四十条：" in certificate(hall).text


DATONG = mandate(Level.CITY, "1402", "140212")
SHENZHEN = mandate(Level.CITY, "4403", "440303")


@pytest.mark.parametrize(("held", "station"), [(DATONG, "140212-01")])
def test_dt_14a_the_place_s_own_article_is_cited(hall: Hall, held: Mandate, station: str) -> None:
    hall.deputy(held, station=station)
    found = certificate(hall).text
    assert "大同" in found
    assert "第十四条：代表参加安排的活动，所在单位按出勤对待，工资待遇不变。" in found


def test_sz_27_a_draft_s_article_is_cited_only_once_it_is_in_force(hall: Hall) -> None:
    hall.deputy(SHENZHEN, station="440303001-01")
    assert "征求意见稿" not in certificate(hall).text
    book = library().rulebook("440303001", DAY, drafts=("shenzhen",))
    cited = [cited for cited, _ in certifying._articles(book)]
    assert [words for words in cited if "征求意见稿" in words and words.endswith("第二十七条")]


def test_only_what_counts_is_certified(hall: Hall) -> None:
    hall.deputy()
    counted = hall.visit("2026-03-05")
    hall.visit("2026-03-06", proof=Proof.STAFF)
    hall.correct(hall.visit("2026-03-07"), Action.VOID)
    hall.visit("2025-12-31")
    assert rows(certificate(hall)) == [counted.id]


def test_nat_61_nothing_is_certified_of_days_without_an_active_mandate(hall: Hall) -> None:
    suspended = MandateEvent(MandateAction.SUSPEND, DAY.replace(month=6, day=1), "detained")
    hall.deputy(mandate(events=(suspended,)))
    before = hall.visit("2026-05-31")
    hall.visit("2026-06-01")
    assert rows(certificate(hall)) == [before.id]
    hall.deputy(mandate(begins="2017-03-01", ends="2022-02-28"))
    found = certificate(hall)
    assert rows(found) == []
    assert "期间没有可证明的履职记录" in found.text


class _Elements(HTMLParser):
    """Every element and attribute of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_loads_nothing_and_escapes_everything(hall: Hall) -> None:
    deputy = hall.deputy(armed_forces_unit=None)
    hall.visit("2026-03-05")
    made = certifying.certify(deputy, DAY.replace(month=1), DAY, DAY)
    hostile = "<script>alert('1')</script>\"&"
    text = page.certificate_page(
        certifying.Certificate(
            replace(deputy, name=hostile),
            made.first,
            made.last,
            made.today,
            (hostile,),
            ((hostile, hostile),),
            (certifying.Entry(DAY, hostile, hostile, hostile),),
        )
    )
    assert "<script" not in text
    found = _Elements(text)
    assert not found.tags & {"script", "img", "link", "iframe", "object", "a", "svg", "form"}
    assert not found.attributes & {"src", "href", "style", "onload", "onclick"}
    assert "url(" not in text
    assert "http" not in text


def test_the_policy_allows_the_page_s_own_style_sheet_alone(hall: Hall) -> None:
    hall.deputy()
    answer = certificate(hall)
    (css,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = answer.headers["content-security-policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        ("2026-01-01", "2026-11-21", (422, "day_out_of_range")),
        ("2025-01-01", "2026-11-20", (422, "day_out_of_range")),
        ("1999-01-01", "1999-01-02", (422, "day_out_of_range")),
        ("2026-02-01", "2026-01-31", (400, "invalid_request")),
        ("20260101", "2026-01-31", (400, "invalid_request")),
    ],
)
def test_days_that_are_not_certified(hall: Hall, first: str, last: str, refused: tuple[int, str]) -> None:
    hall.deputy()
    answer = hall.get(PATH, OWN, **{"from": first, "to": last})
    assert (answer.status, answer.json["code"]) == refused


def test_the_deputy_and_those_above_print_it_and_nobody_else(hall: Hall) -> None:
    hall.deputy()
    days = {"from": "2026-01-01", "to": "2026-11-20"}
    for caller in (OWN, OFFICER, COUNTY):
        assert hall.get(PATH, caller, **days).status == 200
    refused = {
        "role_missing": someone("deputy:4114", person="p0000000000000000000z"),
        "out_of_scope": someone("committee_staff:411403", person="p0000000000000000000z"),
    }
    for code, caller in refused.items():
        answer = hall.get(PATH, caller, **days)
        assert (answer.status, answer.json["code"]) == (403, code)


def test_who_is_registered_nowhere_is_not_found(hall: Hall) -> None:
    answer = hall.get(PATH, OWN, **{"from": "2026-01-01", "to": "2026-11-20"})
    assert (answer.status, answer.json["code"]) == (404, "deputy_not_found")
