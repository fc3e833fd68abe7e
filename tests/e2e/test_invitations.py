"""Invitations on the local stack: a thousand invitees with the worker killed, races for the last seat, a
start that moves.

The worker is killed for real: its operating system process gets SIGKILL while it writes. The stream then
hands the job to another, as it does with a function that dies.
"""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.registration.deputies.store import new_item
from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.clock import iso
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.ids import derived_id
from shared.domain.mandates import Mandate
from tests.e2e.client import Client, Response, token_for

DATONG = "1402"
SECONDS = 120.0
INVITED = 1000
AT_ONCE = 50


@pytest.fixture(scope="module")
def staff(stack: LocalStack) -> Client:
    """Staff of a city's standing committee."""
    person = derived_id("p", "staff of invitations")
    return Client(stack.base_url, token_for(stack, f"committee_staff:{DATONG}", person=person))


def deputies(stack: LocalStack, label: str, number: int) -> list[str]:
    """Registers so many deputies of the city's congress; their ids."""
    since = clock.legal_day(clock.now()) - timedelta(days=400)
    people = [
        Deputy(
            derived_id("p", label, str(n)),
            "韦春兰",
            "138****1234",
            (Mandate(derived_id("m", label, str(n)), Level.CITY, DATONG, "140213", 16, since),),
        )
        for n in range(number)
    ]
    table, client = stack.outputs["RegistryTable"], stack.client("dynamodb")
    for begin in range(0, number, 25):
        puts = [{"PutRequest": {"Item": new_item(one).serialize()}} for one in people[begin : begin + 25]]
        assert client.batch_write_item(RequestItems={table: puts})["UnprocessedItems"] == {}
    return [person.id for person in people]


def draft(staff: Client, **fields: Any) -> Any:
    """A training in ten days."""
    starts = clock.now() + timedelta(days=10)
    plan = {
        "kind": "training",
        "title": "代表履职培训",
        "organiser": {"kind": "committee", "id": DATONG},
        "starts": iso(starts),
        "ends": iso(starts + timedelta(hours=2)),
        **fields,
    }
    return staff.must(201, "POST", "/v1/activities", body=plan).json


def invite(staff: Client, activity: Any, people: list[str]) -> None:
    """Selects these people and waits until all are."""
    path = f"/v1/activities/{activity['id']}/invitations"
    progress = staff.must(202, "POST", path, body={"persons": people}).json["progress"]
    until(lambda: staff.get(progress).json["finished"])


def announce(staff: Client, activity: Any) -> Any:
    path, version = f"/v1/activities/{activity['id']}/announcement", f'"v{activity["version"]}"'
    return staff.must(200, "POST", path, body={}, headers={"If-Match": version}).json


def counts(staff: Client, activity: Any) -> dict[str, int]:
    found: dict[str, int] = staff.get(f"/v1/activities/{activity['id']}/counts").json
    return found


def until(holds: Callable[[], bool], pause: float = 0.2) -> None:
    """Waits until something holds."""
    deadline = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(pause)


def items(stack: LocalStack, output: str, **query: Any) -> Iterable[dict[str, Any]]:
    """What a scan or query of a table finds."""
    operation = "query" if "KeyConditionExpression" in query else "scan"
    pages = stack.client("dynamodb").get_paginator(operation)
    for page in pages.paginate(TableName=stack.outputs[output], **query):
        yield from page["Items"]


def invitations(stack: LocalStack, activity: Any) -> list[dict[str, Any]]:
    """The items of an activity's invitations."""
    return list(
        items(
            stack,
            "ActivitiesTable",
            KeyConditionExpression="pk = :pk AND begins_with(sk, :sk)",
            ExpressionAttributeValues={
                ":pk": {"S": f"ACTIVITY#{activity['id']}"},
                ":sk": {"S": "INVITATION#"},
            },
        )
    )


def notices(stack: LocalStack, activity: Any, kind: str) -> Counter[str]:
    """How many notices of a kind each recipient has of an activity."""
    about = {"S": f"activity:{activity['id']}"}
    return Counter(
        item["pk"]["S"].removeprefix("INBOX#")
        for item in items(stack, "InboxTable")
        if item.get("about") == about and item["kind"]["S"] == kind
    )


