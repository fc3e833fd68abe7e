"""Consultations as they are answered."""

from typing import Any

from functions.publications.consultations import asking, service
from functions.publications.consultations.asking import Asked
from functions.publications.consultations.commenting import Seen
from functions.publications.consultations.consultation import Comment, Consultation, Counts
from functions.publications.documents.publication import Issuer
from shared.domain.clock import legal_day
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part
from shared.regulations.verdicts import State as Stand
from shared.web import citing
from shared.web.call import Call
from shared.web.problems import CHINESE

_OWN = ("audience", "prepared", "created_by", "created_at", "happened_on")
"""What only those who ask, and auditors, are told."""


def seen(view: Seen, call: Call) -> dict[str, Any]:
    """For whoever may see it."""
    shown = listed(view.consultation, call)
    shown |= {"invited": view.invited, "counts": view.counts, "rules": None, "text": view.wording}
    if not view.own:
        return {**shown, **dict.fromkeys(_OWN)}
    return {**shown, "rules": _rules(view.consultation, view.counts, call)}


def own(found: Consultation, call: Call) -> dict[str, Any]:
    """For who asks, after a change; without the text."""
    counts = service.counts(found) if found.occasion == asking.HEARD else None
    rules = _rules(found, counts, call)
    return {**listed(found, call), "invited": False, "counts": counts, "rules": rules, "text": None}


def listed(found: Consultation, call: Call) -> dict[str, Any]:
    """As lists show it."""
    shown = {name: getattr(found, name) for name in Consultation.__dataclass_fields__}
    book = asking.book_of(found.issuer, legal_day(found.created_at))
    chinese = call.language == CHINESE
    return {
        **shown,
        "takes_comments": found.takes_comments(legal_day(call.now)),
        "occasion_name": _word(book, found.occasion, chinese),
        "matter_name": _word(book, found.matter, chinese),
        "matter_rule": _matter_rule(book, found, chinese),
    }


def comment(found: Comment, *, own: bool, named: bool = True) -> dict[str, Any]:
    """A comment; ``own`` for who made it, ``named`` with who made it."""
    shown = {name: getattr(found, name) for name in Comment.__dataclass_fields__}
    hidden: tuple[str, ...] = ("answered_by",) if own else ()
    if not named:
        hidden = (*hidden, "person", "name")
    return {**shown, **dict.fromkeys(hidden)}


def duties(
    issuer: Issuer, year: int, owed: list[tuple[Part, str, list[tuple[Consultation, Asked]]]], call: Call
) -> dict[str, Any]:
    """What rules have consulted, with the words of the rules in the caller's language."""
    chinese = call.language == CHINESE
    book = asking.book_of(issuer, legal_day(call.now))
    return {
        "issuer": issuer,
        "year": year,
        "duties": [
            {
                **citing.cited(book, part, chinese),
                "occasion": occasion,
                "occasion_name": _word(book, occasion, chinese),
                "consultations": [
                    {
                        "consultation": one.id,
                        "title": one.title,
                        "opened_at": one.opened_at,
                        "happened_on": one.happened_on,
                        "state": asked.state,
                        "missing": list(asked.missing),
                    }
                    for one, asked in found
                ],
            }
            for part, occasion, found in owed
        ],
    }


def _rules(found: Consultation, counts: Counts | None, call: Call) -> list[dict[str, Any]]:
    chinese = call.language == CHINESE
    book = asking.book_of(found.issuer, legal_day(found.created_at))
    return [
        {
            **citing.cited(book, one.part, chinese),
            "items": [
                {
                    "item": word,
                    "name": book.word(word)[0 if chinese else 1],
                    "there": one.state is not Stand.EXCUSED and word not in one.missing,
                }
                for word in one.items
            ],
            "missing": list(one.missing),
            "state": one.state,
        }
        for one in asking.asked(book, found, counts)
    ]


def _matter_rule(book: Rulebook, found: Consultation, chinese: bool) -> dict[str, Any] | None:
    rule = asking.matter_rule(book, found.issuer) if found.matter is not None else None
    return None if rule is None else citing.cited(book, rule, chinese)


def _word(book: Rulebook, word: str | None, chinese: bool) -> str | None:
    return None if word is None else book.word(word)[0 if chinese else 1]
