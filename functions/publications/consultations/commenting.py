"""Who may see a consultation and comment on it: invited, signed in, at a station, or a stranger."""

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from functions.publications.consultations import limits, store
from functions.publications.consultations.consultation import (
    Comment,
    Consultation,
    Counts,
    State,
    Wording,
)
from functions.publications.documents import audience, issuers
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal, invalid
from shared.domain.roles import Caller, Role
from shared.store import receipts
from shared.store.envelopes import value_of
from shared.store.writing import Write


class Seen(NamedTuple):
    """A consultation as somebody sees it; ``own`` for who asks or audits, ``invited`` who is."""

    consultation: Consultation
    wording: Wording | None
    own: bool = False
    invited: bool = False
    counts: Counts | None = None


def see(consultation: str, caller: Caller, now: datetime) -> Seen:
    """As the caller may see it: who is or would be invited, everybody where it is for everybody, who asks or
    audits. Raises ``consultation_not_found`` for others. Two calls, three for the last, up to four for who
    came later."""
    found, invited = store.load_for(consultation, caller.person)
    if issuers.oversees(caller, found.issuer):
        counts = store.counts_of([found.id]).get(found.id, Counts())
        return Seen(found, store.wording(consultation), True, invited is not None, counts)
    if found.opened_at is None or not _meant(found, invited is not None, caller, now):
        raise Refusal("consultation_not_found")
    withdrawn = found.state is State.WITHDRAWN
    return Seen(found, None if withdrawn else store.wording(consultation), False, invited is not None)


def show(consultation: str) -> Seen:
    """As everybody may see it. Two calls. Raises ``consultation_not_found``."""
    found = value_of(store.load(consultation), Consultation)
    if found.opened_at is None or not found.of_everybody:
        raise Refusal("consultation_not_found")
    withdrawn = found.state is State.WITHDRAWN
    return Seen(found, None if withdrawn else store.wording(consultation))


def comment(
    consultation: str, fields: dict[str, Any], new: str, mark: str | None, caller: Caller, now: datetime
) -> Comment:
    """A comment of somebody signed in. Two calls, up to four for who came later.

    Raises ``consultation_not_found``, ``consultation_over``, ``too_many_requests``, ``invalid_request``.
    """
    found, invited = store.load_for(consultation, caller.person)
    station = fields.get("station")
    asked = found.public or (invited is not None and _still(found, caller))
    asked = asked or _in_audience(found, caller, now)
    if found.opened_at is None or not (asked or found.of_everybody):
        raise Refusal("consultation_not_found")
    if station is not None or not asked:
        _require_station(found, station)
    name = None if invited is None else invited.name
    made = _made(found, fields, new, _role(caller), now)
    made = replace(made, person=caller.person, name=name or made.name)
    limit = limits.counted(limits.PERSON, caller.person, now)
    return store.add(made, mark, limit)


def comment_unsigned(
    consultation: str, fields: dict[str, Any], new: str, mark: str | None, address: str, now: datetime
) -> tuple[Comment, str]:
    """A comment of somebody who did not sign in, and the secret of its receipt. Two calls."""
    found = value_of(store.load(consultation), Consultation)
    if found.opened_at is None or not found.of_everybody:
        raise Refusal("consultation_not_found")
    if fields.get("station") is not None or not found.public:
        _require_station(found, fields.get("station"))
    limit = limits.counted(limits.ADDRESS, address, now)
    return _with_receipt(_made(found, fields, new, Role.RESIDENT, now), mark, limit)


def take_down(
    consultation: str,
    station: str,
    fields: dict[str, Any],
    new: str,
    mark: str | None,
    by: str,
    now: datetime,
) -> tuple[Comment, str]:
    """A comment that the station's staff take down for a resident, who gets the receipt. Two calls."""
    found = value_of(store.load(consultation), Consultation)
    if found.opened_at is None or station not in found.stations:
        raise Refusal("consultation_not_found")
    made = _made(found, {**fields, "station": station}, new, Role.RESIDENT, now)
    return _with_receipt(replace(made, recorded_by=by), mark)


def follow(receipt: str, secret: str) -> Comment:
    """The comment, for who has its receipt. One call. Raises ``receipt_wrong`` alike for both."""
    consultation, _, id_ = receipt.partition(".")
    found = store.comment(consultation, id_)
    if found is None or found.receipt is None or not receipts.fits(secret, found.receipt):
        raise Refusal("receipt_wrong")
    return found


def _with_receipt(made: Comment, mark: str | None, *others: Write) -> tuple[Comment, str]:
    secret = receipts.secret_of("comment", made.id)
    return store.add(replace(made, receipt=receipts.stored(secret)), mark, *others), secret


def _made(found: Consultation, fields: dict[str, Any], new: str, role: Role, now: datetime) -> Comment:
    if not found.takes_comments(legal_day(now)):
        raise Refusal("consultation_over")
    article = fields["article"]
    if article is not None and article > found.articles:
        raise invalid("body.article", "没有这一条", "there is no such article")
    return Comment(
        id=new,
        consultation=found.id,
        title=found.title,
        text=fields["text"],
        at=now,
        role=role,
        article=article,
        name=fields.get("name"),
        station=fields.get("station"),
    )


def _meant(found: Consultation, invited: bool, caller: Caller, now: datetime) -> bool:
    return invited or found.of_everybody or _in_audience(found, caller, now)


def _still(found: Consultation, caller: Caller) -> bool:
    """Whether who was invited still acts as whom was meant: a mandate may rest (Deputies Law art. 61)."""
    return found.audience is not None and caller.holds(set(found.audience.roles))


def _in_audience(found: Consultation, caller: Caller, now: datetime) -> bool:
    return found.audience is not None and audience.meant(found.audience, caller, legal_day(now)) is not None


def _require_station(found: Consultation, station: str | None) -> None:
    if station is None or station not in found.stations:
        raise invalid("body.station", "请选择征求意见的联络站", "name one of the stations where it is asked")


def _role(caller: Caller) -> Role:
    return next((role for role in (Role.DEPUTY, Role.MEMBER) if caller.holds({role})), Role.RESIDENT)
