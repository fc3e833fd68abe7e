"""A case changes and the numbers follow: request, stream, worker, tallies."""

import time
from typing import Any

from infra.local.engine import HOST, free_port
from infra.local.stack import LocalStack
from shared.domain.clock import legal_day, month_of, now
from shared.domain.ids import derived_id
from tests.e2e.client import Client, token_for
from tests.e2e.pipeline import environment, until
from tests.engines.dynamodb_local import ENDPOINT

STREET, OTHER_STREET = "411422102", "411422103"
SECONDS = 60.0
AT_ONCE = 4
"""Batches at most in which a new opinion is told of; more are told again."""


def becomes(staff: Client, scope: str, cases: int, **numbers: Any) -> None:
    """Waits until the statistics of a scope say so."""
    deadline = time.monotonic() + SECONDS
    while True:
        told = staff.must(200, "GET", f"/v1/opinions/statistics?scope={scope}").json["total"]
        if told["cases"] == cases and all(told[name] == value for name, value in numbers.items()):
            return
        assert time.monotonic() < deadline, told
        time.sleep(0.3)


def test_what_residents_bring_and_staff_do_is_counted_by_itself(stack: LocalStack) -> None:
    person = derived_id("p", "staff of numbers")
    staff = Client(stack.base_url, token_for(stack, "committee_staff:411422", person=person))
    before = staff.must(200, "GET", "/v1/opinions/statistics?scope=411422").json["total"]["cases"]
    visitor = Client(stack.base_url)
    brought = {"text": "街灯不亮", "division": STREET, "place": "睢州大道"}
    made = [visitor.must(201, "POST", "/v1/opinions", body=brought).json for _ in range(3)]
    becomes(staff, STREET, 3, states={"received": 3})
    path = f"/v1/opinions/{made[0]['receipt']}"
    version = staff.must(200, "GET", path).headers["ETag"]
    sorted_ = {"facts": {"answerable": "true"}}
    version = staff.must(200, "PATCH", path, body=sorted_, headers={"If-Match": version}).headers["ETag"]
    staff.must(200, "POST", f"{path}/answer", body={"text": "已修好"}, headers={"If-Match": version})
    becomes(staff, STREET, 3, states={"answered": 1, "received": 2}, answered=1)
    becomes(staff, "411422", before + 3)
    month = month_of(legal_day(now()))
    topics = staff.must(200, "GET", f"/v1/opinions/topics?scope={STREET}&from={month}&to={month}").json
    assert [(one["place"], one["voices"]) for one in topics["places"]] == [("睢州大道", 3)]


def test_what_could_not_be_counted_is_counted_when_the_database_is_back(stack: LocalStack) -> None:
    """Its records are given back to the stream, and come again and again."""
    staff = Client(
        stack.base_url, token_for(stack, "committee_staff:411422", person=derived_id("p", "staff of numbers"))
    )
    visitor = Client(stack.base_url)
    brought = {"text": "井盖破损", "division": OTHER_STREET, "place": "湖西路"}

    since = int(time.time() * 1000)

    def failures() -> int:
        return sum('{"counting": ' in line for line in stack.function_logs(since))

    with environment(stack, "TallyFunction", **{ENDPOINT: f"http://{HOST}:{free_port()}"}):
        visitor.must(201, "POST", "/v1/opinions", body=brought)
        until(lambda: failures() > AT_ONCE, "the stream tells its records once")
        becomes(staff, OTHER_STREET, 0)
    becomes(staff, OTHER_STREET, 1, states={"received": 1})
