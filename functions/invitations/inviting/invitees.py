"""Who can be invited: deputies who exercise a mandate, and members of standing committees in office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from functions.invitations.activities.activity import Activity
from functions.invitations.inviting.invitation import Invitation
from shared.domain.deputies import Deputy
from shared.domain.divisions import reaches
from shared.domain.errors import Basis, Refusal
from shared.domain.mandates import Mandate, MandateStatus
from shared.domain.members import Member
from shared.domain.roles import Role
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.registry import DEPUTY, MEMBER, RegistryItem, person_key

SUSPENDED = Basis("national", "61")


@dataclass(frozen=True, slots=True)
class Invitee:
    """What a person is: a deputy, a member of a standing committee, or both."""

    person: str
    deputy: Deputy | None = None
    member: Member | None = None

    @property
    def name(self) -> str:
        """The name under which the person is registered."""
        found = self.deputy or self.member
        return "" if found is None else found.name

    @property
    def home(self) -> str:
        """The code of the deputy's station or electing unit, or of the member's committee."""
        if self.deputy is not None:
            return self.deputy.home
        return "" if self.member is None else self.member.division

    @property
    def grassroots(self) -> bool:
        """Whether this is a grassroots deputy."""
        return self.deputy is not None and self.deputy.grassroots


def load(persons: Iterable[str]) -> dict[str, Invitee]:
    """Those of these persons who are deputies or members. One call per 50."""
    keys = [(person_key(person), sort) for person in persons for sort in (DEPUTY, MEMBER)]
    found: dict[str, Invitee] = {}
    for item in engine.get_many(RegistryItem, keys):
        person = item.pk.removeprefix(person_key(""))
        known = found.get(person, Invitee(person))
        if item.sk == DEPUTY:
            found[person] = Invitee(person, value_of(item, Deputy), known.member)
        else:
            found[person] = Invitee(person, known.deputy, value_of(item, Member))
    return found


def require_fit(invitee: Invitee | None, activity: Activity, today: date) -> Role:
    """As what the person can be invited to the activity: deputy or member.

    Raises ``person_not_found``, ``mandate_suspended``, ``mandates_ended``, ``member_left`` or
    ``invitee_elsewhere``: neither home nor congress has to do with the activity's division; then nothing
    else is told of the person.
    """
    if invitee is None or (invitee.deputy is None and invitee.member is None):
        raise Refusal("person_not_found")
    deputy, member = invitee.deputy, invitee.member
    as_deputy = deputy is not None and (member is None or deputy.serves_from(today))
    codes = [] if member is None or as_deputy else [member.division]
    if deputy is not None and as_deputy:
        codes = [deputy.home, *(mandate.keeper for mandate in deputy.mandates)]
    if not any(reaches(activity.division, code) or reaches(code, activity.division) for code in codes):
        raise Refusal("invitee_elsewhere")
    if deputy is not None and as_deputy:
        require_mandate(deputy, activity.congress, today)
        return Role.DEPUTY
    if member is not None:
        require_office(member, today)
    return Role.MEMBER


def require_mandate(deputy: Deputy, congress: str, today: date) -> Mandate:
    """The mandate by which the deputy takes part: in this congress where there is one. Raises
    ``mandate_suspended`` (Deputies Law art. 61) or ``mandates_ended``."""
    own = [mandate for mandate in deputy.mandates if mandate.division == congress]
    held = own or list(deputy.mandates)
    for mandate in held:
        if mandate.status_on(today) is MandateStatus.ACTIVE:
            return mandate
    if any(mandate.status_on(today) is MandateStatus.SUSPENDED for mandate in held):
        raise Refusal("mandate_suspended", basis=SUSPENDED)
    raise Refusal("mandates_ended")


def require_office(member: Member, today: date) -> None:
    """Raises ``member_left`` for one who is not in office."""
    if not member.grants(today):
        raise Refusal("member_left")


def require_still(invitation: Invitation, congress: str, today: date) -> Deputy | Member:
    """Who answers an invitation, if still what they were invited as; raises as above. One call."""
    as_member = invitation.invited_as is Role.MEMBER
    item = engine.get(RegistryItem, person_key(invitation.person), MEMBER if as_member else DEPUTY)
    if item is None:
        raise Refusal("member_left" if as_member else "mandates_ended")
    if as_member:
        member = value_of(item, Member)
        require_office(member, today)
        return member
    deputy = value_of(item, Deputy)
    require_mandate(deputy, congress, today)
    return deputy
