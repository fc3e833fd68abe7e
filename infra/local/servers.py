"""What the proxy and the webhook receiver share: a threaded HTTP server on the loopback address."""

import errno
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from infra.local.engine import HOST


class PortTaken(Exception):
    """Another program listens on the port; the message says which port and what to do."""


class Handler(BaseHTTPRequestHandler):
    """Quiet, with connections kept open; answers need a length."""

    protocol_version = "HTTP/1.1"
    timeout = 60.0
    disable_nagle_algorithm = True

    def answer(self, status: int, body: bytes, media_type: str = "application/json") -> None:
        """Send a whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: addresses hold phone numbers and codes."""


class Server(ThreadingHTTPServer):
    """A server in the background, from its creation until stop(). Port 0 takes any free one."""

    request_queue_size = 512
    daemon_threads = True

    def __init__(self, handler: type[Handler], port: int = 0) -> None:
        try:
            super().__init__((HOST, port), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise PortTaken(f"port {port} is taken; free it or choose another: make run PORT=8711") from error
        self._thread = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()

    def handle_error(self, request: object, client_address: object) -> None:
        """A caller that went away is no error; anything else shows its traceback."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def url(self) -> str:
        """The base URL, without a slash at the end."""
        return f"http://{HOST}:{self.server_address[1]}"

    def stop(self) -> None:
        """Stop listening. Answers under way are cut off when the process ends."""
        self.shutdown()
        self.server_close()
        self._thread.join()
