"""What the committee's office does with a concern: it sorts it, reports what is important, passes it on,
answers the deputy. Every step stands in the history with its rule; all is written at once."""

from datetime import date, datetime
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import HandOver, Share
from functions.suggestions.matters.acting import Act, office_role
from functions.suggestions.matters.letters import ruling, store, telling
from functions.suggestions.matters.letters.concern import Concern, Happened, State, then
from functions.suggestions.matters.letters.store import Found
from functions.suggestions.registry import unit as unit_of
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal, invalid
from shared.domain.notices import NoticeKind
from shared.domain.roles import OVERSEERS, Role
from shared.regulations.matters import Way
from shared.regulations.rules import SubjectKind
from shared.regulations.stating import told, written
from shared.store.writing import Write

PASSED_ON = handover.FORWARDED
"""What the unit's hand-over is called to the rules: of ``handed_over`` the months of the Deputies Law
(art. 51) run, which are those of suggestions."""
_OWED_BY = (SubjectKind.MEMBER, SubjectKind.STAFF, SubjectKind.COMMITTEE)


def find(concern: str, act: Act) -> Found:
    """The concern to those who work for the committee; raises ``case_not_found``, ``out_of_scope``,
    ``stale_version``. One call."""
    found = store.load(concern)
    require_office(found, act)
    act.require(found.item)
    return found


def require_office(found: Found, act: Act) -> None:
    """Those who work for the committee. Raises ``out_of_scope``."""
    division = found.concern.division
    act.caller.require_reach(OVERSEERS | {office_role(division)}, division)


def sort(found: Found, facts: dict[str, str], act: Act) -> Concern:
    """What it is, as the rules ask (``important``); raises ``invalid_request``. Three calls."""
    concern = found.concern
    stated = told(facts, ruling.book_of(concern), ruling.KNOWN)
    entry = Entry(Happened.SORTED, act.caller.person, act.now, data={"facts": written(stated)})
    after, entry = then(concern, entry, facts=stated)
    about = ruling.about(after)
    restated = [
        write
        for before in handovers.of_case(concern.id, consistent=True)
        if before.about.facts != about.facts
        for write in handovers.writes(before, handover.restated(before, about), act.now)
    ]
    return store.save(found, after, entry, *restated)


def report(found: Found, day: date, note: str | None, act: Act) -> Concern:
    """The chairpersons' meeting was told of it, on ``day`` (Guangxi art. 13). The deputy hears of that.
    Three calls."""
    concern = found.concern
    if not legal_day(concern.opened_at) <= day <= legal_day(act.now):
        raise invalid("body.day", "应在收到之后、今天或之前", "lies after it came in, and not after today")
    way = ruling.basis(concern, Happened.REPORTED)
    notice = telling.deputy(concern, NoticeKind.CONCERN_REPORTED, act.now)
    data = _data(way, day=str(day), text=note)
    return step(found, Happened.REPORTED, act, data, [notice], reported_on=day)


def forward(found: Found, body: str, name: str | None, note: str | None, act: Act) -> Concern:
    """To a part of the committee (Shenzhen art. 24); the deputy is told. Three calls."""
    concern = found.concern
    book = ruling.book_of(concern)
    if body not in ruling.BODIES:
        choices = ", ".join(ruling.BODIES)
        raise invalid("body.body", f"应为：{choices}", f"must be one of: {choices}")
    way = ruling.basis(concern, Happened.FORWARDED, body)
    called = name or book.word(body)[0]
    notice = telling.deputy(concern, NoticeKind.CONCERN_HANDED_OVER, act.now, **{"with": called})
    data = _data(way, text=note, body=body, **{"with": called})
    return step(found, Happened.FORWARDED, act, data, [notice], body=body, body_name=called)


