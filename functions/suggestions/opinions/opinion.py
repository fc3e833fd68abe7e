"""A resident's opinion and the states that it goes through. Nothing here names who the resident is.

    received -> answered                              answered on the spot, or explained with its channel
    received (-> forwarded) -> handed_over -> result_known -> answered
    received -> research -> result_known -> answered
    received -> merged                                one with another, whose course is its own from then on
    answered -> received                              not solved, the resident is dissatisfied: next round
    merged -> received                                the same of one that was merged: on its own again

A unit or the county's body may return what it was given; it is then where it came from.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.cases.verdict import Verdict
from shared.domain.errors import Refusal

KIND = "OPINIONS"
RESIDENT = "resident"
"""Who acts, where it is the resident: nobody reads more of it in the history."""
MOST_MERGED = 50
"""Voices that one opinion stands for: all are told of its outcome in one transaction."""
MOST_ROUNDS = 10
MOST_SUGGESTIONS = 5
NO_WORDS = "（内容已按本人要求删除）"
"""Stands in lists for what was erased."""
NO_PLACE = "（地点已按本人要求删除）"
"""Stands in answers for a place that was erased."""
_SHORTEST = 2
"""Characters of a place that is looked for in what staff wrote."""
MOST_PHOTOS = 6
MOST_WORDS = 100
"""What a resident may add to one opinion, so that its history stays one page."""


class State(StrEnum):
    """Where an opinion stands."""

    RECEIVED = "received"
    FORWARDED = "forwarded"
    HANDED_OVER = "handed_over"
    RESEARCH = "research"
    RESULT_KNOWN = "result_known"
    ANSWERED = "answered"
    MERGED = "merged"


class Category(StrEnum):
    """What an opinion is about, in the words of this system: no regulation lists them."""

    EDUCATION = "education"
    HEALTH = "health"
    HOUSING = "housing"
    TRANSPORT = "transport"
    UTILITIES = "utilities"
    ENVIRONMENT = "environment"
    SAFETY = "safety"
    WORK = "work"
    SOCIAL_SECURITY = "social_security"
    ELDERLY_AND_CHILDREN = "elderly_and_children"
    AGRICULTURE = "agriculture"
    BUSINESS = "business"
    CULTURE = "culture"
    ADMINISTRATION = "administration"
    LAW = "law"
    OTHER = "other"


class Happened(StrEnum):
    """What can happen to an opinion. Where the rules have a word for it, it is theirs."""

    RECEIVED = "received"
    SORTED = "sorted"
    ANSWERED = "answered"
    EXPLAINED = "explained"
    FORWARDED = "forwarded"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    RESEARCH = "research"
    RESULT_KNOWN = "result_known"
    FED_BACK = "fed_back"
    ASKED = "asked"
    REPLIED = "replied"
    RATED = "rated"
    UNSOLVED = "unsolved"
    MERGED = "merged"
    JOINED = "joined"
    LEFT = "left"
    PHOTO_ADDED = "photo_added"
    UNIT_SUCCEEDED = "unit_succeeded"
    PROPOSED = "proposed"
    ERASED = "erased"


OPEN = frozenset(State) - {State.ANSWERED, State.MERGED}
"""Those in which somebody owes the resident something, and others may be joined with it."""
_MOVES: dict[Happened, tuple[frozenset[State], State | None]] = {
    Happened.RECEIVED: (frozenset(), None),
    Happened.SORTED: (OPEN, None),
    Happened.ANSWERED: (frozenset({State.RECEIVED}), State.ANSWERED),
    Happened.EXPLAINED: (frozenset({State.RECEIVED}), State.ANSWERED),
    Happened.FORWARDED: (frozenset({State.RECEIVED}), State.FORWARDED),
    Happened.HANDED_OVER: (frozenset({State.RECEIVED, State.FORWARDED}), State.HANDED_OVER),
    Happened.RETURNED: (frozenset({State.FORWARDED, State.HANDED_OVER}), State.RECEIVED),
    Happened.RESEARCH: (frozenset({State.RECEIVED}), State.RESEARCH),
    Happened.RESULT_KNOWN: (frozenset({State.HANDED_OVER, State.RESEARCH}), State.RESULT_KNOWN),
    Happened.FED_BACK: (frozenset({State.RESULT_KNOWN}), State.ANSWERED),
    Happened.ASKED: (frozenset(State), None),
    Happened.REPLIED: (frozenset(State), None),
    Happened.RATED: (frozenset({State.ANSWERED, State.MERGED}), None),
    Happened.UNSOLVED: (frozenset({State.ANSWERED, State.MERGED}), State.RECEIVED),
    Happened.MERGED: (frozenset({State.RECEIVED}), State.MERGED),
    Happened.JOINED: (OPEN, None),
    Happened.LEFT: (frozenset({State.ANSWERED}), None),
    Happened.PHOTO_ADDED: (frozenset(State), None),
    Happened.UNIT_SUCCEEDED: (frozenset({State.HANDED_OVER}), None),
    Happened.PROPOSED: (frozenset(State) - {State.MERGED}, None),
    Happened.ERASED: (frozenset(State), None),
}
"""What may happen in which states, and the state that follows; ``None`` where it stays."""
_OUTCOMES = frozenset({Happened.ANSWERED, Happened.EXPLAINED, Happened.FED_BACK})
"""By what the resident is told an outcome."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that is kept, of ``size`` bytes."""

    id: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Rating:
    """What the resident thinks of an answer: that of the ``round`` of the opinion ``of``, which is the own
    one, or the one that stood for it."""

    of: str
    round: int
    result: Verdict
    at: datetime


