"""An engine that answers at once: DynamoDB's shape over HTTP on the loopback address, with KMS, SQS and S3
where functions need them. What is measured against it is the client's own work.

It stores what is put, knows the keys and indexes of this project's tables, and of conditions
``attribute_not_exists`` on a put. Everything else is granted: it proves nothing, it only answers.
"""

import asyncio
import base64
import json
import re
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

Item = dict[str, Any]
Answer = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2]

_BENCH = "Bench."
_VERSION = "com.amazonaws.dynamodb.v20120810"
_DER_SIGNATURE = base64.b64encode(bytes.fromhex("3006020101020101")).decode()
_EQUAL = re.compile(r"(#?\w+) ?= ?(:\w+)")
_BEGINS = re.compile(r"begins_with ?\((#?\w+), ?(:\w+)\)")
_BETWEEN = re.compile(r"(#?\w+) BETWEEN (:\w+) AND (:\w+)")


class Refused(Exception):
    """What the engine answers with status 400."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.document = {"__type": f"{_VERSION}#{code}", "message": code, **more}


class Store:
    """Tables by name, items by their two keys, objects by bucket and key."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[tuple[str, str], Item]] = {}
        self.objects: dict[str, bytes] = {}
        self.asked = 0

    def answer(self, target: str, asked: dict[str, Any]) -> Answer:
        """One operation of a service with a JSON protocol; raises :class:`Refused`, KeyError for one that
        is not known."""
        self.asked += not target.startswith(_BENCH)
        return _OPERATIONS[target.rpartition(".")[2]](self, asked)

    def seed(self, asked: dict[str, Any]) -> Answer:
        """Replaces all that is stored: ``tables`` of items, ``objects`` in base 64. Answers how many requests
        came since that was last done."""
        self.tables = {
            name: {_key(item): item for item in items} for name, items in asked.get("tables", {}).items()
        }
        self.objects = {key: base64.b64decode(data) for key, data in asked.get("objects", {}).items()}
        before, self.asked = self.asked, 0
        return {"asked": before}

    def put(self, asked: dict[str, Any]) -> Answer:
        """PutItem."""
        table, key = self._table(asked), _key(asked["Item"])
        if key in table and _wants_free(asked):
            raise Refused("ConditionalCheckFailedException")
        table[key] = asked["Item"]
        return {}

    def update(self, asked: dict[str, Any]) -> Answer:
        """UpdateItem: granted, not done."""
        item = self._table(asked).get(_key(asked["Key"]), asked["Key"])
        return {"Attributes": item} if asked.get("ReturnValues", "NONE") != "NONE" else {}

    def delete(self, asked: dict[str, Any]) -> Answer:
        """DeleteItem."""
        self._table(asked).pop(_key(asked["Key"]), None)
        return {}

    def transact(self, asked: dict[str, Any]) -> Answer:
        """TransactWriteItems: all puts or none."""
        puts = [each.get("Put") for each in asked["TransactItems"]]
        reasons = [self._reason(put) for put in puts]
        if any(reason["Code"] != "None" for reason in reasons):
            raise Refused("TransactionCanceledException", CancellationReasons=reasons)
        for put in puts:
            if put is not None:
                self._table(put)[_key(put["Item"])] = put["Item"]
        return {}

    def get(self, asked: dict[str, Any]) -> Answer:
        """GetItem."""
        item = self._table(asked).get(_key(asked["Key"]))
        return {} if item is None else {"Item": item}

    def get_many(self, asked: dict[str, Any]) -> Answer:
        """BatchGetItem."""
        responses = {
            name: [item for key in keys["Keys"] if (item := self.tables.get(name, {}).get(_key(key)))]
            for name, keys in asked["RequestItems"].items()
        }
        return {"Responses": responses, "UnprocessedKeys": {}}

    def query(self, asked: dict[str, Any]) -> Answer:
        """Query: by partition, ``begins_with`` and ``BETWEEN``; filters let everything pass."""
        names, values = asked.get("ExpressionAttributeNames", {}), asked["ExpressionAttributeValues"]
        condition = asked["KeyConditionExpression"]

        def field(item: Item, name: str) -> str:
            return str(item.get(names.get(name, name), {}).get("S", ""))

        (partition,) = (m for m in [_EQUAL.search(condition)] if m)
        sort = "gsi1sk" if "IndexName" in asked else "sk"
        found = [
            i for i in self._table(asked).values() if field(i, partition[1]) == values[partition[2]]["S"]
        ]
        if begins := _BEGINS.search(condition):
            found = [i for i in found if field(i, begins[1]).startswith(values[begins[2]]["S"])]
        if between := _BETWEEN.search(condition):
            low, high = values[between[2]]["S"], values[between[3]]["S"]
            found = [i for i in found if low <= field(i, between[1]) <= high]
        backwards = not asked.get("ScanIndexForward", True)
        found.sort(key=lambda item: field(item, sort), reverse=backwards)
        if after := asked.get("ExclusiveStartKey"):
            last = field(after, sort)
            found = [i for i in found if (field(i, sort) < last if backwards else field(i, sort) > last)]
        page = found[: asked.get("Limit", len(found))]
        answer: Answer = {"Items": page, "Count": len(page), "ScannedCount": len(page)}
        if len(page) < len(found):
            keys = ("pk", "sk", *(("gsi1pk", "gsi1sk") if "IndexName" in asked else ()))
            answer["LastEvaluatedKey"] = {key: page[-1][key] for key in keys}
        return answer

    def _table(self, asked: dict[str, Any]) -> dict[tuple[str, str], Item]:
        return self.tables.setdefault(asked["TableName"], {})

    def _reason(self, put: dict[str, Any] | None) -> dict[str, Any]:
        standing = None if put is None else self._table(put).get(_key(put["Item"]))
        if put is None or standing is None or not _wants_free(put):
            return {"Code": "None"}
        return {
            "Code": "ConditionalCheckFailed",
            "Message": "The conditional request failed",
            "Item": standing,
        }


