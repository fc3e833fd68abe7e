"""What stations make public (sq-09), stations that are legislative contact points (sq-14)."""

from datetime import UTC, datetime

import pytest

from functions.standing.app import app as standing
from shared.domain.clock import SHANGHAI
from shared.domain.stations import StationType
from tests.gateway import call, someone
from tests.invitations.committee import (
    AUDITOR,
    HEAD,
    RESIDENT,
    SHANGQIU,
    SHANGQIU_STAFF,
    STATION,
    TIANJIN,
    TOWNSHIP,
    bad_fields,
    basis,
    code,
)
from tests.publications.newsroom import Newsroom

PATH = f"/v1/stations/{STATION}/public-information"
ITEMS = ["deputies_listed", "staff_listed", "rules_and_plan", "handling_flow", "other_public_items"]
JOINT = ["two_signs", "two_functions", "shared_place", "shared_staff", "shared_functions"]


def publish(newsroom: Newsroom, item: str, text: str | None = "……") -> dict[str, object]:
    """The station's head makes an item public."""
    made: dict[str, object] = newsroom.done("PUT", f"{PATH}/{item}", {"text": text}, by=HEAD)
    return made


def test_sq_09_five_items_are_public_and_what_is_missing_is_named(newsroom: Newsroom) -> None:
    newsroom.station()
    bare = newsroom.done("GET", PATH, by=None)
    assert bare["missing"] == ITEMS
    assert (bare["rule"]["rule"], bare["rule"]["article"]) == ("sq-09", "9")
    assert bare["staff"] == []
    for count, item in enumerate(ITEMS, 1):
        after = publish(newsroom, item)
        assert after["missing"] == ITEMS[count:]
    found = newsroom.done("GET", PATH, by=None)
    assert found["staff"] == [{"post": "head", "name": "李建国"}]
    flow = next(entry for entry in found["items"] if entry["item"] == "handling_flow")
    assert (flow["public"], flow["text"], flow["since"]) == (True, "……", "2026-11-20")


def test_sq_09_each_item_is_recorded_once_and_the_station_s_standing_knows(newsroom: Newsroom) -> None:
    newsroom.station()
    for item in ITEMS:
        publish(newsroom, item)
        publish(newsroom, item, "新的内容")
    told = newsroom.records(f"STATION#{STATION}", "publication")
    assert sorted(record["reference"]["S"] for record in told) == sorted(ITEMS)
    newsroom._act_as_function("StandingFunction")
    path = f"/v1/stations/{STATION}/standing"
    verdicts = call(standing, "GET", path, caller=SHANGQIU_STAFF).json["verdicts"]
    (verdict,) = [entry for entry in verdicts if entry["rule"] == "sq-09"]
    assert (verdict["state"], verdict["counted"], verdict["required"]) == ("met", 5, 5)


def test_sq_09_what_is_taken_back_is_missing_again_and_its_record_void(newsroom: Newsroom) -> None:
    newsroom.station()
    publish(newsroom, "handling_flow")
    path = f"{PATH}/handling_flow/withdrawal"
    after = newsroom.done("POST", path, {"reason": "内容有误"}, by=HEAD)
    assert "handling_flow" in after["missing"]
    (record,) = newsroom.records(f"STATION#{STATION}", "publication")
    assert record["correction"]["M"]["action"]["S"] == "void"
    assert code(newsroom.send("POST", path, {"reason": "内容有误"}, by=HEAD)) == (
        404,
        "public_item_not_shown",
    )
    publish(newsroom, "handling_flow", "更正")
    (record,) = newsroom.records(f"STATION#{STATION}", "publication")
    assert record["correction"]["M"]["action"]["S"] == "restore"
    newsroom.later(days=1)
    newsroom.done("POST", path, {"reason": "内容又有误"}, by=HEAD)
    publish(newsroom, "handling_flow", "再次更正")
    days = [record["day"]["S"] for record in newsroom.records(f"STATION#{STATION}", "publication")]
    assert days == ["2026-11-20", "2026-11-21"]


def test_sq_09_the_day_is_the_legal_one_to_the_last_second_of_the_year(newsroom: Newsroom) -> None:
    newsroom.station()
    newsroom.now = datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI)
    publish(newsroom, "handling_flow")
    newsroom.now = datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC)
    publish(newsroom, "rules_and_plan")
    days = [record["day"]["S"] for record in newsroom.records(f"STATION#{STATION}", "publication")]
    assert days == ["2026-12-31", "2027-01-01"]


