"""How often each deputy was invited to a kind of activity within the term, and how often they came.

One item per deputy, congress, term and kind, counted in the same transaction as what it counts. All of one
kind share a partition, so a page of deputies is one batch, and all who came is one query: a congress has at
most a few thousand deputies, an item some hundred bytes.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.expressions.condition import Condition

from functions.invitations.tables import coverage_key
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.settings import Setting
from shared.store.writing import Write, update


class CoverageItem(engine.Item):
    """``invited`` and ``attended`` are numbers of activities; ``invited_on`` and ``attended_on`` the legal
    day of the last one counted, ``fields`` the fields of what was attended. ``grassroots`` is as of then."""

    table = Setting.ACTIVITIES_TABLE
    invited = NumberAttribute(null=True)
    attended = NumberAttribute(null=True)
    invited_on = UnicodeAttribute(null=True)
    attended_on = UnicodeAttribute(null=True)
    grassroots = BooleanAttribute(null=True)
    fields = UnicodeSetAttribute(null=True)


def term_of(deputy: Deputy, congress: str, day: date) -> int | None:
    """The term of the deputy's mandate in this congress on ``day``; ``None`` without one."""
    terms = (
        mandate.term for mandate in deputy.mandates if mandate.division == congress and mandate.active_on(day)
    )
    return next(terms, None)


def invited(
    congress: str, term: int, kind: str, deputy: str, grassroots: bool, day: date, by: int = 1
) -> Write:
    """Counts an invitation to an activity of ``day``, or (``by=-1``) takes it back."""
    item = CoverageItem(coverage_key(congress, term, kind), deputy)
    actions = [CoverageItem.invited.add(by), CoverageItem.grassroots.set(grassroots)]
    if by > 0:
        actions.append(CoverageItem.invited_on.set(str(day)))
    return update(item, *actions, condition=_room(CoverageItem.invited, by), otherwise=_raced())


def attended(
    congress: str,
    term: int,
    kind: str,
    deputy: str,
    grassroots: bool,
    day: date,
    by: int = 1,
    fields: Iterable[str] = (),
) -> Write:
    """Counts an attendance, once for an activity, or (``by=-1``) takes it back. ``fields`` are those of the
    activity and its agenda: who took part in what is of a field is asked to what follows on it."""
    item = CoverageItem(coverage_key(congress, term, kind), deputy)
    actions = [CoverageItem.attended.add(by), CoverageItem.grassroots.set(grassroots)]
    if by > 0:
        actions.append(CoverageItem.attended_on.set(str(day)))
        if named := set(fields):
            actions.append(CoverageItem.fields.add(named))
    return update(item, *actions, condition=_room(CoverageItem.attended, by), otherwise=_raced())


def of_kinds(
    congress: str, kinds: Collection[str], terms: Iterable[tuple[str, int]]
) -> dict[str, dict[str, CoverageItem]]:
    """The items of these deputies in their terms, by deputy and kind; who was never invited has none. One
    call per 100 of them."""
    asked = [(deputy, term, kind) for deputy, term in terms for kind in kinds]
    keys = [(coverage_key(congress, term, kind), deputy) for deputy, term, kind in asked]
    kind_of = {key: kind for (key, _), (_, _, kind) in zip(keys, asked, strict=True)}
    found: dict[str, dict[str, CoverageItem]] = {}
    for item in engine.get_many(CoverageItem, keys):
        found.setdefault(item.sk, {})[kind_of[item.pk]] = item
    return found


def attended_in(congress: str, term: int, kind: str, *, grassroots: bool | None = None) -> int:
    """How many deputies of a term came to at least one activity of the kind; of the grassroots only, if
    said. One call per megabyte, some seven thousand deputies."""
    condition: Condition = CoverageItem.attended > 0
    if grassroots is not None:
        condition &= CoverageItem.grassroots == grassroots
    number, after = 0, None
    while True:
        part = engine.query(
            CoverageItem, coverage_key(congress, term, kind), after=after, condition=condition
        )
        number += len(part.items)
        after = part.last_key
        if after is None:
            return number


def _room(counted: Any, by: int) -> Condition:
    """What is taken back was counted."""
    condition: Condition = counted >= 1 if by < 0 else counted.does_not_exist() | (counted >= 0)
    return condition


def _raced() -> Refusal:
    return Refusal("conflict", retry_after=1)
