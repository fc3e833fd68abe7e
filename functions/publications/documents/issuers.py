"""Who issues publications, and who may do so for them."""

from functions.publications import registry
from functions.publications.documents.publication import Issuer, IssuerKind
from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.roles import OVERSEERS, Caller, Role
from shared.regulations.rules import SubjectKind

ISSUERS = OVERSEERS | {Role.TOWNSHIP_STAFF, Role.UNIT_STAFF}
AUDITORS = ISSUERS | {Role.AUDITOR}
SUBJECTS = {
    IssuerKind.COMMITTEE: (SubjectKind.COMMITTEE, SubjectKind.STAFF),
    IssuerKind.UNIT: (SubjectKind.HANDLING_UNIT,),
}
"""Whom rules on telling deputies bind: a committee and its offices, or a unit."""


def load(kind: IssuerKind, id_: str) -> Issuer:
    """The issuer. Raises ``division_not_found``, ``unit_not_found``. One call for a unit, none otherwise."""
    if kind is IssuerKind.UNIT:
        unit = registry.unit(id_)
        return Issuer(kind, id_, unit.division, unit.name)
    division = divisions.get(id_)
    body = "人民代表大会" if division.level is Level.TOWNSHIP else "人民代表大会常务委员会"
    return Issuer(kind, id_, id_, f"{division.name}{body}")


def require(caller: Caller, issuer: Issuer) -> None:
    """Who may issue for it: the committee's staff, in a township its own too; a unit's staff and those who
    guide it. Raises ``role_missing``, ``out_of_scope``."""
    if issuer.kind is IssuerKind.UNIT and caller.reaches({Role.UNIT_STAFF}, issuer.id):
        return
    caller.require(ISSUERS)
    if not caller.reaches(_staff(issuer), issuer.division):
        raise Refusal("out_of_scope", scope=issuer.division)


def issues(caller: Caller, issuer: Issuer) -> bool:
    """Whether the caller may issue for it."""
    own = issuer.kind is IssuerKind.UNIT and caller.reaches({Role.UNIT_STAFF}, issuer.id)
    return own or caller.reaches(_staff(issuer), issuer.division)


def oversees(caller: Caller, issuer: Issuer) -> bool:
    """Whether the caller may see all of it: who issues, and the auditors of the place."""
    return issues(caller, issuer) or caller.reaches({Role.AUDITOR}, issuer.division)


def require_oversight(caller: Caller, issuer: Issuer) -> None:
    """Raises ``role_missing``, ``out_of_scope`` unless the caller :func:`oversees` it."""
    caller.require(AUDITORS)
    if not oversees(caller, issuer):
        raise Refusal("out_of_scope", scope=issuer.division)


def key(issuer: Issuer) -> str:
    """By which an issuer's publications are listed."""
    return f"{issuer.kind}:{issuer.id}"


def _staff(issuer: Issuer) -> frozenset[Role]:
    township = divisions.get(issuer.division).level is Level.TOWNSHIP
    return OVERSEERS | {Role.TOWNSHIP_STAFF} if township else OVERSEERS
