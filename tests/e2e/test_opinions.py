"""Opinions on the local stack: one through a county's hand-over to the resident, with a photo, and twenty who
change one at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from functions.registration.units.store import new_item
from infra.local.stack import LocalStack
from infra.sample import uploads
from shared.domain.ids import derived_id
from shared.domain.units import Unit
from tests.e2e.client import Client, Response, token_for
from tests.suggestions.opinions.test_photos import PLACE, exif, jpeg

STREET, COUNTY = "411402001", "411402"
AT_ONCE = 20


def somebody(stack: LocalStack, grant: str) -> Client:
    person = derived_id("p", "opinions", grant)
    return Client(stack.base_url, token_for(stack, grant, person=person))


def version(number: int) -> dict[str, str]:
    return {"If-Match": f'"v{number}"'}


def brought(stack: LocalStack) -> Any:
    body = {"text": "人民路东段夜间没有路灯。", "division": STREET}
    return Client(stack.base_url).must(201, "POST", "/v1/opinions", body=body).json


def test_sq_20c_an_opinion_goes_through_the_county_and_its_resident_hears_of_it(stack: LocalStack) -> None:
    anybody, township = Client(stack.base_url), somebody(stack, f"township_staff:{STREET}")
    county = somebody(stack, f"committee_staff:{COUNTY}")
    unit = Unit(derived_id("u", "lamps"), COUNTY, "区城市管理局")
    stack.client("dynamodb").put_item(
        TableName=stack.outputs["RegistryTable"], Item=new_item(unit).serialize()
    )
    receipt = brought(stack)
    mine = {"receipt": receipt["receipt"], "secret": receipt["secret"]}
    path = f"/v1/opinions/{receipt['receipt']}"

    asked = anybody.must(
        201, "POST", "/v1/opinions/follow/photos", body={**mine, "media_type": "image/jpeg"}
    ).json
    sent = jpeg(exif(1))
    assert uploads.send(asked["upload"], sent) == 204
    photo = {**mine, "photo": asked["photo"]}
    kept = anybody.must(200, "POST", "/v1/opinions/follow/photos/arrival", body=photo).json
    assert kept["size"] < len(sent) - len(PLACE)

    facts = {"facts": {"matter_remit": "higher"}}
    township.must(200, "PATCH", path, body=facts, headers=version(2))
    township.must(200, "POST", f"{path}/forwarding", body={}, headers=version(3))
    county.must(200, "POST", f"{path}/handover", body={"unit": unit.id}, headers=version(4))
    staff = somebody(stack, f"unit_staff:{unit.id}")
    of_unit = f"/v1/units/{unit.id}{path.removeprefix('/v1')}"
    staff.must(200, "GET", f"{of_unit}/photos/{asked['photo']}")
    staff.must(200, "POST", f"{of_unit}/result", body={"text": "已装路灯六盏"}, headers=version(5))
    township.must(200, "POST", f"{path}/feedback", body={"text": "路灯已装好"}, headers=version(6))
    seen = anybody.must(200, "POST", "/v1/opinions/follow", body=mine).json
    assert (seen["state"], seen["answer"], seen["unit"]) == ("answered", "路灯已装好", "区城市管理局")


def test_of_twenty_who_change_an_opinion_at_once_one_does(stack: LocalStack) -> None:
    """Its history then has one entry more and its lists show it once."""
    township = somebody(stack, f"township_staff:{STREET}")
    receipt = brought(stack)
    path = f"/v1/opinions/{receipt['receipt']}"
    facts = {"facts": {"answerable": "true"}}
    township.must(200, "PATCH", path, body=facts, headers=version(1))

    def answer(number: int) -> Response:
        return township.send("POST", f"{path}/answer", body={"text": f"答复{number}"}, headers=version(2))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(answer, range(AT_ONCE)))
    taken = [one for one in answers if one.status == 200]
    assert len(taken) == 1
    assert {one.status for one in answers} <= {200, 409, 412}
    history = township.must(200, "GET", f"{path}/history").json["items"]
    assert [entry["what"] for entry in history] == ["received", "sorted", "answered"]
    assert history[2]["data"]["text"] == taken[0].json["answer"]
    listed = township.must(200, "GET", f"/v1/opinions?scope={STREET}&state=answered").json["items"]
    assert [one["id"] for one in listed].count(receipt["receipt"]) == 1
    waiting = township.must(200, "GET", f"/v1/opinions?scope={STREET}&state=received").json["items"]
    assert receipt["receipt"] not in [one["id"] for one in waiting]


def test_of_twenty_ratings_by_one_receipt_at_once_one_stands(stack: LocalStack) -> None:
    township, receipt = somebody(stack, f"township_staff:{STREET}"), brought(stack)
    path = f"/v1/opinions/{receipt['receipt']}"
    facts = {"facts": {"answerable": "true"}}
    township.must(200, "PATCH", path, body=facts, headers=version(1))
    township.must(200, "POST", f"{path}/answer", body={"text": "已报修"}, headers=version(2))

    def rate(_: int) -> Response:
        body = {
            "receipt": receipt["receipt"],
            "secret": receipt["secret"],
            "result": "dissatisfied",
            "reason": "没修",
        }
        return Client(stack.base_url).send("POST", "/v1/opinions/follow/rating", body=body)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(rate, range(AT_ONCE)))
    assert [one.status for one in answers].count(201) == 1
    assert {one.status for one in answers} == {201, 409}
    found = township.must(200, "GET", path).json
    assert (found["state"], found["round"], found["version"]) == ("received", 2, 5)
    history = township.must(200, "GET", f"{path}/history").json["items"]
    assert [entry["what"] for entry in history[3:]] == ["rated", "unsolved"]


def test_twenty_who_join_an_opinion_at_once_all_do_and_each_once(stack: LocalStack) -> None:
    """Who is told to try again does so under the same key; every voice is one entry of the history."""
    township, main = somebody(stack, f"township_staff:{STREET}"), brought(stack)
    path = f"/v1/opinions/{main['receipt']}"

    def join(number: int) -> str:
        person = derived_id("p", "neighbour", f"{number}")
        client = Client(stack.base_url, token_for(stack, "", person=person))
        body = {"text": f"我家也一样，第{number}户"}
        key = {"Idempotency-Key": f"neighbour-{number:04d}-joins"}
        for _ in range(10 * AT_ONCE):
            answer = client.send("POST", f"/v1/me{path.removeprefix('/v1')}/joining", body=body, headers=key)
            if answer.status != 409:
                break
        assert answer.status == 201, answer.text
        return str(answer.json["receipt"])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        joined = list(pool.map(join, range(AT_ONCE)))
    found = township.must(200, "GET", path).json
    assert sorted(found["merged"]) == sorted(joined)
    assert (found["voices"], found["version"]) == (1 + AT_ONCE, 1 + AT_ONCE)
    history = township.must(200, "GET", f"{path}/history").json["items"]
    assert sorted(entry["data"]["opinion"] for entry in history[1:]) == sorted(joined)
    shown = Client(stack.base_url).must(
        200, "POST", "/v1/opinions/similar", body={"text": "人民路东段夜间没有路灯", "division": STREET}
    )
    assert (main["receipt"], 1 + AT_ONCE) in [(one["receipt"], one["voices"]) for one in shown.json["items"]]
