"""Who is reminded of what a subject owes: deputies and members themselves; of a station its head and liaison
officer (Shangqiu art. 8), of a group its leaders, of a committee its staff. Where a post is vacant the office
that keeps the station or runs the group."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.groups import Group
from shared.domain.places import division_of
from shared.domain.roles import Role
from shared.domain.stations import REQUIRED_POSTS, Station
from shared.regulations.rules import SubjectKind
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.inbox import post
from shared.store.registry import RegistryItem, station_key

Entry = Mapping[str, Any]


def of(entries: Iterable[Entry]) -> Callable[[Entry], list[str]]:
    """Tells the recipients of each of these entries. One call, none where there is no station or group."""
    keys = dict.fromkeys(key for entry in entries if (key := _key(entry)) is not None)
    found = {(item.pk, item.sk): item for item in engine.get_many(RegistryItem, keys)} if keys else {}
    return lambda entry: _recipients(entry, found)


def _key(entry: Entry) -> tuple[str, str] | None:
    match entry["kind"]:
        case SubjectKind.STATION:
            return station_key(entry["subject"]), "STATION"
        case SubjectKind.GROUP:
            return f"GROUP#{entry['subject']}", "GROUP"
        case _:
            return None


def _recipients(entry: Entry, registered: Mapping[tuple[str, str], RegistryItem]) -> list[str]:
    key = _key(entry)
    item = None if key is None else registered.get(key)
    match entry["kind"]:
        case SubjectKind.DEPUTY | SubjectKind.MEMBER:
            return [entry["subject"]]
        case SubjectKind.STATION if item is not None:
            staff = value_of(item, Station).staff
            people = [posting.person for posting in staff if posting.post in REQUIRED_POSTS]
        case SubjectKind.GROUP if item is not None:
            group = value_of(item, Group)
            people = [leader for leader in (group.leader, group.deputy_leader) if leader is not None]
        case _:
            people = []
    return list(dict.fromkeys(people)) or [_office(division_of(entry["home"]))]


def _office(division: str) -> str:
    """The post of those who work for the standing committee of a division, or a township's congress."""
    township = divisions.get(division).level is Level.TOWNSHIP
    return post(Role.TOWNSHIP_STAFF if township else Role.COMMITTEE_STAFF, division)
