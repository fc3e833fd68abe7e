"""Consultations, their text, the lists in which they stand for everybody, and who is invited."""

from collections.abc import Iterable
from dataclasses import replace
from zlib import crc32

from pynamodb.attributes import NumberAttribute

from functions.publications.consultations.consultation import (
    Comment,
    Consultation,
    Counts,
    Invited,
    Listed,
    State,
    Wording,
)
from functions.publications.documents import issuers
from functions.publications.documents.publication import Issuer
from functions.publications.tables import (
    CONSULTATION,
    TEXT,
    PublicationItem,
    comment_sort,
    commenter_key,
    consultation_key,
    consulting_key,
    count_sort,
    invited_key,
    invited_sort,
    open_key,
    time_sort,
)
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.envelopes import body_of, changed, require_version, unchanged, value_of
from shared.store.pages import Page, index_page, partition_page
from shared.store.settings import Setting
from shared.store.writing import Write, check, commit, put, remove, update
from shared.store.writing import create as created

_SHARDS = 8
"""Items over which the counts of a consultation are spread, so that many may comment at once."""
_RACED = Refusal("conflict", retry_after=1)


class CommentCount(engine.Item):
    """A part of how many comments there are, and how many were answered."""

    table = Setting.PUBLICATIONS_TABLE
    comments = NumberAttribute(null=True)
    answered = NumberAttribute(null=True)


def load(consultation: str, *, consistent: bool = False) -> PublicationItem:
    """The consultation's item; raises ``consultation_not_found``. One call."""
    item = engine.get(PublicationItem, consultation_key(consultation), CONSULTATION, consistent=consistent)
    if item is None:
        raise Refusal("consultation_not_found")
    return item


def load_for(consultation: str, person: str) -> tuple[Consultation, Invited | None]:
    """The consultation, and the person as invited to it, if they are. One call."""
    pk = consultation_key(consultation)
    keys = [(pk, CONSULTATION), (pk, invited_sort(person))]
    found = {item.sk: item for item in engine.get_many(PublicationItem, keys)}
    if CONSULTATION not in found:
        raise Refusal("consultation_not_found")
    invited = found.get(invited_sort(person))
    head = value_of(found[CONSULTATION], Consultation)
    return head, None if invited is None else value_of(invited, Invited)


def wording(consultation: str) -> Wording:
    """What is asked about. One call."""
    item = engine.get(PublicationItem, consultation_key(consultation), TEXT)
    if item is None:
        raise Refusal("consultation_not_found")
    return value_of(item, Wording)


def create(made: Consultation, text: Wording, mark: str | None) -> Consultation:
    """Writes a consultation with its text; the same request repeated answers what stands. One call."""
    item = PublicationItem(consultation_key(made.id), CONSULTATION, version=1, body=body_of(made))
    item.gsi1pk = consulting_key(issuers.key(made.issuer))
    item.gsi1sk = f"{legal_day(made.created_at)}#{made.id}"
    standing = commit(created(item, mark, _RACED), put(_text(made.id, text)))
    return made if standing is None else value_of(standing, Consultation)


def change(item: PublicationItem, after: Consultation, version: int, *others: Write) -> Consultation:
    """Writes the changed consultation and ``others`` if its version is still ``version``. One call."""
    require_version(item, version)
    commit(put(changed(item, after), unchanged(version), Refusal("stale_version")), *others)
    return replace(after, version=version + 1)


def text(consultation: str, said: Wording) -> Write:
    """Writes what is asked about."""
    return put(_text(consultation, said))


def _text(consultation: str, said: Wording) -> PublicationItem:
    return PublicationItem(consultation_key(consultation), TEXT, version=1, body=body_of(said))


def entries(before: Consultation | None, after: Consultation) -> list[Write]:
    """Lists the consultation where everybody finds it, and nowhere else."""
    old = set() if before is None or before.opened_at is None else _places(before)
    new = set() if after.state is State.WITHDRAWN else _places(after)
    entry = Listed(after.id, after.kind, after.title, after.issuer.name, after.due, after.state, after.matter)
    gone = [remove(PublicationItem(*place)) for place in sorted(old - new)]
    there = [put(PublicationItem(*place, version=1, body=body_of(entry))) for place in sorted(new)]
    return [*gone, *there]


