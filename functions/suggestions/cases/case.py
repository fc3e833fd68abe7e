"""The head of a case, as far as opinions and suggestions are alike, and an entry of its history."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol


class Case(Protocol):
    """``scope`` is the division or station whose roles reach it. The history has one entry for each
    ``version``, so what happened and how often it changed can never differ."""

    @property
    def id(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def state(self) -> StrEnum: ...
    @property
    def opened_at(self) -> datetime: ...
    @property
    def version(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened: ``what`` in the words of the case's kind, by whom (a person's id, ``resident``,
    ``schedule``), when and why. ``data`` are its particulars. Entries are appended and never written again.
    """

    what: str
    by: str
    at: datetime
    reason: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    number: int = 1
