"""What must be the same whatever happened: what stands, what is answered, that the audit finds nothing, and
that nothing of it is logged."""

import json
import logging
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tests.faults.standing import Moment, Picture, complaints
from tests.gateway import Response

_PERSONAL = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,}|(?<!\d)(?:86)?(1[3-9]\d{9})(?!\d)")
_UNITS = re.compile(r"(?:\\+u[0-9a-fA-F]{4})+")
_BYTES = re.compile(r"(?:\\+x[0-9a-fA-F]{2})+")
_DONE = re.compile('(?<="status":")existing(?=")')
"""An item of a batch that was done before says so."""
AS_BEFORE = frozenset({200, 201, 202, 204})
_CHANGED_MEANWHILE = frozenset({404, 409, 412})


@dataclass(frozen=True)
class Outcome:
    """What an undisturbed request left and answered. ``before`` is what stood until then: it may stand again
    after an answer with one of the codes ``told_otherwise``."""

    moment: Moment
    right: Picture
    answer: Response
    keyed: bool
    told_otherwise: Collection[str] = ()
    before: Picture | None = None

    def check(self, answer: Response, where: str) -> None:
        """Raises AssertionError where a request that was disturbed, or is sent again, is answered so and what
        stands now is not what it must be."""
        found = Picture(self.moment)
        if answer.status in AS_BEFORE:
            assert found == self.right, f"{where} left otherwise:\n{found.beside(self.right)}"
            mine, first = (self.moment.alike(_DONE.sub("done", _text(one))) for one in (answer, self.answer))
            assert not self.keyed or mine == first, f"{where} answered otherwise:\n{mine}\n{first}"
        else:
            self._is_known_already(answer, found, where)

    def _is_known_already(self, answer: Response, found: Picture, where: str) -> None:
        """Who is told that it is done, or that something has changed, reads it again and finds it done."""
        where = f"{where} was answered {answer.text}"
        as_it_must = found == self.right
        if answer.json["code"] in self.told_otherwise:
            as_it_must = as_it_must or found == self.before
        else:
            assert not self.keyed, f"{where}, with its key"
            assert answer.status in _CHANGED_MEANWHILE, where
        assert as_it_must, f"{where} and left:\n{found.beside(self.right)}"


def is_keyed(headers: Mapping[str, str]) -> bool:
    """Whether a request has an ``Idempotency-Key``."""
    return any(name.lower() == "idempotency-key" for name in headers)


def is_to_be_repeated(answer: Response) -> bool:
    """The API says: repeat what was answered with ``Retry-After``, and a batch whose parts were not all
    taken."""
    if answer.status in AS_BEFORE:
        return any(f'"code":"{code}"' in _text(answer) for code in ("busy", "conflict"))
    return answer.status in (409, 503) and "retry-after" in answer.headers


def sound(known: set[str], where: str) -> None:
    """Whatever was left, an audit finds nothing half written."""
    new = complaints() - known
    assert not new, f"{where} left what an audit finds: {new}"


def personal(*texts: str | None) -> set[str]:
    """What of these must stand in no log: words in Chinese, phone numbers."""
    found = (_PERSONAL.finditer(plainly(text)) for text in texts if text)
    return {match[1] or match[0] for matches in found for match in matches}


def discreet(lines: Collection[str], words: Collection[str], where: str) -> None:
    """None of the words was logged, however it may be spelled there."""
    for line in lines:
        plain = plainly(line)
        told = [word for word in words if word in plain]
        assert not told, f"{where} logged {told}: {line}"


def plainly(line: str) -> str:
    """The line with every character that JSON or a literal of bytes spells in ASCII."""
    line = _UNITS.sub(lambda match: _octets(match[0], "u").decode("utf-16-be", errors="replace"), line)
    return _BYTES.sub(lambda match: _octets(match[0], "x").decode(errors="replace"), line)


def _octets(spelled: str, letter: str) -> bytes:
    return bytes.fromhex(spelled.replace("\\", "").replace(letter, ""))


def _text(answer: Response) -> str:
    return answer.body.decode(errors="replace")


class Log(logging.Handler):
    """What was logged, with every traceback."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def taken(self) -> list[str]:
        """The lines since this was last asked."""
        lines, self.lines = self.lines, []
        return lines


def words_of(event: Any, moment: Moment) -> set[str]:
    """What is personal in an event and in what stood when it came."""
    return personal(json.dumps(event, ensure_ascii=False), moment.stood)
