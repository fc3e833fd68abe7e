"""What is told of a hand-over and its clocks."""

from datetime import date, datetime

from functions.suggestions.clocks.clock import Timed
from functions.suggestions.handovers.handover import HandOver
from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import NoticeItem, notice, post
from shared.store.writing import Write, put


def tell(
    recipient: str,
    kind: NoticeKind,
    found: HandOver,
    at: datetime,
    *,
    cause: str,
    timed: Timed | None,
    reason: str | None = None,
    before: date | None = None,
    to: str | None = None,
    name: str | None = None,
) -> Write:
    """A notice of a clock, with its article; of the hand-over alone where there is none. ``before`` is the
    last day that it had, ``to`` whom it was brought before or went, ``name`` who had it. Whoever changes the
    hand-over at the same time changes its version, which belongs in the ``cause``."""
    about = found.about
    data = {"title": about.named or about.title, "scope": about.scope}
    if timed is not None:
        data |= {"instrument": timed.run.part.instrument, "article": timed.run.part.article}
        if timed.run.clock.due is not None:
            data["due"] = str(timed.run.clock.due.day)
    if reason is not None:
        data["reason"] = reason
    if before is not None:
        data["starts"] = str(before)
    if to is not None:
        data["with"] = to
    if name is not None:
        data["name"] = name
    made = notice(recipient, kind, f"{about.what}:{about.case}", at, data, cause=f"{found.party} {cause}")
    return put(made, NoticeItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))


def office(division: str) -> str:
    """The post of those who work for the standing committee of a division, or a township's congress."""
    township = divisions.get(division).level is Level.TOWNSHIP
    return post(Role.TOWNSHIP_STAFF if township else Role.COMMITTEE_STAFF, division)
