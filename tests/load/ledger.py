"""What the clients of a load know: every answer, how long it took, what an accepted one promised, and who is
to be told of it."""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Promise:
    """An accepted request: ``id`` is what the answer named, ``by`` the person who asked."""

    kind: str
    id: str
    by: str


@dataclass(frozen=True, order=True, slots=True)
class Told:
    """A notice that an accepted request owes: to a person (their id) or a post, of a kind, about a thing."""

    recipient: str
    kind: str
    about: str

    def __str__(self) -> str:
        return f"{self.kind} about {self.about} to {self.recipient}"


@dataclass
class Ledger:
    """Safe to use from several threads. ``answers`` counts statuses, ``milliseconds`` are those of all
    answers, by kind of request; ``broken`` counts connections that ended without an answer. ``owed`` are the
    notices of what was accepted, ``unsure`` those that may come of what was given up, by recipient and kind.
    ``phones`` are those at which people signed in."""

    promises: list[Promise] = field(default_factory=list)
    owed: list[Told] = field(default_factory=list)
    phones: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    broken: Counter[str] = field(default_factory=Counter)
    given_up: Counter[str] = field(default_factory=Counter)
    unsure: Counter[tuple[str, str]] = field(default_factory=Counter)
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

    def gave_up(self, kind: str, may_tell: Iterable[Told] = ()) -> None:
        """Nobody knows whether it was done: nothing is promised, and whoever it would tell may be told."""
        with self._lock:
            self.given_up[kind] += 1
            self.unsure.update((one.recipient, one.kind) for one in may_tell)

    def promised(self, kind: str, id_: str, by: str, *tells: Told) -> None:
        """A request was accepted; each of ``tells`` is owed once."""
        with self._lock:
            self.promises.append(Promise(kind, id_, by))
            self.owed += tells

    def reached(self, person: str, phone: str) -> None:
        """Who signed in at a phone is told there."""
        with self._lock:
            self.phones[person] = phone

    def differs(self, words: str) -> None:
        """The same request was answered in two ways, or of two that exclude each other none was refused."""
        with self._lock:
            self.differing.append(words)

    def of(self, kind: str) -> list[Promise]:
        """What was accepted of a kind."""
        return [one for one in self.promises if one.kind == kind]
