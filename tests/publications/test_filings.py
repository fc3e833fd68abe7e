"""Placements reported upward, level by level (sq-11b)."""

from typing import Any

from shared.domain import divisions
from shared.domain.roles import Role
from shared.domain.stations import StationStatus
from shared.store.inbox import post
from tests.gateway import someone
from tests.invitations.committee import (
    AUDITOR,
    RESIDENT,
    SHANGQIU,
    SHANGQIU_STAFF,
    STATION,
    TOWNSHIP,
    bad_fields,
    code,
)
from tests.publications.newsroom import Newsroom

STREET, COUNTY = "411402001", "411402"
COUNTY_STAFF = someone(f"committee_staff:{COUNTY}", person="pc0vntystaff000000000")


def file(newsroom: Newsroom, division: str = STREET, **options: Any) -> Any:
    """Files the placements of a division."""
    by = options.pop("by", TOWNSHIP if division == STREET else COUNTY_STAFF)
    return newsroom.done("POST", "/v1/filings", {"division": division}, by=by, **options)


def answer(newsroom: Newsroom, filing: Any, reason: str | None = None) -> Any:
    """The county takes a filing, or returns it."""
    body = {"taken": reason is None, "reason": reason}
    path = f"/v1/filings/{filing['id']}/answer"
    by = COUNTY_STAFF if filing["receiver"] == COUNTY else SHANGQIU_STAFF
    return newsroom.done("POST", path, body, by=by, version=filing["version"])


def records(newsroom: Newsroom, division: str = STREET) -> list[str]:
    """How the records of a division's reports stand: by day, with their last correction."""
    found = newsroom.records(f"COMMITTEE#{division}", "publication")
    return [
        record["day"]["S"]
        + (f" {record['correction']['M']['action']['S']}" if "correction" in record else "")
        for record in found
        if record["reference"]["S"] == "placements_report"
    ]


def test_sq_11b_a_township_reports_who_is_placed_where(newsroom: Newsroom) -> None:
    newsroom.station()
    newsroom.station("411402001-02", status=StationStatus.CLOSED)
    city = newsroom.deputy(SHANGQIU, newsroom.mandate(SHANGQIU), newsroom.mandate(COUNTY), station=STATION)
    newsroom.deputy(SHANGQIU, newsroom.mandate(SHANGQIU, ends="2026-11-19"), station=STATION)
    newsroom.deputy(STREET)
    newsroom.deputy(STREET, armed_forces_unit="某部")
    newsroom.deputy(SHANGQIU, station="411402002-01")
    made = file(newsroom)
    assert (made["receiver"], made["state"], made["day"]) == (COUNTY, "sent", "2026-11-20")
    (station,) = made["stations"]
    assert [one["id"] for one in station["deputies"]] == [city.id]
    assert station["deputies"][0]["levels"] == ["city", "county"]
    assert (made["placed"], made["left_over"], made["armed_forces"]) == (1, 1, 1)
    (notice,) = newsroom.notices(post(Role.COMMITTEE_STAFF, COUNTY), "filing_sent")
    assert notice["data"]["name"] == divisions.get(STREET).name
    assert (notice["data"]["instrument"], notice["data"]["article"]) == ("shangqiu", "11")
    assert records(newsroom) == ["2026-11-20"]


def test_sq_11b_the_county_reports_on_what_each_township_last_filed(newsroom: Newsroom) -> None:
    newsroom.station()
    newsroom.deputy(SHANGQIU, station=STATION)
    filed = file(newsroom)
    newsroom.station("411402-01")
    newsroom.deputy(SHANGQIU, station="411402-01")
    above = newsroom.done("GET", f"/v1/divisions/{COUNTY}/filings", by=COUNTY_STAFF)["below"]
    (own,) = [entry for entry in above if entry["division"] == STREET]
    assert (own["filing"], own["placed"], own["state"]) == (filed["id"], 1, "sent")
    made = file(newsroom, COUNTY)
    assert made["receiver"] == SHANGQIU
    assert [station["station"] for station in made["stations"]] == ["411402-01"]
    assert made["placed"] == 2
    assert STREET not in made["missing"]
    assert len(made["missing"]) == len(above) - 1 > 0
    assert records(newsroom, COUNTY) == ["2026-11-20"]
    assert newsroom.notices(post(Role.COMMITTEE_STAFF, SHANGQIU), "filing_sent")


