"""Activities on the local stack: what is handed out goes to the store and comes back as it was; of
announcements that race, one is made."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from urllib.request import urlopen

import pytest

from infra.local.stack import LocalStack
from infra.sample import uploads
from shared.domain import clock
from shared.domain.clock import iso
from shared.domain.ids import derived_id
from tests.e2e.client import Client, token_for

TIANJIN = "12"
AT_ONCE = 8


@pytest.fixture(scope="module")
def staff(stack: LocalStack) -> Client:
    """Staff of the municipality's standing committee."""
    person = derived_id("p", "staff of activities")
    return Client(stack.base_url, token_for(stack, f"committee_staff:{TIANJIN}", person=person))


def draft(staff: Client, **fields: Any) -> Any:
    starts = clock.now() + timedelta(days=10)
    plan = {
        "kind": "forum",
        "title": "养老服务座谈会",
        "organiser": {"kind": "committee", "id": TIANJIN},
        "starts": iso(starts),
        "ends": iso(starts + timedelta(hours=2)),
        **fields,
    }
    return staff.must(201, "POST", "/v1/activities", body=plan).json


def hand_out(staff: Client, activity: Any, content: bytes, **fields: str) -> Any:
    path = f"/v1/activities/{activity['id']}/materials"
    body = {"title": "草案", "filename": "草案.pdf", "media_type": "application/pdf", **fields}
    asked = staff.must(201, "POST", path, body=body).json
    assert uploads.send(asked["upload"], content) == 204
    arrival = f"{path}/{asked['id']}/arrival"
    return staff.must(200, "POST", arrival, body={"number": asked["number"]}).json


def test_what_was_handed_out_comes_back_as_it_was_in_each_version(staff: Client) -> None:
    activity = draft(staff)
    first = hand_out(staff, activity, b"%PDF-1.7 one")
    second = hand_out(staff, activity, b"%PDF-1.7 the second", material=first["id"])
    shown = staff.get(f"/v1/activities/{activity['id']}/materials").json["items"]
    assert [entry["size"] for entry in shown] == [first["size"], second["size"]] == [12, 19]
    contents = []
    for entry in shown:
        with urlopen(entry["url"]) as answer:
            contents.append(answer.read())
    assert contents == [b"%PDF-1.7 one", b"%PDF-1.7 the second"]


def test_what_was_not_sent_has_not_come(staff: Client) -> None:
    activity = draft(staff)
    path = f"/v1/activities/{activity['id']}/materials"
    body = {"title": "草案", "filename": "草案.pdf", "media_type": "application/pdf"}
    asked = staff.must(201, "POST", path, body=body).json
    answer = staff.send("POST", f"{path}/{asked['id']}/arrival", body={"number": 1})
    assert (answer.status, answer.json["code"]) == (409, "material_not_there")


def test_of_announcements_that_race_one_is_made(stack: LocalStack, staff: Client) -> None:
    activity = draft(staff)
    path = f"/v1/activities/{activity['id']}/announcement"

    def announce(_: int) -> str:
        answer = staff.send("POST", path, body={}, headers={"If-Match": '"v1"'})
        return "announced" if answer.status == 200 else str(answer.json["code"])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = Counter(pool.map(announce, range(AT_ONCE)))
    assert outcomes.pop("announced") == 1
    assert set(outcomes) <= {"stale_version", "conflict"}
    table, client = stack.outputs["ActivitiesTable"], stack.client("dynamodb")
    jobs = [
        item
        for page in client.get_paginator("scan").paginate(TableName=table)
        for item in page["Items"]
        if item["sk"]["S"] == "JOB" and item["body"]["M"]["about"]["S"] == activity["id"]
    ]
    assert len(jobs) == 1


def test_a_page_of_a_month_is_there_at_once(staff: Client) -> None:
    activity = draft(staff)
    month = activity["starts"][:7]
    query = f"scope={TIANJIN}&month={month}&kind=forum&limit=100"
    found = staff.get(f"/v1/activities?{query}").json["items"]
    assert activity["id"] in [entry["id"] for entry in found]
