"""Suggestions on the local stack: twenty who change one, or one hand-over of it, at the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from functions.registration.deputies.store import new_item as deputy_item
from functions.registration.units.store import new_item as unit_item
from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.ids import derived_id
from shared.domain.mandates import Mandate
from shared.domain.units import Unit
from tests.e2e.client import Client, Response, token_for

CITY = "1402"
AT_ONCE = 20
CONFIRMED = {"stated": ["clear_and_specific", "one_matter", "real_situation"]}


def somebody(stack: LocalStack, grant: str, label: str = "suggestions") -> Client:
    person = derived_id("p", label, grant)
    return Client(stack.base_url, token_for(stack, grant, person=person))


def version(number: int) -> dict[str, str]:
    return {"If-Match": f'"v{number}"'}


def put(stack: LocalStack, item: Any) -> None:
    stack.client("dynamodb").put_item(TableName=stack.outputs["RegistryTable"], Item=item.serialize())


@pytest.fixture(scope="module")
def office(stack: LocalStack) -> Client:
    return somebody(stack, f"committee_staff:{CITY}")


@pytest.fixture(scope="module")
def deputy(stack: LocalStack) -> Client:
    since = clock.legal_day(clock.now()) - timedelta(days=400)
    person = derived_id("p", "suggestions", f"deputy:{CITY}")
    mandate = Mandate(derived_id("m", "suggestions"), Level.CITY, CITY, "140213", 16, since)
    put(stack, deputy_item(Deputy(person, "王建国", "138****1234", (mandate,))))
    return somebody(stack, f"deputy:{CITY}")


@pytest.fixture(scope="module")
def units(stack: LocalStack) -> list[str]:
    made = [Unit(derived_id("u", "suggestions", str(n)), CITY, f"第{n}单位") for n in range(AT_ONCE)]
    for unit in made:
        put(stack, unit_item(unit))
    return [unit.id for unit in made]


def draft(deputy: Client) -> Any:
    body = {"congress": CITY, "title": "关于完善社区养老用房的建议", "text": "建议把养老用房纳入规划条件。"}
    return deputy.must(201, "POST", "/v1/suggestions", body=body).json


def handed_over(deputy: Client, office: Client, unit: str) -> Any:
    found = draft(deputy)
    path = f"/v1/suggestions/{found['id']}"
    deputy.must(200, "POST", f"{path}/submission", body=CONFIRMED, headers=version(1))
    office.must(200, "POST", f"{path}/check", body={"accepted": True}, headers=version(2))
    body = {"units": [{"unit": unit, "share": "lead"}]}
    return office.must(200, "POST", f"{path}/handover", body=body, headers=version(3)).json


def at_once(send: Any) -> list[Response]:
    """Twenty requests at the same moment, each refused or done."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))
    assert {one.status for one in answers} <= {200, 409, 412, 422}, Counter(one.status for one in answers)
    return answers


def history(client: Client, found: Any) -> list[Any]:
    path = f"/v1/suggestions/{found['id']}/history?limit=100"
    return list(client.must(200, "GET", path).json["items"])


def test_twenty_who_edit_a_suggestion_lose_nothing(stack: LocalStack, deputy: Client) -> None:
    """Each who was refused reads anew and tries again, until all have written once."""
    found = draft(deputy)
    path = f"/v1/suggestions/{found['id']}"

    def edit(number: int) -> Response:
        for _ in range(200):
            read = deputy.must(200, "GET", path)
            body = {"text": f"建议把养老用房纳入规划条件（第{number}稿）。"}
            answer = deputy.send("PATCH", path, body=body, headers={"If-Match": read.headers["ETag"]})
            if answer.status == 200:
                return answer
            assert answer.status in (409, 412), answer.text
        raise AssertionError("never came through")

    answers = at_once(edit)
    versions = sorted(one.json["version"] for one in answers)
    assert versions == list(range(2, AT_ONCE + 2)), "each has a version of its own"
    entries = history(deputy, found)
    assert [entry["number"] for entry in entries] == list(range(1, AT_ONCE + 2))
    assert [entry["what"] for entry in entries] == ["drafted"] + ["edited"] * AT_ONCE
    last = max(answers, key=lambda one: int(one.json["version"])).json
    now = deputy.must(200, "GET", path).json
    assert (now["text"], now["version"]) == (last["text"], AT_ONCE + 1)


def test_of_twenty_hand_overs_at_once_one_is_made(
    stack: LocalStack, deputy: Client, office: Client, units: list[str]
) -> None:
    """One unit has it, and one is told; the other nineteen stand in no list."""
    found = draft(deputy)
    path = f"/v1/suggestions/{found['id']}"
    deputy.must(200, "POST", f"{path}/submission", body=CONFIRMED, headers=version(1))
    office.must(200, "POST", f"{path}/check", body={"accepted": True}, headers=version(2))

    def give(number: int) -> Response:
        body = {"units": [{"unit": units[number], "share": "lead"}]}
        return office.send("POST", f"{path}/handover", body=body, headers=version(3))

    answers = at_once(give)
    (taken,) = [number for number, one in enumerate(answers) if one.status == 200]
    having = []
    for number, unit in enumerate(units):
        at_unit = somebody(stack, f"unit_staff:{unit}")
        due = at_unit.must(200, "GET", f"/v1/units/{unit}/due").json["items"]
        told = at_unit.must(200, "GET", f"/v1/inbox?post=unit_staff:{unit}").json["items"]
        about = [one for one in told if one["kind"] == "suggestion_assigned"]
        assert len(due) == len(about)
        having += [number] * len(due)
    assert having == [taken]
    assert [entry["what"] for entry in history(office, found)][-1] == "handed_over"
    assert len(history(office, found)) == 4


def test_of_twenty_who_act_on_a_hand_over_at_once_one_does(
    stack: LocalStack, deputy: Client, office: Client, units: list[str]
) -> None:
    """The unit takes it up and gives it back, the office urges: the hand-over has one consistent course."""
    unit = units[0]
    found = handed_over(deputy, office, unit)
    at_unit = somebody(stack, f"unit_staff:{unit}")
    of_unit = f"/v1/units/{unit}/suggestions/{found['id']}/acceptance"
    urging = f"/v1/units/{unit}/handovers/{found['id']}/urging"

    def act(number: int) -> Response:
        match number % 4:
            case 0:
                return office.send("POST", urging, body={"reason": "请抓紧办理"})
            case 1:
                body = {"accepted": False, "reason": "不属于本单位职责"}
                return at_unit.send("POST", of_unit, body=body, headers=version(found["version"]))
            case _:
                return at_unit.send(
                    "POST", of_unit, body={"accepted": True}, headers=version(found["version"])
                )

    answers = at_once(act)
    taken = [number for number, one in enumerate(answers) if one.status == 200]
    words = [entry["what"] for entry in history(office, found)]
    assert len([number for number in taken if number % 4]) == len(words) - 4 <= 1
    held = at_unit.must(200, "GET", f"/v1/units/{unit}/handovers/{found['id']}").json
    steps = [step["what"] for step in held["steps"]]
    assert len(steps) == 1 + len(taken)
    assert steps.count("urged") == len([number for number in taken if number % 4 == 0]) <= 1
    assert held["version"] == len(steps)
    if len(words) == 5:
        assert words[-1] in steps
    now = office.must(200, "GET", f"/v1/suggestions/{found['id']}").json
    assert now["version"] == len(words)