def test_sq_11b_the_city_files_to_nobody_and_elsewhere_nobody_does(newsroom: Newsroom) -> None:
    for division, by in ((SHANGQIU, SHANGQIU_STAFF), ("120101", someone("committee_staff:12"))):
        refused = newsroom.send("POST", "/v1/filings", {"division": division}, by=by)
        assert code(refused) == (422, "filing_not_asked"), division


def test_a_filing_is_taken_to_the_record_or_returned_and_who_filed_is_told(newsroom: Newsroom) -> None:
    taken = answer(newsroom, file(newsroom))
    assert (taken["state"], taken["version"]) == ("taken", 2)
    assert records(newsroom) == ["2026-11-20"]
    again = newsroom.send(
        "POST", f"/v1/filings/{taken['id']}/answer", {"taken": True}, by=COUNTY_STAFF, version=2
    )
    assert code(again) == (409, "filing_answered")
    newsroom.later(days=1)
    returned = answer(newsroom, file(newsroom), "漏报两名代表")
    assert (returned["state"], returned["reason"]) == ("returned", "漏报两名代表")
    assert records(newsroom) == ["2026-11-20", "2026-11-21 void"]
    told = [notice["kind"] for notice in newsroom.notices(post(Role.TOWNSHIP_STAFF, STREET))]
    assert told == ["filing_taken", "filing_returned"]
    below = newsroom.done("GET", f"/v1/divisions/{COUNTY}/filings", by=COUNTY_STAFF)["below"]
    assert [entry["state"] for entry in below if entry["division"] == STREET] == ["returned"]


def test_the_record_stands_while_one_filing_of_the_day_does(newsroom: Newsroom) -> None:
    first = file(newsroom)
    newsroom.later(minutes=1)
    second = file(newsroom)
    answer(newsroom, first, "漏报")
    assert records(newsroom) == ["2026-11-20"]
    below = newsroom.done("GET", f"/v1/divisions/{COUNTY}/filings", by=COUNTY_STAFF)["below"]
    assert [entry["filing"] for entry in below if entry["division"] == STREET] == [second["id"]]
    answer(newsroom, second, "仍有漏报")
    assert records(newsroom) == ["2026-11-20 void"]
    newsroom.later(minutes=1)
    file(newsroom)
    assert records(newsroom) == ["2026-11-20 restore"]


def test_the_same_request_again_files_once(newsroom: Newsroom) -> None:
    first = file(newsroom, key="key-00001")
    assert file(newsroom, key="key-00001") == first
    assert len(newsroom.whole("/v1/filings", by=COUNTY_STAFF, division=STREET)) == 1
    assert len(newsroom.notices(post(Role.COMMITTEE_STAFF, COUNTY))) == 1
    other = newsroom.send("POST", "/v1/filings", {"division": "411402002"}, by=COUNTY_STAFF, key="key-00001")
    assert other.status == 201  # the key is another person's


def test_who_may_file_answer_and_read(newsroom: Newsroom) -> None:
    body = {"division": STREET}
    for stranger in (RESIDENT, AUDITOR):
        assert code(newsroom.send("POST", "/v1/filings", body, by=stranger)) == (403, "role_missing")
    beside = someone("township_staff:411402002")
    assert code(newsroom.send("POST", "/v1/filings", body, by=beside)) == (403, "out_of_scope")
    made = file(newsroom)
    path = f"/v1/filings/{made['id']}"
    assert code(newsroom.send("GET", path, by=beside)) == (403, "out_of_scope")
    assert newsroom.send("GET", path, by=TOWNSHIP).status == 200
    taken = {"taken": True}
    assert code(newsroom.send("POST", f"{path}/answer", taken, by=TOWNSHIP, version=1)) == (
        403,
        "role_missing",
    )
    elsewhere = someone("committee_staff:411403")
    refused = newsroom.send("POST", f"{path}/answer", taken, by=elsewhere, version=1)
    assert code(refused) == (403, "out_of_scope")
    stale = newsroom.send("POST", f"{path}/answer", taken, by=COUNTY_STAFF, version=2)
    assert code(stale) == (412, "stale_version")
    both = {"taken": True, "reason": "……"}
    assert bad_fields(newsroom.send("POST", f"{path}/answer", both, by=COUNTY_STAFF, version=1))
    unknown = "/v1/filings/l00000000000000000000"
    assert code(newsroom.send("GET", unknown, by=COUNTY_STAFF)) == (404, "filing_not_found")
