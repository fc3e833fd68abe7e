"""Whom an opinion's course is told: those who received it, the county's body, the resident who was signed in
and did not wish to stay unnamed. All others follow by their receipt.

A notice holds no word of a resident's, nor the place, also where an answer that is told says it: what has
left by message cannot be taken back."""

from collections.abc import Iterable
from datetime import datetime

from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.opinions.opinion import Opinion, without_place
from functions.suggestions.opinions.store import Resident
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.places import division_of, is_station_id
from shared.domain.roles import Role
from shared.store.inbox import NoticeItem, notice, post
from shared.store.writing import Write, put

_PLACE = "（地点见回执）"
"""Stands in notices for the place that an answer says."""
_WRITTEN = ("answer", "outcome", "reason")
"""Particulars of notices that staff and units write."""
_TOWNSHIP, _COUNTY = 9, 6
"""Digits of their codes."""


def received(opinion: Opinion, now: datetime) -> Write:
    """To those who received it: there is a new one."""
    return _receiver(opinion, NoticeKind.OPINION_RECEIVED, now, "received")


def forwarded(opinion: Opinion, now: datetime) -> Write:
    """To the county's body."""
    return _put(_county(opinion), NoticeKind.OPINION_FORWARDED, opinion, now, _cause(opinion))


def assigned(opinion: Opinion, unit: str, now: datetime) -> Write:
    """To the unit: it has the opinion in hand."""
    recipient = post(Role.UNIT_STAFF, unit)
    return _put(recipient, NoticeKind.OPINION_ASSIGNED, opinion, now, _cause(opinion))


def returned(opinion: Opinion, now: datetime, by: str | None, reason: str) -> Write:
    """To those who gave it: the county's body where it went through it, else those who received it."""
    data = {"reason": reason, "with": by}
    if by is not None and opinion.forwarded:
        recipient = _county(opinion)
        return _put(recipient, NoticeKind.OPINION_RETURNED, opinion, now, _cause(opinion), **data)
    return _receiver(opinion, NoticeKind.OPINION_RETURNED, now, _cause(opinion), **data)


def result_known(opinion: Opinion, now: datetime, outcome: str) -> Write:
    """To those who received it and owe the resident the result."""
    return _receiver(opinion, NoticeKind.OPINION_RESULT_KNOWN, now, _cause(opinion), outcome=outcome)


def added(opinion: Opinion, now: datetime) -> Write:
    """To those who received it: the resident has said something more."""
    return _receiver(opinion, NoticeKind.OPINION_ADDED, now, _cause(opinion))


def erased(opinion: Opinion, now: datetime) -> list[Write]:
    """To those who received it, and to the unit that has it in hand: the resident's words are gone."""
    kind = NoticeKind.OPINION_ERASED
    notices = [_receiver(opinion, kind, now, _cause(opinion))]
    if opinion.unit is not None:
        notices.append(_put(post(Role.UNIT_STAFF, opinion.unit), kind, opinion, now, _cause(opinion)))
    return notices


def joined(opinion: Opinion, now: datetime) -> Write:
    """To those who received it: one more resident says the same."""
    return _receiver(opinion, NoticeKind.OPINION_JOINED, now, _cause(opinion))


def rated(opinion: Opinion, unit: str | None, result: Verdict, now: datetime) -> list[Write]:
    """To those who received it, and to the unit that handled it: what the resident thinks of the outcome,
    without the words."""
    kind, outcome = NoticeKind.OPINION_RATED, result.chinese
    notices = [_receiver(opinion, kind, now, _cause(opinion), outcome=outcome)]
    if unit is not None:
        recipient = post(Role.UNIT_STAFF, unit)
        notices.append(_put(recipient, kind, opinion, now, _cause(opinion), outcome=outcome))
    return notices


def proposed(opinion: Opinion, now: datetime, name: str, title: str) -> Write:
    """To those who received it: a deputy's suggestion grows from it."""
    kind = NoticeKind.OPINION_LINKED
    return _receiver(opinion, kind, now, _cause(opinion), name=name, subject=title)


def residents(
    people: Iterable[Resident], kind: NoticeKind, opinion: Opinion, now: datetime, **data: str | None
) -> list[Write]:
    """To each of these who can be told. Each hears of the opinion by its own number."""
    return [
        _put(one.person, kind, opinion, now, _cause(opinion), about=one.opinion, **data)
        for one in people
        if one.person is not None
    ]


def _county(opinion: Opinion) -> str:
    return post(Role.COMMITTEE_STAFF, division_of(opinion.scope)[:_COUNTY])


def receiver_of(scope: str) -> str:
    """The post of those who receive the opinions of a station or division."""
    if is_station_id(scope):
        role = Role.LIAISON_OFFICER
    else:
        role = Role.TOWNSHIP_STAFF if len(scope) == _TOWNSHIP else Role.COMMITTEE_STAFF
    return post(role, scope)


def _receiver(opinion: Opinion, kind: NoticeKind, now: datetime, cause: str, **data: str | None) -> Write:
    return _put(receiver_of(opinion.scope), kind, opinion, now, cause, **data)


def _put(
    recipient: str,
    kind: NoticeKind,
    opinion: Opinion,
    now: datetime,
    cause: str,
    about: str | None = None,
    **data: str | None,
) -> Write:
    own = {"opinion": opinion.named} if about in (None, opinion.id) else {}
    filled = {
        **own,
        "division": division_of(opinion.scope),
        **{
            name: without_place(said, opinion.place, _PLACE) if name in _WRITTEN else said
            for name, said in data.items()
            if said is not None
        },
    }
    made = notice(recipient, kind, f"opinion:{about or opinion.id}", now, filled, cause=cause)
    return put(made, NoticeItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))


def _cause(opinion: Opinion) -> str:
    """Of the change that comes next."""
    return str(opinion.version)
