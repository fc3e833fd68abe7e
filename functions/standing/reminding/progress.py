"""How far the reminders of a rule are: one item of the Standings table for each rule.

| item | pk | sk |
|---|---|---|
| how far a rule's reminders are | ``REMINDING`` | rule |

It is of the last moment only: of one that was missed altogether the next takes the place.
"""

from typing import Any, NamedTuple

from functions.standing.projection.store import StandingItem
from functions.standing.reminding.moments import Moment
from shared.store import engine

_PARTITION = "REMINDING"


class Progress(NamedTuple):
    """``cursor`` is where the list goes on, if it is not ``finished``."""

    cursor: str | None = None
    finished: bool = False


def all_of(moments: dict[str, Moment]) -> dict[str, Progress]:
    """How far these rules are with these moments; from the beginning, where another moment was the last.
    One call."""
    stored = {item.sk: _body(item) for item in engine.query_all(StandingItem, _PARTITION)}
    return {rule: _of(stored.get(rule), moment) for rule, moment in moments.items()}


def keep(rule: str, moment: Moment, reached: Progress) -> None:
    """Notes how far a rule is. One call."""
    body = {"moment": _named(moment), "cursor": reached.cursor, "finished": reached.finished}
    engine.put(StandingItem(_PARTITION, rule, body=body))


def _of(body: dict[str, Any] | None, moment: Moment) -> Progress:
    if body is None or body["moment"] != _named(moment):
        return Progress()
    return Progress(body.get("cursor"), body["finished"])


def _named(moment: Moment) -> str:
    return f"{moment.period} {moment.day}"


def _body(item: StandingItem) -> dict[str, Any]:
    body: dict[str, Any] = item.body.as_dict()  # type: ignore[no-untyped-call]
    return body
