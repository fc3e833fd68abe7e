"""A verdict: where a subject stands under one rule in one period."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from shared.regulations.periods import Period
from shared.regulations.rules import Modality


class State(StrEnum):
    """``open``: time is left, or the rule binds nobody to it. ``at_risk``: behind, and little time left.
    ``excused``: nothing was owed in the period."""

    MET = "met"
    OPEN = "open"
    AT_RISK = "at_risk"
    SHORT = "short"
    EXCUSED = "excused"


class Verdict(NamedTuple):
    """``rule`` is the id of the rule or part. ``required`` is the least that is asked (0 where only a most
    is, which is ``limit``), ``remaining`` what is missing to it. ``counted`` is what the records of
    ``evidence`` amount to. ``due`` is the last day to meet it, ``None`` where there is none.
    ``because`` are codes that sentences put into words. ``with_`` is the other of a pair."""

    rule: str
    article: str
    instrument: str
    subject: str
    kind: str
    modality: Modality
    period: Period
    required: int
    counted: int
    remaining: int
    state: State
    due: date | None
    evidence: tuple[str, ...]
    because: tuple[str, ...] = ()
    limit: int | None = None
    with_: str = ""
    provisional: bool = False