def hand_over(found: Found, unit_id: str, note: str | None, act: Act) -> Concern:
    """To the unit concerned, in the name that the rule gives (Guangxi art. 13, Shenzhen art. 8 and 24). The
    unit and the deputy are told. Raises ``unit_not_found``, ``unit_inactive``. Four calls."""
    concern, now = found.concern, act.now
    way = ruling.basis(concern, Happened.HANDED_OVER)
    unit = unit_of(unit_id)
    in_name_of = way.branch.in_name_of if way is not None else ""
    names: dict[str, Any] = {"unit": unit_id, "unit_name": unit.name, "in_name_of": in_name_of or None}
    notices = [
        telling.unit(concern, unit_id, NoticeKind.CONCERN_ASSIGNED, now, name=concern.name),
        telling.deputy(concern, NoticeKind.CONCERN_HANDED_OVER, now, **{"with": unit.name}),
    ]
    about, by = ruling.about(concern), act.caller.person
    held = held_of(found)
    before = held.get(unit_id)
    if before is None:
        given = handover.given(about, unit_id, Share.LEAD, now, by, name=unit.name, what=PASSED_ON)
    else:
        given = handover.again(handover.restated(before, about), Share.LEAD, now, by, what=PASSED_ON)
    data = _data(way, text=note, **{"with": unit.name, "in_name_of": in_name_of or None})
    writes = handovers.writes(before, given, now)
    return step(found, Happened.HANDED_OVER, act, data, [*notices, *writes], held, **names)


def send_back(found: Found, reason: str, act: Act) -> Concern:
    """What was passed on is taken back: the body gave it back, the unit is not the right one. The unit is
    told. Three calls."""
    concern, held = found.concern, held_of(found)
    writes = _released(held, concern, act, reason)
    if concern.unit is not None:
        notice = telling.unit(concern, concern.unit, NoticeKind.CONCERN_RETURNED, act.now, reason=reason)
        writes.append(notice)
    data = _data(None, **{"with": concern.unit_name or concern.body_name})
    return step(found, Happened.RETURNED, act, data, writes, held, reason=reason)


def note_result(found: Found, text: str, act: Act) -> Concern:
    """What the unit did, as it told the office: from now on its written answer is owed (Guangxi art. 13).
    Three calls."""
    concern, held = found.concern, held_of(found)
    before = held.get(str(concern.unit))
    if before is None:
        raise Refusal("case_state", state=concern.state)
    after = handover.happened(before, Happened.RESULT_KNOWN, act.now, act.caller.person)
    notice = telling.unit(concern, before.party, NoticeKind.CONCERN_ANSWER_OWED, act.now)
    writes = [*handovers.writes(before, after, act.now), notice]
    return step(found, Happened.RESULT_KNOWN, act, {"text": text}, writes, held)


def reply(found: Found, text: str, signer: str | None, act: Act) -> Concern:
    """The deputy is answered: by the office itself where the rules let it handle the matter, or with what the
    body or unit wrote that does not work here. Three calls."""
    concern, now = found.concern, act.now
    way = ruling.basis(concern, Happened.REPLIED) if concern.state is State.RECEIVED else None
    by = concern.unit_name or concern.body_name
    held = held_of(found)
    writes = done_by_unit(held, concern, act.caller.person, now)
    writes += replied(concern, text, by, now)
    data = _data(way, text=text, signer=signer, **{"with": by})
    fields: dict[str, Any] = {"answer": text, "answered_by": by, "fed_back": True}
    return step(found, Happened.REPLIED, act, data, writes, held, told=True, **fields)


def feed_back(found: Found, text: str, act: Act) -> Concern:
    """The deputy hears from the member, or from the office for them, what became of it (Guangxi art. 12,
    Tianjin art. 10), once a round. Raises ``told_already``. Three calls."""
    concern = found.concern
    if concern.fed_back:
        raise Refusal("told_already")
    notice = telling.deputy(concern, NoticeKind.CONCERN_ANSWERED, act.now, answer=text[:60])
    return step(found, Happened.FED_BACK, act, {"text": text}, [notice], told=True)


def withdraw(found: Found, reason: str, act: Act) -> Concern:
    """Taken back by the deputy, or entered in error; all who have it in hand are told. Three calls."""
    concern, held = found.concern, held_of(found)
    writes = _released(held, concern, act, reason)
    own = held[concern.scope]
    writes += handovers.writes(own, handover.released(own, act.now, act.caller.person, reason), act.now)
    kind = NoticeKind.CONCERN_WITHDRAWN
    writes.append(telling.office(concern, kind, act.now, reason=reason))
    if concern.unit is not None:
        writes.append(telling.unit(concern, concern.unit, kind, act.now, reason=reason))
    entry = Entry(Happened.WITHDRAWN, act.caller.person, act.now, reason)
    after, entry = then(concern, entry)
    return store.save(found, after, entry, *writes)


