"""What is decided about roles outside stations."""

from collections.abc import Callable
from datetime import date
from typing import Any

from functions.registration import persons
from functions.registration.staff import appointments
from functions.registration.staff.appointments import GIVERS, Appointment
from functions.registration.units.store import load as load_unit
from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.errors import Refusal, invalid
from shared.domain.ids import is_id, new_id
from shared.domain.roles import Caller, Grant, Role
from shared.domain.units import Unit
from shared.store.envelopes import value_of
from shared.store.writing import commit

_LEVELS = {
    Role.TOWNSHIP_STAFF: frozenset({Level.TOWNSHIP}),
    Role.COMMITTEE_STAFF: frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY}),
    Role.ADMIN: frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY}),
    Role.AUDITOR: frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY}),
}
"""Where a role can be held: a township has staff, but no standing committee."""


def give(
    fields: dict[str, Any],
    caller: Caller,
    make_id: Callable[[str], str],
    mark: str | None,
    today: date,
) -> Appointment:
    """Gives a role. Repeated with the same key: the first appointment. Raises ``grant_exists``.

    Two calls, three for a unit's staff.
    """
    role, scope = Role(fields["role"]), fields["scope"]
    division = _division_of(role, scope)
    right = appointments.by_right_of(caller, role, division)
    person = persons.behind(fields["phone"], fields["name"], make_id)
    if person.id == caller.person and Grant(role, scope) in caller.grants:
        raise Refusal("grant_exists")
    appointment = Appointment(
        person=person.id,
        name=fields["name"],
        phone_mask=person.phone_mask,
        role=role,
        scope=scope,
        division=division,
        since=today,
        by=caller.person,
    )
    standing = commit(right, *person.writes, appointments.give(appointment, mark))
    return appointment if standing is None else value_of(standing, Appointment)


def take(person: str, role_name: str, scope: str, caller: Caller) -> None:
    """Takes a role away. Nobody takes the role of administrator from themselves, and the taker's own role
    is tested in the same transaction: so whatever happens at once, an administrator remains.

    Raises ``grant_not_found``, ``own_administration``. One call, two for a unit's staff.
    """
    if role_name not in GIVERS or is_id("u", scope) is not (role_name == Role.UNIT_STAFF):
        raise Refusal("grant_not_found")
    role = Role(role_name)
    division = _unit_division(scope) if role is Role.UNIT_STAFF else scope
    right = appointments.by_right_of(caller, role, division)
    if role is Role.ADMIN and person == caller.person:
        raise Refusal("own_administration")
    commit(right, appointments.take(person, role, scope))


def first_administrator(phone: str, name: str, division: str, today: date) -> Appointment:
    """Makes somebody administrator of a division at the operator's command; twice is once.

    Three calls where it is done already, else two.
    """
    check_level(Role.ADMIN, division)
    person = persons.behind(phone, name, new_id)
    appointment = Appointment(
        person=person.id,
        name=name,
        phone_mask=person.phone_mask,
        role=Role.ADMIN,
        scope=division,
        division=division,
        since=today,
    )
    try:
        commit(*person.writes, appointments.give(appointment, None))
    except Refusal as refusal:
        if refusal.code != "grant_exists":
            raise
    return appointment


def _division_of(role: Role, scope: str) -> str:
    """The division that a new role's scope lies in; raises where the role cannot be held there."""
    if role is not Role.UNIT_STAFF:
        check_level(role, scope)
        return scope
    if not is_id("u", scope):
        raise invalid("body.scope", "应为承办单位编号", "must be the id of a handling unit")
    return _unit_division(scope)


def _unit_division(unit: str) -> str:
    return value_of(load_unit(unit), Unit).division


def check_level(role: Role, scope: str) -> None:
    """Raises ``Refusal("invalid_request")`` where the role is not held in a division of this level."""
    found = divisions.find(scope)
    if found is None:
        raise invalid("body.scope", "没有这个区划代码", "there is no such division")
    if found.level not in _LEVELS[role]:
        raise invalid(
            "body.scope", "该角色不能在这一级区划担任", "the role is not held in a division of this level"
        )
