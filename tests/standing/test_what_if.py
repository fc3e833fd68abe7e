"""A draft is run over what was really recorded, before anybody decides on it."""

from typing import Any

import pytest

from shared.domain.divisions import Level
from shared.regulations import library as packs
from shared.store import engine
from tests import costs
from tests.gateway import someone
from tests.standing.hall import Hall, mandate
from tests.standing.trial import CITY, COUNTY, ONE, SHENZHEN, THREE, TWO, days, deputy, did, lines, tried

PACK = """
[instrument]
id = "shenzhen"
title = "深圳试行规定"
title_en = "Rules of Shenzhen on trial"
division = "4403"
status = "draft"

[[rule]]
id = "sz-90"
article = "9"
modality = "must"
kind = "quota"
subject = "deputy"
when = { level = "city" }
says = "代表每季度进站一次以上。"
says_en = "A deputy comes to the station once a quarter."
of = "check_in"
at_least = 1
per = "quarter"
"""


@pytest.fixture(autouse=True)
def _hall(hall: Hall) -> None:
    """Everything here is asked of the standing service on the morning of 20 November 2026."""


def test_sz_29a_sz_29b_over_the_records_of_2025() -> None:
    """Golden case: who served 12 times and came 4 times, who came only 4 times, who 3 times."""
    for person, name in ((ONE, "甲"), (TWO, "乙"), (THREE, "丙")):
        deputy(person, name=name)
    did(ONE, *days(12))
    did(TWO, *days(4))
    did(THREE, *days(3))
    did(THREE, "2025-06-03", kind="inspection")
    did(THREE, "2024-12-31", "2026-01-01")
    found = lines()
    stations, duty = found["sz-29b"], found["sz-29a"]
    assert {name: stations[name] for name in ("bound", "met", "short", "excused", "open")} == {
        "bound": 3,
        "met": 2,
        "short": 1,
        "excused": 0,
        "open": 0,
    }
    assert stations["falls_short"] == [
        {
            "deputy": THREE,
            "name": "丙",
            "mandate": CITY.id,
            "required": 4,
            "counted": 3,
            "remaining": 1,
            "new": True,
        }
    ]
    assert (duty["bound"], duty["met"], duty["short"]) == (3, 1, 2)
    short = sorted((entry["deputy"], entry["counted"]) for entry in duty["falls_short"])
    assert short == [(TWO, 4), (THREE, 4)]
    assert stations["period"] == {"label": "2025", "from": "2025-01-01", "to": "2025-12-31"}
    assert stations["of_draft"]
    assert stations["recorded"]


def test_sz_29b_binds_deputies_of_the_city_only() -> None:
    deputy(ONE, COUNTY)
    assert "sz-29b" not in lines()
    deputy(ONE, CITY, COUNTY)
    found = lines()["sz-29b"]
    assert (found["bound"], [entry["mandate"] for entry in found["falls_short"]]) == (1, [CITY.id])


def test_sz_29b_what_does_not_count_does_not_count_here_either() -> None:
    deputy(ONE)
    did(ONE, *days(4), grade="E")
    assert lines()["sz-29b"]["falls_short"][0]["counted"] == 0


def test_nothing_but_the_draft_and_what_it_changes_is_told() -> None:
    deputy(ONE)
    assert {line["instrument"]["id"] for line in lines().values()} == {"shenzhen"}


def test_sz_29b_a_draft_that_the_province_has_adopted_can_be_tried_over_the_time_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deputy(ONE)
    before = lines()
    monkeypatch.setenv("ADOPTED_DRAFTS", "shenzhen:2026-01-01")
    assert lines() == before
    assert before["sz-29b"]["of_draft"]


def test_one_rule_alone() -> None:
    deputy(ONE)
    assert set(lines(rule="sz-29b")) == {"sz-29b"}


def test_a_text_is_tried_as_a_packaged_draft_is() -> None:
    deputy(ONE)
    did(ONE, "2025-02-03", "2025-05-06", "2025-11-20")
    answer = tried(pack=PACK)
    assert answer.status == 200, answer.text
    quarters = [(line["period"]["label"], line["met"], line["short"]) for line in answer.json["items"]]
    assert quarters == [("2025-Q1", 1, 0), ("2025-Q2", 1, 0), ("2025-Q3", 0, 1), ("2025-Q4", 1, 0)]
    assert answer.json["instrument"] == {"id": "shenzhen", "title": "深圳试行规定"}
    assert tried(pack=PACK, language="en").json["items"][0]["says"].startswith("A deputy comes")


