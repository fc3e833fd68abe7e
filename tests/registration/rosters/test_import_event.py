"""S3's events: twice, late, foreign, for files that are gone; imports that break off and go on."""

import json
import logging
from dataclasses import replace
from typing import Any

import pytest

from functions.registration.rosters import objects, store
from functions.registration.rosters.cells import MAX_BYTES
from functions.registration.rosters.columns import STATIONS
from functions.registration.rosters.converters import KnownDivision
from functions.registration.rosters.importing import event as importing
from functions.registration.rosters.importing import run
from functions.registration.rosters.importing.pace import OutOfTime
from functions.registration.rosters.kinds import Kind, R
from functions.registration.rosters.reading import Roster, read
from functions.registration.rosters.rows import StationRow
from functions.registration.rosters.store import LARGEST_REPORT, Status
from functions.registration.rosters.templates import write_csv
from functions.registration.workers.import_roster import import_roster
from shared.domain.errors import Refusal
from tests.registration.rosters.desk import Context, Desk, codes, counts, event
from tests.registration.rosters.samples import STATION, STATION_HEADER, text
from tests.registration.rosters.test_import_stations import FULL

FILE = text(STATION_HEADER, STATION).encode()


def rows(number: int) -> list[StationRow]:
    return [replace(FULL, serial=serial) for serial in range(1, number + 1)]


def stations(desk: Desk) -> int:
    return len([sk for _, sk in desk.registry() if sk == "STATION"])


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Any:
    """What the import logged, as data."""
    caplog.set_level(logging.INFO, "lianluo")
    return lambda: [
        json.loads(record.message) for record in caplog.records if "roster_import" in record.message
    ]


@pytest.mark.parametrize(
    "key",
    ["rosters/", "rosters/a.csv", "other/r01j9zq3v7k2m8n4p6r5t", "rosters/r01j9zq3v7k2m8n4p6r5t/x", "名册 1"],
)
def test_a_key_that_is_no_roster_s_is_ignored(desk: Desk, said: Any, key: str) -> None:
    desk.arrive(event(key, "0" * 32, 10, desk.bucket))
    assert said() == [{"roster_import": "ignored", "why": "the key is no roster's"}]


def test_a_file_that_nobody_announced_is_ignored(desk: Desk, said: Any) -> None:
    desk.arrive(desk.send("r01j9zq3v7k2m8n4p6r5t", FILE))
    assert said()[0]["roster_import"] == "ignored"
    assert stations(desk) == 0


def test_events_without_records_are_ignored(desk: Desk) -> None:
    desk.importer()
    import_roster({"Service": "Amazon S3", "Event": "s3:TestEvent"}, Context())


def test_the_same_event_twice_imports_once(desk: Desk, said: Any) -> None:
    roster = desk.ask("stations")["id"]
    happened = desk.send(roster, FILE)
    desk.arrive(happened)
    state, report = desk.everything(), desk.report(roster)
    desk.arrive(happened)
    assert (desk.everything(), desk.report(roster)) == (state, report)
    assert said()[-1]["why"] == "unknown, done, or another file came first"


def test_several_files_in_one_event_are_all_taken(desk: Desk) -> None:
    asked = [desk.ask("stations")["id"] for _ in range(2)]
    events = [
        desk.send(roster, write_csv(STATIONS, [row])) for roster, row in zip(asked, rows(2), strict=True)
    ]
    desk.arrive({"Records": [one["Records"][0] for one in events]})
    assert [desk.report(roster)["status"] for roster in asked] == ["done", "done"]
    assert stations(desk) == 2


