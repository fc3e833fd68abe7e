"""What the executing organ and the committee do with an appeal. The organ's time runs by the hour from the
receipt until the appeal is passed on (Shenzhen art. 32); the sweep tells of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.clocks.clock import first_owed
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import About, HandOver, Share
from functions.suggestions.matters.acting import Act, is_of_office, office_role, raised_by, tell
from functions.suggestions.matters.appeals.appeal import KIND, RECEIVED, TITLE, Appeal, Happened, then
from functions.suggestions.registry import registered_unit
from functions.suggestions.tables import SuggestionItem
from shared.domain.clock import iso, legal_day
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal, invalid
from shared.domain.notices import NoticeKind
from shared.domain.roles import Caller, Role
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.inbox import post
from shared.store.registry import DEPUTY, RegistryItem, person_key
from shared.store.writing import Write

UNIT = frozenset({Role.UNIT_STAFF})
LONGEST_AGO = timedelta(days=366)
"""How long ago the organ may have received what is entered. No regulation says so."""


@dataclass(frozen=True, slots=True)
class Found:
    """An appeal as it stands, and its item."""

    item: SuggestionItem
    appeal: Appeal


def enter(
    organ: str, fields: Mapping[str, Any], by: str, id_: str, mark: str | None, now: datetime
) -> Appeal:
    """An appeal that the organ received: entered by its staff, or by the committee that heard of it. The
    organ and the committee are told until when it is to be passed on. Raises ``unit_not_found``,
    ``deputy_not_found``, ``no_mandate_there``, ``invalid_request``. Two or three calls."""
    received_at = fields["received_at"]
    if not now - LONGEST_AGO <= received_at <= now:
        raise invalid(
            "body.received_at", "应在现在之前、一年之内", "not after now, nor more than a year back"
        )
    unit = registered_unit(organ)
    deputy, name = fields["deputy"], fields["name"]
    if deputy is not None:
        name = _deputy(deputy, fields["congress"], now).name
    appeal = Appeal(id_, fields["congress"], organ, unit.name, name, received_at, now, deputy, fields["text"])
    given = handover.given(_about(appeal), organ, Share.LEAD, received_at, by, name=unit.name, what=RECEIVED)
    owed = first_owed(handover.clocks(given, now))
    due = owed.run.clock.due if owed is not None else None
    until = iso(due.at) if due is not None else None
    kind = NoticeKind.APPEAL_RECEIVED
    told = [_tell(appeal, to, kind, now, due=until) for to in (_organ(appeal), _office(appeal))]
    if deputy is not None:
        told.append(raised_by(KIND, deputy, appeal))
    entry = Entry(Happened.RECEIVED, by, now, data={"received_at": iso(received_at)})
    return cases.create(KIND, appeal, entry, shown, mark, *handovers.writes(None, given, now), *told)


def load(appeal: str) -> Found:
    """The appeal as it stands; raises ``case_not_found``. One call."""
    item = cases.load(appeal, consistent=True)
    return Found(item, value_of(item, Appeal))


def of_organ(appeal: str, organ: str, caller: Caller) -> Found:
    """The appeal to the organ's staff; to others it is not there. One call."""
    found = load(appeal)
    if found.appeal.organ != organ or not caller.reaches(UNIT, organ):
        raise Refusal("case_not_found")
    return found


def in_office(appeal: str, act: Act) -> Found:
    """The appeal to the committee's own staff; to others it is not there. One call."""
    found = load(appeal)
    if not is_of_office(act.caller, found.appeal.congress):
        raise Refusal("case_not_found")
    act.require(found.item)
    return found


def forward(found: Found, text: str | None, act: Act) -> Appeal:
    """The organ passes it on, now. The committee and the deputy are told. Raises ``invalid_request`` where
    nobody has said what it says. Three calls."""
    act.require(found.item)
    said = text or found.appeal.text
    if said is None:
        raise invalid("body.text", "请填写申诉书内容", "say what the appeal says")
    return _arrived(found, said, act.now, act)


def arrive(found: Found, text: str, at: datetime, act: Act) -> Appeal:
    """The committee has it, in another way than through this system, since ``at``. Three calls."""
    if not found.appeal.received_at <= at <= act.now:
        raise invalid("body.arrived_at", "应在收到之后、现在之前", "after the receipt, and not after now")
    return _arrived(found, text, at, act)


