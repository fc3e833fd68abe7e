"""What is decided about contacts: entering, following the views that were heard, voiding."""

from datetime import datetime
from typing import Any

from functions.invitations import registry
from functions.invitations.contacts import contact as course
from functions.invitations.contacts import feedback, store, words
from functions.invitations.contacts.contact import Contact, Happened, Step, View, Voided
from functions.invitations.resting import rests_on
from functions.invitations.tables import ActivityItem
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal, invalid
from shared.domain.ids import derived_id
from shared.domain.members import Member
from shared.domain.notices import NoticeKind
from shared.domain.roles import OVERSEERS, Caller, Role
from shared.store.envelopes import value_of
from shared.store.inbox import NoticeItem, notice
from shared.store.writing import Write, put

KEEPERS = OVERSEERS | {Role.MEMBER}
"""Those who keep the log: the member, and those who work for the committee."""
VIEWERS = KEEPERS | {Role.AUDITOR, Role.DEPUTY}
_SHORT = 30


def enter(member_id: str, fields: dict[str, Any], caller: Caller, now: datetime) -> tuple[Contact, bool]:
    """A contact that was had, and whether this request entered it: the same contact (member, deputy, day and
    way) is one. Raises ``contact_exists`` where it was entered otherwise, ``contact_void``,
    ``contact_elsewhere``, ``topic_not_listed``. Two calls, three where it was entered before."""
    member, deputy = store.people(member_id, fields["deputy"])
    _require_keeper(caller, member.id, member.division)
    if deputy is None:
        raise Refusal("deputy_not_found")
    _require_parties(member, deputy)
    _require_day(member, deputy, fields["day"], legal_day(now))
    topics = tuple(dict.fromkeys(fields["topics"]))
    words.require(member.division, fields["day"], fields["way"], topics)
    made = Contact(
        derived_id("k", member.id, deputy.id, str(fields["day"]), fields["way"]),
        member.id,
        member.name,
        deputy.id,
        deputy.name,
        member.division,
        fields["way"],
        fields["day"],
        fields["face_to_face"],
        caller.person,
        now,
        topics,
        tuple(View(text) for text in fields["views"]),
    )
    standing, new = store.create(made)
    if not new and standing.voided is not None:
        raise Refusal("contact_void")
    if not new and not standing.says_the_same(made):
        raise Refusal("contact_exists")
    return standing, new


def _require_parties(member: Member, deputy: Deputy) -> None:
    """Members keep contact with deputies of their own congress, of those below, and with those whom the
    division sends to congresses above (Datong art. 2)."""
    if member.id == deputy.id:
        raise invalid("body.deputy", "不能与本人联系", "nobody keeps contact with themself")
    own = member.division
    if not any(m.division.startswith(own) or m.electing_unit.startswith(own) for m in deputy.mandates):
        raise Refusal("contact_elsewhere")


def _require_day(member: Member, deputy: Deputy, day: Any, today: Any) -> None:
    if day > today:
        raise invalid("body.day", "不得晚于今天", "must not lie after today")
    if day < member.since or (member.until is not None and day > member.until):
        raise invalid("body.day", "不在组成人员任职期间", "the member was not in office")
    if not any(m.begins <= day and (m.ends is None or day <= m.ends) for m in deputy.mandates):
        raise invalid("body.day", "不在代表任期之内", "the deputy held no mandate")


def load(contact: str, caller: Caller) -> Contact:
    """To the member, the deputy, and to staff and auditors whose roles reach the committee's division. One
    call."""
    found = value_of(store.load(contact), Contact)
    if caller.person not in (found.member, found.deputy):
        caller.require_reach(OVERSEERS | {Role.AUDITOR}, found.division)
    return found


def require_member_log(member_id: str, caller: Caller) -> None:
    """The log of a member: to the member, one call less, and to who reaches the division. One call."""
    if caller.person != member_id:
        caller.require_reach(OVERSEERS | {Role.AUDITOR}, registry.member(member_id).division)


def require_deputy_log(deputy_id: str, caller: Caller) -> None:
    """The log of a deputy: to the deputy, one call less, and to who reaches the home. One call."""
    if caller.person != deputy_id:
        caller.require_reach(OVERSEERS | {Role.AUDITOR}, registry.deputy(deputy_id).home)


def follow(
    member: str,
    contact: str,
    fields: dict[str, Any],
    what: Happened,
    version: int,
    caller: Caller,
    now: datetime,
) -> Contact:
    """A view is handed over, its result becomes known, or the deputy is told. Two calls."""
    item, found = _own(member, contact, caller)
    step = Step(what, now, caller.person, fields.get("text"), fields.get("to"), fields.get("reference"))
    after = course.follow(found, fields["view"], step)
    told = [_told(after, fields["view"], step, now)] if what is Happened.FED_BACK else []
    return store.change(item, after, version, *told)


def void(member: str, contact: str, reason: str, version: int, caller: Caller, now: datetime) -> Contact:
    """The contact was entered in error: its record counts no longer. Two calls."""
    item, found = _own(member, contact, caller)
    voided = Voided(caller.person, now, reason)
    return store.change(item, course.void(found, voided), version, *store.voiding(found, voided))


def _own(member: str, contact: str, caller: Caller) -> tuple[ActivityItem, Contact]:
    item = store.load(contact, consistent=True)
    found = value_of(item, Contact)
    if found.member != member:
        raise Refusal("contact_not_found")
    _require_keeper(caller, found.member, found.division)
    return item, found


def _require_keeper(caller: Caller, member: str, division: str) -> None:
    if caller.person != member or not caller.holds({Role.MEMBER}):
        caller.require_reach(OVERSEERS, division)


def _told(contact: Contact, number: int, step: Step, now: datetime) -> Write:
    text = contact.views[number - 1].text
    title = text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"
    runs = (run for run in feedback.clocks(contact, number, now) if run.clock.fulfilled is not None)
    part = next((run.part for run in runs if run.clock.fulfilled and run.clock.fulfilled.at == now), None)
    data = {"division": contact.division, "title": title, "outcome": step.text, **rests_on(part)}
    made = notice(
        contact.deputy, NoticeKind.CONTACT_FEEDBACK, f"contact:{contact.id}", now, data, cause=str(number)
    )
    return put(made, NoticeItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))
