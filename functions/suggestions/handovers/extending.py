"""A unit needs more time: it asks for it or explains why, and whoever may consents or declines, as the rule
of its clock says."""

from dataclasses import replace
from datetime import datetime

from functions.suggestions.clocks.clock import first_owed
from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import HandOver, Longer
from functions.suggestions.handovers.telling import office, tell
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.places import division_of
from shared.domain.roles import Role
from shared.store.inbox import post
from shared.store.writing import commit


def ask(before: HandOver, version: int, by: str, reason: str, now: datetime) -> HandOver:
    """The unit asks, and the office of the case's division is told; where the rule lets it explain, the time
    is longer with that, and everybody concerned is told. Raises ``stale_version``, ``handover_state``,
    ``extension_refused`` with the article, ``limit_reached``, ``conflict``. One call."""
    _require(before, version)
    if handover.times_asked(before) >= handover.MOST_ASKED:
        raise Refusal("limit_reached", limit=handover.MOST_ASKED)
    form, body = handover.extension_of(before, now, by, reason)
    if form == "explain":
        after = handover.made_longer(before, Longer(now, form, body, by, reason))
        to = [_office(before), *before.about.concerned]
        return _save(before, after, NoticeKind.EXTENSION_GIVEN, to, reason, now)
    after = handover.happened(before, handover.EXTENSION_ASKED, now, by, reason)
    return _save(before, after, NoticeKind.EXTENSION_ASKED, [_office(before)], reason, now)


def consent(before: HandOver, version: int, body: str, by: str, reason: str, now: datetime) -> HandOver:
    """``body`` (a word of the rules) has consented; the unit and everybody concerned are told. Raises what
    :func:`ask` raises. One call."""
    _require(before, version)
    after = handover.made_longer(before, Longer(now, "consent", body, by, reason))
    to = [_unit(before), *before.about.concerned]
    return _save(before, after, NoticeKind.EXTENSION_GIVEN, to, reason, now)


def decline(before: HandOver, version: int, by: str, reason: str, now: datetime) -> HandOver:
    """What the unit asked for last is declined; it is told. Raises ``stale_version``,
    ``extension_not_asked``, ``handover_state``, ``conflict``. One call."""
    _require(before, version)
    after = handover.extension_declined(before, now, by, reason)
    return _save(before, after, NoticeKind.EXTENSION_DECLINED, [_unit(before)], reason, now)


def _require(found: HandOver, version: int) -> None:
    if found.version != version:
        raise Refusal("stale_version")


def _save(
    before: HandOver, after: HandOver, kind: NoticeKind, to: list[str], reason: str, now: datetime
) -> HandOver:
    owed, cause = first_owed(handover.clocks(after, now)), f"{before.version}"
    told = [tell(one, kind, after, now, cause=cause, timed=owed, reason=reason) for one in to]
    commit(*store.writes(before, after, now), *told)
    return replace(after, version=before.version + 1)


def _office(found: HandOver) -> str:
    return office(division_of(found.about.scope))


def _unit(found: HandOver) -> str:
    return post(Role.UNIT_STAFF, found.party)
