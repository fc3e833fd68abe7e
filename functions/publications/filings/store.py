"""Filings in the Publications table: each for good, and the last of each division for the one above."""

from datetime import date, datetime, time, timedelta

from functions.publications.filings.filing import Below, Filing
from functions.publications.tables import (
    FILING,
    PublicationItem,
    filed_key,
    filing_key,
    filings_key,
    time_sort,
)
from shared.domain import divisions
from shared.domain.clock import SHANGHAI, utc_text
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.envelopes import body_of, changed, require_version, unchanged, value_of
from shared.store.pages import Page, index_page
from shared.store.writing import Write, commit, put
from shared.store.writing import create as created


class _Followed(Refusal):
    """The division has filed anew: the entry above is of that."""


def load(filing: str, *, consistent: bool = False) -> PublicationItem:
    """The filing's item; raises ``filing_not_found``. One call."""
    item = engine.get(PublicationItem, filing_key(filing), FILING, consistent=consistent)
    if item is None:
        raise Refusal("filing_not_found")
    return item


def of_day(division: str, day: date) -> list[Filing]:
    """What a division filed on a legal day. One call."""
    first = datetime.combine(day, time.min, SHANGHAI)
    found = engine.query(
        PublicationItem,
        filed_key(division),
        between=(utc_text(first), utc_text(first + timedelta(days=1))),
        index=engine.BY_LIST,
    )
    return [value_of(item, Filing) for item in found.items]


def below(receiver: str) -> dict[str, Below]:
    """What each division below a receiver last filed. One call."""
    found = engine.query_all(PublicationItem, filings_key(receiver))
    return {item.sk: value_of(item, Below) for item in found}


def create(filing: Filing, mark: str | None, *others: Write) -> Filing:
    """Writes a filing, as the last of its division, and ``others``; the same request repeated answers what
    stands. One call."""
    item = PublicationItem(filing_key(filing.id), FILING, version=1, body=body_of(filing))
    item.gsi1pk, item.gsi1sk = filed_key(filing.division), time_sort(filing.at, filing.id)
    raced = Refusal("conflict", retry_after=1)
    standing = commit(created(item, mark, raced), put(_last(filing)), *others)
    return filing if standing is None else value_of(standing, Filing)


def answer(item: PublicationItem, after: Filing, version: int, *others: Write) -> None:
    """Writes what was answered to a filing, and to the entry above while it is the last. One call, another
    where the division has filed anew."""
    require_version(item, version)
    changed_item = changed(item, after)
    stale = put(changed_item, unchanged(version), Refusal("stale_version"))
    same = PublicationItem.body["filing"] == after.id
    try:
        commit(stale, put(_last(after), same, _Followed("conflict")), *others)
    except _Followed:
        commit(stale, *others)


def page(division: str, *, limit: int, cursor: str | None) -> Page[Filing]:
    """What a division filed, newest first. One call."""
    found = index_page(PublicationItem, filed_key(division), limit=limit, cursor=cursor, descending=True)
    return found.map(lambda item: value_of(item, Filing))


def _last(filing: Filing) -> PublicationItem:
    name = divisions.get(filing.division).name
    entry = Below(filing.division, name, filing.id, filing.at, filing.state, filing.placed, filing.left_over)
    return PublicationItem(filings_key(filing.receiver), filing.division, version=1, body=body_of(entry))
