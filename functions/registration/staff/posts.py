"""What is decided about the posts of a station (Shangqiu art. 8): one head, one or more liaison officers,
specialists who are engaged. Head and liaison officer hold a role in the station's id; a post that is
given up stays vacant, and visible, until it is filled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from functions.registration import persons
from functions.registration.staff import appointments
from functions.registration.staff.appointments import Appointment
from functions.registration.stations.store import load
from shared.domain.errors import Refusal, invalid
from shared.domain.roles import Caller, Role
from shared.domain.stations import Post, Posting, Station, StationStatus
from shared.store.envelopes import changed, unchanged, value_of
from shared.store.registry import RegistryItem
from shared.store.writing import Write, commit, put

MOST_STAFF = 50
"""Postings of one station: with the roles that go with them far inside one item and one transaction."""

_ROLES = {Post.HEAD: Role.STATION_HEAD, Post.LIAISON_OFFICER: Role.LIAISON_OFFICER}


def appoint(
    station: str, fields: dict[str, Any], caller: Caller, make_id: Callable[[str], str], today: date
) -> Station:
    """Fills a post from ``since`` (today unless said). The same appointment again changes nothing.

    Raises ``station_closed``; ``post_taken`` when the station has a head, or this person the post;
    ``limit_reached``; ``grant_withdrawn`` when the caller's own role stands no more. Three calls.
    """
    right = appointments.by_right_to_fill(caller, station)
    post, since = Post(fields["post"]), fields.get("since") or today
    if since > today:
        raise invalid("body.since", "不得晚于今天", "must not lie after today")
    item = load(station, consistent=True)
    found = value_of(item, Station)
    if found.status is StationStatus.CLOSED:
        raise Refusal("station_closed")
    person = persons.behind(fields["phone"], fields["name"], make_id)
    posting = Posting(post, person.id, fields["name"], since)
    if posting in found.staff:
        return found
    check_free(found, posting)
    writes = [right, *person.writes, *role_of(posting, station, person.phone_mask, caller.person)]
    return _save(item, replace(found, staff=(*found.staff, posting)), writes)


def role_of(posting: Posting, station: str, phone_mask: str, by: str) -> list[Write]:
    """Gives the role that comes with the post, if one does."""
    if posting.post not in _ROLES:
        return []
    appointment = Appointment(
        person=posting.person,
        name=posting.name,
        phone_mask=phone_mask,
        role=_ROLES[posting.post],
        scope=station,
        division=station,
        since=posting.since,
        by=by,
    )
    return [appointments.give_with_post(appointment)]


def check_free(station: Station, posting: Posting) -> None:
    """Raises ``post_taken`` when the station has a head, or this person the post; ``limit_reached``."""
    holders = [held for held in station.staff if held.post is posting.post]
    for held in holders:
        if posting.post is Post.HEAD or held.person == posting.person:
            raise Refusal("post_taken", name=held.name)
    if len(station.staff) >= MOST_STAFF:
        raise Refusal("limit_reached", limit=MOST_STAFF)


def dismiss(station: str, post_name: str, person: str, caller: Caller) -> Station:
    """Leaves the post vacant and takes the role away. Raises ``post_not_held``, ``grant_withdrawn``. Two
    calls."""
    right = appointments.by_right_to_fill(caller, station)
    item = load(station, consistent=True)
    found = value_of(item, Station)
    left = tuple(held for held in found.staff if (held.post, held.person) != (post_name, person))
    if len(left) == len(found.staff):
        raise Refusal("post_not_held")
    post = Post(post_name)
    taken = [appointments.take_with_post(person, _ROLES[post], station)] if post in _ROLES else []
    return _save(item, replace(found, staff=left), [right, *taken])


def _save(item: RegistryItem, station: Station, writes: list[Write]) -> Station:
    version = int(item.version)
    clash = Refusal("conflict", retry_after=1)
    commit(*writes, put(changed(item, station), unchanged(version), clash))
    return replace(station, version=version + 1)
