"""The places of stations, kept ready: one item for each scheme, period and scope that reaches the station.

In the index ``by_scope`` it stands under ``RANKING#{scheme}#{period}#{scope}``, by ``{10000 - hundredths}``
and the station's id; where nothing could be measured by ``~`` and the id, behind all others. The rank itself
is not kept, for one station's points would move everybody's: a page counts on from the one before it.
"""

import re
from dataclasses import dataclass
from typing import Any

from functions.standing.projection.store import StandingItem
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.store import engine, pages
from shared.store.pages import Page

_FULL = 10_000
_UNMEASURED = "~"
_ORDER = re.compile(r"(?:[0-9]{5}|~)#[0-9-]{7,15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """A station's assessment by a scheme in a period. ``hundredths`` of 100 points; ``None`` where nothing
    could be measured."""

    station: str
    name: str
    scheme: str
    period: str
    hundredths: int | None
    rounded: int | None
    measured: int
    weight: int

    def items(self, partition: str) -> list[StandingItem]:
        """The place under each scope that reaches the station."""
        order = _UNMEASURED if self.hundredths is None else f"{_FULL - self.hundredths:05d}"
        body = {
            name: value
            for name in ("station", "name", "hundredths", "rounded", "measured", "weight")
            if (value := getattr(self, name)) is not None
        }
        return [
            StandingItem(
                partition,
                f"{self.period}#~{self.scheme}#{scope}",
                gsi1pk=_listed(self.scheme, self.period, scope),
                gsi1sk=f"{order}#{self.station}",
                body=body,
            )
            for scope in reaching(self.station)
        ]


def page(scheme: str, period: str, scope: str, *, limit: int, cursor: str | None) -> Page[dict[str, Any]]:
    """Stations of a scope with their ranks. One call."""
    partition, after, seen, rank, above = _listed(scheme, period, scope), None, 0, 0, ""
    if cursor is not None:
        order, pk, sk, seen, rank = pages.decode(cursor, str, str, str, int, int)
        if _ORDER.fullmatch(order) is None or not 0 <= rank <= seen:
            raise Refusal("invalid_cursor")
        keys = {"gsi1pk": partition, "gsi1sk": order, "pk": pk, "sk": sk}
        after = {name: {"S": value} for name, value in keys.items()}
        above = order.partition("#")[0]
    part = engine.query(StandingItem, partition, index=engine.BY_SCOPE, limit=limit, after=after)
    found = []
    for item in part.items:
        reached = str(item.gsi1sk).partition("#")[0]
        seen += 1
        if reached != above:
            rank, above = seen, reached
        body: dict[str, Any] = item.body.as_dict()  # type: ignore[no-untyped-call]
        none = {"hundredths": None, "rounded": None}
        found.append({**none, **body, "rank": None if reached == _UNMEASURED else rank})
    last = part.last_key
    if last is None:
        return Page(found, None)
    return Page(found, pages.encode(*(last[name]["S"] for name in ("gsi1sk", "pk", "sk")), seen, rank))


def _listed(scheme: str, period: str, scope: str) -> str:
    return f"RANKING#{scheme}#{period}#{scope}"