def _places(one: Consultation) -> set[tuple[str, str]]:
    return {(open_key(place), f"{one.due}#{one.id}") for place in one.places}


def listed(place: str, *, limit: int, cursor: str | None) -> Page[Listed]:
    """What everybody may comment on in a division or at a station, or could: latest last day first. One
    call."""
    found = partition_page(PublicationItem, open_key(place), limit=limit, cursor=cursor, descending=True)
    return found.map(lambda item: value_of(item, Listed))


def page(issuer: Issuer, year: int, *, limit: int, cursor: str | None) -> Page[Consultation]:
    """What an organ began to consult on in a year, newest first. One call."""
    found = index_page(
        PublicationItem,
        consulting_key(issuers.key(issuer)),
        limit=limit,
        cursor=cursor,
        between=(f"{year}-", f"{year}-~"),
        descending=True,
    )
    return found.map(lambda item: value_of(item, Consultation))


def of_year(issuer: Issuer, year: int) -> list[Consultation]:
    """All of an organ's of a year, oldest first. One call for each megabyte."""
    found: list[Consultation] = []
    after = None
    while True:
        part = engine.query(
            PublicationItem,
            consulting_key(issuers.key(issuer)),
            between=(f"{year}-", f"{year}-~"),
            index=engine.BY_LIST,
            after=after,
        )
        found += [value_of(item, Consultation) for item in part.items]
        after = part.last_key
        if after is None:
            return found


# -- who is invited ----------------------------------------------------------------------------------------


def as_open(consultation: Consultation) -> Write:
    """Holds while the consultation is open, and as it was read: nobody is invited to what was withdrawn, or
    by a last day that has moved."""
    is_open = PublicationItem.body["state"] == State.OPEN.value
    item = PublicationItem(consultation_key(consultation.id), CONSULTATION)
    return check(item, is_open & unchanged(consultation.version), _RACED)


def known(consultation: str, persons: Iterable[str]) -> set[str]:
    """Those of these persons who are invited already. One call for each hundred."""
    keys = [(consultation_key(consultation), invited_sort(person)) for person in persons]
    found = engine.get_many(PublicationItem, keys, consistent=True)
    return {item.sk.removeprefix(invited_sort()) for item in found}


def invite(invited: Invited) -> Write:
    """Invites somebody who is not."""
    pk, sk = consultation_key(invited.consultation), invited_sort(invited.person)
    item = PublicationItem(pk, sk, version=1, body=body_of(invited))
    item.gsi1pk = invited_key(invited.person)
    item.gsi1sk = time_sort(invited.told_at, invited.consultation)
    return put(item, PublicationItem.pk.does_not_exist(), _RACED)


def save_invited(item: PublicationItem, after: Invited) -> Write:
    """Writes what somebody who is invited was told."""
    before = int(item.version)
    return put(changed(item, after), unchanged(before), _RACED)


def some_invited(
    consultation: str, *, limit: int, after: str | None
) -> tuple[list[PublicationItem], str | None]:
    """The next of all who are invited, and where it goes on. One call."""
    pk = consultation_key(consultation)
    start = None if after is None else {"pk": {"S": pk}, "sk": {"S": invited_sort(after)}}
    part = engine.query(PublicationItem, pk, prefix=invited_sort(), limit=limit, after=start, consistent=True)
    last = part.last_key["sk"]["S"].removeprefix(invited_sort()) if part.last_key else None
    return part.items, last


def invited(consultation: str, *, limit: int, cursor: str | None) -> Page[Invited]:
    """Who is invited, in the order of their ids. One call."""
    pk = consultation_key(consultation)
    found = partition_page(PublicationItem, pk, prefix=invited_sort(), limit=limit, cursor=cursor)
    return found.map(lambda item: value_of(item, Invited))


