"""Over HTTP: any code a station made is accepted once a day; no other is, and nothing is made twice."""

from datetime import timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.domain.clock import legal_day
from shared.domain.ids import derived_id
from shared.domain.proof import codes, payload
from shared.domain.proof.reasons import Reason
from shared.domain.roles import Caller
from shared.store.settings import Setting, secret
from tests.aws import World
from tests.checkin.desk import Desk, at
from tests.domain.proof.strategies import OTHER_SECRET, STATION, moments, places, rotations, stations
from tests.gateway import someone

over_http = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
numbers = count()


def deputy(label: object) -> Caller:
    return someone("deputy:4114", person=derived_id("p", str(label)))


@over_http
@given(stations, rotations, places, moments, st.timedeltas(timedelta(0), timedelta(days=7)))
def test_any_code_that_a_station_made_is_accepted_once_a_day(
    desk: Desk, station: str, rotation: int, place: Any, moment: Any, later: timedelta
) -> None:
    desk.now = moment + later
    code, caller = desk.code(moment, station, rotation, place), deputy(next(numbers))
    first, second = desk.scan(code, caller), desk.scan(code, caller)
    assert (first.status, second.status) == (201, 200)
    assert first.json == second.json
    assert (first.json["station"], first.json["day"]) == (station, str(legal_day(moment)))


@over_http
@given(st.data())
def test_no_altered_foreign_or_future_code_is_accepted(
    desk: Desk, tables: World, data: st.DataObject
) -> None:
    desk.now = data.draw(moments)
    window = codes.window_at(desk.now)
    good = desk.code()
    _, signed, mac = payload.split(good)

    def flipped(bit: int) -> str:
        raw = bytearray(signed + mac)
        raw[bit // 8] ^= 0x80 >> bit % 8
        return payload.join(bytes(raw))

    def foreign(secret_: bytes, ahead: int = 0) -> str:
        return codes.make_rotating(secret_, STATION, rotation=1, window=window + ahead)

    bad = data.draw(
        st.one_of(
            st.integers(0, 8 * len(signed + mac) - 1).map(flipped),
            st.integers(0, len(good) - 1).map(lambda length: good[:length]),
            stations.filter(lambda other: other != STATION).map(
                lambda other: payload.join(payload.pack(codes.Rotating(other, 1, window)), mac)
            ),
            st.just(foreign(OTHER_SECRET)),
            st.integers(2, 100_000).map(lambda ahead: foreign(secret(Setting.CHECK_IN_SECRET), ahead)),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
        )
    )
    answer = desk.scan(bad)
    assert answer.json["code"] in set(Reason)
    assert 400 <= answer.status < 500
    assert tables.items("Records") == []


steps = st.lists(
    st.tuples(
        st.sampled_from(["one", "other"]),
        st.sampled_from([STATION, "411402002-01"]),
        st.sampled_from([None, "nonce-0001", "nonce-0002"]),
        st.sampled_from([0, 0, 1, 15]),
    ),
    min_size=2,
    max_size=8,
)


@settings(over_http, max_examples=12)  # moto copies all of a table's history in every transaction
@given(steps)
def test_whatever_is_sent_again_nothing_is_made_twice(
    desk: Desk, tables: World, story: list[tuple[str, str, str | None, int]]
) -> None:
    """Posters say nothing of the day, so only nonces can tell a scan sent again from one of the next day."""
    desk.now = at("2026-11-20T09:30:10")
    run = next(numbers)
    made: set[str] = set()
    remembered: dict[tuple[str, str], tuple[str, str]] = {}
    for who, station, nonce, hours in story:
        desk.pass_time(hours=hours)
        caller = deputy(f"{run} {who}")
        answer = desk.scan(desk.poster(station=station), caller, key=nonce)
        record = f"{caller.person}.{legal_day(desk.now):%Y%m%d}.{station}"
        known = remembered.get((who, nonce or ""))
        if known is not None and known[0] != station:
            assert answer.json["code"] == "idempotency_key_reused"
        elif known is not None:
            assert (answer.status, answer.json["id"]) == (200, known[1])
        else:
            assert (answer.status, answer.json["id"]) == (200 if record in made else 201, record)
            if record not in made and nonce is not None:
                remembered[who, nonce] = (station, record)
            made.add(record)
    people = {f"DEPUTY#{deputy(f'{run} {who}').person}" for who in ("one", "other")}
    assert sum(item["pk"]["S"] in people for item in tables.items("Records")) == len(made)
