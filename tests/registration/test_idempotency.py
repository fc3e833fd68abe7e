"""One Idempotency-Key, one request: another under the same key is refused where it meets the first."""

from typing import Any

import pytest

from tests.gateway import someone
from tests.registration.office import CITY, CITY_MANDATE, COUNTY, Office, code

KEY = "one-key-for-all-1"
PHONE = "13911112222"
STATION: dict[str, Any] = {"division": "411402001", "name": "联络站", "type": "liaison_station"}
UNIT: dict[str, Any] = {"division": "4114", "name": "住建局", "number": "SQ-014"}
DEPUTY: dict[str, Any] = {"phone": PHONE, "name": "王晓梅", "mandates": [CITY_MANDATE]}
MEMBER: dict[str, Any] = {
    "phone": PHONE,
    "name": "赵文博",
    "division": "4114",
    "office": "member",
    "since": "2022-04-20",
}
BY_NATURE = [
    ("/v1/stations", STATION, {"name": "另一个站"}, "station_exists"),
    ("/v1/units", UNIT, {"name": "城管局"}, "unit_exists"),
    ("/v1/deputies", DEPUTY, {"name": "王晓红"}, "deputy_exists"),
    ("/v1/members", MEMBER, {"office": "chair"}, "member_exists"),
]
IDS = [path for path, *_ in BY_NATURE]


@pytest.mark.parametrize(("path", "body", "other", "exists"), BY_NATURE, ids=IDS)
def test_another_request_for_the_same_thing_under_the_same_key_is_refused(
    office: Office, path: str, body: dict[str, Any], other: dict[str, Any], exists: str
) -> None:
    first, again = (office.send("POST", path, body, key=KEY) for _ in range(2))
    assert (first.status, again.status, again.json) == (201, 201, first.json)
    assert code(office.send("POST", path, body | other, key=KEY)) == (422, "idempotency_key_reused")
    assert code(office.send("POST", path, body | other, key="another-key-1")) == (409, exists)
    assert code(office.send("POST", path, body)) == (409, exists)


@pytest.mark.parametrize(("path", "body", "other", "exists"), BY_NATURE, ids=IDS)
def test_a_key_is_its_callers_own(
    office: Office, path: str, body: dict[str, Any], other: dict[str, Any], exists: str
) -> None:
    office.done("POST", path, body, key=KEY)
    colleague = someone("committee_staff:4114", person="pc0lleagve0000000000")
    for sent in (body, body | other):
        assert code(office.send("POST", path, sent, key=KEY, by=colleague)) == (409, exists)


def test_a_new_persons_id_is_the_keys_so_another_phone_meets_it(office: Office) -> None:
    for path, body in (("/v1/deputies", DEPUTY), ("/v1/members", MEMBER)):
        key = f"{KEY}{path}"
        office.done("POST", path, {**body, "phone": office.phone()}, key=key)
        refused = office.send("POST", path, {**body, "phone": office.phone()}, key=key)
        assert code(refused) == (422, "idempotency_key_reused")


def test_a_key_sent_for_another_natural_id_makes_that_too(office: Office) -> None:
    for serial in (1, 2):
        assert office.done("POST", "/v1/stations", {**STATION, "serial": serial}, key=KEY)
    for number in ("SQ-1", "SQ-2"):
        assert office.done("POST", "/v1/units", {**UNIT, "number": number}, key=KEY)
    assert len(office.whole("/v1/stations", scope="4114")) == 2


def test_the_same_thing_registered_first_without_a_key_is_not_the_keys(office: Office) -> None:
    office.done("POST", "/v1/units", UNIT, by=CITY)
    assert code(office.send("POST", "/v1/units", UNIT, key=KEY)) == (409, "unit_exists")
    office.done("POST", "/v1/stations", STATION, by=COUNTY)
    assert code(office.send("POST", "/v1/stations", STATION, key=KEY, by=COUNTY)) == (409, "station_exists")