def invitations_of(person: str, *, limit: int, cursor: str | None) -> Page[Invited]:
    """What somebody was invited to comment on, newest first. One call."""
    found = index_page(PublicationItem, invited_key(person), limit=limit, cursor=cursor, descending=True)
    return found.map(lambda item: value_of(item, Invited))


# -- comments ----------------------------------------------------------------------------------------------


def add(comment: Comment, mark: str | None, *others: Write) -> Comment:
    """Writes a comment and counts it; the same request repeated answers what stands. One call. It does not
    test the consultation again: those who comment at once would wait for one another."""
    pk = consultation_key(comment.consultation)
    item = PublicationItem(pk, comment_sort(comment.id), version=1, body=body_of(comment))
    if comment.person is not None:
        item.gsi1pk = commenter_key(comment.person)
        item.gsi1sk = time_sort(comment.at, comment.id)
    count = update(_count(comment), CommentCount.comments.add(1))
    standing = commit(created(item, mark, _RACED), count, *others)
    return comment if standing is None else value_of(standing, Comment)


def comment(consultation: str, id_: str) -> Comment | None:
    """A comment, if it is there. One call."""
    item = engine.get(PublicationItem, consultation_key(consultation), comment_sort(id_))
    return None if item is None else value_of(item, Comment)


def some_comments(consultation: str, ids: Iterable[str]) -> list[PublicationItem]:
    """These comments as they are now; raises ``comment_not_found``. One call for each hundred."""
    wanted = [(consultation_key(consultation), comment_sort(id_)) for id_ in dict.fromkeys(ids)]
    found = engine.get_many(PublicationItem, wanted, consistent=True)
    if len(found) < len(wanted):
        raise Refusal("comment_not_found")
    return found


def answered(items: Iterable[tuple[PublicationItem, Comment]]) -> list[Write]:
    """Writes the answers to comments and counts them."""
    writes: list[Write] = []
    counts: dict[str, int] = {}
    for item, after in items:
        before = int(item.version)
        writes.append(put(changed(item, after), unchanged(before), _RACED))
        shard = _count(after).sk
        counts[shard] = counts.get(shard, 0) + 1
        pk = item.pk
    writes += [update(CommentCount(pk, sk), CommentCount.answered.add(n)) for sk, n in counts.items()]
    return writes


def comments(
    consultation: str, *, article: int | None, waiting: bool, limit: int, cursor: str | None
) -> Page[Comment]:
    """Comments in the order of their ids: only on one article, only those without an answer, if said; a page
    may then be short and have a next one. One call."""
    body = PublicationItem.body
    condition = None
    if article is not None:
        condition = body["article"] == article
    if waiting:
        unanswered = body["outcome"].does_not_exist()
        condition = unanswered if condition is None else condition & unanswered
    found = partition_page(
        PublicationItem,
        consultation_key(consultation),
        prefix=comment_sort(),
        limit=limit,
        cursor=cursor,
        condition=condition,
    )
    return found.map(lambda item: value_of(item, Comment))


def comments_of(person: str, *, limit: int, cursor: str | None) -> Page[Comment]:
    """What somebody commented, newest first. One call."""
    found = index_page(PublicationItem, commenter_key(person), limit=limit, cursor=cursor, descending=True)
    return found.map(lambda item: value_of(item, Comment))


def counts_of(consultations: Iterable[str]) -> dict[str, Counts]:
    """How many comments each has, and how many were answered. One call for each twelve."""
    pks = {consultation_key(id_): id_ for id_ in consultations}
    keys = [(pk, count_sort(str(shard))) for pk in pks for shard in range(_SHARDS)]
    found: dict[str, Counts] = {}
    for item in engine.get_many(CommentCount, keys):
        id_ = pks[item.pk]
        so_far = found.get(id_, Counts())
        found[id_] = Counts(
            so_far.comments + int(item.comments or 0), so_far.answered + int(item.answered or 0)
        )
    return found


def _count(comment: Comment) -> CommentCount:
    shard = crc32(comment.id.encode()) % _SHARDS
    return CommentCount(consultation_key(comment.consultation), count_sort(str(shard)))
