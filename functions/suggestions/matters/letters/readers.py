"""Who reads a concern: the committee's office and who oversees it, the deputy, the member; the unit that has
it reads its own copy."""

from functions.suggestions.matters.acting import office_role
from functions.suggestions.matters.letters.concern import Concern
from shared.domain.errors import Refusal
from shared.domain.roles import OVERSEERS, Caller, Role

LISTERS = OVERSEERS | {Role.TOWNSHIP_STAFF, Role.AUDITOR}
"""Those who read the lists of what they reach."""


def of_office(caller: Caller, concern: Concern) -> bool:
    """Whether the caller works for the committee, or oversees or audits it."""
    roles = OVERSEERS | {Role.AUDITOR, office_role(concern.division)}
    return caller.reaches(roles, concern.division)


def require(caller: Caller, concern: Concern) -> None:
    """Raises ``case_not_found`` for everybody else: that a deputy raised something is nobody else's."""
    own = caller.person in (concern.deputy, concern.member)
    if not own and not of_office(caller, concern):
        raise Refusal("case_not_found")
