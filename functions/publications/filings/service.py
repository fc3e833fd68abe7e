"""What is decided about filings: made of the Registry as it stands, taken or returned above."""

from dataclasses import replace
from datetime import datetime

from functions.publications import recording, registry
from functions.publications.filings import store
from functions.publications.filings.filing import (
    ITEM,
    Below,
    Filing,
    State,
    receiver_of,
    rule_of,
    sorted_out,
)
from shared.domain import divisions
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import OVERSEERS, READERS, Caller, Role
from shared.domain.stations import Station, StationStatus
from shared.store.envelopes import value_of
from shared.store.inbox import NoticeItem, notice, post
from shared.store.records import committee_key
from shared.store.writing import Write, put


def file(division: str, new: str, mark: str | None, caller: Caller, now: datetime) -> Filing:
    """Reports the placements of a division upward, as the Registry has them now. Those above are told, and
    the report is recorded as made that day. Four calls, five for a county.

    Raises ``filing_not_asked``, ``limit_reached``.
    """
    day = legal_day(now)
    part = rule_of(division, day)
    receiver = receiver_of(division, part)
    stations = [value_of(item, Station) for item in registry.directly_in("STATIONS", division)]
    deputies = [value_of(item, Deputy) for item in registry.directly_in("DEPUTIES", division)]
    placed, unplaced, armed = sorted_out(
        [one for one in stations if one.status is StationStatus.OPEN], deputies, day
    )
    filing = Filing(
        new,
        division,
        receiver,
        day,
        caller.person,
        now,
        placed,
        unplaced,
        armed,
        _below(division),
    )
    body = {"filing": new, "to": receiver}
    recorded = recording.told(committee_key(division), division, ITEM, caller.person, now, body)
    data = {
        "name": divisions.get(division).name,
        "instrument": part.instrument,
        "article": part.article,
    }
    told = _notice(post(Role.COMMITTEE_STAFF, receiver), NoticeKind.FILING_SENT, filing, now, data)
    return store.create(filing, mark, told, *recorded)


def answer(filing: str, reason: str | None, version: int, caller: Caller, now: datetime) -> Filing:
    """Takes a filing to the record, or returns it with a reason: then its record is void, unless another was
    filed the same day. Those who filed are told. Two to four calls.

    Raises ``filing_not_found``, ``role_missing``, ``out_of_scope``, ``filing_answered``.
    """
    item = store.load(filing, consistent=True)
    found = value_of(item, Filing)
    caller.require_reach(OVERSEERS, found.receiver)
    if found.state is not State.SENT:
        raise Refusal("filing_answered", state=found.state)
    state = State.TAKEN if reason is None else State.RETURNED
    after = replace(found, state=state, reason=reason, answered_by=caller.person, answered_at=now)
    kind = NoticeKind.FILING_TAKEN if reason is None else NoticeKind.FILING_RETURNED
    data = {"name": divisions.get(found.receiver).name} | ({} if reason is None else {"reason": reason})
    writes = [_notice(_sender(found), kind, found, now, data)]
    others = store.of_day(found.division, found.day) if reason is not None else []
    if reason is not None and not any(one.stands for one in others if one.id != found.id):
        partition = committee_key(found.division)
        writes += recording.taken_back(partition, found.division, found.day, ITEM, reason, caller.person, now)
    store.answer(item, after, version, *writes)
    return replace(after, version=version + 1)


def seen(filing: str, caller: Caller) -> Filing:
    """The filing, for the readers of the division and of the one that receives it. One call."""
    found = value_of(store.load(filing), Filing)
    require_sight(caller, found.division)
    return found


def require_sight(caller: Caller, division: str) -> None:
    """Raises ``role_missing``, ``out_of_scope`` unless the caller reads what the division records."""
    caller.require_reach(READERS, division)


def overview(receiver: str) -> list[Below]:
    """What each division that files to ``receiver`` last filed, in the order of codes. One call."""
    return list(_below(receiver))


def _below(division: str) -> tuple[Below, ...]:
    if divisions.get(division).level is Level.TOWNSHIP:
        return ()
    filed = store.below(division)
    return tuple(
        filed.get(child.code) or Below(child.code, child.name) for child in divisions.children(division)
    )


def _sender(filing: Filing) -> str:
    township = divisions.get(filing.division).level is Level.TOWNSHIP
    return post(Role.TOWNSHIP_STAFF if township else Role.COMMITTEE_STAFF, filing.division)


def _notice(recipient: str, kind: NoticeKind, filing: Filing, now: datetime, data: dict[str, str]) -> Write:
    made = notice(recipient, kind, f"filing:{filing.id}", now, data, cause=filing.id)
    return put(made, NoticeItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))
