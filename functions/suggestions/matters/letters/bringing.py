"""How a concern comes in: a letter that the deputy writes here, or what the office or a member takes down."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import Share
from functions.suggestions.matters.letters import ruling, store, telling
from functions.suggestions.matters.letters.concern import Concern, Happened, Way
from functions.suggestions.suggestions.persons import in_congress
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal, invalid
from shared.domain.members import Member
from shared.domain.notices import NoticeKind
from shared.domain.roles import OVERSEERS, Caller, Role
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.registry import DEPUTY, MEMBER, RegistryItem, person_key
from shared.store.writing import Write

OFFICE = OVERSEERS | {Role.TOWNSHIP_STAFF}
"""Those who receive and handle concerns: who works for the committee, or for a township's congress."""
LONGEST_AGO = timedelta(days=366)
"""How far back what came in can be entered. No regulation says so."""


def write(fields: Mapping[str, Any], caller: Caller, id_: str, mark: str | None, now: datetime) -> Concern:
    """A letter that the deputy writes to the committee of the own congress, or to a member of it. Raises
    ``deputy_not_found``, ``no_mandate_there``, ``member_not_found``, ``invalid_request``. Two calls, three
    to a member."""
    division, today = fields["division"], legal_day(now)
    deputy = in_congress(caller.person, division, today)
    member = None if fields["member"] is None else _people(deputy.id, fields["member"])[1]
    _require_of_committee(member, division)
    concern = Concern(
        id_,
        division,
        deputy.id,
        deputy.name,
        Way.LETTER,
        fields["title"],
        fields["text"],
        today,
        now,
        member=None if member is None else member.id,
        member_name=None if member is None else member.name,
    )
    return _save(concern, caller.person, mark, now)


def take_down(
    fields: Mapping[str, Any], caller: Caller, id_: str, mark: str | None, now: datetime
) -> Concern:
    """What a deputy raised by letter or visit, or what a member heard in contact: entered by the committee's
    office, by the member for what they heard. Deputies of congresses below, and those whom the division sends
    above, raise things too.

    Raises ``deputy_not_found``, ``member_not_found``, ``no_mandate_there``,
    ``invalid_request``. Two calls.
    """
    division, way, day = fields["division"], Way(fields["way"]), fields["day"]
    own = not caller.reaches(OFFICE, division)
    if own and way is not Way.CONTACT:
        zh, en = "组成人员只登记联系中听到的意见", "a member enters what was heard in contact only"
        raise invalid("body.way", zh, en)
    member_id = caller.person if own else fields["member"]
    if way is Way.CONTACT and member_id is None:
        raise invalid("body.member", "请填写听取意见的组成人员", "name the member who heard it")
    _require_day(day, legal_day(now))
    deputy, member = _people(fields["deputy"], member_id)
    if not any(
        m.division.startswith(division) or m.electing_unit.startswith(division) for m in deputy.mandates
    ):
        raise Refusal("no_mandate_there")
    _require_of_committee(member, division)
    concern = Concern(
        id_,
        division,
        deputy.id,
        deputy.name,
        way,
        fields["title"],
        fields["text"],
        day,
        now,
        member=None if member is None else member.id,
        member_name=None if member is None else member.name,
        contact=fields["contact"],
        recorded_by=caller.person,
    )
    return _save(concern, caller.person, mark, now)


def _require_of_committee(member: Member | None, division: str) -> None:
    if member is not None and member.division != division:
        raise invalid("body.member", "不是该常委会的组成人员", "is no member of this committee")


def _require_day(day: date, today: date) -> None:
    if day > today:
        raise invalid("body.day", "不得晚于今天", "must not lie after today")
    if day < today - LONGEST_AGO:
        raise invalid("body.day", "不得早于一年前", "must not lie more than a year back")


def _people(deputy: str, member: str | None) -> tuple[Deputy, Member | None]:
    """One call."""
    keys = [(person_key(deputy), DEPUTY)]
    if member is not None:
        keys.append((person_key(member), MEMBER))
    items = {(item.pk, item.sk): item for item in engine.get_many(RegistryItem, keys)}
    if keys[0] not in items:
        raise Refusal("deputy_not_found")
    if any(key not in items for key in keys):
        raise Refusal("member_not_found")
    heard = None if member is None else value_of(items[keys[1]], Member)
    return value_of(items[keys[0]], Deputy), heard


def _save(concern: Concern, by: str, mark: str | None, now: datetime) -> Concern:
    """The concern, who has it in hand, and a notice to the office and to whom it was addressed."""
    first, *more = ruling.occasions(concern)
    own = handover.given(ruling.about(concern), concern.division, Share.OWN, now, by, what=first)
    for event in more:
        own = handover.happened(own, event, now, by)
    said = {"title": concern.title, "way": concern.way.value}
    writes: list[Write] = [
        *handovers.writes(None, own, now),
        telling.office(concern, NoticeKind.CONCERN_RECEIVED, now, name=concern.name),
    ]
    if concern.member != by:
        writes += telling.member(concern, NoticeKind.CONCERN_RECEIVED, now, name=concern.name)
    if concern.deputy != by:
        writes.append(telling.deputy(concern, NoticeKind.CONCERN_ENTERED, now))
    return store.create(concern, Entry(Happened.RECEIVED, by, now, data=said), mark, *writes)
