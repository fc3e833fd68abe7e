"""A deputy's suggestion: who makes it, what it says, who handles it, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.handovers.handover import Share
from functions.suggestions.promises.promise import Promise
from functions.suggestions.publishing.publication import Publication
from functions.suggestions.suggestions.matching.talk import Talk
from functions.suggestions.suggestions.origins import Origin
from shared.regulations.values import Fact

KIND = "SUGGESTIONS"
"""The lists that suggestions stand in."""
MOST_UNITS = 6
MOST_SIGNERS = 20
MOST_VOICES = 5
"""So that whoever has a part in a suggestion is told in one transaction."""
MOST_OWING = 9
"""Units that have yet to reply and promises that are open: so much a withdrawal ends in one transaction."""
MOST_CHANGING = 11
"""Units that get it in a further round, and those that then have it no more."""


class State(StrEnum):
    """``returned`` is back with the deputy; ``accepted`` waits for its hand-over; ``handed_over`` until every
    lead has taken it up, ``handling`` until every lead has replied. ``rated``: the deputy is content, or is
    owed another round. ``merged``: another suggestion stands for it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    MERGED = "merged"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    HANDED_OVER = "handed_over"
    HANDLING = "handling"
    REPLIED = "replied"
    RATED = "rated"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Happened(StrEnum):
    """What can happen to a suggestion: in the rules' words wherever they have one."""

    DRAFTED = "drafted"
    EDITED = "edited"
    SIGNATURE_ASKED = "signature_asked"
    SIGNED = "signed"
    SIGNATURE_DECLINED = "signature_declined"
    SIGNATURE_WITHDRAWN = "signature_withdrawn"
    SHOWN = "shown"
    ADVISED = "advised"
    TALK_ENDED = "talk_ended"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    SENT_BACK = "sent_back"
    MERGED = "merged"
    JOINED = "joined"
    LEFT = "left"
    PARTED = "parted"
    ORIGIN_LINKED = "origin_linked"
    HANDED_OVER = "handed_over"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REASSIGNED = "reassigned"
    CONTACTED = "contacted"
    CONTRIBUTED = "contributed"
    REPLIED = "replied"
    RATED = "rated"
    DISSATISFIED = "dissatisfied"
    REDO_ORDERED = "redo_ordered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    KEY_CHOSEN = "key_chosen"
    KEY_ENDED = "key_ended"
    SUPERVISED = "supervised"
    PROGRESS_REPORTED = "progress_reported"
    ESCALATED = "escalated"
    POSTPONEMENT_ASKED = "postponement_asked"
    POSTPONED = "postponed"
    POSTPONEMENT_DECLINED = "postponement_declined"
    FULFILLED = "fulfilled"
    PROMISE_RATED = "promise_rated"
    PUBLICATION_PROPOSED = "publication_proposed"
    PUBLICATION_OBJECTED = "publication_objected"
    PUBLISHED = "published"
    PUBLICATION_WITHDRAWN = "publication_withdrawn"
    UNIT_SUCCEEDED = "unit_succeeded"
    DEPUTY_SUCCEEDED = "deputy_succeeded"


