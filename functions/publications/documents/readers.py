"""Who was told of a publication and who has read it, and how many those are.

Counts stand in parts (`CountItem`): one for each part of the audience and version, which its worker alone
writes, and a few for those who read, so that many who read at once do not wait for one another.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zlib import crc32

from pynamodb.attributes import BooleanAttribute, NumberAttribute
from pynamodb.expressions.condition import Condition

from functions.publications.documents.audience import Person
from functions.publications.documents.publication import Publication, Reader
from functions.publications.tables import (
    PublicationItem,
    count_sort,
    publication_key,
    reader_key,
    reader_sort,
    time_sort,
)
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.envelopes import body_of, changed, unchanged, value_of
from shared.store.pages import Page, index_page, partition_page
from shared.store.settings import Setting
from shared.store.writing import Write, put, update

_READING = 8
"""Items over which the number of those who have read a version is spread."""


class CountItem(engine.Item):
    """``told``: how many a part told of its version. ``finished``: it told all; ``closed``: nobody is told
    of this version any more. ``read``: how many have read it."""

    table = Setting.PUBLICATIONS_TABLE
    told = NumberAttribute(null=True)
    read = NumberAttribute(null=True)
    finished = BooleanAttribute(null=True)
    closed = BooleanAttribute(null=True)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many were told of a version and how many of them have read it. ``telling``: not all are told."""

    number: int
    told: int
    read: int
    telling: bool


def part_sort(number: int, part: str = "") -> str:
    """The sort key of a part of a version's counts; without a part what those of the version begin with."""
    return count_sort(f"{number:04d}#{part}")


def count_of(publication: str, number: int, part: str) -> CountItem:
    """A part of the counts, to be written or changed."""
    return CountItem(publication_key(publication), part_sort(number, part))


def reach(publication: str, number: int) -> Reach:
    """One call. Until the parts are made, all are still to be told."""
    found = engine.query_all(CountItem, publication_key(publication), part_sort(number))
    parts = [item for item in found if "#READ#" not in item.sk]
    return Reach(
        number,
        sum(int(item.told or 0) for item in found),
        sum(int(item.read or 0) for item in found),
        not parts or not all(item.finished or item.closed for item in parts),
    )


def parts_before(publication: str, number: int) -> list[CountItem]:
    """The parts of all versions before this one, as they are now. One call: they are some dozens each."""
    first, last = count_sort(), part_sort(number)
    found = engine.query(CountItem, publication_key(publication), between=(first, last), consistent=True)
    return [item for item in found.items if "#READ#" not in item.sk]


def new_item(publication: Publication, person: Person, at: datetime) -> PublicationItem:
    """The item of somebody who is told of the published version."""
    reader = Reader(
        publication=publication.id,
        person=person.id,
        name=person.name,
        role=person.role,
        home=person.home,
        title=publication.title,
        kind=publication.kind,
        issuer=publication.issuer.name,
        told=publication.number,
        told_at=at,
    )
    item = PublicationItem(publication_key(publication.id), reader_sort(person.id), version=1)
    item.body = body_of(reader)
    return _listed(item, reader)


def save(item: PublicationItem, after: Reader) -> Write:
    """Writes a changed reader, if nobody changed them meanwhile: else ``conflict``."""
    before = int(item.version)
    raced = Refusal("conflict", retry_after=1)
    return put(_listed(changed(item, after), after), unchanged(before), raced)


def _listed(item: PublicationItem, reader: Reader) -> PublicationItem:
    item.gsi1pk, item.gsi1sk = reader_key(reader.person), time_sort(reader.told_at, reader.publication)
    return item


def known(publication: str, persons: Iterable[str]) -> set[str]:
    """Those of these persons who were told before. One call for each hundred."""
    keys = [(publication_key(publication), reader_sort(person)) for person in persons]
    found = engine.get_many(PublicationItem, keys, consistent=True)
    return {item.sk.removeprefix(reader_sort()) for item in found}


def some_of(publication: str, *, limit: int, cursor: str | None) -> tuple[list[PublicationItem], str | None]:
    """The next of all who were told, and where it goes on, as it is now. One call."""
    after = None
    if cursor is not None:
        after = {"pk": {"S": publication_key(publication)}, "sk": {"S": reader_sort(cursor)}}
    part = engine.query(
        PublicationItem,
        publication_key(publication),
        prefix=reader_sort(),
        limit=limit,
        after=after,
        consistent=True,
    )
    last = part.last_key["sk"]["S"].removeprefix(reader_sort()) if part.last_key else None
    return part.items, last


def page(
    publication: str,
    number: int,
    *,
    read: bool | None,
    scope: str | None,
    limit: int,
    cursor: str | None,
) -> Page[Reader]:
    """Who was told, in the order of their ids: only those who have read this version or not, only those of a
    scope, if said; a page may then be short and have a next one. One call."""
    condition: Condition | None = None
    if read is not None:
        at = PublicationItem.body["read"]
        condition = at >= number if read else at < number
    if scope is not None:
        within: Condition = PublicationItem.body["home"].startswith(scope)
        condition = within if condition is None else condition & within
    found = partition_page(
        PublicationItem,
        publication_key(publication),
        prefix=reader_sort(),
        limit=limit,
        cursor=cursor,
        condition=condition,
    )
    return found.map(lambda item: value_of(item, Reader))


def page_of(person: str, *, unread: bool, limit: int, cursor: str | None) -> Page[Reader]:
    """What somebody was told of, newest first; only what they have not read in its present version, if
    said. One call."""
    body = PublicationItem.body
    condition: Condition | None = None
    if unread:
        condition = (body["read"] < body["told"]) & (body["withdrawn"] == False)  # noqa: E712
    found = index_page(
        PublicationItem,
        reader_key(person),
        limit=limit,
        cursor=cursor,
        condition=condition,
        descending=True,
    )
    return found.map(lambda item: value_of(item, Reader))


def receipt(item: PublicationItem, number: int, now: datetime) -> tuple[Reader, list[Write]]:
    """The reader who has read a version, and what is written: nothing if it was read before."""
    before = value_of(item, Reader)
    if before.read >= number:
        return before, []
    after = replace(before, read=number, read_at=now, version=before.version + 1)
    return after, [save(item, after), _read(after.publication, after.person, number)]


def first_receipt(item: PublicationItem, number: int, now: datetime) -> tuple[Reader, list[Write]]:
    """The same of somebody who came after it was published, and is counted as told of the present version
    with that, whichever they have read."""
    reader = replace(value_of(item, Reader), read=number, read_at=now)
    item.body = body_of(reader)
    raced = Refusal("conflict", retry_after=1)
    counted = [CountItem.told.add(1)]
    if number == reader.told:  # how many read an earlier version nobody is told any more
        counted.append(CountItem.read.add(1))
    count = update(count_of(reader.publication, reader.told, _reading(reader.person)), *counted)
    return reader, [put(item, PublicationItem.pk.does_not_exist(), raced), count]


def _read(publication: str, person: str, number: int) -> Write:
    return update(count_of(publication, number, _reading(person)), CountItem.read.add(1))


def _reading(person: str) -> str:
    return f"READ#{crc32(person.encode()) % _READING}"
