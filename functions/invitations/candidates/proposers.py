"""Who proposed related suggestions (Guangxi art. 6; Shenzhen art. 16): by their records."""

from collections.abc import Collection

from shared.store import engine, records
from shared.store.records import RecordItem

NEWEST = 1000
"""How many suggestions of a congress are looked at: those of some years."""


def of(congress: str, fields: Collection[str]) -> frozenset[str]:
    """The deputies who led or signed a suggestion to the congress whose category is one of the fields, among
    the newest. One call; none without a field."""
    if not fields:
        return frozenset()
    newest = engine.query(
        RecordItem,
        records.suggestions_key(congress),
        index=engine.BY_STATION,
        limit=NEWEST,
        condition=RecordItem.body["category"].is_in(*sorted(fields)),
        descending=True,
    )
    leading = (item.pk.partition("#")[2] for item in newest.items)
    signing = (person for item in newest.items for person in item.others or ())
    return frozenset((*leading, *signing))
