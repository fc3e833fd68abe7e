"""Roles that people were given, and the rule of who may give and take which.

An appointment is one item in the person's partition, listed under the division it holds in. Whoever gives
or takes a role does it by a role of their own, and the transaction tests that this role still stands: a
token outlives a role by some minutes, and two administrators who dismiss each other at the same moment
must not both succeed.
"""

from dataclasses import dataclass
from datetime import date

from shared.domain.divisions import reaches
from shared.domain.errors import Refusal
from shared.domain.roles import OVERSEERS, Caller, Role
from shared.store.envelopes import value_of
from shared.store.pages import Page, scope_page
from shared.store.registry import ROLE, RegistryItem, envelope, person_key
from shared.store.writing import Write, check, create, put, remove

KIND = "ROLES"

GIVERS: dict[Role, frozenset[Role]] = {
    Role.TOWNSHIP_STAFF: frozenset({Role.ADMIN, Role.COMMITTEE_STAFF}),
    Role.UNIT_STAFF: frozenset({Role.ADMIN, Role.COMMITTEE_STAFF}),
    Role.AUDITOR: frozenset({Role.ADMIN, Role.COMMITTEE_STAFF}),
    Role.COMMITTEE_STAFF: frozenset({Role.ADMIN}),
    Role.ADMIN: frozenset({Role.ADMIN}),
}
"""By which roles each role is given and taken: never by a lower one. The roles of station staff come with
their posts, those of deputies and members with their office."""

FILLERS = OVERSEERS | {Role.TOWNSHIP_STAFF}
"""By which roles the posts of a station, and the roles that come with them, are given and taken."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role held in ``scope`` (a division, a station or a unit). ``division`` is the code it is listed
    and reached under: the scope, or the unit's division. ``by`` is the person who gave it, ``None`` for
    the operator."""

    person: str
    name: str
    phone_mask: str
    role: Role
    scope: str
    division: str
    since: date
    by: str | None = None


def give(appointment: Appointment, mark: str | None) -> Write:
    """Refused with ``grant_exists`` where the person has this role in this scope."""
    return create(item_of(appointment), mark, Refusal("grant_exists"))


def take(person: str, role: Role, scope: str) -> Write:
    """Refused with ``grant_not_found`` where the person does not have it."""
    return remove(_item(person, role, scope), RegistryItem.pk.exists(), Refusal("grant_not_found"))


def give_with_post(appointment: Appointment) -> Write:
    """Gives the role that comes with a post: the station's version decides, not this item."""
    return put(item_of(appointment))


def take_with_post(person: str, role: Role, station: str) -> Write:
    """Takes the role that came with a post."""
    return remove(_item(person, role, station))


def item_of(appointment: Appointment) -> RegistryItem:
    """The item of an appointment, listed under its division."""
    key = _key(appointment.role, appointment.scope)
    return envelope(person_key(appointment.person), key, appointment, (KIND, appointment.division))


def by_right_of(caller: Caller, role: Role, division: str) -> Write:
    """The test that the role by which the caller may give ``role`` in ``division`` still stands.

    Raises ``Refusal("role_missing")`` or ``Refusal("out_of_scope")`` for a caller who has none. Where
    several would do, the widest is tested.
    """
    return _standing(caller, GIVERS[role], division)


def by_right_to_fill(caller: Caller, station: str) -> Write:
    """The same for the posts of a station."""
    return _standing(caller, FILLERS, station)


def _standing(caller: Caller, allowed: frozenset[Role], code: str) -> Write:
    caller.require_reach(allowed, code)
    rights = (grant for grant in caller.grants if grant.role in allowed and reaches(grant.scope, code))
    own = min(rights, key=lambda grant: len(grant.scope))
    item = _item(caller.person, own.role, own.scope)
    return check(item, RegistryItem.pk.exists(), Refusal("grant_withdrawn"))


def page(scope: str, *, limit: int, cursor: str | None, role: Role | None) -> Page[Appointment]:
    """Appointments of a scope in the order of their codes."""
    condition = None if role is None else RegistryItem.body["role"] == str(role)
    found = scope_page(KIND, scope, limit=limit, cursor=cursor, condition=condition)
    return found.map(lambda item: value_of(item, Appointment))


def _item(person: str, role: Role, scope: str) -> RegistryItem:
    return RegistryItem(person_key(person), _key(role, scope))


def _key(role: Role, scope: str) -> str:
    return f"{ROLE}{role}#{scope}"
