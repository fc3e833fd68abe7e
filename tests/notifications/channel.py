"""What stands before and behind the pipeline: stream, queue, and a message gateway on loopback."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

from shared.domain import clock
from shared.store.identities import challenge_key
from tests.aws import World

CHALLENGE = "c01j9zq3v7k2m8n4p6r5t"


class Gateway:
    """A message gateway on loopback that answers as told and keeps what it got."""

    def __init__(self) -> None:
        self.status = 202
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.paths: list[str] = []
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.received.append((dict(self.headers), body))
                gateway.paths.append(self.path)
                self.send_response(gateway.status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/messages"

    @property
    def payloads(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.received]


def stream_record(
    key: str = challenge_key(CHALLENGE), name: str = "INSERT", number: int = 1
) -> dict[str, Any]:
    keys = {"pk": {"S": key}, "sk": {"S": "CHALLENGE"}}
    return {"eventName": name, "dynamodb": {"Keys": keys, "SequenceNumber": str(number)}}


def queue_record(
    body: str, message_id: str = "m1", *, tries: int = 1, age: timedelta = timedelta()
) -> dict[str, Any]:
    """A message as the queue hands it over, queued ``age`` ago."""
    attributes = {
        "ApproximateReceiveCount": str(tries),
        "SentTimestamp": str(int((clock.now() - age).timestamp() * 1000)),
    }
    return {"messageId": message_id, "receiptHandle": message_id, "body": body, "attributes": attributes}


def queued(world: World, queue: str = "Messages") -> list[str]:
    messages = world.client("sqs").receive_message(QueueUrl=world.names[queue], MaxNumberOfMessages=10)
    return [message["Body"] for message in messages.get("Messages", [])]


def failures(answer: dict[str, Any]) -> list[str]:
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]
