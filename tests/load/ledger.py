"""What the clients of a load know: every answer, how long it took, and what an accepted one promised."""

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Promise:
    """An accepted request: ``id`` is what the answer named, ``by`` the person who asked."""

    kind: str
    id: str
    by: str


@dataclass
class Ledger:
    """Safe to use from several threads. ``answers`` counts statuses, ``milliseconds`` are those of all
    answers, by kind of request; ``broken`` counts connections that ended without an answer."""

    promises: list[Promise] = field(default_factory=list)
    answers: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    broken: Counter[str] = field(default_factory=Counter)
    given_up: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, kind: str, status: int, milliseconds: float) -> None:
        """An answer came."""
        with self._lock:
            self.answers[kind][status] += 1
            self.milliseconds[kind].append(milliseconds)

    def broke(self, kind: str) -> None:
        """No answer came: nobody knows whether it was done, so it is sent again."""
        with self._lock:
            self.broken[kind] += 1

    def gave_up(self, kind: str) -> None:
        """It was refused again and again: nothing is promised."""
        with self._lock:
            self.given_up[kind] += 1

    def promised(self, kind: str, id_: str, by: str) -> None:
        """A request was accepted."""
        with self._lock:
            self.promises.append(Promise(kind, id_, by))

    def differs(self, words: str) -> None:
        """The same request was answered in two ways."""
        with self._lock:
            self.differing.append(words)

    def of(self, kind: str) -> list[Promise]:
        """What was accepted of a kind."""
        return [one for one in self.promises if one.kind == kind]
