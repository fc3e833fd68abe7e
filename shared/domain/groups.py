"""Deputy groups: large, small and professional (Datong art. 3; Shenzhen art. 7).

Datong: the deputies of each electing unit are a large group, and each large group divides into small
ones by workplace or residence. Shenzhen: professional groups come in addition. So a deputy is in at most
one large and one small group of a congress, and in any number of professional ones.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class GroupKind(StrEnum):
    """What the regulations call a group."""

    LARGE = "large"
    SMALL = "small"
    PROFESSIONAL = "professional"


MOST_MEMBERS = 200
"""Deputies in one group: beyond any congress's delegation, and what one answer can show."""


@dataclass(frozen=True, slots=True)
class Group:
    """``division`` runs the group and reaches it; ``congress`` is the division of the congress whose
    deputies it organises. ``parent`` is the large group that a small one is part of. ``electing_unit`` is
    whose deputies a large group gathers, ``subject`` what a professional group works on. ``size`` counts
    the members, of whom ``leader`` and ``deputy_leader`` are two (Shenzhen art. 7), ``parts`` the small
    groups whose parent it is. A dissolved group is kept: histories name it.
    """

    id: str
    kind: GroupKind
    division: str
    congress: str
    name: str
    parent: str | None = None
    electing_unit: str | None = None
    subject: str | None = None
    leader: str | None = None
    deputy_leader: str | None = None
    size: int = 0
    parts: int = 0
    dissolved_on: date | None = None
    dissolved_by: str | None = None
    version: int = 1

    @property
    def slot(self) -> str:
        """What a deputy can be in only once: this kind in this congress, or this professional group."""
        if self.kind is GroupKind.PROFESSIONAL:
            return f"{self.kind}#{self.id}"
        return f"{self.kind}#{self.congress}"


@dataclass(frozen=True, slots=True)
class Membership:
    """A deputy in a group since a day. ``parent`` is that of the group."""

    group: str
    deputy: str
    since: date
    parent: str | None = None
