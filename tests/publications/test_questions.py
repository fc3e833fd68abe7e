"""Questions to people at stations (sq-19): five matters, asked in public, answered by receipt."""

from dataclasses import replace
from typing import Any

import pytest

from functions.publications.consultations import limits
from shared.domain.roles import Role
from shared.store import receipts
from shared.store.inbox import post
from tests.gateway import someone
from tests.invitations.committee import (
    HEAD,
    SHANGQIU,
    SHANGQIU_STAFF,
    STATION,
    bad_fields,
    basis,
    code,
    of,
)
from tests.publications.asking import STRANGER, answer, comment, fields, opened, question, step
from tests.publications.newsroom import Newsroom

MATTERS = ["legislation", "supervision", "livelihood_projects", "major_issues", "other_matters"]


def say(newsroom: Newsroom, made: Any, **said: Any) -> Any:
    """A stranger comments at the station."""
    options = {name: said.pop(name) for name in ("key",) if name in said}
    path = f"/v1/public-consultations/{made['id']}/comments"
    return newsroom.done("POST", path, {"text": "修路", "station": STATION, **said}, by=None, **options)


@pytest.mark.parametrize("matter", MATTERS)
def test_sq_19_each_of_five_matters_can_be_asked_at_a_station(newsroom: Newsroom, matter: str) -> None:
    newsroom.station()
    made = opened(newsroom, question(matter=matter))
    (entry,) = newsroom.done("GET", f"/v1/stations/{STATION}/questions", by=None)["items"]
    assert (entry["consultation"], entry["matter"]) == (made["id"], matter)
    shown = newsroom.done("GET", f"/v1/public-consultations/{made['id']}", by=None)
    assert (shown["matter_rule"]["rule"], shown["matter_rule"]["article"]) == ("sq-19", "19")
    assert shown["text"]["articles"][0]["text"] == "您希望办好哪件实事？"
    assert (shown["rules"], shown["counts"], shown["created_by"]) == (None, None, None)
    assert newsroom.notices(post(Role.LIAISON_OFFICER, STATION), "consultation_opened")


@pytest.mark.parametrize("matter", [None, "anything"])
def test_sq_19_what_is_none_of_them_is_refused_with_the_article(
    newsroom: Newsroom, matter: str | None
) -> None:
    newsroom.station()
    refused = newsroom.send("POST", "/v1/consultations", question(matter=matter), by=SHANGQIU_STAFF)
    assert bad_fields(refused) == ["body.matter"]
    assert basis(refused) == ("shangqiu", "19")


def test_a_stranger_comments_and_reads_the_answer_by_the_receipt(newsroom: Newsroom) -> None:
    newsroom.station()
    made = opened(newsroom, question())
    receipt = say(newsroom, made, name="张先生", key="stranger-0001")
    assert say(newsroom, made, name="张先生", key="stranger-0001") == receipt
    path = f"/v1/consultations/{made['id']}/comments"
    (found,) = newsroom.whole(path, by=SHANGQIU_STAFF)
    assert (found["person"], found["name"], found["station"]) == (None, "张先生", STATION)
    held = {"receipt": receipt["receipt"], "secret": receipt["secret"]}
    follow = "/v1/comments/follow"
    assert newsroom.done("POST", follow, held, by=None)["outcome"] is None
    answer(newsroom, made, found, outcome="adopted")
    read = newsroom.done("POST", follow, held, by=None)
    assert (read["outcome"], read["answer"], read["answered_by"]) == ("adopted", "已写入第十二条。", None)
    wrong = newsroom.send("POST", follow, {**held, "secret": "A" * 22}, by=None)
    unknown = newsroom.send("POST", follow, {**held, "receipt": f"{made['id']}.y{'0' * 20}"}, by=None)
    assert code(wrong) == code(unknown) == (404, "receipt_wrong")


def test_the_secret_of_a_receipt_stands_nowhere(newsroom: Newsroom) -> None:
    newsroom.station()
    receipt = say(newsroom, opened(newsroom, question()))
    stored = repr(newsroom.world.items("Publications")) + repr(newsroom.world.items("Inbox"))
    assert receipt["secret"] not in stored
    assert "203.0.113.7" not in stored


def test_a_comment_of_somebody_signed_in_opens_by_no_receipt(newsroom: Newsroom) -> None:
    newsroom.station()
    made = opened(newsroom, question())
    own = comment(newsroom, made, STRANGER, station=STATION)
    held = {"receipt": f"{made['id']}.{own['id']}", "secret": receipts.secret_of("comment", own["id"])}
    assert code(newsroom.send("POST", "/v1/comments/follow", held, by=None)) == (404, "receipt_wrong")


