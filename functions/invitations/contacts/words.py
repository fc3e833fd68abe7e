"""The ways and topics of contact, in the words of the rulebook (Guangxi art. 4 and 12, Tianjin art. 10).

A way is what the record of a contact is called, so it is a word that rules count or take as evidence; a new
province brings its own with its pack.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from shared.domain.errors import Refusal, invalid
from shared.regulations import sentences
from shared.regulations.kinds.attest import Attest
from shared.regulations.kinds.checklist import Checklist
from shared.regulations.kinds.quota import Quota
from shared.regulations.library import Library
from shared.regulations.matters import Way, routes
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part, SubjectKind
from shared.regulations.values import Fact
from shared.store.packs import packs

COMMON = ("contact", "visit", "forum", "research")
"""The ways that every rulebook knows; the first is whatever has no word of its own."""
_OTHERWISE = frozenset({"appointment", "activity"})
"""Counted as contact, and recorded where they are held."""
_KEEPERS = (SubjectKind.COMMITTEE, SubjectKind.STAFF, SubjectKind.MEMBER)
_PAPERS = frozenset({"minutes", "document", "photograph"})
"""Evidence that is no way of contact."""


def book_of(division: str, day: date) -> Rulebook:
    """The rules of the committee on the day of the contact."""
    return packs().rulebook(division, day)


def ways(division: str, day: date) -> tuple[str, ...]:
    """Every word for a way in which members keep contact there."""
    return _ways(packs(), division, day)


@lru_cache(maxsize=256)
def _ways(library: Library, division: str, day: date) -> tuple[str, ...]:
    found = dict.fromkeys(COMMON)
    for part in _binding(library.rulebook(division, day), SubjectKind.MEMBER):
        found.update(dict.fromkeys(_named(part)))
    return tuple(word for word in found if word not in _OTHERWISE | _PAPERS)


def _named(part: Part) -> tuple[str, ...]:
    """Of what members are counted by, or state as evidence of contact."""
    match part.fields:
        case Quota(tally=tally) if not {"contact", "visit"}.isdisjoint(tally.of):
            return tally.of
        case Attest(evidence=evidence) if "contact" in evidence:
            return evidence
    return ()


def topics(division: str, day: date) -> Part | None:
    """The rule that lists the topics of contact, if there is one: a checklist of the committee's that no
    occasion and no period asks for."""
    return next(
        (
            part
            for part in _binding(book_of(division, day), SubjectKind.COMMITTEE)
            if isinstance(part.fields, Checklist) and not part.fields.on and part.fields.per is None
        ),
        None,
    )


def kept_by(division: str, day: date) -> tuple[Way, ...]:
    """Who keeps contact with whom, and who does the work (Datong art. 2, 15)."""
    return routes(book_of(division, day), _facts(division), COMMON[0], _KEEPERS)


def require(division: str, day: date, way: str, named: tuple[str, ...]) -> None:
    """Raises ``invalid_request`` for a way that no rule there names, ``topic_not_listed`` with the article
    for a topic that is none of those listed. Where no rule lists topics, they are free words."""
    if way not in ways(division, day):
        choices = ", ".join(ways(division, day))
        raise invalid("body.by", f"应为：{choices}", f"must be one of: {choices}")
    listed = topics(division, day)
    if listed is not None and not set(named) <= set(listed.fields.items):
        raise Refusal(
            "topic_not_listed", basis=sentences.basis(listed), topics=", ".join(listed.fields.items)
        )


def _facts(division: str) -> dict[str, Fact]:
    return {"level": str(level_of(division))}


def _binding(book: Rulebook, kind: SubjectKind) -> Iterator[Part]:
    facts = _facts(book.division)
    return (part for part in book.of(kind) if part.condition.holds(facts))