@dataclass(frozen=True, slots=True)
class Opinion:
    """``scope`` is the station or division whose staff received it. ``facts`` are what the staff state of the
    matter, in the words of the rules; ``unit`` has it in hand, ``forwarded`` says that the county's body got
    it first. ``answer`` is the last that the resident was told. ``merged_into`` stands for this one, this one
    for those in ``merged``. ``round`` rises when the resident says that nothing is solved;
    ``added`` counts what the resident added; ``waiting`` says that an answer to it is owed. ``ratings`` are
    the resident's, in their order. ``subject`` is what staff call the matter to everybody, in neutral words.
    ``suggestions`` of deputies grew from it; ``told_at``: when the resident was last told an outcome.
    ``recorded_by`` took it down at a station. ``erased_at``: when the resident's words were last taken out.
    ``note`` is what the staff gave the unit on the way. ``added_by``: the mark of the request by which the
    resident last added something or rated.
    """

    id: str
    scope: str
    text: str
    opened_at: datetime
    category: Category | None = None
    place: str | None = None
    anonymous: bool = False
    recorded_by: str | None = None
    state: State = State.RECEIVED
    facts: dict[str, Any] = field(default_factory=dict)
    unit: str | None = None
    unit_name: str | None = None
    forwarded: bool = False
    answer: str | None = None
    merged_into: str | None = None
    merged: tuple[str, ...] = ()
    round: int = 1
    added: int = 0
    waiting: bool = False
    photos: tuple[Photo, ...] = ()
    ratings: tuple[Rating, ...] = ()
    subject: str | None = None
    suggestions: tuple[str, ...] = ()
    told_at: datetime | None = None
    erased_at: datetime | None = None
    note: str | None = None
    added_by: str | None = None
    version: int = 1

    @property
    def named(self) -> str:
        """What notices call it: never by the resident's words, for no notice that has left can be taken
        back."""
        return self.subject or self.id

    @property
    def by_suggestion(self) -> bool:
        """Whether what comes of a deputy's suggestion can be its result."""
        return bool(self.suggestions) and self.state in (State.RECEIVED, State.RESEARCH)

    @property
    def begins(self) -> str:
        """How it begins, in lists."""
        if not self.text:
            return NO_WORDS
        line = self.text.split("\n", 1)[0]
        return line if len(line) <= 40 else line[:39] + "…"

    def rating_of(self, answered: "Opinion") -> Verdict | None:
        """How its bringer rated this round of ``answered``, which is the same one, or stands for it."""
        of = (answered.id, answered.round)
        return next((one.result for one in self.ratings if (one.of, one.round) == of), None)


def then(opinion: Opinion, entry: Entry, **fields: Any) -> tuple[Opinion, Entry]:
    """The opinion after what happened, and the entry of it; ``fields`` are what changes besides the state.
    Raises ``Refusal("case_state")`` where that cannot happen to it now."""
    what = Happened(entry.what)
    allowed, follows = _MOVES[what]
    if opinion.state not in allowed and not (what is Happened.FED_BACK and opinion.by_suggestion):
        raise Refusal("case_state", state=opinion.state)
    if what is Happened.RETURNED and opinion.state is State.HANDED_OVER and opinion.forwarded:
        follows = State.FORWARDED
    kept = _kept(what, opinion)
    if what in _OUTCOMES:
        kept["told_at"] = entry.at
    return replace(opinion, state=follows or opinion.state, **kept, **fields), entry


def _kept(what: Happened, opinion: Opinion) -> dict[str, Any]:
    """What follows from the step itself."""
    match what:
        case Happened.FORWARDED:
            return {"forwarded": True}
        case Happened.RETURNED:
            back = opinion.state is State.HANDED_OVER
            unit = {"unit": None, "unit_name": None, "note": None}
            return {**unit, "forwarded": back and opinion.forwarded}
        case Happened.UNSOLVED:
            return {
                "round": opinion.round + 1,
                "unit": None,
                "unit_name": None,
                "note": None,
                "forwarded": False,
                "merged_into": None,
                "waiting": True,
            }
        case Happened.ASKED:
            return {"waiting": True}
        case Happened.REPLIED | Happened.ANSWERED | Happened.EXPLAINED | Happened.FED_BACK:
            return {"waiting": False}
    return {}


def without_place(text: str, place: str | None, instead: str) -> str:
    """What staff wrote, without the place that the resident named."""
    return text if place is None or len(place) < _SHORTEST else text.replace(place, instead)
