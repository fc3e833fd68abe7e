"""Everything that stands in moto: kept, put back, and compared without what differs from one moment to the
next."""

import json
import pickle
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import copy
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import s3_backends
from moto.sqs.models import sqs_backends

from infra.audit import findings, of_items
from shared.domain import clock

ID = re.compile(r"[a-z][0-9a-hjkmnp-tv-z]{20}(?![0-9a-z])")
_RANDOM_PART = re.compile(r"(?<=[#.])(?:[a-z]?[0-9a-hjkmnp-tv-z]{10}|[0-9a-f]{8})(?![0-9a-z])")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_SECONDS = re.compile(r"(?<![\w.])((1[6-9]|[2-5]\d)\d{8})(\d{3})?(?![\w.])")
_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")


def _tables() -> Iterator[Any]:
    for databases in dynamodb_backends.values():
        for backend in databases.values():
            yield from backend.tables.values()


def _queues() -> Iterator[Any]:
    for services in sqs_backends.values():
        for service in services.values():
            yield from service.queues.values()


def _buckets() -> Iterator[Any]:
    for stores in s3_backends.values():
        for store in stores.values():
            yield from store.buckets.values()


def _messages(queue: Any) -> list[tuple[Any, bool]]:
    """Copies of the messages, and whether each is with somebody who works on it."""
    taken = {message.id for message in queue._pending_messages}
    return [(copy(message), message.id in taken) for message in queue._messages]


class Kept:
    """All items, messages and objects of a moment."""

    def __init__(self) -> None:
        self._tables = {table.name: pickle.dumps(dict(table.items)) for table in _tables()}
        self._queues = {queue.name: _messages(queue) for queue in _queues()}
        self._buckets = {bucket.name: copy(bucket.keys) for bucket in _buckets()}

    def put_back(self) -> None:
        """Everything is again as it was then."""
        for table in _tables():
            table.items = defaultdict(dict, pickle.loads(self._tables[table.name]))
        for queue in _queues():
            kept = [(copy(message), taken) for message, taken in self._queues[queue.name]]
            queue._messages[:] = [message for message, _ in kept]
            queue._pending_messages = {message for message, taken in kept if taken}
            queue.deleted_messages.clear()
        for bucket in _buckets():
            bucket.keys = copy(self._buckets[bucket.name])


class Moment:
    """What is known before a request, and when it comes: what tells whether two outcomes are alike.
    ``besides`` is what may differ all the same; items of ``unnoted`` may be missing."""

    def __init__(self, besides: Iterable[str] = (), unnoted: Iterable[str] = ()) -> None:
        self._besides = [re.compile(pattern) for pattern in besides]
        self.unnoted = tuple(unnoted)
        self._now = clock.now()
        self.stood = " ".join(json.dumps(item, ensure_ascii=False) for _, item in _items())

    def alike(self, text: str) -> str:
        """The text with each time as minutes from the moment, and new ids and random parts as ``…``."""
        text = self.timeless(text)
        for pattern in (ID, _RANDOM_PART):
            text = pattern.sub(lambda match: match[0] if match[0] in self.stood else "…", text)
        return text

    def timeless(self, text: str) -> str:
        """The text with each time as minutes from the moment; new ids stand as they are."""
        text = _TOKEN.sub("…", text)
        text = _TIME.sub(lambda match: self._minutes(datetime.fromisoformat(match[0])), text)
        text = _SECONDS.sub(lambda match: self._minutes(datetime.fromtimestamp(int(match[1]), UTC)), text)
        for volatile in self._besides:
            text = volatile.sub("…", text)
        return text

    def _minutes(self, time: datetime) -> str:
        return f"{int(((time - self._now).total_seconds() + 30) // 60):+d}min"


class Picture:
    """What stands, comparable. The same message may stand in a queue several times: a queue delivers at least
    once, and so does who sends to it. Under another id it is another message, and is counted."""

    def __init__(self, moment: Moment) -> None:
        self.items: Counter[str] = Counter()
        for table, item in _items():
            if item["pk"]["S"].startswith(moment.unnoted):
                continue
            plain = json.dumps(item, sort_keys=True, ensure_ascii=False)
            self.items[f"{table} {moment.alike(plain)}"] += 1
        told = {
            f"{queue.name} {moment.timeless(message.body)}"
            for queue in _queues()
            for message in queue._messages
        }
        self.messages = Counter(map(moment.alike, told))
        self.objects = {
            f"{bucket.name} {name} {_digest(moment, key)}"
            for bucket in _buckets()
            for name, key in bucket.keys.items()
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Picture) and self._all() == other._all()

    def __hash__(self) -> int:
        counted = (frozenset(counts.items()) for counts in (self.items, self.messages))
        return hash((*counted, frozenset(self.objects)))

    def _all(self) -> tuple[Any, ...]:
        return self.items, self.messages, self.objects

    def beside(self, right: "Picture") -> str:
        """What is missing here and what is too much, for whoever reads a failed test: the beginning of each
        line and where it parts from the nearest of the others."""
        missing = [*(right.items - self.items).elements(), *(right.messages - self.messages).elements()]
        extra = [*(self.items - right.items).elements(), *(self.messages - right.messages).elements()]
        lines = [f"- {_parting(line, extra)}" for line in missing]
        lines += [f"+ {_parting(line, missing)}" for line in extra]
        return "\n".join(lines + [f"* {name}" for name in sorted(right.objects ^ self.objects)])


def complaints() -> set[str]:
    """What an audit says of what stands now: only of what one transaction writes together, for streams and
    jobs come later."""
    tables: dict[str, list[Any]] = defaultdict(list)
    for table, item in _items():
        tables[table.removeprefix("test-")].append(item)
    return {f"{one.code} {one.key}: {one.words}" for one in findings(of_items(tables), settled=False)}


def _digest(moment: Moment, key: Any) -> str:
    """Of an object's content; of a text without what differs from one time to the next."""
    content: bytes = getattr(key, "value", b"")  # who deleted it left a marker
    with suppress(UnicodeDecodeError):
        content = moment.alike(content.decode()).encode()
    return sha256(content).hexdigest()


def _parting(line: str, others: list[str]) -> str:
    same = max((_agreeing(line, other) for other in others), default=0)
    return f"{line[:60]} … {line[max(60, same - 60) : same + 200]}"


def _agreeing(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _items() -> Iterator[tuple[str, Any]]:
    for table in _tables():
        for part in table.items.values():
            for item in part.values():
                yield table.name, item.to_json()["Attributes"]
