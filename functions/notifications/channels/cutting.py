"""An end to a call in all, however slowly the other side goes on answering: the time-out of a socket starts
anew with every byte."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def cut_after(seconds: float, connected: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Shuts the socket that ``connected`` names after so many seconds; whoever waits for it then fails."""

    def cut() -> None:
        open_socket = connected()
        if open_socket is not None:
            with contextlib.suppress(OSError):
                open_socket.shutdown(socket.SHUT_RDWR)

    cutting = threading.Timer(seconds, cut)
    cutting.daemon = True
    cutting.start()
    try:
        yield
    finally:
        cutting.cancel()
