"""What was made known and to whom, what was asked and answered, what was filed."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from functions.publications.consultations import store as consultations
from functions.publications.consultations.consultation import Comment, Consultation, Invited, Wording
from functions.publications.documents import issuers, readers
from functions.publications.documents.publication import IssuerKind, Publication, Reader, State, Version
from functions.publications.filings.filing import Below, Filing
from functions.publications.tables import (
    CONSULTATION,
    FILING,
    PUBLICATION,
    TEXT,
    comment_sort,
    commenter_key,
    consulting_key,
    count_sort,
    filed_key,
    filings_key,
    invited_key,
    invited_sort,
    issued_key,
    reader_key,
    reader_sort,
    time_sort,
    told_key,
    version_sort,
)
from infra.audit.finding import Code, Finding, Snapshot, found, missing
from infra.audit.snapshot import Stored, expected
from shared.domain.clock import legal_day
from shared.regulations.inputs import PUBLICATION as TOLD
from shared.store import records

TABLE, RECORDS = "Publications", "Records"


def listings(snapshot: Snapshot) -> Iterator[Finding]:
    """Each stands in the list of who issued it, each reader and each who is invited in their own."""
    for item, one in snapshot.values(TABLE, PUBLICATION, PUBLICATION, Publication):
        day = one.issued_on if one.published_at is None else legal_day(one.published_at)
        place = issued_key(issuers.key(one.issuer)), f"{day}#{one.id}"
        yield from _placed(Code.PUBLICATION_LISTING, item, place)
    for item, reader in snapshot.values(TABLE, PUBLICATION, reader_sort(), Reader):
        place = reader_key(reader.person), time_sort(reader.told_at, reader.publication)
        yield from _placed(Code.PUBLICATION_LISTING, item, place)
    for item, asked in snapshot.values(TABLE, CONSULTATION, CONSULTATION, Consultation):
        place = consulting_key(issuers.key(asked.issuer)), f"{legal_day(asked.created_at)}#{asked.id}"
        yield from _placed(Code.CONSULTATION_LIST, item, place)
    for item, guest in snapshot.values(TABLE, CONSULTATION, invited_sort(), Invited):
        own = item.fields.get("gsi1pk")
        if own != invited_key(guest.person) or item.sk != invited_sort(guest.person):
            yield found(Code.CONSULTATION_LIST, item, f"is not found by {guest.person}")


def _placed(code: Code, item: Stored, place: tuple[str, str]) -> Iterator[Finding]:
    stands = item.fields.get("gsi1pk"), item.fields.get("gsi1sk")
    if stands != place:
        yield found(code, item, f"stands in the list under {stands}, by what it says under {place}")


def orphans(snapshot: Snapshot) -> Iterator[Finding]:
    """What belongs to a publication or a consultation belongs to one that exists, with its text."""
    for kind in (PUBLICATION, CONSULTATION):
        for pk in snapshot.partitions(TABLE, kind):
            if snapshot.get(TABLE, pk, kind) is None:
                for item in snapshot.partition(TABLE, pk).values():
                    yield found(Code.PUBLICATION_ORPHAN, item, f"there is no such {kind.lower()}")
    for item in snapshot.kind(TABLE, CONSULTATION, CONSULTATION):
        text = snapshot.read(TABLE, item.pk, TEXT, Wording)
        if text is None or len(text.articles) != item.body.get("articles"):
            yield found(Code.PUBLICATION_ORPHAN, item, "its text is not there, or has other articles")


def versions(snapshot: Snapshot) -> Iterator[Finding]:
    """Versions are numbered from one on; the one that is published is there and was published."""
    for item, one in snapshot.values(TABLE, PUBLICATION, PUBLICATION, Publication):
        made = [snapshot.value(each, Version) for each in snapshot.begins(TABLE, item.pk, version_sort())]
        numbers = [each.number for each in made if each is not None]
        if numbers != list(range(1, len(made) + 1)):
            yield found(Code.PUBLICATION_VERSIONS, item, f"has the versions {numbers}")
        shown = {each.number for each in made if each is not None and each.published_at is not None}
        if one.number and one.number not in shown:
            yield found(Code.PUBLICATION_VERSIONS, item, f"shows version {one.number}, never published")
        if one.state is State.PUBLISHED and not one.number:
            yield found(Code.PUBLICATION_VERSIONS, item, "is published and shows no version")


def told(snapshot: Snapshot) -> Iterator[Finding]:
    """As many are counted as told of the present version, and as having read it, as are and have."""
    for item, one in snapshot.values(TABLE, PUBLICATION, PUBLICATION, Publication):
        known = [snapshot.value(each, Reader) for each in snapshot.begins(TABLE, item.pk, reader_sort())]
        counts = snapshot.begins(TABLE, item.pk, readers.part_sort(one.number))
        for what in ("told", "read"):
            counted = sum(each.of(what) for each in counts)
            there = sum(each is not None and getattr(each, what) == one.number for each in known)
            if one.number and counted != there:
                yield found(Code.READERS, item, f"counts {counted} who {what}, and {there} did")
        unfinished = [each.sk for each in counts if not _is_over(each)]
        if one.state is State.PUBLISHED and (unfinished or not counts):
            words = f"is not yet told to all: {unfinished}"
            yield found(Code.READERS, item, words, settles=True)


def _is_over(count: Stored) -> bool:
    return "#READ#" in count.sk or bool(count.fields.get("finished") or count.fields.get("closed"))


def items_told(snapshot: Snapshot) -> Iterator[Finding]:
    """Of each item and day so many publications stand as are counted; the record counts while one does."""
    stand: Counter[tuple[str, str]] = Counter()
    where: dict[tuple[str, str], tuple[str, str]] = {}
    for _, one in snapshot.values(TABLE, PUBLICATION, PUBLICATION, Publication):
        if one.published_at is None:
            continue
        day = legal_day(one.published_at)
        own = records.unit_key if one.issuer.kind is IssuerKind.UNIT else records.committee_key
        for told_item in one.items:
            place = told_key(issuers.key(one.issuer), day), told_item
            stand[place] += one.state is State.PUBLISHED
            where[place] = own(one.issuer.id), records.record_sort(day, TOLD, told_item)
    for item in snapshot.kind(TABLE, "TOLD"):
        if (item.pk, item.sk) not in where:
            yield found(Code.ITEM_TOLD, item, "no publication told it")
    for place, record_place in where.items():
        tally = snapshot.get(TABLE, *place)
        counted = 0 if tally is None else tally.of("standing")
        record = snapshot.get(RECORDS, *record_place)
        if counted != stand[place]:
            yield missing(Code.ITEM_TOLD, TABLE, *place, f"counts {counted}, and {stand[place]} stand")
        if record is None or record.is_void == bool(stand[place]):
            words = "not there" if record is None else "void" if record.is_void else "not void"
            yield missing(Code.ITEM_TOLD, TABLE, *place, f"its record is {words}, and {stand[place]} stand")


def consultation_lists(snapshot: Snapshot) -> Iterator[Finding]:
    """What everybody may comment on stands in the lists of its places, as it is, and nowhere else."""
    due: dict[tuple[str, str], tuple[Stored, Stored]] = {}
    for item, one in snapshot.values(TABLE, CONSULTATION, CONSULTATION, Consultation):
        if one.opened_at is None:
            continue
        for write in consultations.entries(None, one):
            entry = expected(TABLE, write.item)
            due[entry.pk, entry.sk] = item, entry
    for place, (item, entry) in due.items():
        standing = snapshot.get(TABLE, *place)
        if standing is None or standing.body != entry.body:
            yield found(Code.CONSULTATION_LIST, item, f"is not in {place[0]} as it is")
    for item in snapshot.kind(TABLE, "CONSULTATIONS"):
        if (item.pk, item.sk) not in due:
            yield found(Code.CONSULTATION_LIST, item, "nothing is open to comments behind this entry")


def comments(snapshot: Snapshot) -> Iterator[Finding]:
    """So many comments are counted as there are, and so many answered as were; who signed in finds theirs."""
    there: dict[str, Counter[str]] = defaultdict(Counter)
    for item, one in snapshot.values(TABLE, CONSULTATION, comment_sort(), Comment):
        there[item.pk]["comments"] += 1
        there[item.pk]["answered"] += one.outcome is not None
        listed = None if one.person is None else commenter_key(one.person)
        if item.fields.get("gsi1pk") != listed:
            yield found(Code.COMMENTS, item, f"is not among the comments of {one.person or 'nobody'}")
    for item in snapshot.kind(TABLE, CONSULTATION, CONSULTATION):
        counts = snapshot.begins(TABLE, item.pk, count_sort())
        for what in ("comments", "answered"):
            counted = sum(each.of(what) for each in counts)
            if counted != there[item.pk][what]:
                yield found(Code.COMMENTS, item, f"counts {counted} {what}, and has {there[item.pk][what]}")


def filings(snapshot: Snapshot) -> Iterator[Finding]:
    """Who receives filings sees of each division the last one, as it was answered."""
    last: dict[tuple[str, str], Filing] = {}
    for item, one in snapshot.values(TABLE, FILING, FILING, Filing):
        if item.fields.get("gsi1pk") != filed_key(one.division):
            yield found(Code.FILING, item, "is not among what its division filed")
        place = filings_key(one.receiver), one.division
        if place not in last or (last[place].at, last[place].id) < (one.at, one.id):
            last[place] = one
    for item in snapshot.kind(TABLE, "FILINGS"):
        if (item.pk, item.sk) not in last:
            yield found(Code.FILING, item, "nothing was filed behind this entry")
    for place, one in last.items():
        entry = snapshot.read(TABLE, *place, Below)
        if entry is None or entry.filed_at != one.at or entry.state is not one.state:
            yield missing(Code.FILING, TABLE, *place, f"does not say what the last, {one.id}, is")


CHECKS = (listings, orphans, versions, told, items_told, consultation_lists, comments, filings)
