"""A roster sent as an office sends it: announced over the API, posted to the store, its report awaited."""

import time
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from infra.local.client import Client, Unexpected

_POLL = 0.2
_ENDED = {"done", "failed"}


def announce(client: Client, kind: str, filename: str) -> Any:
    """What the API answers to an announcement: the roster's id and the form."""
    body = {"kind": kind, "filename": filename}
    return client.must(201, "POST", "/v1/rosters", body=body).json


def send(form: Any, data: bytes) -> int:
    """Posts the file by the form; the status that the store answers, 204 if it took it."""
    boundary = uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in form["fields"].items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="roster"\r\n'
    parts += [head.encode(), b"Content-Type: application/octet-stream\r\n\r\n", data]
    parts.append(f"\r\n--{boundary}--\r\n".encode())
    where = urlsplit(form["url"])
    kind = HTTPSConnection if where.scheme == "https" else HTTPConnection
    connection = kind(where.netloc, timeout=60)
    try:
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        connection.request("POST", where.path or "/", b"".join(parts), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def upload(client: Client, kind: str, filename: str, data: bytes) -> str:
    """Announces and sends a file; the roster's id. Raises ``Unexpected`` where either is refused."""
    asked = announce(client, kind, filename)
    status = send(asked["upload"], data)
    if status != 204:
        raise Unexpected(f"the store answered {status} to {filename}")
    return str(asked["id"])


def report(client: Client, roster: str, seconds: float = 120.0) -> Any:
    """The report, once the import has ended. Raises ``TimeoutError``."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = client.must(200, "GET", f"/v1/rosters/{roster}").json
        if found["status"] in _ENDED:
            return found
        time.sleep(_POLL)
    raise TimeoutError(f"roster {roster} was not imported within {seconds:.0f} s")
