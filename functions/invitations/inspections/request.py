"""A request: a deputy of a congress wants to inspect something on the spot; the committee arranges it by
inviting the deputy to an activity (Datong art. 7)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from functions.invitations.activities.words import book_in_force
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.errors import Basis, Refusal
from shared.domain.mandates import Mandate
from shared.regulations import matters
from shared.regulations.rules import Part, SubjectKind

CARD = Basis("national", "29-3")
_REQUESTED, _ARRANGED = "requested", "arrange_card_inspection"


class State(StrEnum):
    """Whether the committee has arranged it."""

    ASKED = "asked"
    ARRANGED = "arranged"


@dataclass(frozen=True, slots=True)
class InspectionRequest:
    """``congress`` is the division whose committee is asked; ``first`` to ``last`` the days that suit.
    ``rule`` is the part of the rulebook that has the committee arrange it, where there is one."""

    id: str
    deputy: str
    name: str
    congress: str
    wish: str
    first: date
    last: date
    asked_at: datetime
    rule: str | None = None
    state: State = State.ASKED
    activity: str | None = None
    arranged_by: str | None = None
    arranged_at: datetime | None = None
    version: int = 1


def require_card(deputy: Deputy) -> None:
    """Raises ``Refusal("card_required")``: who inspects on the spot shows the card (Deputies Law art. 29)."""
    if deputy.card is None:
        raise Refusal("card_required", basis=CARD)


def rule_of(mandate: Mandate, now: datetime) -> Part | None:
    """The part of the rulebook by which the committee arranges what a deputy with this mandate asks for."""
    book = book_in_force(mandate.division, legal_day(now))
    facts = {"level": str(mandate.level), "request_for": "card_inspection"}
    ways = matters.routes(book, facts, _REQUESTED, (SubjectKind.COMMITTEE,))
    return next((way.part for way in ways if _ARRANGED in way.branch.act), None)
