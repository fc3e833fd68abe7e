"""A talk with one unit about a draft: what it was shown, what it said."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Remit(StrEnum):
    """Whether the matter is one that the unit deals with, in the unit's own words."""

    OURS = "ours"
    PARTLY = "partly"
    NOT_OURS = "not_ours"


@dataclass(frozen=True, slots=True)
class Advice:
    """What the unit said at ``at``: ``doing`` what is being done about the matter, ``advice`` what it would
    say of the draft."""

    remit: Remit
    at: datetime
    doing: str | None = None
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """The unit sees the draft from ``since`` until ``ended_at``; ``note`` is what the deputy asks of it.
    ``rule``: the part that speaks of such talks, where there is one."""

    unit: str
    name: str
    since: datetime
    note: str | None = None
    rule: str | None = None
    advice: Advice | None = None
    ended_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether the unit still sees the draft."""
        return self.ended_at is None


def all_ended(talks: tuple[Talk, ...], at: datetime) -> tuple[Talk, ...]:
    """The same once nobody is shown the draft any more."""
    return tuple(replace(talk, ended_at=at) if talk.open else talk for talk in talks)
