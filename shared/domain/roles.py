"""Roles, the scope each is held in, and the caller of a request.

A role is held in a scope: a division's code, or the id of one station, which begins with its division's
code; it reaches exactly the codes that begin with it. The staff of a handling unit hold their role in
that unit's id. Everyone signed in is at least a resident.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.domain.divisions import reaches
from shared.domain.errors import Refusal


class Role(StrEnum):
    """Who somebody is to this system (design: identity and reach)."""

    RESIDENT = "resident"
    DEPUTY = "deputy"
    MEMBER = "member"
    LIAISON_OFFICER = "liaison_officer"
    STATION_HEAD = "station_head"
    TOWNSHIP_STAFF = "township_staff"
    COMMITTEE_STAFF = "committee_staff"
    UNIT_STAFF = "unit_staff"
    AUDITOR = "auditor"
    ADMIN = "admin"


STATION_STAFF = frozenset({Role.STATION_HEAD, Role.LIAISON_OFFICER, Role.TOWNSHIP_STAFF})
"""Those who run a station day by day (Shangqiu art. 3 and 8)."""

OVERSEERS = frozenset({Role.COMMITTEE_STAFF, Role.ADMIN})
"""Those who guide and supervise the stations of a division (Shangqiu art. 3)."""

READERS = STATION_STAFF | OVERSEERS | {Role.AUDITOR}
"""Those who may read what a division's stations and deputies have recorded."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held in a scope."""

    role: Role
    scope: str

    def __str__(self) -> str:
        return f"{self.role}:{self.scope}"


def parse_grants(text: str) -> tuple[Grant, ...]:
    """``"deputy:4114 auditor:41"`` as grants; the inverse of joining them with spaces."""
    pairs = (word.split(":", 1) for word in text.split())
    return tuple(Grant(Role(role), scope) for role, scope in pairs)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request: the person, the roles held, the session and when the token ends (UTC)."""

    person: str
    grants: tuple[Grant, ...]
    session: str
    expires: datetime

    def holds(self, roles: Collection[Role]) -> bool:
        """Whether any of these roles is held anywhere."""
        return Role.RESIDENT in roles or any(grant.role in roles for grant in self.grants)

    def reaches(self, roles: Collection[Role], code: str) -> bool:
        """Whether one of these roles is held in a scope that reaches ``code``."""
        return any(grant.role in roles and reaches(grant.scope, code) for grant in self.grants)

    def require(self, roles: Collection[Role]) -> None:
        """Raises ``Refusal("role_missing")`` unless one of the roles is held."""
        if not self.holds(roles):
            raise Refusal("role_missing")

    def require_reach(self, roles: Collection[Role], code: str) -> None:
        """Raises ``Refusal("role_missing")`` or ``Refusal("out_of_scope")``."""
        self.require(roles)
        if not self.reaches(roles, code):
            raise Refusal("out_of_scope", scope=code)