def test_an_address_is_limited(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ADDRESS", replace(limits.ADDRESS, count=2))
    newsroom.station()
    made = opened(newsroom, question())
    say(newsroom, made)
    say(newsroom, made)
    path = f"/v1/public-consultations/{made['id']}/comments"
    refused = newsroom.send("POST", path, {"text": "修路", "station": STATION}, by=None)
    assert code(refused) == (429, "too_many_requests")
    assert int(refused.headers["Retry-After"]) > 0
    newsroom.later(hours=1)
    say(newsroom, made)


def test_staff_take_a_comment_down_and_hand_the_receipt_over(newsroom: Newsroom) -> None:
    newsroom.station()
    newsroom.station("411402001-02")
    made = opened(newsroom, question())
    path = f"/v1/stations/{STATION}/questions/{made['id']}/comments"
    receipt = newsroom.done("POST", path, {"text": "装路灯", "name": "李大爷"}, by=HEAD)
    held = {"receipt": receipt["receipt"], "secret": receipt["secret"]}
    assert newsroom.done("POST", "/v1/comments/follow", held, by=None)["text"] == "装路灯"
    elsewhere = someone("station_head:411402001-02")
    assert code(newsroom.send("POST", path, {"text": "……"}, by=elsewhere)) == (403, "out_of_scope")
    beside = f"/v1/stations/411402001-02/questions/{made['id']}/comments"
    refused = newsroom.send("POST", beside, {"text": "……"}, by=elsewhere)
    assert code(refused) == (404, "consultation_not_found")


def test_what_is_asked_at_stations_is_commented_at_one_of_them(newsroom: Newsroom) -> None:
    newsroom.station()
    made = opened(newsroom, question())
    path = f"/v1/public-consultations/{made['id']}/comments"
    for station in (None, "411402001-02"):
        body = {"text": "修路", "station": station}
        assert bad_fields(newsroom.send("POST", path, body, by=None)) == ["body.station"]
        signed = newsroom.send("POST", f"/v1/consultations/{made['id']}/comments", body, by=STRANGER)
        assert bad_fields(signed) == ["body.station"]


def test_deputies_who_are_invited_need_no_station(newsroom: Newsroom) -> None:
    newsroom.station()
    deputy = newsroom.deputy(SHANGQIU)
    made = opened(newsroom, question(audience={"scope": SHANGQIU}))
    assert comment(newsroom, made, of(deputy))["role"] == "deputy"


def test_what_is_public_is_found_in_the_division_until_it_is_withdrawn(newsroom: Newsroom) -> None:
    newsroom.deputy(SHANGQIU)
    made = opened(newsroom, fields(SHANGQIU, public=True))
    query = {"division": SHANGQIU}

    def found() -> list[tuple[str, str]]:
        items = newsroom.done("GET", "/v1/public-consultations", query=query, by=None)["items"]
        return [(one["due"], one["state"]) for one in items]

    assert found() == [("2026-12-20", "open")]
    made = step(newsroom, made, "deadline", {"due": "2026-12-31"})
    assert found() == [("2026-12-31", "open")]
    path = f"/v1/public-consultations/{made['id']}/comments"
    newsroom.done("POST", path, {"text": "……", "article": 3}, by=None)
    newsroom.later(days=42)
    made = step(newsroom, made, "summary", {"summary": "……"}, method="PUT")
    assert found() == [("2026-12-31", "summed_up")]
    assert newsroom.done("GET", f"/v1/public-consultations/{made['id']}", by=None)["summary"] == "……"
    assert code(newsroom.send("POST", path, {"text": "……"}, by=None)) == (409, "consultation_over")
    step(newsroom, made, "withdrawal", {"reason": "……"})
    assert found() == []


def test_a_closed_or_foreign_station_asks_nobody(newsroom: Newsroom) -> None:
    newsroom.station(status="closed")
    refused = newsroom.send("POST", "/v1/consultations", question(), by=SHANGQIU_STAFF)
    assert code(refused) == (409, "station_closed")
    newsroom.station("120101001-01")
    refused = newsroom.send(
        "POST", "/v1/consultations", question(stations=["120101001-01"]), by=SHANGQIU_STAFF
    )
    assert code(refused) == (422, "audience_elsewhere")
    many = [f"411402001-{number:02d}" for number in range(1, 22)]
    refused = newsroom.send("POST", "/v1/consultations", question(stations=many), by=SHANGQIU_STAFF)
    assert bad_fields(refused) == ["body.stations"]