def test_one_file_that_breaks_does_not_keep_the_others_out(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [desk.ask("stations")["id"] for _ in range(2)]
    events = [desk.send(roster, FILE) for roster in asked]
    fetch = objects.fetch

    def broken(roster: str, etag: str) -> bytes:
        if roster == asked[0]:
            raise RuntimeError("the network is away")
        return fetch(roster, etag)

    monkeypatch.setattr(objects, "fetch", broken)
    with pytest.raises(RuntimeError):
        desk.arrive({"Records": [one["Records"][0] for one in events]})
    assert [desk.report(roster)["status"] for roster in asked] == ["importing", "done"]


def test_a_file_that_vanished_fails_with_words(desk: Desk) -> None:
    roster = desk.ask("stations")["id"]
    happened = desk.send(roster, FILE)
    desk.world.client("s3").delete_object(Bucket=desk.bucket, Key=f"rosters/{roster}")
    desk.arrive(happened)
    report = desk.report(roster)
    assert (report["status"], codes(report["stopped"])) == ("failed", ["file_missing"])


def test_of_two_files_sent_by_one_form_the_one_whose_event_comes_first_is_taken(desk: Desk) -> None:
    roster = desk.ask("stations")["id"]
    first = desk.send(roster, FILE)
    second = desk.send(roster, write_csv(STATIONS, rows(3)))
    desk.arrive(second)
    assert counts(desk.report(roster)) == {"created": 3}
    desk.arrive(first)
    assert counts(desk.report(roster)) == {"created": 3}


def test_an_import_whose_file_was_replaced_does_not_mix_the_two(desk: Desk) -> None:
    roster = desk.ask("stations")["id"]
    first = desk.send(roster, FILE)
    second = desk.send(roster, write_csv(STATIONS, rows(3)))
    desk.arrive(first)
    report = desk.report(roster)
    assert (report["status"], codes(report["stopped"])) == ("failed", ["file_replaced"])
    desk.arrive(second)
    assert stations(desk) == 0
    assert desk.report(roster) == report


def test_a_file_that_is_too_large_is_not_read_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    roster = desk.ask("stations")["id"]
    happened = desk.send(roster, b"x" * (MAX_BYTES + 1000))
    sizes: list[int] = []

    def noting(kind: Kind[R], data: bytes, known: KnownDivision) -> Roster[R]:
        sizes.append(len(data))
        return read(kind, data, known)

    monkeypatch.setattr(run, "read", noting)
    desk.arrive(happened)
    report = desk.report(roster)
    assert (report["status"], codes(report["stopped"])) == ("failed", ["file_too_large"])
    assert sizes == [MAX_BYTES + 1]


def test_what_an_officer_uploaded_before_being_dismissed_is_not_imported(desk: Desk) -> None:
    officer = desk.appoint("committee_staff:4114")
    roster = desk.ask("stations", by=officer)["id"]
    desk.dismiss(officer)
    desk.arrive(desk.send(roster, FILE))
    report = desk.report(roster)
    assert (report["status"], codes(report["stopped"])) == ("failed", ["uploader_dismissed"])
    assert stations(desk) == 0


def test_an_import_reaches_only_what_was_held_then_and_is_held_still(desk: Desk) -> None:
    officer = desk.appoint("committee_staff:411402", "committee_staff:411403")
    roster = desk.ask("stations", by=replace(officer, grants=officer.grants[:1]))["id"]
    other = replace(FULL, division="411403001")
    desk.arrive(desk.send(roster, write_csv(STATIONS, [FULL, other])))
    assert counts(desk.report(roster)) == {"created": 1, "bad": 1}


def test_an_import_that_runs_out_of_time_goes_on_when_the_event_comes_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "AT_ONCE", 2)
    roster = desk.ask("stations")["id"]
    happened = desk.send(roster, write_csv(STATIONS, rows(7)))
    desk.importer()
    times = iter((600.0, 600.0, 31.0, 29.0))
    with pytest.raises(OutOfTime):
        importing.handle(happened, lambda: next(times))
    desk.api()
    half = desk.report(roster)
    assert (half["status"], half["counts"]["created"], half["counts"]["rows"]) == ("importing", 6, None)
    desk.arrive(happened)
    assert desk.report(roster)["status"] == "done"
    assert counts(desk.report(roster)) == {"created": 7}
    assert {item["version"]["N"] for (_, sk), item in desk.registry().items() if sk == "STATION"} == {"1"}


def test_the_third_failure_marks_the_roster_and_the_event_still_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, said: Any
) -> None:
    roster = desk.ask("stations")["id"]
    happened = desk.send(roster, FILE)

    def broken(*_: Any) -> bytes:
        raise Refusal("busy", retry_after=1)

    with monkeypatch.context() as patch:
        patch.setattr(objects, "fetch", broken)
        for attempt in range(1, 4):
            with pytest.raises(Refusal):
                desk.arrive(happened)
            assert desk.report(roster)["status"] == ("importing" if attempt < 3 else "failed")
    assert codes(desk.report(roster)["stopped"]) == ["broke_off"]
    assert [line["why"] for line in said()] == ["busy"] * 3
    desk.arrive(happened)
    assert desk.report(roster)["status"] == "done", "an operator may send the event again"


def test_a_file_that_breaks_in_the_middle_keeps_the_rows_before(desk: Desk) -> None:
    good = write_csv(STATIONS, rows(12))
    report = desk.upload("stations", good + '411402003,1,"丙站,联络站\r\n'.encode())
    assert (report["status"], codes(report["stopped"])) == ("failed", ["quote_not_closed"])
    assert counts(report) == {"created": 12}


def test_a_report_of_very_many_faults_still_fits_into_one_item(desk: Desk) -> None:
    lines = [[f"区划{number}" * 8, "站" * 100, "?" * 40] for number in range(900)]
    report = desk.upload("stations", text(STATION_HEADER, *lines).encode())
    assert report["counts"]["bad"] == 900
    assert len(report["problems"]) + report["more"] == 2700
    stored = store.load(report["id"]).report
    assert len(stored.encode()) <= LARGEST_REPORT


def test_faults_beyond_the_room_of_a_report_are_counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LARGEST_REPORT", 5000)
    lines = [["商丘", "甲", "联络站"] for _ in range(40)]
    report = desk.upload("stations", text(STATION_HEADER, *lines).encode())
    assert 0 < len(report["problems"]) < 40
    assert len(report["problems"]) + report["more"] == 40
    assert len(store.load(report["id"]).report.encode()) <= 5000


def test_statuses_are_what_the_contract_says() -> None:
    assert {str(status) for status in Status} == {"awaiting_upload", "importing", "done", "failed"}
