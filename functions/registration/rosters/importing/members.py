"""Members of standing committees in the roster of staff (Deputies Law art. 11, Shangqiu art. 16)."""

import re
from dataclasses import replace
from datetime import date

from functions.registration.members.store import new_item
from functions.registration.persons import Person
from functions.registration.rosters.importing.plan import GoodRow, Step
from functions.registration.rosters.importing.refusing import RowRefused, blamed, trouble_of
from functions.registration.rosters.rows import StaffRow
from shared.domain.errors import Refusal
from shared.domain.members import Member, Office
from shared.domain.roles import OVERSEERS, Caller

_TITLE = re.compile(r"(?:.*(?:常委会|常务委员会))?(主任|副主任|秘书长|委员)")
_OFFICES = {
    "主任": Office.CHAIR,
    "副主任": Office.VICE_CHAIR,
    "秘书长": Office.SECRETARY_GENERAL,
    "委员": Office.MEMBER,
}


def member_step(
    row: GoodRow[StaffRow], person: Person, found: Member | None, caller: Caller, today: date
) -> Step | None:
    """Registers the member, in office from today on, or changes name and office. Who has left is not
    brought back by a roster, and nobody is moved to another committee. Raises :class:`RowRefused`."""
    said = row.value
    with blamed("division"):
        caller.require_reach(OVERSEERS, said.division)
    office = _office(said.title)
    if found is None:
        member = Member(
            id=person.id,
            name=said.name,
            phone_mask=person.phone_mask,
            division=said.division,
            office=office or Office.MEMBER,
            since=today,
        )
        return Step((new_item(member),), person.writes, created=True)
    if found.until is not None and found.until < today:
        raise RowRefused("position", trouble_of(Refusal("member_left")))
    if found.division != said.division:
        raise RowRefused("division", trouble_of(Refusal("member_exists")))
    changed = replace(found, name=said.name, office=office or found.office)
    return None if changed == found else Step((new_item(changed),), person.writes)


def _office(title: str) -> Office | None:
    """``市人大常委会副主任`` and ``副主任`` alike; the head of a committee's bureau is no chair."""
    match = _TITLE.fullmatch(title.replace(" ", ""))
    return None if match is None else _OFFICES[match.group(1)]
