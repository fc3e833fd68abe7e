"""The mandate in a row of the roster of deputies: a new one, one that stands, or one that is corrected."""

from dataclasses import replace
from datetime import date
from typing import Any

from functions.registration.deputies.mandates import MOST_MANDATES, make, require_reach
from functions.registration.rosters.importing.plan import GoodRow
from functions.registration.rosters.importing.refusing import RowRefused, blamed
from functions.registration.rosters.problems import Trouble
from functions.registration.rosters.rows import DeputyRow
from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.ids import new_id
from shared.domain.mandates import Mandate
from shared.domain.roles import Caller


def with_mandate(
    held: tuple[Mandate, ...], row: GoodRow[DeputyRow], caller: Caller, today: date
) -> tuple[Mandate, ...]:
    """The mandates with that of the row: added, or corrected where it says otherwise than the roster before.

    The uploader must reach it as somebody who registers it through the API. Raises :class:`RowRefused`.
    """
    said = row.value
    _check_national(said)
    congress = (said.level, said.division, said.term)
    standing = next((mandate for mandate in held if mandate.congress == congress), None)
    made = _made(row, new_id("m") if standing is None else standing.id, today)
    if standing is None:
        _require_reach(caller, made)
        if len(held) >= MOST_MANDATES:
            with blamed("level"):
                raise Refusal("limit_reached", limit=MOST_MANDATES)
        return (*held, made)
    corrected = _corrected(standing, made)
    if corrected == standing:
        return held
    _require_reach(caller, standing)
    _require_reach(caller, corrected)
    return tuple(corrected if mandate is standing else mandate for mandate in held)


def _made(row: GoodRow[DeputyRow], mandate: str, today: date) -> Mandate:
    said = row.value
    names = ("level", "division", "electing_unit", "term", "begins", "ends")
    fields: dict[str, Any] = {name: getattr(said, name) for name in names if name in row.given}
    with blamed("begins"):
        return make(fields, mandate, today)


def _corrected(standing: Mandate, made: Mandate) -> Mandate:
    """What the row says of a mandate that stands. Once something has happened to it (Deputies Law art. 61
    and 62), its days are what they are: a roster neither moves them nor brings back what has ended."""
    if not standing.events:
        ends = standing.ends if made.ends is None else made.ends
        if ends is not None and ends < made.begins:
            raise RowRefused("begins", _after_its_end(ends))
        return replace(made, ends=ends)
    for field in ("begins", "electing_unit"):
        if getattr(made, field) != getattr(standing, field):
            raise RowRefused(field, _settled(getattr(standing, field)))
    return standing


def _require_reach(caller: Caller, mandate: Mandate) -> None:
    with blamed("division"):
        require_reach(caller, mandate)


def _check_national(said: DeputyRow) -> None:
    """The National People's Congress is elected by provinces; their staff keep the entry."""
    if said.level is Level.NATIONAL:
        found = divisions.find(said.electing_unit)
        if found is None or found.level is not Level.PROVINCE:
            raise RowRefused("electing_unit", _NOT_A_PROVINCE)


_NOT_A_PROVINCE = Trouble(
    "electing_province",
    "全国人大代表的选举单位应填省级区划代码",
    "For the national congress enter the code of the province that elected",
)


def _after_its_end(ends: date) -> Trouble:
    return Trouble(
        "ends_before_begins",
        f"登记的任期结束为 {ends}，任期开始不得晚于它",
        f"The mandate is registered to end on {ends}; it cannot begin later",
    )


def _settled(standing: date | str) -> Trouble:
    return Trouble(
        "mandate_settled",
        f"该代表资格已有暂停、恢复或终止的记录，登记为“{standing}”，不能用名册更改",
        f"Something has happened to this mandate since: “{standing}” stands and no roster changes it",
    )
