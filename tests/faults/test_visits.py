"""A day at a station: codes shown, scans, scans kept while offline, an entry by staff, a correction."""

from tests.checkin.desk import DEPUTY_CALLER, HERE, OVERSEER, STAFF, Desk
from tests.domain.proof.strategies import STATION
from tests.faults.gauntlet import Gauntlet


def test_a_days_visits_come_through(desk: Desk, gauntlet: Gauntlet) -> None:
    desk.add_station()
    desk.add_deputy()
    first = desk.scan(key="f1f0d5b1-0001")
    assert first.status == 201
    desk.pass_time(days=1)
    assert desk.scan().status == 201
    desk.pass_time(days=1)
    scanned = {"code": desk.code(), "captured_at": desk.now.isoformat(), "location": HERE}
    kept = [{**scanned, "nonce": f"nonce-000{number}"} for number in (1, 2)]
    batch = desk.call("POST", "/v1/check-ins/batch", DEPUTY_CALLER, body={"items": kept})
    assert batch.status == 200, batch.text
    entry = {"deputy": DEPUTY_CALLER.person, "day": "2026-11-19", "reason": "手机没电"}
    entered = desk.call("POST", f"/v1/stations/{STATION}/entries", STAFF, body=entry)
    assert entered.status == 201, entered.text
    path = f"/v1/records/{first.json['id']}/corrections"
    for action in ("void", "restore"):
        voided = desk.call("POST", path, OVERSEER, body={"action": action, "reason": "他人代为扫码"})
        assert voided.status == 201, voided.text
    assert gauntlet.tally.requests == 4