def _key(item: Item) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


def _wants_free(put: dict[str, Any]) -> bool:
    return "attribute_not_exists" in put.get("ConditionExpression", "")


def _sent(_store: Store, asked: dict[str, Any]) -> Answer:
    entries = [{"Id": entry["Id"], "MessageId": str(uuid.uuid4())} for entry in asked.get("Entries", [])]
    return {"MessageId": str(uuid.uuid4()), "Successful": entries, "Failed": []}


_OPERATIONS: dict[str, Callable[[Store, dict[str, Any]], Answer]] = {
    "Seed": Store.seed,
    "PutItem": Store.put,
    "UpdateItem": Store.update,
    "DeleteItem": Store.delete,
    "TransactWriteItems": Store.transact,
    "GetItem": Store.get,
    "BatchGetItem": Store.get_many,
    "Query": Store.query,
    "Verify": lambda _, asked: {"SignatureValid": True, "KeyId": asked["KeyId"]},
    "Sign": lambda _, asked: {"Signature": _DER_SIGNATURE, "KeyId": asked["KeyId"]},
    "SendMessage": _sent,
    "SendMessageBatch": _sent,
}


class Connection(asyncio.Protocol):
    """One connection, kept alive; requests come one after the other."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            first, *lines = self._waiting[:end].decode("latin-1").split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            size = end + 4 + int(headers.get("content-length", 0))
            if len(self._waiting) < size:
                if headers.get("expect") == "100-continue" and len(self._waiting) == end + 4:
                    self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                return
            body, self._waiting = self._waiting[end + 4 : size], self._waiting[size:]
            method, path, _ = first.split(" ")
            self._transport.write(self._respond(method, path, headers, body))

    def _respond(self, method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
        target = headers.get("x-amz-target")
        if target is None:
            return self._file(method, path.partition("?")[0], body)
        try:
            return _http(200, json.dumps(self._store.answer(target, json.loads(body))).encode())
        except Refused as refused:
            return _http(400, json.dumps(refused.document).encode())
        except KeyError:
            return _http(400, json.dumps({"__type": "UnknownOperationException", "message": target}).encode())

    def _file(self, method: str, path: str, body: bytes) -> bytes:
        """An object of S3; a POST is a webhook, taken."""
        self._store.asked += 1
        if method == "POST":
            return _http(200, b"{}")
        if method == "PUT":
            self._store.objects[path] = body
            return _http(200, b"", "application/xml")
        if path in self._store.objects:
            return _http(200, self._store.objects[path], "application/octet-stream")
        return _http(404, b"<Error><Code>NoSuchKey</Code></Error>", "application/xml")


def _http(status: int, body: bytes, media: str = "application/x-amz-json-1.0") -> bytes:
    reason = {200: "OK", 400: "Bad Request", 404: "Not Found"}[status]
    head = (
        f"HTTP/1.1 {status} {reason}\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n"
        f"x-amzn-RequestId: {'0' * 52}\r\nx-amz-crc32: {crc32(body)}\r\n\r\n"
    )
    return head.encode() + body


@contextmanager
def running() -> Iterator[str]:
    """The endpoint in a process of its own: its address."""
    command = [sys.executable, "-m", "tests.bench.endpoint"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


def seed(
    endpoint: str,
    tables: Mapping[str, Sequence[Item]] | None = None,
    objects: Mapping[str, bytes] | None = None,
) -> int:
    """Empties the endpoint and puts these items and objects (by path) in; says how many requests it had."""
    body = {
        "tables": {name: list(items) for name, items in (tables or {}).items()},
        "objects": {path: base64.b64encode(data).decode() for path, data in (objects or {}).items()},
    }
    headers = {"X-Amz-Target": f"{_BENCH}Seed"}
    request = urllib.request.Request(endpoint, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return int(json.loads(answer.read())["asked"])


async def serve() -> None:
    """Serves until standard input ends; says its port on the first line."""
    store, loop = Store(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(store), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
