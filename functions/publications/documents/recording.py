"""That an item was told, as a record of its issuer: one for an item and legal day, however many publications
told it, and void once all of them are withdrawn. A tally of each item and day says how many stand."""

from datetime import date, datetime

from pynamodb.attributes import NumberAttribute
from pynamodb.expressions.condition import Condition

from functions.publications.documents import issuers
from functions.publications.documents.publication import PLATFORM, Issuer, IssuerKind, Publication
from functions.publications.tables import told_key
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.ids import new_id
from shared.regulations.inputs import PUBLICATION
from shared.store import correcting, engine, records
from shared.store.corrections import Action, Correction, Target
from shared.store.records import RecordItem
from shared.store.settings import Setting
from shared.store.writing import Write, put, update


class TallyItem(engine.Item):
    """How many publications that told an item on a day stand."""

    table = Setting.PUBLICATIONS_TABLE
    standing = NumberAttribute()


def told(publication: Publication, by: str, now: datetime) -> list[Write]:
    """What is written when it is published: of an item that none told that day its record, of one whose
    publications are all withdrawn its restoration. One call, none without items."""
    day = legal_day(now)
    writes: list[Write] = []
    for item, standing in _tallies(publication, day).items():
        writes.append(_counted(publication.issuer, day, item, standing, 1))
        if standing is None:
            body = {"publication": publication.id, "title": publication.title, "by": by}
            partition = _partition(publication.issuer)
            made = records.item(partition, day, PUBLICATION, item, body=body, marks=[PLATFORM])
            writes.append(put(made, RecordItem.pk.does_not_exist(), _raced()))
        elif standing == 0:
            writes += _corrected(publication, item, day, Action.RESTORE, "同日另行通报", by, now)
    return writes


def withdrawn(publication: Publication, reason: str, by: str, now: datetime) -> list[Write]:
    """What is written when it is withdrawn: the record of an item that no other told that day is void. One
    call, none without items."""
    if publication.published_at is None:
        return []
    day = legal_day(publication.published_at)
    writes: list[Write] = []
    for item, standing in _tallies(publication, day).items():
        writes.append(_counted(publication.issuer, day, item, standing, -1))
        if standing == 1:
            writes += _corrected(publication, item, day, Action.VOID, reason, by, now)
    return writes


def _tallies(publication: Publication, day: date) -> dict[str, int | None]:
    pk = told_key(issuers.key(publication.issuer), day)
    found = engine.get_many(TallyItem, [(pk, item) for item in publication.items], consistent=True)
    known = {item.sk: int(item.standing) for item in found}
    return {item: known.get(item) for item in publication.items}


def _counted(issuer: Issuer, day: date, item: str, standing: int | None, by: int) -> Write:
    tally = TallyItem(told_key(issuers.key(issuer), day), item)
    as_read: Condition = TallyItem.standing == standing
    condition = TallyItem.pk.does_not_exist() if standing is None else as_read
    return update(tally, TallyItem.standing.add(by), condition=condition, otherwise=_raced())


def _corrected(
    publication: Publication, item: str, day: date, action: Action, reason: str, by: str, now: datetime
) -> list[Write]:
    record = records.record_id(publication.issuer.id, day, item)
    correction = Correction(f"{record}.{new_id('c')}", record, action, reason, by, now)
    return correcting.writes(correction, Target(_partition(publication.issuer), day, PUBLICATION, item))


def _partition(issuer: Issuer) -> str:
    own = records.unit_key if issuer.kind is IssuerKind.UNIT else records.committee_key
    return own(issuer.id)


def _raced() -> Refusal:
    return Refusal("conflict", retry_after=1)
