"""Deputies of a congress, page by page, with what is counted of each in the term."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from pynamodb.expressions.condition import Condition

from functions.invitations.candidates import coverage
from functions.invitations.candidates.coverage import CoverageItem
from shared.domain.deputies import Deputy
from shared.regulations.rulebook import level_of
from shared.store.envelopes import value_of
from shared.store.pages import Page, scope_page
from shared.store.registry import RegistryItem

_KIND = "DEPUTIES"
_GRASSROOTS = "grassroots"
"""The tag of grassroots deputies in the list."""


class Covered(NamedTuple):
    """A deputy, the term of the mandate, and what is counted of each kind of activity."""

    deputy: Deputy
    term: int
    counts: Mapping[str, CoverageItem]


def page(
    congress: str,
    kinds: Collection[str],
    today: date,
    *,
    limit: int,
    cursor: str | None,
    grassroots: bool = False,
    fields: Iterable[str] = (),
) -> Page[Covered]:
    """Deputies with a mandate of the congress that is exercised today: of the grassroots only, if said, and
    with one of these fields, if any are named. One to four calls of the list (see :func:`scope_page`: a page
    may be short and still have a next one), and one for each 100 counts."""
    until = RegistryItem.until[level_of(congress).value]
    condition: Condition = until >= today.isoformat()
    if grassroots:
        condition &= RegistryItem.tags.contains(_GRASSROOTS)
    wanted: Condition | None = None
    for field in fields:
        one: Condition = RegistryItem.tags.contains(f"field:{field}")
        wanted = one if wanted is None else wanted | one
    if wanted is not None:
        condition &= wanted
    found = scope_page(_KIND, congress, limit=limit, cursor=cursor, condition=condition)
    deputies = [value_of(item, Deputy) for item in found.items]
    terms = {
        deputy.id: term
        for deputy in deputies
        if (term := coverage.term_of(deputy, congress, today)) is not None
    }
    counted = coverage.of_kinds(congress, kinds, terms.items())
    entries = [
        Covered(deputy, terms[deputy.id], counted.get(deputy.id, {}))
        for deputy in deputies
        if deputy.id in terms
    ]
    return Page(entries, found.next)
