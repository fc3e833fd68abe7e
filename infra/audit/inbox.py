"""Notices and what waits to be told. That a notice went out no table can tell alone: who is told by which
channel follows from what they want at that moment; what went wrong lies in the dead letters."""

from collections import defaultdict
from collections.abc import Iterator
from zlib import crc32

from functions.notifications.digests.store import SHARDS
from infra.audit.finding import Code, Finding, Snapshot, found
from shared.domain.clock import from_text, legal_day
from shared.store.inbox import inbox_key

TABLE = "Inbox"
HELD, DAY, USED = "HELD#", "DAY#", "USED#"


def notices(snapshot: Snapshot) -> Iterator[Finding]:
    """A notice stands under its own moment and id, once: the same cause tells nobody twice."""
    seen: dict[tuple[str, str], str] = {}
    for item in snapshot.kind(TABLE, "INBOX"):
        id_, at = str(item.fields.get("id")), str(item.fields.get("at"))
        if item.sk != f"{at}#{id_}":
            yield found(Code.NOTICE_KEY, item, f"says it is {at}#{id_}")
        before = seen.setdefault((item.pk, id_), item.sk)
        if before != item.sk:
            yield found(Code.NOTICE_TWICE, item, f"was told before, under {before}")


def digests(snapshot: Snapshot) -> Iterator[Finding]:
    """What is held for a day is told with it: the day is sealed, or the schedule will find the person."""
    due: dict[str, set[str]] = defaultdict(set)
    for shard in range(SHARDS):
        for item in snapshot.partition(TABLE, f"DIGESTS#{shard}").values():
            instant, _, person = item.sk.partition("#")
            try:
                due[person].add(legal_day(from_text(instant)).isoformat())
            except ValueError:
                yield found(Code.DIGEST, item, "stands under no moment at which the schedule would find it")
            if crc32(person.encode()) % SHARDS != shard:
                yield found(Code.DIGEST, item, "the schedule looks for it elsewhere")
    for item in snapshot.kind(TABLE, "DIGEST", HELD):
        person, day = item.pk.partition("#")[2], str(item.fields.get("day"))
        if snapshot.get(TABLE, item.pk, DAY + day) is None and day not in due[person]:
            yield found(Code.DIGEST, item, f"is held for {day}, and no digest is to come")
        if not snapshot.partition(TABLE, inbox_key(person)):
            yield found(Code.DIGEST, item, "is held for somebody who has no notice at all")


def consents(snapshot: Snapshot) -> Iterator[Finding]:
    """A consent is used once: the message that used it up has taken it away."""
    used: dict[tuple[str, str], str] = {}
    for item in snapshot.kind(TABLE, "CONSENT", USED):
        consent = item.fields.get("consent")
        if consent is None:
            continue
        if snapshot.get(TABLE, item.pk, str(consent)) is not None:
            yield found(Code.CONSENT, item, f"used {consent} up, which still stands")
        if used.setdefault((item.pk, str(consent)), item.sk) != item.sk:
            yield found(Code.CONSENT, item, f"used {consent} up, as another message did")


CHECKS = (notices, digests, consents)