def test_a_text_stays_with_the_request_that_sent_it() -> None:
    deputy(ONE)
    before = packs.library().packs.copy()
    tried(pack=PACK)
    assert packs.library().packs == before
    assert "sz-90" not in lines()


SHANGQIU = """
[instrument]
id = "shangqiu"
title = "商丘条例修订草案"
title_en = "Revision of Shangqiu's regulations"
division = "4114"
status = "in_force"
in_force_from = 2024-05-01

[[rule]]
id = "sq-13b"
article = "13"
modality = "must"
kind = "quota"
subject = "deputy"
when = {{ level = "city" }}
says = "市人大代表每年进站活动不少于{number}次。"
says_en = "A city deputy comes {number} times a year."
of = "check_in"
at_least = {number}
per = "year"
"""


def test_sq_13b_raised_tells_who_newly_falls_short() -> None:
    for person, visits in ((ONE, 1), (TWO, 2), (THREE, 3)):
        deputy(person, mandate(), station="411402001-01")
        did(person, *days(visits), station="411402001-01")
    found = _of_shangqiu(3)
    assert {entry["deputy"]: entry["new"] for entry in found["falls_short"]} == {ONE: False, TWO: True}
    assert found["no_longer_short"] == []


def test_sq_13b_lowered_tells_who_no_longer_falls_short() -> None:
    deputy(ONE, mandate(), station="411402001-01")
    did(ONE, *days(1))
    found = _of_shangqiu(1)
    assert (found["met"], found["falls_short"]) == (1, [])
    assert [(entry["deputy"], entry["remaining"]) for entry in found["no_longer_short"]] == [(ONE, 1)]


def test_sq_11a_dropped_by_a_draft_is_told_too() -> None:
    """Whoever was short of a rule that the draft has no more."""
    deputy(ONE, mandate(), station=None)
    caller, pack = someone("auditor:41"), SHANGQIU.format(number=2)
    found = lines(caller=caller, pack=pack, scope="4114")
    gone = found["sq-11a"]
    assert [entry["deputy"] for entry in gone["no_longer_short"]] == [ONE]
    assert (gone["bound"], gone["of_draft"]) == (0, True)


def _of_shangqiu(number: int) -> Any:
    return lines(caller=someone("auditor:41"), pack=SHANGQIU.format(number=number), scope="4114")["sq-13b"]


def test_sq_13b_was_not_in_force_before_may_2024() -> None:
    """The rules then in force are those of the last day of each period."""
    deputy(ONE, mandate(), station="411402001-01")
    fields: dict[str, Any] = {
        "caller": someone("auditor:41"),
        "pack": SHANGQIU.format(number=2),
        "scope": "4114",
    }
    before = lines(**{**fields, "from": "2023-01-01", "to": "2023-12-31"})["sq-13b"]
    assert [entry["new"] for entry in before["falls_short"]] == [True]
    after = lines(**{**fields, "from": "2024-01-01", "to": "2024-12-31"})["sq-13b"]
    assert [entry["new"] for entry in after["falls_short"]] == [False]


def test_a_period_that_goes_on_is_open() -> None:
    deputy(ONE)
    did(ONE, "2025-01-06")
    found = lines(to="2025-06-30")["sz-29b"]
    assert (found["bound"], found["open"], found["short"]) == (1, 1, 0)


def test_who_held_no_mandate_then_is_not_judged() -> None:
    deputy(ONE, mandate(Level.CITY, "4403", "440303", begins="2026-01-01"))
    with costs.counted() as operations:
        answer = tried()
    assert (answer.json["judged"], answer.json["items"]) == (0, [])
    assert operations == ["Query"]


