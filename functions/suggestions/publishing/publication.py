"""Whether the replies to a suggestion are before everybody, and what the deputy said to that."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_BETWEEN = "[ \u00a0\u3000\\-\uff0d\u2010-\u2015]?"
"""What may stand between the groups of a number: a blank or a dash of any width."""
_TELEPHONE = re.compile(
    rf"(?<!\d)(?:[+\uff0b]?86{_BETWEEN})?(1[3-9]\d){_BETWEEN}\d{{4}}{_BETWEEN}(\d{{4}})(?!\d)", re.ASCII
)
_IDENTITY = re.compile(
    rf"(?<!\d)(\d{{6}}){_BETWEEN}\d{{4}}{_BETWEEN}\d{{4}}{_BETWEEN}\d{{3}}[\dXx\uff38\uff58](?!\d)", re.ASCII
)

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


class Stand(StrEnum):
    """``proposed`` by the office until the deputy has spoken; ``withdrawn`` by either, once published."""

    PROPOSED = "proposed"
    OBJECTED = "objected"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Publication:
    """Of the replies of ``round``. ``with_rating``: what the deputy thinks is shown too. ``reason``: why it
    was objected to or withdrawn. ``listed``: under what moment a copy stands in the public lists, while it
    does: that of an earlier round until the deputy has agreed to another."""

    state: Stand
    at: datetime
    with_rating: bool
    round: int
    reason: str | None = None
    listed: datetime | None = None


def masked(text: str) -> str:
    """The text with mobile numbers and numbers of identity cards made unreadable, also where they are written
    with full-width digits."""
    plain = text.translate(_FULL_WIDTH)
    return _TELEPHONE.sub(r"\1****\2", _IDENTITY.sub(r"\1************", plain))
