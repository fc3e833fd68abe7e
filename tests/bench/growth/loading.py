"""Items into DynamoDB Local as fast as it takes them: over HTTP, without a client library between."""

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from http.client import HTTPConnection
from itertools import islice
from threading import local
from urllib.parse import urlsplit

from infra.sample.copies import key_of

_BATCH = 25
"""Items that a BatchWriteItem takes (AWS)."""
_AHEAD = 64
_HEADERS = {
    "X-Amz-Target": "DynamoDB_20120810.BatchWriteItem",
    "Content-Type": "application/x-amz-json-1.0",
    "Authorization": "AWS4-HMAC-SHA256 Credential=local/20261120/cn-north-1/dynamodb/aws4_request, "
    "SignedHeaders=host, Signature=0",
}


class Loader:
    """Writes to the tables called ``names`` by logical id, with some requests at a time."""

    def __init__(self, endpoint_url: str, names: dict[str, str], threads: int = 3) -> None:
        self._place = urlsplit(endpoint_url).netloc
        self._names = names
        self._threads = threads
        self._own = local()

    def load(self, items: Iterable[tuple[str, str]]) -> int:
        """Writes items (logical table, JSON); how many. Of several under one key the last one stands."""
        count = 0
        running: set[Future[int]] = set()
        with ThreadPoolExecutor(self._threads) as pool:
            for body in self._bodies(items):
                if len(running) >= _AHEAD:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    count += sum(future.result() for future in done)
                running.add(pool.submit(self._send, *body))
            return count + sum(future.result() for future in running)

    def _bodies(self, items: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int]]:
        stream = iter(items)
        while part := list(islice(stream, _BATCH * 4)):
            unique = {(table, key_of(text)): text for table, text in part}
            for begin in range(0, len(unique), _BATCH):
                tables: dict[str, list[str]] = {}
                chunk = list(unique.items())[begin : begin + _BATCH]
                for (table, _), text in chunk:
                    tables.setdefault(self._names[table], []).append(f'{{"PutRequest":{{"Item":{text}}}}}')
                asked = ",".join(f'"{name}":[{",".join(puts)}]' for name, puts in tables.items())
                yield f'{{"RequestItems":{{{asked}}}}}', len(chunk)

    def _send(self, body: str, count: int) -> int:
        connection: HTTPConnection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = self._own.connection = HTTPConnection(self._place, timeout=120)
        connection.request("POST", "/", body.encode(), _HEADERS)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 200 or json.loads(text).get("UnprocessedItems"):
            raise RuntimeError(f"the engine took not all: {answer.status} {text[:300]!r}")
        return count
