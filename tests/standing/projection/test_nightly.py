"""The night's walk: what changes without a record, and everybody at the first start."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from functions.registration.stations import store as stations
from functions.standing.projection import nightly, project
from shared.domain import divisions
from shared.domain.clock import SHANGHAI
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.domain.stations import Post, Posting, Station, StationType
from shared.store import engine
from shared.store.registry import DEPUTY, envelope, person_key
from tests import costs
from tests.aws import World
from tests.standing.hall import DEPUTY_ID, STATION, Hall, mandate
from tests.standing.projection.lists import Lists

POSTS = (Posting(Post.LIAISON_OFFICER, "p00000000000000000009", "李建国", date(2026, 1, 1)),)


def listed(hall: Hall, *ids: str, **fields: object) -> None:
    """Deputies as registration lists them: by home."""
    for id_ in ids:
        made = hall.deputy(person=id_, **fields)
        engine.put(envelope(person_key(id_), DEPUTY, made, ("DEPUTIES", made.home)))


def people(count: int) -> list[str]:
    return [f"p{number:020d}" for number in range(count)]


def test_the_first_night_lists_everybody(hall: Hall, lists: Lists) -> None:
    listed(hall, *people(3))
    hall.station()
    lists.night()
    assert [entry["subject"] for entry in lists.short()] == people(3)
    vacant = lists.short(rule="sq-08a.b", state="short")
    assert [entry["subject"] for entry in vacant] == [STATION]


def test_every_list_of_every_city_is_walked_the_long_one_of_committees_last(
    lists: Lists, tables: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[dict[str, str]] = []
    lists._as("NightlyFunction")
    monkeypatch.setenv("PROVINCE", "41")
    monkeypatch.setattr(nightly, "_send", sent.extend)
    walks = nightly.start()
    cities = divisions.shards("41")
    assert walks == len(sent) == len(cities) * (len(nightly.LISTS) + 1)
    assert {message["list"] for message in sent[-len(cities) :]} == {nightly.COMMITTEES}
    assert {message["city"] for message in sent} == set(cities)


def test_a_night_that_has_nothing_new_writes_no_entry(hall: Hall, lists: Lists) -> None:
    listed(hall, *people(2))
    lists.night()
    before = lists.stored()
    lists.night()
    assert lists.stored() == before


def test_who_owes_what_they_owed_yesterday_costs_one_put_and_no_transaction(hall: Hall, lists: Lists) -> None:
    listed(hall, *people(1))
    with costs.counted() as first:
        lists.work(subject=f"DEPUTY#{people(1)[0]}")
    with costs.counted() as again:
        lists.work(subject=f"DEPUTY#{people(1)[0]}")
    assert [first[-1], again[-1]] == ["TransactWriteItems", "PutItem"]
    assert (first[:-1], again.written) == (again[:-1], 1)


def test_a_walk_that_runs_out_of_time_goes_on_where_it_stopped(hall: Hall, lists: Lists) -> None:
    listed(hall, *people(7))
    whole = len(nightly.LISTS) + 1
    assert lists.night(entries_at_once=2) == whole + 3 + 1
    assert [entry["subject"] for entry in lists.short()] == people(7)


def test_a_walk_longer_than_a_page_goes_on(hall: Hall, lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nightly, "PAGE", 2)
    listed(hall, *people(5))
    lists.night()
    assert [entry["subject"] for entry in lists.short()] == people(5)


def test_at_the_turn_of_the_year_who_is_short_stays_and_the_new_year_begins(hall: Hall, lists: Lists) -> None:
    listed(hall, DEPUTY_ID)
    hall.visit("2026-03-05")
    lists.project()
    assert [entry["state"] for entry in lists.short()] == ["at_risk"]
    hall.now = datetime(2027, 1, 1, 0, 5, tzinfo=SHANGHAI)
    lists.night()
    assert lists.short(period="2026") == []
    (past,) = lists.short(period="2026", state="short")
    assert (past["remaining"], past["due"]) == (1, "2026-12-31")
    (new,) = lists.short(state="open")
    assert (new["period"], new["counted"], new["remaining"]) == ("2027", 0, 2)


def test_a_missed_night_is_made_up_for_later(hall: Hall, lists: Lists) -> None:
    listed(hall, DEPUTY_ID)
    hall.now = datetime(2027, 1, 20, 0, 5, tzinfo=SHANGHAI)
    lists.night()
    assert lists.short(period="2026", state="short")[0]["remaining"] == 2


def test_the_next_quarter_s_end_changes_nothing_of_the_year(hall: Hall, lists: Lists) -> None:
    listed(hall, DEPUTY_ID)
    hall.now = datetime(2026, 3, 31, 23, 59, tzinfo=SHANGHAI)
    lists.night()
    before = lists.short(state="open")
    hall.now = datetime(2026, 4, 1, 0, 5, tzinfo=SHANGHAI)
    lists.night()
    assert lists.short(state="open") == before
    assert lists.short(period="2025", state="short")[0]["remaining"] == 2


def test_nat_62_whose_mandate_has_ended_leaves_the_running_list_and_stays_in_the_past_one(
    hall: Hall, lists: Lists
) -> None:
    listed(hall, DEPUTY_ID)
    lists.night()
    assert len(lists.short()) == 1
    hall.deputy(mandate(ends="2026-11-20"))
    hall.now = datetime(2026, 11, 21, 0, 5, tzinfo=SHANGHAI)
    lists.work(subject=f"DEPUTY#{DEPUTY_ID}")
    assert lists.short() == []
    assert len(lists.short(period="2025", state="short")) == 1


def test_who_moves_to_another_station_is_listed_there(hall: Hall, lists: Lists) -> None:
    listed(hall, DEPUTY_ID)
    lists.night()
    assert len(lists.short(scope="411402001")) == 1
    listed(hall, DEPUTY_ID, station="411403001-01")
    lists.night()
    assert lists.short(scope="411402001") == lists.short(scope=STATION) == []
    assert len(lists.short(scope="411403001-01")) == len(lists.short(scope="4114")) == 1


def test_sq_08_a_post_that_is_filled_leaves_the_list_and_so_does_a_closed_station(
    hall: Hall, lists: Lists
) -> None:
    hall.station()
    lists.work(subject=f"STATION#{STATION}")
    (entry,) = lists.short(rule="sq-08a.b", state="short")
    assert (entry["kind"], entry["subject"], entry["mandate"]) == ("station", STATION, None)
    assert entry["period"] == "current"
    filled = Station(STATION, "411402001", "站", StationType.LIAISON_STATION, staff=POSTS)
    engine.put(stations.new_item(filled))
    lists.work(subject=f"STATION#{STATION}")
    assert lists.short(rule="sq-08a.b", state="short") == []
    engine.put(stations.new_item(replace(filled, staff=(), closed_on=date(2026, 11, 19))))
    lists.work(subject=f"STATION#{STATION}")
    assert lists.short(rule="sq-08a.b", state="short") == []


def test_a_subject_that_fails_gets_a_message_of_its_own(
    hall: Hall, lists: Lists, tables: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(hall, *people(3))
    whole = project.recompute

    def failing(partition: str, touched: object = ()) -> None:
        if partition.endswith("1"):
            raise Refusal("busy")
        whole(partition, touched)  # type: ignore[arg-type]

    for module in (project, nightly):
        monkeypatch.setattr(module, "recompute", failing)
    assert lists.work(list="DEPUTIES", city="4114") == []
    assert len(lists.short()) == 2
    url = tables.names["Walks"]
    (left,) = tables.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert left["Body"] == f'{{"subject": "DEPUTY#{people(2)[1]}"}}'
    assert lists.work(subject=f"DEPUTY#{people(2)[1]}") == [{"itemIdentifier": "m1"}]


def test_entries_of_long_past_periods_are_left_alone(hall: Hall, lists: Lists) -> None:
    listed(hall, DEPUTY_ID)
    lists.night()
    hall.now = datetime(2030, 6, 1, 0, 5, tzinfo=SHANGHAI)
    lists.night()
    assert [len(lists.short(period=year, state="short")) for year in ("2025", "2029")] == [1, 1]
    assert reaching("4114") == ["41", "4114"]
