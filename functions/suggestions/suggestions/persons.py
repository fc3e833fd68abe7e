"""Who may do what with a suggestion: the deputies who make it, the office of its congress, the units that
handle it, and those who read what the division has recorded."""

from collections.abc import Iterable
from datetime import date, datetime

from functions.suggestions.registry import registered_units
from functions.suggestions.suggestions.suggestion import Signature, State, Suggestion
from shared.domain import divisions
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.errors import Basis, Refusal
from shared.domain.mandates import Mandate, MandateStatus
from shared.domain.roles import READERS, Caller, Role
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.registry import DEPUTY, RegistryItem, get_deputies, person_key

OFFICE = frozenset({Role.COMMITTEE_STAFF, Role.TOWNSHIP_STAFF})
"""Roles in which somebody acts for the office of a congress."""
UNIT = frozenset({Role.UNIT_STAFF})


def in_congress(deputy_id: str, congress: str, day: date) -> Deputy:
    """The deputy, who exercises a mandate of the division's congress on ``day``; raises ``deputy_not_found``,
    ``no_mandate_there``. One call."""
    item = engine.get(RegistryItem, person_key(deputy_id), DEPUTY)
    if item is None:
        raise Refusal("deputy_not_found")
    deputy = value_of(item, Deputy)
    _require_mandate(deputy, congress, day)
    return deputy


def names_in_congress(ids: Iterable[str], congress: str, day: date) -> dict[str, str]:
    """The names of these deputies, by id; raises as :func:`in_congress`. One call."""
    found = {one.id: one for one in (value_of(item, Deputy) for item in get_deputies(ids))}
    for id_ in ids:
        if id_ not in found:
            raise Refusal("deputy_not_found")
        _require_mandate(found[id_], congress, day)
    return {id_: deputy.name for id_, deputy in found.items()}


def _require_mandate(deputy: Deputy, congress: str, day: date) -> None:
    if not any(one.division == congress and one.active_on(day) for one in deputy.mandates):
        raise Refusal("no_mandate_there")


def names_of_units(ids: Iterable[str], congress: str) -> dict[str, str]:
    """The names of these units, by id, which are active and of the congress's division, of one in it or above
    it; raises ``unit_not_found``, ``unit_inactive``, ``unit_elsewhere``. One call."""
    found = registered_units(ids)
    for id_ in ids:
        unit = found.get(id_)
        if unit is None:
            raise Refusal("unit_not_found")
        if not unit.active:
            raise Refusal("unit_inactive")
        if not (unit.division.startswith(congress) or congress.startswith(unit.division)):
            raise Refusal("unit_elsewhere")
    return {id_: found[id_].name for id_ in ids}


def mandate_of(deputy: Deputy, congress: str, day: date) -> Mandate | None:
    """That of the congress: an active one first, then that of the newest term; none yet to begin."""
    held = [one for one in deputy.mandates if one.division == congress and one.begins <= day]
    return max(held, key=lambda one: (one.active_on(day), one.term), default=None)


def standing(deputy: Deputy | None, congress: str, day: date) -> MandateStatus:
    """Where the mandate of the congress stands; ended for whoever has none."""
    mandate = None if deputy is None else mandate_of(deputy, congress, day)
    return MandateStatus.ENDED if mandate is None else mandate.status_on(day)


def require_not_suspended(deputy_id: str, congress: str, now: datetime) -> None:
    """Who is suspended does not execute duty meanwhile; whose mandate has ended still says what a reply to
    them is worth. Raises ``deputy_suspended`` with the article (Deputies Law art. 61). One call."""
    found = {one.id: one for one in (value_of(item, Deputy) for item in get_deputies([deputy_id]))}
    if standing(found.get(deputy_id), congress, legal_day(now)) is MandateStatus.SUSPENDED:
        raise Refusal("deputy_suspended", basis=Basis("national", "61-1"))


def office_of(congress: str) -> Role:
    """In whose name suggestions are taken in and handed over: the committee's offices, in a township the
    presidium (Deputies Law art. 51-1)."""
    township = divisions.get(congress).level is Level.TOWNSHIP
    return Role.TOWNSHIP_STAFF if township else Role.COMMITTEE_STAFF


def require_office(caller: Caller, suggestion: Suggestion) -> None:
    """Those who act for the office of this very congress: one above supervises, and does not hand over in its
    place. Raises ``case_not_found`` of a draft, ``role_missing``, ``out_of_scope``."""
    if suggestion.submitted_at is None:
        raise Refusal("case_not_found")
    caller.require({office_of(suggestion.congress)})
    if not is_office_of(caller, suggestion.congress):
        raise Refusal("out_of_scope", scope=suggestion.congress)


def is_office_of(caller: Caller, congress: str) -> bool:
    """Whether the caller acts for the office of this very congress."""
    role = office_of(congress)
    return any(grant.role is role and grant.scope == congress for grant in caller.grants)


def require_author(caller: Caller, suggestion: Suggestion) -> None:
    """The deputy who leads the signers; raises ``not_yours``, ``case_not_found`` for who may not read it."""
    if caller.person == suggestion.deputy:
        return
    raise Refusal("not_yours" if knows(caller, suggestion) else "case_not_found")


def require_reader(caller: Caller, suggestion: Suggestion) -> None:
    """The deputies who have a part in it; once it was submitted those who read what the division has
    recorded, and the units to which it was handed over or that promised something. Raises
    ``case_not_found`` of a draft, else ``role_missing`` or ``out_of_scope``."""
    if knows(caller, suggestion):
        return
    if suggestion.submitted_at is None:
        raise Refusal("case_not_found")
    caller.require_reach(READERS, suggestion.congress)


def has_part(deputy: str, suggestion: Suggestion) -> bool:
    """Whether the deputy drafted it, leads or led the signers, signed it, is asked to while it is to be
    signed, or has a part in one that it stands for."""
    led = (one.deputy for one in suggestion.formers)
    if deputy in (*led, *suggestion.concerned):
        return True
    return suggestion.state is not State.WITHDRAWN and any(
        one.deputy == deputy and one.signature is Signature.ASKED for one in suggestion.signers
    )


def knows(caller: Caller, suggestion: Suggestion) -> bool:
    """Whether the caller may read it."""
    return has_part(caller.person, suggestion) or (
        suggestion.submitted_at is not None
        and (
            any(caller.reaches(UNIT, one.unit) for one in suggestion.units)
            or any(caller.reaches(UNIT, one.unit) for one in suggestion.promises)
            or caller.reaches(READERS, suggestion.congress)
        )
    )
