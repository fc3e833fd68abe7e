"""A notice as its reader sees it: in words made at reading, in the reader's language."""

import re
from typing import Any

from functions.notifications import texts
from shared.domain import clock
from shared.store.inbox import NoticeItem

_SORT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})Z#(n[0-9a-z]{20})", re.ASCII)
_ID = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})(n[0-9a-z]{20})", re.ASCII)
LINKS = {
    "activity": "/v1/activities/{}",
    "voiced": "/v1/activities/{}/voiced/{}",
    "appointment": "/v1/appointments/{}",
    "contact": "/v1/contacts/{}",
    "reception": "/v1/divisions/{}/reception-days/{}",
    "publication": "/v1/publications/{}",
    "consultation": "/v1/consultations/{}",
    "filing": "/v1/filings/{}",
    "deputy_standing": "/v1/deputies/{}/standing",
    "station_standing": "/v1/stations/{}/standing",
    "member_standing": "/v1/members/{}/standing",
    "committee_standing": "/v1/committees/{}/standing",
}
"""The route of what a notice is about, by the word before its id, or ids with a point or colon between."""


def id_of(sort: str) -> str:
    """The id by which a reader names a notice: all that its key needs beside the recipient."""
    return _SORT.sub(r"\1\2\3\4\5\6\7\8", sort)


def sort_of(notice_id: str) -> str:
    """The inverse of :func:`id_of`."""
    return _ID.sub(r"\1-\2-\3T\4:\5:\6.\7Z#\8", notice_id)


def link_of(about: str) -> str | None:
    """The route of what a notice is about; ``None`` for what has none."""
    kind, _, name = about.partition(":")
    ids, route = re.split("[.:]", name), LINKS.get(kind, "")
    return route.format(*ids) if all(ids) and route.count("{}") == len(ids) else None


def entry(item: NoticeItem, language: str) -> dict[str, Any]:
    """One notice."""
    data = item.data.as_dict()  # type: ignore[no-untyped-call]
    at = clock.from_text(item.at)
    told = texts.compose(item.kind, data, at, language)
    return {
        "id": id_of(item.sk),
        "kind": item.kind,
        "title": told.title,
        "text": told.text,
        "basis": told.citation,
        "about": item.about,
        "link": link_of(item.about),
        "at": at,
        "read_at": clock.from_text(item.read_at) if item.read_at else None,
        "archived_at": clock.from_text(item.archived_at) if item.archived_at else None,
    }