def test_pages_go_on_and_each_deputy_costs_one_query() -> None:
    people = [f"p{n:020d}" for n in range(7)]
    for person in people:
        deputy(person)
    found: list[str] = []
    cursor: dict[str, Any] = {}
    while True:
        with costs.counted() as operations:
            page = tried(limit=3, rule="sz-29b", **cursor).json
        assert operations == ["Query"] * (1 + page["judged"] + 1), "the list, each deputy, one congress"
        found += [entry["deputy"] for line in page["items"] for entry in line["falls_short"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert sorted(found) == people


def test_it_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    deputy(ONE)
    for name in ("put", "insert", "delete"):
        monkeypatch.setattr(engine, name, None)
    assert tried().status == 200


FAULTY = {
    "no TOML": "= nothing",
    "an unknown word": PACK.replace('"check_in"', '"teleport"'),
    "an unknown kind": PACK.replace('"quota"', '"spell"'),
    "an id of another's": PACK.replace("sz-90", "nat-40"),
    "a rule nobody has": PACK + 'replaces = ["sz-none"]\n',
    "another division": PACK.replace('"4403"', '"4114"'),
    "deep arrays": "x = " + "[" * 20_000,
    "deep tables": "x = " + "{a = " * 5_000,
    "a long key": "a" + ".a" * 20_000 + " = 1",
    "long keys": ("a" + ".a" * 60 + "{} = 1\n") * 300,
    "a great number": PACK.replace("at_least = 1", "at_least = 0x" + "f" * 20_000),
    "a longer number": PACK.replace("at_least = 1", "at_least = " + "9" * 20_000),
    "a length beyond the calendar": PACK.replace('"quarter"', '"rolling 9999 years"'),
    "many alternatives": PACK.replace('{ level = "city" }', "[" + "{ grassroots = true }," * 500 + "]"),
    "a slow pattern": PACK.replace("sz-90", "a" + "-a" * 10_000 + "!"),
    "nothing at all": "#",
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_bad_pack_is_one_refusal_with_what_is_wrong(name: str) -> None:
    deputy(ONE)
    answer = tried(pack=FAULTY[name])
    assert (answer.status, answer.json["code"]) == (422, "pack_invalid"), answer.text
    assert answer.json["errors"]
    assert all(error["field"] == "body.pack" and error["message"] for error in answer.json["errors"])
    assert lines()["sz-29b"]["bound"] == 1


def test_more_rules_and_periods_than_a_page_holds() -> None:
    deputy(ONE)
    head, rule = PACK.replace('"quarter"', '"week"').split("\n[[rule]]")
    many = head + "".join("\n[[rule]]" + rule.replace("sz-90", f"sz-{n}") for n in range(900, 909))
    answer = tried(pack=many)
    assert (answer.status, answer.json["code"]) == (422, "what_if_too_large")
    assert len(tried(pack=many, rule="sz-900").json["items"]) == 53


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"to": "2026-11-20"}, (422, "day_out_of_range")),
        ({"from": "2026-12-01", "to": "2026-12-31"}, (422, "day_out_of_range")),
        ({"from": "2024-01-01"}, (422, "day_out_of_range")),
        ({"from": "1999-01-01", "to": "1999-12-31"}, (422, "day_out_of_range")),
        ({"from": "2025-12-31", "to": "2025-01-01"}, (400, "invalid_request")),
        ({"draft": "atlantis"}, (404, "draft_not_found")),
        ({"draft": "national"}, (404, "draft_not_found")),
        ({"draft": "shenzhen", "pack": PACK}, (400, "invalid_request")),
        ({"pack": None}, (400, "invalid_request")),
        ({"pack": "#" * 50_000}, (400, "invalid_request")),
        ({"pack": "法" * 20_000}, (400, "invalid_request")),
        ({"rule": "sz-none"}, (400, "invalid_request")),
        ({"limit": 26}, (400, "invalid_request")),
        ({"cursor": "nonsense"}, (400, "invalid_cursor")),
        ({"scope": "440399"}, (400, "invalid_request")),
    ],
)
def test_what_is_refused(fields: dict[str, Any], refused: tuple[int, str]) -> None:
    answer = tried(**fields)
    assert (answer.status, answer.json["code"]) == refused, answer.text


def test_a_draft_of_elsewhere_is_not_tried_here() -> None:
    answer = tried(caller=someone("auditor:41"), scope="4114")
    assert (answer.status, answer.json["code"]) == (422, "draft_elsewhere")


def test_those_who_oversee_and_audit_ask_within_their_scope() -> None:
    deputy(ONE)
    assert tried(caller=someone("auditor:4403")).json == tried(caller=SHENZHEN).json
    refused = {
        "out_of_scope": someone("committee_staff:440303"),
        "role_missing": someone("liaison_officer:440303001-01", "deputy:4403", "township_staff:4403"),
    }
    for code, caller in refused.items():
        answer = tried(caller=caller)
        assert (answer.status, answer.json["code"]) == (403, code)
