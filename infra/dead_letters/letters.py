"""Dead letters: what each of them is, in words that hold no personal data.

Only what has a form that this system makes is shown: kinds, classes of errors, ids, names of functions.
Whatever else a letter holds may be anything, and stays in it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from functions.notifications.messages import Message, Unreadable, parse
from shared.domain.ids import is_id

_CLASS = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,79}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9_-]{1,255}", re.ASCII)
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,18}Z", re.ASCII)
_LIST = re.compile(r"[A-Z]{1,20}", re.ASCII)
_CITY = re.compile(r"[0-9]{2,12}", re.ASCII)
_BATCH = {
    "streamArn",
    "shardId",
    "startSequenceNumber",
    "endSequenceNumber",
    "batchSize",
    "approximateArrivalOfFirstRecord",
    "approximateArrivalOfLastRecord",
}
_SUBJECT = re.compile(r"[A-Z]{1,20}#([0-9]{6,12}-[0-9]{2}|[0-9]{2,12}|[a-z][0-9a-z]{20})", re.ASCII)


class Kind(StrEnum):
    """What was given up, and so how it is sent again."""

    MESSAGE = "message"
    """of the queue to people"""
    WALK = "walk"
    """of the queue of the night's walk"""
    STREAM = "stream"
    """a batch of a table's stream"""
    INVOCATION = "invocation"
    """a schedule's or an upload's, which nobody waited for"""
    UNKNOWN = "unknown"
    """nothing that this system sends"""


@dataclass(frozen=True, slots=True)
class Letter:
    """One dead letter. ``cause`` is a class of what went wrong, ``what`` says in words what it is of;
    ``origin`` is the queue from which AWS moved it, if it did; ``content`` its body where that is JSON."""

    id: str
    receipt: str
    body: str
    sent: datetime
    kind: Kind
    cause: str
    what: str
    tries: int | None
    origin: str
    content: Any


def of_message(message: Mapping[str, Any]) -> Letter:
    """A message of the dead-letter queue as SQS gives it, with all attributes."""
    told = {name: value["StringValue"] for name, value in message.get("MessageAttributes", {}).items()}
    body, origin = message["Body"], message["Attributes"].get("DeadLetterQueueSourceArn", "")
    content = _json(body)
    kind, what = _sorted(body, content, buried="cause" in told)
    tries = told.get("tries", "")
    return Letter(
        id=message["MessageId"],
        receipt=message["ReceiptHandle"],
        body=body,
        sent=datetime.fromtimestamp(int(message["Attributes"]["SentTimestamp"]) / 1000, UTC),
        kind=kind,
        cause=_cause(told.get("cause", ""), content),
        what=what,
        tries=int(tries) if tries.isascii() and tries.isdigit() else None,
        origin=origin,
        content=content,
    )


def details(letter: Letter) -> dict[str, Any]:
    """All of a letter that may be shown."""
    shown: dict[str, Any] = {
        "id": letter.id,
        "given up": letter.sent.isoformat(timespec="seconds"),
        "kind": str(letter.kind),
        "cause": letter.cause,
        "what": letter.what,
        "tries": letter.tries,
        "characters": len(letter.body),
    }
    match letter.kind:
        case Kind.MESSAGE:
            shown["reference"] = _reference(letter.body)
        case Kind.STREAM:
            batch = letter.content["DDBStreamBatchInfo"]
            shown["first"] = _instant(batch["approximateArrivalOfFirstRecord"])
            shown["last"] = _instant(batch["approximateArrivalOfLastRecord"])
    return shown


def name_of(arn: str) -> str:
    """The name of a function or a table in its ARN or in that of its stream."""
    parts = arn.split(":", 5)
    resource = parts[5] if len(parts) == 6 else ""
    name = resource.split(":")[1] if resource.startswith("function:") else resource.partition("/")[2]
    found = name.partition("/")[0]
    return found if _NAME.fullmatch(found) else "?"


def _json(body: str) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _sorted(body: str, content: Any, *, buried: bool) -> tuple[Kind, str]:
    message = _message(body)
    if message is not None:
        return Kind.MESSAGE, f"{message.kind} by {message.channel}"
    if buried:
        return Kind.MESSAGE, "a message that nobody can read"
    if not isinstance(content, dict):
        return Kind.UNKNOWN, "no JSON object"
    return _of_function(content) or _of_walk(content) or (Kind.UNKNOWN, "nothing that is sent here")


def _of_function(content: dict[str, Any]) -> tuple[Kind, str] | None:
    function = name_of(str(_at(content, "requestContext", "functionArn")))
    if function == "?":
        return None
    batch = content.get("DDBStreamBatchInfo")
    if isinstance(batch, dict) and batch.keys() >= _BATCH:
        number, table = batch["batchSize"], name_of(str(batch["streamArn"]))
        return Kind.STREAM, f"{number if isinstance(number, int) else '?'} changes of {table} for {function}"
    if "requestPayload" in content:
        return Kind.INVOCATION, f"a call of {function}"
    return None


def _of_walk(content: dict[str, Any]) -> tuple[Kind, str] | None:
    if _LIST.fullmatch(str(content.get("list"))) and _CITY.fullmatch(str(content.get("city"))):
        return Kind.WALK, f"{content['list']} of {content['city']}"
    if _SUBJECT.fullmatch(str(content.get("subject"))):
        return Kind.WALK, str(content["subject"])
    return None


def _message(body: str) -> Message | None:
    try:
        return parse(body)
    except Unreadable:
        return None


def _cause(told: str, content: Any) -> str:
    found = (
        told,
        _at(content, "responsePayload", "errorType"),
        _at(content, "requestContext", "condition"),
    )
    return next((str(cause) for cause in found if _CLASS.fullmatch(str(cause or ""))), "TooManyReceipts")


def _at(content: Any, *path: str) -> Any:
    for name in path:
        content = content.get(name) if isinstance(content, dict) else None
    return content


def _instant(value: Any) -> str:
    return str(value) if _INSTANT.fullmatch(str(value)) else "not shown"


def _reference(body: str) -> str:
    message = _message(body)
    if message is None:
        return "not shown"
    parts = message.reference.split("#")
    known = is_id("c", parts[0]) if len(parts) == 1 else _is_notice(parts)
    return message.reference if known else "not shown"


def _is_notice(parts: list[str]) -> bool:
    if len(parts) != 3:
        return False
    return is_id("p", parts[0]) and _INSTANT.fullmatch(parts[1]) is not None and is_id("n", parts[2])
