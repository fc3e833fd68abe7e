"""One short base URL before the engine's gateway: what a custom domain is on AWS.

A request goes on as it came: method, path with its percent-encoding, headers, bytes. Only the number
of requests under way is bounded, because every concurrent one costs the engine a process.
"""

import http.client
import threading
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from infra.local import docs
from infra.local.servers import Handler, Server

LARGEST_BODY = 10 * 1024 * 1024
"""Bytes; API Gateway's own limit."""

AT_ONCE = 8
"""Requests under way in the engine; the others wait their turn."""

_HOP_BY_HOP = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


class _Refused(Exception):
    """The gateway is not asked; the caller gets this instead."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = f'{{"message":"{message}"}}'.encode()


class Proxy(Server):
    """Listens at once, and answers 503 until `forward_to` says where the API is."""

    def __init__(self, port: int) -> None:
        self.host, self.prefix = "", ""
        self.turns = threading.BoundedSemaphore(AT_ONCE)
        super().__init__(_Forward, port)

    def forward_to(self, api_url: str) -> None:
        """The API's address on the engine, without a slash at the end."""
        parts = urlsplit(api_url)
        self.host, self.prefix = parts.netloc, parts.path


class _Forward(Handler):
    server: Proxy

    def setup(self) -> None:
        super().setup()
        self._upstream: http.client.HTTPConnection | None = None

    def finish(self) -> None:
        if self._upstream is not None:
            self._upstream.close()
        super().finish()

    def do_GET(self) -> None:
        if self.path == "/" or self.path.partition("?")[0].startswith("/docs"):
            docs.serve(self)
        else:
            self._forward()

    def _forward(self) -> None:
        if not self.server.host:
            self.answer(503, b'{"message":"Starting"}')
            return
        try:
            body = self._body()
            with self.server.turns:
                response, content = self._ask(body)
        except _Refused as refused:
            self.close_connection = True
            self.answer(refused.status, refused.body)
            return
        self.send_response_only(response.status, response.reason)
        for name, value in response.getheaders():
            if name.lower() not in _HOP_BY_HOP and name.lower() != "content-length":
                self.send_header(name, value)
        bodiless = self.command == "HEAD" or response.status in (204, 304)
        if not bodiless:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if not bodiless:
            self.wfile.write(content)

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Every method is forwarded, also one that no route has: the gateway answers it."""
        if name.startswith("do_"):
            return self._forward
        raise AttributeError(name)

    def _ask(self, body: bytes) -> tuple[http.client.HTTPResponse, bytes]:
        if self._upstream is None:
            self._upstream = http.client.HTTPConnection(self.server.host, timeout=self.timeout)
        try:
            self._send(self._upstream, body)
            response = self._upstream.getresponse()
            return response, response.read()
        except (OSError, http.client.HTTPException) as error:
            self._upstream.close()
            raise _Refused(502, "Bad Gateway") from error

    def _send(self, upstream: http.client.HTTPConnection, body: bytes) -> None:
        upstream.putrequest(
            self.command, self.server.prefix + self.path, skip_host=True, skip_accept_encoding=True
        )
        for name, value in self._headers():
            upstream.putheader(name, value)
        upstream.putheader("Content-Length", str(len(body)))
        upstream.endheaders(body)

    def _headers(self) -> Iterator[tuple[str, str]]:
        """The caller's own, and X-Forwarded-* anew: what a caller says of itself there is dropped."""
        for name, value in self.headers.items():
            lower = name.lower()
            if (
                lower not in _HOP_BY_HOP
                and lower != "content-length"
                and not lower.startswith("x-forwarded-")
            ):
                yield name, value
        yield "X-Forwarded-For", self.client_address[0]
        yield "X-Forwarded-Proto", "http"
        yield "X-Forwarded-Port", str(self.server.server_address[1])

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return b"".join(self._chunks())
        length = self.headers.get("Content-Length") or "0"
        if not length.isdecimal():
            raise _Refused(400, "Bad Request")
        if int(length) > LARGEST_BODY:
            raise _Refused(413, "Request Too Long")
        return self.rfile.read(int(length))

    def _chunks(self) -> Iterator[bytes]:
        room = LARGEST_BODY
        while True:
            try:
                size = int(self.rfile.readline(100).split(b";")[0], 16)
            except ValueError as error:
                raise _Refused(400, "Bad Request") from error
            room -= size
            if room < 0:
                raise _Refused(413, "Request Too Long")
            chunk = self.rfile.read(size)
            self.rfile.readline(100)
            if not size:
                return
            yield chunk