def settle(found: Found, text: str, deputy: str | None, act: Act) -> Appeal:
    """What the committee did about it; ``deputy`` names the person where the organ had a name only. The
    deputy and the organ are told. Raises ``deputy_not_found``, ``no_mandate_there``. Two or three calls."""
    appeal, others = found.appeal, list[Write]()
    person = appeal.deputy or deputy
    if appeal.deputy is None and deputy is not None:
        _deputy(deputy, appeal.congress, act.now)
        others.append(raised_by(KIND, deputy, appeal))
    entry = Entry(Happened.SETTLED, act.caller.person, act.now, data={"text": text})
    after, entry = then(appeal, entry, result=text, settled_on=legal_day(act.now), deputy=person)
    for to in filter(None, (person, _organ(appeal))):
        others.append(_tell(appeal, to, NoticeKind.APPEAL_SETTLED, act.now))
    return cases.change(KIND, found.item, after, [entry], shown, *others)


def withdraw(found: Found, reason: str, act: Act) -> Appeal:
    """Taken back by the deputy, or entered in error: the organ owes nothing more. All are told. The reason
    may name the deputy: the hand-over, which more people read, does not have it. Three calls."""
    appeal, now = found.appeal, act.now
    entry = Entry(Happened.WITHDRAWN, act.caller.person, now, reason)
    after, entry = then(appeal, entry)
    kind = NoticeKind.APPEAL_WITHDRAWN
    recipients = filter(None, (appeal.deputy, _organ(appeal), _office(appeal)))
    others = [_tell(appeal, to, kind, now, reason=reason) for to in recipients]
    before = handovers.load(appeal.id, appeal.organ, consistent=True)
    if before.state in handover.OPEN:
        released = handover.released(before, now, act.caller.person)
        others += handovers.writes(before, released, now)
    return cases.change(KIND, found.item, after, [entry], shown, *others)


def clocks_of(appeal: Appeal) -> HandOver:
    """The appeal in the hands of the organ. One call."""
    return handovers.load(appeal.id, appeal.organ)


def shown(appeal: Appeal) -> dict[str, Any]:
    """What lists of the committee show of it."""
    told = {
        "id": appeal.id,
        "congress": appeal.congress,
        "organ": appeal.organ,
        "organ_name": appeal.organ_name,
        "name": appeal.name,
        "received_at": iso(appeal.received_at),
        "forwarded_at": None if appeal.forwarded_at is None else iso(appeal.forwarded_at),
        "state": appeal.state.value,
    }
    return {name: value for name, value in told.items() if value is not None}


def _arrived(found: Found, text: str, at: datetime, act: Act) -> Appeal:
    appeal, by, now = found.appeal, act.caller.person, act.now
    entry = Entry(Happened.FORWARDED, by, now, data={"at": iso(at)})
    after, entry = then(appeal, entry, text=text, forwarded_at=at)
    before = handovers.load(appeal.id, appeal.organ, consistent=True)
    done = handover.happened(before, handover.FORWARDED, at, by)
    writes = handovers.writes(before, handover.released(done, now, by), now)
    recipients = filter(None, (_office(appeal), appeal.deputy))
    told = [_tell(appeal, to, NoticeKind.APPEAL_FORWARDED, now) for to in recipients]
    return cases.change(KIND, found.item, after, [entry], shown, *writes, *told)


def _about(appeal: Appeal) -> About:
    return About(appeal.id, KIND, appeal.congress, TITLE, {})


def _organ(appeal: Appeal) -> str:
    return post(Role.UNIT_STAFF, appeal.organ)


def _office(appeal: Appeal) -> str:
    return post(office_role(appeal.congress), appeal.congress)


def _tell(appeal: Appeal, to: str, kind: NoticeKind, now: datetime, **data: str | None) -> Write:
    return tell(appeal, "appeal", to, kind, now, **data)


def _deputy(person: str, congress: str, now: datetime) -> Deputy:
    """Also one whose mandate rests: that is what happens to who is detained (Deputies Law art. 61)."""
    item = engine.get(RegistryItem, person_key(person), DEPUTY)
    if item is None:
        raise Refusal("deputy_not_found")
    deputy = value_of(item, Deputy)
    if not any(one.division == congress and one.begins <= legal_day(now) for one in deputy.mandates):
        raise Refusal("no_mandate_there")
    return deputy