class Progress(StrEnum):
    """Where one unit stands: it has yet to take it up; it has; it gave it back; others have it instead; it
    has told the lead what the lead asks for; it has replied to the deputy."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    RELEASED = "released"
    CONTRIBUTED = "contributed"
    REPLIED = "replied"


class Outcome(StrEnum):
    """What a reply says has become of the matter."""

    DONE = "done"
    PLANNED = "planned"
    EXPLAINED = "explained"


class Way(StrEnum):
    """How a unit talked with the deputy."""

    TELEPHONE = "telephone"
    MEETING = "meeting"
    VISIT = "visit"
    FORUM = "forum"
    RESEARCH = "research"
    WRITING = "writing"


class Signature(StrEnum):
    """Where another deputy stands who was asked to sign."""

    ASKED = "asked"
    SIGNED = "signed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Signer:
    """Another deputy of the same congress."""

    deputy: str
    name: str
    signature: Signature
    since: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """``signer`` is who signed for the unit; ``until`` the day by which what is planned is to be done."""

    text: str
    outcome: Outcome
    signer: str
    at: datetime
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Handling:
    """One unit's part in the round that runs. ``since`` is the hand-over; ``reason`` why it gave it back;
    ``demanded_at`` since when a report on progress is awaited."""

    unit: str
    name: str
    share: Share
    since: datetime
    progress: Progress = Progress.PENDING
    reason: str | None = None
    contacted_at: datetime | None = None
    heard_at: datetime | None = None
    reply: Reply | None = None
    demanded_at: datetime | None = None

    @property
    def live(self) -> bool:
        """Whether the unit still has it."""
        return self.progress not in (Progress.RETURNED, Progress.RELEASED)


@dataclass(frozen=True, slots=True)
class Rating:
    """What the deputy thinks of the round's replies and of how the deputy was dealt with."""

    result: Verdict
    attitude: Verdict
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Another suggestion that this one stands for: its deputy keeps every right, and rates for itself."""

    suggestion: str
    deputy: str
    name: str
    signed_by: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """Chosen for key supervision on the day ``on`` by the meeting ``by``; ``lead`` (words of the rules both)
    watches over it, ``name`` is what it is called there. ``at``: when that was recorded."""

    by: str
    on: date
    lead: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Escalation:
    """Brought before ``to`` (a word of the rules) in the round that runs, and why; ``rule`` names ``to``."""

    to: str
    at: datetime
    reason: str
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Former:
    """Who led the signers before, until a successor was named."""

    deputy: str
    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``deputy`` leads the signers; ``congress`` is the division whose congress it is made to. ``facts`` are
    what conditions of rules look at, as stated; ``stated`` the items of checklists that the deputy confirms;
    ``in_session`` whether it was submitted while the congress sat. ``origin`` is what the deputy says it
    grew from, ``origins`` are the residents' opinions with which it is linked. ``talks`` are those with units
    before it was submitted. ``merged_into`` stands for this one, this one for ``voices``. ``round`` counts
    hand-overs after a dissatisfied rating, from 1; ``units``, their replies and ``rating`` are of the round
    that runs: what was before is in the history. ``key``: it is under key supervision; ``formers`` led the
    signers before ``deputy``. ``promises``: the last of each unit, whatever the round.
    """

    id: str
    deputy: str
    name: str
    congress: str
    title: str
    text: str
    created_at: datetime
    state: State = State.DRAFT
    category: str | None = None
    origin: str | None = None
    origins: tuple[Origin, ...] = ()
    talks: tuple[Talk, ...] = ()
    merged_into: str | None = None
    voices: tuple[Voice, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    stated: tuple[str, ...] = ()
    in_session: bool = False
    submitted_at: datetime | None = None
    reason: str | None = None
    signers: tuple[Signer, ...] = ()
    round: int = 0
    units: tuple[Handling, ...] = ()
    rating: Rating | None = None
    key: Key | None = None
    escalation: Escalation | None = None
    formers: tuple[Former, ...] = ()
    promises: tuple[Promise, ...] = ()
    publication: Publication | None = None
    version: int = 1

    @property
    def scope(self) -> str:
        """Whose roles reach it: the congress's division."""
        return self.congress

    @property
    def opened_at(self) -> datetime:
        """When it came to the congress; before that, when it was drafted."""
        return self.submitted_at or self.created_at

    @property
    def signed_by(self) -> tuple[str, ...]:
        """The other deputies who signed."""
        return tuple(signer.deputy for signer in self.signers if signer.signature is Signature.SIGNED)

    @property
    def concerned(self) -> tuple[str, ...]:
        """Every deputy who hears of it: who leads, who signed, and those whose suggestions it stands for."""
        theirs = (one for voice in self.voices for one in (voice.deputy, *voice.signed_by))
        return tuple(dict.fromkeys((self.deputy, *self.signed_by, *theirs)))

    @property
    def grown_from(self) -> tuple[Origin, ...]:
        """The residents' opinions that it answers: its own, and those of the suggestions it stands for."""
        return (*self.origins, *(origin for voice in self.voices for origin in voice.origins))

    @property
    def dissatisfied(self) -> bool:
        """Whether another round is owed: to the deputy, or to one whose suggestion this one stands for."""
        given = (self.rating, *(voice.rating for voice in self.voices))
        return any(one is not None and one.result is Verdict.DISSATISFIED for one in given)

    def handling(self, unit: str) -> Handling | None:
        """The unit's part in the round that runs."""
        return next((found for found in self.units if found.unit == unit), None)

    def promise(self, unit: str) -> Promise | None:
        """What the unit promised last."""
        return next((found for found in self.promises if found.unit == unit), None)
