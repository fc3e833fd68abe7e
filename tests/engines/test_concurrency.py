"""Many at the same moment, each request in a process of its own, on DynamoDB Local: nothing lost, nothing
made twice. Run by `make conformance`."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from shared.domain.ids import derived_id
from tests.aws import World
from tests.checkin.desk import DEPUTY_CALLER, Desk
from tests.engines.fleet import Answer, Fleet, Request, outcomes
from tests.gateway import someone
from tests.invitations.committee import DATONG, Committee, of
from tests.invitations.inviting import asking
from tests.registration.office import CITY, CITY_MANDATE, Office
from tests.suggestions.opinions.street import TOWNSHIP, Street

pytestmark = pytest.mark.second_engine
ActAs = Callable[[str], None]
SCAN = "/v1/check-ins"


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    with Fleet() as started:
        yield started


@pytest.fixture
def registration(fleet: Fleet, office: Office, tables: World) -> Callable[..., list[Answer]]:
    """Requests of the city's staff at once; one that lost to another's transaction is sent again."""
    return lambda requests: settled(
        fleet, "registration", tables.environment("RegistrationFunction"), office.now, requests
    )


def settled(
    fleet: Fleet, service: str, environment: dict[str, str], now: datetime, requests: list[Request]
) -> list[Answer]:
    answers = fleet.at_once(service, environment, now, requests)
    for _ in range(20):
        lost = [number for number, answer in enumerate(answers) if answer.outcome == "conflict"]
        if not lost:
            break
        again = fleet.at_once(service, environment, now, [requests[number] for number in lost])
        for number, answer in zip(lost, again, strict=True):
            answers[number] = answer
    return answers


def of_table(tables: World, table: str, prefix: str) -> list[dict[str, Any]]:
    return [item for item in tables.items(table) if item["sk"]["S"].startswith(prefix)]


def scan(desk: Desk, number: int = 0, key: str | None = None) -> Request:
    caller = someone("deputy:4114", person=derived_id("p", "scan", str(number))) if number else DEPUTY_CALLER
    headers = None if key is None else {"Idempotency-Key": key}
    return Request("POST", SCAN, {"code": desk.code()}, caller, headers)


def test_sq_21_fifty_scans_of_one_code_make_one_record(fleet: Fleet, desk: Desk, tables: World) -> None:
    desk.add_station()
    environment = tables.environment("CheckinFunction")
    answers = fleet.at_once("checkin", environment, desk.now, [scan(desk)] * 50)
    assert outcomes(answers) == {"201": 1, "200": 49}
    assert len({str(answer.json) for answer in answers}) == 1
    assert len(of_table(tables, "Records", "RECORD#")) == 1


def test_fifty_times_one_nonce_make_one_record(fleet: Fleet, desk: Desk, tables: World) -> None:
    desk.add_station()
    environment = tables.environment("CheckinFunction")
    answers = fleet.at_once("checkin", environment, desk.now, [scan(desk, key="0f8fad5b-d9cb")] * 50)
    assert outcomes(answers) == {"201": 1, "200": 49}
    assert len(of_table(tables, "Records", "RECORD#")) == 1


def test_two_hundred_deputies_at_once_make_two_hundred_records(
    fleet: Fleet, desk: Desk, tables: World
) -> None:
    desk.add_station()
    environment = tables.environment("CheckinFunction")
    requests = [scan(desk, number) for number in range(1, 201)]
    answers = fleet.at_once("checkin", environment, desk.now, requests)
    assert outcomes(answers) == {"201": 200}
    assert len(of_table(tables, "Records", "RECORD#")) == 200


def test_scans_while_the_station_s_codes_are_revoked_are_recorded_or_refused(
    fleet: Fleet, desk: Desk, tables: World
) -> None:
    """Station and fences change in one transaction: what was shown before is not taken after it."""
    desk.add_station()
    environment = tables.environment("CheckinFunction")
    requests = [scan(desk, number) for number in range(1, 61)]
    rotated: list[int] = []

    def rotate() -> None:
        rotated.append(desk.register("411402001-01", CITY, "code-rotations").status)

    found = outcomes(fleet.at_once("checkin", environment, desk.now, requests, meanwhile=rotate))
    assert rotated == [200]
    assert set(found) == {"201", "code_superseded"}
    assert len(of_table(tables, "Records", "RECORD#")) == found["201"]
    after = fleet.at_once("checkin", environment, desk.now, [scan(desk, number) for number in range(61, 67)])
    assert outcomes(after) == {"code_superseded": 6}


def test_a_phone_registered_by_many_at_once_is_one_deputy(
    registration: Callable[..., list[Answer]], tables: World
) -> None:
    body = {"phone": "13700000001", "name": "王晓梅", "mandates": [CITY_MANDATE]}
    answers = registration([Request("POST", "/v1/deputies", body, CITY)] * 16)
    assert outcomes(answers) == {"201": 1, "deputy_exists": 15}
    assert len(of_table(tables, "Registry", "HOLDS#DEPUTY")) == 1


def test_one_idempotency_key_sent_by_many_at_once_makes_one_deputy(
    registration: Callable[..., list[Answer]], tables: World
) -> None:
    body = {"phone": "13700000001", "name": "王晓梅", "mandates": [CITY_MANDATE]}
    sent = Request("POST", "/v1/deputies", body, CITY, {"Idempotency-Key": "a-long-random-key"})
    answers = registration([sent] * 16)
    assert outcomes(answers) == {"201": 16}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert len(of_table(tables, "Registry", "HOLDS#DEPUTY")) == 1


def test_many_who_join_a_group_at_once_are_all_in_it_and_counted(
    registration: Callable[..., list[Answer]], office: Office
) -> None:
    group, people = office.group(), [office.deputy()["id"] for _ in range(24)]
    path = f"/v1/groups/{group['id']}"
    answers = registration([Request("PUT", f"{path}/members/{person}", None, CITY) for person in people])
    assert outcomes(answers) == {"204": 24}
    shown = office.done("GET", path)
    assert (shown["size"], {member["deputy"] for member in shown["members"]}) == (24, set(people))


def test_dt_03a_a_deputy_put_into_many_large_groups_at_once_is_in_one(
    registration: Callable[..., list[Answer]], office: Office
) -> None:
    groups, person = [office.group()["id"] for _ in range(8)], office.deputy()["id"]
    paths = [f"/v1/groups/{group}/members/{person}" for group in groups]
    answers = registration([Request("PUT", path, None, CITY) for path in paths])
    assert outcomes(answers) == {"204": 1, "already_in_group": 7}
    assert sum(office.done("GET", f"/v1/groups/{group}")["size"] for group in groups) == 1


def test_of_many_who_read_one_version_one_changes_it(
    registration: Callable[..., list[Answer]], office: Office
) -> None:
    made = office.deputy()
    path, headers = f"/v1/deputies/{made['id']}", {"If-Match": '"v1"'}
    bodies = [{"fields": [f"领域{number}"]} for number in range(12)]
    answers = registration([Request("PATCH", path, body, CITY, headers) for body in bodies])
    assert outcomes(answers) == {"200": 1, "stale_version": 11}
    (changed,) = (answer.json for answer in answers if answer.status == 200)
    assert office.read(made["id"])["fields"] == changed["fields"]
    told = office.done("GET", f"{path}/changes")["items"]
    assert Counter(item["what"] for item in told) == {"registered": 1, "changed": 1}


def test_of_many_who_accept_at_once_as_many_have_a_seat_as_there_are(
    fleet: Fleet, committee: Committee, tables: World
) -> None:
    people = committee.deputies(16, DATONG)
    activity = asking.invited(committee, *people, capacity=5)
    path = f"/v1/activities/{activity['id']}/invitations/me"
    environment = tables.environment("InvitationsFunction")

    def reply(answer: str, *numbers: int) -> list[Answer]:
        body = {"answer": answer, **({} if answer == "accept" else {"reason": "当日另有公务"})}
        requests = [Request("PUT", path, body, of(people[number])) for number in numbers]
        return settled(fleet, "invitations", environment, committee.now, requests)

    assert outcomes(reply("accept", *range(16))) == {"200": 16}
    assert asking.counts(committee, activity) == {"accepted": 5, "waiting": 11}
    seated = [n for n, one in enumerate(people) if asking.state(committee, activity, one) == "accepted"]
    assert outcomes(reply("decline", *seated)) == {"200": 5}
    assert asking.counts(committee, activity) == {"accepted": 5, "waiting": 6, "declined": 5}
    states = Counter(asking.state(committee, activity, one) for one in people)
    assert states == {"accepted": 5, "waiting": 6, "declined": 5}
    moved = [one for one in people if "seat_free" in asking.told(committee, one)]
    assert len(moved) == 5


def test_a_case_handed_over_by_many_at_once_is_in_one_hand(
    fleet: Fleet, street: Street, tables: World
) -> None:
    units = [street.unit(f"单位{number}", number=number) for number in range(1, 9)]
    receipt = street.bring()
    street.sorted(receipt, answerable="false")
    version = street.opinion(receipt)["version"]
    path = f"/v1/opinions/{receipt['receipt']}/handover"
    requests = [
        Request("POST", path, {"unit": unit.id}, TOWNSHIP, {"If-Match": f'"v{version}"'}) for unit in units
    ]
    environment = tables.environment("SuggestionsFunction")
    answers = settled(fleet, "suggestions", environment, street.now, requests)
    assert outcomes(answers) == {"200": 1, "stale_version": 7}
    given = [event for event in street.history(receipt) if event["what"] == "handed_over"]
    assert len(given) == 1


def test_voices_that_join_an_opinion_at_once_are_all_counted(
    fleet: Fleet, street: Street, tables: World
) -> None:
    receipt = street.bring()
    path = f"/v1/me/opinions/{receipt['receipt']}/joining"
    callers = [someone(person=derived_id("p", "voice", str(number))) for number in range(24)]
    requests = [Request("POST", path, {"text": "我家门前也没有路灯"}, caller) for caller in callers]
    environment = tables.environment("SuggestionsFunction")
    answers = settled(fleet, "suggestions", environment, street.now, requests)
    assert outcomes(answers) == {"201": 24}
    assert street.opinion(receipt)["voices"] == 25
