"""How far the reminders of all rules are: one item of the Standings table.

| item | pk | sk |
|---|---|---|
| how far the reminders are | ``REMINDING`` | ``PROGRESS`` |

Of each rule it holds the last moment only: of one that was missed altogether the next takes the place.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from functions.standing.projection.store import StandingItem
from functions.standing.reminding.moments import Moment
from shared.store import engine

_KEY = ("REMINDING", "PROGRESS")


class Progress(NamedTuple):
    """``cursor`` is where the list goes on, if it is not ``finished``."""

    cursor: str | None = None
    finished: bool = False


def of(moments: Mapping[str, Moment]) -> dict[str, Progress]:
    """How far these rules are with these moments; from the beginning, where another moment was the last.
    One call."""
    item = engine.get(StandingItem, *_KEY, consistent=True)
    stored: dict[str, Any] = {} if item is None else item.body.as_dict()  # type: ignore[no-untyped-call]
    return {rule: _of(stored.get(rule), moment) for rule, moment in moments.items()}


def keep(moments: Mapping[str, Moment], reached: Mapping[str, Progress]) -> None:
    """Notes how far these rules are; of runs beside one another what the last notes stands, and what it had
    not reached is gone through again. One call."""
    body = {rule: {"moment": _named(moments[rule]), **so_far._asdict()} for rule, so_far in reached.items()}
    engine.put(StandingItem(*_KEY, body=body))


def _of(body: dict[str, Any] | None, moment: Moment) -> Progress:
    if body is None or body["moment"] != _named(moment):
        return Progress()
    return Progress(body.get("cursor"), body["finished"])


def _named(moment: Moment) -> str:
    return f"{moment.period} {moment.day}"
