"""Publications as they are answered."""

from typing import Any

from functions.publications.documents import store
from functions.publications.documents.fulfilling import Owed, Told
from functions.publications.documents.publication import Issuer, Publication, Reader, Version
from functions.publications.documents.service import Seen
from shared.domain.clock import legal_day
from shared.regulations.rulebook import Rulebook
from shared.web import citing

_VERSION = (
    "number",
    "text",
    "note",
    "filename",
    "media_type",
    "size",
    "added_at",
    "arrived_at",
    "published_at",
)


def listed(found: Publication) -> dict[str, Any]:
    """As its issuer's list shows it."""
    names = Publication.__dataclass_fields__
    return {name: getattr(found, name) for name in names}


def own(found: Publication) -> dict[str, Any]:
    """For who issues it, without the content."""
    return {**listed(found), "content": None, "reading": None}


def seen(view: Seen) -> dict[str, Any]:
    """For whoever may see it."""
    shown = {
        **listed(view.publication),
        "content": None if view.content is None else version(view.content),
        "reading": view.reader,
    }
    return shown if view.own else {**shown, "audience": None, "dispatches": None}


def version(found: Version) -> dict[str, Any]:
    """A version with the address of its file. No call."""
    return {**{name: getattr(found, name) for name in _VERSION}, "url": store.address(found)}


def reader(found: Reader) -> dict[str, Any]:
    """Somebody who was told."""
    return {name: getattr(found, name) for name in Reader.__dataclass_fields__}


def duties(issuer: Issuer, year: int, owed: list[Owed], book: Rulebook, chinese: bool) -> dict[str, Any]:
    """What is owed, with the words of the rules in the caller's language."""
    return {
        "issuer": issuer,
        "year": year,
        "duties": [
            {
                **citing.cited(book, entry.part, chinese),
                "item": entry.item,
                "name": book.word(entry.item)[0 if chinese else 1],
                "when": entry.when,
                "channels": entry.part.fields.channels,
                "state": entry.state,
                "publications": [_told(one) for one in entry.told],
            }
            for entry in owed
        ],
    }


def _told(told: Told) -> dict[str, Any]:
    found = told.publication
    return {
        "publication": found.id,
        "title": found.title,
        "issued_on": found.issued_on,
        "told_at": told.at,
        "channel": told.channel,
        "days": None if told.at is None else (legal_day(told.at) - found.issued_on).days,
        "state": told.state,
    }