def workers(stack: LocalStack) -> list[int]:
    """The processes in which this stack's worker of jobs runs."""
    name = stack.physical_id("InvitationsWorkFunction").encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                environment = (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            ours = any(stack.endpoint_url.rsplit(":", 1)[1].encode() in value for value in environment)
            if ours and b"AWS_LAMBDA_FUNCTION_NAME=" + name in environment:
                found.append(int(entry.name))
    return found


def test_a_thousand_invited_at_once_are_told_exactly_once_though_the_worker_is_killed(
    stack: LocalStack, staff: Client
) -> None:
    people = deputies(stack, "a thousand", INVITED)
    activity = draft(staff)
    invite(staff, activity, people)
    assert counts(staff, activity)["selected"] == INVITED
    announce(staff, activity)
    until(lambda: counts(staff, activity)["invited"] > 0, pause=0.05)
    killed = workers(stack)
    for process in killed:
        os.kill(process, signal.SIGKILL)
    left = INVITED - counts(staff, activity)["invited"]
    assert killed
    assert left > 0, "the worker was done before it was killed"
    until(lambda: counts(staff, activity)["invited"] == INVITED)
    found = invitations(stack, activity)
    assert Counter(item["body"]["M"]["state"]["S"] for item in found) == {"invited": INVITED}
    assert notices(stack, activity, "invitation_received") == Counter(people)
    assert counts(staff, activity)["selected"] == 0


@pytest.mark.parametrize("number", [2, AT_ONCE])
def test_of_all_who_accept_at_once_one_gets_the_last_seat(
    stack: LocalStack, staff: Client, number: int
) -> None:
    people = deputies(stack, f"race of {number}", number)
    activity = draft(staff, capacity=1)
    invite(staff, activity, people)
    announce(staff, activity)
    until(lambda: counts(staff, activity)["invited"] == number)
    client, path = Client(stack.base_url), f"/v1/activities/{activity['id']}/invitations/me"
    tokens = {person: token_for(stack, f"deputy:{DATONG}", person=person) for person in people}

    def accept(person: str) -> Response:
        while True:
            answer = client.send("PUT", path, body={"answer": "accept"}, token=tokens[person])
            if answer.status != 409:
                return answer
            assert answer.json["code"] == "conflict"

    with ThreadPoolExecutor(number) as pool:
        answers = list(pool.map(accept, people))
    assert Counter(answer.json["state"] for answer in answers) == {"accepted": 1, "waiting": number - 1}
    found = counts(staff, activity)
    assert (found["accepted"], found["waiting"], found["invited"]) == (1, number - 1, 0)
    stored = invitations(stack, activity)
    assert Counter(item["body"]["M"]["state"]["S"] for item in stored) == {
        "accepted": 1,
        "waiting": number - 1,
    }


def test_a_changed_start_moves_every_reminder_and_calendar_entry(stack: LocalStack, staff: Client) -> None:
    people = deputies(stack, "a start that moves", 60)
    activity = draft(staff, reminders=[60, 1440])
    invite(staff, activity, people)
    activity = announce(staff, activity)
    until(lambda: counts(staff, activity)["invited"] == len(people))
    tokens = [token_for(stack, f"deputy:{DATONG}", person=person) for person in people[:3]]
    client = Client(stack.base_url)
    feeds = [client.must(201, "POST", "/v1/me/calendar-feed", token=token).json["url"] for token in tokens]
    starts = clock.now().replace(microsecond=0) + timedelta(days=45)
    fields = {"starts": iso(starts), "ends": iso(starts + timedelta(hours=1))}
    version = {"If-Match": f'"v{activity["version"]}"'}
    staff.must(200, "PATCH", f"/v1/activities/{activity['id']}", body=fields, headers=version)
    until(lambda: sum(notices(stack, activity, "invitation_changed").values()) >= len(people))
    until(lambda: all(due == starts for due in _reminded(stack, activity)))
    assert notices(stack, activity, "invitation_changed") == Counter(people)
    assert {item["body"]["M"]["starts"]["S"] for item in invitations(stack, activity)} == {fields["starts"]}
    assert {item["gsi1sk"]["S"] for item in invitations(stack, activity)} == {
        f"{clock.utc_text(starts)}#{activity['id']}"
    }
    stamp = f"DTSTART:{starts:%Y%m%dT%H%M%SZ}"
    for url in feeds:
        calendar = client.get(url.removeprefix(stack.base_url))
        assert calendar.status == 200
        assert calendar.text.count("DTSTART:") == 1
        assert stamp in calendar.text


def _reminded(stack: LocalStack, activity: Any) -> list[Any]:
    """The starts that the listed reminders of an activity are of."""
    found = items(
        stack,
        "ActivitiesTable",
        KeyConditionExpression="pk = :pk AND begins_with(sk, :sk)",
        ExpressionAttributeValues={":pk": {"S": f"ACTIVITY#{activity['id']}"}, ":sk": {"S": "REMINDER#"}},
    )
    listed = [item for item in found if "gsi1pk" in item]
    assert len(listed) == 2
    return [
        clock.from_text(item["gsi1sk"]["S"].partition("#")[0])
        + timedelta(minutes=int(item["body"]["M"]["minutes"]["N"]))
        for item in listed
    ]
