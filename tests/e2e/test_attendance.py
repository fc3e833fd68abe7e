"""A full hall on the local stack: everybody scans at the same moment, each twice; then it closes."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.clock import iso, legal_day
from shared.domain.ids import derived_id
from shared.store.records import committee_key, deputy_key
from tests.e2e.client import Client, token_for
from tests.e2e.test_invitations import (
    AT_ONCE,
    DATONG,
    announce,
    counts,
    deputies,
    draft,
    invite,
    items,
    until,
)

IN_THE_HALL, AWAY = 30, 3


def of(stack: LocalStack, partition: str) -> list[dict[str, Any]]:
    """The records of a subject."""
    return [
        record
        for record in items(
            stack,
            "RecordsTable",
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": partition}},
        )
        if record["sk"]["S"].startswith("RECORD#")
    ]


def test_a_full_hall_scans_twice_at_once_and_everybody_is_recorded_once(stack: LocalStack) -> None:
    person = derived_id("p", "staff of the hall")
    staff = Client(stack.base_url, token_for(stack, f"committee_staff:{DATONG}", person=person))
    people = deputies(stack, "in the hall", IN_THE_HALL + AWAY)
    starts = clock.now() + timedelta(seconds=45)
    activity = draft(staff, starts=iso(starts), ends=iso(starts + timedelta(hours=1)))
    invite(staff, activity, people)
    activity = announce(staff, activity)
    until(lambda: counts(staff, activity)["invited"] == len(people))
    path = f"/v1/activities/{activity['id']}"
    tokens = {one: token_for(stack, f"deputy:{DATONG}", person=one) for one in people}
    client = Client(stack.base_url)
    for absent in people[IN_THE_HALL:]:
        own, token = f"{path}/invitations/me", tokens[absent]
        client.must(200, "PUT", own, body={"answer": "accept"}, token=token)
    code = staff.get(f"{path}/codes").json["items"][0]["code"]

    def scan(one: str) -> tuple[str, int]:
        return one, client.post(f"{path}/attendances", {"code": code}, token=tokens[one]).status

    answers = defaultdict(list)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for one, status in pool.map(scan, 2 * people[:IN_THE_HALL]):
            answers[one].append(status)
    assert {tuple(sorted(statuses)) for statuses in answers.values()} == {(200, 201)}
    for one in people[:IN_THE_HALL]:
        assert [record["kind"]["S"] for record in of(stack, deputy_key(one))] == ["training"]
    until(lambda: clock.now() > starts)
    for step in ("opening", "closure"):
        headers = {"If-Match": f'"v{activity["version"]}"'}
        body: dict[str, Any] | None = {} if step == "closure" else None
        activity = staff.must(200, "POST", f"{path}/{step}", body=body, headers=headers).json
    held = committee_key(DATONG)
    until(lambda: any(record["reference"]["S"] == activity["id"] for record in of(stack, held)))
    (record,) = (record for record in of(stack, held) if record["reference"]["S"] == activity["id"])
    assert (record["amount"]["N"], record["day"]["S"]) == (str(IN_THE_HALL), str(legal_day(starts)))
    for one in people[IN_THE_HALL:]:
        assert [record["kind"]["S"] for record in of(stack, deputy_key(one))] == ["absence"]
