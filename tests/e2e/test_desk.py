"""The desk on the local stack: one batch sent by twenty at once; photos that are erased in every version."""

from concurrent.futures import ThreadPoolExecutor

from functions.registration.units.store import new_item
from infra.local.stack import LocalStack
from infra.sample import uploads
from shared.domain.ids import derived_id
from shared.domain.units import Unit
from tests.e2e.client import Client, Response
from tests.e2e.test_opinions import COUNTY, STREET, brought, somebody, version
from tests.suggestions.opinions.test_photos import jpeg

AT_ONCE = 20


def test_a_batch_that_is_sent_by_twenty_at_once_is_done_once(stack: LocalStack) -> None:
    unit = Unit(derived_id("u", "batches"), COUNTY, "区城市管理局")
    stack.client("dynamodb").put_item(
        TableName=stack.outputs["RegistryTable"], Item=new_item(unit).serialize()
    )
    township = somebody(stack, f"township_staff:{STREET}")
    receipts = [brought(stack)["receipt"] for _ in range(3)]
    facts = {"facts": {"matter_remit": "township"}}
    for receipt in receipts:
        township.must(200, "PATCH", f"/v1/opinions/{receipt}", body=facts, headers=version(1))
    body = {"items": [{"receipt": one, "version": 2, "unit": unit.id} for one in receipts]}

    def send(_: int) -> Response:
        return township.send("POST", "/v1/opinions/handovers", body=body)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))
    told = [[one["status"] for one in answer.json["items"]] for answer in answers if answer.status == 200]
    for statuses in zip(*told, strict=True):
        assert statuses.count("done") == 1
    for receipt in receipts:
        history = township.must(200, "GET", f"/v1/opinions/{receipt}/history").json["items"]
        assert [entry["what"] for entry in history] == ["received", "sorted", "handed_over"]
    inbox = somebody(stack, f"unit_staff:{unit.id}").must(200, "GET", f"/v1/inbox?post=unit_staff:{unit.id}")
    assert [one["kind"] for one in inbox.json["items"]] == ["opinion_assigned"] * 3


def test_an_erased_photo_is_gone_in_every_version(stack: LocalStack) -> None:
    anybody, receipt = Client(stack.base_url), brought(stack)
    mine = {"receipt": receipt["receipt"], "secret": receipt["secret"]}
    asked = anybody.must(
        201, "POST", "/v1/opinions/follow/photos", body={**mine, "media_type": "image/jpeg"}
    ).json
    assert uploads.send(asked["upload"], jpeg()) == 204
    photo = {**mine, "photo": asked["photo"]}
    anybody.must(200, "POST", "/v1/opinions/follow/photos/arrival", body=photo)
    seen = anybody.must(200, "POST", "/v1/opinions/follow/erasure", body=mine).json
    assert (seen["text"], seen["photos"]) == ("", [])
    left = stack.client("s3").list_object_versions(
        Bucket=stack.outputs["DocumentsBucketName"], Prefix="opinions/"
    )
    every = [*left.get("Versions", []), *left.get("DeleteMarkers", [])]
    assert [one["Key"] for one in every if receipt["receipt"] in one["Key"]] == []
