"""An opinion that a deputy voiced at an activity, and what became of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

MOST_MERGED = 20
"""Opinions that one stands for: all are told of its outcome in one transaction."""

MOST_STEPS = 50
"""Steps that one opinion remembers before it is answered: beyond any real course, and what one item holds."""


class Standing(StrEnum):
    """Voiced; answered during the activity; to be fed back after it, the speaker told why; fed back; or one
    with another opinion, whose outcome is its own."""

    VOICED = "voiced"
    ANSWERED = "answered"
    DEFERRED = "deferred"
    FED_BACK = "fed_back"
    MERGED = "merged"


OWED = frozenset({Standing.VOICED, Standing.DEFERRED})
"""Feedback is still owed."""


class Happened(StrEnum):
    """What can happen to it."""

    VOICED = "voiced"
    SORTED = "sorted"
    MERGED = "merged"
    HANDED_OVER = "handed_over"
    EXPLAINED = "explained"
    RESULT_KNOWN = "result_known"
    ANSWERED = "answered"
    FED_BACK = "fed_back"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: when, by whom, in what words."""

    what: Happened
    at: datetime
    by: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """``agenda`` is the number of the agenda item, from 0; ``category`` a word of those who sort;
    ``answerable`` whether it can be answered during the activity, ``None`` while nobody said so.
    ``handed_to`` is the unit concerned, in words; ``answer`` what the speaker was told, by ``answered_by``.
    ``merged_with`` is the opinion that stands for this one, ``merged`` those that this one stands for.
    ``suggestion`` names the suggestion or case that it became. ``kind``, ``title``, ``scope`` and
    ``congress`` copy the activity. ``due`` is the last day for feedback by the rules,
    as of the last change; none where they give no number. ``steps`` are appended to, never changed.
    """

    id: str
    activity: str
    deputy: str
    name: str
    text: str
    voiced_at: datetime
    recorded_by: str
    kind: str
    title: str
    scope: str
    congress: str
    standing: Standing = Standing.VOICED
    agenda: int | None = None
    topic: str | None = None
    category: str | None = None
    answerable: bool | None = None
    handed_to: str | None = None
    result: str | None = None
    explanation: str | None = None
    answer: str | None = None
    answered_by: str | None = None
    merged_with: str | None = None
    merged: tuple[str, ...] = ()
    suggestion: str | None = None
    due: date | None = None
    steps: tuple[Step, ...] = ()
    version: int = 1

    @property
    def owed(self) -> bool:
        """Whether feedback is still owed, to be given for this opinion itself."""
        return self.standing in OWED


def then(opinion: Opinion, what: Happened, at: datetime, by: str, text: str | None = None) -> Opinion:
    """The opinion with one more step."""
    return replace(opinion, steps=(*opinion.steps, Step(what, at, by, text)))
