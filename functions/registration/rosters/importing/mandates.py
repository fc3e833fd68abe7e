"""The mandate in a row of the roster of deputies: a new one, one that stands, or one that is corrected."""

from datetime import date
from typing import Any

from functions.registration.deputies.mandates import MOST_MANDATES, make, require_reach
from functions.registration.rosters.importing.plan import GoodRow
from functions.registration.rosters.importing.refusing import blamed
from functions.registration.rosters.rows import DeputyRow
from shared.domain.errors import Refusal, invalid
from shared.domain.ids import new_id
from shared.domain.mandates import Mandate, MandateStatus, check_electing_unit, correct
from shared.domain.roles import OVERSEERS, Caller

_CORRECTED = ("electing_unit", "begins", "ends")


def with_mandate(
    held: tuple[Mandate, ...], row: GoodRow[DeputyRow], caller: Caller, today: date
) -> tuple[Mandate, ...]:
    """The mandates with that of the row: added, or corrected where it says otherwise than what stands.

    The uploader must reach it as somebody who adds or corrects it through the API. Raises ``RowRefused``.
    """
    said = row.value
    with blamed("electing_unit"):
        check_electing_unit(said.level, said.division, said.electing_unit)
    congress = (said.level, said.division, said.term)
    standing = next((mandate for mandate in held if mandate.congress == congress), None)
    made = _made(row, new_id("m") if standing is None else standing.id, today)
    if standing is None:
        with blamed("division", {"limit_reached": "level"}):
            require_reach(caller, made)
            if len(held) >= MOST_MANDATES:
                raise Refusal("limit_reached", limit=MOST_MANDATES)
        return (*held, made)
    corrected = _corrected(standing, made)
    if corrected == standing:
        return held
    with blamed("division"):
        for keeper in (standing.keeper, corrected.keeper):
            caller.require_reach(OVERSEERS, keeper)
    return tuple(corrected if mandate is standing else mandate for mandate in held)


def _made(row: GoodRow[DeputyRow], mandate: str, today: date) -> Mandate:
    names = ("level", "division", "electing_unit", "term", "begins", "ends")
    fields: dict[str, Any] = {name: getattr(row.value, name) for name in names if name in row.given}
    with blamed("begins"):
        return make(fields, mandate, today)


def _corrected(standing: Mandate, made: Mandate) -> Mandate:
    """What the row says of a mandate that stands. The last day that a file foresaw does not bring back a
    mandate that has ended (Deputies Law art. 62)."""
    fields = {name: getattr(made, name) for name in _CORRECTED}
    if made.ends is None or standing.status is MandateStatus.ENDED:
        del fields["ends"]
    with blamed("begins"):
        corrected = correct(standing, fields)
        if corrected.ends is not None and corrected.ends < corrected.begins:
            raise invalid("begins", "结束日期不得早于开始日期", "must not end before it begins")
    return corrected
