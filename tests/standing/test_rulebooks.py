"""The rules in force in a division, as everybody may read them."""

from datetime import date
from typing import Any

import pytest

from functions.standing.app import app
from shared.regulations.library import library
from tests.gateway import Response, call

SHANGQIU = "/v1/rulebooks/4114"


def get(path: str, language: str = "zh-CN", **query: str) -> Response:
    return call(app, "GET", path, query=query, headers={"Accept-Language": language})


def rules(answer: Response) -> dict[str, Any]:
    assert answer.status == 200, answer.text
    return {rule["id"]: rule for rule in answer.json["rules"]}


def test_sq_13b_is_in_force_in_shangqiu_and_says_so_in_both_languages() -> None:
    found = rules(get(SHANGQIU, on="2026-11-20"))["sq-13b"]
    pack = library().rulebook("4114", date(2026, 11, 20)).rule("sq-13b")
    assert pack is not None
    assert found["says"] == pack.says
    assert {name: found[name] for name in ("article", "instrument", "modality", "kind", "subject")} == {
        "article": pack.article,
        "instrument": "shangqiu",
        "modality": "must",
        "kind": "quota",
        "subject": "deputy",
    }
    english = rules(get(SHANGQIU, "en", on="2026-11-20"))["sq-13b"]
    assert english["says"] == pack.says_en != pack.says


def test_a_rule_of_several_duties_has_them_as_parts() -> None:
    parts = {part["id"]: part for part in rules(get(SHANGQIU, on="2026-11-20"))["sq-08a"]["parts"]}
    assert "站长" in parts["sq-08a.a"]["says"]
    assert "联络员" in parts["sq-08a.b"]["says"]


def test_the_nation_s_instruments_come_first() -> None:
    answer = get("/v1/rulebooks/411402001", on="2026-11-20").json
    assert [instrument["id"] for instrument in answer["instruments"]] == ["national", "shangqiu"]
    assert (answer["division"], answer["on"]) == ("411402001", "2026-11-20")
    titles = get("/v1/rulebooks/411402001", "en").json["instruments"]
    assert titles[1]["title"].startswith("Regulations of Shangqiu")


def test_before_its_first_day_a_regulation_binds_nobody() -> None:
    assert "sq-13b" not in rules(get(SHANGQIU, on="2024-04-30"))
    assert "sq-13b" in rules(get(SHANGQIU, on="2024-05-01"))


def test_a_draft_binds_nobody() -> None:
    instruments = get("/v1/rulebooks/4403").json["instruments"]
    assert [instrument["id"] for instrument in instruments] == ["national"]


def test_it_may_be_kept_and_asked_after() -> None:
    first = get(SHANGQIU)
    assert first.headers["cache-control"] == "public, max-age=300"
    assert first.headers["vary"] == "Accept-Language"
    known = {"If-None-Match": first.headers["etag"], "Accept-Language": "zh-CN"}
    again = call(app, "GET", SHANGQIU, headers=known)
    assert (again.status, again.body) == (304, b"")
    assert get(SHANGQIU, "en").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("path", "day", "refused"),
    [
        ("/v1/rulebooks/99", "2026-11-20", (404, "division_not_found")),
        (SHANGQIU, "1999-12-31", (422, "day_out_of_range")),
        (SHANGQIU, "2100-01-01", (422, "day_out_of_range")),
        (SHANGQIU, "20261120", (400, "invalid_request")),
    ],
)
def test_what_is_not_there_and_days_without_a_calendar(path: str, day: str, refused: tuple[int, str]) -> None:
    answer = get(path, on=day)
    assert (answer.status, answer.json["code"]) == refused
