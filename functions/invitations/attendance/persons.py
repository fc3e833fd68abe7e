"""Who is entered in an attendance list: as invited, or as the Registry knows them."""

from typing import NamedTuple

from functions.invitations import registry
from functions.invitations.activities.activity import Activity
from functions.invitations.attendance.entry import Entry
from functions.invitations.attendance.store import Known
from functions.invitations.inviting.invitation import Invitation
from shared.domain.clock import legal_day
from shared.domain.divisions import reaches
from shared.domain.errors import Refusal
from shared.domain.roles import Role


class Person(NamedTuple):
    """Name, the role in which the person comes, and whether that was by invitation."""

    name: str
    role: Role
    invited: bool


def of_invitation(invitation: Invitation) -> Person:
    """As invited."""
    return Person(invitation.name, invitation.invited_as, True)


def registered(person: str, activity: Activity) -> Person:
    """A deputy on the day of the activity, or a member in office, whose home or congress has to do with the
    activity's division: nobody enters duties for others than their own. Raises ``person_not_found``. One
    call, two for a member."""
    day = legal_day(activity.starts)
    try:
        deputy = registry.deputy(person)
    except Refusal as refusal:
        if refusal.code != "deputy_not_found":
            raise
    else:
        congresses = (mandate.division for mandate in deputy.mandates)
        if deputy.grants(day) and _concerned(activity, deputy.home, *congresses):
            return Person(deputy.name, Role.DEPUTY, False)
    try:
        member = registry.member(person)
    except Refusal as refusal:
        if refusal.code != "member_not_found":
            raise
        raise Refusal("person_not_found") from refusal
    if not (member.grants(day) and _concerned(activity, member.division)):
        raise Refusal("person_not_found")
    return Person(member.name, Role.MEMBER, False)


def _concerned(activity: Activity, *codes: str) -> bool:
    place = activity.division
    return any(reaches(place, code) or reaches(code, place) for code in codes)


def term_of(known: Known, entry: Entry) -> tuple[int | None, bool]:
    """In which term a deputy's attendance counts for coverage, and whether as a grassroots deputy. Who came
    uninvited is in no coverage: it tells how invitations went round."""
    invitation = known.invitation
    if invitation is None or entry.role is not Role.DEPUTY or not entry.invited:
        return None, False
    return invitation.term, invitation.grassroots