def unsolved(found: Found, reason: str, act: Act) -> Concern:
    """The deputy says that nothing is solved: the next round. The office, and the unit that answered, are
    told. Three calls."""
    concern, held = found.concern, held_of(found)
    kind = NoticeKind.CONCERN_UNSOLVED
    notices = [telling.office(concern, kind, act.now, name=concern.name, reason=reason)]
    if concern.unit is not None:
        notices.append(telling.unit(concern, concern.unit, kind, act.now, name=concern.name, reason=reason))
    return step(found, Happened.UNSOLVED, act, {}, notices, held, reason=reason)


def done_by_unit(held: dict[str, HandOver], concern: Concern, by: str, now: datetime) -> list[Write]:
    """The unit that has it has answered: the result is known, and the deputy has it in writing."""
    before = held.get(concern.unit or "")
    if before is None or before.state not in handover.OPEN:
        return []
    after = handover.replied(before, now, by)
    items = ruling.told_items(concern, SubjectKind.HANDLING_UNIT)
    events = items if concern.result_known else (Happened.RESULT_KNOWN.value, *items)
    for event in events:
        after = handover.happened(after, event, now, by)
    return handovers.writes(before, after, now)


def replied(concern: Concern, text: str, by: str | None, now: datetime) -> list[Write]:
    """Notices that the deputy is answered: to the deputy, the office and the member."""
    data = {"with": by, "answer": text[:60]}
    return [
        telling.deputy(concern, NoticeKind.CONCERN_ANSWERED, now, **data),
        telling.office(concern, NoticeKind.CONCERN_CLOSED, now, **data),
        *telling.member(concern, NoticeKind.CONCERN_CLOSED, now, **data),
    ]


def held_of(found: Found) -> dict[str, HandOver]:
    """The hand-overs of it, by party. One call."""
    return {one.party: one for one in handovers.of_case(found.concern.id, consistent=True)}


def _released(held: dict[str, HandOver], concern: Concern, act: Act, reason: str) -> list[Write]:
    before = held.get(concern.unit or "")
    if before is None or before.state not in handover.OPEN:
        return []
    after = handover.released(before, act.now, act.caller.person, reason)
    return handovers.writes(before, after, act.now)


def step(
    found: Found,
    what: Happened,
    act: Act,
    data: dict[str, Any],
    writes: list[Write],
    held: dict[str, HandOver] | None = None,
    *,
    reason: str | None = None,
    told: bool = False,
    **fields: Any,
) -> Concern:
    """The step taken: head, history, lists, the office's own clocks, ``writes``. ``told``: the deputy was
    told what became of it, by the member or for them."""
    concern, by, now = found.concern, act.caller.person, act.now
    entry = Entry(what, by, now, reason, data)
    after, entry = then(concern, entry, **fields)
    own = (held or held_of(found))[concern.scope]
    known = handover.happened(own, what.value, now, by)
    if what is Happened.REPLIED:
        known = handover.happened(known, Happened.RESULT_KNOWN.value, now, by)
    if told:
        items = [item for subject in _OWED_BY for item in ruling.told_items(concern, subject)]
        for event in dict.fromkeys([Happened.FED_BACK.value, *items]):
            known = handover.happened(known, event, now, by)
    return store.save(found, after, entry, *handovers.writes(own, known, now), *writes)


def _data(way: Way | None, **values: str | None) -> dict[str, Any]:
    """The particulars of a step, with the rule under which it is taken."""
    data: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    if way is not None:
        data["rule"] = way.part.id
    return data


def may_feed_back(found: Found, act: Act) -> None:
    """The member with whom it was raised, or the office for them. Raises ``out_of_scope``."""
    concern = found.concern
    if act.caller.person == concern.member and act.caller.reaches({Role.MEMBER}, concern.division):
        return
    require_office(found, act)
