"""What an audit can find: a code for those who count, a key for those who look, words for those who read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from infra.audit.snapshot import Snapshot, Stored


class Code(StrEnum):
    """Every kind of finding. What stands before the dot is the part of the system it is about."""

    UNKNOWN = "items.unknown"
    """No part of the system writes an item under such a key."""
    UNREADABLE = "items.unreadable"
    """What stands in the body is not what belongs under this key."""

    CHECK = "audit.check"
    """A check met something of no meaning to it; what it had still to look at is not looked at."""

    LISTING = "registry.listing"
    LINK = "registry.link"
    LINK_COUNT = "registry.link_count"
    MEMBERSHIP = "registry.membership"
    GROUP_SIZE = "registry.group_size"
    GROUP_PARTS = "registry.group_parts"
    GROUP_LEADER = "registry.group_leader"
    POST = "registry.post"
    FENCE = "registry.fence"
    PLACEMENT = "registry.placement"
    ROSTER = "registry.roster"

    PHONE = "identities.phone"
    PHONE_MASK = "identities.phone_mask"
    SESSION = "identities.session"

    RECORD_KEY = "records.key"
    RECORD_LISTING = "records.listing"
    RECORD_SUBJECT = "records.subject"
    CORRECTION_ORPHAN = "records.correction_orphan"
    CORRECTION_LAST = "records.correction_last"
    NONCE = "records.nonce"

    CASE_HISTORY = "cases.history"
    CASE_COURSE = "cases.course"
    CASE_ORPHAN = "cases.orphan"
    CASE_LIST_MISSING = "cases.list_missing"
    CASE_LIST_EXTRA = "cases.list_extra"
    CASE_LIST_STALE = "cases.list_stale"
    CASE_INDEX = "cases.index"
    CASE_BRINGER = "cases.bringer"
    CASE_MERGED = "cases.merged"
    CASE_ORIGIN = "cases.origin"
    CASE_NAMED = "cases.named"
    CASE_PUBLIC = "cases.public"
    CASE_KEY = "cases.key"
    HANDOVER_LISTED = "handovers.listed"
    HANDOVER_STATE = "handovers.state"
    PROMISE = "handovers.promise"
    FIGURE = "tallies.figure"
    TALLY = "tallies.sum"

    ACTIVITY_LIST = "activities.list"
    SEATS = "activities.seats"
    WAITING = "activities.waiting"
    INVITATION_LISTING = "activities.invitation_listing"
    INVITATION_SEEN = "activities.invitation_seen"
    SUBSTITUTE = "activities.substitute"
    LEAVE = "activities.leave"
    ATTENDANCE = "activities.attendance"
    ATTENDANCE_RECORD = "activities.attendance_record"
    COVERAGE = "activities.coverage"
    REMINDER = "activities.reminder"
    MATERIAL = "activities.material"
    VOICED = "activities.voiced"
    ACTIVITY_ORPHAN = "activities.orphan"
    APPOINTMENT = "contact.appointment"
    CONTACT = "contact.contact"
    RECEPTION = "contact.reception"
    PLACES = "contact.places"
    VOTES = "contact.votes"

    PUBLICATION_LISTING = "publications.listing"
    PUBLICATION_VERSIONS = "publications.versions"
    READERS = "publications.readers"
    ITEM_TOLD = "publications.item_told"
    CONSULTATION_LIST = "publications.consultation_list"
    COMMENTS = "publications.comments"
    FILING = "publications.filing"
    PUBLICATION_ORPHAN = "publications.orphan"

    NOTICE_KEY = "inbox.notice_key"
    NOTICE_TWICE = "inbox.notice_twice"
    DIGEST = "inbox.digest"
    CONSENT = "inbox.consent"

    STANDING_MARK = "standings.mark"
    STANDING_SCOPES = "standings.scopes"
    STANDING_SUBJECT = "standings.subject"

    JOB = "jobs.unfinished"


HIDDEN = "…"
_TELLING = re.compile(r"[^\x20-\x7e]+|[\w.+-]+@[\w.-]*\w|(?<![0-9A-Za-z])(\+?86)?1\d{10}(?![0-9A-Za-z])")
"""Letters of no key, an e-mail address, a whole number."""
_KEY = re.compile(r"[!-~]{0,200}")


@dataclass(frozen=True, slots=True)
class Finding:
    """``key`` names the item, ``words`` say what is wrong with it. ``settles``: what it is about follows by a
    stream or a job, so in a system at work it can be on its way; what is still so when nothing moves any more
    is lost. Whatever a damaged item holds, names, addresses and numbers of people are told in neither."""

    code: Code
    key: str
    words: str
    settles: bool = False

    def __post_init__(self) -> None:
        for name in ("key", "words"):
            object.__setattr__(self, name, _TELLING.sub(HIDDEN, getattr(self, name)))

    def __str__(self) -> str:
        return f"{self.code}  {self.key}  {self.words}"


def found(code: Code, item: Stored, words: str, *, settles: bool = False) -> Finding:
    """A finding about one item."""
    return Finding(code, item.key, words, settles)


def missing(code: Code, table: str, pk: str, sk: str, words: str, *, settles: bool = False) -> Finding:
    """A finding about an item that is not there."""
    return Finding(code, f"{table} {pk} {sk}", words, settles)


def differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The names of the fields in which two bodies differ."""
    return sorted(name for name in {**one, **other} if one.get(name) != other.get(name))


def differs(code: Code, item: Stored, names: Iterable[str], expected: Stored) -> Iterable[Finding]:
    """A finding for each of these attributes that is not as it follows from what the item says. Of a body
    only the fields' names are told, of others what looks like a key: what people wrote stands in no
    report."""
    for name in names:
        stands, follows = item.fields.get(name), expected.fields.get(name)
        if stands == follows:
            continue
        if isinstance(follows, dict) and name == "body":
            fields = differing(item.body, follows)
            yield found(code, item, f"by what is behind it, it would say otherwise: {fields}")
        else:
            words = f"{name} is {_told(stands)}, by what the item says it would be {_told(follows)}"
            yield found(code, item, words)


def _told(value: Any) -> str:
    if isinstance(value, frozenset):
        return ", ".join(sorted(map(_told, value)))
    if value is None or isinstance(value, int | float):
        return str(value)
    return value if isinstance(value, str) and _KEY.fullmatch(value) else HIDDEN


__all__ = ["Code", "Finding", "Snapshot", "Stored", "differing", "differs", "found", "missing"]
