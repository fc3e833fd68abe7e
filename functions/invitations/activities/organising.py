"""Who holds an activity, who may act for them, and who may read it.

A standing committee acts through its staff, a township's congress also through the township's, a station
through its own staff and those above, a group through these and through the deputies who lead it. A deputy
inspects with the own card only (Deputies Law art. 29).
"""

from dataclasses import dataclass, field
from datetime import date

from functions.invitations import registry
from functions.invitations.activities.activity import Activity, Organiser, OrganiserKind, Told
from functions.invitations.inviting import store as invitations
from functions.invitations.inviting.invitation import Invitation
from shared.domain import divisions
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.errors import Basis, Refusal, invalid
from shared.domain.roles import OVERSEERS, READERS, STATION_STAFF, Caller, Role
from shared.domain.stations import StationStatus
from shared.store.envelopes import value_of

ORGANISERS = OVERSEERS | STATION_STAFF | {Role.DEPUTY}
"""Roles in which somebody can act for an organiser."""
VIEWERS = READERS | {Role.DEPUTY, Role.MEMBER}
"""Roles in which somebody can read of activities."""
OWN_CARD = "card_inspection"
_CARD = Basis("national", "29-3")


@dataclass(frozen=True, slots=True)
class Ground:
    """What follows from who holds an activity: whose roles reach it, whose rulebook binds it, the station it
    is at, what is known of the organiser, and the deputies who may act for it."""

    scope: str
    congress: str
    station: str | None = None
    facts: dict[str, Told] = field(default_factory=dict)
    leaders: frozenset[str] = frozenset()


def ground(organiser: Organiser, place: str | None, today: date) -> Ground:
    """Raises ``invalid_request`` for an organiser that cannot be one, ``station_not_found``,
    ``station_closed``, ``group_not_found``, ``group_dissolved``, ``deputy_not_found``, ``card_required``. One
    call, none for a committee."""
    match organiser.kind:
        case OrganiserKind.COMMITTEE:
            if not divisions.exists(organiser.id) or organiser.id == divisions.NATION:
                raise invalid("body.organiser.id", "没有这个区划代码", "there is no such division")
            return Ground(organiser.id, organiser.id)
        case OrganiserKind.STATION:
            station = registry.station(organiser.id)
            if station.status is StationStatus.CLOSED:
                raise Refusal("station_closed")
            return Ground(station.id, station.division, station.id, {"station_type": str(station.type)})
        case OrganiserKind.GROUP:
            group = registry.group(organiser.id)
            leaders = frozenset(filter(None, (group.leader, group.deputy_leader)))
            return Ground(
                group.division, group.congress, facts={"group_kind": str(group.kind)}, leaders=leaders
            )
        case OrganiserKind.DEPUTY:
            return _of_deputy(registry.deputy(organiser.id), place, today)


def _of_deputy(deputy: Deputy, place: str | None, today: date) -> Ground:
    """A deputy inspects in the division of the own congress, with the card that it issued."""
    if deputy.card is None:
        raise Refusal("card_required", basis=_CARD)
    if place is None:
        raise invalid("body.division", "请填写视察地点所在区划", "say in which division the inspection is")
    congresses = sorted(
        (mandate.division for mandate in deputy.mandates if mandate.active_on(today)), key=len, reverse=True
    )
    for congress in congresses:
        if congress == divisions.NATION or place.startswith(congress):
            return Ground(place, congress, leaders=frozenset({deputy.id}))
    raise Refusal("card_elsewhere", basis=_CARD)


def require_own(caller: Caller, organiser: Organiser, found: Ground) -> None:
    """Raises ``role_missing``, ``out_of_scope`` or ``not_organiser`` unless the caller may act for it."""
    if caller.person in found.leaders or (
        organiser.kind is not OrganiserKind.DEPUTY and caller.reaches(_staff_of(organiser), found.scope)
    ):
        return
    caller.require_reach(ORGANISERS, found.scope)
    raise Refusal("not_organiser")


def require_organiser(caller: Caller, activity: Activity) -> None:
    """The same of an activity that stands. A call only for a deputy, about the group that might be theirs."""
    organiser, leaders = activity.organiser, frozenset[str]()
    if organiser.kind is OrganiserKind.DEPUTY:
        leaders = frozenset({organiser.id})
    elif organiser.kind is OrganiserKind.GROUP and not caller.reaches(_staff_of(organiser), activity.scope):
        group = registry.group(organiser.id)
        leaders = frozenset(filter(None, (group.leader, group.deputy_leader)))
    require_own(caller, organiser, Ground(activity.scope, activity.congress, leaders=leaders))


def _staff_of(organiser: Organiser) -> frozenset[Role]:
    match organiser.kind:
        case OrganiserKind.STATION:
            return OVERSEERS | STATION_STAFF
        case OrganiserKind.GROUP:
            return OVERSEERS | {Role.TOWNSHIP_STAFF}
        case _:
            township = divisions.get(organiser.id).level is Level.TOWNSHIP
            return OVERSEERS | {Role.TOWNSHIP_STAFF} if township else OVERSEERS


def require_preparer(caller: Caller, activity: Activity) -> None:
    """Those who read what is recorded there, and whoever may act for the organiser: they see how it is
    prepared. Raises ``role_missing``, ``out_of_scope``, ``not_organiser``."""
    if caller.reaches(READERS, activity.scope):
        return
    if caller.holds(ORGANISERS):
        require_organiser(caller, activity)
    else:
        caller.require_reach(READERS, activity.scope)


def require_reader(caller: Caller, activity: Activity) -> None:
    """Those who read what is recorded there, whoever organises it, deputies and members whose congress
    reaches it once it is announced, and whoever is invited. Raises ``out_of_scope``, and
    ``activity_not_found`` of a draft. A call only for somebody whom no role lets in."""
    if caller.reaches(READERS, activity.scope) or caller.person in {
        activity.created_by,
        activity.organiser.id,
    }:
        return
    if not activity.hidden and (caller.reaches(VIEWERS, activity.scope) or _is_invited(caller, activity)):
        return
    caller.require_reach(VIEWERS, activity.scope)
    raise Refusal("activity_not_found")


def _is_invited(caller: Caller, activity: Activity) -> bool:
    try:
        item = invitations.load(activity.id, caller.person)
    except Refusal as refusal:
        if refusal.code != "invitation_not_found":
            raise
        return False
    return value_of(item, Invitation).invited_at is not None
