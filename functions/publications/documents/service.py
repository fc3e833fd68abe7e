"""What is decided about publications: drafted, completed, published, revised, withdrawn, read."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from functions.publications.documents import (
    audience,
    fulfilling,
    issuers,
    readers,
    recording,
    spreading,
    store,
)
from functions.publications.documents.publication import (
    Dispatch,
    Issuer,
    Publication,
    Reader,
    State,
    Version,
)
from functions.publications.tables import PublicationItem
from shared.domain.clock import legal_day, year_after
from shared.domain.errors import Refusal, invalid
from shared.domain.roles import Caller
from shared.store.envelopes import require_version, value_of
from shared.store.objects import Form
from shared.store.pages import Page
from shared.store.writing import commit

MOST_DISPATCHES = 20


class Seen(NamedTuple):
    """A publication as the caller sees it: ``own`` for who issues or audits it, ``reader`` who reads it,
    ``content`` its published version."""

    publication: Publication
    own: bool
    reader: Reader | None
    content: Version | None


def draft(fields: dict[str, Any], new: str, mark: str | None, caller: Caller, now: datetime) -> Publication:
    """A draft. Raises ``division_not_found``, ``unit_not_found``, ``role_missing``, ``out_of_scope`` and what
    :func:`_checked` does. One call, another for a unit, another with groups."""
    issuer = issuers.load(fields.pop("issuer_kind"), fields.pop("issuer"))
    issuers.require(caller, issuer)
    made = Publication(id=new, issuer=issuer, created_by=caller.person, created_at=now, **fields)
    _check(made, legal_day(now))
    return store.create(made, mark)


def rewrite(
    publication: str, fields: dict[str, Any], version: int, caller: Caller, now: datetime
) -> Publication:
    """A draft with other fields; its issuer stays. Two calls, three with groups."""
    item, found = _own(publication, version, caller)
    _require_state(found, State.DRAFT)
    after = replace(found, **fields)
    _check(after, legal_day(now))
    return store.change(item, after, version)


def add_version(
    publication: str, fields: dict[str, Any], mark: str | None, caller: Caller, now: datetime
) -> tuple[Version, Form | None]:
    """The next version, and the form by which its file is sent, if it has one. Three calls."""
    found = value_of(store.load(publication), Publication)
    issuers.require(caller, found.issuer)
    if found.state is State.WITHDRAWN:
        raise Refusal("document_state", state=found.state)
    blank = Version(publication, 0, added_by=caller.person, added_at=now, **fields)
    made = store.add_version(blank, mark)
    return made, None if made.filename is None else store.form(made)


def arrive(publication: str, number: int, caller: Caller, now: datetime) -> Version:
    """Notes that a version's file has come: kept once, and read by that version of it from then on. Confirmed
    again, nothing changes. Three calls of the database, two the second time. Raises ``document_not_sent``."""
    found = value_of(store.load(publication), Publication)
    issuers.require(caller, found.issuer)
    item = store.load_version(publication, number, consistent=True)
    version = value_of(item, Version)
    if version.complete:
        return version
    stored = store.stored(version)
    if stored is None:
        raise Refusal("document_not_sent")
    after = replace(version, arrived_at=min(stored.at, now), size=stored.size, object=stored.version)
    commit(store.save_version(item, after))
    return after


def publish(publication: str, number: int, version: int, caller: Caller, now: datetime) -> Publication:
    """Publishes a version: the first one, or one that takes the place of the one before. Telling its audience
    is a job's. The first time, each item is recorded as told that day. Three calls, four with items.

    Raises ``document_version_not_found``, ``document_version_old``, ``document_not_sent``.
    """
    item, found = _own(publication, version, caller)
    if found.state is State.WITHDRAWN:
        raise Refusal("document_state", state=found.state)
    if number <= found.number:
        raise Refusal("document_version_old", number=found.number)
    content = store.load_version(publication, number, consistent=True)
    chosen = value_of(content, Version)
    if not chosen.complete:
        raise Refusal("document_not_sent")
    first = found.published_at is None
    after = replace(
        found, state=State.PUBLISHED, number=number, published_at=now if first else found.published_at
    )
    recorded = recording.told(after, caller.person, now) if first else []
    shown = store.save_version(content, replace(chosen, published_at=now))
    told = spreading.published(after, chosen.note, now)
    return store.change(item, after, version, shown, told, *recorded)


def withdraw(publication: str, reason: str, version: int, caller: Caller, now: datetime) -> Publication:
    """Withdraws what is published: its readers are told by a job, and its records are void, unless the issuer
    told the same item the same day otherwise. A draft is given up, and nobody is told. Two calls, three with
    items."""
    item, found = _own(publication, version, caller)
    after = replace(found, state=State.WITHDRAWN, reason=reason)
    if found.state is State.DRAFT:
        return store.change(item, after, version)
    _require_state(found, State.PUBLISHED)
    voided = recording.withdrawn(found, reason, caller.person, now)
    return store.change(item, after, version, spreading.withdrawn(after, now), *voided)


def dispatch(
    publication: str, fields: dict[str, Any], version: int, caller: Caller, now: datetime
) -> Publication:
    """Notes that it was also sent by another channel that a rule names (Datong art. 8: by post). Two calls.
    Raises ``day_out_of_range``, ``limit_reached``, ``invalid_request``."""
    item, found = _own(publication, version, caller)
    _require_state(found, State.PUBLISHED)
    fulfilling.require_channel(fields["channel"], found)
    if not found.issued_on <= fields["on"] <= legal_day(now):
        raise Refusal("day_out_of_range")
    if len(found.dispatches) >= MOST_DISPATCHES:
        raise Refusal("limit_reached", limit=MOST_DISPATCHES)
    sent = Dispatch(by=caller.person, at=now, **fields)
    return store.change(item, replace(found, dispatches=(*found.dispatches, sent)), version)


def see(publication: str, caller: Caller, now: datetime) -> Seen:
    """The publication as the caller may see it: whoever was told of it, whom its audience includes now, who
    issues or audits it. Raises ``document_not_found`` for others. Two calls, three or four for a deputy
    who came later."""
    item, reading = store.load_for(publication, caller.person)
    found = value_of(item, Publication)
    own = issuers.oversees(caller, found.issuer)
    reader = None if reading is None else value_of(reading, Reader)
    if not own and reader is None:
        reading = _latecomer(found, caller, now)
        reader = value_of(reading, Reader)
    content = None
    if found.number and (own or found.state is State.PUBLISHED):
        content = value_of(store.load_version(publication, found.number), Version)
    return Seen(found, own, reader, content)


def versions(
    publication: str, caller: Caller, now: datetime, *, limit: int, cursor: str | None
) -> Page[Version]:
    """Its versions, for whoever may :func:`see` it: to who issues it also those that were not published, to
    readers none of what is withdrawn. Two calls, three or four for a deputy who came later."""
    item, reading = store.load_for(publication, caller.person)
    found = value_of(item, Publication)
    own = issuers.oversees(caller, found.issuer)
    if not own and reading is None:
        _latecomer(found, caller, now)
    if not own and found.state is State.WITHDRAWN:
        return Page([], None)
    return store.versions(publication, drafts=own, limit=limit, cursor=cursor)


def read(publication: str, number: int, caller: Caller, now: datetime) -> Reader:
    """Notes that the caller has read a version; who has, has. Two calls, one the second time, three or four
    for a deputy who came later. Raises ``document_not_found``, ``document_version_not_found``."""
    item, reading = store.load_for(publication, caller.person)
    found = value_of(item, Publication)
    if reading is None:
        reading = _latecomer(found, caller, now)
        reader, writes = readers.first_receipt(reading, number, now)
    else:
        reader, writes = readers.receipt(reading, number, now)
    if number > found.number:
        raise Refusal("document_version_not_found")
    if found.state is not State.PUBLISHED:
        raise Refusal("document_state", state=found.state)
    if writes:
        commit(*writes)
    return reader


def overseen(publication: str, caller: Caller) -> Publication:
    """The publication, for who issues or audits it. Raises ``document_not_found``, ``role_missing``,
    ``out_of_scope``. One call."""
    found = value_of(store.load(publication), Publication)
    issuers.require_oversight(caller, found.issuer)
    return found


def owed(issuer: Issuer, year: int, now: datetime) -> list[fulfilling.Owed]:
    """All that an issuer owes its deputies in a year. One call for each megabyte of what it published."""
    return fulfilling.board(issuer, store.of_days(issuer, f"{year}-", f"{year}-"), year, now)


def _latecomer(found: Publication, caller: Caller, now: datetime) -> PublicationItem:
    person = None
    if found.state is State.PUBLISHED:
        person = audience.meant(found.audience, caller, legal_day(now))
    if person is None:
        raise Refusal("document_not_found")
    return readers.new_item(found, person, now)


def _own(publication: str, version: int, caller: Caller) -> tuple[PublicationItem, Publication]:
    item = store.load(publication, consistent=True)
    found = value_of(item, Publication)
    issuers.require(caller, found.issuer)
    require_version(item, version)
    return item, found


def _require_state(found: Publication, state: State) -> None:
    if found.state is not state:
        raise Refusal("document_state", state=found.state)


def _check(made: Publication, today: date) -> None:
    """Raises ``day_out_of_range`` for what was issued tomorrow or over a year ago, ``invalid_request`` for an
    item that no rule there wants told, ``audience_partial``, and what `audience.require` does."""
    if made.issued_on > today or year_after(made.issued_on) < today:
        raise Refusal("day_out_of_range")
    fulfilling.require_items(made.items, made.issuer, made.issued_on)
    fulfilling.require_everybody(made)
    audience.require(made.audience, made.issuer)
    if len(set(made.items)) < len(made.items):
        raise invalid("body.items", "事项重复", "an item stands twice")
