"""A load of one of each as it should end: what was accepted, what stands, what came."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from infra.audit.snapshot import Snapshot, Stored
from infra.local.receiver import Inbox
from shared.domain.ids import derived_id
from tests.load.counting import differences
from tests.load.kinds import (
    ASKED,
    CHECK_IN,
    CODE,
    OPINION,
    REPLY,
    SESSION,
    SIGNED,
    SUBMITTED,
    SUGGESTION,
)
from tests.load.ledger import Ledger, Told
from tests.load.messages import CODE_SENT, Message
from tests.load.town import Person

WANG, LI, RESIDENT, OFFICER = (f"p{number:020d}" for number in range(1, 5))
PHONES = {WANG: "+8613800002222", LI: "+8613800003333", RESIDENT: "+8613800001111", OFFICER: "+8613800004444"}
CITY, STATION = "4105", "410502001-01"
LAMPS, ROADS = f"e{1:020d}", f"s{1:020d}"
CAME = Told(f"liaison_officer:{STATION}", "opinion_received", f"opinion:{LAMPS}")
ANSWERED = Told(RESIDENT, "opinion_result", f"opinion:{LAMPS}")
TO_SIGN = Told(LI, "suggestion_signature_asked", f"suggestion:{ROADS}")
HAS_SIGNED = Told(WANG, "suggestion_signed", f"suggestion:{ROADS}")
WITH_US = Told(f"committee_staff:{CITY}", "suggestion_received", f"suggestion:{ROADS}")
THE_CODE = Message(PHONES[RESIDENT], derived_id("n", "one-time-code", "c1"), CODE_SENT, "sms")


@dataclass
class Street:
    """Two deputies, one resident, one officer, one station."""

    deputies: Sequence[Person] = field(
        default_factory=lambda: [Person(WANG, PHONES[WANG]), Person(LI, PHONES[LI])]
    )
    residents: Sequence[Person] = field(default_factory=lambda: [Person("p2", PHONES[RESIDENT])])
    staff: Sequence[Person] = field(default_factory=lambda: [Person(OFFICER, PHONES[OFFICER])])
    stations: Sequence[str] = (STATION,)
    scopes: Collection[str] = (STATION, CITY)


def promised() -> Ledger:
    ledger = Ledger()
    ledger.promised(CHECK_IN, f"{WANG}.20261120.{STATION}", WANG)
    ledger.promised(CODE, "c1", PHONES[RESIDENT])
    ledger.reached(RESIDENT, PHONES[RESIDENT])
    ledger.promised(SESSION, "s1", RESIDENT)
    ledger.promised(OPINION, LAMPS, RESIDENT, CAME)
    ledger.promised(REPLY, LAMPS, OFFICER, ANSWERED)
    ledger.promised(SUGGESTION, ROADS, WANG)
    ledger.promised(ASKED, ROADS, WANG, TO_SIGN)
    ledger.promised(SIGNED, ROADS, LI, HAS_SIGNED)
    ledger.promised(SUBMITTED, ROADS, WANG, WITH_US)
    return ledger


def suggestion(state: str = "submitted", signature: str = "signed") -> Stored:
    signer = {"deputy": LI, "name": "李军", "signature": signature, "since": "2026-11-20T10:01:00+08:00"}
    body = {
        "id": ROADS, "deputy": WANG, "name": "王芳", "congress": CITY, "title": "路灯", "text": "文",
        "created_at": "2026-11-20T10:00:00+08:00", "state": state, "signers": [signer],
    }  # fmt: skip
    return Stored("Suggestions", f"CASE#{ROADS}", "CASE", {"body": body, "version": 4})


def event(number: int) -> Stored:
    return Stored("Suggestions", f"CASE#{LAMPS}", f"EVENT#{number:06d}", {})


def notice(told: Told, id_: str = "") -> Stored:
    fields = {"id": id_ or id_of(told), "kind": told.kind, "about": told.about}
    return Stored("Inbox", f"INBOX#{told.recipient}", f"2026-11-20T02:00:00Z#{fields['id']}", fields)


def id_of(told: Told) -> str:
    return derived_id("n", str(told))


def message(told: Told, id_: str = "") -> Message:
    """As it comes to the phone of a person who is told."""
    return Message(PHONES[told.recipient], derived_id("n", id_ or id_of(told), "sms"), told.kind, "sms")


def stored() -> dict[str, Stored]:
    day = {"day": "2026-11-20"}
    return {
        "visit": Stored(
            "Records", f"DEPUTY#{WANG}", f"RECORD#2026-11-20#check_in#{STATION}",
            {**day, "kind": "check_in", "reference": STATION},
        ),
        "record": Stored(
            "Records", f"DEPUTY#{WANG}", f"RECORD#2026-11-20#suggestion#{ROADS}",
            {**day, "kind": "suggestion", "reference": ROADS},
        ),
        "session": Stored("Identities", "SESSION#s1", "SESSION", {"person": RESIDENT}),
        "opinion": Stored("Suggestions", f"CASE#{LAMPS}", "CASE", {"body": {"scope": STATION}}),
        "bringer": Stored("Suggestions", f"CASE#{LAMPS}", "RESIDENT", {}),
        "history": event(1),
        "reply": event(2),
        "suggestion": suggestion(),
        "told of the opinion": notice(CAME),
        "told of the suggestion": notice(WITH_US),
    }  # fmt: skip


def told() -> dict[str, Stored]:
    """What the people have in their inboxes, each with its message in :func:`messages`."""
    return {one.kind: notice(one) for one in (ANSWERED, TO_SIGN, HAS_SIGNED)}


def messages() -> dict[str, Message]:
    return {CODE_SENT: THE_CODE, **{one.kind: message(one) for one in (ANSWERED, TO_SIGN, HAS_SIGNED)}}


def counted(
    stands: dict[str, Stored] | None = None,
    came: Sequence[Message] | None = None,
    ledger: Ledger | None = None,
) -> list[str]:
    """The differences; whatever is not given is as it should be."""
    inbox = Inbox()
    for number, one in enumerate(messages().values() if came is None else came):
        to = {"phone": one.phone}
        inbox.add(f"{number}", {"to": to, "id": one.id, "kind": one.kind, "channel": one.channel})
    items = {**stored(), **told()} if stands is None else stands
    return differences(ledger or promised(), Snapshot(items.values()), inbox, Street())
