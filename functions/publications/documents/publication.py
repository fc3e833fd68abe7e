"""A bulletin or a document: who issues it, what it is by the rules, for whom, and how far it is."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from shared.domain.divisions import Level
from shared.domain.roles import Role

PLATFORM = "duty_platform"
"""The word of the rules for the channel that this is."""


class Kind(StrEnum):
    """A bulletin appears again and again, a document once."""

    BULLETIN = "bulletin"
    DOCUMENT = "document"


class State(StrEnum):
    """A draft is seen by who issues it only; what was withdrawn is named and no longer shown."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class IssuerKind(StrEnum):
    """The offices of a division's standing committee (in a township of its congress), or a unit."""

    COMMITTEE = "committee"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Issuer:
    """``id`` is a division's code or a unit's id, ``division`` where that is, ``name`` for readers."""

    kind: IssuerKind
    id: str
    division: str
    name: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Whoever holds one of the ``roles`` in what ``scope`` reaches. Of the deputies only those with a mandate
    of ``level``, in one of the ``groups``, with one of the ``fields``, as far as these are said."""

    scope: str
    roles: tuple[Role, ...] = (Role.DEPUTY,)
    level: Level | None = None
    groups: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispatch:
    """It was also sent by another channel (a word of the rules: ``post``), on a legal day."""

    channel: str
    on: date
    by: str
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """``items`` are words of the rules for what it is (``work_priorities``). ``issued_on``: the legal day on
    which the organ issued it, from which "in time" runs. ``number`` is the version that is published, 0
    while there is none."""

    id: str
    kind: Kind
    title: str
    issuer: Issuer
    audience: Audience
    issued_on: date
    created_by: str
    created_at: datetime
    items: tuple[str, ...] = ()
    state: State = State.DRAFT
    number: int = 0
    published_at: datetime | None = None
    reason: str | None = None
    dispatches: tuple[Dispatch, ...] = field(default=())
    version: int = 1


@dataclass(frozen=True, slots=True)
class Version:
    """A version of what is published: words, a file, or both. ``note`` tells readers what is new.
    ``arrived_at`` is when the file came, ``object`` the name of that version of it in the store."""

    publication: str
    number: int
    added_by: str
    added_at: datetime
    text: str | None = None
    note: str | None = None
    filename: str | None = None
    media_type: str | None = None
    arrived_at: datetime | None = None
    size: int | None = None
    object: str | None = None
    published_at: datetime | None = None

    @property
    def complete(self) -> bool:
        """Whether all that it consists of is there."""
        return self.filename is None or self.arrived_at is not None


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who was told: as who (``role``), of which version (``told``), and which they have ``read``.
    ``home`` is the code by which they were found. ``title``, ``kind`` and ``issuer`` are copies for lists."""

    publication: str
    person: str
    name: str
    role: Role
    home: str
    title: str
    kind: Kind
    issuer: str
    told: int
    told_at: datetime
    read: int = 0
    read_at: datetime | None = None
    withdrawn: bool = False
    version: int = 1
