"""Special matters on the local stack: of many who decide on one report at once one does, its finding reaches
the unit's standing, and an appeal is passed on once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from functions.registration.deputies.store import new_item as deputy_item
from functions.registration.units.store import new_item as unit_item
from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.clock import iso, legal_day
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.ids import derived_id
from shared.domain.mandates import Mandate
from shared.domain.units import Unit
from shared.store.registry import ROLE, RegistryItem, person_key
from tests.e2e.client import Client, Response, token_for

DATONG, SHENZHEN = "1402", "4403"
AT_ONCE = 12


class Place:
    """A city with a deputy, an organ and somebody of its committee's staff."""

    def __init__(self, stack: LocalStack, division: str) -> None:
        person, staff = derived_id("p", "matters", division), derived_id("p", "staff of matters", division)
        since = legal_day(clock.now()) - timedelta(days=400)
        mandate = Mandate(derived_id("m", person), Level.CITY, division, division, 16, since)
        unit = Unit(derived_id("u", "matters", division), division, "市某局")
        role = RegistryItem(person_key(staff), f"{ROLE}committee_staff#{division}", version=1, body={})
        items = (deputy_item(Deputy(person, "韦春兰", "138****1234", (mandate,))), unit_item(unit), role)
        for item in items:
            table, client = stack.outputs["RegistryTable"], stack.client("dynamodb")
            client.put_item(TableName=table, Item=item.serialize())
        self.unit, self.division = unit.id, division
        self.deputy = self._client(stack, person, f"deputy:{division}")
        self.office = self._client(stack, staff, f"committee_staff:{division}")
        self.organ = self._client(stack, derived_id("p", "organ", division), f"unit_staff:{unit.id}")

    @staticmethod
    def _client(stack: LocalStack, person: str, *grants: str) -> Client:
        return Client(stack.base_url, token_for(stack, *grants, person=person))


def at_once(send: Any) -> Counter[str]:
    """What so many who send the same at the same moment are answered."""

    def one(_: int) -> str:
        answer: Response = send()
        return "" if answer.status == 200 else str(answer.json["code"])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(one, range(AT_ONCE)))


def test_dt_13_of_those_who_decide_at_once_one_does(stack: LocalStack) -> None:
    place = Place(stack, DATONG)
    body = {
        "congress": DATONG,
        "wrong": "obstruction",
        "unit": place.unit,
        "happened_on": str(legal_day(clock.now())),
        "text": "持证视察时拒绝提供情况。",
    }
    made = place.deputy.must(201, "POST", "/v1/obstruction-reports", body=body).json
    path = f"/v1/obstruction-reports/{made['id']}"
    place.office.must(200, "POST", f"{path}/assignment", body={}, headers={"If-Match": '"v1"'})
    decision = {"true": True, "text": "已责令改正"}
    found = at_once(
        lambda: place.office.post(f"{path}/decision", body=decision, headers={"If-Match": '"v2"'})
    )
    assert found[""] == 1
    assert set(found) <= {"", "stale_version", "conflict"}
    history = place.office.get(f"{path}/history").json["items"]
    assert [entry["what"] for entry in history] == ["reported", "assigned", "decided"]
    verdicts = place.organ.get(f"/v1/units/{place.unit}/standing").json["verdicts"]
    (follows,) = [one for one in verdicts if one["rule"] == "dt-13.follows"]
    assert (follows["counted"], len(follows["evidence"])) == (1, 1)


def test_sz_32_an_appeal_is_passed_on_once(stack: LocalStack) -> None:
    place, now = Place(stack, SHENZHEN), clock.now()
    body = {
        "congress": SHENZHEN,
        "name": "韦春兰",
        "received_at": iso(now - timedelta(hours=1)),
        "text": "申诉",
    }
    made = place.organ.must(201, "POST", f"/v1/units/{place.unit}/appeals", body=body).json
    path = f"/v1/units/{place.unit}/appeals/{made['id']}"
    (clock_,) = place.organ.get(path).json["clocks"]
    assert (clock_["rule"], clock_["due_at"]) == ("sz-32.a", iso(now + timedelta(hours=11)))
    found = at_once(lambda: place.organ.post(f"{path}/forwarding", body={}, headers={"If-Match": '"v1"'}))
    assert found[""] == 1
    assert set(found) <= {"", "stale_version", "conflict", "handover_state"}
    history = place.office.get(f"/v1/appeals/{made['id']}/history").json["items"]
    assert [entry["what"] for entry in history] == ["received", "forwarded"]
    (clock_,) = place.organ.get(path).json["clocks"]
    assert clock_["state"] == "met"
