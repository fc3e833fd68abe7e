"""A check-in beside four others: whole processes that run in turn against an endpoint that answers at once.

Every handler gets the same events of the gateway. This project's comes from the package that is deployed and
does what it always does: reads the authorizer's context, checks the schema, verifies the code, grades the
proof, writes a record and tests the station's fence in one transaction, logs a line. The peers check the
body and make one conditional put.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from functions.checkin.app import app
from shared.domain.ids import new_id
from shared.domain.places import Place
from shared.domain.proof import codes
from tests.bench import endpoint, processes
from tests.bench.comparing import Bar, median, ratios
from tests.bench.processes import Contestant, Layout, Measured
from tests.bench.report import table
from tests.gateway import event_of, someone

STATION = "411402001-01"
PLACE = Place(34.4371, 115.6506, 200)
HANDLER = "functions.checkin.app.app"
COLD_BAR, WARM_BAR = 0.85, 1.15
LIANLUO, REMEMBERED, BARE = "Lianluo", "Lianluo, with an Idempotency-Key", "boto3 client"
NAMES = {
    "bare": BARE,
    "chalice_pynamodb": "chalice + marshmallow + pynamodb",
    "powertools": "Powertools + pydantic + boto3 resource",
    "fastapi_mangum": "FastAPI + Mangum + boto3 resource",
}
WARM_UP = 100

Rounds = dict[str, list[Measured]]


def events(
    secret: bytes, count: int, *, remembered: bool = False, now: datetime | None = None
) -> list[dict[str, Any]]:
    """Check-ins of as many deputies with the code that the station's screen shows now."""
    window = codes.window_at(now or datetime.now(UTC))
    code = codes.make_rotating(secret, STATION, rotation=1, window=window, place=PLACE)
    body = {"code": code, "location": {"lat": PLACE.lat, "lng": PLACE.lng, "accuracy": 12.5}}
    made = []
    for _ in range(count):
        deputy = someone("deputy:4114", person=new_id("p"))
        headers = {"Idempotency-Key": new_id("k")} if remembered else {}
        made.append(event_of(app, "POST", "/v1/check-ins", body=body, headers=headers, caller=deputy))
    return made


def contestants(layout: Layout, environment: Mapping[str, str]) -> list[Contestant]:
    """This project's check-in, and the peers with the same settings."""
    ours = [layout.ours(name, HANDLER, environment) for name in (LIANLUO, REMEMBERED)]
    return [*ours, *(layout.peer(peer, environment) for peer in NAMES)]


def measured(layout: Layout, environment: Mapping[str, str], url: str, *, rounds: int, requests: int) -> str:
    """The table of both races."""
    cold = race(layout, environment, url, rounds=rounds, requests=0)
    return told(cold, race(layout, environment, url, rounds=max(rounds // 2, 3), requests=requests))


def race(
    layout: Layout, environment: Mapping[str, str], url: str, *, rounds: int, requests: int
) -> dict[str, list[Measured]]:
    """Each of them once a round, in turn: one request, or with ``requests`` as many in one process after
    some that warm it up. Every one is answered 201, or :class:`processes.Failed`."""
    secret = environment["CHECK_IN_SECRET"].encode()
    found: Rounds = {}
    for _ in range(rounds):
        for one in contestants(layout, environment):
            endpoint.seed(url)
            count = 1 + (WARM_UP + requests if requests else 0)
            sent = events(secret, count, remembered=one.name == REMEMBERED)
            measured = processes.run(one, sent, endpoint=url, warm=WARM_UP)
            if measured.statuses != [201]:
                raise processes.Failed(f"{one.name} answered {measured.statuses}: {measured.answers[0]}")
            found.setdefault(NAMES.get(one.name, one.name), []).append(measured)
    return found


def cold_cpu(one: Measured) -> float:
    """Milliseconds of the processor until the first answer."""
    return one.cold.cpu


def cold_wall(one: Measured) -> float:
    """Milliseconds until the first answer."""
    return one.cold.wall


def warm_cpu(one: Measured) -> float:
    """Microseconds of the processor a request; raises ValueError where no second was made."""
    if one.warm is None:
        raise ValueError("nothing was asked twice")
    return one.warm.cpu * 1000


def told(cold: Rounds, warm: Rounds) -> str:
    """The table, and the bars."""
    bare_cold, bare_warm = cold[BARE], warm[BARE]
    rows = []
    for name in cold:
        beside = name != BARE
        rows.append(
            (
                name,
                f"{median(cold[name], lambda one: one.imported.cpu):.0f}",
                f"{median(cold[name], cold_cpu):.0f}",
                str(ratios(cold[name], bare_cold, cold_cpu)) if beside else "1",
                f"{ratios(cold[name], bare_cold, cold_wall).median:.2f}" if beside else "1",
                f"{median(warm[name], warm_cpu):.0f}",
                str(ratios(warm[name], bare_warm, warm_cpu)) if beside else "1",
                f"{median(cold[name], lambda one: one.peak):.0f}",
            )
        )
    head = (
        "",
        "import, CPU ms",
        "cold, CPU ms",
        "x boto3 (quartiles)",
        "cold wall x boto3",
        "warm, CPU us",
        "x boto3 (quartiles)",
        "peak MiB",
    )
    return f"{table(head, rows)}\n\n" + "\n".join(map(str, bars(cold, warm)))


def bars(cold: Rounds, warm: Rounds) -> Sequence[Bar]:
    """What issue and design ask of a check-in."""
    first = ratios(cold[LIANLUO], cold[BARE], cold_cpu)
    each = ratios(warm[LIANLUO], warm[BARE], warm_cpu)
    return (
        Bar("cold start of a check-in, CPU, x boto3 client", COLD_BAR, first.median, str(first)),
        Bar("warm check-in, CPU, x boto3 client", WARM_BAR, each.median, str(each)),
    )
