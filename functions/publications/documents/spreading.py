"""Telling an audience: a job that splits into one for each part, each a page at a time.

Who is told, their notice and the count are one transaction, under the condition that they were not told
before: whatever is killed or repeated, nobody is told twice and nobody is left out. A new version closes the
parts of the one before, whose items stand in every transaction of theirs: from then on nobody is told of the
old one, so all who were told of it are found when its readers are told of the new one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from functions.publications import jobs
from functions.publications.documents import audience, fulfilling, readers, store
from functions.publications.documents.publication import Publication, Reader, State
from functions.publications.documents.readers import CountItem
from functions.publications.documents.store import Superseded
from functions.publications.jobs import Job
from functions.publications.tables import PublicationItem, publication_key
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.inbox import NoticeItem, notice
from shared.store.writing import Write, commit, put, update

SPLIT, PART, WITHDRAWN = "publication_split", "publication_part", "publication_withdrawn"
"""Kinds of jobs. The first two tell ``number``, the version; a part's also ``part``."""
READERS = "READERS"
"""The part of a new version that consists of those who were told of an earlier one."""
_WHOLE = "WHOLE"
"""Stands among the parts until all of them are made."""
_PAGE = 100
"""Entries of the Registry, or readers, of one step."""
_AT_ONCE = 45
"""Persons told in one transaction: two writes each, and the count (AWS: 100)."""
_PARTS_AT_ONCE = 40
_ATTEMPTS = 6
_NEW, _ANEW = NoticeKind.DOCUMENT_PUBLISHED, NoticeKind.DOCUMENT_REVISED
_GONE = NoticeKind.DOCUMENT_WITHDRAWN
T = TypeVar("T")


def published(publication: Publication, note: str | None, at: datetime) -> Write:
    """The job that tells of the version that is published; ``note`` tells its readers what is new."""
    number = publication.number
    return _put(jobs.new(SPLIT, publication.id, at, str(number), number=number, note=note or ""))


def withdrawn(publication: Publication, at: datetime) -> Write:
    """The job that tells readers that it is withdrawn."""
    return _put(jobs.new(WITHDRAWN, publication.id, at, "withdrawn", number=publication.number))


def split(job: Job) -> Job:
    """Closes what tells of earlier versions, then makes a job of each part."""
    publication = _publication(job)
    number = int(job.data["number"])
    wanted = audience.parts(publication.audience)
    wanted += [READERS] if number > 1 else []
    if job.cursor is None:
        _close(publication.id, number)
    begin = int(job.cursor or 0)
    chosen = wanted[begin : begin + _PARTS_AT_ONCE]
    after = begin + len(chosen)
    try:
        _make_parts(job, chosen, number)
        if after >= len(wanted):
            _finish(publication.id, number, _WHOLE)
    except Superseded:
        return replace(job, finished=True)
    return replace(job, cursor=str(after), done=after, finished=after >= len(wanted))


def part(job: Job) -> Job:
    """Tells the next of a part. Who is found in two parts is told in one."""
    publication = _publication(job)
    number, name = int(job.data["number"]), str(job.data["part"])
    if publication.number != number or publication.state is not State.PUBLISHED:
        return replace(job, finished=True)
    try:
        if name == READERS:
            found, cursor = _revised(job, publication)
        else:
            found, cursor = _first_told(job, publication, name)
        if cursor is None:
            _finish(publication.id, number, name)
    except Superseded:
        return replace(job, finished=True)
    return replace(job, cursor=cursor, done=job.done + found, finished=cursor is None)


def withdraw(job: Job) -> Job:
    """Tells the next readers that it is withdrawn, once nobody is told of it any more."""
    if job.cursor is None:
        _close(job.about, int(job.data["number"]) + 1)
    publication = _publication(job)
    words = _words(publication, publication.reason)

    def attempt() -> tuple[int, str | None]:
        items, cursor = readers.some_of(job.about, limit=_PAGE, cursor=job.cursor)
        for chosen in _chunks([item for item in items if not value_of(item, Reader).withdrawn]):
            writes: list[Write] = []
            for item in chosen:
                after = replace(value_of(item, Reader), withdrawn=True)
                writes.append(readers.save(item, after))
                writes.append(_notice(publication, after.person, _GONE, job.at, words))
            commit(*writes)
        return len(items), cursor

    found, cursor = _settled(attempt)
    return replace(job, cursor=cursor, done=job.done + found, finished=cursor is None)


