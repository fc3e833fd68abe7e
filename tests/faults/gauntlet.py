"""Every request and every event of a flow meets every fault at every one of its calls.

A flow is written as any test is. Around each of its requests the gauntlet keeps what stands, lets it through
undisturbed and looks at what then stands. Then, from the same beginning, it lets each fault happen at each
call; the client repeats the request as the API's words say (the same ``Idempotency-Key``, seconds later), or
the event comes again; and what stands at the end must be what the undisturbed request left. The flow goes on
with that.
"""

import json
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from chalice.app import CaseInsensitiveMapping

from functions.notifications.circuits import store as circuits
from shared.domain import clock
from shared.store import keys
from shared.web.operation import operation_of
from shared.web.service import Service
from tests import gateway
from tests.contract.declared import check
from tests.faults.faults import (
    ERRORS,
    KILLS,
    OF_EVENTS,
    OF_READING,
    Calls,
    Fault,
    Heard,
    Killed,
    Made,
    Recording,
    disturbed,
)
from tests.faults.outcome import (
    AS_BEFORE,
    Log,
    Outcome,
    discreet,
    is_keyed,
    is_to_be_repeated,
    sound,
    words_of,
)
from tests.faults.standing import Kept, Moment, Picture, complaints
from tests.gateway import Response

PAUSE = timedelta(seconds=7)
"""After which the client or the queue tries again."""
ATTEMPTS = 4
DIFFER = "the calls differ from one time to the next"

Handler = Callable[[dict[str, Any], Any], Any]


@dataclass
class Tally:
    """What a flow went through."""

    requests: int = 0
    calls: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    repeats: Counter[str] = field(default_factory=Counter)
    """How repeated requests were answered: route, status and code."""
    handlers: set[str] = field(default_factory=set)
    """The workers of which an event met every fault at each of its calls, as the template names handlers."""


class Gauntlet:
    """``install`` puts it around the gateway; ``around`` around a worker's handler.

    ``told_otherwise``: by route the codes with which a repeated request may be refused though it was done.
    ``besides``: patterns of what may differ in items, such as a count of attempts.
    ``unnoted``: how the partitions begin of what need not be noted.
    """

    def __init__(self, faults: tuple[Fault, ...] = KILLS + ERRORS) -> None:
        self.tally = Tally()
        self.faults = faults
        self.off = False
        self.told_otherwise: dict[str, set[str]] = {}
        self.besides: list[str] = []
        self.unnoted: list[str] = []
        self._keys = count(1)
        self._tried: set[tuple[str, ...]] = set()
        self.log = Log()

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """From now on each request that a test sends goes through it."""
        undisturbed = gateway.handle
        logger = logging.getLogger()
        patch.setattr(logger, "handlers", [*logger.handlers, self.log])
        patch.setattr(
            gateway,
            "handle",
            lambda app, event: (
                undisturbed(app, event) if self.off else self._request(undisturbed, app, event)
            ),
        )

    def around(self, handler: Handler, settle: Callable[[], object] = lambda: None) -> Handler:
        """The worker's handler, each of whose events goes through it. ``settle`` does what it has left to
        later events, before what stands is looked at."""

        def handle(event: dict[str, Any], context: Any = None) -> Any:
            return handler(event, context) if self.off else self._event(handler, event, context, settle)

        return handle

    # -- requests ------------------------------------------------------------------------------------------

    def _request(self, undisturbed: Any, app: Service, event: dict[str, Any]) -> Response:
        declared = operation_of(app.routes[event["resource"]][event["httpMethod"]].view_function)
        if declared.idempotent and not is_keyed(event["headers"]):
            key = f"gauntlet-{next(self._keys):04d}"
            event = event | {"headers": {**event["headers"], "Idempotency-Key": key}}
        where = f"{event['httpMethod']} {event['resource']}"
        moment = Moment(self.besides, self.unnoted)
        words, otherwise = words_of(event, moment), self.told_otherwise.get(where, set())
        before = Picture(moment) if otherwise else None
        calls = Recording()
        self.log.taken()
        with disturbed(calls):
            answer: Response = undisturbed(app, event)
        discreet(self.log.taken(), words, where)
        after, known = Kept(), complaints()
        if not 200 <= answer.status < 300 or not self._is_new(where, calls.made):
            return answer
        keyed = is_keyed(event["headers"])
        outcome = Outcome(moment, Picture(moment), answer, keyed, otherwise, before)
        trial = _Trial(self, app, event, outcome, known, words, where)
        self.tally.requests += 1
        self.tally.calls += len(calls.made)
        faults = self.faults if any(made.writes for made in calls.made) else OF_READING
        for number, made in enumerate(calls.made):
            for fault in faults:
                if fault.fits(made):
                    _forget()
                    trial.strike(number, fault, calls.heard)
        after.put_back()
        return answer

    def _is_new(self, where: str, made: list[Made]) -> bool:
        """Whether nothing that makes the same calls has gone through before."""
        kind = (where, *(call.kind for call in made))
        if kind in self._tried:
            return False
        self._tried.add(kind)
        return True

    def _event(
        self, handler: Handler, event: dict[str, Any], context: Any, settle: Callable[[], object]
    ) -> Any:
        moment = Moment(self.besides, self.unnoted)
        words, calls = words_of(event, moment), Recording()
        self.log.taken()
        with disturbed(calls):
            answer = handler(event, context)
        discreet(self.log.taken(), words, handler.__module__)
        if not self._is_new(handler.__module__, calls.made):
            return answer
        after, known = Kept(), complaints()
        settle()
        right = Picture(moment)
        self.tally.requests += 1
        self.tally.calls += len(calls.made)
        repeated: set[tuple[str, ...]] = set()
        for number, made in enumerate(calls.made):
            for fault in OF_EVENTS:
                if not fault.fits(made):
                    continue
                _forget()
                struck = Calls(number, fault, calls.heard)
                taken = _is_taken(handler, event, context, struck)
                where = f"{handler.__module__}, {fault.name} at call {number} ({made.kind})"
                discreet(self.log.taken(), words, where)
                assert struck.struck, f"{where}: {DIFFER}"
                self.tally.struck[fault.name] += 1
                left = tuple(struck.written)
                if left in repeated and not taken:
                    continue
                repeated.add(left)
                if not taken:
                    sound(known, where)
                    _brought_again(handler, event, context, where)
                    discreet(self.log.taken(), words, f"{where}, brought again")
                settle()
                found = Picture(moment)
                assert found == right, f"{where} left otherwise:\n{found.beside(right)}"
        after.put_back()
        if calls.made:
            self.tally.handlers.add(f"{handler.__module__}.{handler.__name__}")
        return answer


