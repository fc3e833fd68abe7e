"""`python -m infra.local up` and `demo`: what `make run` and `make demo` call."""

import argparse
import signal
import sys
import threading
from types import FrameType
from typing import Any

from infra.local.client import Unexpected
from infra.local.deploy import DeployError
from infra.local.engine import EngineError
from infra.local.servers import PortTaken
from infra.local.stack import PORT, LocalStack
from infra.local.walk import walk
from infra.packaging.errors import PackageError
from infra.sample.load import LoadError, load


def main() -> int:
    """Exit status: 0 when all went well or the caller ended it, 1 when it could not start."""
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="start and stay up until Ctrl-C")
    up.add_argument("--port", type=int, default=PORT)
    up.add_argument("--empty", action="store_true", help="without the sample and the walk")
    commands.add_parser("demo", help="start on any free port, walk the main job, end")
    options = parser.parse_args()

    _on_end(_end)
    try:
        if options.command == "up":
            _up(options.port, empty=options.empty)
        else:
            _demo()
    except KeyboardInterrupt:
        _say("stopped; nothing is left behind")
    except (DeployError, EngineError, LoadError, PackageError, PortTaken, TimeoutError, Unexpected) as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    return 0


def _up(port: int, *, empty: bool) -> None:
    with LocalStack(port, say=_say) as stack:
        people = {} if empty else _show(stack)
        _say(f"\nAPI    {stack.base_url}")
        _say(f"docs   {stack.base_url}/docs")
        _say("\nSign in with POST /v1/sign-in/codes; the code appears here.")
        for role, phone in people.items():
            _say(f"  {role:<27} {phone}")
        _say("\nCtrl-C stops it and leaves nothing behind.")
        threading.Event().wait()


def _demo() -> None:
    with LocalStack(port=0, say=_say) as stack:
        _show(stack)
        _say("\nall as it must be")


def _show(stack: LocalStack) -> dict[str, str]:
    """Loads the sample and walks the main job; the phones by role."""
    loaded = load(stack, _say)
    walk(stack, loaded, _say)
    return loaded.phones


def _say(line: str) -> None:
    print(line, flush=True)


def _on_end(handler: Any) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handler)


def _end(number: int, frame: FrameType | None) -> None:
    """The first signal ends everything in order; further ones do not disturb that."""
    _on_end(signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