def test_sq_09_the_deputies_of_a_station_are_public_once_it_says_so(newsroom: Newsroom) -> None:
    newsroom.station()
    placed = newsroom.deputy(SHANGQIU, station=STATION, name="王晓梅", fields=("民政",))
    over = newsroom.mandate(SHANGQIU, ends="2026-11-19")
    newsroom.deputy(SHANGQIU, over, station=STATION)
    newsroom.deputy(SHANGQIU, station="411402001-02")
    path = f"{PATH}/deputies"
    assert code(newsroom.send("GET", path, by=None)) == (404, "public_item_not_shown")
    publish(newsroom, "deputies_listed", None)
    (shown,) = newsroom.done("GET", path, by=None)["items"]
    assert shown == {
        "name": placed.name,
        "fields": ["民政"],
        "mandates": [{"level": "city", "division": "4114"}],
    }
    cursor = {"cursor": "x"}
    assert code(newsroom.send("GET", path, by=None, query=cursor)) == (400, "invalid_cursor")


def test_who_runs_or_guides_the_station_publishes_and_nobody_else(newsroom: Newsroom) -> None:
    newsroom.station()
    body = {"text": "……"}
    path = f"{PATH}/handling_flow"
    elsewhere = someone("station_head:411402001-02")
    assert code(newsroom.send("PUT", path, body, by=None)) == (401, "sign_in_required")
    for stranger in (RESIDENT, AUDITOR):
        assert code(newsroom.send("PUT", path, body, by=stranger)) == (403, "role_missing")
    assert code(newsroom.send("PUT", path, body, by=elsewhere)) == (403, "out_of_scope")
    for own in (HEAD, TOWNSHIP, SHANGQIU_STAFF):
        assert newsroom.send("PUT", path, body, by=own).status == 200


def test_what_no_rule_wants_public_is_refused(newsroom: Newsroom) -> None:
    newsroom.station()
    refused = newsroom.send("PUT", f"{PATH}/anything", {"text": "……"}, by=HEAD)
    assert code(refused) == (422, "public_item_not_named")
    assert basis(refused) == ("shangqiu", "9")
    assert bad_fields(newsroom.send("PUT", f"{PATH}/handling_flow", {"text": None}, by=HEAD)) == ["body.text"]
    assert bad_fields(newsroom.send("PUT", f"{PATH}/handling_flow", {"text": "字" * 5_001}, by=HEAD))
    newsroom.station("120101001-01")
    other = "/v1/stations/120101001-01/public-information"
    by = someone(f"committee_staff:{TIANJIN}")
    refused = newsroom.send("PUT", f"{other}/handling_flow", {"text": "……"}, by=by)
    assert code(refused) == (422, "public_item_not_named")
    shown = newsroom.done("GET", other, by=None)
    assert (shown["rule"], shown["items"], shown["contact_point"]) == (None, [], None)


def test_an_unknown_or_closed_station_publishes_nothing(newsroom: Newsroom) -> None:
    body = {"text": "……"}
    assert code(newsroom.send("PUT", f"{PATH}/handling_flow", body, by=HEAD)) == (404, "station_not_found")
    assert code(newsroom.send("GET", PATH, by=None)) == (404, "station_not_found")
    newsroom.station(status="closed")
    assert code(newsroom.send("PUT", f"{PATH}/handling_flow", body, by=HEAD)) == (409, "station_closed")


def test_sq_14_station_and_contact_point_are_one(newsroom: Newsroom) -> None:
    newsroom.station(legislative_contact_point=True, type=StationType.LIAISON_STATION)
    path = f"/v1/stations/{STATION}/legislative-contact-point"
    before = newsroom.done("GET", PATH, by=None)["contact_point"]
    assert (before["rule"]["rule"], before["rule"]["article"]) == ("sq-14.joined", "14")
    assert before["missing"] == JOINT
    after = newsroom.done("PUT", path, {"has": ["two_signs", "shared_place", "two_signs"]}, by=HEAD)
    assert after["contact_point"]["missing"] == ["two_functions", "shared_staff", "shared_functions"]
    assert newsroom.done("PUT", path, {"has": JOINT}, by=HEAD)["contact_point"]["missing"] == []
    assert bad_fields(newsroom.send("PUT", path, {"has": ["mailbox"]}, by=HEAD)) == ["body.has"]


def test_sq_14_a_station_that_is_none_says_nothing_of_it(newsroom: Newsroom) -> None:
    newsroom.station()
    path = f"/v1/stations/{STATION}/legislative-contact-point"
    assert code(newsroom.send("PUT", path, {"has": JOINT}, by=HEAD)) == (409, "not_contact_point")
    assert newsroom.done("GET", PATH, by=None)["contact_point"] is None


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "’); DROP TABLE", "𠮷野家"])
def test_words_stay_words(newsroom: Newsroom, text: str) -> None:
    newsroom.station()
    publish(newsroom, "other_public_items", text)
    last = newsroom.done("GET", PATH, by=None)["items"][-1]
    assert last["text"] == text
