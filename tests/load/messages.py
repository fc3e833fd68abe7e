"""After a load: who was told. Every notice that an accepted request owes stands in the inbox once, every one
of a person came to their phone once, every code too, and nothing else came to anybody.

A post has an inbox and no phone: what it is told reaches nobody by message. A gateway may be called more than
once for a message, under the message's own key; the phone has it once, and so it is counted here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from functions.notifications.channels.names import Channel
from functions.notifications.messages import MessageKind
from functions.notifications.preferences.groups import Group, kinds_of
from infra.audit import Snapshot
from infra.local.receiver import Inbox
from shared.domain import phones
from shared.domain.ids import derived_id
from shared.store.inbox import inbox_key
from tests.load.kinds import CODE
from tests.load.ledger import Ledger, Told
from tests.load.town import Person

CODE_SENT = MessageKind.ONE_TIME_CODE
BY_THE_CALENDAR = frozenset(kinds_of(Group.DEADLINES)) | frozenset(kinds_of(Group.DUTIES))
"""Kinds that schedules tell because a day has come, and no request of a load: such a notice is owed to nobody
here, and still comes once."""


class Place(Protocol):
    """Who may be told in a town; ``scopes`` are those of its posts."""

    @property
    def deputies(self) -> Sequence[Person]: ...
    @property
    def residents(self) -> Sequence[Person]: ...
    @property
    def staff(self) -> Sequence[Person]: ...
    @property
    def scopes(self) -> Collection[str]: ...


class Message(NamedTuple):
    """As a phone has it."""

    phone: str
    id: str
    kind: str
    channel: str

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel} to {phones.mask(self.phone)}"


def differences_told(ledger: Ledger, snapshot: Snapshot, inbox: Inbox, town: Place) -> Iterator[str]:
    """A line for each notice or message that was owed and did not come, came unowed, or came twice."""
    reached = {one.id: one.phone for one in (*town.deputies, *town.staff)} | ledger.phones
    notices = _notices(snapshot, town, reached)
    unsure = Counter(ledger.unsure)
    yield from _inboxes(Counter(ledger.owed), notices, unsure)
    owed = {
        Message(reached[one.recipient], derived_id("n", id_, Channel.SMS), one.kind, Channel.SMS)
        for one, ids in notices.items()
        for id_ in ids
        if one.recipient in reached
    }
    owed |= {
        Message(one.by, derived_id("n", "one-time-code", one.id), CODE_SENT, Channel.SMS)
        for one in ledger.of(CODE)
    }
    yield from _phones(owed, Counter(came(inbox, town)), unsure)


def came(inbox: Inbox, town: Place) -> list[Message]:
    """What came to the phones of a town."""
    return [
        Message(person.phone, one["id"], one["kind"], one["channel"])
        for person in everybody(town)
        for one in inbox.messages(person.phone)
    ]


def everybody(town: Place) -> list[Person]:
    """Everybody with a phone."""
    return [*town.deputies, *town.residents, *town.staff]


def _notices(snapshot: Snapshot, town: Place, reached: Mapping[str, str]) -> dict[Told, list[str]]:
    """The ids of the notices of the town's people and posts."""
    begin, found = inbox_key(""), defaultdict[Told, list[str]](list)
    for item in snapshot.kind("Inbox", "INBOX"):
        recipient = item.pk.removeprefix(begin)
        if recipient in reached or recipient.partition(":")[2] in town.scopes:
            told = Told(recipient, str(item.fields["kind"]), str(item.fields["about"]))
            found[told].append(str(item.fields["id"]))
    return found


def _inboxes(
    owed: Counter[Told], notices: Mapping[Told, Sequence[Any]], unsure: Counter[tuple[str, str]]
) -> Iterator[str]:
    for one in sorted({*owed, *notices}):
        wanted, there = owed[one], len(notices.get(one, ()))
        if there < wanted:
            yield f"lost: {there} notices of {wanted}: {one}"
        elif there > wanted and one.kind not in BY_THE_CALENDAR:
            allowed = min(there - wanted, unsure[one.recipient, one.kind])
            unsure[one.recipient, one.kind] -= allowed
            if there - wanted > allowed:
                yield f"{_more(wanted)}: {there} notices of {wanted}: {one}"


def _phones(
    owed: Collection[Message], came: Counter[Message], unsure: Counter[tuple[str, str]]
) -> Iterator[str]:
    for message in sorted({*owed, *came}):
        wanted, times = int(message in owed), came[message]
        if not times:
            yield f"lost: the message {message}"
        elif times > wanted:
            allowed = min(times - wanted, unsure[message.phone, message.kind])
            unsure[message.phone, message.kind] -= allowed
            if times - wanted > allowed:
                yield f"{_more(wanted)}: {times} messages {message}"


def _more(wanted: int) -> str:
    return "doubled" if wanted else "owed to nobody"
