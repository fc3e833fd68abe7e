"""A notice written into the real table arrives in the inbox over HTTP and at the message gateway, once."""

import pytest
from botocore.exceptions import ClientError

from functions.notifications.messages import Message, MessageKind
from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.ids import derived_id
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import notice, post
from tests.e2e.client import Client, token_for
from tests.e2e.letters import SECONDS, put, queue_empties, sent_as

PHONE = "+8613700008484"
MANDATE = {"level": "city", "division": "4114", "electing_unit": "411402", "term": 6, "begins": "2022-04-01"}
DATA = {"title": "优化营商环境座谈会", "starts": "2099-11-23T09:00:00+08:00", "place": "东城街道联络站"}


@pytest.fixture(scope="module")
def deputy(stack: LocalStack) -> str:
    """The id of a deputy of the city, just registered."""
    city = token_for(stack, "committee_staff:4114", person=derived_id("p", "notices: city"))
    body = {"phone": PHONE, "name": "王通知", "mandates": [MANDATE]}
    answer = Client(stack.base_url).post("/v1/deputies", body, token=city)
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def test_a_notice_arrives_once_in_the_inbox_and_once_at_the_gateway(stack: LocalStack, deputy: str) -> None:
    told, moment = NoticeKind.INVITATION_RECEIVED, clock.now()
    item = notice(deputy, told, "activity:a01j9zq3v7k2m8n4p6r5t", moment, DATA, cause="1")
    put(stack, notice(post(Role.COMMITTEE_STAFF, "4114"), told, item.about, moment, DATA, cause="1"))
    put(stack, item)
    with pytest.raises(ClientError, match="ConditionalCheckFailed"):
        put(stack, item)

    message = stack.receiver.inbox.wait_for(PHONE, seconds=SECONDS)
    assert (message["id"], message["kind"], message["data"]) == (sent_as(item), told, DATA)
    assert message["text"].startswith(
        "【联络】邀请您参加“优化营商环境座谈会”。时间：2099年11月23日（周一）09:00。"
    )

    repeated = Message(sent_as(item), MessageKind.NOTICE, f"{deputy}#{item.sk}").as_text()
    queue = stack.physical_id("Messages")
    entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate([repeated, repeated])]
    stack.client("sqs").send_message_batch(QueueUrl=queue, Entries=entries)
    queue_empties(stack)
    later = notice(deputy, NoticeKind.SEAT_FREE, item.about, clock.now(), DATA, cause="2")
    put(stack, later)
    assert stack.receiver.inbox.wait_for(PHONE, after=1, seconds=SECONDS)["id"] == sent_as(later)
    kept = [message["id"] for message in stack.receiver.inbox.messages(PHONE)]
    assert kept == [sent_as(item), sent_as(later)]

    client = Client(stack.base_url, token_for(stack, "deputy:4114", person=deputy))
    listed = client.get("/v1/me/inbox").json["items"]
    assert [entry["kind"] for entry in listed] == ["seat_free", "invitation_received"]
    assert client.get("/v1/me/inbox/unread").json["count"] == 2
    assert client.post(f"/v1/me/inbox/{listed[0]['id']}/read").status == 204
    assert client.post("/v1/me/inbox/read", {"up_to": listed[0]["id"]}).json == {"read": 1, "next": None}
    assert client.get("/v1/me/inbox?unread=true").json["items"] == []

    staff = token_for(stack, "committee_staff:41", person=derived_id("p", "notices: province"))
    of_post = client.get("/v1/inbox?post=committee_staff:4114", token=staff).json["items"]
    assert item.about in [entry["about"] for entry in of_post]