def _first_told(job: Job, publication: Publication, name: str) -> tuple[int, str | None]:
    day, words = legal_day(job.at), _words(publication)
    persons, cursor = audience.some_of(publication.audience, name, day, limit=_PAGE, cursor=job.cursor)
    once = {person.id: person for person in persons}

    def attempt() -> None:
        told = readers.known(publication.id, once)
        for chosen in _chunks([person for id_, person in once.items() if id_ not in told]):
            writes: list[Write] = []
            for person in chosen:
                item = readers.new_item(publication, person, job.at)
                raced = Refusal("conflict", retry_after=1)
                writes.append(put(item, PublicationItem.pk.does_not_exist(), raced))
                writes.append(_notice(publication, person.id, _NEW, job.at, words))
            commit(*writes, _counted(publication, name, len(chosen)))

    _settled(attempt)
    return len(once), cursor


def _revised(job: Job, publication: Publication) -> tuple[int, str | None]:
    words = _words(publication, job.data.get("note"))

    def attempt() -> tuple[int, str | None]:
        items, cursor = readers.some_of(publication.id, limit=_PAGE, cursor=job.cursor)
        for chosen in _chunks([one for one in items if value_of(one, Reader).told < publication.number]):
            writes: list[Write] = []
            for item in chosen:
                before = value_of(item, Reader)
                after = replace(before, told=publication.number, told_at=job.at, title=publication.title)
                writes.append(readers.save(item, after))
                writes.append(_notice(publication, after.person, _ANEW, job.at, words))
            commit(*writes, _counted(publication, READERS, len(chosen)))
        return len(items), cursor

    return _settled(attempt)


def _chunks(found: Sequence[T]) -> Iterator[Sequence[T]]:
    """Those who are told in one transaction."""
    return (found[begin : begin + _AT_ONCE] for begin in range(0, len(found), _AT_ONCE))


def _counted(publication: Publication, name: str, number: int) -> Write:
    """Adds to the count of a part, which is neither missing nor closed."""
    condition = CountItem.pk.exists() & CountItem.closed.does_not_exist()
    return update(
        readers.count_of(publication.id, publication.number, name),
        CountItem.told.add(number),
        condition=condition,
        otherwise=Superseded("conflict"),
    )


def _words(publication: Publication, reason: str | None = None) -> dict[str, str]:
    """What the notices of a publication are filled with."""
    words = {"title": publication.title, "name": publication.issuer.name, **fulfilling.basis_of(publication)}
    return words | ({"reason": reason} if reason else {})


def _notice(
    publication: Publication, person: str, kind: NoticeKind, at: datetime, words: dict[str, str]
) -> Write:
    about, cause = f"publication:{publication.id}", str(publication.number)
    made = notice(person, kind, about, at, words, cause=cause)
    return put(made, NoticeItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))


def _make_parts(job: Job, chosen: list[str], number: int) -> None:
    """The items of these parts and their jobs, unless they are there, and that of the whole, which is
    finished once all are made. Two calls."""
    pk, raced = publication_key(job.about), Refusal("conflict", retry_after=1)
    sorts = {name: readers.part_sort(number, name) for name in (_WHOLE, *chosen)}
    items = engine.get_many(CountItem, [(pk, sort) for sort in sorts.values()], consistent=True)
    there = {item.sk for item in items}
    writes: list[Write] = []
    for name, sort in sorts.items():
        if sort not in there:
            part_item = readers.count_of(job.about, number, name)
            writes.append(put(part_item, CountItem.pk.does_not_exist(), raced))
            if name != _WHOLE:
                made = jobs.new(PART, job.about, job.at, f"{number}#{name}", **{**job.data, "part": name})
                writes.append(_put(made))
    commit(store.as_published(job.about, number), *writes)


def _finish(publication: str, number: int, name: str) -> None:
    commit(update(readers.count_of(publication, number, name), CountItem.finished.set(True)))


def _close(publication: str, number: int) -> None:
    """From now on nobody is told of a version before ``number``. Versions have no more parts by now: these
    are made only while theirs is the one that is published."""
    for item in readers.parts_before(publication, number):
        if not item.closed:
            commit(update(item, CountItem.closed.set(True)))


def _publication(job: Job) -> Publication:
    return value_of(store.load(job.about, consistent=True), Publication)


def _put(job: Job) -> Write:
    return put(jobs.item(job), PublicationItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))


def _settled(attempt: Callable[[], T]) -> T:
    """Tries again, from reading on, what another change came between; raises ``conflict`` in the end."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return attempt()
        except Superseded:
            raise
        except Refusal as refusal:
            if refusal.code != "conflict":
                raise
    return attempt()


STEPS: dict[str, jobs.Step] = {SPLIT: split, PART: part, WITHDRAWN: withdraw}
