"""Publications and their versions, in the Publications table."""

from dataclasses import replace

from functions.publications.documents import issuers
from functions.publications.documents.publication import Issuer, Publication, State, Version
from functions.publications.tables import (
    PUBLICATION,
    PublicationItem,
    issued_key,
    publication_key,
    reader_sort,
    version_sort,
)
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.store import engine, objects
from shared.store.envelopes import body_of, changed, require_version, unchanged, value_of
from shared.store.objects import Form
from shared.store.pages import Page, index_page, partition_page
from shared.store.settings import Setting, setting
from shared.store.writing import Write, check, commit, is_repeated, put
from shared.store.writing import create as created

MAX_BYTES = 20 * 1024 * 1024
MOST_VERSIONS = 50


class Superseded(Refusal):
    """Another version is published, or it is withdrawn: nobody is told of this one any more."""


def load(publication: str, *, consistent: bool = False) -> PublicationItem:
    """The publication's item; raises ``document_not_found``. One call; ``consistent`` before a change."""
    item = engine.get(PublicationItem, publication_key(publication), PUBLICATION, consistent=consistent)
    if item is None:
        raise Refusal("document_not_found")
    return item


def load_for(publication: str, person: str) -> tuple[PublicationItem, PublicationItem | None]:
    """The publication's item and that of the person as its reader, as they are now. One call. Raises
    ``document_not_found``."""
    pk = publication_key(publication)
    keys = [(pk, PUBLICATION), (pk, reader_sort(person))]
    found = {item.sk: item for item in engine.get_many(PublicationItem, keys, consistent=True)}
    if PUBLICATION not in found:
        raise Refusal("document_not_found")
    return found[PUBLICATION], found.get(reader_sort(person))


def create(publication: Publication, mark: str | None) -> Publication:
    """Writes a new one; the same request repeated answers what stands there. One call."""
    key = publication_key(publication.id)
    item = _listed(PublicationItem(key, PUBLICATION, version=1, body=body_of(publication)), publication)
    standing = commit(created(item, mark, Refusal("conflict", retry_after=1)))
    return publication if standing is None else value_of(standing, Publication)


def change(item: PublicationItem, after: Publication, version: int, *others: Write) -> Publication:
    """Writes the changed publication and ``others``, all or nothing, if its version is still ``version``;
    raises ``stale_version`` and what ``others`` refuse. One call."""
    require_version(item, version)
    _listed(changed(item, after), after)
    commit(put(item, unchanged(version), Refusal("stale_version")), *others)
    return replace(after, version=version + 1)


def _listed(item: PublicationItem, publication: Publication) -> PublicationItem:
    """By the legal day on which it was published; until then by that of its issue."""
    at = publication.published_at
    day = publication.issued_on if at is None else legal_day(at)
    item.gsi1pk, item.gsi1sk = issued_key(issuers.key(publication.issuer)), f"{day}#{publication.id}"
    return item


def page(
    issuer: Issuer, year: int, state: State | None, *, limit: int, cursor: str | None
) -> Page[Publication]:
    """What an issuer published in a year, or issued and did not yet publish, newest first; only of a state
    if one is named. One call."""
    found = index_page(
        PublicationItem,
        issued_key(issuers.key(issuer)),
        limit=limit,
        cursor=cursor,
        between=(f"{year}-", f"{year}-~"),
        condition=None if state is None else PublicationItem.body["state"] == state.value,
        descending=True,
    )
    return found.map(lambda item: value_of(item, Publication))


def of_days(issuer: Issuer, first: str, last: str) -> list[Publication]:
    """All of an issuer that stand in its list from one day to another (``2026``: a whole year). One call for
    each megabyte, some thousand of them."""
    found: list[Publication] = []
    after = None
    while True:
        part = engine.query(
            PublicationItem,
            issued_key(issuers.key(issuer)),
            between=(first, f"{last}~"),
            index=engine.BY_LIST,
            after=after,
        )
        found += [value_of(item, Publication) for item in part.items]
        after = part.last_key
        if after is None:
            return found


def as_published(publication: str, number: int) -> Write:
    """Holds while this version of it is the one that is published; else :class:`Superseded`."""
    body = PublicationItem.body
    condition = (body["number"] == number) & (body["state"] == State.PUBLISHED.value)
    return check(
        PublicationItem(publication_key(publication), PUBLICATION), condition, Superseded("conflict")
    )


# -- versions ----------------------------------------------------------------------------------------------


def add_version(version: Version, mark: str | None) -> Version:
    """Stores the next version (its ``number`` follows those that there are); the same request repeated
    answers the first. Two calls. Raises ``limit_reached``, ``conflict``."""
    key = publication_key(version.publication)
    known = engine.query_all(PublicationItem, key, version_sort())
    for item in known:
        if is_repeated(item.request, mark):
            return value_of(item, Version)
    if len(known) >= MOST_VERSIONS:
        raise Refusal("limit_reached", limit=MOST_VERSIONS)
    made = replace(version, number=len(known) + 1)
    new = PublicationItem(key, version_sort(made.number), version=1, body=body_of(made))
    standing = commit(created(new, mark, Refusal("conflict", retry_after=1)))
    return made if standing is None else value_of(standing, Version)


def load_version(publication: str, number: int, *, consistent: bool = False) -> PublicationItem:
    """The item of a version; raises ``document_version_not_found``. One call."""
    key = publication_key(publication)
    item = engine.get(PublicationItem, key, version_sort(number), consistent=consistent)
    if item is None:
        raise Refusal("document_version_not_found")
    return item


def versions(publication: str, *, drafts: bool, limit: int, cursor: str | None) -> Page[Version]:
    """The versions of a publication, newest first; without ``drafts`` those that were published. One call."""
    found = partition_page(
        PublicationItem,
        publication_key(publication),
        prefix=version_sort(),
        limit=limit,
        cursor=cursor,
        condition=None if drafts else PublicationItem.body["published_at"].exists(),
        descending=True,
    )
    return found.map(lambda item: value_of(item, Version))


def save_version(item: PublicationItem, after: Version) -> Write:
    """Writes a changed version, if nobody changed it meanwhile: else ``conflict``."""
    before = int(item.version)
    return put(changed(item, after), unchanged(before), Refusal("conflict", retry_after=1))


def form(version: Version) -> Form:
    """The form by which its file is sent. No call."""
    bucket = setting(Setting.DOCUMENTS_BUCKET)
    return objects.form(bucket, _object(version), MAX_BYTES, version.media_type)


def stored(version: Version) -> objects.Stored | None:
    """Its file, if it has come. One call of the store."""
    return objects.find(setting(Setting.DOCUMENTS_BUCKET), _object(version))


def address(version: Version) -> str | None:
    """Where its file is fetched, for a short time; ``None`` without one. No call."""
    if version.filename is None or version.media_type is None or version.arrived_at is None:
        return None
    bucket = setting(Setting.DOCUMENTS_BUCKET)
    return objects.address(bucket, _object(version), version.object, version.filename, version.media_type)


def _object(version: Version) -> str:
    return f"publications/{version.publication}/{version.number}"
