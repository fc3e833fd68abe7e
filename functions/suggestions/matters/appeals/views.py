"""Appeals as they are answered."""

from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.matters.appeals.appeal import Appeal, Happened, State
from shared.domain.clock import from_text, legal_day
from shared.regulations.matters import routes
from shared.regulations.rulebook import level_of
from shared.store.packs import packs
from shared.web.citing import cited

_RESTRICTED = "restricted"
"""The event that the rule of the right to appeal names."""
_NAMES = (
    "id", "congress", "organ", "organ_name", "name", "received_at", "forwarded_at", "state", "deputy", "text",
    "result", "settled_on", "version",
)  # fmt: skip


def whole(appeal: Appeal, chinese: bool, *, in_office: bool = False) -> dict[str, Any]:
    """The fields of ``AppealAnswer``; the committee reads what was passed on to it."""
    book = packs().rulebook(appeal.congress, legal_day(appeal.received_at))
    ways = routes(book, {"level": str(level_of(appeal.congress))}, _RESTRICTED)
    values = {name: getattr(appeal, name) for name in _NAMES}
    if in_office and appeal.forwarded_at is None:
        values["text"] = None
    return {**values, "rules": [cited(book, way.part, chinese) for way in ways]}


def of_list(plain: dict[str, Any]) -> dict[str, Any]:
    """The fields of ``AppealListed`` of what lists keep."""
    passed_on = plain.get("forwarded_at")
    return {
        **plain,
        "received_at": from_text(plain["received_at"]),
        "forwarded_at": None if passed_on is None else from_text(passed_on),
        "state": State(plain["state"]),
    }


def entry(found: Entry) -> dict[str, Any]:
    """The fields of ``AppealEntry``."""
    values = {name: getattr(found, name) for name in ("number", "by", "at", "reason")}
    return {**values, "what": Happened(found.what), "text": found.data.get("text")}
