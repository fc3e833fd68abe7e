"""Whom the course of a concern is told: the committee's office, the deputy, the member, the unit."""

from datetime import datetime

from functions.suggestions.matters.acting import office_role, tell
from functions.suggestions.matters.letters.concern import Concern
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import post
from shared.store.writing import Write


def office(concern: Concern, kind: NoticeKind, now: datetime, **data: str | None) -> Write:
    """To those who work for the committee."""
    return _tell(concern, post(office_role(concern.division), concern.division), kind, now, **data)


def deputy(concern: Concern, kind: NoticeKind, now: datetime, **data: str | None) -> Write:
    """To the deputy who raised it."""
    return _tell(concern, concern.deputy, kind, now, **data)


def unit(concern: Concern, unit_id: str, kind: NoticeKind, now: datetime, **data: str | None) -> Write:
    """To the staff of a unit."""
    return _tell(concern, post(Role.UNIT_STAFF, unit_id), kind, now, **data)


def member(concern: Concern, kind: NoticeKind, now: datetime, **data: str | None) -> list[Write]:
    """To the member with whom it was raised, if there is one."""
    if concern.member is None:
        return []
    return [_tell(concern, concern.member, kind, now, **data)]


def _tell(concern: Concern, recipient: str, kind: NoticeKind, now: datetime, **data: str | None) -> Write:
    return tell(concern, concern.what, recipient, kind, now, subject=concern.title, **data)
