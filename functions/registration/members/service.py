"""What is decided about members of standing committees (Tianjin art. 10; Guangxi art. 12; Shangqiu art. 16).

How many deputies each is linked with is a rule of the province (3 to 6, 3 to 5): it is counted here and
judged where the rules are.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from functions.registration import persons
from functions.registration.deputies import history
from functions.registration.deputies.history import What
from functions.registration.members import store
from functions.registration.members.store import Pair
from shared.domain import divisions
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal, invalid
from shared.domain.members import Link, Member
from shared.domain.roles import OVERSEERS, READERS, Caller, Role
from shared.store.envelopes import value_of
from shared.store.registry import DEPUTY, RegistryItem, person_key
from shared.store.writing import check, commit

VIEWERS = READERS | {Role.MEMBER}


def register(fields: dict[str, Any], make_id: Callable[[str], str], mark: str | None, today: date) -> Member:
    """A new member, who has the role from ``since`` on. Repeated with the same key: the first one. Who has
    left can be registered again. Raises ``member_exists``. Two calls.
    """
    if fields["since"] > today:
        raise invalid("body.since", "不得晚于今天", "must not lie after today")
    person = persons.behind(fields.pop("phone"), fields["name"], make_id)
    member = Member(id=person.id, phone_mask=person.phone_mask, **fields)
    standing = store.register(member, mark, today, *person.writes)
    return member if standing is None else value_of(standing, Member)


def change(member: str, fields: dict[str, Any], version: int, caller: Caller, today: date) -> Member:
    """The member with these fields changed; ``until`` ends the role after that day. Two calls."""
    item = store.load(member, consistent=True)
    found = value_of(item, Member)
    caller.require_reach(OVERSEERS, found.division)
    after = replace(found, **fields)
    if after.until is not None and not after.since <= after.until <= today:
        raise invalid(
            "body.until", f"应在 {after.since} 与今天之间", f"must lie between {after.since} and today"
        )
    return store.save(item, after, version)


def show(member: str, caller: Caller) -> tuple[Member, list[tuple[Link, Deputy]]]:
    """A member and the deputies linked, to the member and to those who reach the committee's division.
    Two calls, one without links."""
    found, links = store.load_with_links(member)
    if caller.person != member:
        caller.require_reach(VIEWERS, found.division)
    by_id = store.deputies([link.deputy for link in links])
    return found, [(link, by_id[link.deputy]) for link in links if link.deputy in by_id]


def link(member: str, deputy: str, caller: Caller, now: datetime) -> None:
    """Links a member with a grassroots deputy; linked ones stay so. Raises ``not_grassroots``,
    ``member_left``, ``mandates_ended``, ``limit_reached``. Two calls, one where nothing is to be done.
    """
    if member == deputy:
        raise invalid("path.deputy_id", "不能与本人建立联系", "nobody is linked with themself")
    pair, today = _load(member, deputy, caller), legal_day(now)
    if pair.linked:
        return
    if pair.member.until is not None and pair.member.until < today:
        raise Refusal("member_left")
    if not pair.deputy.serves_from(today):
        raise Refusal("mandates_ended")
    if not pair.deputy.grassroots:
        raise Refusal("not_grassroots")
    entry = RegistryItem(person_key(deputy), DEPUTY)
    still = RegistryItem.body["grassroots"] == True  # noqa: E712 - an expression for the engine
    commit(
        check(entry, still, Refusal("not_grassroots")),
        *store.link(Link(member, deputy, today)),
        history.of_fields(deputy, What.LINKED, caller.person, now, {}, {"member": member}),
    )


def unlink(member: str, deputy: str, caller: Caller, now: datetime) -> None:
    """Ends a link; raises ``link_not_found``. Two calls."""
    if not _load(member, deputy, caller).linked:
        raise Refusal("link_not_found")
    commit(
        *store.unlink(member, deputy),
        history.of_fields(deputy, What.UNLINKED, caller.person, now, {"member": member}, {}),
    )


def _load(member: str, deputy: str, caller: Caller) -> Pair:
    """Whoever links reaches the committee's division and the deputy's home."""
    pair = store.load_pair(member, deputy)
    caller.require_reach(OVERSEERS, pair.member.division)
    caller.require_reach(OVERSEERS, pair.deputy.home)
    return pair


def view(member: Member) -> dict[str, Any]:
    """A member as answered: with the level of the committee."""
    names = ("id", "name", "phone_mask", "division", "office", "since", "until", "links", "version")
    shown = {name: getattr(member, name) for name in names}
    return {**shown, "level": divisions.get(member.division).level}
