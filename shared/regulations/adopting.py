"""Drafts that a deployment treats as in force.

A draft binds nobody. A province may nevertheless live by one, by its own decision (a trial, a text that is
adopted and not yet published): its deployment says so, with the day from which. Nothing else changes: the
instrument keeps the title that says it is a draft, so every citation shows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from shared.regulations.rules import Pack, Status
from shared.regulations.value import Value

NONE = "none"


class Adoption(Value):
    """A draft, by the id of its instrument, and the first day on which it binds."""

    instrument: str
    since: date


def adoptions(text: str) -> tuple[Adoption, ...]:
    """``shenzhen:2026-01-01``, several separated by commas; ``none`` for none. Raises ``ValueError``."""
    if text == NONE:
        return ()
    return tuple(_adoption(entry.strip()) for entry in text.split(","))


def _adoption(text: str) -> Adoption:
    instrument, _, day = text.partition(":")
    try:
        return Adoption(instrument, date.fromisoformat(day))
    except ValueError:
        raise ValueError(f"expected a draft and a day such as shenzhen:2026-01-01, found {text}") from None


def adopted(packs: Iterable[Pack], named: Iterable[Adoption]) -> list[Pack]:
    """The packs with these drafts in force from their day on; an older version of the same instrument is in
    force until the day before. Raises ``ValueError`` for a draft that there is not, and where a version in
    force begins on that day or later: then nothing is to be adopted."""
    found = list(packs)
    for adoption in named:
        own = [pack for pack in found if pack.instrument.id == adoption.instrument]
        drafts = [pack for pack in own if pack.instrument.status is Status.DRAFT]
        if not drafts:
            raise ValueError(f"there is no draft {adoption.instrument} to adopt")
        others = [pack for pack in own if pack.instrument.status is Status.IN_FORCE]
        if any((pack.instrument.in_force_from or date.max) >= adoption.since for pack in others):
            raise ValueError(f"{adoption.instrument} is in force itself from {adoption.since} or later")
        made = _changed(drafts[-1], status=Status.IN_FORCE, in_force_from=adoption.since, in_force_to=None)
        ended = {id(pack): _until(pack, adoption.since) for pack in others}
        found = [ended.get(id(pack), made if pack is drafts[-1] else pack) for pack in found]
    return found


def _until(pack: Pack, since: date) -> Pack:
    last = since - timedelta(days=1)
    return _changed(pack, in_force_to=min(pack.instrument.in_force_to or last, last))


def _changed(pack: Pack, **fields: object) -> Pack:
    return Pack(pack.source, pack.instrument.but(**fields), pack.rules, pack.words, pack.facts)
