"""The engine's operations, the codec and the pages, on the template's tables."""

from collections.abc import Callable
from datetime import date, time

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pynamodb.exceptions import PutError
from pynamodb.transactions import TransactWrite

from shared.domain.deputies import Card, Deputy
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.mandates import Mandate, MandateAction, MandateEvent
from shared.domain.places import Place
from shared.domain.stations import OpeningHours, Post, Posting, Station, StationType
from shared.store import engine, pages
from shared.store.codec import from_plain, to_plain
from shared.store.envelopes import changed, create, unchanged, value_of
from shared.store.registry import RegistryItem, envelope
from shared.store.settings import MissingSetting, Setting, setting
from tests.aws import World

STATION = Station(
    id="411402001-01",
    division="411402001",
    name="平原街道站",
    type=StationType.LIAISON_STATION,
    place=Place(34.4371, 115.6564, 300),
    opening_hours=(OpeningHours(1, time(8, 30), time(17, 30)),),
    facilities=("接待室",),
    staff=(Posting(Post.HEAD, "p1", "王晓梅", date(2024, 2, 29)),),
)
DEPUTY = Deputy(
    id="p1",
    name="李四",
    phone_mask="138****1234",
    mandates=(
        Mandate(
            id="m1",
            level=Level.CITY,
            division="4114",
            electing_unit="411402",
            term=6,
            begins=date(2022, 4, 1),
            events=(MandateEvent(MandateAction.SUSPEND, date(2024, 2, 29), "detained"),),
        ),
    ),
    card=Card("商人代0001", date(2022, 4, 2)),
)


@pytest.fixture(autouse=True)
def registration(act_as: Callable[[str], None]) -> None:
    act_as("RegistrationFunction")


@pytest.mark.parametrize("value", [STATION, DEPUTY])
def test_what_is_written_as_plain_data_is_read_back(value: Station | Deputy) -> None:
    assert from_plain(type(value), to_plain(value)) == value


def test_a_value_keeps_its_meaning_in_the_table() -> None:
    assert create(envelope("STATION#1", "STATION", STATION, ("STATIONS", STATION.id)), None) is None
    stored = engine.get(RegistryItem, "STATION#1", "STATION")
    assert stored is not None
    assert value_of(stored, Station) == STATION
    assert stored.gsi1pk == "STATIONS#4114"


def test_an_older_body_takes_the_defaults_of_new_fields_and_forgets_old_ones() -> None:
    plain = {"id": "x-01", "division": "x", "name": "n", "type": "deputy_home", "gone": 1}
    assert from_plain(Station, plain) == Station("x-01", "x", "n", StationType.DEPUTY_HOME)


def test_create_gives_back_what_stands_there() -> None:
    create(envelope("A", "B", STATION), "mark")
    standing = create(envelope("A", "B", DEPUTY), "other")
    assert standing is not None
    assert standing.request == "mark"
    assert value_of(standing, Station) == STATION


def test_a_stale_version_is_refused() -> None:
    create(envelope("A", "B", STATION), None)
    first, second = (engine.get(RegistryItem, "A", "B") for _ in range(2))
    assert first is not None
    assert second is not None
    engine.put(changed(first, STATION), unchanged(1))
    with pytest.raises(Refusal, match="stale_version"):
        engine.put(changed(second, STATION), unchanged(1))


def test_a_transaction_writes_all_or_nothing_and_says_why() -> None:
    create(envelope("A", "B", STATION), None)

    def fill(transaction: TransactWrite) -> None:
        transaction.save(envelope("C", "D", STATION))
        transaction.save(
            envelope("A", "B", DEPUTY), condition=RegistryItem.pk.does_not_exist(), return_values="ALL_OLD"
        )

    with pytest.raises(engine.Cancelled) as caught:
        engine.transact(fill)
    assert not caught.value.failed(0)
    assert caught.value.failed(1)
    existing = caught.value.existing(1, RegistryItem)
    assert existing is not None
    assert value_of(existing, Station) == STATION
    assert engine.get(RegistryItem, "C", "D") is None


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("ProvisionedThroughputExceededException", "busy"),
        ("InternalServerError", "busy"),
        ("TransactionConflictException", "conflict"),
        ("ConditionalCheckFailedException", "stale_version"),
    ],
)
def test_the_engines_errors_become_refusals(monkeypatch: pytest.MonkeyPatch, code: str, refusal: str) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PutError("put", ClientError({"Error": {"Code": code, "Message": "m"}}, "PutItem"))

    monkeypatch.setattr(RegistryItem, "save", fail)
    with pytest.raises(Refusal, match=refusal):
        engine.put(envelope("A", "B", STATION))


def test_a_fault_of_ours_is_not_called_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PutError(
            "put", ClientError({"Error": {"Code": "ValidationException", "Message": "m"}}, "PutItem")
        )

    monkeypatch.setattr(RegistryItem, "save", fail)
    with pytest.raises(PutError):
        engine.put(envelope("A", "B", STATION))


def _fill_cities() -> list[str]:
    codes = [
        f"{county}001-0{serial}"
        for county in ("410102", "411402", "411403", "411481")
        for serial in (1, 2, 3)
    ]
    for code in codes:
        create(envelope(f"STATION#{code}", "STATION", STATION, ("STATIONS", code)), None)
    return codes


def _walk(scope: str, limit: int) -> list[str]:
    found: list[str] = []
    cursor: str | None = None
    for _ in range(100):
        page = pages.scope_page("STATIONS", scope, limit=limit, cursor=cursor)
        assert len(page.items) <= limit
        found += [str(item.gsi1sk) for item in page.items]
        cursor = page.next
        if cursor is None:
            return found
    raise AssertionError("the pages do not end")


def test_a_list_over_cities_is_complete_in_order_and_without_repeats_for_any_page_size() -> None:
    codes = _fill_cities()
    for limit in (1, 2, 3, 5, 12, 100):
        assert _walk("41", limit) == codes
        assert _walk("4114", limit) == codes[3:]
        assert _walk("411402001-02", limit) == ["411402001-02"]
        assert _walk("12", limit) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40) | st.binary(max_size=40).map(lambda data: data.hex()))
def test_no_made_up_cursor_breaks_a_list(tables: World, cursor: str) -> None:
    with pytest.raises(Refusal, match="invalid_cursor"):
        pages.scope_page("STATIONS", "41", limit=5, cursor=cursor)


def _page_of_city(cursor: str | None) -> list[str]:
    try:
        return [
            str(item.gsi1sk) for item in pages.scope_page("STATIONS", "4101", limit=5, cursor=cursor).items
        ]
    except Refusal as refusal:
        return [refusal.code]


def test_a_cursor_of_another_list_shows_nothing_foreign() -> None:
    """Not every engine refuses it as DynamoDB does (tests/README.md)."""
    _fill_cities()
    foreign = pages.scope_page("STATIONS", "4114", limit=1, cursor=None).next
    own = ["410102001-01", "410102001-02", "410102001-03"]
    assert _page_of_city(foreign) in ([], own, ["invalid_cursor"])


def test_a_missing_setting_says_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REGISTRY_TABLE")
    with pytest.raises(MissingSetting, match="REGISTRY_TABLE"):
        setting(Setting.REGISTRY_TABLE)
