"""Who is meant by an audience: decided of one entry of the Registry at a time."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from functions.publications import registry
from functions.publications.documents.publication import Audience, Issuer
from shared.domain import divisions
from shared.domain.deputies import Deputy
from shared.domain.divisions import reaches
from shared.domain.errors import Refusal, invalid
from shared.domain.members import Member
from shared.domain.places import division_of
from shared.domain.roles import Caller, Role
from shared.store.envelopes import value_of
from shared.store.registry import RegistryItem

STAFF = (
    Role.STATION_HEAD,
    Role.LIAISON_OFFICER,
    Role.TOWNSHIP_STAFF,
    Role.COMMITTEE_STAFF,
    Role.UNIT_STAFF,
    Role.AUDITOR,
)
"""Whom a publication can be for besides deputies and members: those who were given a role."""
MOST_GROUPS = 20
DEPUTIES, MEMBERS, ROLES, GROUP = "DEPUTIES", "MEMBERS", "ROLES", "GROUP"
"""Lists of the Registry; a part of an audience is one of them in one city, or one group."""


class Person(NamedTuple):
    """Somebody who is meant, as who, and the code under which they are found."""

    id: str
    name: str
    role: Role
    home: str


def require(audience: Audience, issuer: Issuer) -> None:
    """Raises ``audience_elsewhere`` for what the issuer does not reach, ``invalid_request`` for what chooses
    among deputies where none are meant, ``group_not_found``, ``group_dissolved``. One call with groups."""
    if not reaches(issuer.division, audience.scope):
        raise Refusal("audience_elsewhere", scope=audience.scope)
    if Role.DEPUTY not in audience.roles and (audience.level or audience.groups or audience.fields):
        raise invalid(
            "body.audience.roles",
            "层级、小组、领域只用于代表",
            "level, groups and fields choose among deputies: name the role deputy",
        )
    for group in registry.groups(audience.groups):
        if not reaches(issuer.division, group.division):
            raise Refusal("audience_elsewhere", scope=group.division)


def parts(audience: Audience) -> list[str]:
    """The parts in which an audience is walked, each by a job of its own."""
    shards = divisions.shards(division_of(audience.scope))
    kinds = [MEMBERS] if Role.MEMBER in audience.roles else []
    kinds += [ROLES] if set(STAFF).intersection(audience.roles) else []
    if Role.DEPUTY in audience.roles and not audience.groups:
        kinds.append(DEPUTIES)
    groups = audience.groups if Role.DEPUTY in audience.roles else ()
    return [*(f"{kind}#{shard}" for kind in kinds for shard in shards), *(f"{GROUP}#{id_}" for id_ in groups)]


def some_of(
    audience: Audience, part: str, day: date, *, limit: int, cursor: str | None
) -> tuple[list[Person], str | None]:
    """The next of those who are meant in a part, and where it goes on. One call, two of a group."""
    kind, _, of = part.partition("#")
    if kind == GROUP:
        members = registry.members_of(of, limit=limit, cursor=cursor)
        return _deputies(audience, members.items, day), members.next
    found = registry.listed(kind, of, audience.scope, limit=limit, cursor=cursor)
    return _persons(audience, kind, found.items, day), found.next


def meant(audience: Audience, caller: Caller, day: date) -> Person | None:
    """The caller, if the audience includes them now: who came after it was published may read it too. One
    call for a deputy, two with groups, none for others."""
    if Role.DEPUTY in audience.roles and caller.holds({Role.DEPUTY}):
        deputy = registry.deputy(caller.person)
        if deputy is not None and (found := _deputies(audience, [deputy], day)):
            grouped = not audience.groups or registry.in_groups(deputy.id, audience.groups)
            if grouped:
                return found[0]
    for grant in caller.grants:
        if grant.role in audience.roles and grant.role is not Role.DEPUTY and _within(audience, grant.scope):
            return Person(caller.person, "", grant.role, grant.scope)
    return None


def _persons(audience: Audience, kind: str, items: Iterable[RegistryItem], day: date) -> list[Person]:
    if kind == DEPUTIES:
        return _deputies(audience, [value_of(item, Deputy) for item in items], day)
    if kind == MEMBERS:
        members = [value_of(item, Member) for item in items]
        return [Person(one.id, one.name, Role.MEMBER, one.division) for one in members if one.grants(day)]
    held = [item.body.as_dict() for item in items]  # type: ignore[no-untyped-call]
    return [
        Person(one["person"], one["name"], Role(one["role"]), one["division"])
        for one in held
        if Role(one["role"]) in audience.roles and Role(one["role"]) in STAFF
    ]


def _deputies(audience: Audience, deputies: Iterable[Deputy], day: date) -> list[Person]:
    return [
        Person(one.id, one.name, Role.DEPUTY, one.home)
        for one in deputies
        if _within(audience, one.home) and _is_chosen(audience, one, day)
    ]


def _is_chosen(audience: Audience, deputy: Deputy, day: date) -> bool:
    serves = any(
        mandate.active_on(day) and audience.level in (None, mandate.level) for mandate in deputy.mandates
    )
    return serves and (not audience.fields or bool(set(audience.fields).intersection(deputy.fields)))


def _within(audience: Audience, code: str) -> bool:
    return reaches(audience.scope, code)
