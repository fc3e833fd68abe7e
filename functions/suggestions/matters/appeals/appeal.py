"""The appeal of a deputy whose liberty is restricted, and the states that it goes through.

    received -> forwarded -> settled            the executing organ passes it on, the committee settles it
    received, forwarded -> withdrawn            taken back, or entered in error
    received -> received                        another unit goes on in the place of the organ

What it says is read by the organ that has it and by the committee to which it was passed on.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from functions.suggestions.cases.case import Entry
from shared.domain.errors import Refusal

KIND = "APPEALS"
RECEIVED = "appeal_received"
"""The event from which the organ's time runs, in the word of the rules."""
TITLE = "代表申诉书"
"""What lists of what is due call every appeal: they tell nothing of whose it is."""


class State(StrEnum):
    """Where an appeal stands."""

    RECEIVED = "received"
    FORWARDED = "forwarded"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class Happened(StrEnum):
    """What can happen to an appeal."""

    RECEIVED = "received"
    FORWARDED = "forwarded"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"
    UNIT_SUCCEEDED = "unit_succeeded"


_MOVES: dict[Happened, tuple[tuple[State, ...], State]] = {
    Happened.RECEIVED: ((), State.RECEIVED),
    Happened.FORWARDED: ((State.RECEIVED,), State.FORWARDED),
    Happened.SETTLED: ((State.FORWARDED,), State.SETTLED),
    Happened.WITHDRAWN: ((State.RECEIVED, State.FORWARDED), State.WITHDRAWN),
    Happened.UNIT_SUCCEEDED: ((State.RECEIVED,), State.RECEIVED),
}
"""What may happen in which states, and the state that follows."""


@dataclass(frozen=True, slots=True)
class Appeal:
    """``congress`` is that of the deputy; ``organ`` the unit that executes, which received the appeal at
    ``received_at``. ``deputy`` is the person, where known. ``forwarded_at`` is when the committee had it."""

    id: str
    congress: str
    organ: str
    organ_name: str
    name: str
    received_at: datetime
    opened_at: datetime
    deputy: str | None = None
    text: str | None = None
    state: State = State.RECEIVED
    forwarded_at: datetime | None = None
    result: str | None = None
    settled_on: date | None = None
    version: int = 1

    @property
    def scope(self) -> str:
        """Whose committee's own staff reach it."""
        return self.congress


def then(appeal: Appeal, entry: Entry, **fields: Any) -> tuple[Appeal, Entry]:
    """The appeal after what happened, and the entry of it. Raises ``Refusal("case_state")`` where that cannot
    happen to it now."""
    allowed, follows = _MOVES[Happened(entry.what)]
    if appeal.state not in allowed:
        raise Refusal("case_state", state=appeal.state)
    return replace(appeal, state=follows, **fields), entry
