"""What evaluation is told: a subject as it stands, and the records of what it did.

Named tuples, because a province's evaluation makes millions of them.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from shared.domain.mandates import Mandate, MandateAction
from shared.regulations.rules import SubjectKind
from shared.regulations.values import Fact

ATTESTATION = "attestation"
"""Kind of a statement that a duty was done; its reference is the id of the rule or part."""
PUBLICATION = "publication"
"""Kind of a notice; its reference is the item, its marks the channels."""
SHORT, MET = "short", "met"
"""Kinds of an outcome of an earlier period; the reference is the rule or part, the day the period's last."""


class Record(NamedTuple):
    """One thing that counts, on its legal day. ``amount`` is in the unit of the kind (persons, items);
    ``marks`` qualify it; ``with_`` are the others who took part; ``reference`` is what it was about.

    ``counted`` is false where the province's policy on grades of proof leaves the record out; ``voided``
    where a correction took it back; ``corrects`` is the id of the record whose place this one takes.
    """

    id: str
    subject: str
    day: date
    kind: str
    amount: int = 1
    marks: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    reference: str = ""
    counted: bool = True
    voided: bool = False
    corrects: str = ""


class Leave(NamedTuple):
    """Leave from the first to the last day, of some kinds of record or (``what`` empty) of all."""

    first: date
    last: date
    approved: bool
    what: tuple[str, ...] = ()


class Entry(NamedTuple):
    """One of a set that is measured: a linked deputy, a station."""

    id: str
    facts: Mapping[str, Fact] = MappingProxyType({})


class Subject(NamedTuple):
    """Whom evaluation is about: one mandate of a deputy, a member in office, a station, a group ...

    ``begins`` and ``ends`` are the first and last day on which rules bind it; ``suspended`` the times in
    which its mandate rests (Deputies Law art. 61), an open one ending with ``None``. ``sets`` are the sets
    that rules measure, as entries or only their number; ``has`` the items of checklists that are there,
    ``None`` if nobody looked. ``over`` names what ``sets`` were measured over, if not the subject itself
    (``activity``). ``term`` is the term of its congress, ``sessions`` the days of its sessions, in order.
    """

    kind: SubjectKind
    id: str
    facts: Mapping[str, Fact]
    begins: date | None = None
    ends: date | None = None
    suspended: tuple[tuple[date, date | None], ...] = ()
    leaves: tuple[Leave, ...] = ()
    sets: Mapping[str, int | tuple[Entry, ...]] = MappingProxyType({})
    has: frozenset[str] | None = None
    over: str = ""
    term: tuple[date, date | None] | None = None
    sessions: tuple[tuple[date, date], ...] = ()


def deputy(
    id_: str,
    mandate: Mandate,
    facts: Mapping[str, Fact] = MappingProxyType({}),
    *,
    leaves: tuple[Leave, ...] = (),
    term: tuple[date, date | None] | None = None,
    sessions: tuple[tuple[date, date], ...] = (),
    sets: Mapping[str, int | tuple[Entry, ...]] = MappingProxyType({}),
) -> Subject:
    """One mandate as a subject: each counts on its own. ``level`` is added to the facts. Without a ``term``
    the mandate itself is taken for it."""
    return Subject(
        SubjectKind.DEPUTY,
        id_,
        {**facts, "level": str(mandate.level)},
        mandate.begins,
        mandate.ends,
        suspensions(mandate),
        leaves,
        sets,
        term=term or (mandate.begins, mandate.ends),
        sessions=sessions,
    )


def suspensions(mandate: Mandate) -> tuple[tuple[date, date | None], ...]:
    """The times in which a mandate is suspended, each from its first to its last day."""
    found: list[tuple[date, date | None]] = []
    for event in mandate.events:
        if event.action is MandateAction.SUSPEND:
            found.append((event.on, None))
        elif found and found[-1][1] is None:
            found[-1] = (found[-1][0], date.fromordinal(event.on.toordinal() - 1))
    return tuple(found)
