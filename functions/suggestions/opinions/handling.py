"""What those do with an opinion who received it: they sort it, take the way that the rules name, and tell the
resident. Every step stands in the history with its rule, and nothing is done twice: all is written at once
under the version that the caller read.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import HandOver, Share
from functions.suggestions.opinions import routing, store, telling
from functions.suggestions.opinions.opinion import KIND, Happened, Opinion, State, then
from functions.suggestions.opinions.store import Found
from functions.suggestions.registry import unit as unit_of
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import OVERSEERS, Caller
from shared.regulations.rules import Part
from shared.regulations.stating import told, written
from shared.store.envelopes import require_version
from shared.store.writing import Write

_NOTICE_OF = {Happened.HANDED_OVER: "handover_notice", Happened.FORWARDED: "forwarding_notice"}
"""What the resident is told by the very step, as the rules call it: it stands in what the receipt shows."""
_RESULT = "result"
"""What the resident is told at the end, as the rules call it."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes an opinion, when, and the version that they read."""

    caller: Caller
    version: int
    now: datetime


def find(receipt: str, act: Act) -> Found:
    """The opinion to who handles it; raises ``case_not_found``, ``out_of_scope``, ``stale_version``. One
    call."""
    found = store.load(receipt)
    act.caller.require_reach(routing.HANDLERS, found.opinion.scope)
    require_version(found.item, act.version)
    return found


def sort(found: Found, fields: dict[str, Any], act: Act) -> Opinion:
    """What the opinion is about, and the facts of it that the rules ask for; raises ``invalid_request`` for a
    fact that no pack there knows. The hand-overs to units that have it no more stay as they were: there may
    be many. Three calls."""
    opinion = found.opinion
    after = opinion
    if "category" in fields:
        after = replace(after, category=fields["category"])
    if "facts" in fields:
        after = replace(after, facts=told(fields["facts"], routing.book_of(opinion), ("level",)))
    if "subject" in fields:
        after = replace(after, subject=fields["subject"])
    data: dict[str, Any] = {"facts": written(after.facts)}
    if after.subject is not None:
        data["subject"] = after.subject
    if after.category is not None:
        data["category"] = after.category.value
    after, entry = then(after, Entry(Happened.SORTED, act.caller.person, act.now, data=data))
    about = routing.about(after)
    restated = [
        write
        for before in handovers.of_case(opinion.id, consistent=True)
        if before.about != about and (before.share is Share.OWN or before.state in handover.OPEN)
        for write in handovers.writes(before, handover.restated(before, about), act.now)
    ]
    return cases.change(KIND, found.item, after, [entry], store.shown, *restated)


def answer(found: Found, text: str, act: Act) -> Opinion:
    """Answered on the spot, and the resident told (Shangqiu art. 20(1)). Four calls."""
    part = routing.basis(found.opinion, Happened.ANSWERED, act.caller)
    return _told(found, Happened.ANSWERED, text, act, part)


def explain(found: Found, text: str, channel: str, act: Act) -> Opinion:
    """Explained, and the proper channel shown (Shangqiu art. 20(5)). Four calls."""
    part = routing.basis(found.opinion, Happened.EXPLAINED, act.caller)
    return _told(found, Happened.EXPLAINED, text, act, part, channel=channel)


def feed_back(found: Found, text: str, act: Act) -> Opinion:
    """The resident, and all whose opinions were joined with it, are told the result; at once what came of a
    deputy's suggestion that it led to, which raises ``reply_awaited`` before that was replied to. Four calls,
    up to two more for the suggestion."""
    if found.opinion.by_suggestion:
        # Lists and all other steps start the sooner for reading nothing of suggestions.
        from functions.suggestions.chain.reading import require_replied

        require_replied(found.opinion)
    return _told(found, Happened.FED_BACK, text, act, None)


def research(found: Found, text: str, act: Act) -> Opinion:
    """Taken up for research, which may lead to a motion or suggestion (Shangqiu art. 20(4)). Three calls."""
    part = routing.basis(found.opinion, Happened.RESEARCH, act.caller)
    return _step(found, Happened.RESEARCH, act, _data(part, text=text))


def forward(found: Found, text: str | None, act: Act) -> Opinion:
    """Sent to the county's body, which hands it over (Shangqiu art. 20(3)); the resident is told. Four
    calls."""
    part = routing.basis(found.opinion, Happened.FORWARDED, act.caller)
    others = [
        telling.forwarded(found.opinion, act.now),
        *_residents(found.opinion, NoticeKind.OPINION_HANDED_OVER, act.now),
    ]
    return _step(found, Happened.FORWARDED, act, _data(part, text=text), others)


def hand_over(found: Found, unit_id: str, text: str | None, act: Act) -> Opinion:
    """Handed to the unit concerned, and the resident told (Shangqiu art. 20(2), 20(3)). Raises
    ``unit_not_found``, ``unit_inactive``. Five calls."""
    opinion = found.opinion
    if opinion.state is State.FORWARDED:
        act.caller.require_reach(OVERSEERS, opinion.scope)
    part = routing.basis(opinion, Happened.HANDED_OVER, act.caller)
    unit = unit_of(unit_id)
    others = [
        telling.assigned(opinion, unit_id, act.now),
        *_residents(opinion, NoticeKind.OPINION_HANDED_OVER, act.now, **{"with": unit.name}),
    ]

    def give(held: dict[str, HandOver]) -> list[Write]:
        about, by, before = routing.about(opinion), act.caller.person, held.get(unit_id)
        return handovers.give(about, unit_id, Share.LEAD, act.now, by, name=unit.name, before=before)

    data = _data(part, text=text, unit=unit_id, unit_name=unit.name)
    fields = {"unit": unit_id, "unit_name": unit.name, "note": text}
    return _step(found, Happened.HANDED_OVER, act, data, others, give, **fields)


