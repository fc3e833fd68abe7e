"""What a unit does with a concern that was passed on to it: it gives it back, or answers the deputy in
writing (Guangxi art. 13, Shenzhen art. 8)."""

from typing import Any

from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.matters.acting import Act
from functions.suggestions.matters.letters import handling, store, telling
from functions.suggestions.matters.letters.concern import Concern, Happened
from functions.suggestions.matters.letters.store import Found
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import Caller, Role

UNIT = frozenset({Role.UNIT_STAFF})


def find(concern: str, unit: str, caller: Caller) -> Found:
    """The concern, to the staff of the unit that has it; to others it is not there. One call."""
    found = store.load(concern)
    if found.concern.unit != unit or not caller.reaches(UNIT, unit):
        raise Refusal("case_not_found")
    return found


def give_back(found: Found, reason: str, act: Act) -> Concern:
    """Gives it back and says why; the office and the deputy are told. Raises ``handover_state``. Three
    calls."""
    act.require(found.item)
    concern, now, held = found.concern, act.now, handling.held_of(found)
    before = held[str(concern.unit)]
    after = handover.returned(before, now, act.caller.person, reason)
    kind, data = NoticeKind.CONCERN_RETURNED, {"with": concern.unit_name, "reason": reason}
    writes = [
        *handovers.writes(before, after, now),
        telling.office(concern, kind, now, **data),
        telling.deputy(concern, kind, now, **data),
    ]
    said = {"with": concern.unit_name}
    return handling.step(found, Happened.RETURNED, act, said, writes, held, reason=reason)


def reply(found: Found, text: str, signer: str, act: Act) -> Concern:
    """Answers the deputy in writing; the deputy, the office and the member are told. Three calls."""
    act.require(found.item)
    concern, now, held = found.concern, act.now, handling.held_of(found)
    writes = [
        *handling.done_by_unit(held, concern, act.caller.person, now),
        *handling.replied(concern, text, concern.unit_name, now),
    ]
    said = {"text": text, "signer": signer, "with": concern.unit_name}
    fields: dict[str, Any] = {"answer": text, "answered_by": concern.unit_name}
    return handling.step(found, Happened.REPLIED, act, said, writes, held, **fields)