def _forget() -> None:
    """What a process remembers is gone with it."""
    keys.public_key.cache_clear()
    circuits.forget()


def _is_taken(handler: Handler, event: dict[str, Any], context: Any, calls: Calls) -> bool:
    try:
        with disturbed(calls):
            answer = handler(json.loads(json.dumps(event)), context)
    except (Killed, Exception) as error:  # whatever it is, Lambda lets the event come again
        logging.getLogger("lianluo").info(type(error).__name__)
        return False
    return not (isinstance(answer, dict) and answer.get("batchItemFailures"))


def _brought_again(handler: Handler, event: dict[str, Any], context: Any, where: str) -> None:
    """The event comes until it is taken."""
    with pytest.MonkeyPatch.context() as patch:
        for _ in range(ATTEMPTS):
            patch.setattr(clock, "now", _later(clock.now))
            if _is_taken(handler, event, context, Calls()):
                return
    raise AssertionError(f"{where} was not taken in {ATTEMPTS} attempts")


def _later(now: Callable[[], datetime]) -> Callable[[], datetime]:
    return lambda: now() + PAUSE


class _Trial:
    """One request and all that may happen to it."""

    def __init__(
        self,
        gauntlet: Gauntlet,
        app: Service,
        event: dict[str, Any],
        outcome: Outcome,
        known: set[str],
        words: set[str],
        where: str,
    ) -> None:
        self._gauntlet = gauntlet
        self._app = app
        self._event = event
        self._outcome = outcome
        self._known = known
        self._words = words
        self._where = where
        self._repeated: set[tuple[str, ...]] = set()

    def strike(self, number: int, fault: Fault, script: Sequence[Heard]) -> None:
        """The fault at this call, then the repeats."""
        tally, log = self._gauntlet.tally, self._gauntlet.log
        where = f"{self._where}, {fault.name} at call {number}"
        calls = Calls(number, fault, script)
        try:
            with disturbed(calls):
                answer: Response | None = self._handled(where)
        except Killed:
            answer = None
        assert calls.struck, f"{where}: {DIFFER}"
        tally.struck[fault.name] += 1
        discreet(log.taken(), self._words, where)
        if answer is None or is_to_be_repeated(answer):
            left = tuple(calls.written)
            if left not in self._repeated:
                self._repeated.add(left)
                sound(self._known, where)
                self._repeat(where)
            return
        self._outcome.check(answer, where)

    def _handled(self, where: str) -> Response:
        event = json.loads(json.dumps(self._event))
        raw = json.loads(json.dumps(self._app(event, None)))
        headers = CaseInsensitiveMapping(raw.get("headers", {}))
        answer = Response(raw["statusCode"], headers, raw["body"].encode())
        method, template = self._event["httpMethod"], self._event["resource"]
        try:
            check(self._app, method, template, answer.status, answer.headers, answer.body)
        except AssertionError as error:
            raise AssertionError(f"{where}: {error}") from error
        if answer.status >= 500:
            assert answer.json["code"] == "busy", f"{where}: {answer.text}"
            assert int(answer.headers["retry-after"]) > 0
        return answer

    def _repeat(self, where: str) -> None:
        where = f"{where}, sent again"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(clock, "now", _later(clock.now))
            with disturbed(Calls()):
                answer = self._handled(where)
        discreet(self._gauntlet.log.taken(), self._words, where)
        code = "" if answer.status in AS_BEFORE else answer.json["code"]
        self._gauntlet.tally.repeats[f"{self._where} {answer.status} {code}"] += 1
        self._outcome.check(answer, where)