def send_back(found: Found, reason: str, act: Act) -> Opinion:
    """The county's body sends back what was forwarded to it. Three calls."""
    if found.opinion.state is not State.FORWARDED:
        raise Refusal("case_state", state=found.opinion.state)
    act.caller.require_reach(OVERSEERS, found.opinion.scope)
    others = [telling.returned(found.opinion, act.now, None, reason)]
    return _step(found, Happened.RETURNED, act, {}, others, reason=reason)


def result(found: Found, text: str, act: Act) -> Opinion:
    """What came of it, by those who handle it: of research, or of a unit that does not work here. Three
    calls."""
    return _step(found, Happened.RESULT_KNOWN, act, {"text": text}, parties=_done(found.opinion, act))


def reply(found: Found, text: str, act: Act) -> Opinion:
    """An answer to what the resident asked; the opinion stays where it is. Three calls."""
    one = store.residents((found.opinion.id,))
    entry = Entry(Happened.REPLIED, act.caller.person, act.now, data={"text": text})
    after, entry = then(found.opinion, entry)
    notices = telling.residents(one, NoticeKind.OPINION_RESULT, found.opinion, act.now, answer=text)
    return cases.change(KIND, found.item, after, [entry], store.shown, *notices)


def returned_by_unit(found: Found, reason: str, act: Act) -> Opinion:
    """The unit gives it back, and why. Raises ``handover_state`` once it has accepted. Three calls."""
    opinion, now = found.opinion, act.now
    others = [telling.returned(opinion, now, opinion.unit_name, reason)]

    def back(held: dict[str, HandOver]) -> list[Write]:
        before = held[str(opinion.unit)]
        after = handover.returned(before, now, act.caller.person, reason)
        return handovers.writes(before, after, now)

    data = {"unit": opinion.unit, "unit_name": opinion.unit_name}
    return _step(found, Happened.RETURNED, act, data, others, back, reason=reason)


def result_of_unit(found: Found, text: str, act: Act) -> Opinion:
    """What the unit did; those who received the opinion tell the resident. Three calls."""
    others = [telling.result_known(found.opinion, act.now, text)]
    data = {"text": text, "unit": found.opinion.unit, "unit_name": found.opinion.unit_name}
    return _step(found, Happened.RESULT_KNOWN, act, data, others, _done(found.opinion, act))


Parties = Callable[[dict[str, HandOver]], list[Write]]
"""From the hand-overs of the case, by party, what changes of them besides the receiver's own."""


def _done(opinion: Opinion, act: Act) -> Parties:
    def writes(held: dict[str, HandOver]) -> list[Write]:
        before = held.get(opinion.unit or "")
        if before is None or before.state not in handover.OPEN:
            return []
        after = handover.replied(before, act.now, act.caller.person)
        return handovers.writes(before, after, act.now)

    return writes


def _told(
    found: Found, what: Happened, text: str, act: Act, part: Part | None, channel: str | None = None
) -> Opinion:
    opinion = found.opinion
    people = _residents(opinion, NoticeKind.OPINION_RESULT, act.now, answer=text)
    data = _data(part, text=text, channel=channel)
    return _step(found, what, act, data, people, answer=text)


def _step(
    found: Found,
    what: Happened,
    act: Act,
    data: dict[str, Any],
    others: list[Write] | None = None,
    parties: Parties | None = None,
    *,
    reason: str | None = None,
    **fields: Any,
) -> Opinion:
    """The step taken: head, history, lists, the receiver's own clocks, the parties', the notices."""
    opinion = found.opinion
    entry = Entry(what, act.caller.person, act.now, reason, data)
    after, entry = then(opinion, entry, **fields)
    held = {one.party: one for one in handovers.of_case(opinion.id, consistent=True)}
    own = held[opinion.scope]
    known = own
    for event in _events(what):
        known = handover.happened(known, event, act.now, act.caller.person)
    writes = handovers.writes(own, known, act.now)
    writes += parties(held) if parties is not None else []
    return cases.change(KIND, found.item, after, [entry], store.shown, *writes, *(others or ()))


def _events(what: Happened) -> tuple[str, ...]:
    """The step in the words of the rules, with what the resident is told by it."""
    if what in _NOTICE_OF:
        return what.value, _NOTICE_OF[what]
    if what in (Happened.ANSWERED, Happened.EXPLAINED, Happened.FED_BACK):
        return what.value, _RESULT
    return (what.value,)


def _data(part: Part | None, **values: str | None) -> dict[str, Any]:
    """The particulars of a step, with the rule under which it is taken."""
    data: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    if part is not None:
        data["rule"] = part.id
    return data


def _residents(opinion: Opinion, kind: NoticeKind, now: datetime, **data: str | None) -> list[Write]:
    people = store.residents((opinion.id, *opinion.merged))
    return telling.residents(people, kind, opinion, now, **data)
