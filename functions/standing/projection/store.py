"""The Standings table: who has not done what a rule asks, by rule, period and scope; how stations rank.

| item | pk | sk |
|---|---|---|
| entry | ``DEPUTY#{id}``, ``STATION#``, ``GROUP#``, ``MEMBER#``, ``COMMITTEE#{division}`` | \
``{period}#{rule}#{mandate}#{with}#{scope}`` |
| place | ``STATION#{id}`` | ``{period}#~{scheme}#{scope}``, see `functions.standing.projection.ranking` |
| mark | the same | ``~`` |

In the index ``by_scope`` an entry stands under ``{rule}#{period}#{scope}``, once for each scope that reaches
its subject's home, by ``{state}#{9999 - remaining}#{name}#{subject}#{mandate}#{with}``: one query answers a
page of any scope in its order. A subject's partition is read and replaced as one. The mark's ``version``
grows with each replacement; what was computed from older inputs fails on it, whatever order events come in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.regulations.verdicts import State
from shared.store import engine, pages
from shared.store.pages import Page
from shared.store.settings import Setting

_MARK = "~"
_MOST = 9999
_PER_TRANSACTION = 99
"""TransactWriteItems takes 100 operations (AWS); one is the mark's."""


class StandingItem(engine.Item):
    """An entry or a subject's mark."""

    table = Setting.STANDINGS_TABLE
    gsi1pk = UnicodeAttribute(null=True)
    gsi1sk = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    body: MapAttribute[str, Any] = MapAttribute(null=True)  # type: ignore[no-untyped-call]


class Listed(Protocol):
    """What is kept ready of a subject, once for each scope that reaches it."""

    def items(self, partition: str) -> list[StandingItem]: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One subject that has not done what one rule asks in one period, and the sentence that says so.

    Empty are ``mandate`` for stations, ``with_`` where nothing is owed with each of several others, ``due``
    where no day is set.
    """

    kind: str
    subject: str
    name: str
    home: str
    mandate: str
    rule: str
    period: str
    with_: str
    required: int
    counted: int
    remaining: int
    state: State
    due: str
    zh: str
    en: str

    def items(self, partition: str) -> list[StandingItem]:
        """The entry under each scope that reaches its home."""
        order = f"{self.state}#{_MOST - min(self.remaining, _MOST):04d}#{self.name}"
        body = {name: getattr(self, name) for name in self.__slots__}
        body["state"] = str(self.state)
        return [
            StandingItem(
                partition,
                f"{self.period}#{self.rule}#{self.mandate}#{self.with_}#{scope}",
                gsi1pk=_listed(self.rule, self.period, scope),
                gsi1sk=f"{order}#{self.subject}#{self.mandate}#{self.with_}",
                body=body,
            )
            for scope in reaching(self.home)
        ]


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in a subject's partition, by sort key, at the mark's version (0: nothing ever)."""

    version: int
    items: Mapping[str, StandingItem]


def read(partition: str, since: str) -> Kept:
    """The mark and the entries of the periods from ``since`` (a year) on. Consistent; one call a megabyte."""
    version, items = 0, {}
    after: dict[str, Any] | None = None
    while True:
        part = engine.query(StandingItem, partition, between=(since, _MARK), after=after, consistent=True)
        for item in part.items:
            if item.sk == _MARK:
                version = int(item.version)
            else:
                items[item.sk] = item
        after = part.last_key
        if after is None:
            return Kept(version, items)


def replace(partition: str, kept: Kept, entries: Collection[Listed], periods: Collection[str]) -> None:
    """Makes ``entries`` all that stands of ``periods``. One put, of the mark, where nothing differs; else one
    transaction, several beyond 99 differences. Raises ``stale_version`` if somebody came before."""
    wanted = {item.sk: item for entry in entries for item in entry.items(partition)}
    gone = [
        item for key, item in kept.items.items() if key not in wanted and key.partition("#")[0] in periods
    ]
    new = [item for key, item in wanted.items() if not _same(kept.items.get(key), item)]
    changes = [*((item, False) for item in gone), *((item, True) for item in new)]
    version = kept.version
    for start in range(0, max(len(changes), 1), _PER_TRANSACTION):
        _write(partition, version, changes[start : start + _PER_TRANSACTION])
        version += 1


def page(
    rule: str, period: str, scope: str, state: State, *, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """Entries of a scope in a state: most remaining first, then by name. One call."""
    partition, prefix = _listed(rule, period, scope), f"{state}#"
    after = None
    if cursor is not None:
        order, pk, sk = pages.decode(cursor, str, str, str)
        if not order.startswith(prefix):
            raise Refusal("invalid_cursor")
        keys = {"gsi1pk": partition, "gsi1sk": order, "pk": pk, "sk": sk}
        after = {name: {"S": value} for name, value in keys.items()}
    part = engine.query(
        StandingItem, partition, prefix=prefix, index=engine.BY_SCOPE, limit=limit, after=after
    )
    last = part.last_key
    more = None if last is None else pages.encode(*(last[name]["S"] for name in ("gsi1sk", "pk", "sk")))
    return Page([item.body.as_dict() for item in part.items], more)  # type: ignore[no-untyped-call]


def _listed(rule: str, period: str, scope: str) -> str:
    return f"{rule}#{period}#{scope}"


def _same(kept: StandingItem | None, wanted: StandingItem) -> bool:
    return (
        kept is not None and kept.gsi1sk == wanted.gsi1sk and kept.body.as_dict() == wanted.body.as_dict()  # type: ignore[no-untyped-call]
    )


def _write(partition: str, version: int, changes: list[tuple[StandingItem, bool]]) -> None:
    mark = StandingItem(partition, _MARK, version=version + 1)
    first = StandingItem.pk.does_not_exist()
    still = first if version == 0 else StandingItem.version == version
    if not changes:  # most nights for most subjects: one put costs half of what a transaction does
        _put(mark, still)
        return

    def fill(transaction: TransactWrite) -> None:
        transaction.save(mark, condition=still)
        for item, wanted in changes:
            if wanted:
                transaction.save(item)
            else:
                transaction.delete(item)

    try:
        engine.transact(fill)
    except engine.Cancelled as cancelled:
        raise Refusal("stale_version") from cancelled


def _put(mark: StandingItem, still: Condition) -> None:
    """Whoever is writing the subject at this moment comes first."""
    try:
        engine.put(mark, still)
    except Refusal as refusal:
        if refusal.code != "conflict":
            raise
        raise Refusal("stale_version") from refusal
