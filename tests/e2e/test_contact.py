"""Contact on the local stack: races for the last place of a reception day and in a vote; an appointment in
Shenzhen, whose draft this stack lives by."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from functions.registration.deputies.store import new_item as deputy_item
from functions.registration.members.store import new_item as member_item
from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.clock import iso, legal_day
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.groups import Group, GroupKind, Membership
from shared.domain.ids import derived_id
from shared.domain.mandates import Mandate
from shared.domain.members import Member, Office
from shared.regulations.calendars.working_days import china
from shared.store.envelopes import Envelope
from shared.store.registry import envelope
from tests.e2e.client import Client, Response, token_for

DATONG, SHENZHEN = "1402", "4403"
PLACES, AT_ONCE = 3, 12
SINCE = legal_day(clock.now()) - timedelta(days=400)


def write(stack: LocalStack, *items: Envelope) -> None:
    """Puts items into the Registry as registration writes them."""
    table, client = stack.outputs["RegistryTable"], stack.client("dynamodb")
    for item in items:
        client.put_item(TableName=table, Item=item.serialize())


def member(stack: LocalStack, division: str, office: Office) -> str:
    """Registers a member of a standing committee."""
    made = Member(
        derived_id("p", "contact", division, office), "覃志远", "139****5678", division, office, SINCE
    )
    write(stack, member_item(made))
    return made.id


def deputies(stack: LocalStack, division: str, number: int) -> list[str]:
    """Registers so many deputies of a city's congress."""
    people = []
    for n in range(number):
        id_ = derived_id("p", "contact", division, str(n))
        mandate = Mandate(derived_id("m", id_), Level.CITY, division, division, 16, SINCE)
        people.append(Deputy(id_, "韦春兰", "138****1234", (mandate,)))
    write(stack, *map(deputy_item, people))
    return [person.id for person in people]


def somebody(stack: LocalStack, person: str, *grants: str) -> Client:
    return Client(stack.base_url, token_for(stack, *grants, person=person))


@pytest.fixture(scope="module")
def staff(stack: LocalStack) -> Client:
    """Staff of Datong's standing committee."""
    return somebody(stack, derived_id("p", "staff of contact"), f"committee_staff:{DATONG}")


def test_dt_07i_the_last_places_of_a_reception_day_are_given_once(stack: LocalStack, staff: Client) -> None:
    today = legal_day(clock.now())
    path = f"/v1/divisions/{DATONG}/reception-days"
    days = [
        day["day"]
        for year in (today.year, today.year + 1)
        for day in staff.get(f"{path}?year={year}").json["items"]
    ]
    day = next(day for day in days if day > str(today))
    plan = {
        "leader": member(stack, DATONG, Office.VICE_CHAIR),
        "place": "信访接待室",
        "slots": [{"at": "09:00", "places": PLACES}],
        "open_to": ["residents"],
    }
    staff.must(200, "PUT", f"{path}/{day}", body=plan, headers={"If-Match": '"v0"'})

    def book(n: int) -> Response:
        resident = somebody(stack, derived_id("p", "resident at the door", str(n)))
        body = {"slot": "09:00", "topic": "反映小区停车问题"}
        while True:
            answer = resident.post(f"{path}/{day}/bookings", body=body)
            if answer.status != 409 or answer.json["code"] != "conflict":
                return answer

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(book, range(AT_ONCE)))
    outcomes = Counter("" if answer.status == 201 else answer.json["code"] for answer in answers)
    assert outcomes == {"": PLACES, "reception_full": AT_ONCE - PLACES}
    assert staff.get(f"{path}/{day}").json["slots"] == [{"at": "09:00", "places": PLACES, "left": 0}]
    assert len(staff.get(f"{path}/{day}/bookings").json["items"]) == PLACES


def test_dt_06a_votes_cast_at_once_are_all_counted(stack: LocalStack) -> None:
    people = deputies(stack, DATONG, 9)
    group = Group(
        derived_id("g", "contact"), GroupKind.LARGE, "140213", DATONG, "平城区代表大组",
        leader=people[0], deputy_leader=people[1], size=len(people),
    )  # fmt: skip
    memberships = [Membership(group.id, person, SINCE) for person in people]
    key = f"GROUP#{group.id}"
    write(stack, envelope(key, "GROUP", group))
    write(stack, *(envelope(key, f"MEMBER#{one.deputy}", one) for one in memberships))
    voters = [somebody(stack, person, f"deputy:{DATONG}") for person in people]
    body = {"title": "视察老旧小区改造", "closes": iso(clock.now() + timedelta(days=7))}
    wish: Any = voters[0].must(201, "POST", f"/v1/groups/{group.id}/wishes", body=body).json

    def vote(voter: Client) -> None:
        while True:
            answer = voter.send("PUT", f"/v1/wishes/{wish['id']}/vote", body={"yes": True})
            if answer.status == 200 or answer.json["code"] == "vote_closed":
                return
            assert answer.json["code"] == "conflict"

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(vote, voters[1:5]))
    found = voters[0].get(f"/v1/wishes/{wish['id']}").json
    assert (found["state"], found["yes"], found["size"]) == ("carried", 5, 9)
    assert [way["rule"] for way in found["ways"]] == ["dt-06a"]


def test_sz_09a_an_appointment_in_shenzhen_is_due_after_three_working_days(stack: LocalStack) -> None:
    (person,) = deputies(stack, SHENZHEN, 1)
    deputy = somebody(stack, person, f"deputy:{SHENZHEN}")
    office = somebody(stack, derived_id("p", "staff of shenzhen"), f"committee_staff:{SHENZHEN}")
    asked = {
        "with": {"kind": "member", "id": member(stack, SHENZHEN, Office.MEMBER)},
        "division": SHENZHEN,
        "subject": "就养老服务条例草案听取意见",
    }
    made = deputy.must(201, "POST", "/v1/appointments", body=asked).json
    (due,) = made["clocks"]
    started = legal_day(clock.from_text(due["started_at"]))
    assert (due["rule"], due["due"]) == ("sz-09a", str(china().counted(started, 3).day))
    starts = clock.now() + timedelta(days=2)
    time = {"starts": iso(starts), "ends": iso(starts + timedelta(hours=1)), "place": "会客室"}
    path, version = f"/v1/appointments/{made['id']}/arrangement", {"If-Match": '"v1"'}
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: office.send("POST", path, body=time, headers=version), range(2)))
    assert sorted(answer.status for answer in answers) == [200, 412]
    found = deputy.get(f"/v1/appointments/{made['id']}").json
    assert (found["state"], found["clocks"][0]["state"]) == ("arranged", "met")
